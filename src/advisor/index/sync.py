"""Ingestion: the corpus folder becomes the next generation of the index."""

import logging
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from advisor.chunking import search_text, split
from advisor.domain import Passage, SyncReport
from advisor.embedding import Encoder, Vectors
from advisor.errors import IndexDamaged, IndexUnavailable
from advisor.index import generations
from advisor.index.cache import VectorCache
from advisor.index.essays import EssayStore, Source
from advisor.index.generations import Manifest
from advisor.index.lexical import Lexical
from advisor.index.plan import Entry, plan
from advisor.index.probe import lost_passages
from advisor.index.reading import built_by, passage
from advisor.index.survey import Work, survey
from advisor.index.vectors import VectorStore
from advisor.loading import documents
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
        work = survey(corpus_dir, found, known)
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
                survey(corpus_dir, found, {}), started
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

    def run(self, work: Work, started: float) -> SyncReport:
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

    def _write(self, work: Work, vectors: VectorStore, essays: EssayStore) -> None:
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
