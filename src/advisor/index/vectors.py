"""The Chroma collection of one generation: a vector and its place for every passage."""

import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.config import Settings
from chromadb.errors import ChromaError

from advisor.embedding import Vectors
from advisor.errors import IndexDamaged
from advisor.index.plan import Entry, Plan

_COLLECTION = "passages"
_PAGE = 5000  # Chroma accepts 5,461 rows a call, and SQLite 32,766 parameters


class VectorStore:
    """A local, persistent Chroma collection with cosine distance; closed when unreferenced."""

    def __init__(self, folder: Path) -> None:
        """Open the collection, and make it if there is none.

        Raises:
            IndexDamaged: Chroma cannot open its files.
        """
        try:
            client = chromadb.PersistentClient(
                folder, settings=Settings(anonymized_telemetry=False)
            )
            assert isinstance(client, Client)
            self._collection = client.get_or_create_collection(
                _COLLECTION,
                configuration={"hnsw": {"space": "cosine"}},
                embedding_function=None,
            )
        except (ChromaError, ValueError) as error:
            raise IndexDamaged(
                f"Chroma cannot open {folder}: {error}", hint="Run: advisor ingest"
            ) from error
        self.close = weakref.finalize(self, client.close)

    def entries(self) -> dict[str, Entry]:
        """Every passage in the collection."""
        found: dict[str, Entry] = {}
        while len(found) < self._collection.count():
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
        rows = self._collection.get(ids=list(ids), include=["metadatas"])
        return {
            key: _entry(metadata)
            for key, metadata in zip(rows["ids"], rows["metadatas"] or [], strict=True)
        }

    def apply(
        self, plan: Plan, wanted: Mapping[str, Entry], vectors: Mapping[str, Vectors]
    ) -> None:
        """Carry out the plan; ``vectors`` holds one for every id to add."""
        for ids in _pages(plan.delete):
            self._collection.delete(ids=ids)
        for ids in _pages(plan.update):
            self._collection.update(ids=ids, metadatas=[asdict(wanted[key]) for key in ids])
        for ids in _pages(plan.add):
            self._collection.add(
                ids=ids,
                embeddings=np.stack([vectors[key] for key in ids]),
                metadatas=[asdict(wanted[key]) for key in ids],
            )

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """The passages nearest to the vector with their cosine similarity, best first."""
        return self._query(vector, min(count, self._collection.count()))

    def similarities(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """Cosine similarity of the vector to each of the passages."""
        return dict(self._query(vector, len(ids), list(ids)))

    def _query(
        self, vector: Vectors, count: int, ids: list[str] | None = None
    ) -> list[tuple[str, float]]:
        if count == 0:
            return []
        found = self._collection.query(
            query_embeddings=vector[np.newaxis], n_results=count, ids=ids, include=["distances"]
        )
        distances = (found["distances"] or [[]])[0]
        return [(key, 1 - gap) for key, gap in zip(found["ids"][0], distances, strict=True)]


def _entry(metadata: Mapping[str, object]) -> Entry:
    return Entry(**metadata)  # type: ignore[arg-type]


def _pages(ids: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), _PAGE):
        yield list(ids[start : start + _PAGE])
