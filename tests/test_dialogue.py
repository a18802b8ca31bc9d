"""What a turn asks: follow-ups, changes of topic, questions back, small talk, parts."""

import time

import pytest

from advisor import Essay, Turn
from advisor.dialogue import (
    as_asked,
    asks_for_more,
    clarifying_question,
    is_follow_up,
    is_small_talk,
    needs_clarifying,
    parts,
    standalone,
    topic_labels,
    without_greeting,
)

FEATURES = "What are the four features of Internet+?"
VALVE = "Why did Valve's flat organisation fail?"
HAIER = "What is Haier's Rendanheyi?"
PAY = "How does Haidilao pay its store managers?"
LEVELS = "Should we flatten to three levels?"
SEVENTY = "Do 70 percent of transformations fail?"
LOSS = "How much did Meituan lose in 2015?"
CODE = "Which company replaced its managers with small units?"
ZH = "小米为什么失败？"
ZH_VALVE = "为什么Valve的扁平组织失败了？"
SHOP = (
    "We run a noodle shop with 40 seats in Chengdu. We sell vouchers on Meituan and take QR "
    "payments. Have we transformed?"
)

ANSWERS = {
    CODE: "Haier replaced its managers with microenterprises. Zappos did not.",
    PAY: "Haidilao lets a manager choose a share of the profit.",
}


def talk(*questions: str) -> list[Turn]:
    return [Turn(question=asked, answer=ANSWERS.get(asked, "...")) for asked in questions]


def holds(text: str, words: str) -> list[str]:
    """Those of the words (parted by ``|``) that the text holds."""
    return [word for word in words.split("|") if word and word.lower() in text.lower()]


FOLLOW_UPS = [
    # history, follow-up, what the standalone question must hold, and what it must not
    ([FEATURES], "Why?", "features of Internet+|Why", ""),
    ([FEATURES], "And for small firms?", "four features of Internet+ for small firms", "And"),
    ([FEATURES], "what about its profit model?", "profit model|Internet+", ""),
    (["How did LeTV involve its users?"], "What about its profit model?", "LeTV's", "users"),
    (["How does Netflix's keeper test work?"], "What is its effect?", "keeper test", ""),
    ([FEATURES], "Tell me more", "four features of Internet+", ""),
    ([FEATURES], "what else?", "four features of Internet+", ""),
    ([FEATURES], "give me an example", "example|Internet+", ""),
    ([FEATURES], "is that true?", "four features of Internet+|true", ""),
    ([FEATURES], "which of them is cheapest?", "which of the four features|cheapest", "them"),
    ([FEATURES], "and the third one?", "third one|features of Internet+", ""),
    ([FEATURES], "what are the risks?", "risks|Internet+", ""),
    ([FEATURES], "how do we start?", "start|Internet+", ""),
    ([FEATURES], "small firms?", "small firms|Internet+", ""),
    ([FEATURES], "And in China?", "features of Internet+ in China?", "And"),
    ([FEATURES], "So what should we do first?", "first|Internet+", ""),
    ([FEATURES], "Does it also work for a restaurant?", "restaurant|features of Internet+", ""),
    ([FEATURES], "它呢？", "Internet+|它呢", ""),
    ([VALVE], "And what about Zappos?", "Why did Zappos's flat organisation fail?", "Valve"),
    ([VALVE], "And Zappos?", "Why did Zappos's flat organisation fail?", "Valve"),
    ([VALVE], "Zappos?", "Zappos|flat organisation", "Valve"),
    ([VALVE], "And in Spotify's case?", "Spotify's flat organisation", "Valve"),
    ([VALVE], "What about Haier and Gore?", "Haier and Gore|flat organisation", "Valve"),
    ([VALVE], "how did they do that?", "Valve|flat organisation", ""),
    ([VALVE], "What happened afterwards?", "afterwards|Valve", ""),
    ([VALVE], "Did the company recover?", "recover|Valve", ""),
    ([VALVE], "Was the same true of Spotify?", "Spotify|flat organisation", ""),
    ([HAIER], "how does it work?", "How does Haier's Rendanheyi work?", " it "),
    ([HAIER], "What are its risks?", "What are Haier's Rendanheyi's risks?", "its"),
    ([HAIER], "Should we copy it?", "Should we copy Haier's Rendanheyi?", ""),
    ([HAIER], "Compare it with Zappos.", "Compare Haier's Rendanheyi with Zappos.", " it "),
    ([HAIER], "who is the founder?", "founder|Haier", ""),
    ([HAIER], "And the workers?", "workers|Rendanheyi", "And"),
    (["What is Internet+?"], "And +Internet?", "What is +Internet?", "Internet+"),
    (["What is Internet+?"], "How does it differ from +Internet?", "How does Internet+ differ", ""),
    ([LEVELS], "Why?", "Why should we flatten to three levels?", ""),
    ([LEVELS], "for 40 people?", "flatten to three levels for 40 people?", ""),
    ([LEVELS], "what should we do instead?", "instead|flatten to three levels", ""),
    ([LEVELS], "And if we have 40 people?", "40 people|three levels", ""),
    ([SEVENTY], "where does the number come from?", "come from|70 percent", ""),
    ([SEVENTY], "hmm, are you sure?", "sure|70 percent", ""),
    ([SEVENTY], "I meant the digital ones", "digital|70 percent", ""),
    ([LOSS], "And in 2018?", "How much did Meituan lose in 2018?", "2015"),
    (["Why did Kodak fail?"], "And Nokia?", "Why did Nokia fail?", "Kodak"),
    (["Why did Kodak fail?"], "no, I meant Nokia", "Why did Nokia fail?", "Kodak"),
    (["What is Haier?", "No, that is wrong. It is a bank."], "did it grow?", "Haier", "wrong"),
    ([LOSS], "and Nuomi?", "How much did Nuomi lose in 2015?", "Meituan"),
    ([PAY], "could a small cafe do the same?", "cafe|store managers", ""),
    ([PAY], "What happened in 2021?", "2021|Haidilao", ""),
    ([CODE], "How did they do that?", "Haier", "Zappos"),
    ([FEATURES, "Why?"], "And then?", "four features of Internet+", ""),
    ([FEATURES, "Why?", "and for small firms?"], "tell me more", "Internet+ for small firms", ""),
    ([FEATURES, "What about restaurants?"], "and the risks?", "risks|restaurants|Internet+", ""),
    ([FEATURES, "Thanks!"], "Why?", "four features of Internet+", "Thanks"),
    ([SHOP], "What should we do first?", "noodle shop|do first", "transformed"),
    ([ZH], "为什么？", "小米|为什么", ""),
    ([ZH], "那小企业呢？", "小米|小企业", ""),
    ([ZH], "它的利润模式呢？", "小米|利润模式", ""),
    ([ZH], "举个例子", "小米|例子", ""),
    ([ZH], "有什么风险？", "小米|风险", ""),
    ([ZH], "谢谢，那为什么呢？", "小米|为什么", "谢谢"),
    ([ZH_VALVE], "那Zappos呢？", "为什么Zappos的扁平组织失败了", "Valve"),
]


@pytest.mark.parametrize(("history", "asked", "must", "must_not"), FOLLOW_UPS)
def test_a_follow_up_is_completed(history: list[str], asked: str, must: str, must_not: str) -> None:
    told = standalone(asked, talk(*history))
    assert holds(told, must) == must.split("|")
    assert not holds(told, must_not)
    assert is_follow_up(asked, talk(*history))


CHANGES = [
    # history, a question on another topic, what of the old one must not come along
    ([HAIER], "What is Goodhart's law?", "Haier"),
    ([HAIER], "what is goodhart's law?", "Haier"),
    ([HAIER], "And what is TradeLens?", "Haier|Rendanheyi"),
    ([HAIER], "And what is a vanity metric?", "Haier"),
    ([HAIER], "But why did Kodak fail?", "Haier"),
    ([HAIER], "TradeLens", "Haier"),
    ([HAIER], "How many people use X-Road?", "Haier"),
    ([HAIER], "By the way, what is multihoming?", "Haier|by the way"),
    ([HAIER], "Another question: does AI raise productivity?", "Haier|another"),
    ([HAIER], "Does a discount bring guests back?", "Haier"),
    ([HAIER], "Thanks! What happened to LeTV?", "Haier|Thanks"),
    ([HAIER], "Is it risky to sell below cost?", "Haier"),
    ([HAIER], "Is it wise to sell hardware at a loss?", "Haier"),
    ([HAIER], "How long does it take to train a store manager?", "Haier"),
    ([HAIER], "What is the evidence that discounts pay?", "Haier"),
    ([HAIER], "When a platform closes its interface, what can it gain?", "Haier"),
    ([HAIER], "Why did the regulator freeze IT changes at DBS?", "Haier"),
    ([VALVE], "Did Zappos do better?", "Valve"),
    ([VALVE], "And is Domino's a technology firm?", "Valve"),
    ([VALVE], "How do we measure progress?", "Valve"),
    ([VALVE], "What is stack ranking, and when did Microsoft give it up?", "Valve"),
    ([VALVE], "Was it the new recipe or the app that saved Domino's?", "Valve"),
    ([VALVE], "network effects", "Valve"),
    ([VALVE], "John Deere right to repair", "Valve"),
    ([FEATURES], "What happened to LeTV?", "features"),
    ([FEATURES], "How did the restaurant lose its margin on group deals in 2015?", "features"),
    ([FEATURES], "What is ADKAR?", "features"),
    ([FEATURES], "tell me about change management", "features"),
    ([FEATURES], "How can a company avoid depending on another firm's interface?", "features"),
    ([LEVELS], "Does Gore have bosses?", "three levels"),
    ([LEVELS], "Should a manufacturer sell a service instead of a product?", "three levels"),
    ([LEVELS], "Now tell me about Netflix's keeper test", "three levels"),
    ([SEVENTY], "How do LEGO fans earn money?", "70"),
    ([SEVENTY], "We are a bakery and this year our sales fell. What can we learn from LEGO?", "70"),
    ([LOSS], "How did Adobe move to subscriptions?", "Meituan|2015"),
    (
        ["Our shop is full in the coupon week, and then nobody comes. Should we go on?"],
        "Nobody in my hotel uses the new system. I'm fed up.",
        "coupon",
    ),
    ([FEATURES, "Why?"], "Who invented holacracy?", "Internet+"),
    ([VALVE, "And Zappos?"], "How did DBS become a digital bank?", "Zappos|Valve"),
    ([ZH], "什么是平台？", "小米"),
    ([ZH], "海尔的组织怎么样？", "小米"),
    ([ZH], "换个话题，什么是平台？", "小米|换个话题"),
]


@pytest.mark.parametrize(("history", "asked", "must_not"), CHANGES)
def test_a_change_of_topic_is_not_dragged_back(
    history: list[str], asked: str, must_not: str
) -> None:
    told = standalone(asked, talk(*history))
    assert not holds(told, must_not)
    assert not is_follow_up(asked, talk(*history))
    assert told in asked  # nothing is added, and only a greeting or a turn of phrase taken away


def test_there_are_enough_cases_of_both_kinds() -> None:
    assert len(FOLLOW_UPS) >= 30
    assert len(CHANGES) >= 30


OWN_QUESTIONS = [
    "What is the difference between Internet+ and +Internet?",
    "We sell on platforms and take QR payments: have we transformed?",
    "Do discounts on platforms such as Meituan or Groupon pay for the merchant?",
    "How does Haidilao get such good service from its staff?",
    "How can a company notice that its growth is running ahead of its cash?",
    "How many levels of management should a company have?",
    "What happened when Michelin sold kilometres instead of tyres?",
    "Should our company build its own platform or join one?",
    "What happens when a platform closes its API?",
    "Should a company in trouble cut back or innovate first?",
    "Why do established companies stall when they see a change coming?",
    "How much money did GE spend on Predix?",
    "What went wrong with Qwikster at Netflix in 2011?",
    "How can a company run the old business and build the new one at the same time?",
    "Are the savings claimed for digital government real?",
    "What is the once-only rule?",
]


@pytest.mark.parametrize("asked", OWN_QUESTIONS)
def test_a_whole_question_stands_alone_after_any_other(asked: str) -> None:
    for before in OWN_QUESTIONS:
        if before != asked:
            assert standalone(asked, talk(before)) == asked
    assert parts(asked) == (asked,)
    assert not needs_clarifying(asked, ())


def test_without_history_nothing_is_a_follow_up() -> None:
    assert standalone("Why?", []) == "Why?"
    assert not is_follow_up("Why?", [])
    assert not is_follow_up("Why?", talk("hello", "thanks"))


def test_the_names_of_an_abstention_are_not_carried() -> None:
    refused = "The essays do not cover this. The nearest topics they do cover: Netflix; Haier."
    history = [Turn(question="Who won the world cup?", answer=refused)]
    told = standalone("How did they do that?", history)
    assert "world cup" in told
    assert not holds(told, "Netflix|Haier|nearest")


def test_a_phrase_after_an_answer_that_asks_belongs_to_the_question() -> None:
    history = [Turn(question="Who runs the bank?", answer="Which bank is meant, DBS or ING?")]
    assert "bank" in standalone("DBS.", history)


def test_the_talk_about_a_firm_is_kept_over_several_turns() -> None:
    history = talk(SHOP, "What should we do first?")
    assert "noodle shop" in standalone("and what does it cost?", history)
    assert "noodle shop" not in standalone("What is Goodhart's law?", history)


@pytest.mark.parametrize(
    ("asked", "more"),
    [
        ("Tell me more", True),
        ("what else?", True),
        ("go on", True),
        ("还有呢？", True),
        ("Is more staff better?", False),
        ("Why?", False),
        ("什么是平台？", False),
    ],
)
def test_asking_for_more_is_recognised(asked: str, more: bool) -> None:
    assert asks_for_more(asked) is more


SMALL_TALK = """hello|Hi there!|helo|hllo|hellooo|Good evening, advisor|gm|Thanks a lot.|thx|thnks
|ty|thank you so much for the help!|ok thanks, bye|byee|got it|that was very helpful|how are you?
|list the essays|Which topics are there?
|Who are you?|hello, who are you?|are you a bot?|What can you do?|what can u do|What can I ask?
|which topics do you cover?|how does this work?|your name|👋 hi|你好！|您好|早上好|谢谢你！|再见
|好的，谢谢|你是谁？|你能做什么？|你叫什么名字|你好，你是谁？|我能问什么？"""

NO_SMALL_TALK = """Hello, what is Internet+?|Thanks. And why?|help|help us|Good to great: is it
|Great Depression|who are Zappos?|how does this pay?|Is this good?|Hi-tech firms|what is it?|yes
|list the causes
|what can you do about discounts?|What do you know about Haier?|who made holacracy?|are you sure?
|你好，什么是平台？|谢谢，那为什么？|早期的互联网|行业怎么转型？|what can we do?|can you help me?"""


@pytest.mark.parametrize("message", SMALL_TALK.replace("\n", "").split("|"))
def test_small_talk_is_the_whole_message(message: str) -> None:
    assert is_small_talk(message)


@pytest.mark.parametrize("message", ["", *NO_SMALL_TALK.replace("\n", "").split("|")])
def test_a_greeting_with_a_question_is_no_small_talk(message: str) -> None:
    assert not is_small_talk(message)


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("hi, what is ADKAR?", "what is ADKAR?"),
        ("Hello there what is ADKAR?", "what is ADKAR?"),
        ("Thanks a lot! And why?", "And why?"),
        ("ok thanks, what is ADKAR?", "what is ADKAR?"),
        ("你好，什么是平台？", "什么是平台？"),
        ("Hi-tech firms", "Hi-tech firms"),
        ("Hello Kitty's licences", "Hello Kitty's licences"),
        ("Good managers, what do they do?", "Good managers, what do they do?"),
        ("Great Depression", "Great Depression"),
        ("早期的互联网", "早期的互联网"),
        ("hello", "hello"),
    ],
)
def test_a_greeting_is_taken_off_a_question(message: str, asked: str) -> None:
    assert without_greeting(message) == asked
    assert standalone(message, []) == asked


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("What is an API in plain words?", "What is an API?"),
        ("What is Goodhart's law, in a nutshell?", "What is Goodhart's law?"),
        ("Why did TradeLens fail, please?", "Why did TradeLens fail?"),
        ("Does a film in simple English sell?", "Does a film in simple English sell?"),
        ("In plain words?", "In plain words?"),
        ("please", "please"),
    ],
)
def test_how_it_is_to_be_told_is_not_searched_for(message: str, asked: str) -> None:
    assert standalone(message, []) == asked


UNDERSPECIFIED = """What should we do?|how do we start?|is it worth it?|help|help us please
|can you advise me?|I need some advice|any tips?|what now?|where do I begin?|how can we improve?
|what are the risks?|what does it cost?|Why?|yes|hello, can you help me?|what do you recommend?
|Should we do that?|Why did the company fail?|Did the bank recover?|What happened to this company?
|What is in this burger?|How strong is the Prime Minister?|When did the hurricane end?
|我们该怎么办？|帮帮我|怎么开始？|值得吗？"""

SPECIFIED = """tell me about transformation|How do we transform?|how do we grow?|What is strategy?
|How do we measure progress?|What should a shop do?|our sales are falling, what should we do?
|We sell on platforms. Should we leave the platform?|Should we join the platform?
|How do I calm the staff?|Which bridge crosses the Charles River?
|How many sat in the hospital struck by the Ohio flood?|Who won the game when Haier led?
|Does this year's slump matter for restaurants?|What does the law say about repair?
|Did the app save Domino's?|How can a board notice that marketing is ahead of the product?
|Why did Haier's founder smash the fridges of the company?|平台是什么？|我们是餐馆，该怎么办？"""


@pytest.mark.parametrize("asked", UNDERSPECIFIED.replace("\n", "").split("|"))
def test_a_question_that_names_nothing_is_asked_back_about(asked: str) -> None:
    assert needs_clarifying(asked, ())
    assert needs_clarifying(asked, talk("hello"))


@pytest.mark.parametrize("asked", SPECIFIED.replace("\n", "").split("|"))
def test_a_question_with_a_subject_is_not(asked: str) -> None:
    assert not needs_clarifying(asked, ())


@pytest.mark.parametrize("asked", ["", "?", "…"])
def test_an_empty_message_is_asked_back_about_and_repeats_nothing(asked: str) -> None:
    assert standalone(asked, talk(VALVE)) == asked
    assert needs_clarifying(asked, talk(VALVE))


@pytest.mark.parametrize("asked", ["What should we do?", "Why?", "is it worth it?", "help"])
def test_what_the_talk_is_about_makes_it_clear(asked: str) -> None:
    assert not needs_clarifying(asked, talk(VALVE))


def test_a_kind_that_was_named_is_clear() -> None:
    assert not needs_clarifying("Did the company recover?", talk(VALVE))
    assert not needs_clarifying("What is in this burger?", talk("How did the chain make a burger?"))
    assert needs_clarifying("What is in this burger?", talk(VALVE))


LABELS = ["discounts on platforms", "flat organisations", "measuring progress"]
BACK = clarifying_question(LABELS)


def test_the_question_back_offers_a_choice() -> None:
    assert BACK == (
        "What is it about: discounts on platforms, flat organisations, or measuring progress?"
    )
    assert (
        clarifying_question(["culture", "platforms"]) == "What is it about: culture or platforms?"
    )
    assert clarifying_question(["culture"] * 3) == "What is it about: culture?"
    assert clarifying_question(list("abcdef")) == "What is it about: a, b, c, or d?"
    assert clarifying_question([]) == "What would you like to know?"
    assert clarifying_question(["文化", "平台"], "怎么办？") == "您想问哪方面：文化、平台？"
    assert clarifying_question(["culture", "AI"], "Why did the bank fail?") == (
        "Which bank do you mean? The essays cover, for example, culture and AI."
    )


@pytest.mark.parametrize(
    "back",
    [
        BACK,
        clarifying_question([]),
        clarifying_question(LABELS, "怎么办？"),
        clarifying_question(LABELS, "Why did the bank fail?"),
    ],
)
@pytest.mark.parametrize("asked", ["help", "", "What should we do?", "yes", "怎么开始？"])
def test_we_never_ask_back_twice_in_a_row(back: str, asked: str) -> None:
    history = [Turn(question="What should we do?", answer=back)]
    assert not needs_clarifying(asked, history)
    assert not needs_clarifying(asked, [*history, *talk("thanks")])


@pytest.mark.parametrize(
    ("asked", "reply", "told"),
    [
        ("what should we do?", "discounts", "What should we do about discounts?"),
        ("What should we do?", "I mean discounts.", "What should we do about discounts?"),
        ("How do we start?", "flat organisations", "How do we start with flat organisations?"),
        ("How do we start?", "with AI", "How do we start with AI?"),
        ("Is it worth it?", "discounts", "As to discounts: is it worth it?"),
        ("help", "LEGO", "As to LEGO: help?"),
        ("can you advise me?", "the second one", "Can you advise me about flat organisations?"),
        ("can you advise me?", "3", "Can you advise me about measuring progress?"),
        ("what should we do?", "What is ADKAR?", "What is ADKAR?"),
        ("我们该怎么办？", "打折", "打折 我们该怎么办？"),
    ],
)
def test_the_reply_completes_the_question_before(asked: str, reply: str, told: str) -> None:
    assert standalone(reply, [Turn(question=asked, answer=BACK)]) == told


@pytest.mark.parametrize("reply", ["all of them", "no idea", "you choose", "why?", "help", "yes"])
def test_a_reply_that_chooses_nothing_takes_all(reply: str) -> None:
    told = standalone(reply, [Turn(question="What should we do?", answer=BACK)])
    assert holds(told, "|".join(LABELS)) == LABELS


def test_the_reply_stands_in_the_place_of_the_kind() -> None:
    asked = "Why did the bank have outages?"
    history = [Turn(question=asked, answer=clarifying_question([], asked))]
    assert standalone("DBS", history) == "Why did DBS have outages?"


def test_the_talk_goes_on_from_the_completed_question() -> None:
    history = [Turn(question="what should we do?", answer=BACK), *talk("discounts")]
    told = standalone("and for small firms?", history)
    assert told == "What should we do about discounts for small firms?"


def essay(name: str, *tags: str, title: str = "A title: and more") -> Essay:
    return Essay(id=name, title=title, path=name, text="", digest="", tags=tags)


def test_labels_are_the_tags_that_come_first() -> None:
    essays = [essay("a", "culture", "china"), essay("b", "pricing-and-discounts", "china")]
    assert topic_labels(essays) == ("culture", "pricing and discounts")
    assert (
        topic_labels([*essays, essay("c", "pricing-and-discounts")])[0] == "pricing and discounts"
    )
    assert topic_labels([essay("a", "culture", "china"), essay("b", "culture", "ai")]) == (
        "culture",
        "china",
        "ai",
    )
    assert topic_labels([essay("a"), essay("b", title="Flat?")]) == ("A title", "Flat")
    assert len(topic_labels(essay(str(n), f"tag{n}") for n in range(9))) == 4
    assert topic_labels([]) == ()


def test_a_part_is_named_in_the_words_of_the_reader() -> None:
    asked = "Why did the Danish brick maker nearly go bust and what got them out of it?"
    first, second = parts(asked)
    assert second != "What got them out of it?"
    assert as_asked(second, asked) == "What got them out of it?"
    assert as_asked(first, asked) == first
    assert as_asked("What is RDY (Rendanheyi)?", "What is RDY (Rendanheyi)?").endswith(
        "(Rendanheyi)?"
    )


def test_parts_of_a_message_are_asked_one_by_one() -> None:
    asked = "What is Internet+, and what is the share price? Who won?"
    assert parts(asked)[:2] == ("What is Internet+", "what is the share price?")
    assert parts("What is ADKAR? Explain Kotter's steps.") == (
        "What is ADKAR?",
        "Explain Kotter's steps.",
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("What is ADKAR and who made it?", ("What is ADKAR", "Who made ADKAR?")),
        (
            "What is ADKAR? Who made it? Does it work?",
            ("What is ADKAR?", "Who made ADKAR?", "Does ADKAR work?"),
        ),
        (
            "Who founded Haier and when did it start?",
            ("Who founded Haier", "When did Haier start?"),
        ),
        (
            "How often did DBS fail and what did the regulator do?",
            ("How often did DBS fail", "What did the regulator do (DBS)?"),
        ),
        (
            "What is DBS, and what did the regulator do?",
            ("What is DBS", "what did the regulator do?"),
        ),
        (
            "Is it true that most platforms fail, and what should a newcomer do differently?",
            (
                "Is it true that most platforms fail",
                "What should a newcomer do differently (most platforms fail)?",
            ),
        ),
        ("平台是什么？它有什么风险？", ("平台是什么？", "平台是什么？它有什么风险？")),
    ],
)
def test_a_later_part_says_what_it_means(asked: str, found: tuple[str, ...]) -> None:
    assert parts(asked) == found


def test_a_later_part_with_a_subject_of_its_own_is_left_alone() -> None:
    asked = "How do platforms win, and what does a fan designer earn?"
    assert parts(asked) == ("How do platforms win", "what does a fan designer earn?")


@pytest.mark.parametrize(
    "asked",
    [
        SHOP,
        "My firm makes doors. It has 30 people. My son wants to remove the managers. Is that wise?",
        "We don't know where to start and how to measure it. Our boss wants AI. What comes first?",
        "Have we transformed? We sell on platforms and take QR payments.",
        "We sell online, and what we earn goes to the platform. Should we leave it?",
        "We want to know what works and what does not.",
        "我们是一家餐馆，有40个座位。我们在美团上卖团购券。我们转型了吗？",
    ],
)
def test_a_description_stays_with_its_question(asked: str) -> None:
    assert parts(asked) == (asked,)
    assert not needs_clarifying(asked, ())


def test_the_description_goes_with_every_question_that_needs_it() -> None:
    asked = f"{SHOP} And what should we do first? What is Goodhart's law?"
    first, second, third = parts(asked)
    assert first == SHOP
    assert "noodle shop" in second
    assert "transformed" not in second
    assert third == "What is Goodhart's law?"


def test_the_first_part_of_a_follow_up_is_completed_from_the_history() -> None:
    found = parts("How did it start? And what is TradeLens?", talk(HAIER))
    assert found == ("How did Haier's Rendanheyi start?", "And what is TradeLens?")
    assert parts("Why? And what is TradeLens?", talk(LEVELS)) == (
        "Why should we flatten to three levels?",
        "And what is TradeLens?",
    )


def test_a_message_without_a_topic_has_no_part() -> None:
    assert parts("What should we do?") == ()
    assert parts("?!") == ()
    assert parts("") == ()


def test_repeated_questions_are_asked_once_and_many_as_one() -> None:
    assert parts("What is a mill? What is a mill?") == ("What is a mill?",)
    many = " ".join(f"What is mill{n}?" for n in range(9))
    assert parts(many) == (many,)


@pytest.mark.parametrize(
    "odd",
    ["a" * 20000, "it " * 7000, "hi " + "!" * 20000, "? " * 9000, "呢" * 20000, "thanks " * 3000]
    + ["What is it, and why does this firm and that one, " * 400, "+" * 20000, "\0", "（）"],
)
def test_odd_messages_are_read_in_bounded_time(odd: str) -> None:
    history = [Turn(question=odd, answer=odd)] * 8
    started = time.perf_counter()
    for asked, said in ((odd, talk(VALVE)), ("why?", history)):
        standalone(asked, said)
        parts(asked)
        needs_clarifying(asked, said)
        is_small_talk(asked)
    assert time.perf_counter() - started < 5
