"""Is there enough to answer? A probability, never a bare similarity threshold."""

import math
from collections.abc import Iterator

from advisor.asking import Asked
from advisor.domain import Passage
from advisor.matching import PASSAGES, Matcher
from advisor.retrieval import Retrieved, coverage
from advisor.text import blocks, sentence_spans, terms

THRESHOLD = 0.45
"""Evidence is missing below it. On XQuAD's development half, with half of the paragraphs indexed,
94 of 100 answerable questions are answered here and 90 of 100 unanswerable ones refused; of the
cases in evals/, 92 of 100 and 56 of 100 near misses."""

# Logistic regressions of benchmarks/fit.py. In English, on XQuAD's development half and, with half
# its weight, the cases in evals/: intercept, MaxSim of all tokens and of the weighted words by the
# best passage, of the weighted words by the best sentence, coverage of the question by the best
# passage and sentence, cosine of the best passage, tens of weighted words, and whether advice is
# asked for rather than a fact; AUROC .976 and .876. The cosine counts against: a passage may be
# near the question's topic without answering it. In Chinese, where the dense leg does not run,
# on XQuAD alone: coverage by the best passage and by the best sentence; AUROC .937.
_DENSE = (-13.07, 14.56, 3.6, 0.37, 1.57, 2.2, -3.57, 3.55, 2.93)
_LEXICAL = (-4.9, 12.35, 6.2)
# For a follow-up: where the passages lack some of its own words, and where they lack them all.
_UNHELD, _FOREIGN = -1.5, -5.0


def confidence(retrieved: Retrieved, matcher: Matcher, asked: Asked, own: str = "") -> float:
    """Estimated probability, in [0, 1], that the essays answer the question.

    Args:
        retrieved: the search for the standalone question.
        matcher: the same question, with the best hits' passages.
        asked: what the same question wants.
        own: the words of a follow-up itself. What they name should be in the passages too, so
            that an earlier turn on a covered topic does not carry an uncovered one.
    """
    if not retrieved.hits or not retrieved.weights:
        return 0.0
    weights = _DENSE if matcher.dense else _LEXICAL
    total = sum(
        w * x for w, x in zip(weights, (1.0, *features(retrieved, matcher, asked)), strict=True)
    )
    held = _held(retrieved, own)
    total += _UNHELD * (1 - held) if held else _FOREIGN
    return 1 / (1 + math.exp(-total))


def features(retrieved: Retrieved, matcher: Matcher, asked: Asked) -> tuple[float, ...]:
    """What the probability rests on; see the constants for their order."""
    passages = [hit.passage for hit in retrieved.hits[:PASSAGES]]
    whole = [matcher.match(passage) for passage in passages]
    sentences = [matcher.match(p, a, b) for p in passages for a, b in _sentences(p)] or whole
    covered = (max(m.coverage for m in whole), max(m.coverage for m in sentences))
    if not matcher.dense:
        return covered
    return (
        max(m.every for m in whole),
        max(m.weighted for m in whole),
        max(m.weighted for m in sentences),
        *covered,
        retrieved.similarity or 0.0,
        matcher.words / 10,
        float(asked.is_open),
    )


def _held(retrieved: Retrieved, own: str) -> float:
    """Share of the weight of the follow-up's own terms that the passages hold."""
    asked = {term: retrieved.weights.get(term, 0.0) for term in terms(own)}
    held = {term for hit in retrieved.hits[:PASSAGES] for term in terms(hit.passage.text)}
    return coverage(asked, held) if sum(asked.values()) else 1.0


def _sentences(passage: Passage) -> Iterator[tuple[int, int]]:
    for block in blocks(passage.text):
        for start, end in sentence_spans(passage.text[block.start : block.end]):
            yield block.start + start, block.start + end
