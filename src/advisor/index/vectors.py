"""The Chroma collection of one generation: a vector and its place for every passage."""

import threading
import warnings
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.config import Settings
from chromadb.errors import ChromaError

from advisor.embedding import Vectors
from advisor.errors import IndexDamaged
from advisor.index.plan import Entry, Plan

_COLLECTION = "passages"
_UNSAVED = 1000  # vectors that Chroma keeps in its log before it writes its files
# A denser graph than the default (100, 16, 100), in which a passage now and then is not found.
_GRAPH: CreateHNSWConfiguration = {
    "space": "cosine",
    "ef_construction": 200,
    "max_neighbors": 32,
    "ef_search": 200,
    "sync_threshold": _UNSAVED,
}
_BLANK = ("blank 1", "blank 2")
_PAGE = 5000  # Chroma accepts 5,461 rows a call, and SQLite 32,766 parameters


_CLIENTS = threading.RLock()
"""Chroma keeps its open folders in a map without a lock; a finalizer may close within an open."""


class VectorStore:
    """A local, persistent Chroma collection with cosine distance; closed when unreferenced."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the collection, or make it.

        Raises:
            IndexDamaged: Chroma cannot open its files.
        """
        self.deleted = 0
        """Passages deleted so far; the graph keeps their rows, and only a copy is without them."""
        self._folder = folder
        with self._guarded():
            if not (create or (folder / "chroma.sqlite3").is_file()):
                raise ValueError("the database is missing")
            self._open(create=create)

    def _open(self, *, create: bool = False) -> None:
        client = _client(self._folder)
        self.close = weakref.finalize(self, _close, client)
        self._collection = (
            client.create_collection(
                _COLLECTION, configuration={"hnsw": _GRAPH}, embedding_function=None
            )
            if create
            else client.get_collection(_COLLECTION, embedding_function=None)
        )

    def save(self) -> None:
        """Have Chroma write every vector to its files.

        Of its own accord it writes them a thousand at a time; the rest stays in its log, and is
        inserted into the graph anew at every opening, which can take seconds.
        """
        with self._guarded():
            row = self._collection.get(limit=1, include=["embeddings"])
            if not row["ids"] or row["embeddings"] is None:
                return
            self._keep_unsaved(2)
            self.close()
            self._open()  # only now the setting holds
            # Two rows that nobody asks for; an update would cut the neighbours of its row loose.
            blank = -np.asarray(row["embeddings"])[[0, 0]]
            self._collection.add(ids=list(_BLANK), embeddings=blank)
            self._collection.delete(ids=list(_BLANK))
            self._keep_unsaved(_UNSAVED)

    def _keep_unsaved(self, most: int) -> None:
        with warnings.catch_warnings():  # a collection without an embedder is "legacy"
            warnings.simplefilter("ignore", DeprecationWarning)
            self._collection.modify(configuration={"hnsw": {"sync_threshold": most}})

    def __len__(self) -> int:
        """Number of passages."""
        with self._guarded():
            return self._collection.count()

    def entries(self) -> dict[str, Entry]:
        """Every passage in the collection."""
        found: dict[str, Entry] = {}
        while len(found) < len(self):
            with self._guarded():
                page = self._collection.get(include=["metadatas"], limit=_PAGE, offset=len(found))
            if not page["ids"]:
                break
            for key, metadata in zip(page["ids"], page["metadatas"] or [], strict=True):
                found[key] = _entry(metadata)
        return found

    def some(self, ids: Sequence[str]) -> dict[str, Entry]:
        """The passages with the ids, those that are there."""
        if not ids:
            return {}
        with self._guarded():
            rows = self._collection.get(ids=list(ids), include=["metadatas"])
        return {
            key: _entry(metadata)
            for key, metadata in zip(rows["ids"], rows["metadatas"] or [], strict=True)
        }

    def apply(
        self, plan: Plan, wanted: Mapping[str, Entry], vectors: Mapping[str, Vectors]
    ) -> None:
        """Carry out the plan; ``vectors`` holds one for every id to add."""
        again = set(plan.add) & set(plan.delete)
        with self._guarded():
            # New ones first: the graph then links them to what stays, not to what is deleted.
            self._add([key for key in plan.add if key not in again], wanted, vectors)
            for ids in _pages(plan.delete):
                self._collection.delete(ids=ids)
                self.deleted += len(ids)
            for ids in _pages(plan.update):
                self._collection.update(ids=ids, metadatas=[asdict(wanted[key]) for key in ids])
            self._add(sorted(again), wanted, vectors)

    def _add(
        self, keys: Sequence[str], wanted: Mapping[str, Entry], vectors: Mapping[str, Vectors]
    ) -> None:
        for ids in _pages(keys):
            self._collection.add(
                ids=ids,
                embeddings=np.stack([vectors[key] for key in ids]),
                metadatas=[asdict(wanted[key]) for key in ids],
            )

    def copy_to(self, other: "VectorStore") -> None:
        """Add every passage to another collection; what has been deleted stays behind."""
        with self._guarded():
            for start in range(0, self._collection.count(), _PAGE):
                rows = self._collection.get(
                    include=["embeddings", "metadatas"], limit=_PAGE, offset=start
                )
                assert rows["embeddings"] is not None
                other._collection.add(
                    ids=rows["ids"], embeddings=rows["embeddings"], metadatas=rows["metadatas"]
                )

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """The passages nearest to the vector with their cosine similarity, best first."""
        return self.nearest_each(vector[np.newaxis], count)[0]

    def nearest_each(self, vectors: Vectors, count: int) -> list[list[tuple[str, float]]]:
        """``nearest`` for every row of the vectors, in one call."""
        return self._query(vectors, min(count, len(self)))

    def similarities(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """Cosine similarity of the vector to each of the passages."""
        return dict(self._query(vector[np.newaxis], len(ids), list(ids))[0])

    def _query(
        self, vectors: Vectors, count: int, ids: list[str] | None = None
    ) -> list[list[tuple[str, float]]]:
        if count == 0:
            return [[] for _ in vectors]
        with self._guarded():
            found = self._collection.query(
                query_embeddings=vectors, n_results=count, ids=ids, include=["distances"]
            )
        return [
            [(key, 1 - gap) for key, gap in zip(keys, gaps, strict=True)]
            for keys, gaps in zip(found["ids"], found["distances"] or [], strict=True)
        ]

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Say of every failure of Chroma to read its files what it means."""
        try:
            yield
        except (ChromaError, ValueError, AttributeError, TypeError) as error:
            # Chroma also trips over its own half-opened client, hence the wide net.
            raise IndexDamaged(
                f"Chroma cannot use {self._folder}: {error}", hint="Run: advisor ingest"
            ) from error


def _client(folder: Path) -> Client:
    with _CLIENTS:
        client = chromadb.PersistentClient(folder, Settings(anonymized_telemetry=False))
    assert isinstance(client, Client)
    return client


def _close(client: Client) -> None:
    with _CLIENTS:
        client.close()


def _entry(metadata: Mapping[str, object]) -> Entry:
    return Entry(**metadata)  # type: ignore[arg-type]


def _pages(ids: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _PAGE):
        yield list(ids[start : start + _PAGE])
