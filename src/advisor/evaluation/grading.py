"""One answer held against what its case asks for; pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from advisor.domain import Answer, Citation, Essay, Hit, Sentence
from advisor.evaluation.cases import Case
from advisor.grounding import within
from advisor.text import is_cjk


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one case. None where the case does not ask for it."""

    id: str
    kind: str
    question: str
    answerable: bool
    abstained: bool
    reason: str | None
    """Why there is no answer, as ``Answer.reason``."""
    confidence: float
    rank: int | None
    """Rank, from 1, of the first passage of a gold essay among those searched; None if none."""
    cited: bool | None
    """Whether one of the essays asked for is cited."""
    all_cited: bool | None
    """Whether each of the essays that have to be cited is."""
    first_unit: bool | None
    """Whether the first sentence of the answer says one of the facts."""
    facts: float | None
    """Share of the facts that the answer says."""
    uncovered: float | None
    """Share of what has to be named as not covered that is."""
    citations: int
    exact: int
    """Citations that hold to the character, their sentences included."""
    words: int
    milliseconds: float
    text: str
    """The answer, to read beside the figures."""


def grade(
    case: Case,
    answer: Answer,
    hits: Sequence[Hit],
    essay: Callable[[str], Essay],
    milliseconds: float,
) -> Outcome:
    """The outcome of a case.

    Args:
        case: what was asked, and what a good answer has.
        answer: the answer to it.
        hits: what a search for the standalone question finds, best first.
        essay: looks up an essay by id.
        milliseconds: how long the answer took.
    """
    cited = {citation.essay_id for citation in answer.citations}
    units = [sentence.text for sentence in answer.sentences]
    return Outcome(
        id=case.id,
        kind=case.kind,
        question=case.question,
        answerable=case.answerable,
        abstained=answer.abstained,
        reason=answer.reason,
        confidence=answer.confidence,
        rank=_rank(case.gold, hits),
        cited=bool(cited & set(case.essays or case.all_essays)) if case.gold else None,
        all_cited=set(case.all_essays) <= cited if case.all_essays else None,
        first_unit=_opens(units, case.facts) if case.facts else None,
        facts=_share(case.facts, " ".join(units)),
        uncovered=_share(case.uncovered, " ".join([*answer.uncovered, answer.text])),
        citations=len(answer.citations),
        exact=sum(_holds(c, answer.sentences, essay) for c in answer.citations),
        words=sum(map(length, units)),
        milliseconds=round(milliseconds, 1),
        text=answer.text,
    )


def says(text: str, fact: str) -> bool:
    """Whether the text holds one of the alternatives, ignoring case and how lines are broken.

    A number is not found inside a longer one.

    >>> says("It paid $40 million in 2,015 shops.", "4 million|2,015 Shops")
    True
    >>> says("It paid $40 million in 2,015 shops.", "015|4")
    False
    """
    said = _plain(text)
    return any(_pattern(alternative).search(said) for alternative in fact.split("|"))


def length(text: str) -> int:
    """Words of the text; two Chinese characters count as one.

    >>> length("four short English words"), length("互联网加")
    (4, 2)
    """
    return len(text) // 2 if is_cjk(text) else len(text.split())


def _plain(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def _pattern(alternative: str) -> re.Pattern[str]:
    sought = _plain(alternative)
    before = r"(?<!\d)(?<!\d[.,])" if sought[:1].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if sought[-1:].isdigit() else ""
    return re.compile(before + re.escape(sought) + after)


def _rank(gold: Iterable[str], hits: Sequence[Hit]) -> int | None:
    wanted = set(gold)
    ranks = (rank for rank, hit in enumerate(hits, 1) if hit.passage.essay_id in wanted)
    return next(ranks, None)


def _opens(units: Sequence[str], facts: Sequence[str]) -> bool:
    """Whether the first unit says a fact; an answer refused is a fact missed."""
    return bool(units) and any(says(units[0], fact) for fact in facts)


def _share(entries: Sequence[str], text: str) -> float | None:
    return sum(says(text, entry) for entry in entries) / len(entries) if entries else None


def _holds(
    citation: Citation, sentences: Iterable[Sentence], essay: Callable[[str], Essay]
) -> bool:
    """Whether the quote is what stands in the essay, and holds the sentences quoted from it."""
    source = essay(citation.essay_id)
    quoting = [s for s in sentences if s.support == "quoted" and citation in s.citations]
    return (
        source.text[citation.start : citation.end] == citation.quote
        and source.digest == citation.essay_digest
        and all(any(within(s.text, cited.quote) for cited in s.citations) for s in quoting)
    )
