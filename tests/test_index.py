"""The index under use and under damage: real Chroma and real files, only the encoder is a fake."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from conftest import BAKERY, MILL, FakeEncoder

from advisor.domain import SyncReport, Verification
from advisor.embedding import Vectors
from advisor.errors import (
    CorpusError,
    IndexLocked,
    IndexMismatch,
    IndexMissing,
    IndexUnavailable,
)
from advisor.index import Generation, Index, Progress, generations, sync, verify
from advisor.index.plan import Entry, Plan
from advisor.index.vectors import VectorStore
from advisor.text import terms

BAD_BYTES = "# A mill\n\nThe mill in Łódź clos…".encode()[:-1]  # cut in a character


@dataclass
class Library:
    """A corpus, its index, and an encoder that counts its work."""

    corpus: Path
    index: Path
    encoder: FakeEncoder = field(default_factory=FakeEncoder)

    def write(self, path: str, text: str) -> None:
        (self.corpus / path).write_text(text, encoding="utf-8")

    def sync(self, progress: Progress | None = None) -> SyncReport:
        self.encoder.encoded.clear()
        return sync(self.corpus, self.index, self.encoder, progress=progress)

    def verify(self) -> Verification:
        return verify(self.corpus, self.index, self.encoder)

    def open(self) -> Generation:
        return Index(self.index, self.encoder).current()

    @property
    def folder(self) -> Path:
        """Of the current generation."""
        number = generations.current(self.index)
        assert number is not None
        return generations.folder(self.index, number)

    def entries(self) -> dict[str, Entry]:
        return VectorStore(self.folder / "chroma").entries()

    def tamper(
        self, steps: Plan, entries: dict[str, Entry], vectors: dict[str, Vectors] | None = None
    ) -> None:
        VectorStore(self.folder / "chroma").apply(steps, entries, vectors or {})

    def elsewhere(self, statements: str) -> subprocess.CompletedProcess[str]:
        """Run statements that know ``corpus``, ``index`` and ``encoder`` in another process."""
        script = f"""
import sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from conftest import FakeEncoder
from advisor.errors import IndexUnavailable
from advisor.index import sync, verify
corpus, index = Path({str(self.corpus)!r}), Path({str(self.index)!r})
encoder = FakeEncoder()
{statements}
"""
        return subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=120
        )


@pytest.fixture
def library(tmp_path: Path, corpus: Path) -> Library:
    """The two small essays; nothing is ingested yet."""
    return Library(corpus, tmp_path / "index")


@pytest.fixture
def synced(library: Library) -> Library:
    """The two small essays, ingested."""
    library.sync()
    return library


def paragraph(word: str) -> str:
    """A paragraph long enough to be a passage of its own."""
    return " ".join(
        f"In year {year} the {word} sold bread to the town and paid {year} coins for the flour."
        for year in range(1, 6)
    )


def essay(*words: str) -> str:
    """An essay of one passage a word."""
    return "# Bread\n\n" + "\n\n".join(paragraph(word) for word in words) + "\n"


def plan_of(
    *, add: Sequence[str] = (), delete: Sequence[str] = (), update: Sequence[str] = ()
) -> Plan:
    return Plan(add=tuple(add), delete=tuple(delete), update=tuple(update), keep=())


def essays_with(generation: Generation, word: str) -> set[str]:
    """Ids of the essays that BM25 finds by the word."""
    ids, scores = generation.lexical(terms(word))
    found = [key for key, score in zip(ids, scores, strict=True) if score > 0]
    return {passage.essay_id for passage in generation.passages(found).values()}


class TestSync:
    def test_the_first_run_adds_and_embeds_every_essay(self, library: Library) -> None:
        report = library.sync()
        assert report.added == ("bakery.md", "mill.md")
        assert report.passages_embedded == len(library.encoder.encoded) == len(library.entries())
        assert library.open().essay_ids() == ["bakery", "mill"]

    def test_an_unchanged_corpus_needs_no_model_and_makes_no_generation(
        self, synced: Library
    ) -> None:
        class Unloadable(FakeEncoder):
            def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
                raise AssertionError("encoded")

            def count_tokens(self, texts: Sequence[str]) -> list[int]:
                raise AssertionError("counted tokens")

        folder = synced.folder
        report = sync(synced.corpus, synced.index, Unloadable())
        assert report.unchanged == ("bakery.md", "mill.md")
        assert (report.added, report.updated, report.removed) == ((), (), ())
        assert report.passages_embedded == 0
        assert synced.folder == folder

    def test_an_edited_paragraph_embeds_its_own_passage_only(self, library: Library) -> None:
        library.write("bread.md", essay("oven", "shop", "cart"))
        library.sync()
        library.write("bread.md", essay("oven", "stall", "cart"))
        report = library.sync()
        assert report.updated == ("bread.md",)
        assert report.passages_embedded == 1
        assert [paragraph("stall") in text for text in library.encoder.encoded] == [True]
        assert essays_with(library.open(), "shop") == {"bakery"}
        assert library.verify().ok

    def test_a_moved_paragraph_embeds_nothing(self, library: Library) -> None:
        library.write("bread.md", essay("oven", "shop", "cart"))
        library.sync()
        library.write("bread.md", essay("cart", "oven", "shop"))
        assert library.sync().passages_embedded == 0
        assert library.encoder.encoded == []
        assert library.verify().ok

    @pytest.mark.parametrize("text", [MILL, paragraph("untitled")])
    def test_a_renamed_file_embeds_nothing(self, library: Library, text: str) -> None:
        library.write("old.md", text)
        (library.corpus / "mill.md").unlink()
        library.sync()
        (library.corpus / "old.md").rename(library.corpus / "new.md")
        report = library.sync()
        assert (report.added, report.removed) == (("new.md",), ("old.md",))
        assert library.encoder.encoded == []
        assert library.open().essay_ids() == ["bakery", "new"]
        assert library.verify().ok

    def test_two_files_that_swap_their_texts_embed_nothing(self, synced: Library) -> None:
        synced.write("mill.md", BAKERY)
        synced.write("bakery.md", MILL)
        assert synced.sync().updated == ("bakery.md", "mill.md")
        assert synced.encoder.encoded == []
        assert essays_with(synced.open(), "zloty") == {"bakery"}
        assert synced.verify().ok

    def test_a_deleted_file_is_removed(self, synced: Library) -> None:
        (synced.corpus / "mill.md").unlink()
        assert synced.sync().removed == ("mill.md",)
        assert synced.open().essay("mill") is None
        assert essays_with(synced.open(), "zloty") == set()
        assert synced.verify().ok

    def test_a_file_with_the_same_text_is_skipped_with_the_reason(self, synced: Library) -> None:
        synced.write("windmill.md", MILL)
        report = synced.sync()
        assert report.skipped == (("windmill.md", "the same text as mill.md"),)
        assert synced.open().essay_ids() == ["bakery", "mill"]
        assert synced.verify().ok

    def test_a_copy_takes_the_place_of_its_deleted_original(self, synced: Library) -> None:
        synced.write("windmill.md", MILL)
        synced.sync()
        (synced.corpus / "mill.md").unlink()
        report = synced.sync()
        assert (report.added, report.removed) == (("windmill.md",), ("mill.md",))
        assert synced.encoder.encoded == []
        assert essays_with(synced.open(), "zloty") == {"windmill"}

    def test_two_files_with_one_stem_are_two_essays(self, synced: Library) -> None:
        synced.write("mill.txt", paragraph("sawmill"))
        synced.sync()
        assert synced.open().essay_ids() == ["bakery", "mill.md", "mill.txt"]
        assert synced.verify().ok
        (synced.corpus / "mill.txt").unlink()
        synced.sync()
        assert synced.open().essay_ids() == ["bakery", "mill"]
        assert synced.verify().ok

    def test_an_id_belongs_to_one_file_even_if_suffixes_are_stacked(self, synced: Library) -> None:
        synced.write("mill.txt", paragraph("sawmill"))
        synced.write("mill.md.md", paragraph("watermill"))
        synced.sync()
        assert len(synced.open().essay_ids()) == 4
        assert synced.verify().ok
        assert len(synced.sync().unchanged) == 4

    def test_progress_counts_the_bytes_of_the_documents(self, library: Library) -> None:
        seen: list[tuple[int, int]] = []
        library.sync(lambda done, total: seen.append((done, total)))
        size = sum(file.stat().st_size for file in library.corpus.iterdir())
        assert {total for _, total in seen} == {size}
        assert [done for done, _ in seen] == sorted(done for done, _ in seen)
        assert seen[-1] == (size, size)


class TestFailures:
    def test_an_unreadable_file_keeps_its_good_version_and_stops_no_other(
        self, synced: Library
    ) -> None:
        (synced.corpus / "mill.md").write_bytes(BAD_BYTES)
        synced.write("bakery.md", essay("stall"))
        report = synced.sync()
        ((path, reason),) = report.failed
        assert path == "mill.md"
        assert "UTF-8" in reason
        assert report.updated == ("bakery.md",)
        assert essays_with(synced.open(), "zloty") == {"mill"}
        assert essays_with(synced.open(), "stall") == {"bakery"}
        assert synced.verify().ok

    def test_a_new_unreadable_file_is_no_problem_of_the_index(self, synced: Library) -> None:
        (synced.corpus / "new.md").write_bytes(BAD_BYTES)
        assert [path for path, _ in synced.sync().failed] == ["new.md"]
        assert synced.verify().ok

    def test_an_unreadable_file_that_was_never_ingested_is_named(self, synced: Library) -> None:
        (synced.corpus / "new.md").write_bytes(BAD_BYTES)
        (problem,) = synced.verify().problems
        assert "new.md" in problem

    def test_a_mended_file_is_named_until_it_is_ingested(self, synced: Library) -> None:
        (synced.corpus / "mill.md").write_bytes(BAD_BYTES)
        synced.write("bakery.md", essay("stall"))
        synced.sync()
        synced.write("mill.md", essay("wheel"))
        (problem,) = synced.verify().problems
        assert "mill.md" in problem
        synced.sync()
        assert synced.verify().ok
        assert essays_with(synced.open(), "wheel") == {"mill"}

    def test_a_corpus_of_nothing_but_unreadable_files_makes_no_essay(
        self, library: Library
    ) -> None:
        for path in ("mill.md", "bakery.md"):
            (library.corpus / path).write_bytes(BAD_BYTES)
        assert len(library.sync().failed) == 2
        library.write("mill.md", MILL)
        assert library.sync().added == ("mill.md",)

    @pytest.mark.parametrize("empty", [True, False], ids=["emptied", "missing"])
    def test_a_corpus_without_essays_is_an_error_and_removes_nothing(
        self, synced: Library, empty: bool
    ) -> None:
        shutil.rmtree(synced.corpus)
        if empty:
            synced.corpus.mkdir()
        with pytest.raises(CorpusError) as caught:
            synced.sync()
        assert "ADVISOR_CORPUS_DIR" in caught.value.hint
        assert synced.open().essay_ids() == ["bakery", "mill"]

    @pytest.mark.parametrize("at", ["encode", "progress"])
    def test_an_interrupted_sync_leaves_the_index_and_the_next_one_converges(
        self, synced: Library, at: str
    ) -> None:
        class Interrupted(Exception):
            pass

        class Failing(FakeEncoder):
            def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
                raise Interrupted

        def stop(done: int, total: int) -> None:
            raise Interrupted

        failing = {"encode": (Failing(), None), "progress": (FakeEncoder(), stop)}
        synced.write("mill.md", essay("wheel"))
        (synced.corpus / "bakery.md").unlink()
        encoder, progress = failing[at]
        with pytest.raises(Interrupted):
            sync(synced.corpus, synced.index, encoder, progress=progress)
        assert synced.open().essay_ids() == ["bakery", "mill"]
        assert essays_with(synced.open(), "zloty") == {"mill"}
        synced.sync()
        assert synced.verify().ok
        assert synced.open().essay_ids() == ["mill"]
        assert essays_with(synced.open(), "wheel") == {"mill"}

    def test_a_second_writer_is_refused_while_another_process_writes(self, synced: Library) -> None:
        script = (
            "import sys; from pathlib import Path; from advisor.index import generations\n"
            "with generations.writing(Path(sys.argv[1])):\n"
            "    print('held', flush=True); sys.stdin.read()"
        )
        with subprocess.Popen(
            [sys.executable, "-c", script, str(synced.index)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "held\n"
            with pytest.raises(IndexLocked) as caught:
                synced.sync()
            assert synced.open().essay_ids() == ["bakery", "mill"], "readers need no lock"
            other.communicate("")
        assert caught.value.hint
        assert synced.sync().unchanged == ("bakery.md", "mill.md")


class TestReaders:
    def test_there_is_nothing_to_read_before_the_first_sync(self, library: Library) -> None:
        with pytest.raises(IndexMissing) as caught:
            library.open()
        assert "advisor ingest" in caught.value.hint

    def test_an_open_reader_sees_a_later_sync(self, synced: Library) -> None:
        reader = Index(synced.index, synced.encoder)
        assert essays_with(reader.current(), "wheel") == set()
        synced.write("wheel.md", essay("wheel"))
        synced.sync()
        assert essays_with(reader.current(), "wheel") == {"wheel"}

    def test_an_open_reader_sees_a_sync_of_another_process(self, synced: Library) -> None:
        reader = Index(synced.index, synced.encoder)
        vector = synced.encoder.encode([paragraph("wheel")])[0]
        assert len(reader.current().nearest(vector, 100)) == len(synced.entries())
        synced.write("wheel.md", paragraph("wheel"))
        done = synced.elsewhere("sync(corpus, index, encoder)")
        assert done.returncode == 0, done.stderr
        generation = reader.current()
        (key, similarity), *_ = generation.nearest(vector, 1)
        assert generation.passages([key])[key].essay_id == "wheel"
        assert similarity == pytest.approx(1, abs=1e-5)

    def test_a_reader_in_the_middle_of_an_answer_keeps_its_generation(
        self, synced: Library
    ) -> None:
        generation = synced.open()
        synced.write("mill.md", essay("wheel"))
        synced.sync()
        assert essays_with(generation, "zloty") == {"mill"}

    def test_threads_may_open_and_close_the_index_at_once(self, synced: Library) -> None:
        """Chroma shares one client a folder between all who open it, and does not lock it."""

        def read(_: int) -> set[str]:
            return essays_with(synced.open(), "zloty")

        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(read, range(200))) == [{"mill"}] * 200

    def test_an_index_of_another_model_is_refused_and_rebuilt(self, synced: Library) -> None:
        class Other(FakeEncoder):
            fingerprint = "fake:2"

        other = Other()
        with pytest.raises(IndexMismatch) as caught:
            Index(synced.index, other).current()
        assert "fake:2" in str(caught.value)
        assert "advisor ingest" in caught.value.hint
        report = sync(synced.corpus, synced.index, other)
        assert report.passages_embedded == len(other.encoded) == len(synced.entries())
        assert verify(synced.corpus, synced.index, other).ok


class TestGenerations:
    def kept(self, library: Library) -> set[int]:
        return {int(path.name) for path in (library.index / "generations").iterdir()}

    def test_the_current_one_and_the_one_before_are_kept(self, library: Library) -> None:
        served = []
        for word in ("wheel", "sail", "stone", "shaft"):
            library.write("mill.md", essay(word))
            library.sync()
            served.append(int(library.folder.name))
        assert self.kept(library) == set(served[-2:])

    def test_an_unfinished_one_does_not_push_out_the_one_before(self, synced: Library) -> None:
        class Interrupted(Exception):
            pass

        def stop(done: int, total: int) -> None:
            raise Interrupted

        before = int(synced.folder.name)
        synced.write("mill.md", essay("wheel"))
        with pytest.raises(Interrupted):
            synced.sync(stop)
        synced.sync()
        assert self.kept(synced) == {before, int(synced.folder.name)}

    def test_a_sync_does_not_write_to_the_current_one(self, synced: Library) -> None:
        """Chroma's own folder aside: Chroma touches its files when it opens them."""

        def content(folder: Path) -> dict[Path, bytes]:
            files = (file for file in folder.rglob("*") if file.is_file())
            return {file: file.read_bytes() for file in files if "chroma" not in file.parts}

        before = synced.folder
        kept = content(before)
        assert len(kept) > 5
        synced.write("mill.md", essay("wheel"))
        synced.sync()
        synced.open()
        assert content(before) == kept

    def test_what_a_reader_writes_meanwhile_is_not_copied(self, synced: Library) -> None:
        """Chroma writes to a database as it opens it; its journal is gone a moment later."""
        number = int(synced.folder.name)
        (synced.folder / "chroma" / "chroma.sqlite3-journal").symlink_to("gone")
        copied = generations.begin(synced.index, number + 1, copy=number)
        assert (copied / "chroma" / "chroma.sqlite3").stat().st_size
        assert not list(copied.rglob("*-journal"))


Damage = Callable[[Library], object]


def _pointer(content: bytes) -> Damage:
    return lambda library: (library.index / "current").write_bytes(content)


def _deleted(name: str) -> Damage:
    def damage(library: Library) -> None:
        target = library.folder / name
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink()

    return damage


def _garbage(name: str) -> Damage:
    return lambda library: (library.folder / name).write_bytes(b"\xff no such file \x00" * 400)


def _halved(name: str) -> Damage:
    def damage(library: Library) -> None:
        target = library.folder / name
        os.truncate(target, target.stat().st_size // 2)

    return damage


def _emptied(library: Library) -> None:
    with closing(sqlite3.connect(library.folder / "essays.sqlite3")) as database, database:
        database.execute("DELETE FROM essays")


DAMAGES: dict[str, Damage] = {
    "pointer deleted": lambda library: (library.index / "current").unlink(),
    "pointer emptied": _pointer(b""),
    "pointer garbage": _pointer(b"\xff\xfe?"),
    "pointer to nowhere": _pointer(b"99\n"),
    "generation deleted": _deleted("."),
    "manifest deleted": _deleted("manifest.json"),
    "manifest garbage": _garbage("manifest.json"),
    "manifest halved": _halved("manifest.json"),
    "essays deleted": _deleted("essays.sqlite3"),
    "essays emptied": _emptied,
    "essays garbage": _garbage("essays.sqlite3"),
    "chroma deleted": _deleted("chroma"),
    "chroma database deleted": _deleted("chroma/chroma.sqlite3"),
    "chroma database garbage": _garbage("chroma/chroma.sqlite3"),
    "chroma database halved": _halved("chroma/chroma.sqlite3"),
    "bm25 deleted": _deleted("bm25"),
    "bm25 order deleted": _deleted("bm25/passages.txt"),
    "bm25 order halved": _halved("bm25/passages.txt"),
    "bm25 scores halved": _halved("bm25/data.csc.index.npy"),
    "bm25 scores of essays halved": _halved("bm25/essays/data.csc.index.npy"),
    "bm25 essays of passages halved": _halved("bm25/essay_of.npy"),
    "bm25 of essays deleted": _deleted("bm25/essays"),
}
every_damage = pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())


class TestDamage:
    @every_damage
    def test_it_is_noticed_and_the_next_sync_mends_it(
        self, synced: Library, damage: Damage
    ) -> None:
        damage(synced)
        try:
            noticed = not synced.verify().ok
        except IndexUnavailable as error:
            noticed = bool(error.hint)
        assert noticed
        synced.sync()
        assert synced.verify().ok
        assert synced.open().essay_ids() == ["bakery", "mill"]
        assert essays_with(synced.open(), "zloty") == {"mill"}
        assert synced.encoder.encoded == [], "the vectors were known"

    @every_damage
    def test_a_reader_gets_an_error_rather_than_a_part_of_the_index(
        self, synced: Library, damage: Damage
    ) -> None:
        damage(synced)

        def read() -> None:
            generation = synced.open()
            assert generation.essay_ids() == ["bakery", "mill"]
            essays_with(generation, "zloty")

        with pytest.raises(IndexUnavailable):
            read()

    @pytest.mark.parametrize("content", [b"", b"no database" * 1000], ids=["empty", "garbage"])
    def test_a_damaged_cache_of_vectors_costs_no_more_than_their_computation(
        self, synced: Library, content: bytes
    ) -> None:
        (synced.index / "vectors.sqlite3").write_bytes(content)
        synced.write("wheel.md", essay("wheel"))
        assert synced.sync().added == ("wheel.md",)
        assert synced.verify().ok


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Enough passages for Chroma to write a vector file: 1,000; fewer stay in its database."""
    folder = tmp_path_factory.mktemp("large")
    library = Library(folder / "corpus", folder / "index")
    library.corpus.mkdir()
    for number in range(24):
        words = (f"mill{number}x{i}" for i in range(45))
        library.write(f"e{number}.md", essay(*words))
    library.sync()
    return library


@pytest.mark.parametrize("share", [0.0, 0.5, 0.95])
def test_a_truncated_vector_file_is_noticed_and_mended(
    large: Library, tmp_path: Path, share: float
) -> None:
    """In processes of their own, since Chroma itself may crash on such a file."""
    index = shutil.copytree(large.index, tmp_path / "index")
    library = Library(large.corpus, index)
    (file,) = library.folder.rglob("data_level0.bin")
    os.truncate(file, int(file.stat().st_size * share))
    noticed = library.elsewhere(
        "try: sys.exit(0 if verify(corpus, index, encoder).problems else 'not noticed')\n"
        "except IndexUnavailable: pass"
    )
    assert noticed.returncode == 0, noticed.stderr
    mended = library.elsewhere(
        "sync(corpus, index, encoder)\n"
        "sys.exit(f'{len(verify(corpus, index, encoder).problems)} problems')"
    )
    assert mended.stderr.endswith("built anew\n0 problems\n")


class TestVerify:
    def test_a_fresh_index_has_no_problems(self, synced: Library) -> None:
        found = synced.verify()
        assert found.ok
        assert (found.essays, found.passages) == (2, len(synced.entries()))

    def test_a_lost_passage_is_named(self, synced: Library) -> None:
        key = min(synced.entries())
        synced.tamper(plan_of(delete=[key]), {})
        assert_each_names(synced.verify(), key)

    def test_an_orphan_is_named(self, synced: Library) -> None:
        orphan = replace(next(iter(synced.entries().values())), digest="0" * 32)
        vector = synced.encoder.encode(["orphan"])[0]
        synced.tamper(plan_of(add=["orphan"]), {"orphan": orphan}, {"orphan": vector})
        assert_each_names(synced.verify(), "orphan")

    @pytest.mark.parametrize(
        "moved", [{"start": 0}, {"end": 9999}, {"ordinal": 77}, {"heading": "Elsewhere"}]
    )
    def test_a_wrong_place_is_named(self, synced: Library, moved: dict[str, Any]) -> None:
        entries = synced.entries()
        key = max(entries, key=lambda key: entries[key].start)
        synced.tamper(plan_of(update=[key]), {key: replace(entries[key], **moved)})
        assert_each_names(synced.verify(), key)

    def test_a_vector_of_another_text_is_named(self, synced: Library) -> None:
        key, entry = min(synced.entries().items())
        vector = synced.encoder.encode(["something else altogether"])[0]
        synced.tamper(plan_of(delete=[key], add=[key]), {key: entry}, {key: vector})
        assert_each_names(synced.verify(), key)

    def test_a_changed_file_is_named(self, synced: Library) -> None:
        synced.write("mill.md", MILL + "\nMore was never written about the mill.\n")
        assert_each_names(synced.verify(), "mill.md")

    def test_a_file_that_was_not_ingested_is_named(self, synced: Library) -> None:
        synced.write("wheel.md", essay("wheel"))
        assert_each_names(synced.verify(), "wheel.md")

    def test_a_file_that_is_gone_is_named(self, synced: Library) -> None:
        (synced.corpus / "mill.md").unlink()
        assert_each_names(synced.verify(), "mill.md")


def assert_each_names(found: Verification, name: str) -> None:
    """There are problems, and each of them names the culprit."""
    assert found.problems
    assert [problem for problem in found.problems if name not in problem] == []
