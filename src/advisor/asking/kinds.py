"""The kinds of answers that questions ask for."""

import re
from typing import Literal

from advisor.asking.amounts import HOW, NOT_OF, PAID

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

_PLURALS = (
    r"(?:features|steps|reasons|elements|points|kinds|types|ways|lessons|principles|stages|parts|"
    r"limits|conditions|metrics|errors|rules|blocks|questions|causes|mistakes|measures|areas)"
)
_ADVICE = (
    r"(?:we|i|you|one|they|a \w+|an \w+|the (?:owner|manager|company|firm)|companies|firms|owners|"
    r"managers)"
)
DID = (
    r"(?:caused|led to|made|brought|drove|killed|ruined|sank|saved|turned|broke|triggered|"
    r"prevented|stopped|kept)"
)
_BLAMED = r"\b(?:responsible for|to blame|at fault)\b"
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "list",
        re.compile(rf"\b(?:what|which|name|list)\b.*\b{_PLURALS}\b|^\W*(?:list|name)\b", re.I),
    ),
    (
        "figure",
        re.compile(
            rf"{HOW} (?:many|much|large|big|high|long|old|"
            r"(?:far|often|fast)(?! (?:can|should) (?:we|i|one|you|an?)))\b|"
            r"\bwhat (?:was |is |were )?(?:the )?(?:share|percentage|percent|proportion|number|"
            r"amount|rate|fine|price|size|"
            rf"volume|revenue|turnover|loss|profit|margin|value|cost)\b{NOT_OF}|多少|几个|"
            rf"{PAID}",
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
    ("person", re.compile(rf"\bwho(?:se|m)?\b(?!.*{_BLAMED})|谁", re.I)),
    (
        "reason",
        re.compile(
            rf"\bwhy\b|\bhow come\b|\bwhat (?:explains|went wrong|{DID})\b|"
            rf"\breasons? (?:for|why)\b|\bwho\b.*{_BLAMED}|为什么|为何",
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
            r"must|may)(?:n['’]t)?\b|是否|吗|"
            # A condition is judged; of an event "did" or "was" is asked, or its date.
            r"\bwhen (?:do|does)\b|\bwhen (?:is|are) (?:it|an?|one|we)\b",
            re.I,
        ),
    ),
)
_ABOUT = re.compile(
    r"^\W*(?:what (?:is|are|does|do|exactly is|'s)|define|explain|meaning of)\b", re.I
)


def kind(asking: str) -> Kind:
    """The kind of answer that a sentence asks for; a comparison is told elsewhere.

    >>> kind("Should we flatten to three levels?"), kind("Who founded Haier?")
    ('verdict', 'person')
    """
    return next((name for name, pattern in _KINDS if pattern.search(asking)), "fact")


def subject(asking: str) -> str:
    """What a question for a definition wants defined.

    >>> subject("What does Rendanheyi mean?")
    'Rendanheyi'
    """
    named = _ABOUT.sub("", asking).strip(" ?？\"'“”").removesuffix("mean").strip()
    return re.sub(r"^(?:the|an?)\s+|\s*(?:mean|means)$", "", named, flags=re.I)
