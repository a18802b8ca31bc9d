"""Leave-essay-out: the library's own questions, with the essay that answers them and without it."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from advisor import answering, evidence
from advisor.advisor import Advisor
from advisor.chunking import search_text
from advisor.domain import Answer, Essay, Passage
from advisor.embedding import Encoder, Vectors, encoder
from advisor.evaluation.calibration import (
    Point,
    area,
    auroc,
    risk_coverage,
    shares,
    threshold_refusing,
)
from advisor.index import Generation, Index
from advisor.text import blocks, is_cjk, terms

REFUSED = 0.9
"""Share of the unanswerable that the proposed threshold refuses."""

CONSTANT = "advisor.evidence.THRESHOLD"
"""What to change for another threshold."""

_TELLING = 3  # content terms; a heading with fewer is no question by itself
_NAME = re.compile(r"\s\W*[A-Z\d]")
_SUBJECT = re.compile(r"\s*[:：;；,，(（–—]")
_ASKS = re.compile(r"(?:how|why|what|when|where|who|which|should|does|do|is|are|can)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOut:
    """What the threshold of the evidence does on the library's own questions."""

    essays: int
    questions: int
    """Each is asked twice: with the essay it was made from, and without it."""
    auroc: float | None
    threshold: float
    """The one in use."""
    refused: float
    """Share of the unanswerable that it refuses."""
    lost: float
    """Share of the answerable that it refuses as well."""
    proposed: float | None
    """The threshold that would refuse ``REFUSED`` of the unanswerable; None without questions."""
    proposed_lost: float
    """Share of the answerable that the proposed one would refuse."""
    constant: str
    """What to change for another threshold."""
    risk_area: float
    risk_coverage: tuple[Point, ...]


def leave_out(
    advisor: Advisor,
    model: Encoder | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> LeaveOut:
    """Ask questions made from every essay, as they stand and as if the essay were not there.

    Nothing is changed. Where two essays cover the same ground, the other one may answer rightly
    although the question counts as unanswerable, so the figures err on the side of caution.

    Args:
        advisor: with an index.
        model: the encoder of the index; by default the one that the advisor's settings name.
        progress: called with the number of essays done, and in all.

    Raises:
        IndexMissing, IndexMismatch, IndexDamaged: the index has to be built first.
    """
    where = advisor.settings
    model = model or encoder(where.embedding_model, where.cache_dir)
    whole = Index(where.index_dir, model).current()
    essays = [essay for key in whole.essay_ids() if (essay := whole.essay(key))]
    hidden = passages_of(whole)
    chances: list[float] = []
    repeated = Counter(heading for essay in essays for heading in _headings(essay))
    common = {heading for heading, count in repeated.items() if count > 1}
    for done, essay in enumerate(essays, start=1):
        rest = Without(whole, essay, hidden[essay.id])
        for question in questions(essay, common):
            chances += [_confidence(question, view, model) for view in (whole, rest)]
        if progress:
            progress(done, len(essays))
    return _summary(chances, len(essays))


def questions(essay: Essay, common: Collection[str] = ()) -> tuple[str, ...]:
    """Questions that the essay answers: those of its front matter, and its headings as questions.

    A heading that names nothing, or that is common among the essays ("What to do on Monday"), is
    asked about the subject that the essay's title opens with.
    """
    subject = _SUBJECT.split(essay.title)[0]
    made = [
        _asked(heading, "" if heading not in common and _telling(heading) else f" ({subject})")
        for heading in dict.fromkeys(_headings(essay))
    ]
    return tuple(dict.fromkeys((*essay.questions, *made)))


class Without(Generation):
    """A generation as if one essay had never been ingested; it shares the open files."""

    def __init__(self, whole: Generation, essay: Essay, passages: Iterable[Passage]) -> None:
        """Hide the essay and its passages."""
        self.__dict__.update(vars(whole))  # no second opening of the same files
        self._essay_id = essay.id
        self._hidden: set[str] = set()
        self._terms: Counter[str] = Counter()
        for passage in passages:
            self._hidden.add(passage.id)
            self._terms.update(set(terms(search_text(essay, passage.heading, passage.text))))
        ids, _ = whole.lexical([])
        self._kept = np.array([key not in self._hidden for key in ids], dtype=bool)
        self._ids = [key for key in ids if key not in self._hidden]

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """As of the whole, without the hidden passages."""
        found = super().nearest(vector, count + len(self._hidden))
        return [(key, score) for key, score in found if key not in self._hidden][:count]

    def lexical(self, terms: Sequence[str]) -> tuple[list[str], Vectors]:
        """As of the whole, without the hidden passages."""
        return self._ids, super().lexical(terms)[1][self._kept]

    def frequency(self, term: str) -> int:
        """Number of passages that hold the term, the hidden ones aside."""
        return super().frequency(term) - self._terms[term]

    def essay(self, essay_id: str) -> Essay | None:
        """As of the whole; the hidden essay is not there."""
        return None if essay_id == self._essay_id else super().essay(essay_id)

    def essay_ids(self) -> list[str]:
        """As of the whole, without the hidden essay."""
        return [key for key in super().essay_ids() if key != self._essay_id]


def _headings(essay: Essay) -> list[str]:
    """The headings below the title, without marks."""
    titles = [block.title for block in blocks(essay.text) if block.level > 1]
    plain = [re.sub(r"[*_`]+", "", title).strip(" ?？.:：") for title in titles]
    return [title for title in plain if title]


def _telling(heading: str) -> bool:
    """Whether the heading says by itself what it is about."""
    named = bool(_NAME.search(heading)) or is_cjk(heading)
    return named and len(set(terms(heading))) >= _TELLING


def _asked(heading: str, about: str) -> str:
    opening = "" if _ASKS.match(heading) or is_cjk(heading) else "What is known about this: "
    return f"{opening}{heading}{about}?"


def passages_of(whole: Generation) -> dict[str, list[Passage]]:
    """All passages, by the id of their essay."""
    found: dict[str, list[Passage]] = {key: [] for key in whole.essay_ids()}
    for passage in whole.passages(whole.lexical([])[0]).values():
        found[passage.essay_id].append(passage)
    return found


def _confidence(question: str, generation: Generation, model: Encoder) -> float:
    *_, answer = answering.steps(question, (), generation, model)
    assert isinstance(answer, Answer)
    return answer.confidence


def _summary(chances: Sequence[float], essays: int) -> LeaveOut:
    """The figures; answerable and unanswerable take turns in the list."""
    truths = [row % 2 == 0 for row in range(len(chances))]
    refused, lost = shares(chances, truths, evidence.THRESHOLD)
    proposed = threshold_refusing(REFUSED, chances, truths)
    points = risk_coverage(chances, truths)
    return LeaveOut(
        essays=essays,
        questions=len(chances) // 2,
        auroc=auroc(chances, truths),
        threshold=evidence.THRESHOLD,
        refused=refused,
        lost=lost,
        proposed=proposed,
        proposed_lost=shares(chances, truths, proposed)[1] if proposed is not None else 0.0,
        constant=CONSTANT,
        risk_area=area(points),
        risk_coverage=points,
    )
