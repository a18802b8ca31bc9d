"""Watching the corpus folder: real processes, real file events; only the encoder is a fake."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

import pytest
from test_index import BAD_BYTES, Library, essay

from advisor.errors import CorpusError
from advisor.index import generations
from advisor.loading import changes

DEADLINE = 30.0
"""Seconds; generous, since nothing here is a matter of speed."""

PAUSE = 1.0
"""Seconds between two changes that must not become one burst."""

# A job in the background of a shell ignores interrupts; here one has to arrive.
INGEST = f"""
import signal, sys, time
from pathlib import Path
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.path.insert(0, {str(Path(__file__).parent)!r})
import advisor.advisor
from advisor.cli import main
from conftest import FakeEncoder
class Waiting(FakeEncoder):
    def encode(self, texts, progress=None):
        while Path("wait").exists():
            Path("waiting").touch()
            time.sleep(0.05)
        return super().encode(texts)
encoder = Waiting()
advisor.advisor.encoder = lambda *_: encoder
sys.argv = ["advisor", "ingest", "--watch", "--json"]
main()
"""

CHANGES = """
import sys
from pathlib import Path
from advisor.loading import changes
corpus, besides = map(Path, sys.argv[1:])
for _ in changes(corpus, besides=besides):
    print("{}", flush=True)
"""


class Watcher:
    """A process that watches, and what it has printed so far."""

    def __init__(self, command: list[str], home: Path, settings: Mapping[str, str]) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=home,
            env=os.environ | settings,
        )
        self._printed = {"out": "", "err": ""}
        self._threads = [
            threading.Thread(target=self._listen, args=(name, stream), daemon=True)
            for name, stream in (("out", self.process.stdout), ("err", self.process.stderr))
        ]
        for thread in self._threads:
            thread.start()

    def _listen(self, name: str, stream: IO[bytes]) -> None:
        for line in stream:
            self._printed[name] += line.decode()

    @property
    def errors(self) -> str:
        """What it has said on stderr."""
        return self._printed["err"]

    @property
    def reports(self) -> list[Any]:
        """The JSON values that it has printed in full."""
        found, text = [], self._printed["out"]
        while text := text.lstrip():
            try:
                value, end = json.JSONDecoder().raw_decode(text)
            except ValueError:
                break
            found.append(value)
            text = text[end:]
        return found

    def until(self, happened: Callable[[], object], what: str) -> None:
        """Wait until it has happened; fail when the deadline passes or the process ends."""
        deadline = time.monotonic() + DEADLINE
        while not happened():
            ended = self.process.poll() is not None
            if ended or time.monotonic() > deadline:
                pytest.fail(f"not {what}; ended: {ended}; {self.reports}\n{self.errors}")
            time.sleep(0.05)

    def until_reported(self, count: int) -> Any:  # noqa: ANN401 - JSON
        """Wait for so many reports in all; returns the last of them."""
        self.until(lambda: len(self.reports) >= count, f"{count} reports")
        return self.reports[count - 1]

    def until_ended(self) -> int:
        """Wait until the process has ended; returns its exit code."""
        with self.process:
            try:
                code = self.process.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                raise
            for thread in self._threads:
                thread.join(DEADLINE)
        return code

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.until_ended()


@pytest.fixture
def library(tmp_path: Path, corpus: Path) -> Library:
    """The two small essays; nothing is ingested yet."""
    return Library(corpus, tmp_path / "index")


Start = Callable[..., Watcher]
"""Starts a process that is ended with the test."""


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    with ExitStack() as stack:

        def started(*command: str, **settings: str) -> Watcher:
            watcher = Watcher(list(command), tmp_path, settings)
            stack.callback(watcher.end)
            return watcher

        yield started


@pytest.fixture
def ingest(start: Start) -> Callable[[Library], Watcher]:
    """Starts ``advisor ingest --watch --json``; it has ingested once and watches."""

    def started(library: Library) -> Watcher:
        watcher = begin(start, library)
        assert watcher.until_reported(1)["added"] == ["bakery.md", "mill.md"]
        return watcher

    return started


def begin(start: Start, library: Library) -> Watcher:
    return start(
        INGEST, ADVISOR_CORPUS_DIR=str(library.corpus), ADVISOR_INDEX_DIR=str(library.index)
    )


Ingest = Callable[[Library], Watcher]


def put(library: Library, path: str, text: str) -> None:
    """Write the file elsewhere and move it to its place, as one event."""
    outside = library.corpus.parent / "outside"
    outside.write_text(text, encoding="utf-8")
    outside.replace(library.corpus / path)


def save_as_editors_do(library: Library, path: str, text: str) -> None:
    """Keep a swap file and a backup, write a hidden file, and move it over the old one."""
    old = library.corpus / path
    library.write(f".{path}.swp", "what an editor keeps")
    library.write(f"{path}~", old.read_text(encoding="utf-8"))
    library.write(f".{path}.tmp", text)
    (library.corpus / f".{path}.tmp").replace(old)
    (library.corpus / f".{path}.swp").unlink()


def changed(report: Mapping[str, Any]) -> dict[str, list[str]]:
    """The paths that a report names as added, updated or removed."""
    return {name: report[name] for name in ("added", "updated", "removed") if report[name]}


class TestIngestAndWatch:
    def test_each_change_leads_to_one_ingestion(self, library: Library, ingest: Ingest) -> None:
        watcher = ingest(library)
        put(library, "new.md", essay("wheel"))
        assert changed(watcher.until_reported(2)) == {"added": ["new.md"]}
        save_as_editors_do(library, "new.md", essay("sail"))
        assert changed(watcher.until_reported(3)) == {"updated": ["new.md"]}
        (library.corpus / "new.md").rename(library.corpus / "old.md")
        assert changed(watcher.until_reported(4)) == {"added": ["old.md"], "removed": ["new.md"]}
        (library.corpus / "old.md").unlink()
        assert changed(watcher.until_reported(5)) == {"removed": ["old.md"]}
        time.sleep(PAUSE)
        assert len(watcher.reports) == 5
        assert library.open().essay_ids() == ["bakery", "mill"]
        assert library.verify().ok

    def test_a_new_folder_is_watched_as_well(self, library: Library, ingest: Ingest) -> None:
        watcher = ingest(library)
        (library.corpus / "sub").mkdir()
        time.sleep(PAUSE)
        put(library, "sub/new.md", essay("wheel"))
        watcher.until(lambda: library.open().essay("sub/new"), "the essay of the folder")
        shelved = library.corpus.parent / "shelved"
        (library.corpus / "sub").rename(shelved)
        watcher.until(lambda: not library.open().essay("sub/new"), "the folder's removal")
        assert library.verify().ok

    def test_a_burst_of_changes_is_a_few_ingestions_at_most(
        self, library: Library, ingest: Ingest
    ) -> None:
        watcher = ingest(library)
        for number in range(50):
            library.write(f"e{number}.md", essay(f"w{number}x"))
        watcher.until(lambda: len(library.open().essay_ids()) == 52, "all of them")
        time.sleep(PAUSE)
        assert len(watcher.reports) <= 6
        assert library.verify().ok

    def test_what_is_no_essay_and_the_index_itself_cause_no_ingestion(
        self, corpus: Path, ingest: Ingest
    ) -> None:
        library = Library(corpus, corpus / "index")
        watcher = ingest(library)
        for path in (".hidden.md", "mill.md.swp", "~$mill.docx", "mill.tmp", "README.md"):
            library.write(path, "not for readers")
        (library.index / "notes.md").write_text("not for readers", encoding="utf-8")
        time.sleep(PAUSE)
        put(library, "new.md", essay("wheel"))
        assert changed(watcher.until_reported(2)) == {"added": ["new.md"]}
        time.sleep(PAUSE)
        assert len(watcher.reports) == 2

    def test_a_change_during_an_ingestion_is_not_lost(self, library: Library, start: Start) -> None:
        home = library.corpus.parent
        wait, waiting = home / "wait", home / "waiting"
        wait.touch()
        watcher = begin(start, library)
        watcher.until(waiting.exists, "embedding for the first time")
        put(library, "meanwhile.md", essay("wheel"))
        wait.unlink()
        watcher.until_reported(1)
        watcher.until(lambda: library.open().essay("meanwhile"), "the change during the first one")
        waiting.unlink()
        wait.touch()
        put(library, "new.md", essay("sail"))
        watcher.until(waiting.exists, "embedding again")
        put(library, "newer.md", essay("stone"))
        wait.unlink()
        watcher.until(lambda: library.open().essay("newer"), "the change during a later one")
        assert library.verify().ok

    def test_what_goes_wrong_is_said_and_the_watch_goes_on(
        self, library: Library, ingest: Ingest
    ) -> None:
        watcher = ingest(library)
        (library.corpus / "mill.md").write_bytes(BAD_BYTES)
        watcher.until(lambda: watcher.reports[-1]["failed"], "the unreadable file")
        with generations.writing(library.index):
            put(library, "new.md", essay("wheel"))
            watcher.until(lambda: "Another ingestion" in watcher.errors, "the other writer")
            for file in library.corpus.iterdir():
                file.unlink()
            watcher.until(lambda: "holds no essay" in watcher.errors, "the empty folder")
        assert {"bakery", "mill"} <= set(library.open().essay_ids()), "nothing was removed"
        put(library, "newer.md", essay("sail"))
        watcher.until(lambda: library.open().essay_ids() == ["newer"], "the next essay")
        assert library.verify().ok

    def test_a_removed_folder_ends_it_with_an_error(self, library: Library, ingest: Ingest) -> None:
        watcher = ingest(library)
        library.corpus.rename(library.corpus.parent / "elsewhere")
        assert watcher.until_ended() == 2
        assert "There is no corpus folder" in watcher.errors
        assert "Traceback" not in watcher.errors

    def test_new_rights_of_the_folder_disturb_nothing(
        self, library: Library, ingest: Ingest
    ) -> None:
        watcher = ingest(library)
        library.corpus.chmod(0o700)
        os.utime(library.corpus)
        time.sleep(PAUSE)
        put(library, "new.md", essay("wheel"))
        watcher.until(lambda: library.open().essay("new"), "the new essay")
        assert "Traceback" not in watcher.errors

    def test_an_interrupt_ends_it_without_a_traceback(
        self, library: Library, ingest: Ingest
    ) -> None:
        watcher = ingest(library)
        watcher.process.send_signal(signal.SIGINT)
        watcher.until_ended()
        assert "Traceback" not in watcher.errors
        assert library.open().essay_ids() == ["bakery", "mill"]


class TestChanges:
    @pytest.mark.parametrize("index", ["index", ".", "corpus/index"])
    def test_a_change_counts_wherever_the_index_is(
        self, library: Library, start: Start, index: str
    ) -> None:
        watcher = start(CHANGES, str(library.corpus), str(library.corpus.parent / index))
        watcher.until_reported(1)
        put(library, "new.md", essay("wheel"))
        watcher.until_reported(2)

    def test_a_missing_folder_is_an_error_with_a_hint(self, tmp_path: Path) -> None:
        with pytest.raises(CorpusError, match="nowhere") as caught:
            next(changes(tmp_path / "nowhere"))
        assert "ADVISOR_CORPUS_DIR" in caught.value.hint

    def test_a_folder_that_is_a_link_is_watched(self, library: Library, start: Start) -> None:
        home = library.corpus.parent
        (home / "alias").symlink_to(library.corpus, target_is_directory=True)
        watcher = start(CHANGES, str(home / "alias"), str(home / "index"))
        watcher.until_reported(1)
        put(library, "new.md", essay("wheel"))
        watcher.until_reported(2)
