"""Things called by their kind: "the company", "this burger"; which one, if nobody named any?"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from advisor.dialogue.words import ASKING, content, names
from advisor.text import STOP_WORDS, terms

# Content terms beside the kind; a question with more may speak of the kind in general.
_FEW, _SOME = 1, 2

SHELLS = frozenset(
    terms(
        """approach business businesses chief companies company executive figure firm firms
        founder framework group idea leader man manager method model models organisation
        organization person plan platform policy practice principle product programme project
        rule start-up startup story strategy study system team woman"""
    )
)
"""What a speaker on business calls by its kind once it has been named."""

_TRADES = frozenset(
    terms("airline app bank brand chain factory hotel magazine restaurant shop store website")
)
"""What a speaker on business calls by its trade once it has been named."""

_EVENTS = frozenset(
    terms(
        """change collapse crisis deal decision effort experiment failure loss merger move
        recovery reform shift transformation turnaround"""
    )
)
"""What a speaker calls something that was told before; "the change" may be any change, too."""

_NAMED = _TRADES | frozenset(
    terms(
        """actor actress airport animal athlete author band book bridge car card celebrity
        character city club college comedian country crop dam device dish disease drug episode
        event festival film fruit fund game hospital hurricane island king lake language library
        loan mayor minister movie museum musician novel painter painting park plant player poem
        poet politician president princess prize program queen region river school scientist
        season sequel series show singer song species sport stadium storm team television temple
        tournament town tribe university vaccine village volcano war winner writer zoo"""
    )
)
"""Kinds of which there are many, told apart by name: "the hurricane" needs one to be known."""

OFFICES = frozenset(terms("king mayor minister president princess"))
"""Kinds with a capital, too, of which there are many: "the Prime Minister" is no name."""

_POINTED = frozenset(
    terms(
        """agency area article bill case church council county court department district document
        flag law letter office organism party province service state street tax tool"""
    )
)
"""Kinds that "this" and "that" point at one of, and "the" does not."""

_DETERMINER = re.compile(r"\b(?P<which>the|this|that|these|those)\s+(?=[^\W\d_])", re.I)
_WORD = re.compile(r"[^\W_]+(?:[.’'-][^\W_]+)*")
_TOLD = re.compile(
    r"\s(?:(?:of|that|which|who|whom|whose|where|between|called|named|known)\b|"
    r"(?:\w+ed )?(?:in|at|from|by|for|on) (?:the )?(?=[A-Z0-9]))"
)
# The meaning of a term: "What is the once-only rule?"
_TERM = re.compile(r"\W*what(?: is|['’]s| does) the \w+-[\w-]+ \w+(?: mean)?\W*$", re.I)
_POSSESSIVE = re.compile(r"['’]s$")
_BEING = re.compile(r"\b(?:is|are|was|were|be|been)\s+$", re.I)
_ANY = re.compile(r"\b(?:an?|any|each|every)\s+(?P<noun>\w+(?: \w+)?)", re.I)
_NOW = re.compile(
    r"(?:year|month|week|time|century|decade|days?|morning|chat|app|page|site|essays|library)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """A phrase that calls a thing by its kind."""

    noun: str
    """As the question has it, modifiers included: "fast food chain"."""
    term: str
    start: int
    pointed: bool
    """Whether a finger points at it: "this" and "that", not "the"."""


def kinds(question: str) -> list[Kind]:
    """The things that the question calls by their kind and says no more about."""
    if _TERM.match(question):
        return []
    found = [_kind(question, match) for match in _DETERMINER.finditer(question)]
    return [kind for kind in found if kind]


def _kind(question: str, match: re.Match[str]) -> Kind | None:
    which, begin = match["which"].lower(), match.end()
    if which != "the" and _NOW.match(question, begin):
        return None
    words = _run(question, begin)
    known = SHELLS | _EVENTS | _NAMED | (_POINTED if which != "the" else frozenset())
    heads = [w for w in words if _term(w) in known and (which != "the" or not _is_plural(w))]
    # After "this" any noun will do, but in "is this intended for us" it is no noun that follows.
    free = which != "that" and which != "the" and not _BEING.search(question[: match.start()])
    if not heads and free and words and _ends(question, words[-1].end()):
        heads = words
    named = which == "the" and any(word.group()[0].isupper() for word in words)
    if not heads or _TOLD.match(question, heads[-1].end()):
        return None
    if named and _term(heads[-1]) not in OFFICES:  # "the AFC game", "the Charles River"
        return None
    noun = _POSSESSIVE.sub("", question[begin : heads[-1].end()])
    return Kind(noun, _term(heads[-1]), match.start(), which != "the")


def _run(question: str, begin: int) -> list[re.Match[str]]:
    """The content words from the offset up to a function word, a mark or a possessive."""
    words: list[re.Match[str]] = []
    for word in _WORD.finditer(question, begin):
        gap = question[words[-1].end() : word.start()] if words else ""
        if word.group().lower() in STOP_WORDS or gap.strip() or len(words) == 4:
            break
        words.append(word)
        if _POSSESSIVE.search(word.group()):
            break
    return words


def _ends(question: str, end: int) -> bool:
    """Whether the phrase ends here: a mark or a function word follows."""
    following = _WORD.match(question, end + 1)
    if following is None or question[end] != " ":
        return True
    return following.group().lower() in STOP_WORDS


def _is_plural(word: re.Match[str]) -> bool:
    return bool(re.search(r"[^s'’]s$", word.group()))


def _term(word: re.Match[str]) -> str:
    return (terms(word.group()) or [""])[0]


def refers_back(question: str, few: int = _SOME) -> bool:
    """Whether it calls something by its kind that was named before: "Did the company recover?".

    Args:
        question: what is asked.
        few: content terms beside the kind up to which one thing is meant and no kind in general.
    """
    known = SHELLS | _TRADES | _EVENTS
    new = [
        kind
        for kind in kinds(question)
        if kind.term in known and not _is_told(question[: kind.start], kind)
    ]
    beside = set(content(question)) - {kind.term for kind in new}
    return bool(new) and len(beside) <= few


def _is_told(before: str, kind: Kind) -> bool:
    """Whether the words before say which one: the kind itself, a name, "a company"."""
    if kind.term in terms(before):
        return True
    if kind.pointed and kind.term not in SHELLS:
        return False
    some = {term for match in _ANY.finditer(before) for term in terms(match["noun"])}
    return bool(names(before)) or bool(some & (SHELLS | _TRADES))


def unresolved(question: str, said: Sequence[str]) -> str | None:
    """The kind of thing that the question points at and nobody has named, or None.

    >>> unresolved("What is in this burger?", ["How do we run a shop?"])
    'burger'
    """
    heard = {term for text in said for term in terms(text)} | ASKING
    return next((kind.noun for kind in kinds(question) if _is_open(kind, question, heard)), None)


def _is_open(kind: Kind, question: str, heard: Collection[str]) -> bool:
    if kind.term in heard or kind.term in _EVENTS or _is_told(question[: kind.start], kind):
        return False
    if kind.term not in SHELLS | _TRADES:  # "the game when the Broncos won" is one of theirs
        return kind.pointed or not names(question.replace(kind.noun, ""))
    # "The company" of a long question is any company, "the chain" of a short one a named one's.
    if refers_back(question):
        return refers_back(question, _FEW) and not names(question)
    return kind.term not in SHELLS
