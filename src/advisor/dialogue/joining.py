"""A follow-up and what it leans on become one question."""

import re
from collections.abc import Sequence

from advisor.dialogue.leaning import ABOUT, CHANGE, CORRECTION, LEAD, WHAT_ABOUT
from advisor.dialogue.reference import pointer
from advisor.dialogue.words import AUXILIARIES, content, names, new_names, subject_words
from advisor.text import STOP_WORDS, is_question, sentence_spans, terms

_OF_US = re.compile(r"\b(?:i|we|our|us|my)\b", re.I)
_TELLS = 3  # content terms with which a message tells something
_PHRASE = 7  # words of a phrase that may stand in the place of a pronoun
_ADJOINED = 6  # words of a phrase that may be put at the end of a question

_SUBJECT = re.compile(
    r"^\W*(?:(?:and|so|but)\s+)?(?:(?:what|who)(?:['’]s| is| are| was| were)(?! there\b)|"
    r"tell (?:me|us) (?:more |something )?about|what do you know about|(?:what|how) about|"
    r"(?:please )?(?:explain|define|describe))\s+(?P<phrase>[^?？.!]+?)[\s?？.!]*$",
    re.I,
)
_NO_PHRASE = re.compile(
    r"^(?:it|they|this|that|wrong|needed|required|best|better|good|important|different|special|"
    r"new|responsible|behind|in|on|at|for|your?|my)\b"
    rf"|\b(?:{AUXILIARIES}|that|who|if|when|because|and)\b",
    re.I,
)
_EVENT = re.compile(r"\W*(?:\w+\s+)?(?:how|why)\b", re.I)
_DO_IT = re.compile(
    r"\b(?:do|did|does|done|doing)\s+it\b(?=\W*$|[,.]|\s(?:earlier|sooner|again|first|well|better|"
    r"differently|right|too|now|then|in|at|with|without|for|that)\b)",
    re.I,
)
_ADJUNCT = re.compile(
    r"^(?P<preposition>for|in|at|with|without|after|before|under|on|from|among|by|during|outside|"
    r"inside|between|if|when)\s",
    re.I,
)
_YES_NO = re.compile(rf"^\W*(?:{AUXILIARIES})\s", re.I)
_INSTEAD = re.compile(r"^(?:at|for|with|in the case of|in(?= .* case$))\s+", re.I)
_HOW_SO = re.compile(
    r"^\W*(?:(?:and|but|so)\s+)?(?P<asks>why|how|when|where)"
    r"(?: (?:so|is that|was that|exactly))?\W*$",
    re.I,
)


def subject(question: str) -> str:
    """What the question is about, where it asks about nothing else: "What is a mill?".

    It may stand in the place of a pronoun. Empty where the question says more.
    """
    match = _SUBJECT.match(question)
    phrase = match["phrase"].strip(" \"'“”") if match else ""
    if phrase and not _NO_PHRASE.search(phrase) and len(phrase.split()) <= _PHRASE:
        return phrase
    # "How did Kodak fail?" is about what happened as well, and "it" may mean that.
    return "" if _EVENT.match(question) else _only_name(question)


def ask_again(asked: str, said: str) -> str:
    """The question before, asked on: "Did it pay?" and "why?" give "Why did it pay?"."""
    plain = _HOW_SO.match(asked)
    if plain and _YES_NO.match(said):
        return f"{plain['asks'].capitalize()} {said[:1].lower()}{said[1:]}"
    mark = "" if said.endswith(("?", ".", "!", "？")) else "?"
    return f"{said}{mark} {_begin(asked)}"


def situation(said: str) -> str:
    """What a message tells before or after it asks: who asks, and what the matter is."""
    sentences = [said[start:end] for start, end in sentence_spans(said)]
    told = " ".join(text for text in sentences if not is_question(text))
    tells = _OF_US.search(told) and len(content(told)) >= _TELLS
    return told if tells and is_question(said) else ""


def put_in_place(asked: str, said: str, topic: str, heard: Sequence[str]) -> str:
    """The question before, about what the follow-up names: "and Zappos?", "and in China?"."""
    phrase = LEAD.sub("", ABOUT.sub("", CORRECTION.sub("", asked))).strip(" ?？.!")
    fresh, named = new_names(asked, heard), names(said)
    instead = _INSTEAD.sub("", phrase).removesuffix(" case").removesuffix("'s").removesuffix("’s")
    # A name that an answer told, as "And Nokia?" after Kodak's, is another one all the same.
    other = fresh or [name for name in names(asked) if name.lower() not in said.lower()]
    if len(other) == 1 == len(named) and instead.lower() == other[0].lower():
        return re.sub(rf"(?<!\w){re.escape(named[0])}(?!\w)", other[0], said)
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


def with_owner(asked: str, said: str) -> str:
    """The question with who did something in the one before for its "its"; empty without these.

    >>> with_owner("What about its profit model?", "How did LeTV involve its users?")
    "LeTV's profit model?"
    """
    asked = WHAT_ABOUT.sub("", asked)
    found, named = pointer(asked), names(said)
    if not found or found.group().lower() != "its" or len(named) != 1:
        return ""
    does = re.search(rf"\b(?:{AUXILIARIES}) {re.escape(named[0])} [a-z]", said, re.I)
    return point(asked, named[0], "") if does else ""


def point(asked: str, noun: str, topic: str) -> str:
    """The question with the subject in the place of its pronoun, or with the topic after it."""
    asked = LEAD.sub("", CHANGE.sub("", asked))
    found = pointer(asked)
    stands = found and (found["owned"] or found["alone"]) and not _DO_IT.search(asked)
    if not found or not noun or not stands:
        return with_topic(asked, topic)
    if found["owned"]:
        noun += "'" if noun.endswith("s") else "'s"
    start, end = found.span()
    return _begin(f"{asked[:start]}{noun}{asked[end:]}")


def with_topic(asked: str, topic: str) -> str:
    """The question, and after it what it is about, unless it says so itself."""
    asked = _begin(asked)
    if not topic or set(terms(topic)) <= set(terms(asked)):
        return asked
    bare = asked.rstrip("?.! ")
    return f"{bare} ({topic}){asked[len(bare) :].strip() or '?'}"


def _only_name(question: str) -> str:
    """The name in the question, where the question names nothing else."""
    named = names(question)
    alone = len(named) == 1 and set(content(question)) <= set(terms(named[0]))
    return named[0] if alone else ""


def topic_words(question: str) -> str:
    """What a question was about, for a later one to lean on; empty where it only asks."""
    words = re.sub(r"\s*\(([^()]*)\)", r", \1", subject_words(question))
    return words if content(words) else ""


def _begin(asked: str) -> str:
    return asked[:1].upper() + asked[1:]
