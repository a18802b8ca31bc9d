"""A question becomes the passages that may answer it: dense and BM25 scores, fused."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from advisor.domain import Hit
from advisor.embedding import Encoder, Reranker
from advisor.index import Generation
from advisor.text import STOP_TERMS, asked_terms, terms, tokenize

CANDIDATES = 100
"""Passages that each leg proposes."""

DENSE_WEIGHT = 0.55
"""Weight of the dense leg, the rest is BM25's: the best of .45 to .65 on SciFact train."""

OWN_DENSE_WEIGHT = 0.75
"""The same for a question on the reader's own firm, whose words are seldom an essay's: of 156 such
questions (evals/firm) the passage meant is one of the six that are read for .75 instead of .69."""

_ASKING = frozenset(
    terms(
        """actually ask asked author believe best better call called come comes consider define
        describe essay essays exactly explain far find first give given go goes good got
        happen happened happens help instead kind know known lead learn like look looks long
        lot make makes many matter mean means meant much need needs people please really say
        says see thing things think tell told try tried use used want wants way ways well
        within work works
        advantage advantages benefit benefits catch danger dangers disadvantage disadvantages
        downside downsides drawback drawbacks limitation limitations pitfall pitfalls pros risk
        risks weakness weaknesses"""
    )
)
"""Words that ask rather than name; an essay need not hold them to answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrieved:
    """What one search found, and what evidence can be read from it."""

    hits: tuple[Hit, ...]
    """Best first."""
    similarity: float | None
    """Cosine of the question to the nearest passage; None where the dense leg did not run."""
    weights: Mapping[str, float]
    """Inverse document frequency of each search term of the question."""
    reranked: bool = False
    """Whether a reranker gave the scores."""

    @property
    def legs(self) -> tuple[str, ...]:
        """The legs that ran."""
        legs = ("bm25",) if self.similarity is None else ("dense", "bm25")
        return (*legs, "reranker") if self.reranked else legs

    def best(self, k: int) -> "Retrieved":
        """The same search with its k best hits alone."""
        return replace(self, hits=self.hits[:k])


def retrieve(
    generation: Generation,
    encoder: Encoder,
    question: str,
    k: int,
    dense_weight: float = DENSE_WEIGHT,
) -> Retrieved:
    """The k best passages as scored, neither merged nor diversified.

    The dense leg runs only where the encoder understands the question's script.
    """
    proposed = max(CANDIDATES, k)
    ids, scores = generation.lexical(asked_terms(question))
    found = {"bm25": _best(ids, scores, proposed)}
    legs = found
    if encoder.understands(question):
        vector = encoder.encode([question])[0]
        near = dict(generation.nearest(vector, proposed))
        found = {"dense": near} | found
        # What one leg proposes, the other scores too: an absent score would count as the lowest.
        unseen = [key for key in found["bm25"] if key not in near]
        legs = {
            "dense": near | generation.similarities(vector, unseen),
            "bm25": found["bm25"] and found["bm25"] | _of(ids, scores, near),
        }
    fused = fuse(legs, {"dense": dense_weight, "bm25": 1 - dense_weight})[: max(k, 0)]
    ranks = {leg: _ranks(scored) for leg, scored in found.items()}
    passages = generation.passages([key for key, _ in fused])
    hits = tuple(
        Hit(
            passage=passages[key],
            score=score,
            legs={leg: rank[key] for leg, rank in ranks.items() if key in rank},
        )
        for key, score in fused
    )
    return Retrieved(
        hits=hits,
        similarity=max(found["dense"].values(), default=0.0) if "dense" in found else None,
        weights=_weights(question, generation, encoder, len(ids)),
    )


def rerank(retrieved: Retrieved, reranker: Reranker, question: str) -> Retrieved:
    """The same hits in the order, and with the scores, of the reranker; ties as they were."""
    texts = [hit.passage.text for hit in retrieved.hits]
    scores = reranker.scores(question, texts)
    order = sorted(range(len(scores)), key=lambda row: -scores[row])
    hits = tuple(
        replace(hit, score=scores[row], legs={**hit.legs, "reranker": rank})
        for rank, row in enumerate(order, start=1)
        for hit in (retrieved.hits[row],)
    )
    return replace(retrieved, hits=hits, reranked=True)


def _weights(
    question: str, generation: Generation, encoder: Encoder, passages: int
) -> dict[str, float]:
    """Weight of each search term of the question as evidence.

    It is the inverse document frequency, and the less the more common the word is in general: an
    essay on users need not say that they "take part". A name counts in full.
    """
    weights = {}
    for token in tokenize(question):
        if token.term in STOP_TERMS or token.term in _ASKING:
            continue
        word = question[token.start : token.end]
        named = word[0].isupper() and token.start > 0
        rarity = 1.0 if named else encoder.rarity(word)
        weights[token.term] = rarity * _idf(generation.frequency(token.term), passages)
    return weights


def fuse(
    legs: Mapping[str, Mapping[str, float]], weights: Mapping[str, float]
) -> list[tuple[str, float]]:
    """Ids with their fused score in [0, 1], best first, ties by id.

    Each leg's scores are stretched to [0, 1] over its own candidates; an id a leg did not propose
    has 0 there. The weights of the legs that found something are scaled to sum to one.

    >>> fuse({"dense": {"a": 0.9, "b": 0.5}, "bm25": {"b": 7.0}}, {"dense": 0.6, "bm25": 0.4})
    [('a', 0.6), ('b', 0.4)]
    """
    running = {leg: scores for leg, scores in legs.items() if scores}
    total = sum(weights[leg] for leg in running)
    fused: dict[str, float] = {}
    for leg, scores in running.items():
        lowest, highest = min(scores.values()), max(scores.values())
        span = highest - lowest
        for key, score in scores.items():
            stretched = (score - lowest) / span if span > 0 else 1.0
            fused[key] = fused.get(key, 0.0) + weights[leg] / total * stretched
    return sorted(fused.items(), key=lambda item: (-item[1], item[0]))


def coverage(weights: Mapping[str, float], found: Collection[str]) -> float:
    """Share of the question's weight, in [0, 1], that lies on terms among those found.

    >>> coverage({"didi": 3.0, "share": 1.0}, {"didi", "taxi"})
    0.75
    """
    total = sum(weights.values())
    return sum(weight for term, weight in weights.items() if term in found) / total if total else 0


def _idf(frequency: int, passages: int) -> float:
    """Inverse document frequency, never near zero: in a small library the topic is everywhere."""
    return math.log(1 + passages / (frequency + 0.5))


def _best(ids: Sequence[str], scores: npt.NDArray[np.float32], most: int) -> dict[str, float]:
    """The best candidates with a score above zero."""
    order = np.argsort(-scores, kind="stable")[:most]
    return {ids[row]: float(scores[row]) for row in order if scores[row] > 0}


def _of(
    ids: Sequence[str], scores: npt.NDArray[np.float32], some: Collection[str]
) -> dict[str, float]:
    """The scores of the named ids."""
    return {key: float(score) for key, score in zip(ids, scores, strict=True) if key in some}


def _ranks(scores: Mapping[str, float]) -> dict[str, int]:
    ordered = sorted(scores, key=lambda key: (-scores[key], key))
    return {key: rank for rank, key in enumerate(ordered, start=1)}
