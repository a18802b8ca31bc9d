"""An essay becomes passages that are exact, complete and no longer than the model reads."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

import pytest
from conftest import MILL
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from advisor import Essay, Passage
from advisor.chunking import LARGEST, WINDOW, CountTokens, embedded_text, search_text, split
from advisor.text import blocks

Texts = st.SearchStrategy[str]


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def count_characters(texts: Sequence[str]) -> list[int]:
    """As word pieces do at worst: every character that is no white space is a token."""
    return [len("".join(text.split())) for text in texts]


def count_bytes(texts: Sequence[str]) -> list[int]:
    """As byte-level tokenizers do at worst: a Chinese character is three tokens."""
    return [len("".join(text.split()).encode()) for text in texts]


COUNTERS = pytest.mark.parametrize("count", [count_words, count_characters, count_bytes])


def essay_of(text: str, title: str = "The mill") -> Essay:
    return Essay(id="mill", title=title, path="mill.md", text=text, digest="")


def passages_of(text: str, count: CountTokens = count_words) -> tuple[Passage, ...]:
    return split(essay_of(text), count)


def texts_of(text: str, count: CountTokens = count_words) -> list[str]:
    return [passage.text for passage in passages_of(text, count)]


def prose(words: int, subject: str = "mill") -> str:
    """A paragraph of about that many words in sentences of ten."""
    sentence = f"The {subject} counted its sacks by hand until the autumn."
    return " ".join([sentence] * (words // 10))


def overlap(passage: Passage, start: int, end: int) -> bool:
    return passage.start < end and start < passage.end


WORDS = st.sampled_from(
    ["mill", "Sacks", "count,", "1998", "Dr.", "why?", "done.", "lead:", "互联网", "磨坊。", "Счёт"]
) | st.text("abcé+-*|>#", min_size=1, max_size=12)
LINES = st.lists(WORDS, min_size=1, max_size=25).map(" ".join)
HEADINGS: Texts = st.builds("{} {}".format, st.sampled_from(["#", "##", "###", "######"]), LINES)
ITEMS: Texts = st.lists(LINES, min_size=1, max_size=5).map(lambda lines: "- " + "\n- ".join(lines))
RULES: Texts = st.sampled_from(["---", "* * *", "_" * 200])
PARAGRAPHS: Texts = st.lists(LINES, min_size=1, max_size=5).map("\n".join)
RUNS: Texts = st.builds(str.__mul__, st.sampled_from("xé网。"), st.integers(1, 600))
CODE: Texts = PARAGRAPHS.map("```\n{}\n```".format)
TABLES: Texts = PARAGRAPHS.map(lambda text: "| " + text.replace("\n", " |\n| "))
BLOCKS = HEADINGS | PARAGRAPHS | ITEMS | RULES | RUNS | CODE | TABLES
ESSAYS = (
    st.lists(st.tuples(BLOCKS, st.sampled_from(["\n", "\n\n", "\n \n\n"])), min_size=1, max_size=8)
    .map(lambda pairs: "".join(itertools.chain.from_iterable(pairs)))
    .filter(str.strip)
)


class TestEveryEssay:
    """What holds for whatever is written, however a model counts."""

    pytestmark = COUNTERS
    over_essays = staticmethod(
        settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    )

    @given(ESSAYS)
    @over_essays
    def test_passages_are_exact_ordered_and_disjoint(self, count: CountTokens, text: str) -> None:
        passages = passages_of(text, count)
        edges = [edge for passage in passages for edge in (passage.start, passage.end)]
        assert edges == sorted(edges)
        assert all(text[p.start : p.end] == p.text and p.text.strip() for p in passages)
        assert [p.ordinal for p in passages] == list(range(len(passages)))
        assert {p.essay_id for p in passages} == {"mill"}

    @given(ESSAYS)
    @example("互联网" * 200)
    @over_essays
    def test_every_character_below_the_headings_is_in_a_passage(
        self, count: CountTokens, text: str
    ) -> None:
        passages = passages_of(text, count)
        body = [block for block in blocks(text) if block.kind not in ("heading", "rule")]
        held = {at for passage in passages for at in range(passage.start, passage.end)}
        wanted = {at for block in body for at in range(block.start, block.end)}
        assert not [text[at] for at in sorted(wanted - held) if not text[at].isspace()]

    @given(ESSAYS)
    @over_essays
    def test_no_passage_crosses_a_heading(self, count: CountTokens, text: str) -> None:
        found = blocks(text)
        headings = [block for block in found if block.kind == "heading"]
        if any(block.kind not in ("heading", "rule") for block in found):
            assert not any(
                overlap(passage, heading.start, heading.end)
                for passage in passages_of(text, count)
                for heading in headings
            )

    @given(ESSAYS, LINES, st.sampled_from([128, WINDOW, 512]))
    @example("mill", "คู่มือโรงสี" * 30, WINDOW)
    @over_essays
    def test_nothing_is_longer_than_the_window(
        self, count: CountTokens, text: str, title: str, window: int
    ) -> None:
        essay = essay_of(text, title)
        searched = [embedded_text(essay, p, count, window) for p in split(essay, count, window)]
        assert max(count(searched)) + 2 <= window

    @given(ESSAYS)
    @over_essays
    def test_ids_are_unique_and_stable(self, count: CountTokens, text: str) -> None:
        passages = passages_of(text, count)
        assert len({passage.id for passage in passages}) == len(passages)
        assert passages_of(text, count) == passages


class TestEditing:
    """An edit touches the passages of the edited paragraph only."""

    SIZES = st.integers(7, 15).map(lambda tens: tens * 10)

    @given(st.lists(SIZES, min_size=3, max_size=8), st.data())
    def test_of_one_paragraph(self, sizes: list[int], data: st.DataObject) -> None:
        paragraphs = [prose(size, f"mill-{number}") for number, size in enumerate(sizes)]
        edited = data.draw(st.integers(0, len(sizes) - 1))
        before = {passage.id for passage in passages_of("\n\n".join(paragraphs))}
        paragraphs[edited] = prose(data.draw(self.SIZES), "bakery")
        after = {passage.id for passage in passages_of("\n\n".join(paragraphs))}
        assert len(before) == len(after) == len(sizes)
        assert len(before - after) == 1

    def test_at_the_front_moves_the_others_but_keeps_their_ids(self) -> None:
        text = "\n\n".join(prose(80, subject) for subject in ("mill", "bakery"))
        before = passages_of(text)
        _, *after = passages_of(f"{prose(80, 'brewery')}\n\n{text}")
        assert [p.id for p in after] == [p.id for p in before]
        assert [p.start for p in after] != [p.start for p in before]

    def test_of_a_heading_changes_the_digest_but_not_the_id(self) -> None:
        (old,) = passages_of("## Before\n\nThe mill counted.")
        (new,) = passages_of("## After\n\nThe mill counted.")
        assert (old.id, old.text) == (new.id, new.text)
        assert old.digest != new.digest

    def test_a_repeated_paragraph_is_another_passage(self) -> None:
        first, second = passages_of(f"{prose(80)}\n\n{prose(80)}")
        assert first.text == second.text
        assert first.id != second.id
        assert first.digest == second.digest

    def test_the_same_words_in_another_essay_have_another_id(self) -> None:
        essay = essay_of("The mill counted.")
        (here,) = split(essay, count_words)
        (there,) = split(replace(essay, id="bakery"), count_words)
        assert here.id != there.id


class TestPacking:
    def test_a_paragraph_of_ordinary_length_is_a_passage(self) -> None:
        paragraphs = [prose(80, "mill"), prose(150, "bakery"), prose(60, "brewery")]
        assert texts_of("\n\n".join(paragraphs)) == paragraphs

    def test_short_paragraphs_are_joined(self) -> None:
        text = "\n\n".join([prose(30, "mill"), prose(40, "bakery")])
        assert texts_of(text) == [text]

    def test_a_list_stays_with_its_lead_in(self) -> None:
        items = "\n".join(f"- {prose(20, subject)}" for subject in ("mill", "bakery", "brewery"))
        listed = f"They needed three things:\n\n{items}"
        assert listed in texts_of(f"{prose(150)}\n\n{listed}\n\n{prose(150)}")

    def test_the_list_of_the_mill_stays_with_its_lead_in(self) -> None:
        holding = [text for text in texts_of(MILL) if "three things:" in text]
        assert len(holding) == 1
        assert "- an owner who looks at the number on Monday" in holding[0]

    def test_a_list_that_is_too_long_is_split_between_items(self) -> None:
        items = [f"- {prose(60, f'mill-{number}')}" for number in range(8)]
        texts = texts_of("They needed:\n\n" + "\n".join(items))
        assert len(texts) > 1
        assert all(text.startswith("- ") for text in texts[1:])

    def test_a_paragraph_that_is_too_long_is_split_evenly_between_sentences(self) -> None:
        texts = texts_of(prose(400))
        assert [len(text.split()) for text in texts] == [130, 130, 140]
        assert all(text.endswith("autumn.") for text in texts)

    def test_a_sentence_that_is_too_long_is_split_between_clauses(self) -> None:
        clauses = [f"the mill counted its sacks by hand in {year}" for year in range(1900, 1950)]
        texts = texts_of(", ".join(clauses))
        assert len(texts) > 1
        assert all(text.endswith(",") for text in texts[:-1])

    def test_chinese_is_split_between_sentences(self) -> None:
        text = "很多老板谈转型，第一句话总是问该上哪一套系统。" * 60
        texts = texts_of(text, count_characters)
        assert "".join(texts) == text
        assert all(part.endswith("。") and len(part) <= LARGEST for part in texts)

    @COUNTERS
    def test_a_text_without_a_space_is_split(self, count: CountTokens) -> None:
        texts = texts_of("x" * 200_000, count)
        assert "".join(texts) == "x" * 200_000
        assert max(map(len, texts)) <= 8 * WINDOW

    def test_a_rule_between_short_paragraphs_counts(self) -> None:
        text = f"{prose(10)}\n\n{'-' * 250}\n\n{prose(10)}"
        assert max(count_characters(texts_of(text, count_characters))) <= LARGEST


class TestHeadings:
    @staticmethod
    def headings(text: str) -> list[str]:
        return [passage.heading for passage in passages_of(text)]

    def test_the_path_leads_from_the_outermost_to_the_innermost(self) -> None:
        assert self.headings("## Mill\n### Losses\n#### In 1998\n\ntext") == [
            "Mill > Losses > In 1998"
        ]

    def test_a_heading_ends_those_of_its_level_and_below(self) -> None:
        text = "## Mill\n### Losses\none\n### Gains\ntwo\n## Bakery\nthree"
        assert self.headings(text) == ["Mill > Losses", "Mill > Gains", "Bakery"]

    def test_a_lone_top_title_is_left_out_and_several_are_kept(self) -> None:
        assert self.headings("# Title\none\n## Mill\ntwo") == ["", "Mill"]
        assert self.headings("# Mill\none\n# Bakery\n## Shop\ntwo") == ["Mill", "Bakery > Shop"]

    def test_short_sections_are_not_joined(self) -> None:
        assert texts_of("## Mill\n\none\n\n## Bakery\n\ntwo") == ["one", "two"]

    @pytest.mark.parametrize(
        "text", ["# Mill", "# Mill\n\n## Losses\n\n---\n\n## Gains", "\n---\n"]
    )
    def test_a_document_without_a_body_is_one_passage(self, text: str) -> None:
        (passage,) = passages_of(text)
        assert passage.text == text.strip()


class TestSearchText:
    def test_holds_title_headings_and_text(self) -> None:
        essay = essay_of("text")
        assert search_text(essay, "Losses", "text") == "The mill > Losses\ntext"

    def test_a_title_made_from_the_file_name_is_no_context(self) -> None:
        essay = replace(essay_of("text"), titled=False)
        assert search_text(essay, "Losses", "text") == "Losses\ntext"
        assert search_text(essay, "", "text") == "text"


def test_a_sentence_that_leans_on_the_one_before_opens_no_part() -> None:
    first = " ".join(["mill"] * 90) + "."
    basin = "The basin of the river Warta is wide and " + "green " * 15 + "."
    leaning = "This basin belongs to nine nations " + "today " * 15 + "."
    text = " ".join([first.capitalize(), basin, leaning, first.capitalize()])
    parts = texts_of(text)
    assert len(parts) > 1
    assert not [part for part in parts if part.startswith("This")]
