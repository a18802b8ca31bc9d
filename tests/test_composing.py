"""From passages to a draft: evidence, ranking, roles; the encoder is a fake."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from conftest import FakeEncoder

from advisor import evidence
from advisor.asking import analyse
from advisor.domain import Essay, Hit, Passage
from advisor.drafting import Unit, dissent, draft
from advisor.drafting.fitting import abridge, widen
from advisor.drafting.forms import form, section
from advisor.drafting.ranking import Candidate, rank
from advisor.matching import Matcher
from advisor.retrieval import Retrieved
from advisor.text import terms, word_count

ESSAY = """The mill in Lodz lost nine sacks in a hundred in 1998. The mill lost two sacks in 2001.

The mill counts sacks with a machine, which a clerk reads every evening.

Three things keep the machine of the mill going:

- A dry room keeps the machine from rust.
- A clerk reads the counter of the machine.
- An owner looks at the number on Monday.
"""
OWN = "In your own firm > Someone is sick"
MONDAY = "Count the sacks of the mill by hand for one week before you buy a machine."
LODZ = (
    "Mills of Lodz should buy a machine once their sacks burst often enough.",
    "A machine by hand should save the mills of Lodz a clerk and two carts.",
    "Buy a machine in Lodz where mills grind rye all winter long.",
    "Mills in Lodz should buy no machine while banks ask for gold.",
    "Lodz should buy its mills a machine against rust in damp cellars.",
)
GDYNIA = "A bakery of Gdynia hopes to sell a machine by hand."
LIMITS = "Counting sacks by machine does not pay for a mill with fewer than ten customers."


def passage(text: str, essay: str = "mill", heading: str = "") -> Passage:
    return Passage(
        id=f"{essay}:{heading}:{text[:9]}",
        essay_id=essay,
        heading=heading,
        ordinal=0,
        start=0,
        end=len(text),
        text=text,
        digest="",
    )


def hits(*passages: Passage, scores: Sequence[float] = ()) -> tuple[Hit, ...]:
    given = scores or [1 - index / 10 for index in range(len(passages))]
    return tuple(
        Hit(passage=found, score=score, legs={})
        for found, score in zip(passages, given, strict=True)
    )


def matcher(question: str, passages: Sequence[Passage]) -> Matcher:
    weights = {term: 1.0 for term in terms(question) if term not in ("mill", "many", "much")}
    return Matcher(question, weights, passages, FakeEncoder())


def essay(text: str) -> Essay:
    return Essay(id="mill", title="The mill that counted", path="mill.md", text=text, digest="")


def drafted(question: str, text: str = ESSAY, told: str = "") -> list[Unit]:
    """The draft from an essay of which the part before its headings was found."""
    found = passage(text.partition("\n## ")[0])
    return draft(
        analyse(question),
        hits(found),
        matcher(question, [found]),
        lambda _: essay(text),
        told,
    )


def confidence(question: str, text: str = ESSAY, own: str = "") -> float:
    found = passage(text)
    held = matcher(question, [found])
    weights = {term: 1.0 for term in terms(question)}
    retrieved = Retrieved(hits=hits(found), similarity=0.5, weights=weights)
    return evidence.confidence(retrieved, held, analyse(question), own)


class TestDraft:
    def test_the_direct_answer_is_the_sentence_that_holds_it(self) -> None:
        first = drafted("How many sacks did the mill lose in 2001?")[0]
        assert first.role == "answer"
        assert "two sacks in 2001" in first.text

    def test_a_question_for_a_list_gets_the_whole_list(self) -> None:
        first = drafted("What three things keep the machine going?")[0]
        assert first.text.startswith("Three things")
        assert first.text.endswith("on Monday.")

    def test_what_was_told_is_not_told_again(self) -> None:
        question = "How many sacks did the mill lose in 2001?"
        before = drafted(question)[0].text
        again = drafted(question, told=before)
        assert again
        assert all(unit.text not in before for unit in again)

    def test_a_question_for_advice_gets_what_to_do_and_where_it_stops_holding(self) -> None:
        text = (
            f"{ESSAY}\n## What to do on Monday\n\n{MONDAY}\n\n"
            f"## Where the advice stops holding\n\n{LIMITS}\n"
        )
        units = drafted("How can we keep count of the sacks of a mill?", text)
        roles = {unit.role: unit.text for unit in units}
        assert roles["action"] == MONDAY
        assert roles["limit"] == LIMITS
        assert not {"action", "limit"} & {unit.role for unit in drafted("Who reads it?", text)}
        told = {
            unit.role for unit in drafted("Did a count of sacks by machine help the mill?", text)
        }
        assert "limit" in told
        assert "action" not in told  # what is over cannot be done otherwise

    def test_how_it_came_about_may_be_told_by_an_opening_that_was_not_found(self) -> None:
        opening = "The mill stopped because nobody in Lodz counted its sacks."
        later = "The mill in Lodz stopped on a Monday, and sacks were sold at once."
        text = f"# The mill\n\n{opening}\n\n## The last day of the mill\n\n{later}\n"
        found = Passage(
            id="later",
            essay_id="mill",
            heading="The last day of the mill",
            ordinal=1,
            start=text.index(later),
            end=text.index(later) + len(later),
            text=later,
            digest="",
        )
        firsts = {}
        for question in ("Why did the mill in Lodz stop?", "When did the mill in Lodz stop?"):
            held = matcher(question, [found])
            units = draft(analyse(question), hits(found), held, lambda _: essay(text))
            firsts[question.split()[0]] = units[0].text
            assert all(text[u.start :].startswith(u.text) for u in units)
        assert firsts == {"Why": opening, "When": later}

    def test_every_unit_is_a_stretch_of_the_essay(self) -> None:
        for unit in drafted("Should a mill count its sacks by machine?"):
            assert ESSAY[unit.start : unit.start + len(unit.text)] == unit.text

    def test_nothing_quotable_is_no_draft(self) -> None:
        assert drafted("What is a mill?", "Mill:") == []


def supported(question: str, *others: Passage) -> list[Unit]:
    """The draft where three passages of one essay were found beside the others."""
    own = [passage(text, heading=text[:12]) for text in ESSAY.split("\n\n")[:2]]
    found = [*own, passage(MONDAY, heading="Counting by hand"), *others]
    given = hits(*found, scores=[1.0] * len(found))
    return draft(analyse(question), given, matcher(question, found), lambda _: essay(ESSAY))


def beside(question: str, *others: Passage) -> set[str]:
    """The essays that the draft is drawn from."""
    return {unit.passage.essay_id for unit in supported(question, *others)}


class TestSupport:
    ADVICE = "Should a mill count its sacks by hand before it buys a machine?"
    OTHER = "A bakery hopes to sell a machine by hand."
    FURTHER = "A bakery keeps a machine for its dough, as bakers say."

    def test_one_passage_of_another_essay_hardly_supports_advice(self) -> None:
        assert beside(self.ADVICE, passage(self.OTHER, essay="bakery")) == {"mill"}

    def test_two_passages_of_it_may(self) -> None:
        others = [passage(self.OTHER, "bakery"), passage(self.FURTHER, "bakery", "Loaves")]
        assert beside(self.ADVICE, *others) == {"mill", "bakery"}

    def test_and_so_may_one_that_holds_a_name_which_the_first_unit_lacks(self) -> None:
        named = passage(f"{self.OTHER[:-1]} in Gdynia.", essay="bakery")
        assert beside(f"{self.ADVICE[:-1]}, as in Gdynia?", named) == {"mill", "bakery"}

    def test_each_of_two_names_is_heard_before_one_is_heard_again(self) -> None:
        asked = "Should mills such as those of Lodz and Gdynia buy a machine by hand?"
        found = [*(passage(text, heading=text[-9:]) for text in LODZ), passage(GDYNIA, "bakery")]
        units = draft(
            analyse(asked), hits(*found, scores=[1.0] * 6), matcher(asked, found), lambda _: None
        )
        assert any("Gdynia" in unit.text for unit in units)
        assert sum("Lodz" in unit.text for unit in units) > 1

    def test_a_far_one_that_holds_the_name_does_not_hide_nearer_ones(self) -> None:
        far = passage("Herons nest in Gdynia.", essay="zoo")
        units = supported(f"{self.ADVICE[:-1]}, as in Gdynia?", far)
        assert [unit.passage.essay_id for unit in units] == ["mill"] * len(units)
        assert any("which a clerk reads" in unit.text for unit in units)


class TestOwnFirm:
    QUESTION = "Our clerk is sick at the mill. How should we count?"
    CARDS = (
        passage("A count by two people is safe enough for a week, and no more.", "mill", "Sacks"),
        passage("A count by a machine is safe enough for a year.", "loom", "Our clerk is sick"),
    )

    def test_each_heading_gives_one_situation_and_its_section_tells_the_role(self) -> None:
        headings = ["Our clerk is sick at the mill, say all", "How should we count?"]
        counts = "Two people should count the sacks.\n\nOne should count on Sundays."
        places = [
            passage(counts, "mill", headings[0]),
            passage("While our clerk is sick at the mill, sell nothing.", "mill", headings[1]),
            passage("Count sacks today at the mill.", "mill", f"What to do: {self.QUESTION}"),
        ]
        held = matcher(self.QUESTION, places)
        given = hits(*places, scores=[0.5] * 3)
        units = draft(analyse(self.QUESTION), given, held, lambda _: None)
        assert [unit.role for unit in units] == ["action", "situation", "situation"]
        assert {unit.passage.heading for unit in units[1:]} == set(headings)

    def test_a_heading_in_the_words_of_the_reader_leads(self) -> None:
        held = matcher(self.QUESTION, self.CARDS)
        scored = [(card, 0.5) for card in self.CARDS]
        found = rank(analyse(self.QUESTION), scored, held, {})
        assert found[0].passage.heading == "Our clerk is sick"

    def test_after_what_was_told_the_next_heading_leads(self) -> None:
        more = passage("A count by nobody at all is best.", "barn", "Other")
        places = [*self.CARDS, more, passage("Rest a day or two.", "cart", "Our clerk is sick too")]
        held = matcher(self.QUESTION, places)
        given, told = hits(*places, scores=[0.5] * 4), ""
        for leads in ("Our clerk is sick", "Our clerk is sick too"):
            asked = analyse(self.QUESTION)
            units = draft(asked, given, held, lambda _: None, told)
            assert units[0].passage.heading == leads
            told = units[0].text

    @pytest.mark.parametrize(
        ("heading", "is_told"), [("Someone is sick at the mill", True), ("Our people", False)]
    )
    def test_further_situations_in_reach_are_judgement_and_first_step(
        self, heading: str, is_told: bool
    ) -> None:
        places = [
            passage(
                "A clerk is sick. Let two count at the mill. Pay both of them.", heading="Our clerk"
            ),
            passage(
                "A sick clerk rests, in our view. Tea helps. Count alone.",
                "loom",
                f"In your own firm > {heading}",
            ),
        ]
        held = matcher(self.QUESTION, places)
        given = hits(*places, scores=[0.5] * 2)
        first, *others = draft(analyse(self.QUESTION), given, held, lambda _: None)
        assert (first.text, first.excerpt) == (places[0].text, "")
        told = [(places[1].text, "A sick clerk rests, in our view. … Count alone.")]
        assert [(other.text, other.excerpt) for other in others] == (told if is_told else [])

    def test_no_place_is_shown_twice(self) -> None:
        units = supported("Should we count the sacks of our mill by machine in Lodz?")
        places = [(unit.passage.id, unit.start) for unit in units]
        assert len(units) > 1
        assert len(set(places)) == len(places)


@pytest.mark.parametrize(
    ("text", "heading", "shown"),
    [
        ("Ann baked. Bob ate. Cid paid.", OWN, "Ann baked. … Cid paid."),
        ("Ann baked. Bob ate. It was good.", OWN, ""),
        ("Ann baked. Cid paid.", OWN, ""),
        ("Ann baked. Bob ate. Cid paid.", "Ann", ""),
    ],
)
def test_only_what_stands_by_itself_is_abridged(text: str, heading: str, shown: str) -> None:
    place = passage(text, heading=heading)
    held = matcher("Who baked?", [place])
    found = Candidate(passage=place, start=0, end=10, score=0.0, match=held.match(place, 0, 10))
    assert abridge(found, held).excerpt == shown


@pytest.mark.parametrize(
    ("shown", "left"),
    [
        ([], "A. B. C."),
        (["A.", "Z."], "B. C."),
        (["Z. C."], "A. B."),
        (["B."], "A. B. C."),
        (["A. B. C."], None),
        (["A.", "C. B."], None),
    ],
)
def test_what_was_shown_is_cut_off_a_unit(shown: list[str], left: str | None) -> None:
    names = {"A.": "Ann baked.", "B.": "Bob ate.", "C.": "Cid paid.", "Z.": "Zoe slept."}

    def told(text: str) -> str:
        return " ".join(names[name] for name in text.split())

    essay = f"Up. {told('A. B. C.')}"
    unit = Unit(text=essay[4:], role="support", passage=passage(essay), start=4)
    rest = unit.unless([told(text) for text in shown])
    assert (rest and rest.text) == (left and told(left))
    assert rest is None or essay[rest.start :].startswith(rest.text)


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("Ann baked. It was good.", ""),
        ("Ann baked. Bob ate it.", "Ann baked. Bob …"),
        ("Ann baked.\n\n- Bob ate it.", ""),
    ],
)
def test_but_not_off_one_that_would_lean_on_it(text: str, excerpt: str) -> None:
    unit = Unit(text=text, role="support", passage=passage(text), start=0, excerpt=excerpt)
    assert unit.unless(["Ann baked."]) is unit


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("Ann baked. Bob ate. Cid paid.", "Ann baked. … Cid paid."),
        ("Ann baked. Bob ate. He paid.", ""),
        ("Bob ate. Ann baked. Cid paid.", ""),
    ],
)
def test_what_was_shown_in_the_middle_is_left_out(text: str, excerpt: str) -> None:
    unit = Unit(text=text, role="support", passage=passage(text), start=0)
    rest = unit.unless(["Bob ate."])
    assert rest is not None
    assert rest.excerpt == excerpt
    assert rest.text == text.removeprefix("Bob ate. ")


def test_a_wrapped_line_is_no_list() -> None:
    unit = Unit(text="Ann baked.\nBob ate\nit.", role="support", passage=passage("A"), start=0)
    rest = unit.unless(["Ann baked."])
    assert rest is not None
    assert rest.text == "Bob ate\nit."


def test_a_list_is_answered_by_what_says_its_number() -> None:
    third = "The third feature of the old mills is a flat roof, a wall and a door."
    four = "Old mills show four main features: a wheel, a flat roof, a wall and a door."
    question = "What were the four features of the old mills?"
    assert drafted(question, f"{third}\n\n{four}")[0].text == four


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("What is sack counting?", True),
        ("Does sack counting raise the profit of a mill?", False),
        ("Why does sack counting raise the profit of a mill?", False),
        ("How can we count the sacks of a mill?", False),
    ],
)
def test_what_a_word_means_is_no_verdict(question: str, *, fits: bool) -> None:
    means, other = (
        form(analyse(question), text, "")
        for text in ("Sack counting is the habit of weighing sacks.", "Mills weigh their sacks.")
    )
    assert (means > other) is fits
    assert means != other


def test_a_judgement_is_no_definition() -> None:
    text = "Sack counting is an example of thrift and no proof of profit."
    question = "Does sack counting raise profit?"
    assert form(analyse(question), text, "") == form(analyse(question), text.replace(" of", ""), "")


def test_steps_are_no_direct_verdict() -> None:
    steps = f"Two steps keep a mill running:\n\n- {MONDAY}\n- Ask the clerk of the mill.\n"
    places = [passage(steps), passage("Counting the sacks of a mill by hand is cheap enough.")]
    texts = {}
    for question in ("Should a mill count its sacks by hand?", "How can we count sacks of a mill?"):
        held = matcher(question, places)
        ranked = rank(analyse(question), [(place, 1.0) for place in places], held, {})
        texts[question[0]] = [found.is_list for found in ranked].index(True)
    assert texts["S"] > texts["H"]


def test_a_weak_side_is_taken_from_where_an_essay_tells_its_limits() -> None:
    places = [
        passage("The mill counts its sacks by machine and saves an hour.", heading="Counting"),
        passage(LIMITS, heading="Where the advice stops holding"),
    ]
    question = "What are the weaknesses of counting sacks by machine at the mill?"
    found = rank(
        analyse(question),
        [(place, 1.0) for place in places],
        matcher(question, places),
        {},
    )
    assert found[0].text == LIMITS


def test_a_unit_of_more_than_sixty_words_is_no_direct_answer() -> None:
    tail = ", and then another day went by without any grain" * 8
    texts = [f"The mill closed in 2001{tail}.", "The mill closed in 2001 for good."]
    places = [passage(text) for text in texts]
    question = "When was the mill closed?"
    found = rank(analyse(question), [(p, 1.0) for p in places], matcher(question, places), {})
    assert found[0].text == texts[1]


@pytest.mark.parametrize("fact", [False, True])
def test_what_judges_is_read_before_what_precedes_it(fact: bool) -> None:
    before, judges = "A miller lost his ledger in a river.", "A mill should count sacks by hand."
    found = passage(f"{before} {judges}")
    question = f"{'Which' if fact else 'Should a'} mill counts sacks by hand?"
    held = matcher(question, [found])
    told = [unit.text for unit in draft(analyse(question), hits(found), held, lambda _: None)]
    assert told == ([found.text] if fact else [judges, before])


def test_a_direct_answer_is_widened_by_what_follows_before_what_precedes() -> None:
    lost = "The mill in Lodz lost sacks" + " and sacks" * 12 + "."
    text = f"{lost} It closed in 2001. {lost}"
    found = passage(text)
    question = "When was it closed?"
    held = matcher(question, [found])
    best = rank(analyse(question), [(found, 1.0)], held, {})[0]
    start = text.index("It closed")
    closed = replace(best, start=start, end=start + len("It closed in 2001."))
    assert widen(closed, held).text == text[start:]


def test_a_long_direct_answer_is_shown_as_an_excerpt_of_what_is_quoted() -> None:
    grain = ", the mill in Lodz bought its grain from the same farmers as before" * 5
    text = f"The mill in Lodz closed in 2001 for good; until then{grain}."
    unit = drafted("When did the mill close?", text)[0]
    assert unit.text == text
    assert unit.excerpt.startswith("The mill in Lodz closed in 2001 for good")
    assert unit.excerpt.endswith("as before …")
    assert word_count(unit.excerpt) <= 60


def test_what_supports_an_answer_is_told_in_the_order_of_the_essay() -> None:
    text = (
        "The mill in Lodz opened in 1950 beside a river.\n\n"
        "The mill in Lodz bought a machine in 1998 for its clerk.\n\n"
        "The mill in Lodz closed for good in 2001 because of a flood."
    )
    told = [unit.text for unit in drafted("Why did the mill in Lodz close for good?", text)]
    assert told[0].endswith("because of a flood.")
    assert [text.index(other) for other in told[1:]] == [0, text.index("The mill in Lodz bought")]


def test_what_was_told_in_an_excerpt_is_not_told_again() -> None:
    grain = ", the mill in Lodz bought its grain from the same farmers as before" * 5
    text = f"The mill in Lodz closed in 2001 for good; until then{grain}.\n\nThe mill is a museum."
    told = drafted("When did the mill close?", text)[0].excerpt
    again = drafted("When did the mill close?", text, told=told)
    assert [unit.text for unit in again] == ["The mill is a museum."]


def test_a_side_of_a_comparison_and_a_dissent_are_shown_as_excerpts_too() -> None:
    grain = ", the mill in Lodz bought its grain from the same farmers as before" * 5
    text = f"A bakery is a shop.\n\nA mill is a place that makes flour; in 2001{grain}."
    compared = drafted("What is the difference between a bakery and a mill?", text)
    assert [bool(unit.excerpt) for unit in compared] == [False, True]
    note = "A mill makes flour from grain."
    places = hits(passage(text))
    assert dissent(note, places, matcher(note, [places[0].passage]))[0].excerpt


def test_a_chinese_direct_answer_is_no_longer_than_an_english_one() -> None:
    told = "磨坊主每天晚上都要亲自把所有的袋子数一遍，然后在第二天早晨开工以前把数目记在账本上，"
    text = "".join(f"{told}第{year}年也是一样。" for year in "一二三四")
    assert len(text) == 4 * 50
    assert word_count(drafted("磨坊主把数目记在哪里？", text)[0].text) <= 60


@pytest.mark.parametrize(
    "text",
    [
        "Brumo was a mill in Lodz.",
        "Brumo, a mill in Lodz, was large.",
        "Brumo was Poland's largest mill.",
        "Brumos are the mills of Lodz.",
    ],
)
def test_what_something_was_defines_it_and_so_does_an_aside(text: str) -> None:
    places = [passage("Brumo made a mill in Lodz rich."), passage(text)]
    asked = "What is Brumo?"
    scored = list(zip(places, (1.0, 0.95), strict=True))
    assert rank(analyse(asked), scored, matcher(asked, places), {})[0].text == text


def test_a_fact_is_not_told_by_what_an_essay_says_to_a_firm_like_the_readers() -> None:
    texts = ("The clerk counts sacks on Mondays.", "A clerk counts the sacks, on Mondays too.")
    headings = ("The machine of the mill", "In your own firm > Nobody counts")
    places = [passage(text, heading=head) for text, head in zip(texts, headings, strict=True)]
    asked = "On which day does the clerk count the sacks on Mondays too?"
    ranked = rank(analyse(asked), [(p, 1.0) for p in places], matcher(asked, places), {})
    assert ranked[0].text == texts[0]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("What to do on Monday", "action"),
        ("A title > Steps to take", "action"),
        ("Eight steps rest on one man's experience", ""),
        ("Where the advice stops holding", "limit"),
        ("Common pitfalls", "limit"),
        ("Trust has a price limit at every rank", ""),
        ("The case of the mill", ""),
    ],
)
def test_a_heading_tells_the_role_of_its_section(heading: str, role: str) -> None:
    assert section(heading) == role


class TestEvidence:
    def test_a_year_that_no_sentence_has_counts_against(self) -> None:
        asked = "How many sacks did the mill lose in {}?"
        assert confidence(asked.format(2001)) > confidence(asked.format(2019))

    def test_a_fact_as_it_is_now_is_less_sure(self) -> None:
        asked = "How many sacks did the mill lose"
        assert confidence(f"{asked}?") > confidence(f"{asked} today?")

    def test_a_figure_that_no_sentence_states_counts_against(self) -> None:
        texts = ("The clerk counts {}sacks.", "The owner of the mill reads {} news at home.")
        told, elsewhere = (
            confidence("How many sacks does the clerk count?", "\n\n".join(text))
            for text in (
                (texts[0].format("nine "), texts[1].format("")),
                (texts[0].format(""), texts[1].format("nine")),
            )
        )
        assert told > 2 * elsewhere

    def test_a_figure_of_money_is_stated_in_money(self) -> None:
        asked = "What did the clerk pay for the sacks?"
        paid, other = "The clerk paid {} for the sacks.", "The owner paid 3 euros for the news."
        told = confidence(asked, f"{paid.format('9 euros')}\n\n{other}")
        assert told > confidence(asked, f"{paid.format('9 others')}\n\n{other}")

    def test_a_follow_up_on_something_foreign_is_no_evidence(self) -> None:
        question = "How many sacks did the mill lose with gaskets?"
        assert confidence(question, own="with sacks?") == confidence(question)
        assert confidence(question, own="and gaskets?") < confidence(question) / 2

    def test_a_term_of_which_the_words_stand_apart_is_not_defined(self) -> None:
        apart = "A mill is open on Monday. The clerk finds innovation at home."
        together = "A mill is open innovation on Monday. The clerk finds news at home."
        sure = [confidence("What is open innovation?", text) for text in (together, apart)]
        together_odds, apart_odds = (chance / (1 - chance) for chance in sure)
        assert together_odds > 10 * apart_odds  # 4 times where only the similarities differ

    def test_no_hits_are_no_evidence(self) -> None:
        nothing = Retrieved(hits=(), similarity=0.0, weights={"mill": 1.0})
        held = matcher("What is a mill?", [])
        assert evidence.confidence(nothing, held, analyse("What is a mill?")) == 0.0


class TestMatcher:
    def test_the_same_words_match_in_full_and_foreign_ones_hardly(self) -> None:
        found = passage("The clerk counts sacks.")
        held = matcher("clerk counts sacks", [found])
        assert held.match(found).weighted == pytest.approx(1, abs=1e-5)
        assert held.match(found).coverage == 1
        assert held.match(found, 4, 9).weighted < 0.7

    def test_how_near_own_words_come(self) -> None:
        found = passage("The clerk counts sacks.")
        held = matcher("Does the clerk count gaskets?", [found])
        assert held.nearest("clerk", [found]) == pytest.approx(1, abs=1e-5)
        assert held.nearest("gaskets", [found]) < 0.5
        assert held.nearest("unrelated", [found]) == 1

    def test_a_script_that_the_encoder_does_not_know_is_matched_by_words(self) -> None:
        found = passage("磨坊用机器数袋子。")
        held = matcher("磨坊数什么？", [found])
        assert not held.dense
        assert held.match(found).coverage > 0
        assert held.nearest("磨坊", [found]) == 1
        assert held.nearest("磨坊", [passage("面包店关门了。")]) == 0
