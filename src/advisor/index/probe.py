"""Whether passages are found by their own vectors; a damaged vector file opens without an error."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from advisor.embedding import Vectors
from advisor.index.plan import Entry

_TOP, _MANY = 5, 500  # the more neighbours are asked for, the less a vector graph approximates
_SAME = 1e-4  # cosine distance below which two vectors are of the same text


class Searchable(Protocol):
    """What can be asked for neighbours: a collection, or a generation."""

    def nearest(self, vector: Vectors, count: int) -> list[tuple[str, float]]:
        """Passage ids with cosine similarity, best first."""

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
    return [
        key
        for key, entry in sorted(entries.items())
        if entry.digest in vectors and not _finds(store, key, vectors[entry.digest])
    ]


def sample(entries: Mapping[str, Entry], most: int) -> dict[str, Entry]:
    """At most so many of the entries, evenly spread over their ids."""
    ids = sorted(entries)
    return {key: entries[key] for key in ids[:: -(-len(ids) // most) or 1]}


def _finds(store: Searchable, key: str, vector: Vectors) -> bool:
    for count in (_TOP, _MANY):
        found = dict(store.nearest(vector, count))
        if found.get(key, 0.0) > 1 - _SAME:
            return True
    crowded = all(similarity > 1 - _SAME for similarity in found.values())
    twin = store.similarities(vector, [key]) if crowded else {}
    return twin.get(key, 0.0) > 1 - _SAME
