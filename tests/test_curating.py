"""Uploads and removals: safe names, checked content, and a corpus as it was after a failure."""

import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import Advisor, CorpusError, EssayError, IndexLocked, Settings, SyncReport, curating
from advisor.loading import ignored

TEXT = "# The ferry\n\nThe ferry sold tickets by telephone in 1987.\n"


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    file = tmp_path / "uploaded"
    file.write_text(TEXT, encoding="utf-8")
    return file


def files(advisor: Advisor) -> dict[str, bytes]:
    folder = advisor.settings.corpus_dir
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*")}


@given(st.text())
def test_a_name_stays_in_the_folder_and_is_read_by_the_loader(given_name: str) -> None:
    for suffix in ("", ".md", ".PDF"):
        try:
            name = curating.file_name(given_name + suffix)
        except EssayError:
            continue
        assert Path(name).name == name
        assert not ignored(name)
        assert curating.file_name(name) == name
        name.encode()


@pytest.mark.parametrize(
    "name",
    ["", ".md", "..", "../.md", "README.md", ".hidden.md", "a.exe", "a.md.tmp", "a", "---.md"],
)
def test_names_that_are_refused(name: str) -> None:
    with pytest.raises(EssayError):
        curating.file_name(name)


def test_an_added_document_is_answered_from_and_a_removed_one_is_not(
    advisor: Advisor, upload: Path
) -> None:
    advisor.sync()
    seen: list[tuple[int, int]] = []
    found = curating.add(
        advisor, [("../up/ferry.md", upload)], progress=lambda *done: seen.append(done)
    )
    assert found.report is not None
    assert (found.report.added, found.refused) == (("ferry.md",), ())
    assert seen[-1][0] == seen[-1][1]
    assert advisor.search("ferry tickets by telephone")[0].passage.essay_id == "ferry"
    assert curating.remove(advisor, "ferry.md").removed == ("ferry.md",)
    assert "ferry.md" not in files(advisor)
    hits = advisor.search("ferry tickets by telephone", 99)
    assert "ferry" not in {hit.passage.essay_id for hit in hits}


def test_what_is_not_fit_is_refused_and_nothing_is_kept(
    advisor: Advisor, upload: Path, tmp_path: Path
) -> None:
    advisor.sync()
    before, generation = files(advisor), advisor.status().generation
    empty, broken = tmp_path / "empty", tmp_path / "broken"
    empty.write_text("---\ntitle: x\n---\n", encoding="utf-8")
    broken.write_bytes(b"%PDF-1.4 no pdf")
    given_files = [
        ("empty.md", empty),
        ("broken.pdf", broken),
        ("a.exe", upload),
        ("Mill.md", upload),
        ("gone.md", tmp_path / "gone"),
    ]
    found = curating.add(advisor, given_files)
    assert found.report is None
    assert [name for name, _ in found.refused] == [name for name, _ in given_files]
    reasons = dict(found.refused)
    assert "holds no text" in reasons["empty.md"]
    assert "another document, mill.md" in reasons["Mill.md"]
    assert files(advisor) == before
    assert advisor.status().generation == generation


def test_too_large_a_document_is_refused(advisor: Advisor, tmp_path: Path) -> None:
    small = Advisor(Settings(**{**dict(advisor.settings), "max_file_mb": 1}), advisor._encoder)
    file = tmp_path / "large"
    file.write_text("word " * 300_000, encoding="utf-8")
    found = curating.add(small, [("large.txt", file)])
    assert "ADVISOR_MAX_FILE_MB" in found.refused[0][1]


def test_the_same_text_under_another_name_is_refused(advisor: Advisor, upload: Path) -> None:
    advisor.sync()
    before = files(advisor)
    upload.write_bytes(before["mill.md"])
    found = curating.add(advisor, [("z-copy.md", upload)])
    assert "the same text as mill.md" in found.refused[0][1]
    assert found.report is not None
    assert not found.report.skipped
    assert files(advisor) == before


def test_replacing_keeps_the_name_and_a_failure_keeps_the_content(
    advisor: Advisor, upload: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    advisor.sync()
    found = curating.add(advisor, [("MILL.MD", upload)], replace=True)
    assert found.report is not None
    assert found.report.updated == ("mill.md",)
    before = files(advisor)

    def locked(*_: object) -> None:
        raise IndexLocked("Another ingestion is running", hint="Wait.")

    monkeypatch.setattr(advisor, "sync", locked)
    upload.write_text(TEXT + "\nMore of it.\n", encoding="utf-8")
    for name in ("mill.md", "new.md"):
        with pytest.raises(IndexLocked):
            curating.add(advisor, [(name, upload)], replace=True)
    with pytest.raises(IndexLocked):
        curating.remove(advisor, "mill.md")
    assert files(advisor) == before


def test_what_reached_the_index_is_kept_when_a_second_ingestion_fails(
    advisor: Advisor, upload: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    advisor.sync()
    twin = tmp_path / "twin.md"
    twin.write_bytes(files(advisor)["mill.md"])
    first = advisor.sync

    def once(*given: Any) -> SyncReport:
        monkeypatch.setattr(advisor, "sync", locked)
        return first(*given)

    def locked(*_: object) -> None:
        raise IndexLocked("Another ingestion is running", hint="Wait.")

    monkeypatch.setattr(advisor, "sync", once)
    with pytest.raises(IndexLocked):
        curating.add(advisor, [("ferry.md", upload), ("twin.md", twin)])
    assert {essay.path for essay in advisor.essays()} == set(files(advisor))


def test_a_long_name_in_another_script_is_cut_to_what_a_disk_takes() -> None:
    assert len(curating.file_name("转" * 120 + ".md").encode()) < 255


@pytest.mark.parametrize(
    "path", ["../secret.md", "nowhere.md", "", ".", "/etc/passwd", "sub/../mill.md"]
)
def test_only_a_document_of_the_corpus_is_removed(advisor: Advisor, path: str) -> None:
    advisor.sync()
    secret = advisor.settings.corpus_dir.parent / "secret.md"
    secret.write_text("x", encoding="utf-8")
    before = files(advisor)
    with pytest.raises(CorpusError, match="no document"):
        curating.remove(advisor, path)
    assert files(advisor) == before
    assert secret.exists()


def test_the_last_document_stays(advisor: Advisor) -> None:
    advisor.sync()
    curating.remove(advisor, "bakery.md")
    with pytest.raises(CorpusError, match="holds no essay"):
        curating.remove(advisor, "mill.md")
    assert list(files(advisor)) == ["mill.md"]


def test_a_folder_of_that_name_is_not_replaced(advisor: Advisor, upload: Path) -> None:
    advisor.sync()
    (advisor.settings.corpus_dir / "ferry.md").mkdir()
    found = curating.add(advisor, [("ferry.md", upload)], replace=True)
    assert "name of a folder" in found.refused[0][1]


def test_a_disk_that_cannot_be_written_is_told(
    advisor: Advisor, upload: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    advisor.sync()
    before = files(advisor)
    monkeypatch.setattr("os.replace", full)
    with pytest.raises(CorpusError, match="No space left"):
        curating.add(advisor, [("ferry.md", upload)])
    assert files(advisor) == before


def test_two_uploads_at_once_are_both_kept(advisor: Advisor, tmp_path: Path) -> None:
    advisor.sync()
    found: list[curating.Curated] = []

    def one(name: str) -> None:
        file = tmp_path / name
        file.write_text(TEXT.replace("ferry", name), encoding="utf-8")
        found.append(curating.add(advisor, [(f"{name}.md", file)]))

    threads = [threading.Thread(target=one, args=[name]) for name in ("alpha", "beta")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not [one.refused for one in found if one.refused]
    assert {"alpha", "beta"} <= {essay.id for essay in advisor.essays()}


@pytest.mark.parametrize(
    ("host", "curating_set", "may"),
    [
        ("127.0.0.1", None, True),
        ("localhost", None, True),
        ("::1", None, True),
        ("0.0.0.0", None, False),
        ("advisor.example", None, False),
        ("0.0.0.0", True, True),
        ("127.0.0.1", False, False),
    ],
)
def test_the_library_is_open_to_changes_on_loopback_or_where_allowed(
    host: str, curating_set: bool | None, may: bool
) -> None:
    assert Settings(host=host, curating=curating_set).may_curate is may
