"""Which units stand beside the one that answers."""

from collections import Counter
from collections.abc import Collection, Sequence

from advisor.asking import Asked
from advisor.domain import Hit
from advisor.drafting.fitting import abridge, shorten
from advisor.drafting.forms import is_situation
from advisor.drafting.ranking import Candidate
from advisor.drafting.units import is_new
from advisor.matching import Matcher
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


def further(asked: Asked, ranked: Sequence[Candidate], hits: Sequence[Hit]) -> list[Candidate]:
    """What may stand beside the first unit.

    Args:
        asked: the question.
        ranked: everything that can be quoted, the best first.
        hits: what it was taken from.
    """
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


def choose(
    asked: Asked,
    lead: Sequence[Candidate],
    others: Sequence[Candidate],
    hits: Sequence[Hit],
    matcher: Matcher,
) -> list[Candidate]:
    """The lead and the units near it that add something, within the words allowed.

    One that has too small a share of the best one's chance is not near it; of an essay that was
    found often, it may have less where it holds a name that the lead lacks. On the reader's own
    firm the best situation is told in full, and of those in reach the judgement and first step.

    Args:
        asked: the question.
        lead: what answers, in one or two units.
        others: what may stand beside it, the best first.
        hits: all that was found.
        matcher: the question, with the passages of the units.
    """
    least = _ADVISES if asked.is_open else _SUPPORT
    missing = _missing(asked, lead)
    found_of = Counter(hit.passage.essay_id for hit in hits)

    def is_near(found: Candidate) -> bool:
        named = found_of[found.passage.essay_id] > 1 and _names(found, missing)
        return found.chance >= (min(least, _NAMED) if named else least) * lead[0].chance

    near = list(filter(is_near, others))
    room = _OWN_WORDS if asked.is_own else _WORDS
    room -= sum(word_count(found.shown) for found in lead)
    most = (_OWN_UNITS if asked.is_own else _UNITS) - 1
    told = list(lead)
    while near and len(told) - len(lead) < most:
        next_ = _next(asked, near, told)
        near.remove(next_)
        found = abridge(next_, matcher) if asked.is_own else shorten(next_, matcher)
        words = word_count(found.shown)
        apart = not any(found.overlaps(other) for other in told)
        if words <= room and apart and is_new(found.text, [other.text for other in told]):
            told.append(found)
            room -= words
    return [found for found in told if not (asked.is_own and _is_far(found, lead[0]))]


def _next(asked: Asked, near: Sequence[Candidate], told: Sequence[Candidate]) -> Candidate:
    """The best unit that holds a name not heard yet, else the best, where essays take turns."""
    missing = _missing(asked, told)
    heard = Counter(found.passage.essay_id for found in told)
    behind = _HEARD if asked.is_open and not asked.is_own else 0.0

    def merit(found: Candidate) -> tuple[bool, float]:
        return _names(found, missing), found.score - behind * heard[found.passage.essay_id]

    return max(near, key=merit)


def _is_far(found: Candidate, first: Candidate) -> bool:
    """Whether the unit is of a situation that is much less like the reader's than the first."""
    return is_situation(found.passage.heading) and found.score < first.score - _REACH


def _missing(asked: Asked, told: Sequence[Candidate]) -> Collection[str]:
    """Terms of the names in the question that none of the units holds."""
    return asked.names.difference(*(terms(found.text) for found in told))


def _names(found: Candidate, missing: Collection[str]) -> bool:
    """Whether a unit holds one of the names that others lack."""
    return bool(missing) and not set(missing).isdisjoint(terms(found.text))
