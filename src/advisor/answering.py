"""From a question to its verified sentences and its answer, over one generation of the index."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from advisor import dialogue, drafting, evidence, grounding, wording
from advisor.domain import Answer, Citation, Hit, Reason, Sentence, Turn
from advisor.embedding import Encoder
from advisor.index import Generation
from advisor.retrieval import Retrieved, retrieve

ENGINE = "extractive"
_HITS = 8


def steps(
    question: str, history: Sequence[Turn], generation: Generation, encoder: Encoder
) -> Iterator[Sentence | Answer]:
    """The sentences of the answer as they are verified, then exactly one ``Answer``."""
    clock = _Clock()
    follow_up = dialogue.is_follow_up(question, history)
    asked = dialogue.standalone(question, history)
    parts = (asked,) if follow_up else dialogue.parts(asked)
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
    if not parts:
        yield _abstention(answer, "clarify", generation, clock)
        return
    found: list[Retrieved] = []
    sure: list[float] = []
    sentences: list[Sentence] = []
    uncovered: list[str] = []
    for part in parts:
        with clock.measure("retrieve"):
            found.append(retrieve(generation, encoder, part, _HITS))
            sure.append(evidence.confidence(found[-1], question if follow_up else ""))
        if sure[-1] >= evidence.THRESHOLD:
            for sentence in _sentences(part, found[-1], generation, encoder, sentences, clock):
                sentences.append(sentence)
                yield sentence
        if sure[-1] < evidence.THRESHOLD or not sentences:
            uncovered.append(part)
    answer = replace(
        answer,
        hits=_merged([retrieved.hits for retrieved in found]),
        legs=tuple(dict.fromkeys(leg for retrieved in found for leg in retrieved.legs)),
        confidence=round(max(sure), 4),
        uncovered=tuple(uncovered),
    )
    if sentences:
        yield _answer(answer, sentences, clock)
    else:
        yield _abstention(answer, "no_evidence", generation, clock)


def _sentences(
    part: str,
    retrieved: Retrieved,
    generation: Generation,
    encoder: Encoder,
    said: Sequence[Sentence],
    clock: "_Clock",
) -> Iterator[Sentence]:
    """The verified sentences that answer one part of the question and were not said before."""
    with clock.measure("compose"):
        units = drafting.draft(part, retrieved, encoder)
    for unit in units:
        with clock.measure("ground"):
            sentence = grounding.ground(
                unit.text, unit.role, [unit.passage], generation.essay, _citations(said)
            )
        if sentence and all(sentence.text != other.text for other in said):
            yield sentence


def _answer(answer: Answer, sentences: Sequence[Sentence], clock: "_Clock") -> Answer:
    return replace(
        answer,
        text=wording.render(sentences, answer.uncovered),
        sentences=tuple(sentences),
        citations=_citations(sentences),
        abstained=False,
        timings_ms=clock.timings(),
    )


def _abstention(answer: Answer, reason: Reason, generation: Generation, clock: "_Clock") -> Answer:
    """No answer, in words that name the nearest topics, or some where there is nothing near."""
    near = [hit.passage.essay_id for hit in answer.hits] or generation.essay_ids()
    titles = [essay.title for key in dict.fromkeys(near) if (essay := generation.essay(key))]
    text = wording.abstention(reason, titles[:3])
    clarify = text if reason == "clarify" else None
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
        yield
        spent = 1000 * (time.perf_counter() - started)
        self._spent[stage] = self._spent.get(stage, 0.0) + spent

    def timings(self) -> Mapping[str, float]:
        """All stages so far, and the total."""
        total = 1000 * (time.perf_counter() - self._started)
        return {key: round(value, 1) for key, value in {**self._spent, "total": total}.items()}
