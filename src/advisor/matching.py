"""How well a text matches a question, token by token (MaxSim, late interaction).

For every token of the question the highest cosine to any token of the text. The token vectors of a
whole passage are computed once; a sentence of it is a run of their rows, its context included.
"""

import bisect
import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from advisor.domain import Passage
from advisor.embedding import Encoder, TokenVectors, Vectors
from advisor.reader import Reader, Readings, Run
from advisor.retrieval import Retrieved, coverage
from advisor.text import block_sentence_spans, terms, tokenize

PASSAGES = 6
"""Hits that evidence is read from, and sentences are taken from."""

FOR_FACT = 5
"""The same where a fact is asked for: of 211 such questions in evals/ five tell .912 of the facts
and six .905, in more time; of 175 for advice five tell .871 and six .877."""

HEADINGS = 40
"""Hits whose headings are read for a question on the reader's own firm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How a stretch of text matches the question; each about in [0, 1]."""

    every: float = 0.0
    """Mean over all tokens of the question, also those that only ask."""
    weighted: float = 0.0
    """Mean over the words that name something, by their weights."""
    cosine: float = 0.0
    """Of the question's vector to the mean of the stretch's token vectors."""
    coverage: float = 0.0
    """Share of the question's weight on words that the stretch, or its heading, holds."""


class Matcher:
    """A question held against passages."""

    def __init__(
        self,
        question: str,
        weights: Mapping[str, float],
        passages: Iterable[Passage],
        encoder: Encoder,
        reader: Reader | None = None,
    ) -> None:
        """Compute the vectors of the question and the passages.

        Args:
            question: as it was searched for.
            weights: weight of each search term of the question as evidence.
            passages: those that will be asked for.
            encoder: the embedding model; where it does not understand the question, only
                coverage is computed.
            reader: reads the passages with the question in mind; there is none for what is no
                question, such as a note, and for another model than the bundled one.
        """
        self._weights = weights
        self._encoder = encoder
        self._reader = reader
        self._readings: Readings | None = None
        self._passages: dict[str, Passage] = {}
        self._tokens: dict[str, TokenVectors] = {}
        self._similarities: dict[str, Vectors] = {}
        self._matches: dict[tuple[str, int, int], Match] = {}
        self._question: TokenVectors | None = None
        if encoder.understands(question):
            self._question = encoder.encode_tokens([question])[0]
            self._vector = encoder.encode([question])[0]
            self._words = list(_words(question, weights, self._question))
            self._shares = _shares(self._words, len(self._question.vectors))
            if reader:
                self._readings = Readings(reader, self._question, self._tokens, self._sentences)
        self.add(passages)

    @property
    def dense(self) -> bool:
        """Whether token vectors are compared."""
        return self._question is not None

    @property
    def reads(self) -> bool:
        """Whether the passages are read with the question in mind."""
        return self._readings is not None

    def add(self, passages: Iterable[Passage]) -> None:
        """Compute the vectors of further passages, all in one go."""
        new = {p.id: p for p in passages if p.id not in self._tokens}
        if self._question is not None and new:
            vectors = self._encoder.encode_tokens([p.text for p in new.values()])
            self._tokens.update(zip(new, vectors, strict=True))
            self._passages.update(new)

    def about(self, question: str) -> "Matcher":
        """Another question, part of this one, over the same passages."""
        asked = set(terms(question))
        weights = {term: weight for term, weight in self._weights.items() if term in asked}
        other = Matcher(question, weights, (), self._encoder, self._reader)
        other._tokens.update(self._tokens)
        other._passages.update(self._passages)
        return other

    def match(self, passage: Passage, start: int = 0, end: int | None = None) -> Match:
        """How ``passage.text[start:end]`` matches; the passage has to be one of those added."""
        end = len(passage.text) if end is None else end
        key = passage.id, start, end
        if key not in self._matches:
            self._matches[key] = self._match(passage, start, end)
        return self._matches[key]

    def _match(self, passage: Passage, start: int, end: int) -> Match:
        held = {*terms(passage.heading), *terms(passage.text[start:end])}
        covered = coverage(self._weights, held)
        if self._question is None:
            return Match(coverage=covered)
        run = self._run(passage, start, end)
        if run is None:
            return Match(coverage=covered)
        first, last = run
        tokens = self._tokens[passage.id]
        best = self._similarity(passage)[:, first:last].max(axis=1)
        mean = tokens.vectors[first:last].mean(axis=0)
        return Match(
            every=float(best.mean()),
            weighted=float(self._shares @ best),
            cosine=float(mean @ self._vector / (np.linalg.norm(mean) or 1.0)),
            coverage=covered,
        )

    def answers(self, passage: Passage, start: int, end: int) -> float:
        """Logit of the reader that ``passage.text[start:end]`` answers, against nothing there.

        0 where passages are not read.
        """
        run = self._run(passage, start, end)
        return self._readings.score(passage.id, run) if self._readings and run else 0.0

    def _sentences(self, key: str) -> list[Run]:
        """The sentences of a passage as runs of tokens."""
        passage = self._passages[key]
        runs = (self._run(passage, *span) for span in block_sentence_spans(passage.text))
        return [run for run in runs if run]

    def worth(self, passage: Passage, stretches: Sequence[tuple[int, int]]) -> float:
        """How well all tokens of the question are matched by the stretches of a passage together.

        Where token vectors are not compared, the share of its weight that they hold.
        """
        if self._question is None or not len(self._question.vectors):
            text = " ".join(passage.text[start:end] for start, end in stretches)
            return coverage(self._weights, set(terms(text)))
        tokens = self._tokens[passage.id]
        begins, ends = np.array(tokens.spans).T
        held = np.any([(start < ends) & (begins < end) for start, end in stretches], axis=0)
        best = self._similarity(passage)[:, held].max(axis=1, initial=-1.0)
        return float(best.mean())

    def nearest(self, own: str, passages: Sequence[Passage]) -> float:
        """How near the question's words that are also in ``own`` come to words of the passages.

        Mean of the highest cosine of each, by weight; without token vectors, the share of their
        weight that the passages hold. 1 where none of them carries weight.
        """
        asked = set(terms(own))
        if self._question is None:
            weights = {term: w for term, w in self._weights.items() if term in asked}
            held = {term for passage in passages for term in terms(passage.text)}
            return coverage(weights, held) if sum(weights.values()) else 1.0
        words = [(weight, rows) for term, weight, rows in self._words if term in asked]
        total = sum(weight for weight, _ in words)
        rows_of = [self._similarity(passage).max(axis=1) for passage in passages]
        if not total or not rows_of:
            return 1.0
        best = np.stack(rows_of).max(axis=0)
        return sum(weight * float(best[rows].mean()) for weight, rows in words) / total

    def heading(self, text: str) -> float:
        """How well the last of the headings matches all tokens of the question."""
        last = text.rpartition(" > ")[2]
        if self._question is None or not last or not len(self._question.vectors):
            return 0.0
        vectors = _heading(self._encoder, last)
        if not len(vectors):
            return 0.0
        return float((self._question.vectors @ vectors.T).max(axis=1).mean())

    def _run(self, passage: Passage, start: int, end: int) -> Run | None:
        """First and last (exclusive) of the tokens of a stretch; none where nothing is compared."""
        if self._question is None or not len(self._question.vectors):
            return None
        spans = self._tokens[passage.id].spans  # in order, so those that touch it are a run
        first = bisect.bisect_right(spans, start, key=lambda span: span[1])
        last = bisect.bisect_left(spans, end, key=lambda span: span[0])
        return (first, last) if first < last else None

    def _similarity(self, passage: Passage) -> Vectors:
        """Cosine of every token of the question to every token of the passage."""
        if passage.id not in self._similarities:
            assert self._question is not None
            tokens = self._tokens[passage.id]
            self._similarities[passage.id] = self._question.vectors @ tokens.vectors.T
        return self._similarities[passage.id]


def by_heading(retrieved: Retrieved, matcher: Matcher, k: int) -> Retrieved:
    """The k best of many hits by the mean of their score and their heading's MaxSim.

    For a question on the reader's own firm. It has few words that an essay has, and a heading says
    in a few what a passage is on: of 156 such questions (evals/firm) the passage meant is the first
    for .25 by the score, and for .44 by the MaxSim of headings alone.

    Args:
        retrieved: hits of the question.
        matcher: the same question; it needs none of the passages.
        k: hits to keep.
    """
    scores = [(hit.score + matcher.heading(hit.passage.heading)) / 2 for hit in retrieved.hits]
    order = sorted(range(len(scores)), key=lambda row: -scores[row])[:k]
    hits = tuple(replace(retrieved.hits[row], score=scores[row]) for row in order)
    return replace(retrieved, hits=hits)


@functools.lru_cache(maxsize=2048)
def _heading(encoder: Encoder, text: str) -> Vectors:
    """Token vectors of a heading; there are few of them, they are short, and they come again."""
    return encoder.encode_tokens([text])[0].vectors


def _words(
    question: str, weights: Mapping[str, float], tokens: TokenVectors
) -> Iterable[tuple[str, float, list[int]]]:
    """Term, weight and rows of the token vectors of each word of the question that names one."""
    for word in tokenize(question):
        rows = [i for i, (a, b) in enumerate(tokens.spans) if a < word.end and b > word.start]
        if rows and (weight := weights.get(word.term)):
            yield word.term, weight, rows


def _shares(words: Iterable[tuple[str, float, list[int]]], tokens: int) -> Vectors:
    """Share of each token of the question in the weight of all words; sums to 1, or is all 0."""
    shares = np.zeros(tokens, dtype=np.float32)
    for _, weight, rows in words:
        shares[rows] += weight / len(rows)
    return shares / (shares.sum() or 1.0)
