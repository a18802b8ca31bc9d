"""Is there enough to answer? A probability, never a bare similarity threshold."""

import math

from advisor.domain import Passage
from advisor.retrieval import Retrieved, coverage
from advisor.text import blocks, sentence_spans, terms

THRESHOLD = 0.15
"""Evidence is plainly missing below it. On XQuAD's development half, with half of the paragraphs
indexed, 97 of 100 answerable questions are answered here and 75 of 100 near misses refused."""

_PASSAGES = 6

# Logistic regression: intercept, cosine of the best passage, coverage of the question's terms by
# the best passage, and by the best sentence. Fitted by benchmarks/fit.py on XQuAD's development
# half, English where the dense leg runs and Chinese where it does not; AUROC .956 and .937.
_DENSE = (-8.2, 6.75, 5.4, 2.8)
_LEXICAL = (-4.9, 0.0, 12.35, 6.2)


def confidence(retrieved: Retrieved, own: str = "") -> float:
    """Estimated probability, in [0, 1], that the essays answer the question.

    Args:
        retrieved: the search for the standalone question.
        own: the words of a follow-up itself. What they name has to be in the passages too, so
            that an earlier turn on a covered topic does not carry an uncovered one.
    """
    if not retrieved.hits or not retrieved.weights or not _holds(retrieved, own):
        return 0.0
    weights = _LEXICAL if retrieved.similarity is None else _DENSE
    total = sum(w * x for w, x in zip(weights, (1.0, *features(retrieved)), strict=True))
    return 1 / (1 + math.exp(-total))


def features(retrieved: Retrieved) -> tuple[float, float, float]:
    """What the probability rests on, each in [0, 1]; see the constants for their order."""
    passages = [hit.passage for hit in retrieved.hits[:_PASSAGES]]
    found = [set(terms(f"{passage.heading} {passage.text}")) for passage in passages]
    sentences = [
        set(terms(f"{passage.heading} {text}"))
        for passage in passages
        for text in _sentences(passage)
    ]
    weights = retrieved.weights
    return (
        retrieved.similarity or 0.0,
        max((coverage(weights, held) for held in found), default=0.0),
        max((coverage(weights, held) for held in sentences), default=0.0),
    )


def _holds(retrieved: Retrieved, own: str) -> bool:
    """Whether the passages hold at least half of the weight of the follow-up's own terms."""
    asked = {term: retrieved.weights.get(term, 0.0) for term in terms(own)}
    held = {term for hit in retrieved.hits[:_PASSAGES] for term in terms(hit.passage.text)}
    return not sum(asked.values()) or coverage(asked, held) >= 0.5


def _sentences(passage: Passage) -> list[str]:
    bodies = [passage.text[block.start : block.end] for block in blocks(passage.text)]
    return [body[start:end] for body in bodies for start, end in sentence_spans(body)]
