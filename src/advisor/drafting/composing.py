"""The answer as a draft: what answers, what supports it, what to do, and where it stops holding."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, groupby, takewhile

from advisor.asking import Asked, analyse
from advisor.domain import Essay, Hit, Passage
from advisor.drafting.ranking import Candidate, Section, rank, section, widen
from advisor.matching import PASSAGES, Matcher
from advisor.text import Block, blocks, terms, word_count

_UNITS, _WORDS, _OWN_WORDS = 4, 140, 160  # the latter on the reader's own firm
_WIDE = (3, 60)  # sentences and words of the direct answer
# A supporting unit has at least this share of the best unit's chance, where a fact is asked for and
# where advice is.
_SUPPORT, _ADVISES = 0.05, 0.3
# The same for a unit of another essay of which nothing else was found: on the cases in evals/, the
# unseen ones included, .6 of those above are of an essay that answers, and .2 of those below.
_LONE = 0.8
_BESIDE: tuple[tuple[Section, int], ...] = (("action", 2), ("limit", 1))
_ORDER = {"action": 1, "limit": 2}
_DISSENTS = 3
_RELEVANT = 0.35  # MaxSim of the question's words to what is quoted from a section beside

EssayOf = Callable[[str], Essay | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One to three contiguous sentences of an essay, or a list with its lead-in, as drafted."""

    text: str
    role: str
    passage: Passage
    start: int
    """In the essay."""


def draft(
    asked: Asked, hits: Sequence[Hit], matcher: Matcher, essay: EssayOf, told: str = ""
) -> list[Unit]:
    """The units that answer the question, the direct answer first; empty when none can.

    Args:
        asked: the question, as it was searched for.
        hits: what was found for it.
        matcher: the same question, with the passages of the best hits.
        essay: looks up an essay by id.
        told: what the reader has been told already, and wants more than.
    """
    best = hits[:PASSAGES]
    if asked.is_past:
        best = [*best, *_opening(best, matcher, essay)]
    titles = {hit.passage.essay_id: _title(hit, essay) for hit in best}
    ranked = _ranked(asked, best, matcher, titles, told)
    if not ranked:
        return []
    if asked.kind == "comparison":
        return [_unit(role, found) for role, found in _compared(asked, ranked, best, matcher)]
    first = widen(ranked[0], matcher, *_WIDE)
    least = _ADVISES if asked.is_open else _SUPPORT
    room = _OWN_WORDS if asked.is_own else _WORDS
    chosen = _distinct([first, *_further(asked, ranked, best, matcher)], least, room)
    units = [_unit(_role(asked, index, found), found) for index, found in enumerate(chosen)]
    source = essay(chosen[0].passage.essay_id)
    if asked.kind == "list" and source:
        units[0] = _whole_list(units[0], source)
    if asked.kind in ("verdict", "action") and source:
        units += _beside(asked, source, matcher, units)
    lead = units[0].role
    return sorted(units, key=lambda unit: (unit.role != lead, _ORDER.get(unit.role, 0)))


def _opening(hits: Sequence[Hit], matcher: Matcher, essay: EssayOf) -> Iterator[Hit]:
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
    opening = _passage(source, "", parts)
    if any(h.passage.essay_id == source.id and h.passage.start < opening.end for h in hits):
        return
    matcher.add([opening])
    yield replace(hits[-1], passage=opening)


def _ranked(
    asked: Asked, hits: Sequence[Hit], matcher: Matcher, titles: Mapping[str, str], told: str
) -> list[Candidate]:
    """What can be quoted and was not told, the best first.

    On the reader's own firm only the best below each heading: a heading tells a situation, and the
    reader sees at a glance which of them is theirs.
    """
    scored = [(hit.passage, hit.score) for hit in hits]
    ranked = [c for c in rank(asked, scored, matcher, titles) if not told or c.text not in told]
    if not asked.is_own:
        return ranked
    below: dict[tuple[str, str], Candidate] = {}
    for found in ranked:
        below.setdefault((found.passage.essay_id, found.passage.heading), found)
    return list(below.values())


def _role(asked: Asked, index: int, found: Candidate) -> str:
    """What a unit does in the answer, the first being the direct one."""
    if asked.is_own:
        return section(found.passage.heading) or "situation"
    return "support" if index else "answer"


def _further(
    asked: Asked, ranked: Sequence[Candidate], hits: Sequence[Hit], matcher: Matcher
) -> list[Candidate]:
    """What may stand beside the first unit; what holds a name that it lacks comes first.

    On the reader's own firm each is as wide as the first: a judgement without what it turns on and
    the first step is no advice.
    """
    missing = asked.names - set(terms(ranked[0].text))
    found = [f for f in ranked[1:] if _may_support(f, ranked[0], asked, hits, missing)]
    found.sort(key=lambda one: not _names(one, missing))
    return [widen(one, matcher, *_WIDE) for one in found] if asked.is_own else found


def _may_support(
    found: Candidate,
    first: Candidate,
    asked: Asked,
    hits: Sequence[Hit],
    missing: Collection[str],
) -> bool:
    """Whether a unit may stand beside the first.

    A fact is not supported by a list. Where advice is asked for, one passage of another essay is
    seldom on the matter: it has to come near the first unit, hold a name that is missing there, or
    not be the only one.
    """
    if not asked.is_open:
        return not found.is_list
    essay = found.passage.essay_id
    of_essay = sum(hit.passage.essay_id == essay for hit in hits)
    is_near = found.chance >= _LONE * first.chance or _names(found, missing)
    return essay == first.passage.essay_id or of_essay > 1 or is_near


def _names(found: Candidate, missing: Collection[str]) -> bool:
    """Whether a unit holds one of the names that the first one lacks."""
    return bool(missing) and not set(missing).isdisjoint(terms(found.text))


def dissent(note: str, hits: Sequence[Hit], matcher: Matcher) -> list[Unit]:
    """The few best units of a qualifying essay on what its note says, the best first.

    Args:
        note: what the essay qualifies.
        hits: passages of the qualifying essay.
        matcher: the note, with these passages.
    """
    ranked = rank(analyse(note), [(hit.passage, hit.score) for hit in hits], matcher, {})
    whole = [found for found in ranked if not found.is_list]
    return [_unit("dissent", found) for found in whole[:_DISSENTS]]


def _title(hit: Hit, essay: EssayOf) -> str:
    found = essay(hit.passage.essay_id)
    return found.title if found else ""


def _unit(role: str, found: Candidate) -> Unit:
    start = found.passage.start + found.start
    return Unit(text=found.text, role=role, passage=found.passage, start=start)


def _compared(
    asked: Asked, ranked: Sequence[Candidate], hits: Sequence[Hit], matcher: Matcher
) -> Iterator[tuple[str, Candidate]]:
    """The unit that contrasts both sides, if it is the best, and then the best on each side."""
    said: list[str] = []
    best = ranked[0]
    if all(set(terms(side)) <= set(terms(best.text)) for side in asked.sides):
        said.append(best.text)
        yield "answer", best
    for side in asked.sides:
        question = f"What is {side}?"
        scored = [(hit.passage, hit.score) for hit in hits]
        own = rank(analyse(question), scored, matcher.about(question), {})
        new = next((found for found in own if is_new(found.text, said)), None)
        if new:
            said.append(new.text)
            yield "side", new


def _distinct(ranked: Sequence[Candidate], least: float, room: int) -> list[Candidate]:
    """The best unit and those near it that add something, within the words allowed.

    One that has less than the least share of the best one's chance is not near it.
    """
    chosen: list[Candidate] = []
    for found in ranked:
        if chosen and found.chance < least * chosen[0].chance:
            continue
        words = sum(word_count(other.text) for other in [*chosen, found])
        fits = not chosen or (len(chosen) < _UNITS and words <= room)
        apart = not any(found.overlaps(other) for other in chosen)
        if fits and apart and is_new(found.text, [other.text for other in chosen]):
            chosen.append(found)
    return chosen


def _whole_list(unit: Unit, essay: Essay) -> Unit:
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
    return replace(unit, text=essay.text[unit.start : end])


def _beside(asked: Asked, essay: Essay, matcher: Matcher, units: Sequence[Unit]) -> Iterator[Unit]:
    """What the essay says to do, and where it stops holding, as far as it bears on the question."""
    said = [unit.text for unit in units]
    places = list(_sections(essay))
    for role, most in _BESIDE:
        found = [place for place in places if section(place.heading) == role]
        matcher.add(found)
        ranked = rank(replace(asked, kind="fact"), [(p, 0.5) for p in found], matcher, {})
        taken = sum(unit.role == role for unit in units)
        for candidate in ranked:
            near = candidate.match.weighted >= _RELEVANT or not matcher.dense
            if taken < most and near and not candidate.is_list and is_new(candidate.text, said):
                said = [*said, candidate.text]
                taken += 1
                yield _unit(role, candidate)


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


def is_new(text: str, others: Sequence[str]) -> bool:
    """Whether the text is no part of another one and shares less than six tenths of its terms."""
    own = set(terms(text))
    return all(
        other not in text
        and text not in other
        and 2 * len(own & set(terms(other))) < 1.2 * len(own)
        for other in others
    )
