"""Holding the index against the corpus, and against itself."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from advisor.chunking import split
from advisor.domain import Verification
from advisor.embedding import Encoder
from advisor.index import generations
from advisor.index.cache import VectorCache
from advisor.index.essays import EssayStore
from advisor.index.plan import Entry
from advisor.index.probe import lost_passages
from advisor.index.reading import Index
from advisor.index.vectors import VectorStore
from advisor.loading import documents


def verify(corpus_dir: Path, index_dir: Path, encoder: Encoder) -> Verification:
    """Compare the current generation with the corpus, passage by passage.

    Every passage that the kept essays yield is in the store, once, with the right span, and is
    found by its own vector; nothing else is; BM25 knows the same passages; and the kept essays
    are the files of the corpus.

    Raises:
        IndexMissing, IndexMismatch, IndexDamaged: there is nothing to verify.
        CorpusError: the corpus folder is missing or empty.
    """
    generation = Index(index_dir, encoder).current()
    folder = generations.folder(index_dir, generation.number)
    vectors, essays = VectorStore(folder / "chroma"), EssayStore(folder / "essays.sqlite3")
    entries = vectors.entries()
    ordered, _ = generation.lexical(())
    cache = VectorCache(index_dir / "vectors.sqlite3", encoder.fingerprint)
    problems = [
        *_files(corpus_dir, essays, generation.manifest.report.failed),
        *_spans(entries, essays, encoder),
        *(f"Passage {key}: in BM25 {n} times" for key, n in Counter(ordered).items() if n > 1),
        *(f"Passage {key}: missing in BM25" for key in sorted(entries.keys() - set(ordered))),
        *(f"Passage {key}: unknown, in BM25 only" for key in sorted(set(ordered) - entries.keys())),
        *(f"Passage {key}: not found by its vector" for key in lost_passages(vectors, cache)),
    ]
    return Verification(essays=len(essays.ids()), passages=len(entries), problems=tuple(problems))


def _files(
    corpus_dir: Path, essays: EssayStore, failed: tuple[tuple[str, str], ...]
) -> Iterator[str]:
    """Files that are not what the index holds."""
    found = documents(corpus_dir).ids
    sources = essays.sources()
    texts = {source.text_sha256 for source in sources.values()}
    unreadable = {path for path, _ in failed}
    for path in found:
        if path in sources:
            digest = hashlib.sha256((corpus_dir / path).read_bytes()).hexdigest()
            if digest != sources[path].source_sha256 and path not in unreadable:
                yield f"Essay {path}: changed since it was ingested"
        elif path not in unreadable and not _is_copy(corpus_dir, path, texts):
            yield f"Essay {path}: missing, not ingested"
    for path in sources.keys() - found.keys():
        yield f"Essay {path}: orphan, the file is gone"


def _is_copy(corpus_dir: Path, path: str, texts: set[str]) -> bool:
    from advisor.loading import read_essay

    text = read_essay(corpus_dir, path, path).text
    return hashlib.sha256(text.encode()).hexdigest() in texts


def _spans(entries: dict[str, Entry], essays: EssayStore, encoder: Encoder) -> Iterator[str]:
    """Passages that the essays yield and the store lacks or has otherwise, and the reverse."""
    orphans = set(entries)
    for essay_id in essays.ids():
        essay = essays.get(essay_id)
        for part in split(essay, encoder.count_tokens, encoder.window) if essay else ():
            entry = entries.get(part.id)
            orphans.discard(part.id)
            if entry is None:
                yield f"Passage {part.id} of {essay_id}: missing"
            elif (entry.start, entry.end, entry.digest) != (part.start, part.end, part.digest):
                yield f"Passage {part.id} of {essay_id}: wrong span or vector"
    for key in sorted(orphans):
        yield f"Passage {key} of {entries[key].essay_id}: orphan"
