"""Ingestion: the corpus folder becomes the next generation of the index."""

import contextlib
import logging
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from advisor.domain import SyncReport
from advisor.embedding import Encoder
from advisor.errors import IndexDamaged, IndexMissing, IndexUnavailable
from advisor.index import generations
from advisor.index.build import Build, earlier
from advisor.index.cache import VectorCache
from advisor.index.essays import Source
from advisor.index.probe import PROBES, probe
from advisor.index.reading import Generation, Index
from advisor.index.survey import Finding, survey
from advisor.loading import Documents, Limits, Worker, documents

Progress = Callable[[int, int], None]
"""Called with the bytes of documents done, and in all."""

_LIMITS = Limits()
_log = logging.getLogger(__name__)


def sync(
    corpus_dir: Path,
    index_dir: Path,
    encoder: Encoder,
    *,
    limits: Limits = _LIMITS,
    rebuild: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> SyncReport:
    """Bring the index up to date with the corpus folder.

    The next generation is made beside the current one and switched to in one step, so a reader
    never sees half of it and a kill leaves the current one served. An unchanged corpus makes
    nothing and loads no model.

    Args:
        corpus_dir: folder of the documents.
        index_dir: folder of the index.
        encoder: the embedding model.
        limits: what one document may cost.
        rebuild: make the whole generation anew; vectors still come from the cache.
        dry_run: change nothing, and report what would be done.
        progress: called after every document, and within long ones.

    Raises:
        CorpusError: the folder is missing or holds no essay; the index is left as it is.
        IndexLocked: another ingestion is running.
        IndexUnwritable: the index folder cannot be written, or its disk is full.
        ModelUnavailable: something has to be embedded and the model cannot be loaded.
    """
    tally = _Tally()
    found = documents(corpus_dir, besides=index_dir)
    cache = VectorCache(index_dir / "vectors.sqlite3", encoder.fingerprint, read_only=dry_run)
    guard = _snapshot(index_dir) if dry_run else generations.writing(index_dir)
    with guard as snapshot, Worker(limits) as worker:
        before = None if rebuild else _sound(snapshot or index_dir, encoder, cache)
        total = sum(_size(corpus_dir / path) for path in found.ids)

        def ingest(before: Generation | None, tally: _Tally) -> None:
            known = before.sources() if before else {}
            with Build(index_dir, encoder, cache, before, dry_run=dry_run) as build:
                build.progress = lambda done: progress(done, total) if progress else None
                kept = {} if before else earlier(index_dir)[0]
                findings = survey(corpus_dir, found, known, worker, kept)
                _ingest(findings, found, known, build, tally)
                build.finish()
            tally.passages = build.embedded, build.reused

        try:
            ingest(before, tally)
        except IndexDamaged as error:
            if before is None:
                raise
            _log.warning("%s; the index is built anew", error)
            tally = _Tally(started=tally.started)
            ingest(None, tally)
        report = tally.report()
        if not dry_run:
            generations.write_receipt(index_dir, report)
        return report


def _ingest(
    findings: Iterable[Finding],
    found: Documents,
    known: Mapping[str, Source],
    build: Build,
    tally: "_Tally",
) -> None:
    for path, source in known.items():
        if path not in found.ids:
            build.remove(source)
            tally.removed.append(path)
    for finding in findings:
        tally.add(finding)
        before = known.get(finding.path)
        if finding.essay and finding.source:
            build.put(finding.essay, finding.source, finding.size)
        elif finding.outcome == "skipped" and before and finding.path in found.ids:
            build.remove(before)
            tally.removed.append(finding.path)
        elif finding.source:
            build.keep(finding.source)
        if not finding.essay:
            build.passed(finding.size)


@contextlib.contextmanager
def _snapshot(index_dir: Path) -> Iterator[Path]:
    """A copy of the index to look at, since Chroma writes to what it opens."""
    with tempfile.TemporaryDirectory() as folder:
        yield generations.snapshot(index_dir, Path(folder))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0  # gone since the folder was listed; reading it will say so


def _sound(index_dir: Path, encoder: Encoder, cache: VectorCache) -> Generation | None:
    """The current generation, when the next can start from a copy of it."""
    try:
        generation = Index(index_dir, encoder).current()
        probe(generation, generation.sample(PROBES), cache)
    except IndexMissing:
        return None
    except IndexUnavailable as error:
        _log.warning("%s; it is built anew", error)
        return None
    return generation


@dataclass(slots=True)
class _Tally:
    """The receipt in the making."""

    started: float = field(default_factory=time.monotonic)
    removed: list[str] = field(default_factory=list)
    passages: tuple[int, int] = (0, 0)
    _findings: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, finding: Finding) -> None:
        self._findings.setdefault(finding.outcome, []).append((finding.path, finding.reason))

    def _paths(self, outcome: str) -> tuple[str, ...]:
        return tuple(path for path, _ in self._findings.get(outcome, []))

    def report(self) -> SyncReport:
        embedded, reused = self.passages
        return SyncReport(
            added=self._paths("added"),
            updated=self._paths("updated"),
            removed=tuple(self.removed),
            unchanged=self._paths("unchanged"),
            skipped=tuple(self._findings.get("skipped", [])),
            failed=tuple(self._findings.get("failed", [])),
            passages_embedded=embedded,
            passages_reused=reused,
            seconds=round(time.monotonic() - self.started, 3),
            finished_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
