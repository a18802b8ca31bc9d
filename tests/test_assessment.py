"""The self-assessment: scores, a verdict that rests on no single answer, exact readings."""

import dataclasses
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import advisor as package
from advisor import Advisor, AnswersError, Assessment, Essay, Settings
from advisor.assessment import (
    DIMENSIONS,
    SCALE,
    STATEMENTS,
    Reference,
    assess,
    locate,
    report,
    score,
    verdict,
)
from advisor.assessment.scoring import overall
from advisor.assessment.statements import FOUNDING, VERDICT_REASONS

RESTAURANT = (1, 2, 5, 1, 1, 5, 2, 4, 1, 4, 1, 5)
"""The founding essay's: packages on a platform, QR payments, and the business as it was."""
HAIER = (4, 4, 2, 4, 5, 2, 5, 1, 5, 1, 4, 2)
ANSWERS = st.lists(st.sampled_from(sorted(SCALE)), min_size=12, max_size=12)


def nothing(essay_id: str) -> Essay | None:
    return None


def exact(advisor: Advisor, found: Assessment) -> bool:
    citations = [one.citation for one in (*found.reasons, *found.readings, *found.steps)]
    texts = {essay.id: essay for essay in advisor.essays()}
    return [c.marker for c in citations] == list(range(1, len(citations) + 1)) and all(
        texts[c.essay_id].text[c.start : c.end] == c.quote
        and texts[c.essay_id].digest == c.essay_digest
        for c in citations
    )


def ideal(best: bool) -> list[int]:
    return [min(SCALE) if one.reversed == best else max(SCALE) for one in STATEMENTS]


def test_a_dozen_statements_over_five_dimensions_and_agreeing_with_all_decides_nothing() -> None:
    assert len(STATEMENTS) == 12
    assert len({one.text for one in STATEMENTS}) == 12
    assert [d.key for d in DIMENSIONS] == [
        "user_relationship", "profit_model", "organisation", "open_borders", "platforms",
    ]  # fmt: skip
    for value in SCALE:
        assert verdict([value] * 12) == "in between"


def test_scores_run_from_0_to_100() -> None:
    assert [one.percent for one in score(ideal(best=True))] == [100.0] * 5
    assert [one.percent for one in score(ideal(best=False))] == [0.0] * 5


@given(ANSWERS, st.integers(0, 11), st.sampled_from(sorted(SCALE)))
def test_no_single_answer_turns_the_verdict(answers: Sequence[int], at: int, other: int) -> None:
    changed = [*answers[:at], other, *answers[at + 1 :]]
    assert {verdict(answers), verdict(changed)} != {"+Internet", "Internet+"}
    if verdict(answers) != "in between":
        assert (overall(answers) >= 50) == (overall(changed) >= 50)


@given(ANSWERS, st.integers(0, 11))
def test_a_better_answer_never_lowers_a_score(answers: list[int], at: int) -> None:
    better = list(answers)
    better[at] = ideal(best=True)[at]
    pairs = zip(score(answers), score(better), strict=True)
    assert all(before.percent <= after.percent for before, after in pairs)


def test_the_restaurant_of_the_founding_essay_is_plus_internet(real_advisor: Advisor) -> None:
    found = real_advisor.assess(RESTAURANT)
    assert found.verdict == "+Internet"
    quotes = [reason.citation.quote for reason in found.reasons]
    assert quotes[0].startswith("A company that sells on platforms and takes QR payments has")
    assert any("consumers and participants" in quote for quote in quotes)
    assert any("Discount packages can even ruin" in quote for quote in quotes)
    assert {reason.citation.essay_id for reason in found.reasons} == {FOUNDING}
    assert len(found.readings) == len(found.steps) == 3
    assert not found.missing
    assert exact(real_advisor, found)
    lowest = min(score.percent for score in found.scores)
    assert found.readings[0].dimension in {s.title for s in found.scores if s.percent == lowest}


def test_a_company_like_haier_is_internet_plus(real_advisor: Advisor) -> None:
    found = real_advisor.assess(HAIER)
    assert found.verdict == "Internet+"
    assert "new economic form" in found.reasons[0].citation.quote
    assert len(found.reasons) == 1
    assert exact(real_advisor, found)
    assert "any single answer would not change" in found.text


def test_every_place_is_in_the_founding_essay_or_one_that_qualifies_it(
    real_advisor: Advisor,
) -> None:
    essays = {essay.id: essay for essay in real_advisor.essays()}
    critics = {e.id for e in essays.values() if any(q.essay == FOUNDING for q in e.qualifies)}
    places = [*VERDICT_REASONS.values()]
    for one in DIMENSIONS:
        places += [one.reason, *one.readings, one.caution, *one.steps]
    for place in places:
        assert place.essay in {FOUNDING, *critics}
        assert locate(essays[place.essay], place, 1), place.words


def test_every_quoted_step_is_something_to_do(real_advisor: Advisor) -> None:
    essays = {essay.id: essay for essay in real_advisor.essays()}
    for step in (step for one in DIMENSIONS for step in one.steps):
        found = locate(essays[step.essay], step, 1)
        assert found is not None
        assert found.heading.endswith("What to do on Monday")
        assert not found.quote.startswith("-")


@given(ANSWERS)
def test_without_the_essays_the_verdict_stands_and_says_what_is_missing(
    answers: list[int],
) -> None:
    found = assess(answers, nothing)
    assert found.reasons == found.readings == found.steps == ()
    assert FOUNDING in found.missing
    assert "these essays are not in the library" in report(found)


def test_an_essay_that_is_gone_or_says_it_no_more_is_left_out(real_advisor: Advisor) -> None:
    def without_the_platforms(essay_id: str) -> Essay | None:
        if essay_id == "10-platform-economics":
            return None
        return real_advisor.essay(essay_id)

    found = assess(RESTAURANT, without_the_platforms)
    assert found.missing == ("10-platform-economics",)
    assert len(found.readings) == 3
    assert any("Returning guests" in reading.citation.quote for reading in found.readings)
    essay = real_advisor.essay("10-platform-economics")
    edited = dataclasses.replace(
        essay, text=essay.text.replace("Joining on good", "Joining them on fair")
    )
    place = next(d for d in DIMENSIONS if d.key == "platforms").readings[0]
    assert locate(edited, place, 1) is not None, "a light edit loses the place"
    other = dataclasses.replace(essay, text="# Mills\n\nThe mill counts its sacks.\n")
    assert locate(other, place, 1) is None


def test_locate_quotes_the_item_of_a_list_without_its_mark() -> None:
    text = "# T\n\n## Do\n\nDo this:\n\n- Count the sacks.\n10. Ask the clerk twice.\n"
    essay = Essay(id="e", title="T", path="e.md", text=text, digest="d")
    found = locate(essay, Reference("e", "ask the clerk twice"), 3)
    assert found is not None
    assert (found.quote, found.heading, found.marker) == ("Ask the clerk twice.", "Do", 3)
    assert text[found.start : found.end] == found.quote
    assert locate(essay, Reference("e", ""), 1) is None


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ([1] * 11, "11 answers for 12"),
        ([1] * 13, "13 answers for 12"),
        ([6, *[1] * 11], "Answer 1 is 6"),
        ([*[1] * 11, "3"], "Answer 12 is '3'"),
        ([*[1] * 11, None], "Answer 12 is None"),
        ([True, *[1] * 11], "Answer 1 is True"),
        ([2.5, *[1] * 11], "Answer 1 is 2.5"),
    ],
)
def test_answers_that_cannot_be_used_are_named(answers: list[object], message: str) -> None:
    with pytest.raises(AnswersError, match=message) as error:
        assess(answers, nothing)
    assert error.value.hint
    assert error.value.exit_code == 2


def test_the_report_shows_content_as_text(real_advisor: Advisor) -> None:
    found = real_advisor.assess(RESTAURANT)
    essay = dataclasses.replace(
        real_advisor.essay(FOUNDING), title="<script>alert(1)</script> [x](javascript:y) *z*"
    )
    hostile = report(assess(RESTAURANT, lambda key: essay if key == FOUNDING else None))
    rendered = MarkdownIt("commonmark", {"html": True}).render(hostile)
    assert "<script" not in rendered
    assert "<a " not in rendered
    text = report(found)
    assert "**Verdict: +Internet.**" in text
    for reading in (*found.reasons, *found.readings, *found.steps):
        assert f"[{reading.citation.marker}] " in text
    assert all(statement.text in text for statement in STATEMENTS)


def test_the_module_function_is_the_same(
    real_advisor: Advisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("advisor.shared._cached", lambda settings: real_advisor)
    assert package.assess(HAIER, settings=Settings()) == real_advisor.assess(HAIER)
