"""The answer as a draft: what answers, what supports it, what to do, and where it stops holding."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from advisor.asking import Asked, analyse
from advisor.domain import Hit
from advisor.drafting.completing import beside, opening, whole_list
from advisor.drafting.fitting import WORDS, abridge, shorten, widen
from advisor.drafting.forms import is_situation, section
from advisor.drafting.ranking import Candidate, rank
from advisor.drafting.units import EssayOf, Unit, is_new
from advisor.matching import PASSAGES, Matcher
from advisor.text import terms, word_count

_UNITS, _WORDS = 5, 140
# On the reader's own firm. Of 257 such questions in evals/ the four hold .62 of the facts and cite
# the right essay for .83, in as many words as three told in full (.59, .81).
_OWN_UNITS, _OWN_WORDS = 4, 160
# A supporting unit has at least this share of the best unit's chance, where a fact is asked for and
# where advice is. Of 211 questions for a fact in evals/, .919 of the facts are told with .008 and
# with .004, in 113 words and in 118.
_SUPPORT, _ADVISES = 0.008, 0.3
# The same for a unit of another essay of which nothing else was found: on the cases in evals/, the
# unseen ones included, .6 of those above are of an essay that answers, and .2 of those below.
_LONE = 0.8
# The same for a unit that holds a name of the question which the first lacks, of an essay that was
# found more than once: who asks of two companies wants to hear of both. It moves no figure on the
# cases in evals/.
_NAMED = 0.15
# Logits that a unit of advice falls behind for each one of its essay that was chosen before it, so
# that where two essays are about as near both are heard. It moves no figure on the cases in evals/;
# with .5 and more one question loses an essay that has to be heard.
_HEARD = 0.2
# Logits below the first unit from which a further situation of the reader's own firm is another's:
# of 404 such units on the cases in evals/ 181 lie further, and 3 of them are the one meant.
_REACH = 1.5
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
    further = _further(asked, ranked, best)
    found = Counter(hit.passage.essay_id for hit in hits)
    often = {key for key, count in found.items() if count > 1}
    chosen = _distinct(asked, _lead(asked, ranked[0], matcher), further, matcher, often)
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


def _further(asked: Asked, ranked: Sequence[Candidate], hits: Sequence[Hit]) -> list[Candidate]:
    """What may stand beside the first unit."""
    missing = _missing(asked, ranked[:1])
    return [f for f in ranked[1:] if _may_support(f, ranked[0], asked, hits, missing)]


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


def _told_in_order(chosen: Sequence[Candidate]) -> list[Candidate]:
    """The first, then the others essay by essay, each in the order of its text."""
    first, *others = chosen
    essays = list(dict.fromkeys(found.passage.essay_id for found in chosen))
    others.sort(key=lambda f: (essays.index(f.passage.essay_id), f.passage.start + f.start))
    return [first, *others]


def _missing(asked: Asked, chosen: Sequence[Candidate]) -> Collection[str]:
    """Terms of the names in the question that none of the units holds."""
    return asked.names.difference(*(terms(found.text) for found in chosen))


def _names(found: Candidate, missing: Collection[str]) -> bool:
    """Whether a unit holds one of the names that others lack."""
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


def _distinct(
    asked: Asked,
    lead: Sequence[Candidate],
    further: Sequence[Candidate],
    matcher: Matcher,
    often: Collection[str],
) -> list[Candidate]:
    """The lead and the units near it that add something, within the words allowed.

    One that has too small a share of the best one's chance is not near it; of an essay that was
    found often, it may have less where it holds a name that the lead lacks. On the reader's own
    firm the best situation is told in full, and of those in reach the judgement and first step.
    """
    least = _ADVISES if asked.is_open else _SUPPORT
    missing = _missing(asked, lead)

    def is_near(found: Candidate) -> bool:
        named = found.passage.essay_id in often and _names(found, missing)
        return found.chance >= (min(least, _NAMED) if named else least) * lead[0].chance

    near = list(filter(is_near, further))
    room = _OWN_WORDS if asked.is_own else _WORDS
    room -= sum(word_count(found.shown) for found in lead)
    most = (_OWN_UNITS if asked.is_own else _UNITS) - 1
    chosen = list(lead)
    while near and len(chosen) - len(lead) < most:
        next_ = _next(asked, near, chosen)
        near.remove(next_)
        found = abridge(next_, matcher) if asked.is_own else shorten(next_, matcher)
        words = word_count(found.shown)
        apart = not any(found.overlaps(other) for other in chosen)
        if words <= room and apart and is_new(found.text, [other.text for other in chosen]):
            chosen.append(found)
            room -= words
    return [found for found in chosen if not (asked.is_own and _is_far(found, lead[0]))]


def _next(asked: Asked, near: Sequence[Candidate], chosen: Sequence[Candidate]) -> Candidate:
    """The best unit that holds a name not heard yet, else the best, where essays take turns."""
    missing = _missing(asked, chosen)
    heard = Counter(found.passage.essay_id for found in chosen)
    behind = _HEARD if asked.is_open and not asked.is_own else 0.0

    def merit(found: Candidate) -> tuple[bool, float]:
        return _names(found, missing), found.score - behind * heard[found.passage.essay_id]

    return max(near, key=merit)


def _is_far(found: Candidate, first: Candidate) -> bool:
    """Whether the unit is of a situation that is much less like the reader's than the first."""
    return is_situation(found.passage.heading) and found.score < first.score - _REACH
