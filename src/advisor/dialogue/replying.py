"""What a reader replies when we have asked back, and what it makes of the question before."""

import re

from advisor.dialogue.reference import pointer
from advisor.dialogue.words import AUXILIARIES, OPENERS, names_subject
from advisor.text import is_cjk

_ASKED_BACK = re.compile(
    r"What is it about: (?P<en>[^?]*)\?|Which (?P<kind>[\w ’'-]{1,60}) do you mean\?|"
    r"您想问哪方面：(?P<zh>[^？]*)？|What would you like to know\?"
)
_NO_ANSWER = re.compile(
    r"\W*(?:the essays (?:do not|don['’]t|say nothing)|i answer questions|(?:i['’]m |i am )?sorry|"
    r"unfortunately|i (?:do not|don['’]t|cannot|can['’]t)|there is no (?:information|answer))\b",
    re.I,
)
_ORDINAL = re.compile(
    r"\W*(?:the )?(?:(?P<first>first|1st|1|one|a)|(?P<second>second|2nd|2|two|b)|"
    r"(?P<third>third|3rd|3|three|c)|(?P<fourth>fourth|4th|4|four|d|last))"
    r"(?: (?:one|option|topic))?\W*",
    re.I,
)
_REPLY_LEAD = re.compile(
    r"\W*(?:(?:it['’]s|it is|i mean|i meant|i['’]m asking|i am asking|i want to know|maybe|perhaps|"
    r"probably|mainly|mostly|well|h?u?m+|about|on|the one on|say|let['’]s say|let['’]s take)\b"
    r"[\s,:]*)+",
    re.I,
)
_NOTHING = re.compile(
    r"\W*(?:all|any|both|either|no|not|none|yes|yeah|sure|idk|everything|anything|whatever|"
    r"you|i|choose|decide|do|don['’]t|know|care|mind|idea|of|them|these|it|the|above|"
    r"随便|都|可以|行|不知道|[\W_])+",
    re.I,
)
_QUESTION = re.compile(
    rf"\W*(?:{OPENERS}|{AUXILIARIES}|tell|explain|describe|compare)\b.*\w", re.I | re.S
)
_TAKES_WITH = re.compile(r"\b(?:start|begin|proceed|help|deal|go|continue|succeed)$", re.I)
_PREPOSITION = re.compile(r"(?:with|for|in|about|on|at)\b", re.I)


def asked_back(answer: str) -> bool:
    """Whether the answer is one of our own questions back."""
    return bool(_ASKED_BACK.match(answer))


def is_answer(answer: str) -> bool:
    """Whether the answer says something: it neither asks back nor declines."""
    return bool(answer.strip()) and not (asked_back(answer) or _NO_ANSWER.match(answer))


def is_reply(asked: str, answer: str) -> bool:
    """Whether the message answers our question back, and is no question of its own."""
    return asked_back(answer) and not (_QUESTION.match(asked) and names_subject(asked))


def joined(said: str, reply: str, answer: str) -> str:
    """The question we asked back about, with the reply: "What should we do about discounts?"."""
    back, chosen = _ASKED_BACK.match(answer), _chosen(reply, answer)
    question = said.rstrip("?？ .")
    if not chosen:
        return said
    if is_cjk(said) or is_cjk(chosen):
        return f"{chosen} {said}"
    if back and back["kind"]:
        kind = re.compile(rf"\b(?:the|this|that|these|those) {re.escape(back['kind'])}\b", re.I)
        if kind.search(said):
            return kind.sub(lambda _: chosen, said, count=1)
    if pointer(said) or " " not in question:
        return f"As to {chosen}: {question[:1].lower()}{question[1:]}?"
    link = "with" if _TAKES_WITH.search(question) else "about"
    phrase = chosen if _PREPOSITION.match(chosen) else f"{link} {chosen}"
    return f"{question[:1].upper()}{question[1:]} {phrase}?"


def _chosen(reply: str, answer: str) -> str:
    """What the reply chooses: an option by its place, all of them, or its own words."""
    found = _ASKED_BACK.match(answer)
    listed = (found["en"] or found["zh"] or "") if found else ""
    options = [part for part in re.split(r",? or |, |、", listed) if part]
    ordinal = _ORDINAL.fullmatch(reply)
    if ordinal and options:
        place = ("first", "second", "third", "fourth").index(str(ordinal.lastgroup))
        return options[min(place, len(options) - 1)]
    if _NOTHING.fullmatch(reply) or not names_subject(reply):
        return listed
    return _REPLY_LEAD.sub("", reply, count=1).strip(" ?？.!。！")
