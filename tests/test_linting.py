"""Essays held against the rules for curators."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import Advisor, CorpusError, EssayError, Finding, Settings
from advisor.linting import findings, lint, vocabulary
from advisor.loading import Limits

ESSAY = """---
title: The mill that counted
author: A. Miller
date: 2020-05-01
summary: The mill counted its sacks. Its losses fell.
tags: [mills]
language: en
sources:
  - Annual report of the mill (2000)
questions:
  - How did the mill cut its losses?
  - What did the counting machine cost?
  - Who counts the sacks today?
qualifies:
  - essay: bakery
    note: The mill never sold by subscription.
---
# The mill that counted

The mill in Lodz counted by hand until 1998.[^1] A clerk wrote every sack into a ledger.

The machine needed three things:

- The room has to be dry in all 12 months.[^1]
- The owner looks at the number on Monday.

[^1]: Annual report of the mill, 2000.
"""


def found(text: str, known: frozenset[str] | None = frozenset({"mills"})) -> list[tuple[str, str]]:
    """The rule of each finding, and the line of the text that it names."""
    lines = text.split("\n")
    return [
        (one.rule, lines[one.line - 1])
        for one in findings(text, "mill.md", "mill", ids={"mill", "bakery"}, known=known)
    ]


def changed(old: str, new: str) -> str:
    assert ESSAY.count(old) == 1
    return ESSAY.replace(old, new)


def test_an_essay_by_the_rules_is_clean() -> None:
    assert found(ESSAY) == []


@pytest.mark.parametrize(
    "name", ["title", "author", "date", "summary", "tags", "language", "sources", "questions"]
)
def test_required_front_matter_is_missed(name: str) -> None:
    [finding] = findings(
        changed(f"{name}:", f"no-{name}:"), "mill.md", "mill", ids={"bakery"}, known=None
    )
    assert (finding.rule, finding.line) == ("front-matter", 1)
    assert finding.message.startswith(f"{name} is missing")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: The mill that counted", "title: [The mill]"),
        ("title: The mill that counted", "title: 1998"),
        ("author: A. Miller", "author: {first: A}"),
        ("date: 2020-05-01", "date: in May"),
        ("date: 2020-05-01", "date: 2020"),
        ("summary: The mill counted its sacks. Its losses fell.", "summary: 7"),
        ("tags: [mills]", "tags: mills"),
        ("tags: [mills]", "tags: [1998]"),
        ("language: en", "language: no"),
        ("title: The mill that counted", "title: x\nsource_url: 5"),
    ],
)
def test_wrong_types_in_front_matter_are_named_with_their_line(old: str, new: str) -> None:
    assert found(changed(old, new)) == [("front-matter", new.split("\n")[-1])]


def test_a_quoted_date_is_a_date() -> None:
    assert found(changed("2020-05-01", "'2020-05-01'")) == []


def test_invalid_yaml_is_one_finding() -> None:
    [finding] = findings(
        changed("title: The", "title: 'The"), "mill.md", "mill", ids={"bakery"}, known=None
    )
    assert (finding.rule, finding.line) == ("front-matter", 1)
    assert "not valid YAML: line" in finding.message


def test_a_summary_has_two_sentences_and_there_are_three_to_five_questions() -> None:
    one = "summary: The mill counted its sacks."
    assert found(changed(f"{one} Its losses fell.", one)) == [("summary", one)]
    fewer = changed("  - Who counts the sacks today?\n", "")
    assert found(fewer) == [("questions", "questions:")]
    more = changed("questions:\n", "questions:\n  - One?\n  - Two?\n  - Three?\n")
    assert found(more) == [("questions", "questions:")]


def test_half_a_character_from_yaml_is_no_reason_to_fail() -> None:
    text = changed("[mills]", '["\\uD800"]').replace("Its losses fell.", '"\\uD800"')
    text = text.replace("summary: The mill counted its sacks.", "summary:")
    text = text.replace("essay: bakery", 'essay: "\\uD800"')
    assert [rule for rule, _ in found(text)] == ["summary", "tag", "qualifies"]


def test_tags_are_held_against_the_vocabulary_if_there_is_one() -> None:
    text = changed("tags: [mills]", "tags:\n  - mills\n  - milling")
    assert found(text) == [("tag", "  - milling")]
    assert found(text, known=None) == []


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{essay: brewery, note: A note.}", 'There is no essay "brewery"'),
        ("{essay: bakery.md, note: A note.}", 'There is no essay "bakery.md"'),
        ("{essay: mill, note: A note.}", "An essay cannot qualify itself"),
        ("{note: A note.}", "The entry names no essay"),
        ("{essay: bakery}", "The entry has no note"),
        ("{essay: bakery, note: ''}", "The entry has no note"),
        ("bakery", "qualifies has to be a list of entries"),
    ],
)
def test_what_is_wrong_with_a_qualification(entry: str, message: str) -> None:
    text = changed(
        "  - essay: bakery\n    note: The mill never sold by subscription.\n", f"  - {entry}\n"
    )
    [finding] = findings(text, "mill.md", "mill", ids={"mill", "bakery"}, known=None)
    assert message in finding.message
    assert text.split("\n")[finding.line - 1] in (f"  - {entry}", "qualifies:")


def test_a_merged_field_has_no_line_of_its_own() -> None:
    text = changed("title: The mill that counted", "base: &b {title: 1998}\n<<: *b")
    assert found(text) == [("front-matter", "---")]


@pytest.mark.parametrize(
    "line",
    [
        "This cost the owner a year.",
        "It cost the owner a year.",
        "*However*, the owner lost a year.",
        "- They lost a year.",
        "> “That was a year lost.”",
    ],
)
def test_a_dangling_opening_is_found_at_its_line(line: str) -> None:
    text = changed("A clerk wrote every sack into a ledger.", f"A clerk wrote.\n\n{line}")
    assert found(text) == [("opening", line)]


def test_a_later_sentence_may_refer_to_the_one_before_it() -> None:
    assert found(changed("A clerk wrote every", "He wrote every")) == []


def test_a_figure_without_a_source_mark_is_found() -> None:
    assert found(changed("by hand until 1998.[^1]", "by hand until 1998.")) == [
        (
            "source-mark",
            "The mill in Lodz counted by hand until 1998. A clerk wrote every sack into a ledger.",
        )
    ]
    item = "- The room has to be dry in all 12 months."
    assert found(changed(f"{item}[^1]", item)) == [("source-mark", item)]
    assert found(changed("the number on Monday.", "the number on Monday.\n\n1. Count.")) == []


def test_a_mark_wherever_it_stands_in_the_paragraph_is_enough() -> None:
    at_the_end = changed("1998.[^1] A clerk wrote every sack into a ledger.", "1998. So.[^1]")
    assert found(at_the_end) == []
    wrapped = changed("until 1998.[^1] A clerk", "until\n1998. A clerk wrote.[^1] A clerk")
    assert found(wrapped) == []


def test_overlong_sentences_are_found_and_marks_are_no_words() -> None:
    longest = "The clerk " + "very " * 41 + "often counted"
    assert found(changed("A clerk wrote", f"{longest}[^1]. A clerk wrote")) == []
    too_long = found(changed("A clerk wrote", f"One more.\n\n{longest} sacks[^1]. A clerk wrote"))
    assert [rule for rule, _ in too_long] == ["sentence-length"]
    assert too_long[0][1].startswith("The clerk very")


def test_footnotes_are_defined_and_referred_to() -> None:
    assert found(changed("on Monday.", "on Monday.[^7]")) == [
        ("footnote", "- The owner looks at the number on Monday.[^7]")
    ]
    unused = "[^2]: Nobody refers to it."
    assert found(f"{ESSAY}{unused}\n") == [("footnote", unused)]


def test_of_a_text_without_front_matter_only_the_sentences_are_looked_at() -> None:
    body = "# The mill\n\nThe mill closed in 1998.[^9]\n\nThis was a pity.\n"
    assert found(body) == [("opening", "This was a pity.")]


def test_headings_code_tables_and_footnotes_are_no_prose() -> None:
    text = "# This\n\n```\nIt = 5\n```\n\n| It | 5 |\n\n[^1]: This is 5.\n"
    assert found(text) == []


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_linted_without_an_error_and_named_lines_exist(text: str) -> None:
    for content in (text, ESSAY + text, f"---\n{text}\n---\n{text}"):
        for one in findings(content, "a.md", "a", ids=(), known={"x"}):
            assert 1 <= one.line <= content.count("\n") + 1


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=5), st.integers(min_value=0, max_value=5))
def test_lines_are_those_of_the_file(above: int, between: int) -> None:
    text = "Some words here.\n\n" * above + "\n" * between + "This leans back."
    assert found(text) == [("opening", "This leans back.")]


def test_the_vocabulary_is_the_list_below_the_heading_on_tags() -> None:
    readme = "# About\n\n- one\n\n## Tags\n\nUse these:\n\n* `a-b`, c\n- d: e\n"
    assert vocabulary(readme) == frozenset({"a-b", "d"})
    assert vocabulary("# About\n\n- one\n") is None
    assert vocabulary("# Tags\n\nThere are none.\n") is None


def test_the_folder_is_linted_in_the_order_of_paths(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Tags\n\n- mills\n", encoding="utf-8")
    (tmp_path / "mill.md").write_text(changed("[mills]", "[x]"), encoding="utf-8")
    (tmp_path / "bakery.txt").write_text("This leans back.\n", encoding="utf-8")
    (tmp_path / "broken.md").write_bytes("the mill of Łód…".encode()[:-1])
    (tmp_path / "page.html").write_text("<p>This leans back.</p>", encoding="utf-8")
    (tmp_path / "sheet.pdf").write_bytes(b"%PDF-1.4 and nothing else")
    report = lint(tmp_path, besides=tmp_path / "index", limits=Limits(file_bytes=10_000))
    assert [(one.path, one.rule) for one in report] == [
        ("bakery.txt", "opening"),
        ("broken.md", "unreadable"),
        ("mill.md", "tag"),
        ("sheet.pdf", "unreadable"),
    ]
    assert all(one.message.endswith(".") for one in report)


def test_a_corpus_without_a_vocabulary_has_no_unknown_tags(tmp_path: Path) -> None:
    (tmp_path / "mill.md").write_text(changed("[mills]", "[x]"), encoding="utf-8")
    (tmp_path / "bakery.md").write_text("The bakery closed.\n", encoding="utf-8")
    settings = Settings(corpus_dir=tmp_path, index_dir=tmp_path / "index")
    assert Advisor.from_settings(settings).lint() == ()
    assert not (tmp_path / "index").exists()


def test_an_unreadable_vocabulary_and_a_missing_folder_are_errors(tmp_path: Path) -> None:
    with pytest.raises(CorpusError):
        lint(tmp_path / "nowhere", besides=tmp_path, limits=Limits())
    (tmp_path / "mill.md").write_text("The mill.\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("# Tags\n\n- too long\n", encoding="utf-8")
    with pytest.raises(EssayError, match=r"README\.md is"):
        lint(tmp_path, besides=tmp_path / "index", limits=Limits(file_bytes=12))


def test_a_finding_is_a_value() -> None:
    one = Finding(path="a.md", line=1, rule="tag", message="x")
    assert one == Finding(path="a.md", line=1, rule="tag", message="x")
