"""Is there enough to answer? A probability, never a bare similarity threshold."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from advisor.asking import Asked
from advisor.domain import Passage
from advisor.matching import PASSAGES, Match, Matcher
from advisor.retrieval import Retrieved
from advisor.text import STOP_TERMS, block_sentence_spans, states_figure, terms, tokenize

THRESHOLD = 0.33
"""Evidence is missing below it. On XQuAD's development half, with half of the paragraphs indexed,
95 of 100 answerable questions are answered here and 90 of 100 unanswerable ones refused; of the
cases in evals/, 97 of 100 and 78 of 100 near misses."""

CLEAR = 0.985
"""Evidence at which there is no need to ask which one of its kind the question means. Of MTRAG-UN's
underspecified questions .295 are asked back at .95 and .318 here."""

CLOSE = 0.8
"""Below it, the situations told for a question on the reader's own firm are said to be only near.
Of 374 such questions in evals/ 94 lie between the thresholds, and 35 of these have no answer; of
the 215 above it 14 have none."""

# A passage with at least this cosine to the question, as the mean of its token vectors, is on the
# same matter, whether it answers or not. Of 65 refused questions in evals/ those on a company or a
# method that an essay is about have one, and those on taxes, visas or loans have none.
_ON_TOPIC = 0.4

# Logistic regressions of benchmarks/fit.py. In English, on XQuAD's development half and, with .75
# of its weight, the cases in evals/: intercept, MaxSim of all tokens by the best passage and by the
# best two, of the weighted words by the best sentence, coverage of the question by the best
# passage, cosine of the nearest passage, where advice is asked for MaxSim by the best heading,
# how many of the best passages are of one essay, share of the question's years that the best
# sentence lacks and of its names that the passages hold, whether a fact is asked for as it is now,
# whether a figure is, tens of words beside the names: the more of them, the less near is all
# that answers; how much worse than the best sentence the best one matches that states a figure
# such as is asked for; and the reader's logits of the best sentence and of the best of another
# passage. The second best passage and the cosine count against: much is near a topic that does not
# answer. AUROC .978 and .972. In Chinese, where the dense leg does not run, on XQuAD alone:
# coverage by the best passage and by the best sentence; AUROC .934.
_READ = (
    -6.44, 18.37, -14.13, 1.44, 2.52, -2.24, 5.8, 2.98, -3.17, 1.07, -2.93, -0.07, 0.98, -18.17,
    0.33, 0.06
)  # fmt: skip
# The same on the reader's own firm, on such questions of evals/cases.jsonl and evals/firm.
_OWN = (
    -3.49, 1.47, 1.61, 1.24, 0.15, 4.78, 2.86, 0.84, -0.34, 0.72, 0.0, -1.45, -0.01, -0.14, 0.58,
    0.2
)  # fmt: skip
# Without the reader, which reads the bundled model's vectors only; AUROC .976 and .940.
_UNREAD = (
    -14.6, 26.43, -11.81, 3.21, 2.63, -2.77, 8.15, 1.85, -4.72, 1.02, -3.08, -0.31, 2.01, -23.01
)  # fmt: skip
_LEXICAL = (-4.81, 12.57, 5.6)
_NEVER = -15.0  # logit of the reader where there is nothing to read
# Logits that a definition loses where no sentence holds all terms of what is to be defined, if they
# are this few: words that are found apart do not make the term. Of 30 terms of business that no
# essay has five were defined, and three with it. What is longer an essay may say in other words:
# with three terms two questions of XQuAD more are refused.
_UNDEFINED, _TERM = 1.5, 2
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
# A follow-up, or half of a question, whose own words are as near as this to words of the passages
# stays on their topic; below, the logit sinks by so much for each unit. From two dozen follow-ups
# on and off the topic.
_FAMILIAR, _FOREIGN = 0.5, 20.0


class _Sentence(NamedTuple):
    """A sentence of a passage, and how it matches the question."""

    passage: Passage
    start: int
    end: int
    text: str
    around: str
    """The same with its heading and the sentence before."""
    match: Match


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
    values = 1.0, *features(retrieved, matcher, asked)
    total = sum(w * x for w, x in zip(_weights(matcher, asked), values, strict=True))
    total -= _UNDEFINED * (not _mentions(asked.subject, passages)) if matcher.dense else 0.0
    total -= _FOREIGN * max(0.0, _FAMILIAR - matcher.nearest(own, passages)) if own else 0.0
    return 1 / (1 + math.exp(-total))


def _mentions(subject: str, passages: Sequence[Passage]) -> bool:
    """Whether a sentence of a passage, with its heading, holds all of a short subject's terms."""
    wanted = set(terms(subject)) - STOP_TERMS
    return len(wanted) > _TERM or any(
        wanted <= {*terms(passage.heading), *terms(passage.text[start:end])}
        for passage in passages
        for start, end in block_sentence_spans(passage.text)
    )


def on_topic(retrieved: Retrieved, matcher: Matcher) -> list[str]:
    """Ids of the essays that are on the matter of the question, the best first.

    Where token vectors are not compared, of those that were found.
    """
    passages = [hit.passage for hit in retrieved.hits[:PASSAGES]]
    near = [p for p in passages if not matcher.dense or matcher.match(p).cosine >= _ON_TOPIC]
    return list(dict.fromkeys(passage.essay_id for passage in near))


def _weights(matcher: Matcher, asked: Asked) -> tuple[float, ...]:
    if not matcher.dense:
        return _LEXICAL
    if not matcher.reads:
        return _UNREAD
    return _OWN if asked.is_own else _READ


def features(retrieved: Retrieved, matcher: Matcher, asked: Asked) -> tuple[float, ...]:
    """What the probability rests on; see the constants for their order."""
    passages = [hit.passage for hit in retrieved.hits[:PASSAGES]]
    if not passages:
        return (0.0,) * (len(_weights(matcher, asked)) - 1)
    whole = [matcher.match(passage) for passage in passages]
    told = [sentence for passage in passages for sentence in _sentences(passage, matcher)]
    covered = max(match.coverage for match in whole)
    if not matcher.dense:
        return covered, max((sentence.match.coverage for sentence in told), default=covered)
    best = sorted((match.every for match in whole), reverse=True)[:2]
    compared = (
        best[0],
        sum(best) / len(best),
        max((sentence.match.weighted for sentence in told), default=0.0),
        covered,
        retrieved.similarity or 0.0,
        max(matcher.heading(p.heading) for p in passages) if asked.is_open else 0.0,
        _agreement(passages),
        _undated(asked, told),
        _named(asked, passages),
        float(asked.is_current),
        float(asked.kind == "figure"),
        sum(token.term not in asked.names for token in tokenize(asked.question)) / 10,
        _figureless(asked, told),
    )
    return (*compared, *_read(told, matcher)) if matcher.reads else compared


def _read(told: Sequence[_Sentence], matcher: Matcher) -> list[float]:
    """What the reader makes of the best sentence, and of the best one of another passage."""
    best: dict[str, float] = {}
    for one in told:
        score = matcher.answers(one.passage, one.start, one.end)
        best[one.passage.id] = max(score, best.get(one.passage.id, _NEVER))
    return sorted([*best.values(), _NEVER, _NEVER], reverse=True)[:2]


def _agreement(passages: Sequence[Passage]) -> float:
    """Share of the passages that are of the same essay as the best one."""
    return sum(passage.essay_id == passages[0].essay_id for passage in passages) / len(passages)


def _named(asked: Asked, passages: Sequence[Passage]) -> float:
    """Share of the question's names that the passages, or their headings, hold; 1 without names."""
    if not asked.names:
        return 1.0
    held = {term for one in passages for term in (*terms(one.heading), *terms(one.text))}
    return len(asked.names & held) / len(asked.names)


def _undated(asked: Asked, told: Sequence[_Sentence]) -> float:
    """Share of the question's years that the sentence which matches best lacks."""
    years = {number for number in asked.numbers if _YEAR.fullmatch(number)}
    if not years or not told:
        return 0.0
    lacking = [
        (one.match, sum(year not in one.around for year in years) / len(years)) for one in told
    ]
    return max(lacking, key=lambda found: found[0].weighted * (1 - found[1] / 2))[1]


def _figureless(asked: Asked, told: Sequence[_Sentence]) -> float:
    """How much worse than the best sentence the best one matches that states such a figure."""
    if not asked.amount:
        return 0.0
    best = stating = 0.0
    for one in told:
        match = one.match.weighted
        best = max(best, match)
        if match > stating and states_figure(
            one.text, asked.question, of_money=asked.amount == "money"
        ):
            stating = match
    return best - stating


def _sentences(passage: Passage, matcher: Matcher) -> Iterator[_Sentence]:
    before = ""
    for start, end in block_sentence_spans(passage.text):
        text = passage.text[start:end]
        around = f"{passage.heading} {before} {text}"
        match = matcher.match(passage, start, end)
        yield _Sentence(passage, start, end, text, around, match)
        before = text
