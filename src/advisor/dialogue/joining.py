"""A follow-up and what it leans on become one question."""

import re
from collections.abc import Sequence

from advisor.dialogue.leaning import ABOUT, CHANGE, CORRECTION, LEAD
from advisor.dialogue.reference import pointer
from advisor.dialogue.words import AUXILIARIES, content, names, new_names, subject_words
from advisor.text import STOP_WORDS, terms

_ADJOINED = 6  # words of a phrase that may be put at the end of a question

_SUBJECT = re.compile(
    r"^\W*(?:(?:and|so|but)\s+)?(?:(?:what|who)(?:['’]s| is| are| was| were)(?! there\b)|"
    r"tell (?:me|us) (?:more |something )?about|what do you know about|(?:what|how) about|"
    r"(?:please )?(?:explain|define|describe))\s+(?P<phrase>[^?？.!]+?)[\s?？.!]*$",
    re.I,
)
_NO_PHRASE = re.compile(
    rf"^(?:it|they|this|that|wrong|needed|required|best|better|good|important|different|special|new|"
    rf"responsible|behind|in|on|at|for|your?|my)\b|\b(?:{AUXILIARIES}|that|who|if|when|because|and)\b",
    re.I,
)
_ADJUNCT = re.compile(
    r"^(?P<preposition>for|in|at|with|without|after|before|under|on|from|among|by|during|outside|inside"
    r"|between|if|when)\s",
    re.I,
)
_YES_NO = re.compile(rf"^\W*(?:{AUXILIARIES})\s", re.I)
_INSTEAD = re.compile(r"^(?:at|for|with|in the case of|in(?= .* case$))\s+", re.I)
_HOW_SO = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?P<asks>why|how|when|where)(?: (?:so|is that|was that|exactly))?\W*$",
    re.I,
)


def subject(question: str) -> str:
    """What the question is about, where it asks for nothing but that: "What is a mill?".

    It may stand in the place of a pronoun. Empty where the question says more.
    """
    match = _SUBJECT.match(question)
    phrase = match["phrase"].strip(" \"'“”") if match else ""
    if _NO_PHRASE.search(phrase) or len(phrase.split()) > 7:
        return ""
    return phrase


def ask_again(asked: str, said: str) -> str:
    """The question before, asked on: "Did it pay?" and "why?" give "Why did it pay?"."""
    plain = _HOW_SO.match(asked)
    if plain and _YES_NO.match(said):
        return f"{plain['asks'].capitalize()} {said[:1].lower()}{said[1:]}"
    return f"{said} {_begin(asked)}"


def put_in_place(asked: str, said: str, topic: str, heard: Sequence[str]) -> str:
    """The question before, about what the follow-up names: "and Zappos?", "and in China?"."""
    phrase = LEAD.sub("", ABOUT.sub("", asked)).strip(" ?？.!")
    fresh, named = new_names(asked, heard), names(said)
    instead = _INSTEAD.sub("", phrase).removesuffix(" case").removesuffix("'s").removesuffix("’s")
    if len(fresh) == 1 == len(named) and instead.lower() == fresh[0].lower():
        return re.sub(rf"(?<!\w){re.escape(named[0])}(?!\w)", fresh[0], said)
    fit = _ADJUNCT.match(phrase)
    if fit and said.endswith("?") and "?" not in said[:-1] and len(phrase.split()) <= _ADJOINED:
        return _with_adjunct(said, phrase, fit["preposition"])
    another = fresh or (re.fullmatch(r"[A-Z]\w+", phrase) and asked.startswith(phrase))
    if another and not CORRECTION.match(asked):
        topic = _without(topic, named)
    return with_topic(LEAD.sub("", asked), topic)


def _without(topic: str, named: Sequence[str]) -> str:
    """The topic without the names, for another name takes their place."""
    for name in named:
        topic = re.sub(rf"(?<!\w){re.escape(name)}(?:['’]s)?(?!\w)", "", topic)
    words = topic.split()
    while words and words[-1].lower() in STOP_WORDS:
        words.pop()
    return " ".join(words) if content(" ".join(words)) else ""


def _with_adjunct(said: str, phrase: str, preposition: str) -> str:
    """The question with "in China" at its end, or in the place of its own "in America"."""
    phrase = phrase[:1].lower() + phrase[1:]
    same = re.compile(rf"\b{preposition.lower()} (?:the )?(?:[A-Z]\w*(?: [A-Z]\w*)*|\d{{4}})\b")
    if re.search(r"[A-Z0-9]", phrase) and same.search(said):
        return same.sub(lambda _: phrase, said)
    return f"{said.rstrip('? ')} {phrase}?"


def point(asked: str, noun: str, topic: str) -> str:
    """The question with the subject in the place of its pronoun, or with the topic after it."""
    asked = CHANGE.sub("", asked)
    found = pointer(asked)
    if not found or not noun or not (found["owned"] or found["alone"]):
        return with_topic(asked, topic)
    if found["owned"]:
        noun += "'" if noun.endswith("s") else "'s"
    start, end = found.span()
    return _begin(LEAD.sub("", f"{asked[:start]}{noun}{asked[end:]}"))


def with_topic(asked: str, topic: str) -> str:
    """The question, and after it what it is about, unless it says so itself."""
    asked = _begin(asked)
    if not topic or set(terms(topic)) <= set(terms(asked)):
        return asked
    bare = asked.rstrip("?.! ")
    return f"{bare} ({topic}){asked[len(bare) :].strip() or '?'}"


def topic_words(question: str) -> str:
    """What a question was about, for a later one to lean on; empty where it only asks."""
    words = subject_words(question)
    return words if content(words) else ""


def _begin(asked: str) -> str:
    return asked[:1].upper() + asked[1:]
