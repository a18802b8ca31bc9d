"""From a question to its verified sentences and its answer, over one generation of the index."""

import functools
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

import numpy as np

from advisor import dialogue, drafting, evidence, grounding, wording
from advisor.asking import Asked, analyse
from advisor.domain import Answer, Citation, Hit, Reason, Sentence, Turn
from advisor.embedding import Encoder, Vectors
from advisor.index import Generation
from advisor.matching import PASSAGES, Matcher
from advisor.retrieval import Retrieved, retrieve

ENGINE = "extractive"
_HITS, _WIDE = 8, 20  # hits for a question, and for a described situation
# Mean cosine of a qualifying note to the question and to the nearest sentence of the answer; of
# the notes that the tensions in evals/ want, 88 of 100 reach it, of the others 15.
_BEARS = 0.45
_OBJECTIONS, _DEEP, _FEW = 2, 40, 3


def steps(
    question: str, history: Sequence[Turn], generation: Generation, encoder: Encoder
) -> Iterator[Sentence | Answer]:
    """The sentences of the answer as they are verified, then exactly one ``Answer``."""
    clock = _Clock()
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
            found.append(
                retrieve(generation, encoder, part, _WIDE if wanted.is_situation else _HITS)
            )
        with clock.measure("match"):
            passages = [hit.passage for hit in found[-1].hits[:PASSAGES]]
            matcher = Matcher(part, found[-1].weights, passages, encoder)
            own = question if leaning else ""
            sure.append(evidence.confidence(found[-1], matcher, wanted, own))
        enough = evidence.CLEAR if unclear else evidence.THRESHOLD
        if sure[-1] >= enough:
            heard = history if dialogue.asks_for_more(question) else ()
            told = "\n".join(turn.answer for turn in heard)
            for sentence in _sentences(
                wanted, found[-1], matcher, generation, sentences, told, clock
            ):
                sentences.append(sentence)
                yield sentence
        if sure[-1] < enough or not sentences:
            uncovered.append(question if leaning else part)
    answer = replace(
        answer,
        hits=_merged([retrieved.hits[:_HITS] for retrieved in found]),
        legs=tuple(dict.fromkeys(leg for retrieved in found for leg in retrieved.legs)),
        confidence=round(max(sure), 4),
        uncovered=tuple(uncovered),
    )
    for sentence in _dissent(parts, sentences, generation, encoder, clock):
        sentences.append(sentence)
        yield sentence
    if sentences:
        yield _answer(answer, sentences, clock)
    else:
        yield _abstention(answer, "clarify" if unclear else "no_evidence", generation, clock)


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
        hits = drafting.spread(retrieved.hits) if asked.is_situation else retrieved.hits
        matcher.add(hit.passage for hit in hits[:PASSAGES])
        units = drafting.draft(asked, hits, matcher, generation.essay, told)
    for unit in units:
        with clock.measure("ground"):
            sentence = _grounded(unit, generation, said)
        if sentence and all(sentence.text != other.text for other in said):
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
            sentence = _grounded(unit, generation, said) if unit else None
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
        yield
        spent = 1000 * (time.perf_counter() - started)
        self._spent[stage] = self._spent.get(stage, 0.0) + spent

    def timings(self) -> Mapping[str, float]:
        """All stages so far, and the total."""
        total = 1000 * (time.perf_counter() - self._started)
        return {key: round(value, 1) for key, value in {**self._spent, "total": total}.items()}
