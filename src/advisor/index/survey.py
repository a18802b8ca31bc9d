"""What the files ask for: which essays changed, went, stayed, or cannot be read."""

import hashlib
import time
from dataclasses import dataclass, field
from pathlib import Path

from advisor.domain import Essay, SyncReport
from advisor.errors import EssayError
from advisor.index.essays import Source
from advisor.loading import Documents, read_essay


@dataclass(slots=True)
class Work:
    """What the files ask for."""

    changed: list[tuple[Essay, Source]] = field(default_factory=list)
    removed: list[Source] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    known: frozenset[str] = frozenset()

    def report(self, started: float, embedded: int = 0, reused: int = 0) -> SyncReport:
        """The receipt."""
        changed = [source.path for _, source in self.changed]
        return SyncReport(
            added=tuple(path for path in changed if path not in self.known),
            updated=tuple(path for path in changed if path in self.known),
            removed=tuple(source.path for source in self.removed),
            unchanged=tuple(self.unchanged),
            skipped=tuple(self.skipped),
            failed=tuple(self.failed),
            passages_embedded=embedded,
            passages_reused=reused,
            seconds=round(time.monotonic() - started, 3),
        )


def survey(corpus_dir: Path, found: Documents, known: dict[str, Source]) -> Work:
    """Read what changed, and note what became of every other document."""
    work = Work(skipped=list(found.skipped), known=frozenset(known))
    first: dict[str, str] = {}
    for path, essay_id in found.ids.items():
        before = known.get(path)
        try:
            source_sha256 = _sha256(corpus_dir / path)
            same = before and (before.source_sha256, before.essay_id) == (source_sha256, essay_id)
            essay = None if same else read_essay(corpus_dir, path, essay_id)
        except EssayError as error:
            work.failed.append((path, f"{error}. {error.hint}"))
            if before:
                first.setdefault(before.text_sha256, path)
            continue
        text_sha256 = before.text_sha256 if before and not essay else _hash(essay)
        twin = first.setdefault(text_sha256, path)
        if twin != path:
            work.skipped.append((path, f"the same text as {twin}"))
            if before:
                work.removed.append(before)
        elif essay:
            work.changed.append((essay, Source(essay_id, path, source_sha256, text_sha256)))
        else:
            work.unchanged.append(path)
    work.removed += [source for path, source in known.items() if path not in found.ids]
    return work


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        reason = error.strerror or str(error)
        raise EssayError(f"{file}: cannot be opened: {reason}", hint="Check the file.") from error


def _hash(essay: Essay | None) -> str:
    return hashlib.sha256(essay.text.encode() if essay else b"").hexdigest()
