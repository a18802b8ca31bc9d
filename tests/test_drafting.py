"""What can be quoted from a passage."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from advisor.asking import compared
from advisor.domain import Passage
from advisor.drafting import units
from advisor.drafting.excerpting import excerpt
from advisor.grounding import within
from advisor.text import sentence_spans, word_count


def passage(text: str) -> Passage:
    return Passage(
        id="p", essay_id="e", heading="", ordinal=0, start=0, end=len(text), text=text, digest="d"
    )


def test_a_sentence_that_leans_on_the_one_before_brings_it_along() -> None:
    text = "The mill bought a machine. It paid for itself in a year."
    assert units(passage(text)) == ["The mill bought a machine.", text]


def test_two_sentences_that_lean_bring_along_the_one_they_lean_on() -> None:
    text = "The mill bought a machine. It ran very well. They sold it in May. It was missed by all."
    assert units(passage(text))[-1] == text[: text.index(" It was")]


def test_a_leaning_sentence_without_its_antecedent_is_passed_over() -> None:
    assert units(passage("This was a success for everyone. The mill grew fast.")) == [
        "The mill grew fast."
    ]


@pytest.mark.parametrize(
    "herald", ["The fall of the mill has two readings.", "The cause of the fall is contested."]
)
def test_a_sentence_that_heralds_another_is_quoted_with_it(herald: str) -> None:
    told = "A clerk blames the owner of the mill."
    assert units(passage(f"{herald} {told}")) == [f"{herald} {told}", told]
    assert units(passage(herald)) == []


@pytest.mark.parametrize(
    "text",
    [
        "What is the mill really for?",
        "Let me tell you about the mill.",
        "Today I will tell you what the mill did.",
        "Change fail rate of the mill:",
        "But few people think about it,...",
        "The mill.",
    ],
)
def test_questions_announcements_labels_and_fragments_are_never_quoted(text: str) -> None:
    assert units(passage(text)) == []


def test_an_announcement_that_says_it_after_a_colon_is_quoted() -> None:
    text = "Let us define the mill: a mill is a place where grain is ground."
    assert units(passage(text)) == [text]


def test_a_list_stays_with_its_lead_in_and_its_sentences_stand_alone_too() -> None:
    text = "The mill needed two things:\n\n- The room had to be dry.\n- a clerk\n"
    assert units(passage(text)) == [text.strip(), "The room had to be dry."]


def test_every_unit_stands_in_the_passage_word_by_word() -> None:
    text = "A sentence about\nmills here. It goes on\nand on.\n\n> A mill is never quiet at night."
    found = units(passage(text))
    assert found
    assert all(unit in text for unit in found)


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("What is the difference between Internet+ and +Internet?", ("Internet+", "+Internet")),
        ("How does a mill differ from a bakery?", ("a mill", "a bakery")),
        ("Compare the mill with the bakery", ("the mill", "the bakery")),
        ("mill vs bakery", ("mill", "bakery")),
        ("Internet+与+Internet有什么区别？", ("Internet+", "+Internet")),
        ("What is a mill?", ()),
    ],
)
def test_comparisons_are_recognised(question: str, sides: tuple[str, ...]) -> None:
    assert compared(question) == sides


def cut(text: str, word: str, most: int) -> str:
    """The excerpt, where nothing but that word is worth anything."""

    def worth(stretches: Sequence[tuple[int, int]]) -> float:
        return sum(text[start:end].count(word) for start, end in stretches)

    return excerpt(text, worth, most)


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        (
            "The mill of the family Nowak closed in 2001; the machines went to a museum in Lodz; "
            "the clerk found work in a bakery.",
            "clerk",
            "The mill of the family Nowak closed in 2001 … the clerk found work in a bakery.",
        ),
        (
            "The mill in Lodz (Polish: a long name that nobody can say) closed in 2001, which "
            "hurt the town.",
            "hurt",
            "The mill in Lodz … closed in 2001, which hurt the town.",
        ),
        (
            "The mill in Lodz made flour for Adam Nowak, Berta Lis, Cyryl Mazur, Dorota Wilk and "
            "Emil Zych.",
            "Dorota",
            "The mill in Lodz made flour for Adam Nowak … Cyryl Mazur, Dorota Wilk and Emil Zych.",
        ),
        (
            "The mill in Lodz was run by one clerk, while the owner of the mill was away in town. "
            "He counted the sacks by hand.",
            "sacks",
            "The mill in Lodz was run by one clerk … He counted the sacks by hand.",
        ),
    ],
)
def test_a_long_stretch_is_cut_to_what_is_asked_for(text: str, word: str, shown: str) -> None:
    assert cut(text, word, 17) == shown


def test_what_is_asked_for_is_not_cut_off() -> None:
    long = "The mill in the old town was sold, which its owner had wished to avoid at any price."
    assert cut(long, "mill", 12) == "The mill in the old town was sold …"
    assert cut(long, "price", 12) == long


@pytest.mark.parametrize(
    "text",
    [
        "The mill in the old town pays its clerk well, but nobody has been paid since 2001.",
        "The mill in the old town pays its clerk well; however, nobody has been paid since 2001.",
        "The mill in the old town pays its clerk (but not since the flood of the year 2001).",
        "The mill in the old town pays its clerk well, and only if the harvest was a good one.",
        "After the flood, the mill in the old town that we all know paid nobody at all.",
        "The mill in the old town, built on sand, fell. This cost the owner a fortune.",
        "The mill sold fine, white, dry and rather expensive flour to the whole of the old town.",
    ],
)
def test_nothing_is_cut_where_the_rest_would_say_something_else(text: str) -> None:
    assert cut(text, "mill", 12) == text


def test_a_short_stretch_stays_as_it_is() -> None:
    text = "The mill closed in 2001; the clerk left."
    assert cut(text, "clerk", 8) == text
    assert cut(text, "clerk", 7) == "The mill closed in 2001; the clerk left."


PIECES = st.sampled_from(
    ["the mill closed", "which (a pity) hurt", "Adam Nowak", "but not all", "and selling flour",
     "the clerk (of the town) left in 2001", "…", "这很好"]
)  # fmt: skip
MARKS = st.sampled_from([", ", "; ", ". ", " – ", " (", ") ", ". This "])


@given(st.lists(st.tuples(PIECES, MARKS), min_size=1, max_size=14), st.integers(1, 20))
@example([("the mill closed", ". ")], 1)
@example([("…", " ("), ("the mill closed", ") ")], 2)
@example([("the mill in the old town (a pity) , which hurt the mill in the old town", ". ")], 9)
def test_an_excerpt_is_the_same_words_in_the_same_order(
    parts: list[tuple[str, str]], most: int
) -> None:
    text = "".join(piece + mark for piece, mark in parts).strip().capitalize()
    shown = cut(text, "mill", most)
    assert shown == text or word_count(shown) <= most
    assert within(shown, text)
    assert shown[:3] == text[:3]
    last = sentence_spans(text)[-1][0]
    assert text[last : last + 1] in shown
