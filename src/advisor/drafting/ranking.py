"""Which of the quotable stretches answers the question best."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from advisor.asking import Asked
from advisor.domain import Passage
from advisor.drafting.forms import agreement, form
from advisor.drafting.quoting import spans
from advisor.matching import Match, Matcher

# Intercept, MaxSim of all tokens and of the weighted words, cosine, coverage, score of the passage,
# logit of the reader. Near the logistic regression of benchmarks/fit.py, with more weight on the
# reader: of 291 answerable questions of XQuAD, half of it indexed, the unit that answers is the
# first for .931 and among the first three for .986, with the regression's own weights for .928 and
# .976, without the reader for .887 and .979; of 211 questions for a fact in evals/ .829 open with
# one.
# Where advice is asked for, between the regressions with and without the reader, on the cases in
# evals/: a unit that says a fact of the case against those of the same question that say none.
_DENSE = (-7.8, 3.4, 3.4, -3.4, 0.0, 5.1, 0.4)
_OPEN = (-7.6, 8.5, 0.0, 0.0, 0.0, 3.4, 0.15)
# On the reader's own firm: intercept, MaxSim of the unit, of its passage and of its heading, score.
# The best of a coarse grid on the cases in evals/ and evals/firm. What the network reads does not
# help here: it chooses the sentence that advises, and the situation has to come first.
_OWN = (-9.0, 6.0, 15.0, 10.0, 1.5)
# Without the reader, of regressions of their own; and without token vectors: coverage and score.
_UNREAD = (-17.2, 11.02, 6.06, -5.76, 0.17, 9.37)
_UNREAD_OPEN = (-9.0, 11.17, 0.0, 0.0, 0.0, 3.52)
_LEXICAL = (-7.0, 0.0, 0.0, 0.0, 3.8, 9.5)

# Times the share of the passages that are of the unit's essay, where advice is asked for: what is
# found once may share a word, what is found again is on the matter. The best of .5, 1, 1.5, 2, 3
# on the cases in evals/: the first unit is of the right essay in .91 instead of .89.
_TOGETHER = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One to three contiguous sentences of a passage, or a list with its lead-in."""

    passage: Passage
    start: int
    """In the passage, like ``end``."""
    end: int
    score: float
    """Logit of answering the question."""
    match: Match
    excerpt: str = ""
    """Its words as they are shown, where some are left out."""

    @property
    def shown(self) -> str:
        """Its words as they are shown."""
        return self.excerpt or self.text

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.passage.text[self.start : self.end]

    @property
    def place(self) -> tuple[str, int, int]:
        """Its passage's id, start and end: no two candidates share it."""
        return self.passage.id, self.start, self.end

    def overlaps(self, other: "Candidate") -> bool:
        """Whether both hold some of the same words of the same passage."""
        same = self.passage.id == other.passage.id
        return same and self.start < other.end and other.start < self.end

    @property
    def chance(self) -> float:
        """Probability of answering the question."""
        return 1 / (1 + math.exp(-self.score))

    @property
    def is_list(self) -> bool:
        """Whether it is a list with its lead-in."""
        return is_list(self.text)


def is_list(text: str) -> bool:
    """Whether the text holds a list; lines that are only wrapped make none."""
    return bool(re.search(r"\n\s*(?:[-*+•]|\d{1,3}[.)])\s", text))


def rank(
    asked: Asked,
    scored: Iterable[tuple[Passage, float]],
    matcher: Matcher,
    titles: Mapping[str, str],
) -> list[Candidate]:
    """Everything quotable in the passages, the best answer first.

    Args:
        asked: the question.
        scored: passages with their retrieval scores.
        matcher: the same question, with these passages.
        titles: title of each passage's essay, by essay id.
    """
    scored = list(scored)
    essays = Counter(passage.essay_id for passage, _ in scored)
    found = []
    for passage, score in scored:
        together = _TOGETHER * essays[passage.essay_id] / len(scored) if asked.is_open else 0.0
        for start, end in dict.fromkeys(spans(passage)):
            text = passage.text[start:end]
            around = (titles.get(passage.essay_id, ""), passage.heading, text)
            logit = _logit(asked, matcher, passage, start, end, score) + together
            logit += form(asked, text, passage.heading) + agreement(asked, text, around)
            match = matcher.match(passage, start, end)
            found.append(Candidate(passage=passage, start=start, end=end, score=logit, match=match))
    return sorted(found, key=lambda c: (-c.score, c.passage.essay_id, c.passage.start, c.start))


def _logit(
    asked: Asked, matcher: Matcher, passage: Passage, start: int, end: int, score: float
) -> float:
    match = matcher.match(passage, start, end)
    values: tuple[float, ...] = match.every, match.weighted, match.cosine, match.coverage, score
    weights: tuple[float, ...]
    if not matcher.dense:
        weights = _LEXICAL
    elif asked.is_own:
        weights = _OWN
        values = match.every, matcher.match(passage).every, matcher.heading(passage.heading), score
    elif not matcher.reads:
        weights = _UNREAD_OPEN if asked.is_open else _UNREAD
    else:
        weights = _OPEN if asked.is_open else _DENSE
        values = *values, matcher.answers(passage, start, end)
    return sum(w * x for w, x in zip(weights, (1.0, *values), strict=True))
