"""Is there enough to answer? A probability, never a bare similarity threshold."""

import math
import re
from collections.abc import Iterator, Sequence

from advisor.asking import Asked
from advisor.domain import Passage
from advisor.matching import PASSAGES, Match, Matcher
from advisor.retrieval import Retrieved
from advisor.text import blocks, sentence_spans

THRESHOLD = 0.5
"""Evidence is missing below it. On XQuAD's development half, with half of the paragraphs indexed,
93 of 100 answerable questions are answered here and 93 of 100 unanswerable ones refused; of the
cases in evals/, 92 of 100 and 63 of 100 near misses."""

CLEAR = 0.99
"""Evidence at which there is no need to ask which one of its kind the question means."""

# Logistic regressions of benchmarks/fit.py. In English, on XQuAD's development half and, with half
# its weight, the cases in evals/: intercept, MaxSim of all tokens and of the weighted words by the
# best passage, of the weighted words by the best sentence, coverage of the question by the best
# passage and sentence, cosine of the best passage, tens of weighted words, whether advice is asked
# for rather than a fact, share of the question's years that the best sentence lacks, whether a fact
# is asked for as it is now, and, where advice is asked for, how many of the best passages are of
# one essay; AUROC .984 and .894. The cosine counts against: a passage may be near the question's
# topic without answering it. In Chinese, where the dense leg does not run, on XQuAD alone: coverage
# by the best passage and by the best sentence; AUROC .937.
_DENSE = (-14.08, 16.11, 3.02, 1.18, 2.04, 1.77, -4.04, 4.4, 0.26, -3.43, -2.26, 6.18)
_LEXICAL = (-4.9, 12.35, 6.2)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
# A follow-up whose own words are as near as this to words of the passages stays on their topic;
# below, the logit sinks by so much for each unit. From two dozen follow-ups on and off the topic.
_FAMILIAR, _FOREIGN = 0.5, 20.0


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
    passages = [hit.passage for hit in retrieved.hits[:PASSAGES]]
    weights = _DENSE if matcher.dense else _LEXICAL
    total = sum(
        w * x for w, x in zip(weights, (1.0, *features(retrieved, matcher, asked)), strict=True)
    )
    total -= _FOREIGN * max(0.0, _FAMILIAR - matcher.nearest(own, passages)) if own else 0.0
    return 1 / (1 + math.exp(-total))


def features(retrieved: Retrieved, matcher: Matcher, asked: Asked) -> tuple[float, ...]:
    """What the probability rests on; see the constants for their order."""
    passages = [hit.passage for hit in retrieved.hits[:PASSAGES]]
    whole = [matcher.match(passage) for passage in passages]
    told = [(matcher.match(p, a, b), text) for p in passages for a, b, text in _sentences(p)]
    sentences = [match for match, _ in told] or whole
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
        _undated(asked, told),
        float(asked.is_current),
        _agreement(passages) if asked.is_open else 0.0,
    )


def _agreement(passages: Sequence[Passage]) -> float:
    """Share of the passages that are of the same essay as the best one."""
    return sum(passage.essay_id == passages[0].essay_id for passage in passages) / PASSAGES


def _undated(asked: Asked, told: Sequence[tuple[Match, str]]) -> float:
    """Share of the question's years that the sentence which matches best lacks."""
    years = {number for number in asked.numbers if _YEAR.fullmatch(number)}
    if not years or not told:
        return 0.0
    lacking = [
        (match, sum(year not in text for year in years) / len(years)) for match, text in told
    ]
    return max(lacking, key=lambda found: found[0].weighted * (1 - found[1] / 2))[1]


def _sentences(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Start and end of each sentence, and its text with heading and the sentence before."""
    before = ""
    for block in blocks(passage.text):
        for start, end in sentence_spans(passage.text[block.start : block.end]):
            text = passage.text[block.start + start : block.start + end]
            yield block.start + start, block.start + end, f"{passage.heading} {before} {text}"
            before = text
