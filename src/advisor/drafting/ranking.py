"""Which of the quotable stretches answers the question best."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from advisor.asking import Asked
from advisor.domain import Passage
from advisor.drafting.quoting import spans
from advisor.matching import Match, Matcher
from advisor.text import states_figure, terms, word_count

# Intercept, MaxSim of all tokens and of the weighted words, cosine, coverage, score of the passage,
# logit of the reader. Between the logistic regressions of benchmarks/fit.py with and without the
# reader: with its own weights the unit that answers is first for .863 of XQuAD's development half,
# with these for .884, and for .849 without the reader; of the questions for a fact in evals/, for
# .762 and, without it, .708. Where advice is asked for, the
# regression without the reader, on the cases in evals/: a unit that says a fact of the case against
# those of the same question that say none. With more weight on the reader more units say one first
# (.53 at .35, .48 at 0), and of 15 tensions fewer are heard from both sides (12 at .35, 13 at .2,
# 14 at 0).
_DENSE = (-15.4, 8.0, 6.0, -6.0, 0.2, 9.5, 0.6)
_OPEN = (-9.0, 11.17, 0.0, 0.0, 0.0, 3.52, 0.2)
# On the reader's own firm: intercept, MaxSim of the unit, of its passage and of its heading, score.
# The best of a coarse grid on the cases in evals/ and evals/firm. What the network reads does not
# help here: it chooses the sentence that advises, and the situation has to come first.
_OWN = (-9.0, 6.0, 15.0, 10.0, 1.5)
# Without the reader, of regressions of their own; and without token vectors: coverage and score.
_UNREAD = (-17.2, 11.02, 6.06, -5.76, 0.17, 9.37)
_UNREAD_OPEN = (-9.0, 11.17, 0.0, 0.0, 0.0, 3.52)
_LEXICAL = (-7.0, 0.0, 0.0, 0.0, 3.8, 9.5)

# Added to the logit where the form of the unit fits, or does not fit, what the question wants.
_FITS, _MISFITS = 0.8, -0.8
_DEFINES, _NAMELESS, _NUMBERLESS, _WEAK_SIDE = 3.0, -1.5, -1.0, 3.0
# A list that was not asked for, an author's own view, and more words than a direct answer has:
# where a fact is asked for, and where advice is.
_LIST, _HEDGED, _LONG, _LONGEST = -2.5, -0.5, -1.0, 60
_STEPS, _JUDGED = -2.0, 0.4
# Of how something came about, an essay says in its opening what it made of it, and whether it
# happened is told where it is told. On the cases in evals/, the unseen ones included, .8 opens 12
# answers better and 3 worse, and 1.4 the same.
_LEAD = 0.8
# Times the share of the passages that are of the unit's essay, where advice is asked for: what is
# found once may share a word, what is found again is on the matter. The best of .5, 1, 1.5, 2, 3
# on the cases in evals/: the first unit is of the right essay in .91 instead of .89.
_TOGETHER = 3.0

Section = Literal["", "action", "limit"]
_ACTION = re.compile(
    r"\b(?:what to do|monday)\b|^(?:how to|(?:(?:first|next|practical) )?steps|getting started|"
    r"in practice|ways to|checklist|implement\w*|improv\w+|recommend\w+)\b|怎么做|步骤",
    re.I,
)
_LIMIT = re.compile(
    r"\b(?:stops? holding|limitations?|pitfalls?|caveats?|does not (?:hold|work|apply))\b|"
    r"^(?:(?:common )?(?:mistakes|risks?|limits?|drawbacks?|criticisms?)|cautions?|"
    r"where .*(?:fails?|breaks))\b|局限|不适用",
    re.I,
)
_DATE = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b|年",
)
_CAUSE = re.compile(
    r"\b(?:because|due to|owing to|since|so that|cause[sd]?|reasons?|led to|leads to|"
    r"(?<!been )made|therefore|explains?|blamed?|failed|lacked|missed)\b|因为|由于",
    re.I,
)
# What an essay says to a firm like the reader's is no answer where no advice is asked for.
_SITUATION = re.compile(r"\b(?:in )?your own (?:firm|business|company)\b", re.I)
_WHETHER = re.compile(r"\W*(?:did|has|have|had)\b", re.I)
_HEDGE = re.compile(r"\b(?:our|my) (?:reading|view|inference)\b", re.I)
_MEANS = (
    r"\s*[\"'”’]?\s*(?:\([^)]{1,60}\)\s*)?"
    r"(?:(?P<apart>,\s*(?:an?|the|[A-Z]\w+['’]s)\s[^,]{3,80},)|"
    r"(?:,[^,]{1,60},\s*)?"
    r"(?:means|refers? to|describes?|stands for|says that|是|"
    r"(?:is|are|was|were) (?:an?|the|when|what|one|[A-Z]\w+['’]s)\b|"
    r"(?P<weakly>is|are)\b))"
)


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
        return "\n" in self.text and bool(re.search(r"\n\s*(?:[-*+•]|\d{1,3}[.)])\s", self.text))


def section(heading: str) -> Section:
    """The role of a section, told by the last of its headings."""
    last = heading.rpartition(" > ")[2]
    return "action" if _ACTION.search(last) else "limit" if _LIMIT.search(last) else ""


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
            match = matcher.match(passage, start, end)
            read = matcher.answers(passage, start, end)
            logit = _logit(asked, match, passage, score, read, matcher) + together
            text = passage.text[start:end]
            around = f"{titles.get(passage.essay_id, '')} {passage.heading} {text}"
            logit += _form(asked, text, passage.heading) + _agreement(asked, text, around)
            found.append(Candidate(passage=passage, start=start, end=end, score=logit, match=match))
    return sorted(found, key=lambda c: (-c.score, c.passage.essay_id, c.passage.start, c.start))


def _logit(
    asked: Asked, match: Match, passage: Passage, score: float, read: float, matcher: Matcher
) -> float:
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
        weights, values = _OPEN if asked.is_open else _DENSE, (*values, read)
    return sum(w * x for w, x in zip(weights, (1.0, *values), strict=True))


def _form(asked: Asked, text: str, heading: str) -> float:
    """Whether the unit has the form of what is wanted."""
    role = section(heading)
    listed = "\n" in text
    score = _manner(asked, text, heading, listed=listed)
    match asked.kind:
        case "figure":
            of_money = asked.amount == "money"
            fits = states_figure(text, asked.question, of_money=of_money)
            return score + (_FITS if fits else _MISFITS)
        case "time":
            return score + (_FITS if _dated(asked, text) else _MISFITS)
        case "reason":
            return score + (_FITS if _CAUSE.search(text) else 0.0) + (_LIST if role else 0.0)
        case "definition":
            return score + _DEFINES * _defines(asked.subject, text)
        case "list":
            return score + (_FITS if listed or text.count(",") >= 2 else 0.0)
        case "action":
            return score + (_FITS if role == "action" else 0.0)
        case "person" | "verdict" | "comparison" | "fact":
            return score


def _manner(asked: Asked, text: str, heading: str, *, listed: bool) -> float:
    """What an unwanted list, an author's own view and length add or cost."""
    score = 0.0
    if asked.wants_limits and section(heading) == "limit":
        score += _WEAK_SIDE
    elif listed and not asked.wants_list:
        score += _STEPS if asked.is_open else _LIST
    if _HEDGE.search(text):
        score += _JUDGED if asked.is_open else _HEDGED
    if not asked.is_open and _SITUATION.search(heading):
        score += _LIST
    if asked.is_past and not heading and not _WHETHER.match(asked.question):
        score += _LEAD
    if not (listed or asked.is_open) and word_count(text) > _LONGEST:
        score += _LONG
    return score


def _dated(asked: Asked, text: str) -> bool:
    """Whether the text has a date that the question does not have itself."""
    told = {
        match.group().lower()
        for match in re.finditer(rf"[\d.,]*(?:{_DATE.pattern})[\d.,]*", text, re.I)
    }
    return any(word.strip(".,") not in asked.numbers for word in told)


def _agreement(asked: Asked, text: str, around: str) -> float:
    """What it costs that the unit lacks names and numbers of the question."""
    cost = 0.0
    if asked.names:
        held = set(terms(around))
        cost += _NAMELESS * sum(name not in held for name in asked.names) / len(asked.names)
    if asked.numbers:
        cost += _NUMBERLESS * sum(n not in text for n in asked.numbers) / len(asked.numbers)
    return cost


def _defines(subject: str, text: str) -> float:
    """1 where the text says what the subject is ("X means", "X is a"), else 0.

    A bare "X is" may also tell something else about X, and counts half; so does "X, a mill,".
    """
    if not subject:
        return 0
    loose = r"\s*".join(_either(part) for part in re.findall(r"\w+|\S", subject))
    start = (
        rf"(?:^|[.:：]\s+)(?:(?:an?|the)\s+)?[\"'“‘]?{'' if subject[0] == '+' else '(?<![+])'}"
        rf"{loose}(?!\s*\+|\w)"
    )
    match = re.search(start + _MEANS, text, re.I)
    return 0 if match is None else 0.5 if match["weakly"] or match["apart"] else 1


def _either(word: str) -> str:
    """A pattern of the word, in the singular or the plural."""
    stem = re.escape(re.sub(r"(?<=\w\w)(?:ies|y|s)$", "", word))
    return rf"{stem}(?:ies|y|s)?" if len(word) > 3 else re.escape(word)
