"""Times ingestion beside the plain LangChain pipeline: the same files, the same weights.

Every run is a process of its own from start to end; the two pipelines take turns. The plain one is
RecursiveCharacterTextSplitter(1000, 200), HuggingFaceEmbeddings and langchain_chroma.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Figures = dict[str, float]


def ours(corpus: Path, scratch: Path, started: float) -> Figures:
    """Ingest with Advisor."""
    from advisor import Advisor, Settings
    from advisor.embedding import BundledEncoder, Progress, Vectors

    spent = 0.0
    texts: list[str] = []

    class Timed(BundledEncoder):
        def encode(self, some: Sequence[str], progress: Progress | None = None) -> Vectors:
            nonlocal spent
            begun = time.perf_counter()
            vectors = super().encode(some, progress)
            spent += time.perf_counter() - begun
            texts.extend(some)
            return vectors

    settings = Settings(corpus_dir=corpus, index_dir=scratch / "index")
    report = Advisor(settings, Timed(settings.cache_dir)).sync()
    assert not report.failed, report.failed
    return figures(started, spent, texts)


def plain(corpus: Path, scratch: Path, started: float) -> Figures:
    """Ingest as the tutorials do."""
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_huggingface import HuggingFaceEmbeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    from advisor.embedding import bundled_model_dir

    spent = 0.0
    seen: list[str] = []

    class Timed(HuggingFaceEmbeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            nonlocal spent
            begun = time.perf_counter()
            vectors = super().embed_documents(texts)
            spent += time.perf_counter() - begun
            seen.extend(texts)
            return vectors

    documents = [
        Document(file.read_text(encoding="utf-8"), metadata={"source": str(file)})
        for file in sorted(corpus.rglob("*"))
        if file.suffix in (".md", ".txt")
    ]
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    Chroma.from_documents(
        splitter.split_documents(documents),
        Timed(model_name=str(bundled_model_dir()), model_kwargs={"device": "cpu"}),
        persist_directory=str(scratch / "chroma"),
    )
    return figures(started, spent, seen)


def figures(started: float, spent: float, texts: Sequence[str]) -> Figures:
    """What one run cost; the clock stops before the tokens are counted."""
    wall = time.time() - started
    from advisor import Settings
    from advisor.embedding import BundledEncoder

    encoder = BundledEncoder(Settings().cache_dir)
    tokens = sum(min(count + 2, encoder.window) for count in encoder.count_tokens(texts))
    return {
        "wall s": wall,
        "embedding s": spent,
        "passages": len(texts),
        "tokens": tokens,
        "tokens/s": tokens / spent,
        "passages/s": len(texts) / spent,
        "beside embedding %": 100 * (1 - spent / wall),
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def corpus_of(data: Path, most: int, scratch: Path) -> Path:
    """The folder itself, or one with a file for each line of a .jsonl of titles and texts."""
    if data.is_dir():
        return data
    folder = scratch / "corpus"
    folder.mkdir()
    with data.open(encoding="utf-8") as lines:
        for number, line in zip(range(most), lines, strict=False):
            row = json.loads(line)
            text = f"{row.get('title', '')}\n\n{row['text']}\n"
            (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
    return folder


def timed(name: str, corpus: Path) -> Figures:
    """One run in a process of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, __file__, "--run", name, "--scratch", scratch, str(corpus)]
        command += ["--started", str(time.time())]
        environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    found: Figures = json.loads(done.stdout.splitlines()[-1])
    return found


def median(runs: Sequence[Figures], name: str) -> float:
    """The median of one figure over the runs."""
    return statistics.median(run[name] for run in runs)


def compare(corpus: Path, rounds: int) -> None:
    """Run both in turns and print the medians, and the medians of the ratios of each round."""
    runs: dict[str, list[Figures]] = {"ours": [], "plain": []}
    for _ in range(rounds):
        for name, found in runs.items():
            found.append(timed(name, corpus))
    print(f"{'':20}{'ours':>12}{'plain':>12}{'ratio':>8}  (median of {rounds} rounds)")
    for name in runs["ours"][0]:
        mine, other = median(runs["ours"], name), median(runs["plain"], name)
        pairs = zip(runs["ours"], runs["plain"], strict=True)
        ratio = statistics.median(b[name] / a[name] for a, b in pairs)
        shown = 1 / ratio if name.endswith("/s") else ratio
        print(f"{name:20}{mine:12.1f}{other:12.1f}{shown:8.2f}")


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of documents, or .jsonl of title and text")
    parser.add_argument("--limit", type=int, default=1000, help="lines of the .jsonl to take")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--ours-only", action="store_true", help="one run, without the peer")
    parser.add_argument("--run", choices=["ours", "plain"], help=argparse.SUPPRESS)
    parser.add_argument("--scratch", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--started", type=float, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        run: Any = {"ours": ours, "plain": plain}[given.run]
        print(json.dumps(run(given.data, given.scratch, given.started)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        corpus = corpus_of(given.data, given.limit, Path(scratch))
        if given.ours_only:
            for name, value in timed("ours", corpus).items():
                print(f"{name:20}{value:12.1f}")
        else:
            compare(corpus, given.rounds)


if __name__ == "__main__":
    main()
