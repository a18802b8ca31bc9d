"""From a question to its verified sentences and its answer, over one generation of the index."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from advisor import chatting, dialogue, evidence, wording
from advisor.asking import Asked, analyse
from advisor.clock import Clock
from advisor.dissenting import dissent
from advisor.domain import Answer, Essay, Hit, Reason, Sentence, Turn
from advisor.embedding import Encoder, Reranker
from advisor.grounding import citations
from advisor.index import Generation
from advisor.matching import FOR_FACT, HEADINGS, PASSAGES, Matcher, by_heading
from advisor.reader import reader_for
from advisor.retrieval import DENSE_WEIGHT, OWN_DENSE_WEIGHT, Retrieved, rerank, retrieve
from advisor.speaking import ENGINE, Speaker
from advisor.synonyms import in_known_words

_HITS, _RERANKED = 8, 20  # hits for a question, and those that a reranker orders
_TOPICS = 3  # named where there is no answer


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
    clock = Clock()
    speaker = Speaker(model, generation, encoder, clock)
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
        yield _abstention(answer, "small_talk", generation.essay_ids(), generation, clock)
        return
    unclear = dialogue.needs_clarifying(question, history)
    if unclear and dialogue.names_nothing(question):
        yield _abstention(answer, "clarify", generation.essay_ids(), generation, clock)
        return
    found: list[Retrieved] = []
    sure: list[float] = []
    sentences: list[Sentence] = []
    uncovered: list[str] = []
    topics: list[str] = []
    is_near = False
    for own_words in parts:
        with clock.measure("retrieve"):
            wanted = _wanted(own_words, generation)
            part = wanted.question
            few = HEADINGS if wanted.is_own else _HITS
            most = few if reranker is None else _RERANKED
            weight = OWN_DENSE_WEIGHT if wanted.is_own else DENSE_WEIGHT
            found.append(retrieve(generation, encoder, part, most, weight))
        if reranker is not None:
            with clock.measure("rerank"):
                found[-1] = rerank(found[-1], reranker, part)
        with clock.measure("match"):
            matcher = Matcher(part, found[-1].weights, (), encoder, reader_for(encoder))
            if wanted.is_own and reranker is None:
                found[-1] = by_heading(found[-1], matcher, _HITS)
            read = found[-1] if wanted.is_open else found[-1].best(FOR_FACT)
            matcher.add(hit.passage for hit in read.hits[:PASSAGES])
            asks = question if leaning else dialogue.as_asked(own_words, question)
            own = asks if leaning or len(parts) > 1 else ""  # the rest is of what was said before
            sure.append(evidence.confidence(read, matcher, wanted, own))
            topics += evidence.on_topic(read, matcher)
        unclear = unclear and not dialogue.tells_which(
            question, (hit.passage.text for hit in read.hits[:PASSAGES])
        )
        enough = evidence.CLEAR if unclear else evidence.THRESHOLD
        if sure[-1] >= enough:
            is_near = is_near or (wanted.is_own and sure[-1] < evidence.CLOSE)
            heard = history if dialogue.asks_for_more(question) else ()
            told = "\n".join(turn.answer for turn in heard)
            sentences += yield from speaker.speak(wanted, read, matcher, tuple(sentences), told)
        if sure[-1] < enough or not sentences:
            uncovered.append(asks)
    answer = replace(
        answer,
        hits=_merged([retrieved.hits[:_HITS] for retrieved in found]),
        legs=tuple(dict.fromkeys(leg for retrieved in found for leg in retrieved.legs)),
        confidence=round(max(sure), 4),
        uncovered=tuple(uncovered),
        engine=speaker.engine,
        note=speaker.note or _nearness(sentences, is_near=is_near),
    )
    with clock.measure("dissent"):
        others = list(dissent(parts, sentences, generation, encoder))
    sentences += others
    yield from others
    if sentences:
        yield _answer(answer, sentences, clock)
    elif unclear:
        met = [hit.passage.essay_id for hit in answer.hits] or generation.essay_ids()
        yield _abstention(answer, "clarify", met, generation, clock)
    else:
        yield _abstention(answer, "no_evidence", topics, generation, clock)


def _answer(answer: Answer, sentences: Sequence[Sentence], clock: Clock) -> Answer:
    return replace(
        answer,
        text=wording.render(sentences, answer.uncovered, answer.note),
        sentences=tuple(sentences),
        citations=citations(sentences),
        abstained=False,
        timings_ms=clock.timings(),
    )


def _nearness(sentences: Sequence[Sentence], *, is_near: bool) -> str:
    """What is said below situations that are near the reader's, and may not be it."""
    told = any(sentence.role == wording.SITUATION for sentence in sentences)
    return wording.nearest() if told and is_near else ""


def _wanted(question: str, generation: Generation) -> Asked:
    """What the question wants; advice may be asked for in other words, a fact is of the thing."""
    asked = analyse(question)
    if not asked.is_open:
        return asked
    return analyse(in_known_words(question, lambda term: generation.frequency(term) > 0))


def _abstention(
    answer: Answer, reason: Reason, near: Iterable[str], generation: Generation, clock: Clock
) -> Answer:
    """No answer, in words that name the topics of some of the essays near, if there are any."""
    essays = _essays(dict.fromkeys(near), generation)
    clarify = None
    if reason == "clarify":
        text = clarify = dialogue.clarifying_question(
            dialogue.topic_labels(essays), answer.question
        )
    else:
        titles = [essay.title for essay in itertools.islice(essays, _TOPICS)]
        text = wording.abstention(reason, titles, answer.question)
    return replace(answer, text=text, reason=reason, clarify=clarify, timings_ms=clock.timings())


def _essays(keys: Iterable[str], generation: Generation) -> Iterator[Essay]:
    return (essay for key in keys if (essay := generation.essay(key)))


def _merged(searches: Sequence[tuple[Hit, ...]]) -> tuple[Hit, ...]:
    """The hits of all parts of the question, each passage once, in order."""
    hits = {hit.passage.id: hit for found in reversed(searches) for hit in reversed(found)}
    return tuple(reversed(hits.values()))
