"""Ingestion: the corpus folder becomes the next generation of the index."""

import hashlib
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from advisor.chunking import search_text, split
from advisor.domain import Essay, Passage, SyncReport
from advisor.embedding import Encoder, Vectors
from advisor.errors import EssayError, IndexDamaged, IndexUnavailable
from advisor.index import generations
from advisor.index.cache import VectorCache
from advisor.index.essays import EssayStore, Source
from advisor.index.generations import Manifest
from advisor.index.lexical import Lexical
from advisor.index.plan import Entry, plan
from advisor.index.probe import lost_passages
from advisor.index.reading import built_by, passage
from advisor.index.vectors import VectorStore
from advisor.loading import Documents, documents, read_essay
from advisor.text import terms

Progress = Callable[[int, int], None]
"""Called with the number of documents done and the number of documents in all."""

_BATCH = 512  # passages embedded and written at a time
_PROBES = 32
_log = logging.getLogger(__name__)


def sync(
    corpus_dir: Path, index_dir: Path, encoder: Encoder, progress: Progress | None = None
) -> SyncReport:
    """Bring the index up to date with the corpus folder.

    The next generation is made beside the current one and switched to in one step, so a reader
    never sees half of it and a kill leaves the current one served. An unchanged corpus makes
    nothing and loads no model.

    Raises:
        CorpusError: the folder is missing or holds no essay; the index is left as it is.
        IndexLocked: another ingestion is running.
        ModelUnavailable: something has to be embedded and the model cannot be loaded.
    """
    started = time.monotonic()
    found = documents(corpus_dir)
    with generations.writing(index_dir):
        base = _usable(index_dir, encoder)
        known = _known(index_dir, base)
        work = _survey(corpus_dir, found, known)
        if base is not None and not work.changed and not work.removed:
            return work.report(started)
        job = _Job(index_dir, encoder, base, progress)
        try:
            return job.run(work, started)
        except IndexDamaged:
            if base is None:
                raise
            _log.warning("The index in %s is damaged; it is built anew", index_dir)
            return _Job(index_dir, encoder, None, progress).run(
                _survey(corpus_dir, found, {}), started
            )


@dataclass(slots=True)
class _Work:
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


def _usable(index_dir: Path, encoder: Encoder) -> int | None:
    """The current generation when the next can start from a copy of it."""
    try:
        number = generations.current(index_dir)
        if number is None:
            return None
        manifest = generations.read_manifest(generations.folder(index_dir, number))
    except IndexUnavailable as error:
        _log.warning("%s; it is built anew", error)
        return None
    if manifest.built_by == built_by(encoder):
        return number
    _log.warning("The index in %s is of another model or version; it is built anew", index_dir)
    return None


def _known(index_dir: Path, base: int | None) -> dict[str, Source]:
    if base is None:
        return {}
    store = EssayStore(generations.folder(index_dir, base) / "essays.sqlite3")
    try:
        return store.sources()
    finally:
        store.close()


def _survey(corpus_dir: Path, found: Documents, known: dict[str, Source]) -> _Work:
    """Read what changed, and note what became of every other document."""
    work = _Work(skipped=list(found.skipped), known=frozenset(known))
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


class _Job:
    """The making of one generation."""

    def __init__(
        self, index_dir: Path, encoder: Encoder, base: int | None, progress: Progress | None
    ) -> None:
        self._index_dir = index_dir
        self._encoder = encoder
        self._base = base
        self._progress = progress
        self._cache = VectorCache(index_dir / "vectors.sqlite3", encoder.fingerprint)
        self._embedded = self._reused = 0

    def run(self, work: _Work, started: float) -> SyncReport:
        """Make, probe and publish the next generation."""
        number = 1 + max(self._numbers(), default=0)
        target = generations.begin(self._index_dir, number, copy=self._base)
        vectors, essays = VectorStore(target / "chroma"), EssayStore(target / "essays.sqlite3")
        try:
            self._write(work, vectors, essays)
            count = _build_lexical(target, vectors.entries(), essays)
            lost = lost_passages(vectors, self._cache, most=_PROBES)
            if lost:
                raise IndexDamaged(
                    f"{len(lost)} of {_PROBES} sampled passages do not find themselves",
                    hint="Run: advisor ingest",
                )
            report = work.report(started, self._embedded, self._reused)
            total = len(essays.ids())
        finally:
            vectors.close()
            essays.close()
        generations.write_manifest(
            target,
            Manifest(
                built_by=built_by(self._encoder),
                model=self._encoder.name,
                essays=total,
                passages=count,
                report=report,
            ),
        )
        generations.publish(self._index_dir, number)
        return report

    def _numbers(self) -> Iterable[int]:
        folder = self._index_dir / "generations"
        return (int(path.name) for path in folder.glob("[0-9]*")) if folder.is_dir() else ()

    def _write(self, work: _Work, vectors: VectorStore, essays: EssayStore) -> None:
        existing: dict[str, dict[str, Entry]] = {}
        for key, entry in vectors.entries().items():
            existing.setdefault(entry.essay_id, {})[key] = entry
        for source in work.removed:
            essays.delete(source.essay_id)
            vectors.apply(plan(existing.pop(source.essay_id, {}), {}), {}, {})
        old: dict[str, Entry] = {}
        new: dict[str, tuple[Entry, str]] = {}
        for done, (essay, source) in enumerate(work.changed, start=1):
            essays.put(essay, source)
            old |= existing.pop(essay.id, {})
            for part in split(essay, self._encoder.count_tokens, self._encoder.window):
                new[part.id] = _entry(part), search_text(essay, part.heading, part.text)
            if len(new) >= _BATCH or done == len(work.changed):
                self._apply(vectors, old, new)
                old, new = {}, {}
            if self._progress is not None:
                self._progress(done, len(work.changed))
        # An id that moved to another path leaves passages of the essay that had it before.
        kept = set(essays.ids())
        for essay_id, entries in existing.items():
            if essay_id not in kept:
                vectors.apply(plan(entries, {}), {}, {})

    def _apply(
        self, vectors: VectorStore, old: dict[str, Entry], new: dict[str, tuple[Entry, str]]
    ) -> None:
        wanted = {key: entry for key, (entry, _) in new.items()}
        steps = plan(old, wanted)
        texts = {new[key][0].digest: new[key][1] for key in steps.add}
        known = self._cache.get(list(texts))
        missing = [digest for digest in texts if digest not in known]
        if missing:
            fresh: dict[str, Vectors] = dict(
                zip(missing, self._encoder.encode([texts[d] for d in missing]), strict=True)
            )
            self._cache.put(fresh)
            known |= fresh
        self._embedded += len(missing)
        self._reused += len(wanted) - len(missing)
        vectors.apply(steps, wanted, {key: known[wanted[key].digest] for key in steps.add})


def _build_lexical(target: Path, entries: dict[str, Entry], essays: EssayStore) -> int:
    """Build BM25 over all passages, by path and position; returns their number."""
    by_essay: dict[str, list[tuple[str, Entry]]] = {}
    for key, entry in entries.items():
        by_essay.setdefault(entry.essay_id, []).append((key, entry))
    order: list[str] = []
    documents: list[list[str]] = []
    for essay_id in essays.ids():
        essay = essays.get(essay_id)
        assert essay is not None
        for key, entry in sorted(by_essay.get(essay_id, []), key=lambda item: item[1].ordinal):
            text = passage(key, entry, essay).text
            order.append(key)
            documents.append(terms(search_text(essay, entry.heading, text)))
    Lexical.build(documents, target / "bm25")
    (target / "bm25" / "passages.txt").write_text("\n".join(order), encoding="ascii")
    return len(order)


def _entry(part: Passage) -> Entry:
    return Entry(part.digest, part.essay_id, part.heading, part.ordinal, part.start, part.end)


def _sha256(file: Path) -> str:
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        reason = error.strerror or str(error)
        raise EssayError(f"{file}: cannot be opened: {reason}", hint="Check the file.") from error


def _hash(essay: Essay | None) -> str:
    return hashlib.sha256(essay.text.encode() if essay else b"").hexdigest()
