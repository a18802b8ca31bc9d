"""What kind of answer a question wants."""

import pytest

from advisor.asking import analyse, compared
from advisor.synonyms import SYNONYMS, in_known_words
from advisor.text import terms


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("What is Rendanheyi?", "definition"),
        ("What are the four features of Internet+?", "list"),
        ("How many layers does a large firm have?", "figure"),
        ("What share of deals paid off?", "figure"),
        ("What did Microsoft pay for Nokia's phones?", "figure"),
        ("What was LEGO's turnover in 2025?", "figure"),
        ("What are same-store sales?", "definition"),
        ("What was LeTV's profit model?", "fact"),
        ("What is the price war of 2025?", "definition"),
        ("How far should we let them go?", "fact"),
        ("When did LeTV run out of cash?", "time"),
        ("Who founded Haier?", "person"),
        ("Why did Nokia fall behind?", "reason"),
        ("How do we keep our regulars?", "action"),
        ("Should we flatten to three levels?", "verdict"),
        ("Do 70 percent of transformations fail?", "verdict"),
        ("When does AI slow a firm down?", "verdict"),
        ("When is a flat organisation dangerous?", "verdict"),
        ("When was the first shop opened?", "time"),
        ("When is Singles' Day?", "fact"),
        ("What is the difference between a mill and a bakery?", "comparison"),
        ("Which company left China?", "fact"),
        ("When should we stop a trial?", "action"),
        ("When does a subsidy pay?", "verdict"),
        ("We make 900 different sofas and lamps, do we make too many?", "verdict"),
        ("What brought the mill down?", "reason"),
        ("Who was responsible for the collapse of LeEco?", "reason"),
        ("Most of our orders come in online, doesn't that show that we do well?", "verdict"),
        ("Our staff resist the new software, what now?", "action"),
        ("为什么诺基亚失败了？", "reason"),
    ],
)
def test_the_kind_is_told_by_the_words_that_ask(question: str, kind: str) -> None:
    assert analyse(question).kind == kind


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("How many people work at Valve?", "number"),
        ("In 2018, how many microenterprises did Haier have?", "number"),
        ("What share of deals paid off?", "number"),
        ("How much of Twilio's revenue came from WhatsApp?", "number"),
        ("What does a fan earn if LEGO makes the design?", "number"),
        ("How much did GE sink into Predix?", "money"),
        ("What did Haier pay for GE Appliances?", "money"),
        ("What does a waiter earn per month?", "money"),
        ("What does Twilio charge for one message?", "money"),
        ("What does LEGO pay its fans?", "number"),
        ("How much should a waiter be allowed to give away?", ""),
        ("How much of it is left?", ""),
        ("How much faster do they get with AI?", ""),
        ("How often does it happen?", ""),
        ("How was it settled how many of them would stay?", ""),
        ("Why did sales fall?", ""),
    ],
)
def test_what_an_answer_has_to_state_is_told_by_the_words_that_ask(
    question: str, amount: str
) -> None:
    assert analyse(question).amount == amount


@pytest.mark.parametrize(
    ("question", "is_open"),
    [
        ("How did LEGO recover from near bankruptcy?", True),
        ("We are a bank; which lessons from DBS apply?", True),
        ("How many shops did the chain close?", False),
        ("Which company left China?", False),
    ],
)
def test_some_questions_want_more_than_a_fact(question: str, is_open: bool) -> None:
    assert analyse(question).is_open is is_open


@pytest.mark.parametrize(
    ("question", "is_past"),
    [
        ("Why did Nokia fall behind?", True),
        ("What saved LEGO?", True),
        ("Was it the app that turned Domino's around?", True),
        ("What went wrong at LeTV?", True),
        ("Why do platforms fail?", False),
        ("When did LeTV run out of cash?", False),
        ("We were cheated by a platform. What should we do?", False),
    ],
)
def test_how_something_came_about_is_told_from_how_it_is(question: str, is_past: bool) -> None:
    assert analyse(question).is_past is is_past


@pytest.mark.parametrize(
    ("question", "wants_list"),
    [
        ("What are the four features of Internet+?", True),
        ("How can we make it work?", True),
        ("What should we measure to see whether our project works?", False),
        ("Why do platforms fail?", False),
    ],
)
def test_a_list_answers_what_asks_for_one_and_not_for_the_reader_s_own_firm(
    question: str, wants_list: bool
) -> None:
    assert analyse(question).wants_list is wants_list


def test_of_several_sentences_the_last_one_asks() -> None:
    asked = analyse("We sell on platforms. Why do guests not return?")
    assert (asked.kind, asked.is_open) == ("reason", True)


@pytest.mark.parametrize(
    ("question", "current"),
    [
        ("Who is LEGO's chief executive now?", True),
        ("How many stores does Haidilao run today?", True),
        ("What will the yuan be worth next year?", True),
        ("Who founded LEGO?", False),
        ("Will our guests come back?", False),
        ("Should we act now?", False),
    ],
)
def test_a_fact_as_it_is_now_is_told_from_one_of_its_time(question: str, current: bool) -> None:
    assert analyse(question).is_current is current


@pytest.mark.parametrize(
    ("question", "limits"),
    [
        ("What are its weaknesses?", True),
        ("What is the catch?", True),
        ("Where does it go wrong?", True),
        ("What are its strengths?", False),
    ],
)
def test_weak_sides_are_asked_for_in_many_words(question: str, limits: bool) -> None:
    assert analyse(question).wants_limits is limits


def test_names_and_numbers_are_those_inside_the_question() -> None:
    asked = analyse("How much did Haidilao earn in 2017, 1.5 or 2 billion?")
    assert asked.names == {"haidilao"}
    assert asked.numbers == {"2017", "1.5", "2"}
    assert analyse("Which of Haidilao's rules should I copy?").names == {"haidilao"}


@pytest.mark.parametrize(
    ("question", "is_own"),
    [
        ("We run a hotel. What should change?", True),
        ("my people don't want to change. what now", True),
        ("Is it wise to let our waiters decide?", True),
        ("Should a hotel let its waiters decide?", False),
        ("Should we start a platform?", False),
        ("Should we start a platform? Nobody buys.", True),
        ("What is the difference between our app and a platform?", False),
        ("What is our margin?", False),
        ("How does the US measure it, i.e. by what?", False),
    ],
)
def test_a_reader_may_ask_for_advice_on_an_own_firm(question: str, is_own: bool) -> None:
    asked = analyse(question)
    assert asked.is_own is is_own
    assert asked.is_open or not is_own


@pytest.mark.parametrize("word", ["a", "磨", "a b "])
def test_a_very_long_question_is_read_once(word: str) -> None:
    assert compared(word * 50_000) == ()


@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ("software", "Should we buy a new software, GmbH?"),
        ("software CRM", "Should we buy a new CRM, GmbH?"),
        ("", "Should we buy a new CRM, GmbH?"),
    ],
)
def test_a_word_that_no_essay_holds_gives_way_to_one_that_an_essay_does(
    known: str, asked: str
) -> None:
    held = set(terms(known))
    assert in_known_words("Should we buy a new CRM, GmbH?", held.__contains__) == asked


def test_no_synonym_has_a_synonym_of_its_own_word() -> None:
    assert all(term not in terms(word) for word, of in SYNONYMS.items() for term in terms(of))
