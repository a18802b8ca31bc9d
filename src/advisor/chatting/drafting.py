"""What a chat model writes, sentence by sentence through the gate."""

import logging
import re
from collections.abc import Generator, Sequence
from contextlib import closing

from advisor import prompts
from advisor.chatting.gate import INFERENCE, Gate
from advisor.chatting.model import ChatModel
from advisor.chatting.reading import sentences
from advisor.domain import Passage, Sentence
from advisor.embedding import Encoder
from advisor.errors import ChatFailed
from advisor.grounding import EssayOf, Verifier, citations
from advisor.matching import Matcher

_log = logging.getLogger(__name__)
_SENTENCES = 24
"""Sentences after which a model counts as endless; it is asked for six."""
_SHARE = 1 / 4
"""Share of the drafted sentences that has to be shown, be it in the essays' own words; else the
draft is not trusted."""
_INFERENCES = 2


def draft(
    question: str,
    passages: Sequence[Passage],
    said: Sequence[Sentence],
    *,
    model: ChatModel,
    matcher: Matcher,
    encoder: Encoder,
    essay: EssayOf,
) -> Generator[Sentence, None, None]:
    """The model's sentences as they pass the gate, or the essays' own; the first has a citation.

    Closing the iterator ends the request.

    Args:
        question: the standalone question.
        passages: what the model may use, best first.
        said: the sentences shown so far.
        model: what writes.
        matcher: the question, with the same passages.
        encoder: the embedding model.
        essay: looks up an essay by id.

    Raises:
        ModelUnavailable: the model cannot be opened.
        ChatFailed: the model fails, or too little of what it writes is supported. What was given
            until then is verified, and no whole answer.
    """
    titles = [_title(passage, essay) for passage in passages]
    given = zip(titles, (passage.text for passage in passages), strict=True)
    verifier = Verifier(passages, titles, encoder)
    gate = Gate(question, passages, matcher, verifier, essay)
    shown, waiting = list(said), list[Sentence]()
    drafted = kept = given_way = 0
    with closing(model.stream(prompts.answer(question, given))) as pieces:
        for text in sentences(pieces):
            drafted += 1
            if drafted > _SENTENCES:
                raise ChatFailed(f"The chat model {model.name} went on without end")
            role = "support" if kept else "answer"
            ruling = gate.admit(text, role, citations([*shown, *waiting]))
            sentence = ruling.sentence
            if ruling.reason:
                _log.debug("not shown: %r: %s", text, ruling.reason)
            if sentence and not any(_key(sentence.text) == _key(s.text) for s in shown + waiting):
                waiting.append(sentence)
                given_way += bool(ruling.reason)
                kept += bool(sentence.citations) and not ruling.reason
                if kept:  # what is inferred or gives way waits for a sentence that stands
                    fresh = _few([s for s in shown if s not in said], waiting)
                    yield from fresh
                    shown += fresh
                    waiting.clear()
    if not kept or kept + given_way < _SHARE * drafted:
        raise ChatFailed(f"Too little of what the chat model {model.name} wrote is in the essays")


def _few(shown: Sequence[Sentence], new: Sequence[Sentence]) -> list[Sentence]:
    """The new sentences, those with citations first and few inferences."""
    inferred = [sentence for sentence in new if sentence.role == INFERENCE]
    room = _INFERENCES - sum(sentence.role == INFERENCE for sentence in shown)
    return [s for s in new if s.role != INFERENCE] + inferred[: max(0, room)]


def _title(passage: Passage, essay: EssayOf) -> str:
    found = essay(passage.essay_id)
    return found.title if found else ""


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", text).lower().strip()
