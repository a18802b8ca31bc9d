"""A self-assessment, Internet+ or +Internet: a company looks at itself, essays beside it.

Twelve statements over five dimensions give a score each, and a verdict that no single answer can
decide. The reasons, the readings and the next steps are quoted from the essays to the character;
what the corpus does not hold is left out, and said.
"""

from advisor.assessment.judging import Assessment, Reading, assess
from advisor.assessment.locating import Reference, locate
from advisor.assessment.reporting import missing, report
from advisor.assessment.scoring import SCALE, Score, Verdict, checked, score, verdict
from advisor.assessment.statements import DIMENSIONS, STATEMENTS, Dimension, Statement

__all__ = [
    "DIMENSIONS",
    "SCALE",
    "STATEMENTS",
    "Assessment",
    "Dimension",
    "Reading",
    "Reference",
    "Score",
    "Statement",
    "Verdict",
    "assess",
    "checked",
    "locate",
    "missing",
    "report",
    "score",
    "verdict",
]
