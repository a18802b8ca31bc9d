"""Ingestion as a curator meets it: dry runs, rebuilds, odd files, and what an edit costs."""

import contextlib
import gc
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from logging import WARNING
from pathlib import Path
from typing import Any

import formats_files as make
import pytest
from conftest import MILL
from test_index import BAD_BYTES, Library, essay, essays_with, paragraph

import advisor
import advisor.advisor as module
from advisor import Essay, Settings, SyncReport
from advisor.advisor import Advisor
from advisor.cli import main
from advisor.errors import IndexDamaged, IndexLocked, IndexMismatch, IndexUnwritable
from advisor.index import generations, read_receipt, sync, verify
from advisor.index.plan import Plan
from advisor.index.vectors import VectorStore
from advisor.loading import Limits


@pytest.fixture
def library(tmp_path: Path, corpus: Path) -> Library:
    """The two small essays; nothing is ingested yet."""
    return Library(corpus, tmp_path / "index")


@pytest.fixture
def synced(library: Library) -> Library:
    """The two small essays, ingested."""
    library.sync()
    return library


def dry_run(library: Library) -> SyncReport:
    return sync(library.corpus, library.index, library.encoder, dry_run=True)


def rebuild(library: Library) -> SyncReport:
    library.encoder.encoded.clear()
    return sync(library.corpus, library.index, library.encoder, rebuild=True)


def without_time(report: SyncReport) -> SyncReport:
    return replace(report, seconds=0.0, finished_at="")


def texts(library: Library) -> dict[str, str]:
    """The text of every essay that is served."""
    generation = library.open()
    found = [generation.essay(essay_id) for essay_id in generation.essay_ids()]
    return {one.id: one.text for one in found if one}


def content(folder: Path) -> dict[str, tuple[int, bytes | None]]:
    """Time and bytes of everything below the folder."""
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mtime_ns,
            path.read_bytes() if path.is_file() else None,
        )
        for path in sorted(folder.rglob("*"))
    }


@contextlib.contextmanager
def writer_elsewhere(index: Path) -> Iterator[None]:
    """Another process holds the writer's lock within the block."""
    script = (
        "import sys; from pathlib import Path; from advisor.index import generations\n"
        "with generations.writing(Path(sys.argv[1])):\n"
        "    print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(index)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield
        other.communicate("")


class TestDryRun:
    def test_it_reports_what_the_ingestion_then_does(self, synced: Library) -> None:
        synced.write("bread.md", essay("oven", "shop", "cart"))
        synced.sync()
        synced.write("bread.md", essay("oven", "stall", "cart"))
        synced.write("new.md", essay("wheel", "sail"))
        synced.write("twin.txt", MILL)
        synced.write("slides.pptx", "x")
        (synced.corpus / "bad.md").write_bytes(BAD_BYTES)
        (synced.corpus / "bakery.md").unlink()
        planned = dry_run(synced)
        assert planned.added == ("new.md",)
        assert planned.updated == ("bread.md",)
        assert planned.removed == ("bakery.md",)
        assert planned.passages_embedded == 3
        assert [path for path, _ in planned.failed] == ["bad.md"]
        done = synced.sync()
        assert replace(without_time(planned), passages_reused=done.passages_reused) == (
            without_time(done)
        )

    def test_a_first_one_counts_every_passage_and_makes_no_folder(self, library: Library) -> None:
        planned = dry_run(library)
        assert not library.index.exists()
        assert library.encoder.encoded == []
        assert planned.added == ("bakery.md", "mill.md")
        assert planned.passages_embedded == library.sync().passages_embedded > 0

    def test_it_writes_nothing_at_all(self, synced: Library) -> None:
        synced.write("new.md", essay("wheel", "sail"))
        (synced.corpus / "bakery.md").unlink()
        before = content(synced.index)
        dry_run(synced)
        after = content(synced.index)
        assert [path for path in before | after if before.get(path) != after.get(path)] == []

    def test_it_does_not_throw_a_damaged_cache_away(self, synced: Library) -> None:
        cache = synced.index / "vectors.sqlite3"
        cache.write_bytes(b"no database" * 1000)
        synced.write("new.md", essay("wheel"))
        dry_run(synced)
        assert cache.read_bytes() == b"no database" * 1000

    def test_it_needs_no_lock(self, synced: Library) -> None:
        synced.write("new.md", essay("wheel"))
        with writer_elsewhere(synced.index):
            assert dry_run(synced).added == ("new.md",)

    def test_a_text_that_several_essays_share_counts_once(self, library: Library) -> None:
        shared = paragraph("shared")
        many = [paragraph(f"w{number}") for number in range(260)]
        library.write("a.md", "\n\n".join([shared, *many]))
        library.write("z.md", "\n\n".join([shared, paragraph("other")]))
        assert dry_run(library).passages_embedded == library.sync().passages_embedded

    def test_it_counts_the_touched_passages_even_if_the_cache_is_gone(
        self, library: Library
    ) -> None:
        library.write("bread.md", essay("oven", "shop", "cart"))
        library.sync()
        (library.index / "vectors.sqlite3").unlink()
        library.write("bread.md", essay("oven", "stall", "cart"))
        planned = dry_run(library)
        assert planned.passages_embedded == library.sync().passages_embedded == 1


class TestRebuild:
    def test_it_makes_a_whole_new_generation_and_embeds_nothing(self, synced: Library) -> None:
        before, served = synced.folder, texts(synced)
        report = rebuild(synced)
        assert synced.folder != before
        assert (report.passages_embedded, synced.encoder.encoded) == (0, [])
        assert report.passages_reused == len(synced.entries())
        assert texts(synced) == served
        assert synced.verify().ok

    def test_it_takes_nothing_over_but_what_cannot_be_read(self, synced: Library) -> None:
        key, entry = min(synced.entries().items())
        wrong = synced.encoder.encode(["something else altogether"])[0]
        again = Plan(add=(key,), delete=(key,), update=(), keep=())
        synced.tamper(again, {key: entry}, {key: wrong})
        rebuild(synced)
        assert synced.verify().ok

    def test_an_unreadable_file_keeps_its_earlier_version(self, synced: Library) -> None:
        served = texts(synced)
        (synced.corpus / "mill.md").write_bytes(BAD_BYTES)
        report = rebuild(synced)
        assert [path for path, _ in report.failed] == ["mill.md"]
        assert texts(synced) == served
        assert essays_with(synced.open(), "zloty") == {"mill"}
        assert synced.verify().ok

    def test_an_essay_kept_in_this_way_is_mended_and_removed_like_any_other(
        self, synced: Library
    ) -> None:
        (synced.corpus / "mill.md").write_bytes(BAD_BYTES)
        rebuild(synced)
        synced.write("mill.md", essay("wheel"))
        assert synced.sync().updated == ("mill.md",)
        (synced.corpus / "mill.md").unlink()
        assert synced.sync().removed == ("mill.md",)
        assert synced.verify().ok

    def test_a_copy_of_an_unreadable_file_stays_a_copy(self, synced: Library) -> None:
        synced.write("windmill.md", MILL)
        synced.sync()
        (synced.corpus / "mill.md").write_bytes(BAD_BYTES)
        assert synced.sync().skipped == (("windmill.md", "the same text as mill.md"),)
        rebuild(synced)
        assert sorted(texts(synced)) == ["bakery", "mill"]
        assert synced.verify().ok

    def test_a_copy_that_comes_before_an_unreadable_file_takes_its_place(
        self, synced: Library
    ) -> None:
        synced.write("a-mill.md", MILL)
        (synced.corpus / "mill.md").write_bytes(BAD_BYTES)
        ((path, reason),) = synced.sync().skipped
        assert path == "mill.md"
        assert "its text was that of a-mill.md" in reason
        assert sorted(texts(synced)) == ["a-mill", "bakery"]

    def test_a_folder_of_another_name_among_the_generations_stops_nothing(
        self, synced: Library
    ) -> None:
        (synced.index / "generations" / "1 copy").mkdir()
        synced.write("new.md", essay("wheel"))
        assert synced.sync().added == ("new.md",)

    def test_a_failed_one_leaves_the_index_as_it_was(self, synced: Library) -> None:
        def fill_the_disk(done: int, total: int) -> None:
            raise OSError("no space left on device")

        before = synced.folder
        with pytest.raises(IndexUnwritable, match="no space left"):
            sync(synced.corpus, synced.index, synced.encoder, rebuild=True, progress=fill_the_disk)
        assert synced.folder == before
        assert [path.name for path in before.parent.iterdir()] == [before.name]
        assert synced.verify().ok


class TestReadersMeanwhile:
    def test_a_rebuild_keeps_the_generation_that_they_read(self, synced: Library) -> None:
        before = synced.folder
        rebuild(synced)
        assert before.is_dir()

    def test_one_that_is_overtaken_by_two_ingestions_opens_the_last(
        self, synced: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pointer = generations.current
        words = iter(("wheel", "sail"))

        def overtaken(index_dir: Path) -> int | None:
            number = pointer(index_dir)
            monkeypatch.setattr(generations, "current", pointer)
            for word in words:
                synced.write("mill.md", essay(word))
                synced.sync()
            return number

        monkeypatch.setattr(generations, "current", overtaken)
        assert essays_with(synced.open(), "sail") == {"mill"}


def age(library: Library, part: str) -> None:
    """Make the index one of an earlier version, in one respect."""
    file = library.folder / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    manifest["built_by"][part] -= 1
    file.write_text(json.dumps(manifest), encoding="utf-8")


class TestOlderIndex:
    @pytest.mark.parametrize("part", ["format", "loader", "chunker", "tokens"])
    def test_it_is_refused_then_rebuilt_with_a_warning(
        self, synced: Library, part: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        before = synced.folder
        age(synced, part)
        with pytest.raises(IndexMismatch, match=f"{part} is ") as caught:
            synced.open()
        assert "advisor ingest" in caught.value.hint
        report = synced.sync()
        (warning,) = (
            record.getMessage()
            for record in caplog.records
            if record.levelno >= WARNING and record.name.startswith("advisor")
        )
        assert f"{part} is " in warning
        assert "built anew" in warning
        assert synced.folder != before
        assert synced.encoder.encoded == [], "the vectors were known"
        assert len(report.added) == 2
        assert synced.verify().ok

    def test_an_unreadable_file_keeps_its_version_where_the_format_is_the_same(
        self, synced: Library
    ) -> None:
        served = texts(synced)
        age(synced, "chunker")
        (synced.corpus / "mill.md").write_bytes(BAD_BYTES)
        assert [path for path, _ in synced.sync().failed] == ["mill.md"]
        assert texts(synced) == served
        assert synced.verify().ok

    def test_an_unreadable_file_of_another_format_is_left_out_and_named(
        self, synced: Library
    ) -> None:
        age(synced, "format")
        (synced.corpus / "mill.md").write_bytes(BAD_BYTES)
        assert [path for path, _ in synced.sync().failed] == ["mill.md"]
        assert list(texts(synced)) == ["bakery"]
        assert synced.verify().ok


class TestIndexInsideTheCorpus:
    @pytest.mark.parametrize("name", ["index", ".advisor", "sub/index"])
    def test_it_is_not_ingested(self, corpus: Path, name: str) -> None:
        library = Library(corpus, corpus / name)
        for _ in range(2):
            report = library.sync()
        assert report.unchanged == ("bakery.md", "mill.md")
        assert (report.skipped, report.failed, report.added) == ((), (), ())
        assert library.verify().ok

    def test_a_neighbour_with_a_longer_name_is_ingested(self, corpus: Path) -> None:
        library = Library(corpus, corpus / "index")
        (corpus / "index-of-mills").mkdir()
        library.write("index-of-mills/sawmill.md", essay("sawmill"))
        assert "index-of-mills/sawmill.md" in library.sync().added

    def test_a_link_that_leads_to_it_is_not_ingested(self, corpus: Path, tmp_path: Path) -> None:
        (tmp_path / "alias").symlink_to(corpus, target_is_directory=True)
        library = Library(corpus, tmp_path / "alias" / "index")
        library.sync()
        assert library.sync().unchanged == ("bakery.md", "mill.md")


class TestTooLarge:
    SMALL = Limits(file_bytes=10_000)

    def test_the_file_is_refused_and_its_earlier_version_stays_served(
        self, synced: Library
    ) -> None:
        before = texts(synced)
        synced.write("mill.md", MILL + paragraph("wheel") * 50)
        report = sync(synced.corpus, synced.index, synced.encoder, limits=self.SMALL)
        ((path, reason),) = report.failed
        assert path == "mill.md"
        assert "ADVISOR_MAX_FILE_MB" in reason
        assert "raise the limit" in reason
        assert texts(synced) == before
        assert verify(synced.corpus, synced.index, synced.encoder, limits=self.SMALL).ok
        assert synced.sync().updated == ("mill.md",)
        assert essays_with(synced.open(), "wheel") == {"mill"}

    def test_the_setting_is_the_limit_and_the_reason_names_it(self, library: Library) -> None:
        with (library.corpus / "large.md").open("wb") as file:
            file.truncate(2_000_001)
        settings = Settings(corpus_dir=library.corpus, index_dir=library.index, max_file_mb=2)
        ((path, reason),) = Advisor(settings, library.encoder).sync().failed
        assert path == "large.md"
        assert "2 MB allowed" in reason

    def test_a_file_of_exactly_the_limit_is_read(self, library: Library) -> None:
        limits = Limits(file_bytes=len(MILL.encode()))
        report = sync(library.corpus, library.index, library.encoder, limits=limits)
        assert report.added == ("bakery.md", "mill.md")


def sentence(place: str) -> str:
    return f"The {place} counted its planks by hand until the year 1998, and then by machine."


def page(body: str, head: str = "") -> bytes:
    """A web page."""
    body = f"<body><article>{body}</article></body>"
    return f"<html><head>{head}</head>{body}</html>".encode()


GOOD: Mapping[str, bytes] = {
    "b.docx": make.docx(make.paragraph(sentence("boatyard"))),
    "c.epub": make.epub(
        {"one.xhtml": f"<body><h1>Carts</h1><p>{sentence('cartwright')}</p></body>"}
    ),
    "S.HTML": page(f"<h1>Planks</h1><p>{sentence('sawmill')}</p>"),
    "w.pdf": make.pdf(make.pages_of(["# Wharves", sentence("wharf")])),
}
DAMAGED: Mapping[str, bytes] = {
    path: page("") if path == "S.HTML" else raw[: len(raw) // 3] for path, raw in GOOD.items()
}


class TestOtherFormats:
    def test_a_damaged_file_keeps_its_good_version(self, library: Library) -> None:
        for path, raw in GOOD.items():
            (library.corpus / path).write_bytes(raw)
        assert library.sync().added == (*sorted([*GOOD, "bakery.md", "mill.md"]),)
        served = texts(library)
        for path, raw in DAMAGED.items():
            (library.corpus / path).write_bytes(raw)
        report = library.sync()
        assert [path for path, _ in report.failed] == sorted(GOOD)
        assert report.unchanged == ("bakery.md", "mill.md")
        assert texts(library) == served
        assert essays_with(library.open(), "sawmill") == {"S"}, "HTML in capitals is HTML"


class TestSameText:
    def test_two_names_and_formats_are_one_essay(self, library: Library) -> None:
        (library.corpus / "copy.txt").write_bytes(MILL.replace("\n", "\r\n").encode())
        report = library.sync()
        assert report.added == ("bakery.md", "copy.txt")
        assert report.skipped == (("mill.md", "the same text as copy.txt"),)
        assert essays_with(library.open(), "zloty") == {"copy"}
        assert library.verify().ok

    def test_when_the_first_is_deleted_the_second_becomes_the_essay(self, library: Library) -> None:
        (library.corpus / "copy.txt").write_bytes(MILL.replace("\n", "\r\n").encode())
        library.sync()
        (library.corpus / "copy.txt").unlink()
        report = library.sync()
        assert (report.added, report.removed) == (("mill.md",), ("copy.txt",))
        assert (report.skipped, library.encoder.encoded) == ((), [])
        assert essays_with(library.open(), "zloty") == {"mill"}
        assert library.verify().ok

    def test_when_the_first_is_edited_both_are_essays(self, library: Library) -> None:
        library.write("copy.txt", MILL)
        library.sync()
        library.write("copy.txt", essay("wheel"))
        report = library.sync()
        assert (report.added, report.updated) == (("mill.md",), ("copy.txt",))
        assert report.skipped == ()
        assert library.verify().ok

    def test_a_copy_that_comes_earlier_by_path_takes_over(self, synced: Library) -> None:
        synced.write("a-copy.md", MILL)
        report = synced.sync()
        assert (report.added, report.removed) == (("a-copy.md",), ("mill.md",))
        assert report.skipped == (("mill.md", "the same text as a-copy.md"),)
        assert (synced.encoder.encoded, sorted(texts(synced))) == ([], ["a-copy", "bakery"])
        assert synced.verify().ok

    def test_three_copies_are_one_essay_until_the_last_is_gone(self, synced: Library) -> None:
        synced.write("n.md", MILL)
        synced.write("o.txt", MILL)
        assert len(synced.sync().skipped) == 2
        for path, left in (("mill.md", "n"), ("n.md", "o")):
            (synced.corpus / path).unlink()
            synced.sync()
            assert essays_with(synced.open(), "zloty") == {left}
            assert synced.verify().ok


def served(library: Library, path: str) -> Essay:
    """The essay of the file, as it is served."""
    generation = library.open()
    found = generation.essay(generation.sources()[path].essay_id)
    assert found is not None
    return found


BODY = "The sawmill counted its planks.\n\nIt never lost one again, and sold them all.\n"
META = (
    '<title>The page</title><meta name="author" content="P. Page">'
    '<meta property="article:published_time" content="2019-02-03">'
)
CORE = "<dc:title>The file</dc:title><dc:creator>W. Word</dc:creator>"


class TestMetadata:
    def test_the_curator_comes_before_the_document_and_the_document_before_the_file(
        self, library: Library
    ) -> None:
        front = "title: In front\nauthor: F. Front\ndate: 2021-01-01"
        cases: dict[str, tuple[str | bytes, tuple[str, bool, str | None, str | None]]] = {
            "all.md": (
                f"---\n{front}\n---\n# Heading\n\n1. {BODY}",
                ("In front", True, "F. Front", "2021-01-01"),
            ),
            "heading.md": (
                f"---\nauthor: F. Front\n---\n# Heading\n\n2. {BODY}",
                ("Heading", True, "F. Front", None),
            ),
            "2019-02-03_by-miller.txt": (f"3. {BODY}", ("2019 02 03 by miller", False, None, None)),
            "page.html": (
                page(f"<h1>Heading</h1><p>4. {BODY}</p>", META),
                ("The page", True, "P. Page", "2019-02-03"),
            ),
            "old-saw_mill.html": (page(f"<p>5. {BODY}</p>"), ("Old saw mill", False, None, None)),
            "file.docx": (
                make.docx(make.paragraph(f"6. {BODY}"), CORE),
                ("The file", True, "W. Word", None),
            ),
        }
        for path, (raw, _) in cases.items():
            (library.corpus / path).write_bytes(raw.encode() if isinstance(raw, str) else raw)
        library.sync()
        for path, (_, stated) in cases.items():
            found = served(library, path)
            assert (found.title, found.titled, found.author, found.date) == stated

    def test_a_new_author_is_an_update_that_embeds_nothing(self, synced: Library) -> None:
        synced.write("mill.md", MILL.replace("A. Miller", "B. Baker"))
        assert synced.sync().updated == ("mill.md",)
        assert synced.encoder.encoded == []
        assert served(synced, "mill.md").author == "B. Baker"


GERMAN = "Die Mühle zählte ihre Säcke bis 1998 von Hand. Ein Schreiber trug jeden in ein Buch ein."

ENGLISH = "Customer relationship management and the internet of things in tomorrow's enterprises"


class TestLanguage:
    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("The mill counted its sacks by hand until a clerk wrote them down.", "en"),
            (GERMAN, "de"),
            ("磨坊用手数袋子，直到一九九八年。", "zh"),
            ("12 / 7", "und"),
            (f"---\nlanguage: de\n---\n{BODY}", "de"),
            (f"# {ENGLISH}\n\n{GERMAN}", "de"),
        ],
        ids=["English", "German", "Chinese", "unknown", "front matter", "English title"],
    )
    def test_it_is_recorded(self, library: Library, text: str, language: str) -> None:
        library.write("text.md", text)
        library.sync()
        assert served(library, "text.md").language == language


class TestLinks:
    def test_a_linked_folder_and_a_link_out_of_the_corpus_are_named(
        self, synced: Library, tmp_path: Path
    ) -> None:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "secret.md").write_text(essay("secret"), encoding="utf-8")
        (synced.corpus / "folder").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
        (synced.corpus / "link.md").symlink_to(tmp_path / "elsewhere" / "secret.md")
        (synced.corpus / "nowhere.md").symlink_to("no-such-file.md")
        reasons = dict(synced.sync().skipped)
        assert list(reasons) == ["folder", "link.md", "nowhere.md"]
        assert "linked folder" in reasons["folder"]
        assert "out of the corpus" in reasons["link.md"]
        assert "nowhere" in reasons["nowhere.md"]
        assert essays_with(synced.open(), "secret") == set()
        assert synced.verify().ok

    def test_an_essay_that_becomes_a_link_out_is_removed_and_named_once(
        self, synced: Library, tmp_path: Path
    ) -> None:
        (synced.corpus / "mill.md").rename(tmp_path / "mill.md")
        (synced.corpus / "mill.md").symlink_to(tmp_path / "mill.md")
        report = synced.sync()
        assert [path for path, _ in report.skipped] == ["mill.md"]
        assert report.removed == ("mill.md",)
        assert list(texts(synced)) == ["bakery"]
        assert synced.verify().ok


class TestVanishing:
    """Files that are deleted while an ingestion runs."""

    def sync_without(self, library: Library, path: str) -> SyncReport:
        """Ingest; the file is deleted when the first one has been read."""
        return library.sync(lambda done, total: (library.corpus / path).unlink(missing_ok=True))

    def test_a_new_file_is_named_once_and_stops_no_other(self, library: Library) -> None:
        library.write("n.md", essay("wheel"))
        report = self.sync_without(library, "mill.md")
        ((path, reason),) = report.failed
        assert path == "mill.md"
        assert "cannot be opened" in reason
        assert report.added == ("bakery.md", "n.md")

    def test_a_known_file_stays_served_until_the_next_ingestion(self, synced: Library) -> None:
        before = texts(synced)
        report = self.sync_without(synced, "mill.md")
        assert [path for path, _ in report.failed] == ["mill.md"]
        assert (report.removed, texts(synced)) == ((), before)
        assert synced.sync().removed == ("mill.md",)
        assert synced.verify().ok

    def test_an_emptied_file_keeps_its_good_version(self, synced: Library) -> None:
        before = texts(synced)
        synced.write("mill.md", "")
        ((_, reason),) = synced.sync().failed
        assert "holds no text" in reason
        assert texts(synced) == before


class TestOddFiles:
    """One bad file never stops the others."""

    def test_half_a_character_in_the_front_matter(self, library: Library) -> None:
        library.write("odd.md", f'---\ntitle: "\\uD800 mill"\nauthor: "\\uDC00"\n---\n{BODY}')
        report = library.sync()
        assert {"bakery.md", "mill.md"} <= set(report.added)
        assert library.verify().ok

    def test_a_folder_whose_name_is_no_unicode(self, library: Library) -> None:
        folder = os.fsencode(library.corpus) + b"/caf\xe9"
        try:
            os.mkdir(folder)
        except OSError:
            pytest.skip("this file system has Unicode names only")
        (library.corpus / os.fsdecode(b"caf\xe9") / "saw.md").write_text(BODY, encoding="utf-8")
        report = library.sync()
        assert report.added == ("bakery.md", "mill.md")
        assert [reason for _, reason in report.skipped] == [
            "its name is not valid Unicode; rename it"
        ]

    def test_a_folder_with_the_name_of_an_essay(self, library: Library) -> None:
        (library.corpus / "folder.md").mkdir()
        (library.corpus / "folder.md" / "saw.md").write_text(BODY, encoding="utf-8")
        assert library.sync().added == ("bakery.md", "folder.md/saw.md", "mill.md")
        assert library.verify().ok

    def test_a_pipe_is_not_waited_for(self, library: Library) -> None:
        os.mkfifo(library.corpus / "pipe.md")
        assert library.sync().skipped == (("pipe.md", "not a regular file"),)

    def test_nothing_but_unreadable_files_is_an_index_without_essays(
        self, library: Library
    ) -> None:
        for path in ("mill.md", "bakery.md"):
            (library.corpus / path).write_bytes(BAD_BYTES)
        report = library.sync()
        assert [path for path, _ in report.failed] == ["bakery.md", "mill.md"]
        assert (texts(library), library.entries()) == ({}, {})
        assert library.verify().ok
        advisor = Advisor(
            Settings(corpus_dir=library.corpus, index_dir=library.index), library.encoder
        )
        assert advisor.search("mill") == ()
        assert advisor.ask("How did the mill cut its losses?").abstained

    def test_failures_are_reported_in_the_order_of_the_paths(self, library: Library) -> None:
        for path in ("z.md", "a.txt", "m/k.md"):
            (library.corpus / path).parent.mkdir(exist_ok=True)
            (library.corpus / path).write_bytes(BAD_BYTES)
        for path in ("c.epub", "w.pdf"):
            (library.corpus / path).write_bytes(DAMAGED[path])
        seen: list[int] = []
        report = library.sync(lambda done, total: seen.append(done))
        paths = [path for path, _ in report.failed]
        assert paths == ["a.txt", "c.epub", "m/k.md", "w.pdf", "z.md"]
        assert all(reason.endswith(".") for _, reason in report.failed), "each has a hint"
        assert seen == sorted(seen)


def essays_alive() -> int:
    return sum(type(thing) is Essay for thing in gc.get_objects())


def test_memory_does_not_grow_with_the_corpus(library: Library) -> None:
    blank = (" " * 99 + "\n") * 1000
    for number in range(300):
        text = f"# Mill {number}\n\nIt pays.\n{blank}\n## Again\n\nIt pays twice.\n"
        library.write(f"e{number:03}.md", text)
    before = essays_alive()
    calls, alive = itertools.count(), []

    def count(done: int, total: int) -> None:
        if next(calls) % 20 == 0:
            alive.append(essays_alive() - before)

    assert len(library.sync(count).added) == 302
    assert len(alive) > 10
    assert max(alive) <= 3
    assert sum(len(text) > 90_000 for text in texts(library).values()) == 300


def test_the_vector_graph_is_made_anew_when_most_of_it_is_dead(library: Library) -> None:
    library.write("a.md", essay(*(f"w{number}x" for number in range(30))))
    library.sync()
    dead = []
    for round_ in range(1, 8):
        library.write("a.md", essay(*(f"w{round_}y{number}x" for number in range(30))))
        library.sync()
        number = generations.current(library.index)
        assert number is not None
        manifest = generations.read_manifest(generations.folder(library.index, number))
        dead.append(manifest.deleted / manifest.passages)
        assert library.verify().ok
    assert max(dead) > 0.5
    assert max(dead) <= 1
    assert dead.count(0) >= 2


class TestStoreThatForgets:
    """Chroma's graph now and then leaves a passage that nothing leads to."""

    @pytest.fixture
    def apply(self) -> Callable[..., None]:
        return VectorStore.apply

    def test_a_passage_that_its_vector_does_not_find_is_added_again(
        self, library: Library, monkeypatch: pytest.MonkeyPatch, apply: Callable[..., None]
    ) -> None:
        astray: list[str] = []

        def misplacing(store: VectorStore, plan: Plan, *rest: dict[str, Any]) -> None:
            wanted, vectors = rest
            if plan.add and not astray:
                astray.append(plan.add[0])
                vectors = {**vectors, plan.add[0]: -vectors[plan.add[0]]}
            apply(store, plan, wanted, vectors)

        monkeypatch.setattr(VectorStore, "apply", misplacing)
        report = library.sync()
        assert astray
        assert report.passages_embedded == len(library.encoder.encoded) == len(library.entries())
        assert library.verify().ok

    def test_a_passage_that_stays_astray_is_never_served(
        self, synced: Library, monkeypatch: pytest.MonkeyPatch, apply: Callable[..., None]
    ) -> None:
        def misplacing(store: VectorStore, plan: Plan, *rest: dict[str, Any]) -> None:
            wanted, vectors = rest
            apply(store, plan, wanted, {key: -vector for key, vector in vectors.items()})

        before = texts(synced)
        synced.write("new.md", essay("wheel"))
        monkeypatch.setattr(VectorStore, "apply", misplacing)
        with pytest.raises(IndexDamaged, match="do not find themselves"):
            synced.sync()
        monkeypatch.setattr(VectorStore, "apply", apply)
        assert texts(synced) == before
        synced.sync()
        assert synced.verify().ok

    def test_a_passage_that_was_never_stored_is_not_forgotten(
        self, library: Library, monkeypatch: pytest.MonkeyPatch, apply: Callable[..., None]
    ) -> None:
        dropped: list[str] = []

        def dropping(store: VectorStore, plan: Plan, *rest: dict[str, Any]) -> None:
            if plan.add and not dropped:
                dropped.append(plan.add[0])
                plan = replace(plan, add=plan.add[1:])
            apply(store, plan, *rest)

        monkeypatch.setattr(VectorStore, "apply", dropping)
        with contextlib.suppress(IndexDamaged):
            library.sync()
        assert dropped
        library.sync()
        assert library.verify().ok

    def test_an_old_passage_that_an_edit_cuts_off_is_found_again(
        self, library: Library, monkeypatch: pytest.MonkeyPatch, apply: Callable[..., None]
    ) -> None:
        library.write("many.md", essay(*(f"w{number}x" for number in range(100))))
        library.sync()
        cut: list[str] = []

        def cutting(store: VectorStore, plan: Plan, *rest: dict[str, Any]) -> None:
            apply(store, plan, *rest)
            entries = store.entries()
            if not cut:
                key = sorted(entries)[1]  # the probe takes every fourth or so, from the first
                cut.append(key)
                again = Plan(add=(key,), delete=(key,), update=(), keep=())
                wrong = library.encoder.encode(["something else altogether"])[0]
                apply(store, again, {key: entries[key]}, {key: wrong})

        library.write("mill.md", essay("wheel"))
        monkeypatch.setattr(VectorStore, "apply", cutting)
        library.sync()
        assert cut
        assert library.verify().ok

    def test_after_many_edits_every_passage_is_found(self, library: Library) -> None:
        for round_ in range(14):
            for number in range(10):
                words = (f"w{round_}x{number}x{part}" for part in range(10))
                library.write(f"e{number}.md", essay(*words))
            library.sync()
            assert library.verify().problems == ()


def long_essay(*changes: tuple[int, str]) -> list[str]:
    """The 25 paragraphs of 60 words each, some of them replaced."""
    paragraphs = [
        " ".join(f"On day {day} the miller of village {number} sold flour." for day in range(6))
        for number in range(25)
    ]
    for at, text in changes:
        paragraphs[at] = text
    return paragraphs


def laid_out(paragraphs: Sequence[str], title: str = "The villages") -> str:
    """The paragraphs as an essay of five sections."""
    sections = (paragraphs[start : start + 5] for start in range(0, len(paragraphs), 5))
    return f"# {title}\n\n" + "\n\n".join(
        f"## Part {number}\n\n" + "\n\n".join(section)
        for number, section in enumerate(sections, start=1)
    )


NEW = " ".join(
    f"In week {week} the miller of the new village gave flour away." for week in range(6)
)
LONGER = " ".join(long_essay()[:4])
MENDED = long_essay()[7].replace("day 3", "day 33")


class TestTouchedPassages:
    """What an edit of an essay of 1,500 words embeds."""

    @pytest.fixture
    def villages(self, library: Library) -> Library:
        library.write("villages.md", laid_out(long_essay()))
        assert sum(len(text.split()) for text in long_essay()) == 1500
        library.sync()
        assert sum(entry.essay_id == "villages" for entry in library.entries().values()) == 25
        return library

    @pytest.mark.parametrize(
        ("edited", "embedded"),
        [
            (laid_out(long_essay((7, MENDED))), 1),
            (laid_out(long_essay((7, MENDED), (8, NEW))), 2),
            (laid_out(long_essay((7, LONGER))), 2),
            (laid_out(long_essay((7, "It pays."))), 1),
            (laid_out([*long_essay(), NEW]).replace("## Part 6\n\n", ""), 1),
            (laid_out(long_essay()).replace("## Part 2", "## The second part"), 5),
            (laid_out(long_essay(), title="All the villages"), 25),
            (laid_out(long_essay()[:7]), 0),
            (laid_out([long_essay()[at] for at in (1, 0, *range(2, 25))]), 0),
            (laid_out(long_essay()).replace("\n\n", "\n\n\n"), 0),
            (f"---\ntags: [mills]\n---\n{laid_out(long_essay())}", 0),
        ],
        ids=[
            "a word",
            "two paragraphs",
            "a longer paragraph",
            "a short paragraph",
            "one more paragraph",
            "a heading",
            "the title",
            "the end deleted",
            "a paragraph moved",
            "more space",
            "front matter",
        ],
    )
    def test_only_they_are_embedded(self, villages: Library, edited: str, embedded: int) -> None:
        villages.write("villages.md", edited)
        report = villages.sync()
        assert report.updated == ("villages.md",)
        assert report.passages_embedded == len(villages.encoder.encoded) == embedded
        assert villages.verify().ok

    def test_a_renamed_file_embeds_nothing(self, villages: Library) -> None:
        (villages.corpus / "sub").mkdir()
        (villages.corpus / "villages.md").rename(villages.corpus / "sub" / "hamlets.md")
        report = villages.sync()
        assert (report.added, report.removed) == (("sub/hamlets.md",), ("villages.md",))
        assert (report.passages_embedded, report.passages_reused) == (0, 25)
        assert villages.encoder.encoded == []
        assert villages.verify().ok

    def test_an_essay_in_two_halves_embeds_what_has_another_title(self, villages: Library) -> None:
        villages.write("villages.md", laid_out(long_essay()[:10]))
        villages.write("more.md", laid_out(long_essay()[10:], title="More villages"))
        assert villages.sync().passages_embedded == 15

    def test_what_was_removed_is_not_embedded_again_when_it_comes_back(
        self, villages: Library
    ) -> None:
        text = (villages.corpus / "villages.md").read_text(encoding="utf-8")
        (villages.corpus / "villages.md").unlink()
        villages.sync()
        villages.write("villages.md", text)
        assert villages.sync().added == ("villages.md",)
        assert villages.encoder.encoded == []


class TestReceipt:
    def test_it_says_when_the_ingestion_ended(self, library: Library) -> None:
        before = datetime.now(UTC) - timedelta(seconds=1)
        report = library.sync()
        ended = datetime.fromisoformat(report.finished_at)
        assert ended.utcoffset() == timedelta(0)
        assert before <= ended <= datetime.now(UTC)

    def test_it_is_kept_as_it_was_given(self, library: Library) -> None:
        library.write("copy.txt", MILL)
        library.write("slides.pptx", "x")
        (library.corpus / "bad.md").write_bytes(BAD_BYTES)
        report = library.sync()
        assert report.skipped
        assert report.failed
        assert read_receipt(library.index) == report

    def test_an_unchanged_corpus_has_a_receipt_of_its_own(self, synced: Library) -> None:
        report = synced.sync()
        assert report.unchanged == ("bakery.md", "mill.md")
        assert read_receipt(synced.index) == report

    def test_neither_a_dry_run_nor_a_failed_ingestion_leaves_one(self, synced: Library) -> None:
        kept = read_receipt(synced.index)
        dry_run(synced)
        with generations.writing(synced.index), pytest.raises(IndexLocked):
            synced.sync()
        assert read_receipt(synced.index) == kept

    @pytest.mark.parametrize(
        "text", ["", "[]", "7", '{"seconds": 1, "of_another_version": true}', '{"added": 7}']
    )
    def test_one_of_another_version_or_none_stops_nobody(self, synced: Library, text: str) -> None:
        (synced.index / "receipt.json").write_text(text, encoding="utf-8")
        assert synced.verify().ok
        assert isinstance(read_receipt(synced.index), SyncReport)
        assert synced.sync().unchanged == ("bakery.md", "mill.md")


Run = Callable[..., tuple[int, str, str]]
"""From arguments to exit code, stdout and stderr."""


@pytest.fixture
def advisor_command(
    library: Library, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """The command line over the library."""
    monkeypatch.setattr(module, "encoder", lambda *_: library.encoder)
    monkeypatch.setenv("ADVISOR_CORPUS_DIR", str(library.corpus))
    monkeypatch.setenv("ADVISOR_INDEX_DIR", str(library.index))

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["advisor", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return run


class TestCommandLine:
    def test_a_dry_run_prints_the_plan_and_makes_nothing(
        self, advisor_command: Run, library: Library
    ) -> None:
        code, out, _ = advisor_command("ingest", "--dry-run")
        assert code == 0
        assert "would be added: bakery.md" in out
        assert "would be added: mill.md" in out
        assert "3 passages embedded" in out
        assert "nothing was changed" in out
        assert not library.index.exists()

    def test_a_dry_run_names_what_would_be_updated_and_removed(
        self, advisor_command: Run, library: Library
    ) -> None:
        advisor_command("ingest")
        library.write("mill.md", essay("wheel"))
        (library.corpus / "bakery.md").unlink()
        _, out, _ = advisor_command("ingest", "--dry-run")
        assert "would be updated: mill.md" in out
        assert "would be removed: bakery.md" in out
        planned = json.loads(advisor_command("ingest", "--dry-run", "--json")[1])
        assert (planned["updated"], planned["removed"]) == (["mill.md"], ["bakery.md"])
        assert "would be" not in advisor_command("ingest")[1]

    def test_a_dry_run_with_a_bad_file_ends_with_3(
        self, advisor_command: Run, library: Library
    ) -> None:
        (library.corpus / "bad.md").write_bytes(BAD_BYTES)
        code, out, _ = advisor_command("ingest", "--dry-run")
        assert code == 3
        assert "failed: bad.md: " in out

    def test_a_rebuild_makes_a_new_generation_from_the_cache(
        self, advisor_command: Run, library: Library
    ) -> None:
        advisor_command("ingest")
        before = library.folder
        code, out, _ = advisor_command("ingest", "--rebuild")
        assert code == 0
        assert "0 passages embedded, 3 reused" in out
        assert library.folder != before

    def test_a_good_file_that_is_damaged_later_ends_with_3_and_stays_served(
        self, advisor_command: Run, library: Library
    ) -> None:
        (library.corpus / "w.pdf").write_bytes(GOOD["w.pdf"])
        assert advisor_command("ingest")[0] == 0
        (library.corpus / "w.pdf").write_bytes(DAMAGED["w.pdf"])
        code, out, _ = advisor_command("ingest")
        assert code == 3
        assert "failed: w.pdf: " in out
        assert "2 unchanged" in out
        assert "wharf" in advisor_command("search", "wharf planks", "-k", "1")[1]

    def test_a_rebuild_beside_another_ingestion_is_refused_with_4(
        self, advisor_command: Run, library: Library
    ) -> None:
        advisor_command("ingest")
        with generations.writing(library.index):
            code, _, err = advisor_command("ingest", "--rebuild")
        assert code == 4
        assert "Another ingestion" in err
        assert "Wait" in err

    def test_the_version_is_printed(self, advisor_command: Run) -> None:
        assert advisor_command("--version")[:2] == (0, f"advisor {advisor.__version__}\n")

    def test_to_watch_and_to_change_nothing_exclude_each_other(
        self, advisor_command: Run, library: Library
    ) -> None:
        code, out, err = advisor_command("ingest", "--watch", "--dry-run")
        assert (code, out) == (2, "")
        assert "exclude each other" in err
        assert not library.index.exists()

    def test_status_says_when_the_last_ingestion_ended(
        self, advisor_command: Run, library: Library
    ) -> None:
        ended = json.loads(advisor_command("ingest", "--json")[1])["finished_at"]
        assert f"last ingestion {ended}" in advisor_command("status")[1]
        assert (
            json.loads(advisor_command("status", "--json")[1])["last_sync"]["finished_at"] == ended
        )

    def test_progress_is_no_part_of_the_result(self, advisor_command: Run) -> None:
        _, out, _ = advisor_command("ingest", "--json")
        assert json.loads(out)["added"] == ["bakery.md", "mill.md"]

    def test_doctor_does_not_count_the_index_as_essays(
        self, advisor_command: Run, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ADVISOR_INDEX_DIR", str(library.corpus / "index"))
        advisor_command("ingest")
        checks = {
            check["name"]: check for check in json.loads(advisor_command("doctor", "--json")[1])
        }
        assert checks["Corpus"]["detail"] == f"2 essays in {library.corpus}"
