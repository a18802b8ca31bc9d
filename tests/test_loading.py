"""Files of the corpus folder become clean essays."""

import logging
import os
import tempfile
import unicodedata
from pathlib import Path

import pytest
from conftest import MILL
from furniture_cases import ARTICLES, TAILS
from hypothesis import example, given
from hypothesis import strategies as st

from advisor import CorpusError, Essay, EssayError, Qualification
from advisor.loading import documents, essay_of, read_file
from advisor.loading.formats import Document

BODY = "The mill in Lodz counted its sacks by hand until 1998.\n"


def fill(folder: Path, *paths: str) -> Path:
    """A corpus in which every one of the paths is a small essay."""
    for path in paths:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(BODY, encoding="utf-8")
    return folder


def read(folder: Path, content: str | bytes, path: str = "mill.md") -> Essay:
    """The essay read from a file of that content."""
    raw = content if isinstance(content, bytes) else content.encode()
    (folder / path).write_bytes(raw)
    return essay_of(read_file(folder / path, 10**7), path, "id", no_parser)


def no_parser(suffix: str, raw: bytes) -> Document:
    raise AssertionError("plain text needs no parser")


def front(folder: Path, *lines: str) -> Essay:
    """The essay that has these lines as its front matter."""
    return read(folder, "\n".join(["---", *lines, "---", BODY]))


class TestDocuments:
    def test_ids_are_paths_without_suffix_in_order(self, tmp_path: Path) -> None:
        fill(tmp_path, "b.txt", "sub/folder/mill.md", "a.MD")
        assert list(documents(tmp_path).ids.items()) == [
            ("a.MD", "a"),
            ("b.txt", "b"),
            ("sub/folder/mill.md", "sub/folder/mill"),
        ]

    def test_files_that_would_share_an_id_keep_their_suffix(self, tmp_path: Path) -> None:
        fill(tmp_path, "mill.md", "mill.txt", "sub/mill.md")
        assert documents(tmp_path).ids == {
            "mill.md": "mill.md",
            "mill.txt": "mill.txt",
            "sub/mill.md": "sub/mill",
        }

    def test_an_id_with_suffix_collides_with_no_other(self, tmp_path: Path) -> None:
        fill(tmp_path, "mill.md", "mill.txt", "mill.md.md", "mill.txt.txt")
        ids = documents(tmp_path).ids
        assert len(set(ids.values())) == len(ids) == 4

    @pytest.mark.parametrize(
        "path",
        [
            ".hidden.md",
            ".git/mill.md",
            "~$mill.md",
            "mill.md~",
            "mill.md.swp",
            "mill.md.part",
            "mill.tmp",
            "README.md",
            "sub/readme.txt",
            "Readme",
        ],
    )
    def test_hidden_and_temporary_files_and_readmes_are_passed_over(
        self, tmp_path: Path, path: str
    ) -> None:
        found = documents(fill(tmp_path, "mill.md", path))
        assert list(found.ids) == ["mill.md"]
        assert found.skipped == ()

    def test_another_format_is_skipped_with_the_reason(self, tmp_path: Path) -> None:
        ((path, reason),) = documents(fill(tmp_path, "mill.md", "sub/mill.odt")).skipped
        assert path == "sub/mill.odt"
        assert ".md, .pdf, .txt" in reason

    def test_a_link_within_the_corpus_is_an_essay(self, tmp_path: Path) -> None:
        fill(tmp_path, "mill.md")
        (tmp_path / "link.md").symlink_to("mill.md")
        assert list(documents(tmp_path).ids) == ["link.md", "mill.md"]

    def test_a_link_that_leads_out_of_the_corpus_is_refused(self, tmp_path: Path) -> None:
        fill(tmp_path, "secret.md", "corpus/mill.md")
        (tmp_path / "corpus" / "link.md").symlink_to("../secret.md")
        found = documents(tmp_path / "corpus")
        assert list(found.ids) == ["mill.md"]
        assert [path for path, _ in found.skipped] == ["link.md"]

    def test_a_folder_that_leads_out_of_the_corpus_is_not_entered(self, tmp_path: Path) -> None:
        fill(tmp_path, "outside/secret.md", "corpus/mill.md")
        (tmp_path / "corpus" / "link").symlink_to("../outside", target_is_directory=True)
        assert list(documents(tmp_path / "corpus").ids) == ["mill.md"]

    def test_a_link_to_itself_does_not_stop_the_others(self, tmp_path: Path) -> None:
        fill(tmp_path, "mill.md")
        (tmp_path / "loop.md").symlink_to("loop.md")
        assert "mill.md" in documents(tmp_path).ids

    def test_a_name_that_is_no_unicode_makes_no_id(self, tmp_path: Path) -> None:
        fill(tmp_path, "mill.md")
        try:
            (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text(BODY, encoding="utf-8")
        except OSError:
            pytest.skip("this file system has Unicode names only")
        found = documents(tmp_path)
        assert list(found.ids) == ["mill.md"]
        assert len(found.skipped) == 1

    def test_a_missing_folder_is_an_error_that_names_it(self, tmp_path: Path) -> None:
        with pytest.raises(CorpusError, match="missing") as error:
            documents(tmp_path / "missing")
        assert "ADVISOR_CORPUS_DIR" in error.value.hint

    def test_a_folder_that_is_to_hold_the_index_as_well(self, tmp_path: Path) -> None:
        (tmp_path / "mill.md").write_text("The mill lost sacks.")
        with pytest.raises(CorpusError, match="both the essays and the index") as error:
            documents(tmp_path, besides=tmp_path)
        assert "ADVISOR_INDEX_DIR" in error.value.hint

    def test_a_folder_without_essays_is_an_error(self, tmp_path: Path) -> None:
        fill(tmp_path, "README.md", ".hidden.md", "mill.odt")
        with pytest.raises(CorpusError, match="holds no essay") as error:
            documents(tmp_path)
        assert ".md, .pdf, .txt" in error.value.hint

    def test_a_folder_that_cannot_be_listed_removes_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "mill.md").write_text(MILL)
        (tmp_path / "sub").mkdir()
        list_folder = os.scandir

        def scandir(path: str) -> object:
            if os.fspath(path).endswith("sub"):
                raise FileNotFoundError(2, "No such file or directory", os.fspath(path))
            return list_folder(path)

        monkeypatch.setattr(os, "scandir", scandir)
        with pytest.raises(CorpusError, match="sub cannot be listed"):
            documents(tmp_path)

    def test_an_index_that_lies_in_the_corpus_holds_no_essay(self, tmp_path: Path) -> None:
        (tmp_path / "mill.md").write_text("# Mill\n\nA mill grinds.\n", encoding="utf-8")
        old = tmp_path / "old"
        (old / "generations" / "1").mkdir(parents=True)
        (old / "current").write_text("1", encoding="utf-8")
        (old / "generations" / "1" / "essay.txt").write_text("A copy.", encoding="utf-8")
        assert set(documents(tmp_path).ids) == {"mill.md"}
        (old / "current").unlink()
        assert len(documents(tmp_path).ids) == 2


class TestFrontMatter:
    def test_every_field_reaches_the_essay(self, tmp_path: Path) -> None:
        essay = front(
            tmp_path,
            "title: The mill that counted",
            "author: A. Miller",
            "url: https://mill.example",
            "language: de",
            "summary: >",
            "  A mill",
            "  counts.",
            "tags: [mills, 2020]",
            "questions: ['How?', 'Why?']",
        )
        assert essay.title == "The mill that counted"
        assert essay.author == "A. Miller"
        assert essay.source_url == "https://mill.example"
        assert essay.language == "de"
        assert essay.summary == "A mill counts."
        assert essay.tags == ("mills", "2020")
        assert essay.questions == ("How?", "Why?")
        assert essay.text == BODY

    @pytest.mark.parametrize(
        ("written", "shown"),
        [
            ("2020-05-01", "2020-05-01"),
            ("2020-05-01 10:30:00", "2020-05-01T10:30:00"),
            ("May 2016", "May 2016"),
            ("2016", "2016"),
        ],
    )
    def test_dates_become_iso_8601(self, tmp_path: Path, written: str, shown: str) -> None:
        assert front(tmp_path, f"date: {written}").date == shown

    @pytest.mark.parametrize(
        ("written", "tags"),
        [
            ("mills", ("mills",)),
            ("[mills, measuring]", ("mills", "measuring")),
            ("[]", ()),
            ("", ()),
            ("[mills, ' ', null, {a: b}]", ("mills",)),
        ],
    )
    def test_a_list_may_be_a_single_value(
        self, tmp_path: Path, written: str, tags: tuple[str, ...]
    ) -> None:
        assert front(tmp_path, f"tags: {written}").tags == tags

    def test_qualifications_need_an_essay_and_a_note(self, tmp_path: Path) -> None:
        essay = front(
            tmp_path,
            "qualifies:",
            "  - {essay: bakery, note: Only where bread is eaten daily.}",
            "  - {essay: brewery}",
            "  - {note: Nobody knows of what.}",
            "  - lonely",
        )
        note = "Only where bread is eaten daily."
        assert essay.qualifies == (Qualification(essay="bakery", note=note),)

    def test_a_field_of_the_wrong_kind_is_as_good_as_none(self, tmp_path: Path) -> None:
        essay = front(tmp_path, "title: {a: b}", "author: [A, B]", "date: ' '", "qualifies: no")
        assert (essay.titled, essay.author, essay.date, essay.qualifies) == (False, None, None, ())

    @pytest.mark.parametrize(
        "line",
        [
            "title: [unclosed",
            "title: 'unclosed",
            "title: The mill: a story",
            "date: 2020-13-45",
            "title: \x07",
            "draft: !!bool maybe",
            "date: !!timestamp maybe",
            "tags: !!python/object/apply:os.getcwd []",
            pytest.param(f"tags: {'[' * 1000}{']' * 1000}", id="deeply nested"),
        ],
    )
    def test_a_broken_block_costs_the_fields_but_not_the_essay(
        self, tmp_path: Path, caplog: pytest.LogCaptureFixture, line: str
    ) -> None:
        assert front(tmp_path, "author: A. Miller", line).text == BODY
        (record,) = caplog.records
        assert record.levelno == logging.WARNING
        assert "mill.md" in record.getMessage()

    def test_an_alias_bomb_is_harmless(self, tmp_path: Path) -> None:
        bomb = [f"{chr(98 + n)}: &{chr(98 + n)} [{f'*{chr(97 + n)}, ' * 9}]" for n in range(20)]
        essay = front(tmp_path, "a: &a [boom]", *bomb, "title: *u", "tags: *u", "qualifies: *u")
        assert (essay.text, essay.titled, essay.tags, essay.qualifies) == (BODY, False, (), ())

    @pytest.mark.parametrize(
        "text",
        [
            f"---\n\nA foreword.\n\n---\n\n{BODY}",
            f"---\n\nIt failed: the plan was: wait.\n\n---\n\n{BODY}",
            f"---\n\n{BODY}",
            f"--- \n{BODY}",
            f"{BODY}\n---\ntitle: no\n---\n",
        ],
    )
    def test_a_rule_is_no_front_matter(self, tmp_path: Path, text: str) -> None:
        assert read(tmp_path, text).text == text

    @pytest.mark.parametrize("block", ["---\n---\n", "---\n# a comment\n---\n", "---\nt: 1\n...\n"])
    def test_an_empty_or_dotted_block_is_front_matter(self, tmp_path: Path, block: str) -> None:
        assert read(tmp_path, block + BODY).text == BODY


class TestCleaning:
    @pytest.mark.parametrize(
        ("raw", "text"),
        [
            ("\ufeffIt pays.".encode(), "It pays."),
            ("It pays.".encode("utf-16"), "It pays."),
            ("\ufeffIt pays.".encode("utf-16-be"), "It pays."),
            (b"It\0 pays.", "It pays."),
            (b"one.\r\ntwo.\rthree.\n", "one.\ntwo.\nthree.\n"),
            ("cafe\u0301".encode(), "caf\u00e9"),
            ("ﬁrm ½ ＋ “it”…\u00a0".encode(), "ﬁrm ½ ＋ “it”…\u00a0"),
            (b"  hard break  \n\ttab \n\n\n end ", "  hard break  \n\ttab \n\n\n end "),
        ],
        ids=["BOM", "UTF-16", "UTF-16-BE", "NUL", "CRLF", "NFC", "not NFKC", "never trimmed"],
    )
    def test_the_text_is_normalised_and_no_more(
        self, tmp_path: Path, raw: bytes, text: str
    ) -> None:
        assert read(tmp_path, raw).text == text

    def test_front_matter_is_found_behind_bom_and_crlf(self, tmp_path: Path) -> None:
        essay = read(tmp_path, b"\xef\xbb\xbf---\r\nauthor: A. Miller\r\n---\r\nIt pays.\r\n")
        assert (essay.author, essay.text) == ("A. Miller", "It pays.\n")

    def test_footnotes_go_with_their_marks(self, tmp_path: Path) -> None:
        text = read(tmp_path, MILL).text
        assert "within a year. The owner" in text
        assert "Annual report" not in text
        assert text.endswith("looks at the number on Monday\n\n")

    def test_a_footnote_ends_where_its_indentation_ends(self, tmp_path: Path) -> None:
        text = "It pays.[^a]\n\n[^a]: A note\n    goes on.\n\n    And on.\nIt pays twice.\n"
        assert read(tmp_path, text).text == "It pays.\n\nIt pays twice.\n"

    def test_a_mark_without_a_definition_stays(self, tmp_path: Path) -> None:
        text = "The class [^a-z] matches.[^1]\n\n[^1]: A note.\n"
        assert read(tmp_path, text).text == "The class [^a-z] matches.\n\n"

    def test_advertising_at_the_end_goes(self, tmp_path: Path) -> None:
        article = ARTICLES["markdown"]
        essay = read(tmp_path, f"{article}\n\n{TAILS['many_blocks_shop']}")
        assert essay.text == f"{article}\n"

    @given(st.text(min_size=1).filter(lambda text: not text.startswith("---")))
    @example("a\r\0\n")
    @example("\ufeff\ufeffe\u0301")
    def test_what_is_left_is_the_beginning_of_the_normalised_file(self, content: str) -> None:
        plain = content.replace("\ufeff", "").replace("\0", "")
        plain = unicodedata.normalize("NFC", plain.replace("\r\n", "\n").replace("\r", "\n"))
        with tempfile.TemporaryDirectory() as folder:
            if plain.strip():
                text = read(Path(folder), content).text
                assert plain.startswith(text)
                assert text.strip()
            else:
                with pytest.raises(EssayError):
                    read(Path(folder), content)


class TestTitle:
    @pytest.mark.parametrize(
        ("text", "title"),
        [
            ("---\ntitle: From the block\n---\n# The mill\n\nIt pays.", "From the block"),
            ("# The **mill** that `counted` #\n\nIt pays.", "The mill that counted"),
            ("It pays.\n\n# The mill\n\nIt pays.", "The mill"),
            ("The mill\n========\n\nIt pays.", "The mill"),
            ("\n\nThe mill that counted\n\nIt pays.", "The mill that counted"),
            ("Why did the mill count?\n\nIt pays.", "Why did the mill count?"),
            ("## The mill\n\nIt pays.", "The mill"),
            ("谁在数袋子\n\n磨坊用手数。", "谁在数袋子"),
        ],
    )
    def test_the_document_names_its_title(self, tmp_path: Path, text: str, title: str) -> None:
        essay = read(tmp_path, text)
        assert (essay.title, essay.titled) == (title, True)

    @pytest.mark.parametrize(
        "text",
        [
            "The mill counted by hand.\n\nIt pays.",
            "The mill counted\nby hand.\n\nIt pays.",
            "The mill needed three things:\n\n- a room",
            "磨坊用手数。\n\n后来不了。",
            f"{'word ' * 40}\n\nIt pays.",
            "It pays.\n\n```sh\n# install\nmake\n```\n",
            "---\n\nIt pays.",
        ],
    )
    def test_a_title_made_from_the_file_name_is_marked(self, tmp_path: Path, text: str) -> None:
        essay = read(tmp_path, text, "the-mill_that--counted.md")
        assert (essay.title, essay.titled) == ("The mill that counted", False)


class TestDigest:
    def test_a_rename_does_not_change_it(self, tmp_path: Path) -> None:
        before, after = read(tmp_path, BODY, "mill.md"), read(tmp_path, BODY, "new-mill.txt")
        assert (before.title, after.title) == ("Mill", "New mill")
        assert before.digest == after.digest

    @pytest.mark.parametrize(
        "line",
        [
            "title: Mill",
            "author: A",
            "date: 2020-05-01",
            "url: https://mill.example",
            "tags: mills",
            "language: de",
            "summary: It pays.",
            "questions: Why?",
            "qualifies: [{essay: bakery, note: Not always.}]",
        ],
    )
    def test_every_field_that_a_reader_sees_changes_it(self, tmp_path: Path, line: str) -> None:
        assert front(tmp_path, line).digest != read(tmp_path, BODY).digest

    def test_line_ends_and_unknown_fields_do_not_change_it(self, tmp_path: Path) -> None:
        dressed = read(tmp_path, f"---\ndraft: 1\n---\n{BODY}".replace("\n", "\r\n"))
        assert dressed.digest == read(tmp_path, BODY).digest


class TestUnreadable:
    @pytest.mark.parametrize(
        "raw", ["Łódź pays…".encode()[:-1], b"\xff\xfea"], ids=["UTF-8", "UTF-16"]
    )
    def test_undecodable_bytes_name_the_path_and_the_remedy(
        self, tmp_path: Path, raw: bytes
    ) -> None:
        with pytest.raises(EssayError, match=r"^not UTF-") as error:
            read(tmp_path, raw)
        assert "UTF-8" in error.value.hint

    @pytest.mark.parametrize(
        "text", ["", " \n\t\n", "\ufeff\0", "---\ntitle: Mill\n---\n", "[^1]: A note.\n"]
    )
    def test_a_file_without_text_is_no_essay(self, tmp_path: Path, text: str) -> None:
        with pytest.raises(EssayError, match=r"^holds no text") as error:
            read(tmp_path, text)
        assert error.value.hint

    def test_a_file_that_is_gone_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(EssayError, match=r"^cannot be opened") as error:
            read_file(tmp_path / "gone.md", 10**7)
        assert error.value.hint


def test_language_follows_the_text(tmp_path: Path) -> None:
    assert read(tmp_path, "互联网改变了工厂。").language == "zh"
    assert read(tmp_path, "It pays.").language == "en"


def test_id_and_path_are_kept(tmp_path: Path) -> None:
    essay = read(tmp_path, BODY)
    assert (essay.id, essay.path) == ("id", "mill.md")
