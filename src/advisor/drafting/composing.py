"""The answer as a draft: what answers, what supports it, what to do, and where it stops holding."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from advisor.asking import Asked, analyse
from advisor.domain import Hit
from advisor.drafting.choosing import choose, further
from advisor.drafting.completing import beside, opening, whole_list
from advisor.drafting.fitting import WORDS, shorten, widen
from advisor.drafting.forms import is_situation, section
from advisor.drafting.ranking import Candidate, rank
from advisor.drafting.units import EssayOf, Unit, is_new
from advisor.matching import PASSAGES, Matcher
from advisor.text import terms, word_count

_ORDER = {"action": 1, "limit": 2}
_DISSENTS = 3
_OPENING = 30  # characters that a long unit and its excerpt have in common, and no other unit has


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
        best = [*best, *opening(best, matcher, essay)]
    titles = {hit.passage.essay_id: _title(hit, essay) for hit in best}
    ranked = _ranked(asked, best, matcher, titles, told)
    if not ranked:
        return []
    if asked.kind == "comparison":
        return [Unit.of(role, found) for role, found in _compared(asked, ranked, best, matcher)]
    others = further(asked, ranked, best)
    chosen = choose(asked, _lead(asked, ranked[0], matcher), others, hits, matcher)
    if not asked.is_own:
        chosen = _told_in_order(chosen)
    units = [Unit.of(_role(asked, index, found), found) for index, found in enumerate(chosen)]
    source = essay(chosen[0].passage.essay_id)
    if asked.kind == "list" and source:
        units[0] = whole_list(units[0], source)
    if asked.kind in ("verdict", "action") and source:
        units += beside(asked, source, matcher, units)
    lead = units[0].role
    return sorted(units, key=lambda unit: (unit.role != lead, _ORDER.get(unit.role, 0)))


def _lead(asked: Asked, best: Candidate, matcher: Matcher) -> list[Candidate]:
    """The unit that answers, with its neighbours.

    Where a judgement or advice is wanted, what precedes it in its paragraph stands after it. A
    situation of the reader's own firm is told in its order, as it opens with the judgement.
    """
    whole = widen(best, matcher)
    in_order = asked.is_own or not asked.is_open or is_situation(best.passage.heading)
    if in_order or whole.excerpt or whole.start == best.start:
        return [whole]
    before = len(best.passage.text[whole.start : best.start].rstrip())
    return [replace(whole, start=best.start), replace(whole, end=whole.start + before)]


def _ranked(
    asked: Asked, hits: Sequence[Hit], matcher: Matcher, titles: Mapping[str, str], told: str
) -> list[Candidate]:
    """What can be quoted and was not told, the best first.

    On the reader's own firm only the best below each heading: a heading tells a situation, and the
    reader sees at a glance which of them is theirs.
    """
    scored = [(hit.passage, hit.score) for hit in hits]
    ranked = [c for c in rank(asked, scored, matcher, titles) if not _was_told(c.text, told)]
    if not asked.is_own:
        return ranked
    below: dict[tuple[str, str], Candidate] = {}
    for found in ranked:
        below.setdefault((found.passage.essay_id, found.passage.heading), found)
    return list(below.values())


def _was_told(text: str, told: str) -> bool:
    """Whether the text, or its opening where it is long enough for an excerpt, was told."""
    return (text[:_OPENING] if word_count(text) > WORDS else text) in told


def _role(asked: Asked, index: int, found: Candidate) -> str:
    """What a unit does in the answer, the first being the direct one."""
    if asked.is_own:
        return section(found.passage.heading) or "situation"
    return "support" if index else "answer"


def _told_in_order(chosen: Sequence[Candidate]) -> list[Candidate]:
    """The first, then the others essay by essay, each in the order of its text."""
    first, *others = chosen
    essays = list(dict.fromkeys(found.passage.essay_id for found in chosen))
    others.sort(key=lambda f: (essays.index(f.passage.essay_id), f.passage.start + f.start))
    return [first, *others]


def dissent(note: str, hits: Sequence[Hit], matcher: Matcher) -> list[Unit]:
    """The few best units of a qualifying essay on what its note says, the best first.

    Args:
        note: what the essay qualifies.
        hits: passages of the qualifying essay.
        matcher: the note, with these passages.
    """
    ranked = rank(analyse(note), [(hit.passage, hit.score) for hit in hits], matcher, {})
    whole = [found for found in ranked if not found.is_list]
    return [Unit.of("dissent", shorten(found, matcher)) for found in whole[:_DISSENTS]]


def _title(hit: Hit, essay: EssayOf) -> str:
    found = essay(hit.passage.essay_id)
    return found.title if found else ""


def _compared(
    asked: Asked, ranked: Sequence[Candidate], hits: Sequence[Hit], matcher: Matcher
) -> Iterator[tuple[str, Candidate]]:
    """The unit that contrasts both sides, if it is the best, and then the best on each side."""
    said: list[str] = []
    best = ranked[0]
    if all(set(terms(side)) <= set(terms(best.text)) for side in asked.sides):
        said.append(best.text)
        yield "answer", shorten(best, matcher)
    for side in asked.sides:
        question = f"What is {side}?"
        scored = [(hit.passage, hit.score) for hit in hits]
        own = rank(analyse(question), scored, matcher.about(question), {})
        new = next((found for found in own if is_new(found.text, said)), None)
        if new:
            said.append(new.text)
            yield "side", shorten(new, matcher)
