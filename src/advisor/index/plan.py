"""What has to change in the store; pure."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """What the store knows of a passage besides its vector."""

    digest: str
    """Of the embedded text: another digest needs another vector."""
    essay_id: str
    heading: str
    ordinal: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Passage ids by what happens to them; sorted."""

    add: tuple[str, ...]
    delete: tuple[str, ...]
    update: tuple[str, ...]
    """Same vector, other place."""
    keep: tuple[str, ...]


def plan(existing: Mapping[str, Entry], wanted: Mapping[str, Entry]) -> Plan:
    """The steps from what exists to what is wanted; a changed vector is deleted and added.

    >>> old = Entry("d1", "e", "", 0, 0, 9)
    >>> plan({"a": old, "b": old}, {"b": Entry("d1", "e", "", 1, 4, 13), "c": old})
    Plan(add=('c',), delete=('a',), update=('b',), keep=())
    """
    same = {
        key
        for key, entry in wanted.items()
        if key in existing and existing[key].digest == entry.digest
    }
    moved = {key for key in same if existing[key] != wanted[key]}
    return Plan(
        add=tuple(sorted(wanted.keys() - same)),
        delete=tuple(sorted(existing.keys() - same)),
        update=tuple(sorted(moved)),
        keep=tuple(sorted(same - moved)),
    )
