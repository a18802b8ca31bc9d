"""Which stretches of the passages say what a sentence says, word by word (late interaction)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from advisor.domain import Passage
from advisor.embedding import Encoder, TokenVectors
from advisor.grounding.meaning import is_content
from advisor.text import Token, blocks, prose_start, sentence_spans, tokenize

_SENTENCES = 3
"""Sentences in one quote."""
_SPANS = 3
_LONGER = 0.015  # a longer quote has to be better by this much for each sentence
_GAIN = 0.04  # a further quote has to raise the mean similarity by this much

Similarities = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the sentence that carries meaning, and how well the spans hold it."""

    term: str
    start: int
    end: int
    similarity: float
    """1 where the spans hold the word itself, else the best cosine to one of their tokens."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a passage: ``passage.text[start:end]``, at most three sentences."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words."""
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Alignment:
    """A sentence, and the spans that hold most of it; none where no passage has a sentence."""

    spans: tuple[Span, ...]
    words: tuple[Word, ...]
    sentences: tuple[tuple[Span, tuple[float, ...]], ...] = ()
    """Each sentence of the spans, and how well it holds each word."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A passage with what is needed to hold a sentence against it."""

    passage: Passage
    sentences: tuple[tuple[int, int], ...]
    terms: tuple[frozenset[str], ...]
    """Of each sentence."""
    tokens: TokenVectors
    rows: tuple[npt.NDArray[np.intp], ...]
    """Token rows of each sentence."""


class Aligner:
    """Passages that sentences are held against; their vectors are computed once."""

    def __init__(self, passages: Sequence[Passage], encoder: Encoder) -> None:
        """Compute the token vectors of the passages."""
        self._encoder = encoder
        vectors = encoder.encode_tokens([passage.text for passage in passages])
        self._sources = [
            _source(passage, tokens) for passage, tokens in zip(passages, vectors, strict=True)
        ]

    def align(self, text: str) -> Alignment:
        """The spans of up to three passages that together hold most of the sentence."""
        words = content(text)
        sources = [source for source in self._sources if source.sentences]
        if not words or not sources:
            return Alignment((), tuple(Word(w.term, w.start, w.end, 0.0) for w in words))
        tokens = self._encoder.encode_tokens([text])[0]
        tables = [_table(words, tokens, source) for source in sources]
        chosen, best = _choose(tables)
        spans = tuple(
            Span(sources[i].passage, sources[i].sentences[a][0], sources[i].sentences[b - 1][1])
            for i, a, b in chosen
        )
        held = tuple(
            Word(w.term, w.start, w.end, float(s)) for w, s in zip(words, best, strict=True)
        )
        parts = tuple(
            (Span(sources[i].passage, *sources[i].sentences[n]), tuple(tables[i][n].tolist()))
            for i, a, b in chosen
            for n in range(a, b)
        )
        return Alignment(spans, held, parts)


def content(text: str) -> list[Token]:
    """The words of a sentence that carry meaning."""
    return [token for token in tokenize(text) if is_content(token, text)]


def sentences(passage: Passage) -> list[tuple[int, int]]:
    """Start and end, in the passage, of its sentences; headings, rules and code have none."""
    found = []
    for block in blocks(passage.text):
        if block.kind in ("heading", "rule", "code"):
            continue
        offset = prose_start(passage.text, block)
        spans = sentence_spans(passage.text[offset : block.end])
        found += [(offset + start, offset + end) for start, end in spans]
    return found


def _source(passage: Passage, tokens: TokenVectors) -> _Source:
    spans = tuple(sentences(passage))
    starts = np.array([a for a, _ in tokens.spans])
    ends = np.array([b for _, b in tokens.spans])
    return _Source(
        passage,
        spans,
        tuple(frozenset(t.term for t in tokenize(passage.text[a:b])) for a, b in spans),
        tokens,
        tuple(np.flatnonzero((ends > a) & (starts < b)) for a, b in spans),
    )


def _table(words: Sequence[Token], tokens: TokenVectors, source: _Source) -> Similarities:
    """How well each sentence of the passage holds each word; shape ``(sentences, words)``."""
    near = tokens.vectors @ source.tokens.vectors.T
    rows = [
        [i for i, (a, b) in enumerate(tokens.spans) if a < w.end and b > w.start] for w in words
    ]
    table = np.zeros((len(source.sentences), len(words)), dtype=np.float32)
    for row, (terms, columns) in enumerate(zip(source.terms, source.rows, strict=True)):
        best = near[:, columns].max(axis=1) if len(columns) else np.zeros(len(tokens.spans))
        for column, (word, own) in enumerate(zip(words, rows, strict=True)):
            if word.term in terms:
                table[row, column] = 1.0
            elif own:
                table[row, column] = min(0.99, float(best[own].mean()))
    return table


def _choose(tables: Sequence[Similarities]) -> tuple[list[tuple[int, int, int]], Similarities]:
    """The spans as table, first sentence and end, greedily; and what they hold of each word."""
    windows = [
        (i, a, b, table[a:b].max(axis=0))
        for i, table in enumerate(tables)
        for a in range(len(table))
        for b in range(a + 1, min(len(table), a + _SENTENCES) + 1)
    ]
    chosen: list[tuple[int, int, int]] = []
    best = np.zeros(tables[0].shape[1], dtype=np.float32)
    while len(chosen) < _SPANS:
        score, index = max(
            (float(np.maximum(best, held).mean()) - _LONGER * (b - a), -n)
            for n, (_, a, b, held) in enumerate(windows)
        )
        i, a, b, held = windows[-index]
        if chosen and score + _LONGER * (b - a) < float(best.mean()) + _GAIN:
            break
        chosen.append((i, a, b))
        best = np.maximum(best, held)
    return chosen, best
