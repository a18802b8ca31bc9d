"""What kind of answer a question wants."""

import re
from dataclasses import dataclass
from typing import Literal

from advisor.text import STOP_TERMS, sentence_spans, tokenize

Kind = Literal[
    "comparison",
    "list",
    "definition",
    "figure",
    "time",
    "person",
    "reason",
    "action",
    "verdict",
    "fact",
]

_COMPARISON = re.compile(
    r"(?:differences?|different(?=\s+between)|distinguish\w*|contrast|compare[ds]?|comparison)\s+"
    r"(?:is\s+|are\s+)?(?:between\s+)?"
    r"(?P<a>.+?)\s+(?:and|from|with|to|versus|vs\.?)\s+(?P<b>[^?,;.]+)"
    r"|(?<!\S)(?P<c>\S+(?:\s\S+){0,3})\s+(?:versus|vs\.?)\s+(?P<d>[^?,;.]+)"
    r"|how (?:does|do|is|are)\s+(?P<e>.+?)\s+(?:differ\w*|different)\s+from\s+(?P<f>[^?,;.]+)"
    r"|(?<!\S)(?P<g>\S+)\s*(?:与|和|跟)\s*(?P<h>\S+?)\s*(?:有什么|的)?(?:区别|不同|差别)",
    re.I,
)
_NAMED = re.compile(r"[A-Z]\S*(?: [A-Z]\S*)*")
_PLURALS = (
    r"(?:features|steps|reasons|elements|points|kinds|types|ways|lessons|principles|stages|parts|"
    r"limits|conditions|metrics|errors|rules|blocks|questions|causes|mistakes|measures|areas)"
)
_ADVICE = (
    r"(?:we|i|you|one|they|a \w+|an \w+|the (?:owner|manager|company|firm)|companies|firms|owners|"
    r"managers)"
)
_DID = (
    r"(?:caused|led to|made|brought|drove|killed|ruined|sank|saved|turned|broke|triggered|"
    r"prevented|stopped|kept)"
)
_PAID = (
    r"\bwhat (?:did|do|does|will|has|have|had)\b(?:(?!\band\b)[^,;])*"
    r"\b(?:pay|paid|charged?|cost|earn(?:ed)?|spen[dt])\b|"
    r"\bwhat (?:is|are|was|were)\b.*\b(?:worth|share price|salary)\b|"
    r"\bwhat (?:is|are|was|were) (?:the|\S.*['’]s) (?:\w+ ){0,2}"
    r"(?:turnover|revenue|sales|profits?|loss(?:es)?|price|fee|wages?|budget|income)\b"
)
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "list",
        re.compile(rf"\b(?:what|which|name|list)\b.*\b{_PLURALS}\b|^\W*(?:list|name)\b", re.I),
    ),
    (
        "figure",
        re.compile(
            r"\bhow (?:many|much|large|big|high|long|old|"
            r"(?:far|often|fast)(?! (?:can|should) (?:we|i|one|you|an?)))\b|"
            r"\bwhat (?:was |is |were )?(?:the )?(?:share|percentage|percent|proportion|number|"
            r"amount|rate|fine|price|size|"
            r"volume|revenue|turnover|loss|profit|margin|value|cost)\b|多少|几个|"
            rf"{_PAID}",
            re.I,
        ),
    ),
    (
        "time",
        re.compile(
            r"\bwhen (?:exactly )?(?:did|was|were|has|have|had|will)\b|"
            r"^\W*when\W*$|\b(?:since|until) when\b|"
            r"\b(?:what|which) (?:year|date|month|day)\b|何时|什么时候",
            re.I,
        ),
    ),
    ("person", re.compile(r"\bwho(?:se|m)?\b|谁", re.I)),
    (
        "reason",
        re.compile(
            rf"\bwhy\b|\bhow come\b|\bwhat (?:explains|went wrong|{_DID})\b|"
            r"\breasons? (?:for|why)\b|为什么|为何",
            re.I,
        ),
    ),
    (
        "action",
        re.compile(
            rf"\bhow (?:do|can|should|could|would|might|must)\b.*\b{_ADVICE}\b|\bhow to\b|"
            rf"\bwhen (?:should|must|can|could|would) {_ADVICE}\b|"
            rf"\bwhat (?:should|can|could|must|do|would) {_ADVICE} "
            r"(?:do|try|change|check|measure)\b|"
            r"\bwhat (?:to do|now)\b|\bwhere (?:do|should|can) (?:we|i|one) (?:start|begin)\b|"
            r"\bnext steps?\b|\bfirst steps?\b|\bon monday\b|怎么办|如何",
            re.I,
        ),
    ),
    (
        "definition",
        re.compile(
            r"^\W*(?:what (?:is|are|does|do|exactly is|'s)|define|explain|meaning of)\b|"
            r"是什么|什么是",
            re.I,
        ),
    ),
    (
        "verdict",
        re.compile(
            r"(?:^\W*|[,;:–—]\s*)(?:so |then |but |and |now |or )?"
            r"(?:should|shall|is|are|am|was|were|do|does|did|can|could|will|would|has|have|had|"
            r"must|may)(?:n['’]t)?\b|是否|吗",
            re.I,
        ),
    ),
)
_MONEY = re.compile(
    rf"{_PAID}|"
    r"\bhow much\b.*\b(?:costs?|pays?|paid|charged?|earn(?:ed)?|spen[dt]|money|invest\w*|worth|"
    r"saved?|lose|lost|turnover|revenue|profit|commission|sell|burn(?:t|ed)?|sink|sunk|salary|"
    r"wages?|fees?|funding|capital|price|sales)\b",
    re.I,
)
# Parts of something may be told as a percentage, unless so much for each of something is asked for.
_SHARE = re.compile(
    r"\b(?:how much of|margin|percent(?:age)?|share of|commission|return|rate)\b|"
    r"\b(?:earn|charge|take|keep)\b"
    r"(?!.*\b(?:per|an? (?:hour|day|week|month|year)|for (?:one|an?|each))\b)",
    re.I,
)
# "Given how much", "how much of it" and "how much faster" are told in words as well.
_NUMBER = re.compile(
    r"(?:^\W*|[,;:\d]\s|\b(?:and|but|by|with|to|for|in|of|at|from|over|on|about|against)\s)"
    r"how (?:many|much(?! of (?:it|the|this|that|a)\b| (?:\w+er|more|less|worse)\b)|large|big|high|"
    r"old)\b|"
    r"\b(?:what|which) (?:was |is |were )?(?:the )?"
    r"(?:share|percentage|percent|proportion|number|amount|fine|volume)\b|多少|几个",
    re.I,
)
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
_PAST = re.compile(rf"\b(?:did|was|were|had|what (?:went wrong|{_DID}))\b", re.I)
_TO_COME = re.compile(r"\b(?:what|who|when|how (?:much|many)|which \w+) will\b", re.I)
_OWN = re.compile(r"\b(?:[Ii](?!\.)|[Ww]e|[Oo]urs?|[Uu]s|[Mm]y|mine)\b")  # the US is nobody's
# "Should we start a platform?" tells nothing of a firm; "we sell on platforms" does.
_ANYBODY = re.compile(
    r"\b(?:should|shall|do|did|can|could|will|would|must|may|might|are|am|have)(?:n['’]t)?"
    r"\s+(?:we|i)\b",
    re.I,
)
_SHORT = 12  # words; a longer question on what to do describes a case, which has its own answer
_ABOUT = re.compile(
    r"^\W*(?:what (?:is|are|does|do|exactly is|'s)|define|explain|meaning of)\b", re.I
)


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
    amount: Literal["", "number", "money"] = ""
    """What a text has to state to answer it, where the kind is ``figure``: a number, or one of
    money; nothing where words may do, such as "how often" or "how long"."""
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
    kind: Kind = "comparison" if sides else _kind(asking)
    subject = _subject(asking) if kind == "definition" else ""
    told = question if len(spans) > 1 else _ANYBODY.sub("", question)
    is_own = kind not in ("comparison", "definition", "person") and bool(_OWN.search(told))
    is_brief = len(spans) == 1 and len(question.split()) <= _SHORT
    is_open = (
        is_own
        or kind in ("action", "verdict", "reason")
        or len(spans) > 1
        or bool(_AT_LENGTH.search(asking))
    )
    return Asked(
        question=question,
        kind=kind,
        subject=subject,
        sides=sides,
        names=frozenset(
            token.term
            for token in tokenize(question)
            if question[token.start].isupper()
            and token.term not in STOP_TERMS
            and not _opens(question, token.start)
        ),
        amount=_amount(asking) if kind == "figure" else "",
        wants_list=kind == "list" or (kind == "action" and is_brief and not is_own),
        wants_limits=not is_own and bool(_WEAK_SIDES.search(asking)),
        is_current=bool(_TO_COME.search(asking))
        or (kind in ("figure", "time", "person", "definition") and bool(_NOW.search(asking))),
        is_own=is_own,
        is_open=is_open,
        is_past=is_open and not is_own and bool(_PAST.search(asking)),
        numbers=frozenset(re.findall(r"\d[\d.,]*\d|\d", question)),
    )


def compared(question: str) -> tuple[str, ...]:
    """The two things that the question compares, or nothing.

    >>> compared("What is the difference between Internet+ and +Internet?")
    ('Internet+', '+Internet')
    >>> compared("What is the difference between how Acme and Bolt Works hire people?")
    ('Acme', 'Bolt Works')
    """
    match = _COMPARISON.search(question)
    if match is None:
        return ()
    first, second = (side.strip(" \"'“”") for side in match.groups() if side)
    if not first.lower().startswith("how "):
        return first, second
    return first[4:], (_NAMED.match(second) or [second])[0]


def _kind(asking: str) -> Kind:
    return next((kind for kind, pattern in _KINDS if pattern.search(asking)), "fact")


def _amount(asking: str) -> Literal["", "number", "money"]:
    if _MONEY.search(asking):
        return "number" if _SHARE.search(asking) else "money"
    return "number" if _NUMBER.search(asking) else ""


def _subject(asking: str) -> str:
    subject = _ABOUT.sub("", asking).strip(" ?？\"'“”").removesuffix("mean").strip()
    return re.sub(r"^(?:the|an?)\s+|\s*(?:mean|means)$", "", subject, flags=re.I)


def _opens(question: str, at: int) -> bool:
    """Whether a word opens a sentence, where a capital says nothing."""
    before = question[:at].rstrip(" \"'“‘(")
    return not before or before[-1] in ".?!:"
