"""Answers become scores and a verdict; pure.

An answer counts from 0 to 100 towards Internet+, a dimension is the mean of its answers, and the
whole is the mean of the dimensions, so that three statements weigh no more than two.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from advisor.assessment.statements import DIMENSIONS, STATEMENTS, Dimension
from advisor.errors import AnswersError

Verdict = Literal["+Internet", "in between", "Internet+"]

SCALE = {1: "Not true", 2: "Hardly", 3: "Partly", 4: "Mostly", 5: "Entirely true"}
"""What an answer may be, and in words."""
MIDDLE = 50.0
"""Of the scores from 0 to 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One dimension of a company."""

    dimension: str
    """Key of the dimension."""
    title: str
    percent: float
    """From 0 (+Internet) to 100 (Internet+)."""
    finding: str
    """What the score says, in a sentence."""


def checked(answers: Iterable[object]) -> tuple[int, ...]:
    """The answers, one for each statement, in their order.

    Raises:
        AnswersError: there are too few or too many, or one is not on the scale.
    """
    given = tuple(answers)
    if len(given) != len(STATEMENTS):
        raise AnswersError(
            f"There are {len(given)} answers for {len(STATEMENTS)} statements",
            hint=f"Answer every statement with a number from {min(SCALE)} ({SCALE[min(SCALE)]}) "
            f"to {max(SCALE)} ({SCALE[max(SCALE)]}).",
        )
    return tuple(_on_scale(number, answer) for number, answer in enumerate(given, start=1))


def score(answers: Sequence[int]) -> tuple[Score, ...]:
    """The score of each dimension, in their order."""
    return tuple(
        Score(
            dimension=dimension.key,
            title=dimension.title,
            percent=round(percent, 1),
            finding=dimension.weak if percent < MIDDLE else dimension.strong,
        )
        for dimension, percent in _percents(answers)
    )


def overall(answers: Sequence[int]) -> float:
    """The mean of the dimensions, from 0 (+Internet) to 100 (Internet+)."""
    percents = [percent for _, percent in _percents(answers)]
    return sum(percents) / len(percents)


def verdict(answers: Sequence[int]) -> Verdict:
    """The side of the middle on which the company stands, whatever any one answer were.

    Where another single answer would put it on the other side, the answers do not settle it, and
    the verdict is ``in between``. So no one answer leads from +Internet to Internet+.
    """
    sides = {_side(changed) for changed in _changed(answers)}
    return _side(answers) if len(sides) == 1 else "in between"


def _side(answers: Sequence[int]) -> Verdict:
    return "Internet+" if overall(answers) >= MIDDLE else "+Internet"


def _changed(answers: Sequence[int]) -> Iterator[list[int]]:
    """The answers with each of them, in turn, at either end of the scale."""
    for place in range(len(answers)):
        for other in (min(SCALE), max(SCALE)):
            yield [*answers[:place], other, *answers[place + 1 :]]


def _percents(answers: Sequence[int]) -> Iterator[tuple[Dimension, float]]:
    rest = iter(answers)
    for dimension in DIMENSIONS:
        own = list(islice(rest, len(dimension.statements)))
        points = [
            max(SCALE) - answer if statement.reversed else answer - min(SCALE)
            for statement, answer in zip(dimension.statements, own, strict=True)
        ]
        yield dimension, 100 * sum(points) / ((max(SCALE) - min(SCALE)) * len(points))


def _on_scale(number: int, answer: object) -> int:
    if isinstance(answer, int) and not isinstance(answer, bool) and answer in SCALE:
        return answer
    raise AnswersError(
        f"Answer {number} is {answer!r}, which is not on the scale from {min(SCALE)} to "
        f"{max(SCALE)}: {STATEMENTS[number - 1].text}",
        hint="; ".join(f"{value} is {words.lower()}" for value, words in SCALE.items()) + ".",
    )
