"""Nothing is shown that does not stand in an essay, to the character."""

import dataclasses

import pytest
from conftest import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st

from advisor.domain import Citation, Essay, Passage, Sentence
from advisor.grounding import cite, ground, verbatim
from advisor.grounding.checking import disagreement
from advisor.grounding.verifying import Verifier
from advisor.text import figures

TEXT = "Intro.\n\nThe mill cut its losses. It kept the clerk.\n"
ESSAY = Essay(id="e", title="T", path="e.md", text=TEXT, digest="d")
PASSAGE = Passage(
    id="p", essay_id="e", heading="H", ordinal=0, start=8, end=51, text=TEXT[8:51], digest="d"
)


def grounded(text: str, cited: tuple[Citation, ...] = ()) -> Sentence | None:
    return ground(text, "answer", [PASSAGE], {"e": ESSAY}.get, cited)


def test_a_quoted_sentence_gets_its_exact_place() -> None:
    sentence = grounded("The mill cut its losses.")
    assert sentence is not None
    assert sentence.support == "quoted"
    (citation,) = sentence.citations
    assert TEXT[citation.start : citation.end] == citation.quote == sentence.text
    assert (citation.marker, citation.essay_digest, citation.heading) == (1, "d", "H")


def test_the_same_words_keep_their_marker_and_others_get_the_next() -> None:
    first = grounded("The mill cut its losses.")
    assert first is not None
    again = grounded("The mill cut its losses.", first.citations)
    other = grounded("It kept the clerk.", first.citations)
    assert again is not None
    assert other is not None
    assert [again.citations[0].marker, other.citations[0].marker] == [1, 2]


def test_changed_words_are_dropped() -> None:
    assert grounded("The mill cut its loss.") is None
    assert grounded("") is None


def test_words_that_the_essay_lacks_are_not_cited() -> None:
    other = dataclasses.replace(ESSAY, text="Intro.\n\nThe mill closed.\n")
    assert ground("It kept the clerk.", "answer", [PASSAGE], {"e": other}.get, ()) is None
    assert ground("It kept the clerk.", "answer", [PASSAGE], lambda _: None, ()) is None


@given(st.text(max_size=60))
def test_whatever_is_grounded_is_exact(text: str) -> None:
    sentence = grounded(text)
    if sentence is not None:
        citation = sentence.citations[0]
        assert TEXT[citation.start : citation.end] == citation.quote == text


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("4,000 sacks, 3.5 percent, 1.2 million", [4000, 3.5, 1_200_000]),
        ("twenty-five of a hundred and one", [25]),
        ("two thirds, a quarter of it, half the port", [0.666667, 0.25, 0.5]),
        ("the second quarter of 2025, the 3rd day", [2, 2025, 3]),
        ("It doubled, and then halved", [2, 0.5]),
        ("First, it is no figure", []),
    ],
)
def test_figures_are_read_by_value(text: str, keys: list[float]) -> None:
    assert [figure.key[1] for figure in figures(text)] == keys


def test_a_range_is_of_one_kind() -> None:
    assert [f.kind for f in figures("from 12 to 5 percent")] == ["percent", "percent"]


@pytest.mark.parametrize(
    ("text", "evidence", "reason"),
    [
        ("It cost 5 euros.", "It cost 6 euros.", "figure not in the evidence: 5"),
        ("It cost 5 euros.", "It cost 5 dollars.", "unit not in the evidence: euro"),
        ("It was sold by Acme.", "It was sold by Bolt.", "name not in the evidence: Acme"),
        ("We met Ann Orr.", "We met Ann Lee and Bob Orr.", "names not together"),
        ("The firm Acme beat Bolt.", "The firm Bolt beat Acme.", "names have changed places"),
        ("It closed because rivals left.", "It closed. Rivals left.", "cause not in the evidence"),
        ("The mill closed.", "The mill never closed.", "denied by one"),
        ("The mill never closed.", "The mill closed.", "denied by one"),
        ("Every one of the 9 mills earns.", "Only 2 of the 9 mills earn.", "said of more"),
        ("It is a fault, as we cannot see.", "It is no fault, as we cannot see.", "denied by one"),
        ("The bank owed the fund a lot.", "The fund owed the bank a lot.", "terms have changed"),
        ("A paid 5 euros.", "A paid 5 dollars, B 9 euros.", "figure in another currency: 5"),
        (
            "Acme was sold cheap in 2013.",
            "Acme was sold cheap in 2016.\n\nIt rose in 2013.",
            "year",
        ),
        ("Sales rose.", "Sales fell.", "opposites: rose, fell"),
        (
            "The app is younger than the new oven.",
            "The app is older than the new oven.",
            "opposites: younger, older",
        ),
        ("Old firms grow more than new.", "New firms grow more than old.", "changed places"),
        ("Old firms use more than new.", "Old and new firms use tools.", "comparison"),
        ("Sales fell from 2 to 9.", "Sales fell from 9 to 2.", "figures have changed places"),
        ("Ann had 3 mills, Bob 5.", "Ann had 5 mills, Bob 3.", "belong"),
        ("Sales were 5 in 2020.", "Sales were 5 in 2019, and 6 in 2020.", "another time"),
        ("All mills closed.", "Mills closed.", "said of more"),
        (
            "Rent eats the gain of the mill, Ann Orr objected on Monday.",
            "Our reading: rent eats the gain of the mill.\n\nAnn Orr objected on Monday.",
            "own reading",
        ),
        ("Most mills closed.", "Some mills closed.", "said of more"),
        (
            "The mill was sold because the bakery closed.",
            "With no heir the mill was sold.\n\nThe bakery closed in May.",
            "cause not in the evidence",
        ),
        (
            "Millers left because wages fell.",
            "The mill closed because wages fell and millers left.",
            "the effect is a cause",
        ),
        (
            "Young bakers feared banks, while old bakers feared thieves.",
            "Old bakers feared banks, while young bakers feared thieves.",
            "said of one another: ",
        ),
        ("The mill closes on Monday.", "The mill may close on Monday.", "as a fact"),
        ("The tools came from Acme.", "Bolt supplied the tools, and Acme paid.", "another name"),
    ],
)
def test_what_disagrees_is_named(text: str, evidence: str, reason: str) -> None:
    assert reason in (disagreement(text, evidence) or "")


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (
            "In the essay's reading, rent eats the gain, as Ann Orr said.",
            "Rent eats the gain, said Ann Orr. Our reading: it need not.",
        ),
        ("Five mills closed in 2020.", "In 2020, 5 mills were closed."),
        ("The mill did not close in spring.", "In spring the mill did not close."),
        ("New firms grow less than old ones.", "Old firms grow more than new ones."),
        ("Acme and Bolt merged.", "Bolt and Acme merged."),
        ("Losses fell from nine to two.", "Losses fell to two from nine."),
        ("It closed because rivals left.", "Rivals left, which is why it closed."),
        ("Because of frost, the mill stood still.", "The mill stood still because of the frost."),
        (
            "Old bakers feared banks, while young bakers feared thieves.",
            "Young bakers feared thieves, whereas old bakers feared banks.",
        ),
        ("The mill was sold by the bank.", "The bank sold the mill."),
        ("A mill runs if it pays, says Orr.", "Orr says: if it pays, a mill runs."),
        ("Rolls-Royce's engines fly.", "Rolls-Royce’s engines fly."),
        ("The mill opened between 2012 and 2016.", "Between 2012 and 2016 the mill opened."),
    ],
)
def test_what_agrees_is_left_alone(text: str, evidence: str) -> None:
    assert disagreement(text, evidence) is None


def test_a_quotation_is_found_in_spite_of_line_breaks_and_quote_marks() -> None:
    text = "He said:\n\nThe “mill” cut\nits losses. It kept the clerk."
    passage = dataclasses.replace(PASSAGE, start=0, end=len(text), text=text)
    span = verbatim('The "mill" cut its losses.', [passage])
    assert span is not None
    assert span.text == "The “mill” cut\nits losses."
    assert verbatim("cut its losses.", [passage]) is None
    assert verbatim("", [passage]) is None


def test_a_verified_sentence_cites_its_spans_and_shares_markers() -> None:
    span = verbatim("It kept the clerk.", [PASSAGE])
    assert span is not None
    first = cite("The clerk was kept.", "answer", [span], {"e": ESSAY}.get, ())
    assert first is not None
    assert first.support == "supported"
    assert first.citations[0].quote == "It kept the clerk."
    again = cite("It kept the clerk.", "answer", [span], {"e": ESSAY}.get, first.citations)
    assert again is not None
    assert (again.support, again.citations) == ("quoted", first.citations)
    assert cite("x", "answer", [span], lambda _: None, ()) is None
    moved = dataclasses.replace(ESSAY, text="Another text that is long enough to be cut somewhere.")
    assert cite("x", "answer", [span], {"e": moved}.get, ()) is None


def test_a_verdict_says_why(fake_encoder: FakeEncoder) -> None:
    verifier = Verifier([PASSAGE], ["The mill"], fake_encoder)
    good = verifier.verify("The mill cut losses.")
    assert (good.supported, good.reason) == (True, "")
    assert [span.text for span in good.spans] == ["The mill cut its losses."]
    new = verifier.verify("The mill cut its trees.")
    assert not new.supported
    assert new.reason == "not in the evidence: trees"
    assert verifier.verify("磨坊").reason == "script not understood"
    assert verifier.verify("it is").reason == "nothing to compare"


def test_a_verdict_does_not_depend_on_the_order_of_the_passages(fake_encoder: FakeEncoder) -> None:
    """What an essay is about all along, here the mill, may be said with any of its sentences."""
    texts = (
        "Losses fell by half. The counter was bought in 2001.",
        "The mill hired a clerk. Wages rose.",
        "The mill asks its owner first. Bakers wait.",
    )
    passages = [dataclasses.replace(PASSAGE, id=t, start=0, end=len(t), text=t) for t in texts]
    for order in (passages, passages[::-1]):
        verdict = Verifier(order, ["", "", ""], fake_encoder).verify(
            "Losses of the mill fell by half."
        )
        assert (verdict.supported, verdict.reason) == (True, "")


def test_a_source_has_to_stand_where_the_quote_is(fake_encoder: FakeEncoder) -> None:
    texts = (
        "Beginners gained a lot of speed in spring, Lee found.",
        "Few mills use tools, Orr found.",
    )
    passages = [
        dataclasses.replace(PASSAGE, id=text, start=0, end=len(text), text=text) for text in texts
    ]
    verifier = Verifier(passages, ["", ""], fake_encoder)
    verdict = verifier.verify(
        "According to Orr, beginners gained a lot of speed in spring and use tools."
    )
    assert verdict.reason == "said of something else: orr"


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_breaks_the_checks(text: str, evidence: str) -> None:
    disagreement(text, evidence, evidence)
