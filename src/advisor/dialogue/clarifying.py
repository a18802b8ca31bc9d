"""Asking back where a question names nothing that could be searched for; once, and briefly."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from advisor.dialogue import chinese
from advisor.dialogue.reference import pointer, unresolved
from advisor.dialogue.smalltalk import is_small_talk, without_greeting
from advisor.dialogue.words import content
from advisor.domain import Essay, Turn
from advisor.text import is_cjk

_LABELS = 4

_ASKED_BACK = re.compile(
    r"^\W*(?:What is it about: (?P<en>[^?]*)\?|Which (?P<kind>[\w ’'-]{1,60}) do you mean"
    r"(?: \(such as (?P<of>[^)]*)\))?\?|您想问哪方面：(?P<zh>[^？]*)？|What would you like to know\?)"
)
_NO_ANSWER = re.compile(
    r"^\W*(?:the essays (?:do not|don['’]t|say nothing)|i answer questions|(?:i['’]m |i am )?sorry|"
    r"unfortunately|i (?:do not|don['’]t|cannot|can['’]t)|there is no (?:information|answer))",
    re.I,
)
_ORDINAL = re.compile(
    r"^\W*(?:the )?(?:(?P<first>first|1st|1|one|a)|(?P<second>second|2nd|2|two|b)|"
    r"(?P<third>third|3rd|3|three|c)|(?P<fourth>fourth|4th|4|four|d|last))(?: (?:one|option|topic))?\W*$",
    re.I,
)
_FREE = re.compile(
    r"^\W*(?:all(?: of (?:them|it|these))?|any(?:thing|(?: of (?:them|these))?)?|both|everything|"
    r"whatever|you (?:choose|decide)|(?:i )?(?:do not|don['’]t) (?:know|care|mind)|no idea|yes|yeah|"
    r"no|not sure|idk|sure|ok(?:ay)?|随便|都(?:可以|行)|不知道)\W*$",
    re.I,
)
_REPLY_LEAD = re.compile(
    r"^\W*(?:(?:it['’]s|it is|i mean|i meant|i['’]m asking|i am asking|i want to know|maybe|perhaps|"
    r"well|um+|about|on|mainly|mostly|probably|the one on|let['’]s say|say|let['’]s take)\b[\s,:]*)+",
    re.I,
)
_TAKES_WITH = re.compile(r"\b(?:start|begin|proceed|help|deal|go|continue|succeed)\W*$", re.I)
_WHOLE_QUESTION = re.compile(
    r"^\W*(?:what|who|when|where|why|how|which|is|are|was|were|do|does|did|can|could|should|would|"
    r"will|has|have|tell|explain|describe|compare)\b.*\w",
    re.I,
)
_FIRST_PERSON = re.compile(r"\b(?:we|our|ours|us|my|mine)\b", re.I)


def needs_clarifying(question: str, history: Sequence[Turn]) -> bool:
    """Whether to ask back: the question names nothing, and nothing said before tells what it means.

    Never right after we asked back.

    >>> needs_clarifying("What should we do?", ()), needs_clarifying("How do we transform?", ())
    (True, False)
    """
    asked = without_greeting(question)
    earlier = [turn for turn in history if not is_small_talk(turn.question)]
    if earlier and asked_back(earlier[-1].answer):
        return False
    said = [text for turn in earlier for text in (turn.question, turn.answer)]
    known = any(_names_something(turn.question) for turn in earlier)
    return (not known and not _names_something(asked)) or kind_asked(asked, said) is not None


def kind_asked(question: str, said: Sequence[str]) -> str | None:
    """The kind of thing meant where one has to ask which one: "burger" in "this burger"."""
    if is_cjk(question) or _FIRST_PERSON.search(question):
        return None
    return unresolved(question, said)


def clarifying_question(topics: Sequence[str], question: str = "") -> str:
    """One short question back, with two to four of the topics to choose from.

    Args:
        topics: short labels, best first, as ``topic_labels`` gives them.
        question: what was asked; its language and the kind of thing it points at are taken up.

    >>> clarifying_question(["discounts on platforms", "flat organisations", "culture"])
    'What is it about: discounts on platforms, flat organisations, or culture?'
    """
    chosen = list(dict.fromkeys(topics))[:_LABELS]
    if is_cjk(question):
        return f"您想问哪方面：{'、'.join(chosen)}？"
    kind = kind_asked(question, ()) if question else None
    if kind:
        return f"Which {kind} do you mean?"
    if not chosen:
        return "What would you like to know?"
    *most, last = chosen
    listed = f"{', '.join(most)}{',' if len(most) > 1 else ''} or {last}" if most else last
    return f"What is it about: {listed}?"


def topic_labels(essays: Iterable[Essay]) -> tuple[str, ...]:
    """Short labels of what the essays are about, for a question back.

    The tags, the one that most essays share first, then the one that most of the others share, and
    so on; of essays without tags the title up to its colon.
    """
    left = [tuple(essay.tags) or (re.split(r"[:：?]", essay.title)[0],) for essay in essays]
    labels: list[str] = []
    while left and len(labels) < _LABELS:
        counted = Counter(label for tags in left for label in dict.fromkeys(tags))
        best = min(counted, key=lambda label: (-counted[label], label))
        labels.append(best.replace("-", " ").strip())
        left = [tags for tags in left if best not in tags]
    return tuple(labels)


def asked_back(answer: str) -> bool:
    """Whether the answer is one of our own questions back."""
    return bool(_ASKED_BACK.match(answer))


def is_answer(answer: str) -> bool:
    """Whether the answer says something: it neither asks back nor declines."""
    return bool(answer.strip()) and not (asked_back(answer) or _NO_ANSWER.match(answer))


def is_reply(asked: str, answer: str) -> bool:
    """Whether the message answers our question back, and is no question of its own."""
    if not asked_back(answer):
        return False
    return not (_WHOLE_QUESTION.match(asked) and _names_something(asked))


def joined(said: str, reply: str, answer: str) -> str:
    """The question we asked back about, with the reply: "What should we do about discounts?"."""
    asked_us, question = _ASKED_BACK.match(answer), said.rstrip("?？ .")
    kind = asked_us["kind"] if asked_us else None
    chosen = _chosen(reply, answer)
    if not chosen:
        return said
    if is_cjk(said) or is_cjk(chosen):
        return f"{chosen} {said}"
    named = (
        re.compile(rf"\b(?:the|this|that|these|those) {re.escape(kind)}\b", re.I) if kind else None
    )
    if named and named.search(said):
        return named.sub(lambda _: chosen, said, count=1)
    if pointer(said) or len(question.split()) < 2:
        return f"As to {chosen}: {question[:1].lower()}{question[1:]}?"
    link = "with" if _TAKES_WITH.search(question) else "about"
    fits = re.match(r"(?:with|for|in|about|on|at)\b", chosen, re.I)
    return f"{question} {chosen}?" if fits else f"{question} {link} {chosen}?"


def _chosen(reply: str, answer: str) -> str:
    """What the reply chooses: an option by its place, all of them, or its own words."""
    found = _ASKED_BACK.match(answer)
    listed = (found["en"] or found["zh"] or "") if found else ""
    options = [part for part in re.split(r",? or |, |、", listed) if part]
    ordinal = _ORDINAL.match(reply)
    if ordinal and options:
        place = ("first", "second", "third", "fourth").index(str(ordinal.lastgroup))
        return options[min(place, len(options) - 1)]
    if _FREE.match(reply):
        return listed
    return _REPLY_LEAD.sub("", reply).strip(" ?？.!。！")


def _names_something(question: str) -> bool:
    if is_cjk(question):
        return bool(chinese.content(question))
    return bool(content(question))
