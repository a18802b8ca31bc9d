"""The making of one generation, batch by batch."""

import logging
import shutil
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from advisor.chunking import embedded_text, split
from advisor.domain import Essay
from advisor.embedding import Encoder, Vectors
from advisor.errors import IndexUnavailable
from advisor.index import generations
from advisor.index.cache import VectorCache
from advisor.index.essays import EssayStore, Source
from advisor.index.generations import INDEX_FORMAT
from advisor.index.opened import Opened
from advisor.index.plan import Entry, plan
from advisor.index.reading import Generation, entry_of

_BATCH = 256  # passages embedded and written at a time
_log = logging.getLogger(__name__)


class Build:
    """The next generation, from a copy of the one before or from nothing.

    Nothing is made before the first change; with nothing to change, ``finish`` makes nothing. When
    the ``with`` block ends early, what was made is thrown away.
    """

    def __init__(
        self,
        index_dir: Path,
        encoder: Encoder,
        cache: VectorCache,
        before: Generation | None,
        *,
        dry_run: bool = False,
    ) -> None:
        """Remember where things are.

        Args:
            index_dir: folder of the index.
            encoder: the embedding model.
            cache: vectors known already.
            before: the generation to start from; None starts from nothing.
            dry_run: count what would be embedded, and write nothing.
        """
        self.embedded = self.reused = 0
        self.progress: Callable[[int], object] = lambda done: None
        self._index_dir = index_dir
        self._encoder = encoder
        self._cache = cache
        self._before = before
        self._dry_run = dry_run
        self._opened: Opened | None = None
        self._old: dict[str, Entry] = {}
        self._new: dict[str, tuple[Entry, str]] = {}
        self._added: dict[str, Entry] = {}
        self._counted: set[str] = set()
        self._existing: dict[str, dict[str, Entry]] | None = None
        self._done = 0.0

    def __enter__(self) -> "Build":
        """The build itself; without a generation before it, it begins at once."""
        if self._before is None and not self._dry_run:
            self._open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Throw away what is not finished: half a generation only takes space."""
        if self._opened:
            self._opened.close()
            shutil.rmtree(self._opened.folder, ignore_errors=True)

    def remove(self, source: Source) -> None:
        """Take out the document."""
        if not self._dry_run:
            self._open().remove(source.essay_id)

    def keep(self, source: Source) -> None:
        """Take over an unreadable document from the generation that is being replaced."""
        essay = earlier(self._index_dir)[1](source.essay_id)
        if essay and not self._dry_run:
            self.put(essay, source, 0)

    def put(self, essay: Essay, source: Source, size: int) -> None:
        """Add the document, or replace it; ``size`` in bytes counts towards the progress."""
        count_tokens, window = self._encoder.count_tokens, self._encoder.window
        parts = split(essay, count_tokens, window)
        self._old |= (
            self._before_it(essay.id) if self._dry_run else self._open().replace(essay, source)
        )
        for part in parts:
            text = embedded_text(essay, part, count_tokens, window)
            self._new[part.id] = entry_of(part), text
            if len(self._new) >= _BATCH:
                self._flush()
            self.passed(size / len(parts))

    def passed(self, size: float) -> None:
        """So many bytes more are done."""
        self._done += size
        self.progress(int(self._done))

    def finish(self) -> None:
        """Write the rest, probe the generation and switch to it; without a change, do nothing."""
        self._flush()
        if self._opened is None:
            return
        opened, self._opened = self._opened, None
        try:
            opened.finish(self._encoder, self._cache, self._added)
        except BaseException:
            shutil.rmtree(opened.folder, ignore_errors=True)
            raise
        generations.publish(self._index_dir, opened.number, before=_served(self._index_dir))

    def _before_it(self, essay_id: str) -> dict[str, Entry]:
        """The passages of an essay in the generation before."""
        if self._existing is None:
            self._existing = {}
            for key, entry in (self._before.entries() if self._before else {}).items():
                self._existing.setdefault(entry.essay_id, {})[key] = entry
        return self._existing.get(essay_id, {})

    def _open(self) -> Opened:
        if self._opened is None:
            copy = self._before.number if self._before else None
            self._opened = Opened(self._index_dir, copy)
        return self._opened

    def _flush(self) -> None:
        """Embed what is new, and write the batch."""
        old, new, self._old, self._new = self._old, self._new, {}, {}
        wanted = {key: entry for key, (entry, _) in new.items()}
        steps = plan(old, wanted)
        texts = {new[key][0].digest: new[key][1] for key in steps.add}
        known = self._cache.get(list(texts))
        missing = [d for d in texts if d not in known and d not in self._counted]
        self._counted |= set(missing) if self._dry_run else set()
        self.embedded += len(missing)
        self.reused += len(wanted) - len(missing)
        if self._dry_run:
            return
        if missing:
            fresh: dict[str, Vectors] = dict(
                zip(missing, self._encoder.encode([texts[d] for d in missing]), strict=True)
            )
            self._cache.put(fresh)
            known |= fresh
        if old or new:
            vectors = {key: known[wanted[key].digest] for key in steps.add}
            self._open().vectors.apply(steps, wanted, vectors)
            for key in steps.delete:
                self._added.pop(key, None)
            self._added.update((key, wanted[key]) for key in (*steps.add, *steps.update))


def _served(index_dir: Path) -> int | None:
    """Number of the generation that is served now, if that can be told."""
    try:
        return generations.current(index_dir)
    except IndexUnavailable:
        return None


def earlier(index_dir: Path) -> tuple[dict[str, Source], Callable[[str], Essay | None]]:
    """Documents, and their essays by id, of the generation served, as far as it can be read."""
    number = _served(index_dir)
    folder = generations.folder(index_dir, number or 0)
    try:
        if generations.read_manifest(folder).built_by.get("format") == INDEX_FORMAT:
            essays = EssayStore(folder / "essays.sqlite3")
            return essays.sources(), essays.get
    except IndexUnavailable as error:
        _log.debug("Nothing is taken over from %s: %s", folder, error)
    return {}, lambda _: None
