"""What a turn asks."""

import pytest

from advisor import Turn
from advisor.dialogue import is_small_talk, parts, standalone

ASKED = [Turn(question="What are the four features of Internet+?", answer="...")]


@pytest.mark.parametrize(
    "follow_up",
    ["Why?", "And for small firms?", "what about its profit model?", "Tell me more", "它呢？"],
)
def test_a_follow_up_is_completed_from_the_turn_before(follow_up: str) -> None:
    assert standalone(follow_up, ASKED) == f"{ASKED[0].question} {follow_up}"


@pytest.mark.parametrize(
    "question",
    [
        "What happened to LeTV?",
        "How did the restaurant lose its margin on group deals in 2015?",
        "Is it risky to sell below cost?",
        "What is the evidence that discounts pay?",
        "So what should a restaurant owner do?",
    ],
)
def test_a_question_that_stands_alone_is_left_alone(question: str) -> None:
    assert standalone(question, ASKED) == question


def test_a_follow_up_of_a_follow_up_reaches_the_first_question() -> None:
    history = [*ASKED, Turn(question="Why?", answer="...")]
    assert standalone("And then?", history).startswith(ASKED[0].question)


def test_thanks_in_between_do_not_cut_the_thread() -> None:
    history = [*ASKED, Turn(question="Thanks!", answer="...")]
    assert standalone("Why?", history) == f"{ASKED[0].question} Why?"


def test_without_history_nothing_is_a_follow_up() -> None:
    assert standalone("Why?", []) == "Why?"


@pytest.mark.parametrize(
    "message", ["hello", "Hi there!", "Thanks a lot.", "你好", "What can you do?"]
)
def test_small_talk_is_the_whole_message(message: str) -> None:
    assert is_small_talk(message)


@pytest.mark.parametrize(
    "message", ["Hello, what is Internet+?", "Thanks. And why?", "", "help us"]
)
def test_a_greeting_with_a_question_is_no_small_talk(message: str) -> None:
    assert not is_small_talk(message)


def test_parts_of_a_message_are_asked_one_by_one() -> None:
    asked = "What is Internet+, and what is the share price? Who won?"
    assert parts(asked) == ("What is Internet+", "what is the share price?", "Who won?")


def test_a_message_without_a_topic_has_no_part() -> None:
    assert parts("What should we do?") == ()
    assert parts("?!") == ()


def test_repeated_questions_are_asked_once_and_many_as_one() -> None:
    assert parts("What is a mill? What is a mill?") == ("What is a mill?",)
    many = " ".join(f"What is mill{n}?" for n in range(9))
    assert parts(many) == (many,)
