"""What an essay adds to what was found of it: its opening, the rest of a list, what to do."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, groupby, takewhile

from advisor.asking import Asked
from advisor.domain import Essay, Hit, Passage
from advisor.drafting.fitting import shorten
from advisor.drafting.forms import Section, section
from advisor.drafting.ranking import rank
from advisor.drafting.units import EssayOf, Unit, is_new
from advisor.matching import Matcher
from advisor.text import Block, blocks

_BESIDE: tuple[tuple[Section, int], ...] = (("action", 2), ("limit", 1))
_RELEVANT = 0.35  # MaxSim of the question's words to what is quoted from a section beside


def opening(hits: Sequence[Hit], matcher: Matcher, essay: EssayOf) -> Iterator[Hit]:
    """What the essay of most hits says below its title, where that was not found itself.

    It scores as the last of the hits does.
    """
    most = Counter(hit.passage.essay_id for hit in hits).most_common(1)
    source = essay(most[0][0]) if most else None
    if source is None:
        return
    body = list(dropwhile(_is_heading, blocks(source.text)))
    parts = list(takewhile(lambda part: not _is_heading(part), body))
    if not parts or parts == body:
        return
    passage = _passage(source, "", parts)
    if any(h.passage.essay_id == source.id and h.passage.start < passage.end for h in hits):
        return
    matcher.add([passage])
    yield replace(hits[-1], passage=passage)


def whole_list(unit: Unit, essay: Essay) -> Unit:
    """The unit with the rest of its list, where its passage ends within it."""
    end = unit.start + len(unit.text)
    parts = blocks(essay.text)
    inside = [part for part in parts if part.start < end and part.end > unit.start]
    if not inside or inside[-1].kind != "item":
        return unit
    for part in parts[parts.index(inside[-1]) + 1 :]:
        if part.kind != "item":
            break
        end = part.end
    return replace(unit, text=essay.text[unit.start : end], excerpt="")


def beside(asked: Asked, essay: Essay, matcher: Matcher, units: Sequence[Unit]) -> Iterator[Unit]:
    """What the essay says to do, and where it stops holding, as far as it bears on the question.

    Nothing is to be done about what is over.
    """
    said = [unit.text for unit in units]
    places = list(_sections(essay))
    for role, most in _BESIDE:
        if role == "action" and asked.is_past:
            continue
        found = [place for place in places if section(place.heading) == role]
        matcher.add(found)
        ranked = rank(replace(asked, kind="fact"), [(p, 0.5) for p in found], matcher, {})
        taken = sum(unit.role == role for unit in units)
        for candidate in ranked:
            near = candidate.match.weighted >= _RELEVANT or not matcher.dense
            if taken < most and near and not candidate.is_list and is_new(candidate.text, said):
                said = [*said, candidate.text]
                taken += 1
                yield Unit.of(role, shorten(candidate, matcher))


def _sections(essay: Essay) -> Iterator[Passage]:
    """The sections of the essay with a heading, each as a passage of its own."""
    heading = ""
    for is_heading, group in groupby(blocks(essay.text), key=_is_heading):
        parts = list(group)
        if is_heading:
            heading = parts[-1].title
        elif heading:
            yield _passage(essay, heading, parts)


def _is_heading(part: Block) -> bool:
    return part.kind == "heading"


def _passage(essay: Essay, heading: str, parts: Sequence[Block]) -> Passage:
    """A run of the essay's blocks, as a passage of its own."""
    start, end = parts[0].start, parts[-1].end
    return Passage(
        id=f"{essay.id}:{start}",
        essay_id=essay.id,
        heading=heading,
        ordinal=0,
        start=start,
        end=end,
        text=essay.text[start:end],
        digest="",
    )
