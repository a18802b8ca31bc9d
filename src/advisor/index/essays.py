"""The cleaned essays as they are indexed, so that citations hold whatever becomes of the files."""

import dataclasses
import json
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from advisor.domain import Essay, Qualification
from advisor.errors import IndexDamaged

_LISTS = ("tags", "questions")


@dataclass(frozen=True, slots=True)
class Source:
    """What the index knows of a document without reading its text."""

    essay_id: str
    path: str
    source_sha256: str
    text_sha256: str


class EssayStore:
    """A SQLite file of essays; thread-safe, closed when it is no longer referenced."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the file, or make it.

        Raises:
            IndexDamaged: it cannot be opened.
        """
        self._lock = threading.Lock()
        if not (create or path.is_file()):
            raise IndexDamaged(f"{path} is missing", hint="Run: advisor ingest")
        self._database = sqlite3.connect(path, check_same_thread=False)
        self.close = weakref.finalize(self, self._database.close)
        if create:
            with self._execute() as database:
                database.execute(
                    "CREATE TABLE essays (id TEXT PRIMARY KEY, path TEXT UNIQUE, "
                    "source_sha256 TEXT, text_sha256 TEXT, content TEXT)"
                )

    def save(self) -> None:
        """Make everything since the last call permanent; until then, closing undoes it."""
        with self._execute() as database:
            database.commit()

    def put(self, essay: Essay, source: Source) -> None:
        """Keep the essay, in the place of an earlier one with its id or path."""
        content = json.dumps(dataclasses.asdict(essay), ensure_ascii=False)
        with self._execute() as database:
            database.execute("DELETE FROM essays WHERE path = ?", [source.path])
            database.execute(
                "INSERT OR REPLACE INTO essays VALUES (?, ?, ?, ?, ?)",
                [essay.id, source.path, source.source_sha256, source.text_sha256, content],
            )

    def delete(self, essay_id: str) -> None:
        """Forget the essay."""
        with self._execute() as database:
            database.execute("DELETE FROM essays WHERE id = ?", [essay_id])

    def sources(self) -> dict[str, Source]:
        """Every document by path, in the order of the paths."""
        with self._execute() as database:
            rows = database.execute(
                "SELECT id, path, source_sha256, text_sha256 FROM essays ORDER BY path"
            )
            return {row[1]: Source(*row) for row in rows}

    def get(self, essay_id: str) -> Essay | None:
        """The essay with the id, or None."""
        with self._execute() as database:
            row = database.execute("SELECT content FROM essays WHERE id = ?", [essay_id]).fetchone()
        return _essay(row[0]) if row else None

    def ids(self) -> list[str]:
        """All ids, in the order of the paths."""
        return [source.essay_id for source in self.sources().values()]

    @contextmanager
    def _execute(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._lock:
                yield self._database
        except sqlite3.DatabaseError as error:
            raise IndexDamaged(
                f"The essays of the index cannot be read: {error}", hint="Run: advisor ingest"
            ) from error


def _essay(content: str) -> Essay:
    fields = json.loads(content)
    fields |= {name: tuple(fields[name]) for name in _LISTS}
    fields["qualifies"] = tuple(Qualification(**entry) for entry in fields["qualifies"])
    return Essay(**fields)
