"""Whether passages are found by their own vectors; a damaged vector file opens without an error."""

from advisor.index.cache import VectorCache
from advisor.index.vectors import VectorStore

_TOP = 5  # the nearest neighbours of a vector graph are approximate
_SAME = 1e-4  # cosine distance below which two passages have the same text


def lost_passages(
    vectors: VectorStore, cache: VectorCache, most: int | None = None
) -> tuple[str, ...]:
    """Ids of the passages that their own vector does not find.

    Args:
        vectors: the collection to look into.
        cache: where the true vectors are; a passage whose vector is not there is passed over.
        most: how many passages to try, evenly spread; all of them when None.
    """
    entries = vectors.entries()
    ids = sorted(entries)
    step = 1 if most is None else max(1, len(ids) // most)
    tried = ids[::step]
    known = cache.get([entries[key].digest for key in tried])
    lost = []
    for key in tried:
        vector = known.get(entries[key].digest)
        if vector is None:
            continue
        found = vectors.nearest(vector, _TOP)
        if not any(near == key or similarity > 1 - _SAME for near, similarity in found):
            lost.append(key)
    return tuple(lost)
