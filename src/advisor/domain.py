"""The nouns: frozen values that pass between the modules, and nothing else.

Offsets are counted in characters (Python ``str`` indices), ``start`` inclusive and ``end``
exclusive, always into the cleaned ``Essay.text``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Reason = Literal["no_evidence", "clarify", "small_talk"]
Support = Literal["quoted", "supported", "inference"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualification:
    """An essay's declaration that it limits or contradicts another one."""

    essay: str
    """Id of the essay that is qualified."""
    note: str
    """One sentence that can be shown to a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Essay:
    """One cleaned document of the corpus."""

    id: str
    """Corpus-relative path without its suffix (with it where two would collide)."""
    title: str
    author: str | None = None
    date: str | None = None
    """As the document gives it, ISO 8601 where the front matter has a date."""
    source_url: str | None = None
    tags: tuple[str, ...] = ()
    language: str = "en"
    path: str
    """Corpus-relative, with forward slashes."""
    text: str
    """The cleaned text that is indexed and cited."""
    digest: str
    """SHA-256 of everything here that reaches a reader; two equal essays have equal digests."""
    summary: str | None = None
    questions: tuple[str, ...] = ()
    """Questions the essay says it answers well; offered as examples, unknown to retrieval."""
    qualifies: tuple[Qualification, ...] = ()
    titled: bool = True
    """False where the title had to be made from the file name; it is then no search context."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of one essay, the unit of retrieval: ``essay.text[start:end] == text``."""

    id: str
    """Hash of essay id, text and occurrence: it survives a move within the essay."""
    essay_id: str
    heading: str
    """The headings above the passage, outermost first, joined by `` > ``; may be empty."""
    ordinal: int
    """Position among the passages of its essay, from 0."""
    start: int
    end: int
    text: str
    digest: str
    """SHA-256 of the text together with its search context (title and headings)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that retrieval found."""

    passage: Passage
    score: float
    """Fused score in [0, 1], comparable within one search only."""
    legs: Mapping[str, int]
    """Rank, from 1, in each leg that found it: ``dense``, ``bm25``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One earlier exchange of the conversation."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Exact words of an essay: ``essay.text[start:end] == quote``."""

    marker: int
    """The number shown in the answer, from 1."""
    essay_id: str
    title: str
    author: str | None
    date: str | None
    path: str
    heading: str
    start: int
    end: int
    quote: str
    essay_digest: str
    """Digest of the essay as it was cited."""

    @classmethod
    def of(cls, essay: Essay, start: int, end: int, *, heading: str, marker: int) -> "Citation":
        """The citation of ``essay.text[start:end]``, which stands under the heading."""
        return cls(
            marker=marker,
            essay_id=essay.id,
            title=essay.title,
            author=essay.author,
            date=essay.date,
            path=essay.path,
            heading=heading,
            start=start,
            end=end,
            quote=essay.text[start:end],
            essay_digest=essay.digest,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One verified unit of an answer: up to three contiguous sentences of one passage."""

    text: str
    """Without markers; ``…`` where a stretch of more than 60 words is cut at clause borders."""
    role: str
    """What it does in the answer: ``answer``, ``support``, ``side`` (of a comparison),
    ``situation`` (like that of the reader's own firm, as the heading tells it), ``action`` (what to
    do), ``limit`` (where it stops holding), ``dissent`` (of another essay) or ``inference`` (of a
    chat model)."""
    support: Support
    """``quoted`` to the letter, ``supported`` in other words by what it cites, or an ``inference``:
    it follows from the essays, states no fact, and cites nothing."""
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the reader gets, the same object in the browser, Python and the command line."""

    question: str
    standalone_question: str
    """The question as it was searched for, completed from the history."""
    text: str
    """The sentences with their markers, or the abstention in words."""
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    hits: tuple[Hit, ...] = ()
    abstained: bool
    """True exactly when ``sentences`` is empty."""
    reason: Reason | None = None
    """Why there is no answer; None where there is one."""
    clarify: str | None = None
    """The question asked back, when the reason is ``clarify``."""
    uncovered: tuple[str, ...] = ()
    """Parts of the question that the essays do not answer."""
    confidence: float
    """Estimated probability, in [0, 1], that the essays answer the question."""
    engine: str
    """What composed the answer: ``extractive``, or the name of a chat model."""
    note: str = ""
    """Why a chat model did not word the answer, or not all of it; or that the situations told are
    only near the reader's own. Empty where there is nothing to say."""
    legs: tuple[str, ...] = ()
    """The retrieval legs that ran."""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    """Milliseconds by stage; the only part that differs between two equal questions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """The receipt of one ingestion: what became of every document."""

    added: tuple[str, ...] = ()
    """Paths; likewise in the next three."""
    updated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    """Pairs of path and reason: left out on purpose."""
    failed: tuple[tuple[str, str], ...] = ()
    """Pairs of path and reason: unreadable; an earlier good version stays indexed."""
    passages_embedded: int = 0
    passages_reused: int = 0
    """Passages whose vector was known already."""
    seconds: float = 0.0
    finished_at: str = ""
    """ISO 8601, UTC; empty before the first ingestion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What is being served."""

    corpus_dir: str
    index_dir: str
    generation: int
    model: str
    essays: int
    passages: int
    last_sync: SyncReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The result of holding the index against itself; ``problems`` is empty when all is well."""

    essays: int
    passages: int
    problems: tuple[str, ...]
    """One sentence each, naming the passage or essay."""

    @property
    def ok(self) -> bool:
        """True when no problem was found."""
        return not self.problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in an essay's file that its curator should mend."""

    path: str
    """Corpus-relative, with forward slashes."""
    line: int
    """Of the file, from 1."""
    rule: str
    """Short name of the rule that the line breaks."""
    message: str
    """What is wrong and what to do, in one sentence or two."""
