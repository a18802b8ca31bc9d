"""Tokens, sentences and blocks of a text."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisor.text import (
    blocks,
    is_cjk,
    is_question,
    leans_back,
    sentence_spans,
    states_figure,
    terms,
    tokenize,
)

FRAGMENTS = (
    *("The mill paid Dr. Li 3.5 percent.", "Why?", "“Stop. Now.”", "互联网+", "他说：“先画流程。”"),
    *("# Head", "Head\n===", "Head\n---", "- item", "1. item", "| a | b |", "> said", "```", "~~~"),
    *(
        "---",
        "Internet +",
        "+ Internet",
        "＋",
        "1,000.5",
        "don’t",
        "\n",
        "\n\n",
        "  ",
        "\t",
        "\r\n",
    ),
    *("\x1c", "\u2028", "\u3000", "e\u0301", "😀"),
)
"""Pieces of text that meet the special cases far more often than random characters do."""

TEXTS = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=12), max_size=20).map("".join)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def parts(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in blocks(text)]


def headings(text: str) -> list[tuple[int, str]]:
    return [(block.level, block.title) for block in blocks(text) if block.kind == "heading"]


def without_space(text: str) -> str:
    return "".join(text.split())


class TestTokens:
    @pytest.mark.parametrize(
        "text",
        ["Internet+", "Internet +", "internet＋", "Internet ＋", "“Internet+”", "Internet+."],
    )
    def test_a_plus_behind_the_word_makes_internet_plus(self, text: str) -> None:
        assert terms(text) == ["internet+"]

    @pytest.mark.parametrize(
        "text", ["+Internet", "+ Internet", "＋internet", "＋ Internet", "“+Internet”"]
    )
    def test_a_plus_before_the_word_makes_plus_internet(self, text: str) -> None:
        assert terms(text) == ["+internet"]

    @pytest.mark.parametrize(
        "question",
        [
            "Internet+ and +Internet",
            "Internet + and + Internet",
            "internet + and + internet",
            "Internet+/+Internet",
            "Internet＋ and ＋Internet",
        ],
    )
    def test_the_two_terms_of_the_founding_question_stay_apart(self, question: str) -> None:
        assert terms(question) == ["internet+", "+internet"]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("互联网+", ["互联", "联网", "网+"]),
            ("互联网＋", ["互联", "联网", "网+"]),
            ("+互联网", ["+互", "互联", "联网"]),
            ("＋ 互联网", ["+互", "互联", "联网"]),
            ("“互联网+”和“+互联网”", ["互联", "联网", "网+", "和", "+互", "互联", "联网"]),
        ],
    )
    def test_a_plus_binds_to_chinese_words_too(self, text: str, expected: list[str]) -> None:
        assert terms(text) == expected

    def test_the_founding_question_keeps_its_pluses_in_chinese(self) -> None:
        assert {"网+", "+互"} <= set(terms("互联网+和+互联网有什么区别？"))

    def test_a_plus_between_two_equals_belongs_to_neither(self) -> None:
        assert terms("2 + 2 and 1+1") == ["2", "2", "1", "1"]

    def test_a_glued_plus_wins_over_a_spaced_one(self) -> None:
        assert terms("Alibaba +Internet") == ["alibaba", "+internet"]

    def test_inflected_forms_share_one_term(self) -> None:
        assert len(set(terms("transform transforms transformed transforming"))) == 1

    @pytest.mark.parametrize(
        "words",
        [
            "organisation organization organise organized organising",
            "analyse analyzed analyses",
            "labour labor labours",
            "behavioural behavioral behaviour",
            "neighbourhood neighborhood",
            "centre center centers",
            "programme program",
            "licence license",
            # The past of an irregular verb is one term with it.
            "grow grew grown growing",
            "sell sold sells",
            "lose lost",
            "run ran",
            "win won",
        ],
    )
    def test_spellings_and_forms_of_a_word_are_one_term(self, words: str) -> None:
        assert len(set(terms(words))) == 1

    def test_a_form_that_is_another_verb_as_well_is_kept_apart(self) -> None:
        assert terms("found founded find") == ["found", "found", "find"]

    def test_what_only_resembles_a_spelling_is_kept_apart(self) -> None:
        assert terms("customised customers") == ["customis", "custom"]
        assert (
            terms("size prize hours flour tour sour") == "size prize hour flour tour sour".split()
        )

    def test_case_and_the_shape_of_apostrophes_do_not_matter(self) -> None:
        assert terms("MILL'S mill’s Mill") == ["mill", "mill", "mill"]

    def test_a_number_in_words_is_that_number(self) -> None:
        assert terms("eleven fields, Three levels, one thing") == terms(
            "11 fields, 3 levels, one thing"
        )

    def test_a_compound_of_stop_words_is_a_term(self) -> None:
        assert terms("What is the do-it-yourself rule?") == ["do-it-yourself", "rule"]
        assert terms("an up-to-date, in-house rule, on-and-off") == [
            "date",
            "hous",
            "rule",
            "on-and-off",
        ]

    def test_stop_words_are_tokens_but_no_terms(self) -> None:
        text = "It isn't about the mill"
        assert [token.term for token in tokenize(text)] == ["it", "isn't", "about", "the", "mill"]
        assert terms(text) == ["mill"]

    @pytest.mark.parametrize("word", ["not", "between", "without", "against"])
    def test_words_that_decide_a_question_are_no_stop_words(self, word: str) -> None:
        assert len(terms(word)) == 1

    def test_a_number_keeps_its_separators(self) -> None:
        assert terms("1,000.5 zloty, 40.") == ["1,000.5", "zloti", "40"]

    def test_offsets_point_at_the_word_as_it_is_written(self) -> None:
        text = "The Mills’ +Internet, 互联网!"
        shown = [text[token.start : token.end] for token in tokenize(text)]
        assert shown == ["The", "Mills", "Internet", "互联", "联网"]

    @given(TEXTS)
    def test_offsets_are_ordered_and_within_the_text(self, text: str) -> None:
        tokens = tokenize(text)
        starts = [token.start for token in tokens]
        assert starts == sorted(set(starts))
        assert all(0 <= token.start < token.end <= len(text) for token in tokens)
        assert all(text[token.start : token.end].strip() and token.term for token in tokens)

    @given(TEXTS)
    def test_terms_are_tokens_in_the_same_order(self, text: str) -> None:
        everything = iter(token.term for token in tokenize(text))
        assert all(term in everything for term in terms(text))


class TestIsCjk:
    @pytest.mark.parametrize("text", ["互联网", "互联网 IT", "前の記事へ"])
    def test_mostly_chinese_or_japanese(self, text: str) -> None:
        assert is_cjk(text)

    @pytest.mark.parametrize("text", ["", "123 +", "Internet", "the word 互联网", "привет"])
    def test_mostly_something_else(self, text: str) -> None:
        assert not is_cjk(text)


class TestSentences:
    @pytest.mark.parametrize(
        "expected",
        [
            ["Dr. Li met Mr. Vogt.", "Prof. Chen paid."],
            ["Tools, e.g. scanners, are cheap.", "Habits are not."],
            ["Losses fell to 3.5 percent.", "They had been 9.25."],
            ["It cost $3.2 million in the U.S. market.", "Nobody paid."],
            ["See Fig. 3 for the numbers.", "No. 5 is missing."],
            ["Version v1.2.3 is on example.com today.", "It works."],
            ["Did it pay?", "It did!", "So they stayed."],
            ['He said "Stop. Now."', "Then he left."],
            ["“Who signs?” asked Li.", "Nobody knew."],
        ],
        ids=lambda expected: expected[0],
    )
    def test_english(self, expected: list[str]) -> None:
        assert sentences(" ".join(expected)) == expected

    @pytest.mark.parametrize(
        "expected",
        [
            ["钱花了。", "路还很长！", "谁来走？"],
            ["他说：“先画流程。”", "然后走了。"],
            ["利润降到3.5%，后来回升。", "谁也没想到。"],
        ],
        ids=lambda expected: expected[0],
    )
    def test_chinese(self, expected: list[str]) -> None:
        assert sentences("".join(expected)) == expected

    def test_a_hard_wrapped_paragraph_is_not_torn(self) -> None:
        text = (
            "Most change programmes are judged by their first twelve months. There is\n"
            "a launch, a room with coloured walls, a steering group that meets every\n"
            "Monday, and a budget which nobody has yet learned to count. Almost any\n"
            "number can be made to rise."
        )
        assert [sentence.replace("\n", " ")[-12:] for sentence in sentences(text)] == [
            "elve months.",
            "ed to count.",
            "ade to rise.",
        ]

    def test_a_wrapped_chinese_line_is_not_torn(self) -> None:
        assert len(sentences("第一行很长很长的一个句子没有停\n在这里继续。")) == 1

    def test_a_short_first_line_is_a_sentence_of_its_own(self) -> None:
        title = "What finally helped"
        body = "The owner closed the office for one afternoon and asked everyone to walk."
        assert sentences(f"{title}\n{body}") == [title, body]

    def test_lines_that_were_broken_on_purpose_are_kept_apart(self) -> None:
        lines = ["2016: ring binder", "2017: forty scanners", "2018: one afternoon on the ramp"]
        assert sentences("\n".join(lines)) == lines

    @pytest.mark.parametrize("text", ["", " ", "\n\n", " \n\t "])
    def test_white_space_holds_no_sentence(self, text: str) -> None:
        assert sentence_spans(text) == []

    @given(TEXTS.filter(str.strip))
    @example("a\x1cb")
    @example("😀. e\u0301! Ä.")
    def test_spans_hold_every_character_but_white_space(self, text: str) -> None:
        spans = sentence_spans(text)
        edges = [edge for span in spans for edge in span]
        assert edges == sorted(edges)
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(piece == piece.strip() for piece in sentences(text))
        assert without_space("".join(sentences(text))) == without_space(text)


class TestIsQuestion:
    @pytest.mark.parametrize("text", ["Why?", "Why? ", "“Why?”", "**Why?**", "(Why?)", "为什么？"])
    def test_a_question_mark_ends_a_question(self, text: str) -> None:
        assert is_question(text)

    @pytest.mark.parametrize("text", ["", "Because.", "He asked “why?” twice.", "? no"])
    def test_a_question_mark_elsewhere_does_not(self, text: str) -> None:
        assert not is_question(text)


class TestBlocks:
    @pytest.mark.parametrize("level", range(1, 7))
    def test_a_heading_with_marks_has_its_level(self, level: int) -> None:
        assert headings(f"{'#' * level} The mill ##\ntext") == [(level, "The mill")]

    def test_underlined_headings(self) -> None:
        text = "The mill\n========\n\nLosses\n---\ntext"
        assert headings(text) == [(1, "The mill"), (2, "Losses")]
        assert parts(text)[1] == ("heading", "Losses\n---")

    @pytest.mark.parametrize("text", ["#hashtag", "####### seven", "a # b"])
    def test_what_only_resembles_a_heading_is_a_paragraph(self, text: str) -> None:
        assert parts(text) == [("paragraph", text)]

    def test_a_rule_after_a_blank_line_underlines_nothing(self) -> None:
        assert parts("text\n\n---\n\nmore") == [
            ("paragraph", "text"),
            ("rule", "---"),
            ("paragraph", "more"),
        ]

    def test_an_item_holds_its_continuation_lines(self) -> None:
        text = "- one\n  goes on\nlazily\n- two\n\n  second paragraph\n\nafter"
        assert parts(text) == [
            ("item", "- one\n  goes on\nlazily"),
            ("item", "- two\n\n  second paragraph"),
            ("paragraph", "after"),
        ]

    @pytest.mark.parametrize("marks", ["-*", "++", "••", ("1.", "2."), ("1)", "12)")])
    def test_every_item_is_a_block_of_its_own(self, marks: tuple[str, str]) -> None:
        items = [f"{mark} item" for mark in marks]
        assert parts("\n".join(items)) == [("item", item) for item in items]

    def test_chinese_enumerations_are_items(self) -> None:
        assert parts("一、画流程\n二、买软件") == [("item", "一、画流程"), ("item", "二、买软件")]

    def test_a_list_may_follow_its_lead_in_without_a_blank_line(self) -> None:
        assert parts("Needed:\n- a door") == [("paragraph", "Needed:"), ("item", "- a door")]

    @pytest.mark.parametrize("number", ["1998.", "2."])
    def test_a_line_that_begins_with_a_number_by_chance_starts_no_list(self, number: str) -> None:
        text = f"The mill counted by hand until\n{number} A clerk wrote"
        assert parts(text) == [("paragraph", text)]

    def test_a_table_is_one_block(self) -> None:
        table = "| Quarter | Errors |\n|---|---:|\n| Q1 | 9 |"
        assert parts(f"Before\n{table}\n\nafter") == [
            ("paragraph", "Before"),
            ("table", table),
            ("paragraph", "after"),
        ]

    @pytest.mark.parametrize("fence", ["```", "~~~", "`````"])
    def test_a_code_fence_hides_what_it_holds(self, fence: str) -> None:
        code = f"{fence}sh\n# no heading\n\n- no item\n~~\n{fence}"
        assert parts(f"{code}\nafter") == [("code", code), ("paragraph", "after")]

    def test_a_fence_of_the_other_kind_closes_nothing(self) -> None:
        code = "```\n~~~\n# no heading\n```"
        assert parts(code) == [("code", code)]

    def test_an_unclosed_fence_goes_on_to_the_end(self) -> None:
        code = "```\nmake test\n\n# no heading"
        assert parts(f"{code}\n\n") == [("code", code)]

    def test_quotes_end_at_a_blank_line(self) -> None:
        assert parts("> one\n> two\n\n> three") == [("quote", "> one\n> two"), ("quote", "> three")]

    @given(TEXTS)
    @settings(max_examples=300)
    def test_blocks_hold_every_character_but_white_space(self, text: str) -> None:
        found = blocks(text)
        edges = [edge for block in found for edge in (block.start, block.end)]
        assert edges == sorted(edges)
        assert all(0 <= block.start < block.end <= len(text) for block in found)
        shown = "".join(text[block.start : block.end] for block in found)
        assert without_space(shown) == without_space(text)

    @given(TEXTS)
    @example("```\nmake test\n\n\n\n")
    def test_no_block_begins_or_ends_with_a_blank_line(self, text: str) -> None:
        for block in blocks(text):
            lines = text[block.start : block.end].splitlines()
            assert lines[0].strip()
            assert lines[-1].strip()


@pytest.mark.parametrize("text", ["这个工厂亏损了。", "但公司亏损了。", "他们亏损了。"])
def test_a_chinese_sentence_may_lean_on_the_one_before_it(text: str) -> None:
    assert leans_back(text)
    assert not leans_back("工厂亏损了。")


@pytest.mark.parametrize(
    ("text", "besides", "of_money", "states"),
    [
        ("The mill sold 40 sacks.", "", False, True),
        ("The mill sold forty sacks.", "Why 40 sacks?", False, False),
        ("The mill was sold in 2019.", "", False, False),
        ("The mill (2019) was sold early, in May 2020.", "", False, False),
        ("The mill sold 2019 sacks.", "", False, True),
        ("The second mill was sold.", "", False, False),
        ("The mill sold 40 sacks.", "", True, False),
        ("The mill sold for 4 percent.", "", True, False),
        ("The mill sold for USD 2.5 billion.", "", True, True),
        ("The mill sold for 9 euros.", "Is 9 too much?", True, False),
    ],
)
def test_a_text_states_a_figure_or_none(
    text: str, besides: str, of_money: bool, states: bool
) -> None:
    assert states_figure(text, besides, of_money=of_money) is states
