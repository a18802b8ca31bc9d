"""The files of a generation in the making: filled, completed, and held against one another."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from advisor.chunking import search_text
from advisor.domain import Essay
from advisor.embedding import Encoder
from advisor.index import generations
from advisor.index.cache import VectorCache
from advisor.index.essays import EssayStore, Source
from advisor.index.generations import Manifest
from advisor.index.lexical import Lexical
from advisor.index.plan import Entry, plan
from advisor.index.probe import PROBES, probe, sample, settle
from advisor.index.reading import built_by, passage
from advisor.index.vectors import VectorStore
from advisor.text import indexed_terms

_CHECKED = 5000  # passages up to which all are tried in a new generation, not the new ones only


class Opened:
    """The files of the generation in the making."""

    def __init__(self, index_dir: Path, copy: int | None) -> None:
        """Begin the generation after the last one, empty or as a copy of the one numbered."""
        self.number = 1 + max(_numbers(index_dir), default=0)
        self.folder = generations.folder(index_dir, self.number)
        generations.begin(index_dir, self.number, copy=copy)
        create = copy is None
        self.vectors = VectorStore(self.folder / "chroma", create=create)
        self.essays = EssayStore(self.folder / "essays.sqlite3", create=create)
        self._deleted_before = 0 if create else generations.read_manifest(self.folder).deleted
        self._existing: dict[str, dict[str, Entry]] = {}
        for key, entry in self.vectors.entries().items():
            self._existing.setdefault(entry.essay_id, {})[key] = entry

    def close(self) -> None:
        """Close the files."""
        self.vectors.close()
        self.essays.close()

    def replace(self, essay: Essay, source: Source) -> dict[str, Entry]:
        """Keep the essay; returns the passages of the earlier one."""
        self.essays.put(essay, source)
        return self._existing.pop(essay.id, {})

    def remove(self, essay_id: str) -> None:
        """Take out the essay and its passages."""
        self.essays.delete(essay_id)
        self.vectors.apply(plan(self._existing.pop(essay_id, {}), {}), {}, {})

    def finish(self, encoder: Encoder, cache: VectorCache, added: Mapping[str, Entry]) -> None:
        """Complete the files, and hold them against one another."""
        try:
            # An id that moved to another path leaves passages of the essay that had it before.
            kept = set(self.essays.ids())
            for essay_id in self._existing.keys() - kept:
                self.vectors.apply(plan(self._existing[essay_id], {}), {}, {})
            self.essays.save()
            entries = self.vectors.entries()
            here = {key: entry for key, entry in added.items() if entry.essay_id in kept}
            self._compact()
            settle(self.vectors, here if len(entries) > _CHECKED else entries | here, cache)
            entries = self.vectors.entries()
            _build_lexical(self.folder, entries, self.essays)
            probe(self.vectors, sample(entries, PROBES), cache)
        finally:
            self.close()
        manifest = Manifest(
            built_by=built_by(encoder),
            model=encoder.name,
            essays=len(kept),
            passages=len(entries),
            files=generations.vector_files(self.folder),
            deleted=self._deleted,
        )
        generations.write_manifest(self.folder, manifest)

    @property
    def _deleted(self) -> int:
        """Passages deleted since the vector graph was begun."""
        return self._deleted_before + self.vectors.deleted

    def _compact(self) -> None:
        """Make the vector graph anew when more of its rows are dead than alive."""
        if self._deleted <= len(self.vectors):
            return
        old, new = self.folder / "chroma", self.folder / "compact"
        fresh = VectorStore(new, create=True)
        self.vectors.copy_to(fresh)
        fresh.close()
        self.vectors.close()
        shutil.rmtree(old)
        new.rename(old)
        self.vectors, self._deleted_before = VectorStore(old), 0


def _numbers(index_dir: Path) -> Iterable[int]:
    folder = index_dir / "generations"
    names = (path.name for path in folder.iterdir()) if folder.is_dir() else ()
    return (int(name) for name in names if name.isdecimal())


def _build_lexical(target: Path, entries: Mapping[str, Entry], essays: EssayStore) -> None:
    """Build BM25 over all essays and their passages, by path and position."""
    by_essay: dict[str, list[tuple[str, Entry]]] = {}
    for key, entry in entries.items():
        by_essay.setdefault(entry.essay_id, []).append((key, entry))
    order: list[str] = []
    documents: list[list[list[str]]] = []
    for essay_id in essays.ids():
        essay = essays.get(essay_id)
        assert essay is not None
        documents.append([])
        for key, entry in sorted(by_essay.get(essay_id, []), key=lambda item: item[1].ordinal):
            text = passage(key, entry, essay).text
            order.append(key)
            documents[-1].append(indexed_terms(search_text(essay, entry.heading, text)))
    Lexical.build(documents, target / "bm25")
    (target / "bm25" / "passages.txt").write_text("\n".join(order), encoding="ascii")
