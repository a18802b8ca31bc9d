"""Whether passages are found by their own vectors; a damaged vector file opens without an error."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from advisor.embedding import Vectors
from advisor.errors import IndexDamaged
from advisor.index.cache import VectorCache
from advisor.index.plan import Entry, Plan
from advisor.index.vectors import VectorStore

_TOP, _MANY = 5, 500  # the more neighbours are asked for, the less a vector graph approximates
_PAGE, _TRIES = 500, 3
_SAME = 1e-4  # cosine distance below which two vectors are of the same text


PROBES = 32
"""Passages that are tried whenever a generation is opened to build on it."""


class Searchable(Protocol):
    """What can be asked for neighbours: a collection, or a generation."""

    def nearest_each(self, vectors: Vectors, count: int) -> list[list[tuple[str, float]]]:
        """Passage ids with cosine similarity, best first, for every row of the vectors."""

    def similarities(self, vector: Vectors, ids: Sequence[str]) -> dict[str, float]:
        """Cosine similarity of the vector to each of the passages."""


def lost(
    store: Searchable, entries: Mapping[str, Entry], vectors: Mapping[str, Vectors]
) -> list[str]:
    """Ids of the entries that their own vector does not find.

    Args:
        store: where to look.
        entries: the passages to try.
        vectors: the true vectors by digest; a passage without one is passed over.
    """
    tried = sorted(key for key, entry in entries.items() if entry.digest in vectors)
    missed: list[str] = []
    for start in range(0, len(tried), _PAGE):
        page = tried[start : start + _PAGE]
        rows = np.stack([vectors[entries[key].digest] for key in page])
        for key, found in zip(page, store.nearest_each(rows, _TOP), strict=True):
            if dict(found).get(key, 0.0) <= 1 - _SAME:
                missed.append(key)
    return [key for key in missed if not _finds(store, key, vectors[entries[key].digest])]


def probe(store: Searchable, tried: Mapping[str, Entry], cache: VectorCache) -> None:
    """Try the passages whose vectors are in the cache.

    Raises:
        IndexDamaged: one of them does not find itself.
    """
    missing = lost(store, tried, cache.get([entry.digest for entry in tried.values()]))
    if missing:
        raise _damaged(len(missing), len(tried))


def settle(store: VectorStore, entries: Mapping[str, Entry], cache: VectorCache) -> None:
    """Have the vectors written, and make sure that all the passages are found.

    Now and then the vector graph leaves a passage unreachable, depending on the order in which
    its threads insert; such ones are added once more, and all are looked for again.

    Raises:
        IndexDamaged: a passage stays lost.
    """
    ids = sorted(entries)
    for _ in range(_TRIES):
        store.save()
        missing = 0
        for start in range(0, len(ids), _PAGE):
            some = {key: entries[key] for key in ids[start : start + _PAGE]}
            vectors = cache.get([entry.digest for entry in some.values()])
            gone = lost(store, some, vectors)
            again = Plan(add=tuple(gone), delete=tuple(gone), update=(), keep=())
            store.apply(again, some, {key: vectors[some[key].digest] for key in gone})
            missing += len(gone)
        if not missing:
            return
    raise _damaged(missing, len(ids))


def sample(entries: Mapping[str, Entry], most: int) -> dict[str, Entry]:
    """At most so many of the entries, evenly spread over their ids."""
    ids = sorted(entries)
    return {key: entries[key] for key in ids[:: -(-len(ids) // most) or 1]}


def _damaged(missing: int, tried: int) -> IndexDamaged:
    return IndexDamaged(
        f"{missing} of {tried} passages tried do not find themselves", hint="Run: advisor ingest"
    )


def _finds(store: Searchable, key: str, vector: Vectors) -> bool:
    found = dict(store.nearest_each(vector[np.newaxis], _MANY)[0])
    if found.get(key, 0.0) > 1 - _SAME:
        return True
    crowded = all(similarity > 1 - _SAME for similarity in found.values())
    twin = store.similarities(vector, [key]) if crowded else {}
    return twin.get(key, 0.0) > 1 - _SAME
