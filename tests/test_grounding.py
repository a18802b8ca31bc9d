"""Nothing is shown that does not stand in an essay, to the character."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from advisor.domain import Citation, Essay, Passage, Sentence
from advisor.grounding import ground

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
