"""Words that point at something said before, and whether the question itself says it."""

import re
from collections.abc import Sequence

from advisor.dialogue.words import ASKING, AUXILIARIES, OPENERS, content, names
from advisor.text import terms

_POINTERS = re.compile(
    r"\b(?:(?P<owned>its|their|his|her)(?=\s\w)|(?P<alone>it|they|them|theirs|he|him|she|hers|her)"
    r"|(?P<shown>this|these|those|that)|(?P<one>which ones?|(?:any|some|many|most|all|none|each|"
    r"both|one|two) of (?:them|these|those)|the (?:first|second|third|fourth|fifth|last|former|latter|"
    r"others?)(?: one| (?:feature|step|point|case|idea))?(?=\W*$)|(?:any|some|what|the) "
    r"others?(?=\W*$)|the same(?=\W*$| (?:true|thing|of|for|in|at|way|happen)\b)))\b",
    re.I,
)
_BE = r"is|was|be|isn['’]t|wasn['’]t"
_EXPLETIVE = re.compile(
    rf"\b(?:(?:{_BE}) it|it(?:['’]s| is| was| would be| may be| might be))(?: not)?"
    r" (?:\w+ly )?\w+ (?:to|that|for|if|when|whether)\b"
    r"|\bit (?:takes?|took|pays?|costs?|makes? sense|helps?|seems?)(?= .*\b(?:to|that)\b)"
    r"|\b(?:does|do|did|will|would|can) it (?:take|pay|cost|make sense|help|matter|seem)"
    r"(?= .*\b(?:to|that|if|whether|when)\b)"
    r"|\bis it (?:worth|any use|no use) \w+ing\b",
    re.I,
)
_BOUNDARY = re.compile(
    r"[,;:.?!—–(]\s|\s(?:and|but|or|when|if|because|while|that|which|who|whose|before|after|as|so|since|"
    rf"although|though|once|until|unless|than|{OPENERS})\s",
    re.I,
)
_CLAUSE = re.compile(r"[,;:.?!—–]\s|\s(?:when|if|because|while|after|before|although|once)\s", re.I)
_SHOWN_THAT = re.compile(
    r"that(?=\s*(?:[?.!,;]|$|(?:true|right|correct|so|the case|work)\b))", re.I
)
_ASKED_THAT = re.compile(rf"^(?:\W*\w+\s)?\W*(?:{AUXILIARIES})(?:n['’]t)?\s$", re.I)
_NOW = re.compile(
    r"(?:this|these) (?:year|month|week|time|century|decade|days?|morning|chat|app|page|site|"
    r"essays|library)\b|(?:that|those)\s(?:who|which|of|in|with)\b",
    re.I,
)
_KIND = re.compile(
    r"\b(?:the|this|that|these|those)\s+(?P<noun>(?:[^\W\d_][\w’'-]*\s+){0,3}?[^\W\d_][\w-]*)"
    r"(?P<own>['’]s)?(?=\W*$|[,;?.!)]|['’]s\b|\s(?:and|or|but|in|on|at|to|for|from|with|by|as|"
    rf"has|had|get|got|have|{AUXILIARIES})\b)",
    re.I,
)

_SHELL = re.compile(
    r"\b(?:the|that|this|these|those) (?:(?:same|whole|new|old|big|small) )?(?P<noun>[\w-]+)\b"
    r"(?! (?:of|that|which|who|whose|between|called|named)\b)",
    re.I,
)

SHELLS = frozenset(
    terms(
        """approach bank business case chain claim company companies culture figure figures firm
        firms founder framework group idea man manager method model models number organisation
        organization person platform policy practice principle product program programme project
        reform restaurant rule shop start-up startup store story strategy study system team"""
    )
)
"""What a speaker calls by its kind once it has been named."""


def points_back(question: str) -> bool:
    """Whether a word of the question points at something that the question does not say itself.

    >>> points_back("When did it end?"), points_back("When a firm flattens, does it pay?")
    (True, False)
    """
    return pointer(question) is not None


def pointer(question: str) -> re.Match[str] | None:
    """The first word that points out of the question, or None."""
    text = _EXPLETIVE.sub(lambda match: " " * len(match.group()), question)
    return next((m for m in _POINTERS.finditer(text) if _points_out(text, m)), None)


def _points_out(text: str, found: re.Match[str]) -> bool:
    before = text[: found.start()]
    if found["shown"]:
        if _NOW.match(text, found.start()):
            return False
        if found["shown"].lower() == "that" and not (
            _SHOWN_THAT.match(text, found.start()) or _ASKED_THAT.match(before)
        ):
            return False  # "firms that fail", "the claim that 70 percent fail"
    if found["owned"] and found["owned"].lower() in ("its", "their"):
        return not content(before)  # "does Zappos keep its circles": the owner stands before
    border = _BOUNDARY if found["alone"] or found["owned"] else _CLAUSE
    boundaries = [match.start() for match in border.finditer(before)]
    return not any(content(before[:end]) for end in boundaries)


def shell(question: str) -> bool:
    """Whether the question calls something named before by its kind: "the company"."""
    return any(set(terms(match["noun"])) & SHELLS for match in _SHELL.finditer(question))


def unresolved(question: str, said: Sequence[str]) -> str | None:
    """The kind of thing that the question points at and nobody has named, or None.

    "How good is this burger?" points at one burger; where neither the question nor what was said
    before has named any, one has to ask which.
    """
    heard = {term for text in said for term in terms(text)}
    for match in _kinds(question):
        noun, before = match["noun"], question[: match.start()]
        head = _head(match)
        if head in heard | set(terms(before)) or names(before):
            continue
        if head in _TOLD_APART or (_is_shown(match) and head not in ASKING):
            return noun
    return None


def _kinds(question: str) -> list[re.Match[str]]:
    return [m for m in _KIND.finditer(question) if not _NOW.match(question, m.start())]


def _head(match: re.Match[str]) -> str:
    """The term of the noun itself: of "fast food chain" it is "chain"."""
    return (terms(match["noun"]) or [""])[-1]


def _is_shown(match: re.Match[str]) -> bool:
    return match.group().lower().startswith(("this", "these"))


_TOLD_APART = SHELLS | frozenset(
    terms(
        """actor actress airline airport animal app athlete author bill book brand bridge building
        card celebrity church city club college council country county court crop department
        device disease district document drug episode event festival film fund game hospital
        hotel hurricane island king lake language law library loan mayor minister movie museum
        novel office painting park party player poem poet president prize province queen region
        river school season sequel series show singer song species sport stadium state storm
        television town tournament tribe university vaccine village war website writer"""
    )
)
"""Kinds of which there are many, told apart by name: "the hurricane" needs one to be known."""
