"""What words an answer: a chat model behind the gate, or the essays' own sentences."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing

from advisor import chatting, drafting, grounding, wording
from advisor.asking import Asked
from advisor.clock import Clock
from advisor.domain import Sentence
from advisor.embedding import Encoder
from advisor.errors import ChatFailed
from advisor.grounding import citations
from advisor.index import Generation
from advisor.matching import PASSAGES, Matcher
from advisor.retrieval import Retrieved

ENGINE = "extractive"
"""The engine of an answer in the essays' own sentences."""


class Speaker:
    """What words the parts of an answer: the chat model, as long as it works, or the essays."""

    def __init__(
        self,
        model: chatting.ChatModel | None,
        generation: Generation,
        encoder: Encoder,
        clock: Clock,
    ) -> None:
        """Begin an answer."""
        self.engine = ENGINE
        self.note = ""
        self._model = model
        self._generation = generation
        self._encoder = encoder
        self._clock = clock

    def speak(
        self,
        asked: Asked,
        retrieved: Retrieved,
        matcher: Matcher,
        said: Sequence[Sentence],
        told: str,
    ) -> Generator[Sentence, None, list[Sentence]]:
        """The sentences on one part as they are verified; returns those that stand.

        ``told`` are earlier answers that must not be repeated.
        """
        if self._model is not None and not self.note:
            try:
                written = yield from _given(
                    self._written(self._model, asked, retrieved, matcher, said, told)
                )
            except ChatFailed as failure:
                self.note = wording.fallback(str(failure))
            else:
                self.engine = self._model.name
                return written
        quoted = _sentences(asked, retrieved, matcher, self._generation, said, told, self._clock)
        return (yield from _given(quoted))

    def _written(
        self,
        model: chatting.ChatModel,
        asked: Asked,
        retrieved: Retrieved,
        matcher: Matcher,
        said: Sequence[Sentence],
        told: str,
    ) -> Iterator[Sentence]:
        passages = [hit.passage for hit in retrieved.hits[:PASSAGES]]
        drafted = chatting.draft(
            asked.question,
            passages,
            said,
            model=model,
            matcher=matcher,
            encoder=self._encoder,
            essay=self._generation.essay,
        )
        with closing(drafted):
            while True:
                with self._clock.measure("chat"):
                    sentence = next(drafted, None)
                if sentence is None:
                    return
                if sentence.text not in told:
                    yield sentence


def _given(sentences: Iterator[Sentence]) -> Generator[Sentence, None, list[Sentence]]:
    """The sentences one by one; returns all of them."""
    given = []
    for sentence in sentences:
        given.append(sentence)
        yield sentence
    return given


def _sentences(
    asked: Asked,
    retrieved: Retrieved,
    matcher: Matcher,
    generation: Generation,
    said: Sequence[Sentence],
    told: str,
    clock: Clock,
) -> Iterator[Sentence]:
    """The verified sentences that answer one part of the question and were not said before.

    ``told`` are earlier answers that must not be repeated either.
    """
    with clock.measure("compose"):
        units = drafting.draft(asked, retrieved.hits, matcher, generation.essay, told)
    shown = list(said)
    for drafted in units:
        unit = drafted.unless([sentence.text for sentence in shown])
        if unit is None:
            continue
        with clock.measure("ground"):
            sentence = grounding.ground(
                unit.text,
                unit.role,
                [unit.passage],
                generation.essay,
                citations(shown),
                unit.excerpt,
            )
        if sentence:
            shown.append(sentence)
            yield sentence
