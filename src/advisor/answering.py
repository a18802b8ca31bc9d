"""From a question to its verified sentences and its answer, over one generation of the index."""

import functools
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace

import numpy as np

from advisor import chatting, dialogue, drafting, evidence, grounding, wording
from advisor.asking import Asked, analyse
from advisor.domain import Answer, Citation, Hit, Reason, Sentence, Turn
from advisor.embedding import Encoder, Reranker, Vectors
from advisor.errors import ChatFailed
from advisor.index import Generation
from advisor.matching import PASSAGES, Matcher
from advisor.retrieval import Retrieved, rerank, retrieve

ENGINE = "extractive"
_HITS, _WIDE = 8, 20  # hits for a question, and for a described situation
# Mean cosine of a qualifying note to the question and to the nearest sentence of the answer; of
# the notes that the tensions in evals/ want, 88 of 100 reach it, of the others 15.
_BEARS = 0.45
_TELLS = 0.3  # the same of the sentence found for the note: 91 of 100 wanted ones, 64 of the others
_OBJECTIONS, _DEEP, _FEW = 2, 40, 3


def steps(
    question: str,
    history: Sequence[Turn],
    generation: Generation,
    encoder: Encoder,
    model: chatting.ChatModel | None = None,
    reranker: Reranker | None = None,
) -> Iterator[Sentence | Answer]:
    """The sentences of the answer as they are verified, then exactly one ``Answer``.

    With a chat model, its sentences are given as they pass the gate. Where it fails after some of
    them, the extractive ones follow, and the ``Answer`` holds those alone.
    """
    clock = _Clock()
    speaker = _Speaker(model, generation, encoder, clock)
    follow_up = dialogue.is_follow_up(question, history)
    asked = dialogue.standalone(question, history)
    parts = dialogue.parts(question, history) or (asked,)
    leaning = follow_up and len(parts) == 1
    answer = Answer(
        question=question,
        standalone_question=asked,
        text="",
        abstained=True,
        confidence=0.0,
        engine=ENGINE,
    )
    if dialogue.is_small_talk(question):
        yield _abstention(answer, "small_talk", generation, clock)
        return
    unclear = dialogue.needs_clarifying(question, history)
    if unclear and dialogue.names_nothing(question):
        yield _abstention(answer, "clarify", generation, clock)
        return
    found: list[Retrieved] = []
    sure: list[float] = []
    sentences: list[Sentence] = []
    uncovered: list[str] = []
    for part in parts:
        with clock.measure("retrieve"):
            wanted = analyse(part)
            wide = wanted.is_situation or reranker is not None
            found.append(retrieve(generation, encoder, part, _WIDE if wide else _HITS))
        if reranker is not None:
            with clock.measure("rerank"):
                found[-1] = rerank(found[-1], reranker, part)
        with clock.measure("match"):
            passages = [hit.passage for hit in found[-1].hits[:PASSAGES]]
            matcher = Matcher(part, found[-1].weights, passages, encoder)
            own = question if leaning else ""
            sure.append(evidence.confidence(found[-1], matcher, wanted, own))
        enough = evidence.CLEAR if unclear else evidence.THRESHOLD
        if sure[-1] >= enough:
            heard = history if dialogue.asks_for_more(question) else ()
            told = "\n".join(turn.answer for turn in heard)
            sentences += yield from speaker.speak(
                wanted, found[-1], matcher, tuple(sentences), told
            )
        if sure[-1] < enough or not sentences:
            uncovered.append(question if leaning else part)
    answer = replace(
        answer,
        hits=_merged([retrieved.hits[:_HITS] for retrieved in found]),
        legs=tuple(dict.fromkeys(leg for retrieved in found for leg in retrieved.legs)),
        confidence=round(max(sure), 4),
        uncovered=tuple(uncovered),
        engine=speaker.engine,
        note=speaker.note,
    )
    for sentence in _dissent(parts, sentences, generation, encoder, clock):
        sentences.append(sentence)
        yield sentence
    if sentences:
        yield _answer(answer, sentences, clock)
    else:
        yield _abstention(answer, "clarify" if unclear else "no_evidence", generation, clock)


class _Speaker:
    """What words the parts of an answer: the chat model, as long as it works, or the essays."""

    def __init__(
        self,
        model: chatting.ChatModel | None,
        generation: Generation,
        encoder: Encoder,
        clock: "_Clock",
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
        passages = [hit.passage for hit in _drawn_on(asked, retrieved)[:PASSAGES]]
        matcher.add(passages)
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


def _drawn_on(asked: Asked, retrieved: Retrieved) -> Sequence[Hit]:
    """The hits an answer is drawn from: for a described situation, of several essays."""
    return drafting.spread(retrieved.hits) if asked.is_situation else retrieved.hits


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
    clock: "_Clock",
) -> Iterator[Sentence]:
    """The verified sentences that answer one part of the question and were not said before.

    ``told`` are earlier answers that must not be repeated either.
    """
    with clock.measure("compose"):
        hits = _drawn_on(asked, retrieved)
        matcher.add(hit.passage for hit in hits[:PASSAGES])
        units = drafting.draft(asked, hits, matcher, generation.essay, told)
    shown = list(said)
    for unit in units:
        with clock.measure("ground"):
            sentence = _grounded(unit, generation, shown)
        if sentence and all(sentence.text != other.text for other in shown):
            shown.append(sentence)
            yield sentence


def _grounded(
    unit: drafting.Unit, generation: Generation, said: Sequence[Sentence]
) -> Sentence | None:
    return grounding.ground(
        unit.text, unit.role, [unit.passage], generation.essay, _citations(said)
    )


def _dissent(
    parts: Sequence[str],
    said: Sequence[Sentence],
    generation: Generation,
    encoder: Encoder,
    clock: "_Clock",
) -> Iterator[Sentence]:
    """The other side, where an essay that is cited qualifies another one or is qualified by it."""
    cited = {citation.essay_id for citation in _citations(said)}
    notes = [
        (other, note)
        for pair, note in ((q[:2], q[2]) for q in generation.qualifications)
        for own, other in (pair, pair[::-1])
        if own in cited and other not in cited
    ]
    if not notes:
        return
    with clock.measure("dissent"):
        bearing = _bearing([note for _, note in notes], parts, [s.text for s in said], encoder)
        ordered = sorted(zip(bearing, notes, strict=True), key=lambda found: (-found[0], found[1]))
    others = {other: note for bears, (other, note) in reversed(ordered) if bears >= _BEARS}
    for other, note in list(reversed(others.items()))[:_OBJECTIONS]:
        with clock.measure("dissent"):
            found = retrieve(generation, encoder, note, _DEEP)
            hits = [hit for hit in found.hits if hit.passage.essay_id == other][:_FEW]
            matcher = Matcher(note, found.weights, [hit.passage for hit in hits], encoder)
            unit = drafting.dissent(note, hits, matcher)
            texts = [s.text for s in said]
            tells = unit and _bearing([unit.text], parts, texts, encoder)[0] >= _TELLS
            sentence = _grounded(unit, generation, said) if unit and tells else None
        if sentence:
            said = [*said, sentence]
            yield sentence


def _bearing(
    notes: Sequence[str], parts: Sequence[str], said: Sequence[str], encoder: Encoder
) -> list[float]:
    """How near each note is to the question and to what was said, the mean of the two."""
    told = np.stack([_vector(encoder, text) for text in notes])
    near = [(told @ encoder.encode(texts).T).max(axis=1) for texts in (parts, said)]
    return [float(mean) for mean in np.mean(near, axis=0)]


@functools.lru_cache(maxsize=1024)
def _vector(encoder: Encoder, text: str) -> Vectors:
    """The vector of a note; there are few of them, and they come again."""
    vectors = encoder.encode([text])
    return vectors.reshape(-1)


def _answer(answer: Answer, sentences: Sequence[Sentence], clock: "_Clock") -> Answer:
    return replace(
        answer,
        text=wording.render(sentences, answer.uncovered, answer.note),
        sentences=tuple(sentences),
        citations=_citations(sentences),
        abstained=False,
        timings_ms=clock.timings(),
    )


def _abstention(answer: Answer, reason: Reason, generation: Generation, clock: "_Clock") -> Answer:
    """No answer, in words that name the nearest topics, or some where there is nothing near."""
    near = [hit.passage.essay_id for hit in answer.hits] or generation.essay_ids()
    titles = [essay.title for key in dict.fromkeys(near) if (essay := generation.essay(key))]
    if reason == "clarify":
        essays = [essay for key in near if (essay := generation.essay(key))]
        labels = dialogue.topic_labels(essays)
        text = clarify = dialogue.clarifying_question(labels, answer.question)
    else:
        text, clarify = wording.abstention(reason, titles[:3]), None
    return replace(answer, text=text, reason=reason, clarify=clarify, timings_ms=clock.timings())


def _citations(sentences: Sequence[Sentence]) -> tuple[Citation, ...]:
    """The distinct citations in the order of their markers."""
    found = {c.marker: c for sentence in sentences for c in sentence.citations}
    return tuple(found[marker] for marker in sorted(found))


def _merged(searches: Sequence[tuple[Hit, ...]]) -> tuple[Hit, ...]:
    """The hits of all parts of the question, each passage once, in order."""
    hits = {hit.passage.id: hit for found in reversed(searches) for hit in reversed(found)}
    return tuple(reversed(hits.values()))


class _Clock:
    """Milliseconds by stage."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._spent: dict[str, float] = {}

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        """Add the time of the block to the stage."""
        started = time.perf_counter()
        try:
            yield
        finally:
            spent = 1000 * (time.perf_counter() - started)
            self._spent[stage] = self._spent.get(stage, 0.0) + spent

    def timings(self) -> Mapping[str, float]:
        """All stages so far, and the total."""
        total = 1000 * (time.perf_counter() - self._started)
        return {key: round(value, 1) for key, value in {**self._spent, "total": total}.items()}
