"""Vectors that were computed before, by model and text; makes any rebuild cheap."""

import logging
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path

import numpy as np

from advisor.embedding import Vectors

_log = logging.getLogger(__name__)
_ASK = 500  # parameters of one query; SQLite allows 999 in its oldest builds


class VectorCache:
    """A SQLite file of vectors, keyed by model fingerprint and passage digest."""

    def __init__(self, path: Path, fingerprint: str, *, read_only: bool = False) -> None:
        """Remember where the file is; it is made with the first vector."""
        self._read_only = read_only
        self._path = path
        self._fingerprint = fingerprint

    def get(self, digests: Sequence[str]) -> dict[str, Vectors]:
        """The known vectors among the digests."""
        if not self._path.exists():
            return {}
        try:
            return self._get(digests)
        except sqlite3.OperationalError:
            raise  # a full disk is no reason to throw the cache away
        except sqlite3.DatabaseError as error:
            self._discard(error)
            return {}

    def _get(self, digests: Sequence[str]) -> dict[str, Vectors]:
        found: dict[str, Vectors] = {}
        remaining = iter(dict.fromkeys(digests))
        with self._open() as database:
            while some := list(islice(remaining, _ASK)):
                marks = ",".join("?" * len(some))
                rows = database.execute(
                    f"SELECT digest, vector FROM vectors WHERE model = ? AND digest IN ({marks})",
                    [self._fingerprint, *some],
                )
                found.update((digest, np.frombuffer(blob, np.float32)) for digest, blob in rows)
        return found

    def put(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep the vectors, all or none."""
        try:
            self._put(vectors)
        except sqlite3.OperationalError:
            raise  # a full disk is no reason to throw the cache away
        except sqlite3.DatabaseError as error:
            self._discard(error)
            self._put(vectors)

    def _put(self, vectors: Mapping[str, Vectors]) -> None:
        with self._open() as database:
            database.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)",
                [(self._fingerprint, digest, row.tobytes()) for digest, row in vectors.items()],
            )

    def _discard(self, error: sqlite3.DatabaseError) -> None:
        """It is a cache: what it held can be computed again."""
        if self._read_only:
            return
        _log.warning("The cache %s is damaged (%s); it is made anew", self._path, error)
        self._path.unlink(missing_ok=True)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path)) as database, database:
            database.execute(
                "CREATE TABLE IF NOT EXISTS vectors "
                "(model TEXT, digest TEXT, vector BLOB, PRIMARY KEY (model, digest)) WITHOUT ROWID"
            )
            yield database
