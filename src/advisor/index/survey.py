"""What became of each document since the last ingestion, one after the other."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from advisor.domain import Essay
from advisor.errors import EssayError
from advisor.index.essays import Source
from advisor.loading import Documents, Worker, essay_of, read_file

Outcome = Literal["added", "updated", "unchanged", "skipped", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What became of one document."""

    path: str
    outcome: Outcome
    size: int
    """Bytes of the file; 0 for one that cannot be opened."""
    reason: str = ""
    """Why it was skipped or failed."""
    essay: Essay | None = None
    """The essay, where it was added or updated."""
    source: Source | None = None
    """What the index is to remember of it, where it was added or updated, or is taken over."""


def survey(
    corpus_dir: Path,
    found: Documents,
    known: Mapping[str, Source],
    worker: Worker,
    kept: Mapping[str, Source] | None = None,
) -> Iterator[Finding]:
    """Every document in the order of the paths; only one is held in memory at a time.

    Of documents with the same text, the first by path is the essay, and the others are skipped.

    Args:
        corpus_dir: folder of the documents.
        found: the documents in it.
        known: what the index holds, by path.
        worker: parses binary formats, and has the limits.
        kept: what an index that is being replaced holds, to fall back on for what is unreadable.
    """
    for path, reason in found.skipped:
        yield Finding(path=path, outcome="skipped", size=0, reason=reason)
    first: dict[str, str] = {}
    for path, essay_id in found.ids.items():
        before = known.get(path)
        size = 0
        try:
            raw = read_file(corpus_dir / path, worker.limits.file_bytes)
            size = len(raw)
            source_sha256 = hashlib.sha256(raw).hexdigest()
            same = before and (before.source_sha256, before.essay_id) == (source_sha256, essay_id)
            essay = None if same else essay_of(raw, path, essay_id, worker.parse)
        except EssayError as error:
            old = before or (kept or {}).get(path)
            twin = first.setdefault(old.text_sha256, path) if old else path
            if twin != path:
                why = f"{error}; its text was that of {twin}. {error.hint}"
                yield Finding(path=path, outcome="skipped", size=size, reason=why)
                continue
            yield Finding(
                path=path,
                outcome="failed",
                size=size,
                reason=f"{error}. {error.hint}",
                source=None if before else old,
            )
            continue
        text_sha256 = before.text_sha256 if before and not essay else _hash(essay)
        twin = first.setdefault(text_sha256, path)
        if twin != path:
            yield Finding(
                path=path, outcome="skipped", size=size, reason=f"the same text as {twin}"
            )
        elif essay:
            yield Finding(
                path=path,
                outcome="updated" if before else "added",
                size=size,
                essay=essay,
                source=Source(essay_id, path, source_sha256, text_sha256),
            )
        else:
            yield Finding(path=path, outcome="unchanged", size=size)


def _hash(essay: Essay | None) -> str:
    return hashlib.sha256(essay.text.encode() if essay else b"").hexdigest()
