"""One message that asks several things becomes its questions."""

import re
from collections.abc import Sequence

from advisor.dialogue.following import standalone
from advisor.dialogue.joining import topic_words, with_topic
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
_ELSE = re.compile(r"\b(?:differently|otherwise|instead(?! of))\b", re.I)


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
    for piece, named in _pieces(without_greeting(question)):
        told = standalone(piece, said)
        if named and told == piece and not names(piece):
            told = with_topic(piece, named)
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


def _pieces(message: str) -> list[tuple[str, str]]:
    """The message cut after each question; what only tells stays with the question it is near.

    With each what it is on, where the sentence says that before: "How did DBS fail and what did the
    regulator do?" After a comma comes a subject of its own, if nothing is to be done "instead".
    """
    pieces: list[tuple[str, str]] = []
    told: list[str] = []
    gap = "" if is_cjk(message) else " "
    for sentence in _sentences(message):
        if not (is_question(sentence) or _BIDS.match(sentence)):
            told.append(sentence)
            continue
        cuts = list(_AND.finditer(sentence)) if _ASKS.match(sentence) else []
        ends = [*(cut.start() for cut in cuts), len(sentence)]
        first = sentence[: ends[0]]
        pieces.append((gap.join([*told, first]), ""))
        for cut, end in zip(cuts, ends[1:], strict=True):
            asks = sentence[cut.end() : end]
            named = "" if cut.group().startswith(",") else ", ".join(names(first))
            told_of = topic_words(first) if _ELSE.search(asks) else ""
            pieces.append((asks, told_of or named))
        told = []
    if told and pieces:
        last, named = pieces[-1]
        pieces[-1] = gap.join([last, *told]), named
    return pieces or [(message, "")]


def _sentences(message: str) -> list[str]:
    chunks = re.split(r"(?<=[?？])\s*(?=\w)", message)
    return [chunk[start:end] for chunk in chunks for start, end in sentence_spans(chunk)]
