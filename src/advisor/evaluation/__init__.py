"""Measure retrieval, citations and refusals on labelled questions.

``evaluate`` asks every ``Case`` of a file and gives an ``Evaluation``; ``leave_out`` asks questions
made from the library itself, with and without the essay that answers them. ``docs/evaluation.md``
explains every measure.
"""

from advisor.evaluation.calibration import Bin, Point
from advisor.evaluation.cases import KINDS, Case, CasesError, load_cases
from advisor.evaluation.gate import read_baseline, regressions, write_baseline
from advisor.evaluation.grading import Outcome
from advisor.evaluation.leaving import REFUSED, LeaveOut, leave_out
from advisor.evaluation.measures import MEASURES, Measure
from advisor.evaluation.running import Evaluation, evaluate

__all__ = [
    "KINDS",
    "MEASURES",
    "REFUSED",
    "Bin",
    "Case",
    "CasesError",
    "Evaluation",
    "LeaveOut",
    "Measure",
    "Outcome",
    "Point",
    "evaluate",
    "leave_out",
    "load_cases",
    "read_baseline",
    "regressions",
    "write_baseline",
]
