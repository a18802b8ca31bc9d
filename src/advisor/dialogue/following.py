"""A follow-up question and its history become one question that stands by itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from advisor.dialogue import chinese, joining, replying
from advisor.dialogue.leaning import CHANGE, WHAT_ABOUT, Lean, leaning
from advisor.dialogue.smalltalk import is_small_talk, without_greeting
from advisor.dialogue.words import content, names, names_told
from advisor.domain import Turn
from advisor.text import sentence_spans

_READ = 2000  # characters of an earlier question that are read
_TURNS = 8  # earlier turns that are read
_ENOUGH = 2  # content terms with which a follow-up says what the next one is about
_NAMES = 2  # names of the last answer that a pronoun may mean
_MANNER = re.compile(
    r",?\s*\b(?:in (?:plain|simple|simpler|a few|everyday|layman['’]?s) "
    r"(?:words|terms|english|language)|in a nutshell|in (?:short|brief)|briefly|please)"
    r"(?=[\s?.!]*$)",
    re.I,
)
"""How something is to be told, which no essay has to say."""
_REMARK = re.compile(
    r"^\W*(?:(?:no|yes|yeah|ok|okay|well|but|and|sorry)\b\W*)*(?:that|this|it)(?:['’]s| is| was)"
    r"(?: (?:not|just|simply|quite|all))* (?:wrong|right|true|false|correct|incorrect|nonsense|"
    r"great|good|bad|helpful|unhelpful|interesting|strange)\b[^?]*$",
    re.I,
)
"""What is said of an answer; later questions are on what was asked before."""


@dataclass(frozen=True, slots=True)
class _Thread:
    """What the conversation is about."""

    said: str = ""
    """The last question, as it was searched for."""
    root: str = ""
    """What the last question that stood alone was about."""
    recent: str = ""
    """What the last follow-up added to it."""
    answer: str = ""
    heard: tuple[str, ...] = ()

    @property
    def topic(self) -> str:
        """What the last question was about, in its own words if they say enough."""
        return self.recent if len(content(self.recent)) >= _ENOUGH else self.whole

    @property
    def whole(self) -> str:
        """What the last question was about, and what the thread started from."""
        return ", ".join(part for part in (self.recent, self.root) if part)


def is_follow_up(question: str, history: Sequence[Turn]) -> bool:
    """Whether the question leans on the turns before, as "and then?" and "why is it so?" do."""
    thread = _thread(history)
    return bool(thread.said) and _lean(without_greeting(question), thread) != "alone"


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question as it can be searched for: a follow-up is completed from what was said.

    >>> turn = Turn(question="What is Internet+?", answer="")
    >>> standalone("And why does it matter?", [turn])
    'Why does Internet+ matter?'
    >>> standalone("What did LeTV do?", [turn])
    'What did LeTV do?'
    """
    return _told(without_greeting(question), _thread(history))


def _thread(history: Sequence[Turn]) -> _Thread:
    thread = _Thread()
    for turn in history[-_TURNS:]:
        if not is_small_talk(turn.question) and turn.question.strip():
            thread = _after(thread, turn)
    return thread


def _lean(asked: str, thread: _Thread) -> Lean:
    if not thread.said or not re.search(r"\w", asked):
        return "alone"
    if replying.is_reply(asked, thread.answer):
        return "about"
    return leaning(asked, thread.said, thread.heard)


def _told(asked: str, thread: _Thread) -> str:
    lean = _lean(asked, thread)
    if lean == "alone":
        change = chinese.CHANGE if chinese.is_chinese(asked) else CHANGE
        told = _MANNER.sub("", WHAT_ABOUT.sub("", change.sub("", asked) or asked))
        return told if content(told) else asked
    if replying.is_reply(asked, thread.answer):
        return replying.joined(thread.said, asked, thread.answer)
    if chinese.is_chinese(asked):
        return chinese.joined(asked, thread.said)
    if lean == "bare":
        return joining.ask_again(asked, thread.said)
    situation = joining.situation(thread.said)
    if situation:
        return f"{situation} {asked}"
    owned = "" if thread.recent else joining.with_owner(asked, thread.said)
    if owned:
        return owned
    if lean == "about":
        return joining.put_in_place(asked, thread.said, thread.topic, thread.heard)
    if lean == "points":
        noun = "" if thread.recent else joining.subject(thread.said)
        return joining.point(asked, noun, _topic(thread))
    return joining.with_topic(asked, thread.topic)


def _topic(thread: _Thread) -> str:
    """What a pronoun may mean: the topic, or who the answer names where the topic names nobody."""
    if names(thread.whole) or not replying.is_answer(thread.answer):
        return thread.whole
    spans = sentence_spans(thread.answer)[:1]
    told = [name for start, end in spans for name in names_told(thread.answer[start:end])]
    named = [name for name in told if name.lower() not in thread.whole.lower()]
    return ", ".join([thread.whole, *named[:_NAMES]]).strip(", ")


def _after(thread: _Thread, turn: Turn) -> _Thread:
    """The thread after one more turn."""
    asked = without_greeting(turn.question[:_READ])
    told, lean = _told(asked, thread), _lean(asked, thread)
    after = replace(thread, answer=turn.answer, heard=(*thread.heard, asked, turn.answer[:_READ]))
    if lean == "bare" or _REMARK.match(asked):
        return after
    own = joining.topic_words(asked)
    leant_on = next((t for t in (thread.topic, _topic(thread)) if t and f"({t})" in told), "")
    if not leant_on:
        return replace(after, said=told, root=joining.topic_words(told), recent="")
    root = thread.recent if leant_on == thread.recent else thread.root
    return replace(after, said=told, root=root, recent=own or thread.recent)
