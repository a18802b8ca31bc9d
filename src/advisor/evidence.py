"""Is there enough to answer? A probability, never a bare similarity threshold."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from advisor.asking import Asked
from advisor.domain import Passage
from advisor.matching import PASSAGES, Match, Matcher
from advisor.retrieval import Retrieved
from advisor.text import blocks, sentence_spans, states_figure, terms, tokenize

THRESHOLD = 0.398
"""Evidence is missing below it. On XQuAD's development half, with half of the paragraphs indexed,
93 of 100 answerable questions are answered here and 90 of 100 unanswerable ones refused; of the
cases in evals/, 96 of 100 and 76 of 100 near misses."""

CLEAR = 0.98
"""Evidence at which there is no need to ask which one of its kind the question means."""

# Logistic regressions of benchmarks/fit.py. In English, on XQuAD's development half and, with .55
# of its weight, the cases in evals/: intercept, MaxSim of all tokens by the best passage and by the
# best two, of the weighted words by the best sentence, coverage of the question by the best
# passage, cosine of the nearest passage, where advice is asked for MaxSim by the best heading and
# how many of the best passages are of one essay, share of the question's years that the best
# sentence lacks and of its names that the best passage holds, whether a fact is asked for as it is
# now, whether a figure is, tens of words beside the names: the more of them, the less near is all
# that answers; and how much worse than the best sentence the best one matches that states a figure
# such as is asked for. The second best passage and the cosine count against: much is near a topic
# that does not answer. AUROC .976 and .939. In Chinese, where the dense leg does not run, on XQuAD
# alone: coverage by the best passage and by the best sentence; AUROC .935.
_DENSE = (
    -14.65, 25.34, -9.48, 3.24, 2.78, -2.58, 6.24, 2.0, -3.83, 0.81, -2.2, -0.04, 2.11, -18.3
)  # fmt: skip
# The same on the reader's own firm: half way from the weights above to those that benchmarks/fit.py
# prints for such questions of evals/cases.jsonl and evals/firm.
_OWN = (
    -12.48, 13.28, -2.72, 2.94, 1.06, 4.02, 5.72, 1.17, -1.96, 0.63, -1.1, -2.42, 1.35, -9.39
)  # fmt: skip
_LEXICAL = (-4.84, 12.67, 5.58)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
# A follow-up, or half of a question, whose own words are as near as this to words of the passages
# stays on their topic; below, the logit sinks by so much for each unit. From two dozen follow-ups
# on and off the topic.
_FAMILIAR, _FOREIGN = 0.5, 20.0


def confidence(retrieved: Retrieved, matcher: Matcher, asked: Asked, own: str = "") -> float:
    """Estimated probability, in [0, 1], that the essays answer the question.

    Args:
        retrieved: the search for the standalone question.
        matcher: the same question, with the best hits' passages.
        asked: what the same question wants.
        own: the words of a follow-up, or of half of a question, themselves. What they name should
            be in the passages too, so that a covered topic beside them does not carry an
            uncovered one.
    """
    if not retrieved.hits or not retrieved.weights:
        return 0.0
    if own:
        # The words of the topic stand nearer to sentences that state no figure.
        asked = replace(asked, amount="")
    passages = [hit.passage for hit in retrieved.hits[:PASSAGES]]
    weights = (_OWN if asked.is_own else _DENSE) if matcher.dense else _LEXICAL
    total = sum(
        w * x for w, x in zip(weights, (1.0, *features(retrieved, matcher, asked)), strict=True)
    )
    total -= _FOREIGN * max(0.0, _FAMILIAR - matcher.nearest(own, passages)) if own else 0.0
    return 1 / (1 + math.exp(-total))


def features(retrieved: Retrieved, matcher: Matcher, asked: Asked) -> tuple[float, ...]:
    """What the probability rests on; see the constants for their order."""
    passages = [hit.passage for hit in retrieved.hits[:PASSAGES]]
    if not passages:
        return (0.0,) * (len(_DENSE if matcher.dense else _LEXICAL) - 1)
    whole = [matcher.match(passage) for passage in passages]
    told = [(matcher.match(p, a, b), text) for p in passages for a, b, text in _sentences(p)]
    covered = max(match.coverage for match in whole)
    if not matcher.dense:
        return covered, max((match.coverage for match, _ in told), default=covered)
    best = sorted((match.every for match in whole), reverse=True)[:2]
    return (
        best[0],
        sum(best) / len(best),
        max((match.weighted for match, _ in told), default=0.0),
        covered,
        retrieved.similarity or 0.0,
        max(matcher.heading(p.heading) for p in passages) if asked.is_open else 0.0,
        _agreement(passages) if asked.is_open else 0.0,
        _undated(asked, told),
        _named(asked, passages[0]),
        float(asked.is_current),
        float(asked.kind == "figure"),
        sum(token.term not in asked.names for token in tokenize(asked.question)) / 10,
        _figureless(asked, passages, matcher),
    )


def _agreement(passages: Sequence[Passage]) -> float:
    """Share of the passages that are of the same essay as the best one."""
    return sum(passage.essay_id == passages[0].essay_id for passage in passages) / PASSAGES


def _named(asked: Asked, passage: Passage) -> float:
    """Share of the question's names that the passage, or its heading, holds; 1 without names."""
    held = set(terms(f"{passage.heading} {passage.text}"))
    return len(asked.names & held) / len(asked.names) if asked.names else 1.0


def _undated(asked: Asked, told: Sequence[tuple[Match, str]]) -> float:
    """Share of the question's years that the sentence which matches best lacks."""
    years = {number for number in asked.numbers if _YEAR.fullmatch(number)}
    if not years or not told:
        return 0.0
    lacking = [
        (match, sum(year not in text for year in years) / len(years)) for match, text in told
    ]
    return max(lacking, key=lambda found: found[0].weighted * (1 - found[1] / 2))[1]


def _figureless(asked: Asked, passages: Sequence[Passage], matcher: Matcher) -> float:
    """How much worse than the best sentence the best one matches that states such a figure."""
    if not asked.amount:
        return 0.0
    best = stating = 0.0
    for passage in passages:
        for start, end, _ in _sentences(passage):
            match = matcher.match(passage, start, end).weighted
            best = max(best, match)
            text = passage.text[start:end]
            if match > stating and states_figure(
                text, asked.question, of_money=asked.amount == "money"
            ):
                stating = match
    return best - stating


def _sentences(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Start and end of each sentence, and its text with heading and the sentence before."""
    before = ""
    for block in blocks(passage.text):
        for start, end in sentence_spans(passage.text[block.start : block.end]):
            text = passage.text[block.start + start : block.start + end]
            yield block.start + start, block.start + end, f"{passage.heading} {before} {text}"
            before = text
