"""Ask every case of a labelled set, and measure."""

import functools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from advisor.advisor import Advisor
from advisor.evaluation.calibration import Bin, Point, bins, risk_coverage
from advisor.evaluation.cases import Case
from advisor.evaluation.grading import Outcome, grade
from advisor.evaluation.measures import Figures, by_kind, figures

Progress = Callable[[int, int], None]
"""Called with the number of questions asked, and in all."""

_HITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What an advisor makes of a labelled set."""

    cases: int
    figures: Figures
    """The measures of ``MEASURES`` by name; one that no case asks for is left out."""
    kinds: dict[str, Figures]
    """The measures of each kind of question, and its number of cases."""
    reliability: tuple[Bin, ...]
    """Confidence against the share of questions that can be answered."""
    risk_coverage: tuple[Point, ...]
    """One point for each threshold of the confidence."""
    outcomes: tuple[Outcome, ...]
    """One for each case, in order."""


def evaluate(
    advisor: Advisor, cases: Sequence[Case], progress: Progress | None = None
) -> Evaluation:
    """Ask every case, and measure.

    Args:
        advisor: with an index over the essays that the cases name.
        cases: labelled questions; see ``load_cases``.
        progress: called after every question.

    Raises:
        IndexMissing, IndexMismatch, IndexDamaged: the index has to be built first.
    """
    essay = functools.cache(advisor.essay)
    for case in cases[:1]:
        advisor.ask(case.question)  # opens the index and loads the model, outside the clock
    outcomes = []
    for case in cases:
        started = time.perf_counter()
        answer = advisor.ask(case.question, case.history)
        milliseconds = 1000 * (time.perf_counter() - started)
        hits = advisor.search(answer.standalone_question, _HITS)
        outcomes.append(grade(case, answer, hits, essay, milliseconds))
        if progress:
            progress(len(outcomes), len(cases))
    return summarise(outcomes)


def summarise(outcomes: Sequence[Outcome]) -> Evaluation:
    """The measures over the outcomes."""
    chances = [outcome.confidence for outcome in outcomes]
    truths = [outcome.answerable for outcome in outcomes]
    return Evaluation(
        cases=len(outcomes),
        figures=figures(outcomes),
        kinds=by_kind(outcomes),
        reliability=bins(chances, truths),
        risk_coverage=risk_coverage(chances, truths),
        outcomes=tuple(outcomes),
    )
