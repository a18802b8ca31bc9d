"""One message that asks several things becomes its questions."""

import re
from collections.abc import Sequence

from advisor.dialogue.following import standalone
from advisor.dialogue.joining import with_topic
from advisor.dialogue.reference import points_back
from advisor.dialogue.smalltalk import without_greeting
from advisor.dialogue.words import AUXILIARIES, OPENERS, names
from advisor.domain import Turn
from advisor.text import is_cjk, is_question, sentence_spans, terms

_PARTS = 4  # questions of one message that are answered one by one; more are asked as one
_ASKS = re.compile(
    rf"^\W*(?:(?:and|but|so|also|then|please|or)\b[,\s]*)*(?:{OPENERS}|{AUXILIARIES}|tell|explain|"
    r"describe|compare|give|list|name|show|define|summari[sz]e)\b",
    re.I,
)
_BIDS = re.compile(
    r"^\W*(?:(?:and|but|so|also|then|please)\b[,\s]*)*(?:tell|explain|describe|compare|give|list|"
    r"name|show|define|summari[sz]e)\b",
    re.I,
)
# "and what does it cost", but not "and what we earn": that belongs to the sentence.
_AND = re.compile(
    r"(?:,\s*|\s+)and\s+(?="
    rf"(?:{OPENERS})\s+(?!(?:we|i|you|they|he|she|it|to|the)\b)|"
    rf"(?:{OPENERS})\s+(?:{AUXILIARIES})\b)",
    re.I,
)


def parts(question: str, history: Sequence[Turn] = ()) -> tuple[str, ...]:
    """The questions that one message asks, in order, each so that it can be searched for.

    What a message tells before or after its question stays with it. A word of a later question
    that points at an earlier one is completed from it, and the first question from the history.

    >>> parts("What is ADKAR, and who made it?")
    ('What is ADKAR', 'Who made ADKAR?')
    >>> parts("We sell on platforms. Have we transformed?")
    ('We sell on platforms. Have we transformed?',)
    """
    said = list(history)
    found: list[str] = []
    for piece in _pieces(without_greeting(question)):
        told = standalone(piece, said)
        # "What is a mill? Why?": the second asks nothing that the first did not.
        asks = terms(piece) or (not found and terms(told))
        if asks and told not in found:
            found.append(told)
            said.append(Turn(question=piece, answer=""))
    return tuple(found) if len(found) <= _PARTS else (standalone(question, history),)


def as_asked(part: str, question: str) -> str:
    """The part in the reader's words, without the brackets that completed it for the search.

    >>> as_asked("What did it cost (the mill in Lodz)?", "Why the mill in Lodz? What did it cost?")
    'What did it cost?'
    """
    asked, bracket, _ = part.rpartition(" (")
    return f"{asked}?" if bracket and part not in question else part


def _pieces(message: str) -> list[str]:
    """The message cut after each question; what only tells stays with the question it is near."""
    pieces: list[str] = []
    told: list[str] = []
    gap = "" if is_cjk(message) else " "
    for sentence in _sentences(message):
        if not (is_question(sentence) or _BIDS.match(sentence)):
            told.append(sentence)
            continue
        first, *others = _halves(sentence)
        pieces += [gap.join([*told, first]), *others]
        told = []
    if told and pieces:
        pieces[-1] = gap.join([pieces[-1], *told])
    return pieces or [message]


def _halves(sentence: str) -> list[str]:
    """The questions of one sentence; a later one that names nothing has the names of the first.

    "How did DBS fail and what did the regulator do?" asks what the regulator of DBS did; after a
    comma comes a subject of its own.
    """
    cuts = list(_AND.finditer(sentence)) if _ASKS.match(sentence) else []
    starts, ends = (
        [0, *(cut.end() for cut in cuts)],
        [*(cut.start() for cut in cuts), len(sentence)],
    )
    first, *others = [sentence[start:end] for start, end in zip(starts, ends, strict=True)]
    shared = ", ".join(names(first))
    return [first] + [
        with_topic(other, shared)
        if not (cut.group().startswith(",") or names(other) or points_back(other))
        else other
        for cut, other in zip(cuts, others, strict=True)
    ]


def _sentences(message: str) -> list[str]:
    chunks = re.split(r"(?<=[?？])\s*(?=\w)", message)
    return [chunk[start:end] for chunk in chunks for start, end in sentence_spans(chunk)]
