"""How good a probability is: ranking, calibration, and the price of a threshold; pure numpy.

Everywhere ``chances`` are estimated probabilities that a question can be answered and ``truths``
say whether it can.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BINS = 10

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The questions whose probability lies in one stretch of the scale."""

    low: float
    high: float
    count: int
    chance: float
    """Mean probability."""
    share: float
    """Share of the questions that can be answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What happens when everything at or above one threshold is answered."""

    threshold: float
    coverage: float
    """Share of all questions that are answered."""
    risk: float
    """Share of the answered questions that cannot be answered from the essays."""


def auroc(chances: Sequence[float], truths: Sequence[bool]) -> float | None:
    """Chance that an answerable question gets more than an unanswerable one; a tie counts half.

    None where one of the two kinds is missing.

    >>> auroc([0.9, 0.5, 0.5, 0.1], [True, True, False, False])
    0.875
    """
    yes, no = _split(chances, truths)
    if not len(yes) or not len(no):
        return None
    ordered = np.sort(no)
    below = np.searchsorted(ordered, yes, side="left")
    up_to = np.searchsorted(ordered, yes, side="right")
    return float((below + up_to).mean() / 2 / len(no))


def brier(chances: Sequence[float], truths: Sequence[bool]) -> float:
    """Mean squared distance of the probability from what came true.

    >>> brier([1.0, 0.5], [True, False])
    0.125
    """
    gaps = np.asarray(chances, dtype=float) - np.asarray(truths, dtype=float)
    return float(np.mean(gaps**2))


def bins(chances: Sequence[float], truths: Sequence[bool], count: int = BINS) -> tuple[Bin, ...]:
    """The questions by probability, in equally wide bins; empty bins are left out."""
    p, y = np.asarray(chances, dtype=float), np.asarray(truths, dtype=float)
    where = np.minimum((p * count).astype(int), count - 1)
    return tuple(
        Bin(
            low=int(row) / count,
            high=(int(row) + 1) / count,
            count=int((where == row).sum()),
            chance=float(p[where == row].mean()),
            share=float(y[where == row].mean()),
        )
        for row in np.unique(where)
    )


def calibration_error(found: Sequence[Bin]) -> float:
    """Expected calibration error: mean distance of share from probability over the questions."""
    total = sum(one.count for one in found)
    return sum(one.count * abs(one.share - one.chance) for one in found) / total if total else 0.0


def risk_coverage(chances: Sequence[float], truths: Sequence[bool]) -> tuple[Point, ...]:
    """One point for each distinct probability as the threshold, the highest first.

    >>> [(p.coverage, p.risk) for p in risk_coverage([0.9, 0.5], [True, False])]
    [(0.5, 0.0), (1.0, 0.5)]
    """
    p, y = np.asarray(chances, dtype=float), np.asarray(truths, dtype=bool)
    order = np.argsort(-p, kind="stable")
    wrong = np.cumsum(~y[order])
    last = np.flatnonzero(np.append(np.diff(p[order]) != 0, True))[: len(p)]
    return tuple(
        Point(
            threshold=float(p[order][row]),
            coverage=(int(row) + 1) / len(p),
            risk=float(wrong[row] / (row + 1)),
        )
        for row in last
    )


def area(points: Sequence[Point]) -> float:
    """Area under the risk-coverage curve, in steps: mean risk over all coverages; 0 is best."""
    before = [0.0, *(point.coverage for point in points)]
    return sum(
        (point.coverage - start) * point.risk for start, point in zip(before, points, strict=False)
    )


def shares(chances: Sequence[float], truths: Sequence[bool], threshold: float) -> tuple[float, ...]:
    """Shares of the unanswerable and of the answerable that the threshold refuses.

    >>> shares([0.9, 0.2, 0.3, 0.1], [True, True, False, False], 0.25)
    (0.5, 0.5)
    """
    yes, no = _split(chances, truths)
    return tuple(float((some < threshold).mean()) if len(some) else 0.0 for some in (no, yes))


def threshold_refusing(
    share: float, chances: Sequence[float], truths: Sequence[bool]
) -> float | None:
    """The lowest threshold that refuses at least the share of the unanswerable; None if none is.

    It lies half-way to the next probability above, so that it does not hang on one question.

    >>> threshold_refusing(0.5, [0.9, 0.2, 0.4, 0.1], [True, True, False, False])
    0.15
    """
    no = np.sort(_split(chances, truths)[1])
    if not len(no):
        return None
    highest = no[max(0, int(np.ceil(share * len(no))) - 1)]
    above = [chance for chance in chances if chance > highest]
    return round(float((highest + min(above, default=1.0)) / 2), 4)


def _split(chances: Sequence[float], truths: Sequence[bool]) -> tuple[Floats, Floats]:
    """The probabilities of the answerable, and of the unanswerable questions."""
    p: Floats = np.asarray(chances, dtype=float)
    y: Bools = np.asarray(truths, dtype=bool)
    return p[y], p[~y]
