"""Holding the index against the corpus, and against itself."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from advisor.chunking import embedded_text, split
from advisor.domain import Passage, Verification
from advisor.embedding import Encoder
from advisor.index.cache import VectorCache
from advisor.index.generations import read_receipt
from advisor.index.plan import Entry
from advisor.index.probe import lost
from advisor.index.reading import Generation, entry_of, open_generation
from advisor.index.survey import survey
from advisor.loading import Limits, Worker, documents

_LIMITS = Limits()


def verify(
    corpus_dir: Path, index_dir: Path, encoder: Encoder, *, limits: Limits = _LIMITS
) -> Verification:
    """Compare the current generation with the corpus, passage by passage.

    Every passage that the kept essays yield is in the store, once, with the right span, and is
    found by its own vector; nothing else is; BM25 knows the same passages; and the kept essays
    are the files of the corpus.

    Raises:
        IndexMissing, IndexMismatch, IndexDamaged: there is nothing to verify.
        CorpusError: the corpus folder is missing or empty.
    """
    generation = open_generation(index_dir, encoder)
    entries = generation.entries()
    wanted = _wanted(generation, encoder)
    ordered, _ = generation.lexical(())
    problems = [
        *_files(corpus_dir, index_dir, generation, limits),
        *_spans(entries, wanted),
        *(f"Passage {key}: in BM25 {n} times" for key, n in Counter(ordered).items() if n > 1),
        *(f"Passage {key}: missing in BM25" for key in sorted(entries.keys() - set(ordered))),
        *(f"Passage {key}: unknown, in BM25 only" for key in sorted(set(ordered) - entries.keys())),
        *_vectors(generation, entries, wanted, index_dir, encoder),
    ]
    return Verification(
        essays=len(generation.essay_ids()), passages=len(entries), problems=tuple(problems)
    )


def _wanted(generation: Generation, encoder: Encoder) -> dict[str, tuple[Passage, str]]:
    """Every passage that the kept essays yield, with its embedded text."""
    count_tokens, window = encoder.count_tokens, encoder.window
    essays = [generation.essay(essay_id) for essay_id in generation.essay_ids()]
    return {
        part.id: (part, embedded_text(essay, part, count_tokens, window))
        for essay in essays
        if essay
        for part in split(essay, count_tokens, window)
    }


def _files(
    corpus_dir: Path, index_dir: Path, generation: Generation, limits: Limits
) -> Iterator[str]:
    """Files that are not what the index holds."""
    known = generation.sources()
    found = documents(corpus_dir, besides=index_dir)
    recorded = {path for path, _ in read_receipt(index_dir).failed}
    with Worker(limits) as worker:
        for finding in survey(corpus_dir, found, known, worker):
            path = finding.path
            match finding.outcome:
                case "added":
                    yield f"Essay {path}: missing, not ingested"
                case "updated":
                    yield f"Essay {path}: changed since it was ingested"
                case "skipped" if path in known:
                    yield f"Essay {path}: orphan, {finding.reason}"
                case "failed" if path not in known and path not in recorded:
                    yield f"Essay {path}: {finding.reason}"
    for path in known.keys() - found.ids.keys():
        yield f"Essay {path}: orphan, the file is gone"


def _spans(
    entries: Mapping[str, Entry], wanted: Mapping[str, tuple[Passage, str]]
) -> Iterator[str]:
    """Passages that the store lacks or has otherwise, and those that no essay yields."""
    for key, (part, _) in wanted.items():
        entry = entries.get(key)
        if entry is None:
            yield f"Passage {key} of {part.essay_id}: missing"
        elif entry != entry_of(part):
            yield f"Passage {key} of {part.essay_id}: wrong place or digest"
    for key in sorted(entries.keys() - wanted.keys()):
        yield f"Passage {key} of {entries[key].essay_id}: orphan"


def _vectors(
    generation: Generation,
    entries: Mapping[str, Entry],
    wanted: Mapping[str, tuple[Passage, str]],
    index_dir: Path,
    encoder: Encoder,
) -> Iterator[str]:
    """Passages that their own vector, cached or computed again, does not find."""
    texts = {part.digest: text for part, text in wanted.values()}
    cache = VectorCache(index_dir / "vectors.sqlite3", encoder.fingerprint)
    vectors = cache.get(list(texts))
    missing = [digest for digest in texts if digest not in vectors]
    if missing:
        vectors |= dict(zip(missing, encoder.encode([texts[d] for d in missing]), strict=True))
    for key in lost(generation, entries, vectors):
        yield f"Passage {key} of {entries[key].essay_id}: not found by its vector"
