"""A question and what it wants."""

import re
from dataclasses import dataclass

from advisor.asking.amounts import Amount, amount
from advisor.asking.comparing import compared
from advisor.asking.kinds import DID, Kind, kind, subject
from advisor.text import STOP_TERMS, sentence_spans, tokenize

_WEAK_SIDES = re.compile(
    r"\b(?:weakness\w*|weak (?:points?|sides?|spots?)|drawbacks?|downsides?|disadvantages?|cons|"
    r"dangers?|risks?|pitfalls?|limits?|limitations?|criticisms?|"
    r"the catch|go(?:es)? wrong)\b",
    re.I,
)
_AT_LENGTH = re.compile(
    r"\b(?:lessons?|learn|advice|advise|tips?|recommend\w*)\b|"
    r"^\W*(?:and |so |but )?how (?:did|does|do|is|are|was|were)\b",
    re.I,
)
_NOW = re.compile(
    r"\b(?:now|currently|today|at the moment|at present|these days|latest|newest|as of)\b", re.I
)
_PAST = re.compile(rf"\b(?:did|was|were|had|what (?:went wrong|{DID}))\b", re.I)
_TO_COME = re.compile(r"\b(?:what|who|when|how (?:much|many)|which \w+) will\b", re.I)
_OWN = re.compile(r"\b(?:[Ii](?!\.)|[Ww]e|[Oo]urs?|[Uu]s|[Mm]y|mine)\b")  # the US is nobody's
# "Should we start a platform?" tells nothing of a firm; "we sell on platforms" does.
_ANYBODY = re.compile(
    r"\b(?:should|shall|do|did|can|could|will|would|must|may|might|are|am|have)(?:n['’]t)?"
    r"\s+(?:we|i)\b",
    re.I,
)
_SHORT = 12  # words; a longer question on what to do describes a case, which has its own answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, and what it wants."""

    question: str
    kind: Kind
    subject: str = ""
    """What is to be defined, where the kind is ``definition``."""
    sides: tuple[str, ...] = ()
    """What is to be compared, where the kind is ``comparison``."""
    names: frozenset[str] = frozenset()
    """Search terms of the names in the question."""
    numbers: frozenset[str] = frozenset()
    """Numbers in the question, as written."""
    amount: Amount = ""
    """What a text has to state to answer it, where the kind is ``figure``: a number, or one of
    money; nothing where words may do, such as "how often", or where a story is told first."""
    wants_list: bool = False
    """Whether a whole list is an answer to it."""
    is_open: bool = False
    """Whether it asks for advice, a verdict, reasons or how something came about, or describes a
    situation; a fact alone does not answer it."""
    is_own: bool = False
    """Whether it is on the reader's own firm: advice is wanted, and in a reader's words."""
    is_past: bool = False
    """Whether it asks how something came about that is over."""
    wants_limits: bool = False
    """Whether it asks for the weak sides of something."""
    is_current: bool = False
    """Whether it asks for a fact as it is now or will be, which an essay can hardly know."""


def analyse(question: str) -> Asked:
    """What the question wants; of several sentences, the last one asks.

    >>> analyse("We sell on platforms. Have we transformed?").kind
    'verdict'
    >>> analyse("How many microenterprises does Haier have?").kind
    'figure'
    """
    spans = sentence_spans(question) or [(0, len(question))]
    asking = question[spans[-1][0] :]
    sides = compared(question)
    wanted: Kind = "comparison" if sides else kind(asking)
    told = question if len(spans) > 1 else _ANYBODY.sub("", question)
    is_own = wanted not in ("comparison", "definition", "person") and bool(_OWN.search(told))
    is_brief = len(spans) == 1 and len(question.split()) <= _SHORT
    is_open = (
        is_own
        or wanted in ("action", "verdict", "reason")
        or len(spans) > 1
        or bool(_AT_LENGTH.search(asking))
    )
    return Asked(
        question=question,
        kind=wanted,
        subject=subject(asking) if wanted == "definition" else "",
        sides=sides,
        names=frozenset(
            token.term
            for token in tokenize(question)
            if question[token.start].isupper()
            and token.term not in STOP_TERMS
            and not _opens(question, token.start)
        ),
        amount=amount(asking) if wanted == "figure" and (is_own or not is_open) else "",
        wants_list=wanted == "list" or (wanted == "action" and is_brief and not is_own),
        wants_limits=not is_own and bool(_WEAK_SIDES.search(asking)),
        is_current=bool(_TO_COME.search(asking))
        or (wanted in ("figure", "time", "person", "definition") and bool(_NOW.search(asking))),
        is_own=is_own,
        is_open=is_open,
        is_past=is_open and not is_own and bool(_PAST.search(asking)),
        numbers=frozenset(re.findall(r"\d[\d.,]*\d|\d", question)),
    )


def _opens(question: str, at: int) -> bool:
    """Whether a word opens a sentence, where a capital says nothing."""
    before = question[:at].rstrip(" \"'“‘(")
    return not before or before[-1] in ".?!:"
