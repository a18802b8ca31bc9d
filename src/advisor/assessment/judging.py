"""Scores become a verdict in words, with its reasons, readings and next steps from the essays."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from advisor.assessment.locating import Reference, locate
from advisor.assessment.scoring import MIDDLE, Score, Verdict, checked, overall, score, verdict
from advisor.assessment.statements import DIMENSIONS, VERDICT_REASONS, Dimension
from advisor.domain import Citation, Essay

EssayOf = Callable[[str], Essay | None]

_WEAKEST = 3
_WORDS: dict[Verdict, str] = {
    "+Internet": "Your answers describe +Internet: the internet is a tool for a business that "
    "stays as it was.",
    "in between": "Your answers lie between +Internet and Internet+: one other answer would move "
    "them to the other side, so they settle neither.",
    "Internet+": "Your answers describe Internet+: the business itself has changed, and not only "
    "its tools.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Words of an essay that bear on a dimension."""

    dimension: str
    """Title of the dimension; ``Verdict`` where they bear on the whole."""
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a company's answers say, with the essays' words beside it."""

    answers: tuple[int, ...]
    scores: tuple[Score, ...]
    """One for each dimension, in their order."""
    overall: float
    """Mean of the scores, from 0 (+Internet) to 100 (Internet+)."""
    verdict: Verdict
    text: str
    """The verdict in words; the numbers are the reader's own answers."""
    reasons: tuple[Reading, ...]
    """What the verdict and each weak dimension is held against, in the founding essay's words."""
    readings: tuple[Reading, ...]
    """At most three, for the weakest dimensions."""
    steps: tuple[Reading, ...]
    """What to do next about the weakest dimensions."""
    missing: tuple[str, ...]
    """Ids of essays that would have been quoted, had the corpus held them or their words."""


@dataclass(slots=True)
class _Shelf:
    """Looks references up, numbers what it finds, and remembers what it does not."""

    essay: EssayOf
    missing: dict[str, None] = field(default_factory=dict)
    _found: dict[tuple[str, int, int], Citation] = field(default_factory=dict)

    def first(self, about: str, references: Iterable[Reference]) -> Reading | None:
        """The first of the references that can be cited and was not before."""
        for reference in references:
            essay = self.essay(reference.essay)
            found = locate(essay, reference, len(self._found) + 1) if essay else None
            if found is None:
                self.missing[reference.essay] = None
            elif (key := (found.essay_id, found.start, found.end)) not in self._found:
                self._found[key] = found
                return Reading(dimension=about, citation=found)
        return None


def assess(answers: Iterable[object], essay: EssayOf) -> Assessment:
    """The assessment of a company by its answers.

    Args:
        answers: one from 1 (not true) to 5 (entirely true) for each of ``STATEMENTS``.
        essay: looks up an essay by id.

    Raises:
        AnswersError: there are too few or too many answers, or one is not on the scale.
    """
    given = checked(answers)
    scores, found = score(given), verdict(given)
    weakest = _weakest(scores)
    shelf = _Shelf(essay)
    asked = [("Verdict", VERDICT_REASONS[found])]
    asked += [(one.title, one.reason) for one, percent in _paired(scores) if percent < MIDDLE]
    reasons = [shelf.first(about, [reference]) for about, reference in asked]
    readings = [shelf.first(one.title, _useful(one, percent)) for one, percent in weakest]
    steps = [shelf.first(one.title, one.steps) for one, _ in weakest]
    return Assessment(
        answers=given,
        scores=scores,
        overall=round(overall(given), 1),
        verdict=found,
        text=_in_words(found, scores, overall(given)),
        reasons=_cited(reasons),
        readings=_cited(readings),
        steps=_cited(steps),
        missing=tuple(shelf.missing),
    )


def _weakest(scores: Sequence[Score]) -> list[tuple[Dimension, float]]:
    """The dimensions with the lowest scores, the lowest first, each with its score."""
    return sorted(_paired(scores), key=lambda pair: pair[1])[:_WEAKEST]


def _paired(scores: Sequence[Score]) -> list[tuple[Dimension, float]]:
    return list(zip(DIMENSIONS, (one.percent for one in scores), strict=True))


def _useful(dimension: Dimension, percent: float) -> tuple[Reference, ...]:
    """What helps a weak dimension, or where the advice stops holding for a strong one."""
    if percent < MIDDLE:
        return dimension.readings
    return (dimension.caution, *dimension.readings)


def _cited(readings: Iterable[Reading | None]) -> tuple[Reading, ...]:
    return tuple(reading for reading in readings if reading)


def _in_words(found: Verdict, scores: Sequence[Score], whole: float) -> str:
    weak = [one.title.lower() for one in scores if one.percent < MIDDLE]
    strong = [one.title.lower() for one in scores if one.percent >= MIDDLE]
    parts = [_WORDS[found], f"On the whole you score {whole:.0f} of 100."]
    if weak and strong:
        parts.append(f"Below the middle: {_listed(weak)}; at or above it: {_listed(strong)}.")
    else:
        parts.append(f"All dimensions lie {'below' if weak else 'at or above'} the middle.")
    if found != "in between":
        parts.append("Changing any single answer would not change the side.")
    return " ".join(parts)


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
