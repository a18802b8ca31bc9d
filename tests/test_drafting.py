"""What can be quoted from a passage."""

import pytest

from advisor.asking import compared
from advisor.domain import Passage
from advisor.drafting import units


def passage(text: str) -> Passage:
    return Passage(
        id="p", essay_id="e", heading="", ordinal=0, start=0, end=len(text), text=text, digest="d"
    )


def test_a_sentence_that_leans_on_the_one_before_brings_it_along() -> None:
    text = "The mill bought a machine. It paid for itself in a year."
    assert units(passage(text)) == ["The mill bought a machine.", text]


def test_a_leaning_sentence_without_its_antecedent_is_passed_over() -> None:
    assert units(passage("This was a success for everyone. The mill grew fast.")) == [
        "The mill grew fast."
    ]


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
