"""How a question leans on the turns before it, if it does."""

import re
from collections.abc import Sequence
from typing import Literal

from advisor.dialogue import chinese
from advisor.dialogue.kinds import SHELLS, refers_back
from advisor.dialogue.reference import points_back
from advisor.dialogue.words import (
    ASKING,
    AUXILIARIES,
    BARE,
    OPENERS,
    OURS,
    content,
    new_names,
)
from advisor.text import is_question, terms

Lean = Literal["alone", "bare", "about", "points", "same"]
"""``bare``: it only asks on ("why?"). ``about``: it puts something in the place of what was asked
about ("and Zappos?", "and for small firms?"). ``points``: a word points back ("when did it end?").
``same``: it says what it asks, and stays with the subject."""

_LONG = 12  # content terms; a longer message says by itself what it is about
_AND = 3  # content terms up to which "And ..." continues what was said
_WORDS = 5  # of a bare phrase
_SOME = 5  # content terms up to which "... too" does

LEAD = re.compile(
    r"^\W*(?:(?:(?:and|but|so|then|well|ok|okay|hm+|oh|also|or|plus)\b[,.!]*|"
    r"(?:now|right|yes|no)[,.!]+)\s*)+",
    re.I,
)
CHANGE = re.compile(
    r"^\W*(?:by the (?:way|away)|btw|another (?:question|topic|thing)|(?:on )?a? ?different "
    r"(?:question|topic|subject)|(?:new|next) (?:question|topic|subject)|changing the subject|"
    r"(?:something|anything) else(?: entirely)?|unrelated(?: question)?|moving on)\b[:,.\s-]*",
    re.I,
)
ABOUT = re.compile(
    r"^\W*(?:(?:and|but|so|or|then)\b[,\s]*)*(?:what|how) (?:about|of)\s+(?=\S)|"
    r"^\W*(?:what|how) if\s+|^\W*(?:and|or|but)\s+(?:also\s+)?(?!(?:"
    rf"{OPENERS}|{AUXILIARIES}|if|tell|explain|describe|compare|give|show|list|name|define|please|"
    r"i|we|you|they|it|he|she|this|that|there)\b)(?=\S)",
    re.I,
)
WHAT_ABOUT = re.compile(r"^\W*(?:and |but |so )?(?:what|how) about\s+(?=\S)", re.I)
CORRECTION = re.compile(
    r"^\W*(?:(?:no|nope|not that|sorry|oops|hm+|well|actually|wait|yes|yeah|i am sorry|"
    r"i['’]m sorry)"
    r"\b[\s,.!-]*)*(?:(?:i|what i) (?:mean|meant|am asking|was asking|wanted to ask|am talking|was "
    r"talking|am referring|was referring)|i['’]m (?:asking|talking|referring)|rather|instead)\b"
    r"(?:\s+(?:is|was|to|if|whether|about|ask|for|by|that))*[\s:,]*",
    re.I,
)
_ADDS = re.compile(
    r"\b(?:also|too(?=\W*$)|as well|else|instead(?! of)|still|(?:what|which|any|no) other|others|"
    r"in that case|"
    r"then|besides|otherwise|similarly|anything special|another (?:example|case|one|way|reason))\b",
    re.I,
)
_DEFINES = re.compile(
    r"^\W*(?:(?:what|who)(?:['’]s| is| are| was| were) (?!the\b|there\b)|"
    r"(?:how (?:can|do|would|should) (?:i|you|we|one) )?define\b)",
    re.I,
)
_ANSWER = re.compile(
    r"\b(?:that|this)\b|\bit(?=(?: really| actually)? (?:true|right|correct|so|false)\b)"
    r"|(?<=explain )it\b|(?<=elaborate on )it\b|(?<=expand on )it\b|(?<=summarise )it\b",
    re.I,
)
_MORE = re.compile(
    r"\b(?:more|else|go on|continue|another|others?|elaborate|expand|further|details?)\b", re.I
)
_OF_ANY = re.compile(r"^\W*what(?:['’]s| is) an? ", re.I)
_VERBAL = re.compile(rf"\b(?:{OPENERS}|{AUXILIARIES}|i|we|you|they|tell|explain|describe)\b", re.I)
_PREPOSITION = re.compile(
    r"^(?:for|in|at|with|without|after|before|under|on|from|among|if|when)\b", re.I
)

_BUSINESS = frozenset(
    terms(
        """ahead build business change changes customer customers digital employee employees get
        grow growth industry job keep large leader lose make manage management manager market
        money move people profit put run sell service services staff success successful
        technology transform transformation user users work worker workers"""
    )
)
_ANYONE = frozenset(
    terms(
        """anybody anyone anything day everybody everyone everything month nobody nothing somebody
        someone something time times week year"""
    )
)
_ASPECTS = frozenset(
    terms(
        """advantage background benefit cause character characters condition consequence cost
        danger definition detail difference disadvantage drawback effect evidence example feature
        figure goal history impact importance key lesson limit limitation main major origin
        outcome problem purpose reason requirement result risk role step summary type weakness"""
    )
)
"""What a subject has, and none by itself: "main characters", "limits"."""

_EVERYDAY = ASKING | SHELLS | _BUSINESS | _ANYONE | _ASPECTS
"""Terms that two questions on business share without sharing a subject."""


def leaning(asked: str, said: str, heard: Sequence[str]) -> Lean:
    """How the question leans on what was said.

    Args:
        asked: the question, without a greeting.
        said: the question before, as it was searched for.
        heard: all earlier questions and answers.
    """
    if chinese.is_chinese(asked):
        return chinese.leaning(asked)
    own = content(asked)
    if set(terms(asked)) <= BARE and not points_back(_without_that(asked)):
        return "bare"
    if len(own) > _LONG:
        return "alone"
    if CORRECTION.match(asked) or is_fragment(asked, said, heard):
        return "about"
    changes = CHANGE.match(asked)
    if ABOUT.match(asked) and not changes:
        return "about"
    if points_back(asked):
        return "points"
    if _is_reply(asked, heard):
        return "same"
    recent = " ".join([said, *heard[0::2][-2:]])
    return "alone" if new_names(asked, heard) else _unnamed(asked, own, recent, bool(changes))


def _unnamed(asked: str, own: Sequence[str], said: str, changes: bool) -> Lean:
    """How a question leans that neither points back nor names anything new."""
    if refers_back(asked) and not OURS.search(asked):
        return "points"
    if changes:
        return "alone"
    if not own:
        return "alone" if _OF_ANY.match(asked) else "points"
    if _DEFINES.match(_bare(asked)):  # what is to be defined is named, often not for the first time
        return "same" if set(own) <= _EVERYDAY else "alone"
    continues = LEAD.match(asked) and len(set(own)) <= _AND
    cohesive = (set(own) & set(content(said))) - _EVERYDAY
    adds = _ADDS.search(asked) and len(set(own)) <= _SOME
    return "same" if continues or cohesive or adds else "alone"


def is_fragment(asked: str, said: str, heard: Sequence[str]) -> bool:
    """Whether it is a bare phrase that continues a question: "small firms", "in China?".

    Without a question mark a phrase that names something is a new subject: "network effects".
    """
    if not _is_phrase(asked):
        return False
    if _PREPOSITION.match(asked):
        return True
    if not _VERBAL.search(said):
        return False
    if asked.endswith(("?", "？")):
        return True
    return set(terms(asked)) <= _EVERYDAY and not new_names(asked, heard)


def _is_reply(asked: str, heard: Sequence[str]) -> bool:
    """Whether it is a bare phrase after an answer that asked something."""
    return is_question(heard[-1]) and _is_phrase(asked)


def _is_phrase(asked: str) -> bool:
    few = len(asked.split()) <= _WORDS
    return few and bool(terms(asked)) and not _VERBAL.search(asked)


def asks_for_more(question: str) -> bool:
    """Whether the question asks for more of the last answer: "what else?", "tell me more".

    >>> asks_for_more("Tell me more"), asks_for_more("Is more staff better?")
    (True, False)
    """
    if chinese.is_chinese(question):
        return not chinese.content(question) and bool(chinese.MORE.search(question))
    return set(terms(question)) <= BARE and bool(_MORE.search(question))


def _bare(asked: str) -> str:
    return LEAD.sub("", asked)


def _without_that(asked: str) -> str:
    """The question without what points at the answer as a whole: "is that true?"."""
    return _ANSWER.sub("", asked)
