"""Kill ingestions at random moments; a reader must never notice, and the next one must converge.

    python tests/faults/kill.py --rounds 50

Each round edits, adds and deletes small essays, Markdown and HTML, starts an ingestion in another
process, now and then one that rebuilds, kills it with SIGKILL after a random delay, and checks that
the index serves a whole generation (the one before, or the new one when the kill came too late) and
that the process which parses HTML ends as well. Then it lets an ingestion run to its end, holds the
index against the corpus, and looks for what the killed one left behind. The last line counts the
rounds, kills and problems; the exit code is 1 when there were problems.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from advisor import AdvisorError, IndexMissing, Settings
from advisor.embedding import Encoder, encoder
from advisor.index import Generation, Index, verify

INGEST = """
import sys
from advisor import Advisor
advisor = Advisor.from_settings()
print("ready", flush=True)
advisor.sync(rebuild="rebuild" in sys.argv)
"""
REBUILDS = 0.2
"""Share of the killed ingestions that make the index anew."""

PATIENCE = 10.0
"""Seconds within which a parser has to notice that it is alone."""

Texts = dict[str, str]
"""Words of the essays by id; white space does not count."""


class Ingestion:
    """An ingestion in a process of its own, from the moment its modules are imported."""

    def __init__(self, settings: Settings, *, rebuild: bool = False) -> None:
        folders = {
            "ADVISOR_CORPUS_DIR": str(settings.corpus_dir),
            "ADVISOR_INDEX_DIR": str(settings.index_dir),
            "ADVISOR_CACHE_DIR": str(settings.cache_dir),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-c", INGEST, *(["rebuild"] if rebuild else [])],
            env=os.environ | folders,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        self._process.stdout.readline()

    def finish(self) -> list[str]:
        """Let it run to its end; a problem when it fails."""
        _, errors = self._process.communicate()
        if self._process.returncode == 0:
            return []
        return [f"an ingestion failed: {errors.decode(errors='replace').strip()}"]

    def kill(self, delay: float) -> tuple[bool, list[str]]:
        """Kill it after the delay; whether it was in time, and what is wrong with the end of it."""
        time.sleep(delay)
        parsers = children(self._process.pid)
        self._process.kill()
        self._process.communicate()
        return self._process.returncode < 0, list(outlived(parsers))


def children(process_id: int) -> list[int]:
    """Ids of the processes that the process has started, as far as the system tells."""
    try:
        listed = Path(f"/proc/{process_id}/task/{process_id}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(child) for child in listed.split()]


def outlived(parsers: list[int]) -> Iterator[str]:
    """The processes that are still there although nobody needs them."""
    deadline = time.monotonic() + PATIENCE
    for parser in parsers:
        while alive(parser) and time.monotonic() < deadline:
            time.sleep(0.05)
        if alive(parser):
            yield f"process {parser} outlives the ingestion that started it"


def alive(process_id: int) -> bool:
    """Whether the process runs; one that has ended but was not waited for has no command line."""
    try:
        return bool(Path(f"/proc/{process_id}/cmdline").read_bytes())
    except OSError:
        return False


def edit(corpus: Path, chance: random.Random, round_: int) -> None:
    """Add two essays and edit some, delete some, rename one."""
    files = sorted(corpus.iterdir())
    for file in chance.sample(files, len(files) // 3):
        file.unlink()
    for file in chance.sample(files, len(files) // 3):
        if file.exists():
            write(file, chance)
    for number in range(2 + len(files) // 3):
        write(corpus / f"r{round_}-{number}{chance.choice(('.md', '.md', '.html'))}", chance)
    moved = chance.choice(sorted(corpus.iterdir()))
    moved.rename(corpus / f"r{round_}-moved{moved.suffix}")


def write(file: Path, chance: random.Random) -> None:
    """Fill the file with a few paragraphs, each a passage of its own."""
    paragraphs = [
        " ".join(
            f"In year {chance.randrange(10**6)} the mill sold bread to the town and paid for flour."
            for _ in range(6)
        )
        for _ in range(chance.randint(1, 5))
    ]
    if file.suffix == ".html":
        paragraphs = [f"<p>{paragraph}</p>" for paragraph in paragraphs]
        paragraphs = ["<html><body><article>", *paragraphs, "</article></body></html>"]
    file.write_text("\n\n".join(paragraphs), encoding="utf-8")


def texts(corpus: Path) -> Texts:
    """The essays as they should be served."""
    raw = {file.stem: file.read_text(encoding="utf-8") for file in corpus.iterdir()}
    return {key: words(re.sub("<[^>]+>", " ", text)) for key, text in raw.items()}


def words(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def served(generation: Generation) -> Texts:
    """The essays as they are served; fails when one of their passages is lost."""
    ids, _ = generation.lexical(())
    passages = generation.passages(ids).values()
    held = {key: generation.essay(key) for key in generation.essay_ids()}
    if held.keys() != {passage.essay_id for passage in passages}:
        raise AdvisorError("essays and passages contradict one another")
    return {key: words(found.text) for key, found in held.items() if found}


def reading(settings: Settings, by: Encoder, before: Texts | None, after: Texts) -> Iterator[str]:
    """What a reader has to complain about after a kill."""
    try:
        found = served(Index(settings.index_dir, by).current())
    except IndexMissing:
        if before is not None:
            yield "the index is gone"
    except AdvisorError as error:
        yield f"a reader fails: {error}"
    else:
        if found not in (before, after):
            yield f"a reader sees {len(found)} essays, neither those before nor those after"


def converged(settings: Settings, by: Encoder) -> Iterator[str]:
    """What differs between the index and the corpus after a whole ingestion, and what is left."""
    try:
        yield from verify(settings.corpus_dir, settings.index_dir, by).problems
    except AdvisorError as error:
        yield f"the index cannot be verified: {error}"
    kept = len(list((settings.index_dir / "generations").iterdir()))
    if kept > 2:
        yield f"{kept} generations are kept, not two at most"


def attack(settings: Settings, by: Encoder, rounds: int, chance: random.Random) -> tuple[int, int]:
    """Run the rounds; returns the number of kills and of problems."""
    kills = problems = 0
    longest = 1.0
    before: Texts | None = None
    for round_ in range(1, rounds + 1):
        edit(settings.corpus_dir, chance, round_)
        after = texts(settings.corpus_dir)
        doomed = Ingestion(settings, rebuild=chance.random() < REBUILDS)
        killed, found = doomed.kill(chance.uniform(0, longest))
        found += reading(settings, by, before, after)
        ingestion, started = Ingestion(settings), time.monotonic()
        found += ingestion.finish()
        if killed:
            longest = max(0.2, time.monotonic() - started)
        found += converged(settings, by)
        found += reading(settings, by, after, after)
        before = after
        kills += killed
        problems += len(found)
        for problem in found:
            print(f"round {round_}: {problem}", flush=True)
    return kills, problems


def main() -> int:
    """Parse the command line, run, report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seed", type=int, default=None, help="repeats the edits, not the timing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(corpus_dir=Path(home, "corpus"), index_dir=Path(home, "index"))
        settings.corpus_dir.mkdir()
        by = encoder(settings.embedding_model, settings.cache_dir)
        by.encode(["makes the export now, if it is missing"])
        kills, problems = attack(settings, by, options.rounds, random.Random(options.seed))
    print(f"{options.rounds} rounds, {kills} kills, {problems} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
