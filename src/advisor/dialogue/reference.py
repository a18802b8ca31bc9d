"""Words that point at something said before, and whether the question itself says it."""

import re

from advisor.dialogue.words import ASKING, AUXILIARIES, OPENERS
from advisor.text import tokenize

_POINTERS = re.compile(
    r"\b(?:(?P<owned>its|their|his|her)(?=\s\w)|"
    r"(?P<alone>it|they|them|theirs|he|him|she|hers|her)|"
    r"(?P<shown>this|these|those|that)|"
    r"(?P<one>which ones?|"
    r"(?:any|some|many|most|all|none|each|both|one|two) of (?:them|these|those)|"
    r"the (?:first|second|third|fourth|fifth|last|former|latter|others?)"
    r"(?: one| (?:feature|step|point|case|idea))?(?=\W*$)|"
    r"(?:any|some|what) others?(?=\W*$)|"
    r"the same(?=\W*$| (?:true|thing|of|for|in|at|way|happen)\b)|"
    r"(?<!is )(?<!are )there(?=\W*$)))\b",
    re.I,
)
_BE = r"is|was|be|isn['’]t|wasn['’]t"
_EXPLETIVE = re.compile(
    rf"\b(?:(?:{_BE}) it|it(?:['’]s| is| was| would be| may be| might be))(?: not)?"
    r" (?:\w+ly )?\w+ (?:to|that|if|when|whether|for \w+ to)\b"
    r"|\bit (?:takes?|took|pays?|costs?|makes? sense|helps?|seems?)(?= .*\b(?:to|that)\b)"
    r"|\b(?:does|do|did|will|would|can) it (?:take|pay|cost|make sense|help|matter|seem)"
    r"(?= .*\b(?:to|that|if|whether|when)\b)"
    r"|\b(?:is|was) it (?=(?:the|an?)\b.*\b(?:that|or|who)\b)"
    r"|\bis it (?:worth|any use|no use) \w+ing\b",
    re.I,
)
_BOUNDARY = re.compile(
    r"[,;:.?!—–(]\s|\s(?:and|but|or|when|if|because|while|that|which|who|whose|before|after|as|"
    r"so|since|"
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


def points_back(question: str) -> bool:
    """Whether a word of the question points at something that the question does not say itself.

    >>> points_back("When did it end?"), points_back("When a firm flattens, does it pay?")
    (True, False)
    """
    return pointer(question) is not None


def pointer(question: str) -> re.Match[str] | None:
    """The first word that points out of the question, or None."""
    text = _EXPLETIVE.sub(lambda match: " " * len(match.group()), question)
    named = next((t.end for t in tokenize(text) if t.term not in ASKING), len(text))
    return next((m for m in _POINTERS.finditer(text) if _points_out(text, m, named)), None)


def _points_out(text: str, found: re.Match[str], named: int) -> bool:
    """Whether the word points out of the text, whose first subject ends at the offset ``named``."""
    if found["shown"] and not _is_pointing(text, found):
        return False
    if found.group() == "IT" and not text.isupper():
        return False
    if found["owned"] and found["owned"].lower() in ("its", "their"):
        return named > found.start()  # "does Zappos keep its circles": the owner stands before
    border = _BOUNDARY if found["alone"] or found["owned"] else _CLAUSE
    return border.search(text, named, found.start()) is None


def _is_pointing(text: str, found: re.Match[str]) -> bool:
    """False for "this year" and for the "that" of "firms that fail" and "the claim that"."""
    if _NOW.match(text, found.start()):
        return False
    if found["shown"].lower() != "that":
        return True
    return bool(_SHOWN_THAT.match(text, found.start()) or _ASKED_THAT.match(text[: found.start()]))
