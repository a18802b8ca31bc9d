"""The index as readers see it: always one whole generation, reopened when a new one is served."""

import functools
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from advisor.chunking import CHUNKER_VERSION
from advisor.domain import Essay, Passage
from advisor.embedding import Encoder, Vectors
from advisor.errors import IndexDamaged, IndexMismatch, IndexMissing
from advisor.index import generations
from advisor.index.essays import EssayStore, Source
from advisor.index.generations import INDEX_FORMAT, Manifest
from advisor.index.lexical import LEXICAL_VERSION, Lexical, Scores
from advisor.index.plan import Entry
from advisor.index.vectors import VectorStore
from advisor.loading import LOADER_VERSION


def built_by(encoder: Encoder) -> dict[str, Any]:
    """What an index has to be built by to be readable here and now."""
    return {
        "format": INDEX_FORMAT,
        "loader": LOADER_VERSION,
        "chunker": CHUNKER_VERSION,
        "tokens": LEXICAL_VERSION,
        "model": encoder.fingerprint,
    }


class Generation:
    """One generation, open for reading; thread-safe."""

    def __init__(self, folder: Path, number: int) -> None:
        """Open its files.

        Raises:
            IndexDamaged: they are incomplete or contradict one another.
        """
        self.number = number
        self._folder = folder
        self.manifest: Manifest = generations.read_manifest(folder)
        if generations.vector_files(folder) != self.manifest.files:
            raise IndexDamaged(
                f"The vector files of {folder} are not as they were written",
                hint="Run: advisor ingest",
            )
        self._vectors = VectorStore(folder / "chroma")
        self._essays = EssayStore(folder / "essays.sqlite3")
        try:
            self._lexical = Lexical(folder / "bm25")
            self._order = (folder / "bm25" / "passages.txt").read_text(encoding="ascii").split()
        except (OSError, ValueError, KeyError) as error:
            raise IndexDamaged(
                f"The BM25 files of {folder} cannot be read: {error}", hint="Run: advisor ingest"
            ) from error

    def check(self) -> None:
        """Raise IndexDamaged when its files are not of one piece."""
        counted = (len(self._vectors), len(self._order), len(self.essay_ids()))
        recorded = (self.manifest.passages, self.manifest.passages, self.manifest.essays)
        if counted != recorded:
            raise IndexDamaged(
                f"{self._folder} holds {counted} vectors, BM25 rows and essays, not {recorded}",
                hint="Run: advisor ingest",
            )

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """Passage ids with cosine similarity, best first."""
        return self._vectors.nearest(vector, count)

    def nearest_each(self, vectors: Vectors, count: int) -> list[list[tuple[str, float]]]:
        """``nearest`` for every row of the vectors, in one call."""
        return self._vectors.nearest_each(vectors, count)

    def similarities(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """Cosine similarity of the vector to each of the passages."""
        return self._vectors.similarities(vector, ids)

    def lexical(self, terms: Sequence[str]) -> tuple[list[str], Scores]:
        """All passage ids, and the BM25 score of each for the terms."""
        return self._order, self._lexical.scores(terms)

    def frequency(self, term: str) -> int:
        """Number of passages that hold the term."""
        return self._lexical.frequency(term)

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages with the ids.

        Raises:
            IndexDamaged: one of them, or its essay, is not in the index.
        """
        entries = self._vectors.some(ids)
        essays = {entry.essay_id: self.essay(entry.essay_id) for entry in entries.values()}
        found = {}
        for key in ids:
            entry = entries.get(key)
            essay = essays.get(entry.essay_id) if entry else None
            if entry is None or essay is None:
                raise IndexDamaged(f"The index lost passage {key}", hint="Run: advisor ingest")
            found[key] = passage(key, entry, essay)
        return found

    def essay(self, essay_id: str) -> Essay | None:
        """The essay with the id, or None."""
        return self._essays.get(essay_id)

    @functools.cached_property
    def qualifications(self) -> tuple[tuple[str, str, str], ...]:
        """Ids of the essay that qualifies and of the one that is qualified, and the note."""
        essays = [essay for key in self.essay_ids() if (essay := self.essay(key))]
        return tuple(
            (essay.id, entry.essay, entry.note) for essay in essays for entry in essay.qualifies
        )

    def sources(self) -> dict[str, Source]:
        """What is known of every document, by path."""
        return self._essays.sources()

    def sample(self, most: int) -> dict[str, Entry]:
        """The place of at most so many passages, evenly spread."""
        return self._vectors.some(self._order[:: -(-len(self._order) // most) or 1])

    def entries(self) -> dict[str, Entry]:
        """The place of every passage."""
        return self._vectors.entries()

    def essay_ids(self) -> list[str]:
        """Ids of all essays, in the order of their paths."""
        return self._essays.ids()


def entry_of(part: Passage) -> Entry:
    """What the store keeps of a passage."""
    return Entry(part.digest, part.essay_id, part.heading, part.ordinal, part.start, part.end)


def passage(key: str, entry: Entry, essay: Essay) -> Passage:
    """The passage of an entry, its words taken from the essay."""
    return Passage(
        id=key,
        essay_id=essay.id,
        heading=entry.heading,
        ordinal=entry.ordinal,
        start=entry.start,
        end=entry.end,
        text=essay.text[entry.start : entry.end],
        digest=entry.digest,
    )


def open_generation(index_dir: Path, encoder: Encoder, number: int | None = None) -> Generation:
    """A generation, or the current one, when it can be read here and now.

    Raises:
        IndexMissing: nothing has been ingested.
        IndexMismatch: it was built by another model or version.
        IndexDamaged: its files cannot be read.
    """
    number = generations.current(index_dir) if number is None else number
    if number is None:
        raise IndexMissing(f"There is no index in {index_dir}", hint="Run: advisor ingest")
    folder = generations.folder(index_dir, number)
    found, needed = generations.read_manifest(folder).built_by, built_by(encoder)
    if found != needed:
        differences = ", ".join(
            f"{name} is {found.get(name)!r}, not {needed[name]!r}"
            for name in needed
            if found.get(name) != needed[name]
        )
        raise IndexMismatch(
            f"The index in {index_dir} was built differently: {differences}",
            hint="Run: advisor ingest",
        )
    return Generation(folder, number)


class Index:
    """The current generation of an index folder, whoever wrote it; thread-safe."""

    def __init__(self, index_dir: Path, encoder: Encoder) -> None:
        """Remember the folder; nothing is opened yet."""
        self._index_dir = index_dir
        self._encoder = encoder
        self._lock = threading.Lock()
        self._open: Generation | None = None

    def current(self) -> Generation:
        """The generation that is served now.

        Raises:
            IndexMissing: nothing has been ingested.
            IndexMismatch: it was built by another model or version.
            IndexDamaged: its files cannot be read, or are not of one piece.
        """
        with self._lock:
            number = generations.current(self._index_dir)
            while self._open is None or self._open.number != number:
                try:
                    opened = open_generation(self._index_dir, self._encoder, number)
                    opened.check()
                except IndexDamaged:
                    later = generations.current(self._index_dir)
                    if later == number:
                        raise
                    number = later  # two ingestions have overtaken the opening
                else:
                    self._open = opened
            return self._open
