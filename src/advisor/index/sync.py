"""Ingestion: the corpus folder becomes the next generation of the index."""

import logging
import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from advisor.chunking import embedded_text, search_text, split
from advisor.domain import SyncReport
from advisor.embedding import Encoder, Vectors
from advisor.errors import IndexDamaged, IndexMissing, IndexUnavailable
from advisor.index import generations
from advisor.index.cache import VectorCache
from advisor.index.essays import EssayStore
from advisor.index.generations import Manifest
from advisor.index.lexical import Lexical
from advisor.index.plan import Entry, plan
from advisor.index.probe import Searchable, lost, sample
from advisor.index.reading import Generation, Index, built_by, entry_of, passage
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
        IndexUnwritable: the index folder cannot be written, or its disk is full.
        ModelUnavailable: something has to be embedded and the model cannot be loaded.
    """
    started = time.monotonic()
    found = documents(corpus_dir)
    with generations.writing(index_dir):
        cache = VectorCache(index_dir / "vectors.sqlite3", encoder.fingerprint)
        before = _sound(index_dir, encoder, cache)
        work = survey(corpus_dir, found, before.sources() if before else {})
        job = _Job(index_dir, encoder, cache, progress)
        if before is None or work.changed or work.removed:
            try:
                job.run(work, before.number if before else None)
            except IndexDamaged as error:
                if before is None:
                    raise
                _log.warning("%s; the index is built anew", error)
                work = survey(corpus_dir, found, {})
                job.run(work, None)
        report = work.report(started, job.embedded, job.reused)
        generations.write_receipt(index_dir, report)
        return report


def _sound(index_dir: Path, encoder: Encoder, cache: VectorCache) -> Generation | None:
    """The current generation, when the next can start from a copy of it."""
    try:
        generation = Index(index_dir, encoder).current()
        _probe(generation, generation.entries(), cache)
    except IndexMissing:
        return None
    except IndexUnavailable as error:
        _log.warning("%s; it is built anew", error)
        return None
    return generation


def _probe(store: Searchable, entries: Mapping[str, Entry], cache: VectorCache) -> None:
    """Raise IndexDamaged when a sampled passage does not find itself."""
    tried = sample(entries, _PROBES)
    missing = lost(store, tried, cache.get([entry.digest for entry in tried.values()]))
    if missing:
        raise IndexDamaged(
            f"{len(missing)} of {len(tried)} sampled passages do not find themselves",
            hint="Run: advisor ingest",
        )


class _Job:
    """The making of one generation."""

    def __init__(
        self, index_dir: Path, encoder: Encoder, cache: VectorCache, progress: Progress | None
    ) -> None:
        self._index_dir = index_dir
        self._encoder = encoder
        self._cache = cache
        self._progress = progress
        self.embedded = self.reused = 0

    def run(self, work: Work, before: int | None) -> None:
        """Make, probe and publish the next generation, from a copy of the one before."""
        number = 1 + max(self._numbers(), default=0)
        target = generations.folder(self._index_dir, number)
        try:
            self._make(work, number, before)
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)  # half a generation only takes space
            raise
        generations.publish(self._index_dir, number, before=before)

    def _make(self, work: Work, number: int, before: int | None) -> None:
        target = generations.begin(self._index_dir, number, copy=before)
        create = before is None
        vectors = VectorStore(target / "chroma", create=create)
        essays = EssayStore(target / "essays.sqlite3", create=create)
        try:
            self._write(work, vectors, essays)
            entries = vectors.entries()
            _build_lexical(target, entries, essays)
            _probe(vectors, entries, self._cache)
            counts = len(essays.ids()), len(entries)
        finally:
            vectors.close()
            essays.close()
        manifest = Manifest(
            built_by=built_by(self._encoder),
            model=self._encoder.name,
            essays=counts[0],
            passages=counts[1],
            files=generations.vector_files(target),
        )
        generations.write_manifest(target, manifest)

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
        count_tokens, window = self._encoder.count_tokens, self._encoder.window
        old: dict[str, Entry] = {}
        new: dict[str, tuple[Entry, str]] = {}
        for done, (essay, source) in enumerate(work.changed, start=1):
            essays.put(essay, source)
            old |= existing.pop(essay.id, {})
            for part in split(essay, count_tokens, window):
                new[part.id] = entry_of(part), embedded_text(essay, part, count_tokens, window)
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
        self.embedded += len(missing)
        self.reused += len(wanted) - len(missing)
        vectors.apply(steps, wanted, {key: known[wanted[key].digest] for key in steps.add})


def _build_lexical(target: Path, entries: dict[str, Entry], essays: EssayStore) -> None:
    """Build BM25 over all passages, by path and position."""
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
