"""BM25 by itself: what a passage owes to its own words, and what to those of its essay."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.index.lexical import Lexical

TERMS = st.lists(st.sampled_from("abcdef"), max_size=8)
ESSAYS = st.lists(st.lists(TERMS, max_size=4), max_size=4)


def lexical(folder: Path, essays: Sequence[Sequence[list[str]]]) -> Lexical:
    """The essays' terms, saved and opened."""
    Lexical.build(essays, folder / "bm25")
    return Lexical(folder / "bm25")


class TestScores:
    def test_of_two_passages_with_the_same_words_the_one_whose_essay_says_more_is_first(
        self, tmp_path: Path
    ) -> None:
        built = lexical(
            tmp_path, [[["coin"], ["bread"]], [["coin"], ["mill"]], [["oven"], ["oven"]]]
        )
        bread_essay, _, mill_essay, *others = built.scores(["coin", "mill"])
        assert mill_essay > bread_essay > 0
        assert others[1:] == [0, 0]

    def test_a_passage_without_any_of_the_words_is_not_found(self, tmp_path: Path) -> None:
        built = lexical(tmp_path, [[["coin"], ["bread"]], [["mill"]]])
        assert list(built.scores(["coin"])[1:]) == [0, 0]

    def test_a_word_said_twice_counts_once(self, tmp_path: Path) -> None:
        built = lexical(tmp_path, [[["coin", "bread"]], [["coin"]], [["bread"]]])
        once, twice = built.scores(["coin", "bread"]), built.scores(["coin", "bread", "coin"])
        assert list(once) == list(twice)

    @pytest.mark.parametrize("essays", [[], [[]], [[[]]], [[], [[], ["coin"]]]])
    def test_there_is_one_score_a_passage_be_there_few_or_none(
        self, tmp_path: Path, essays: list[list[list[str]]]
    ) -> None:
        passages = sum(map(len, essays))
        for asked in ([], ["coin"], ["", "zebra"]):
            assert len(lexical(tmp_path, essays).scores(asked)) == passages

    @given(essays=ESSAYS, asked=TERMS)
    def test_what_holds_a_term_has_a_score_and_nothing_else_has(
        self,
        tmp_path_factory: pytest.TempPathFactory,
        essays: list[list[list[str]]],
        asked: list[str],
    ) -> None:
        scores = lexical(tmp_path_factory.mktemp("bm25"), essays).scores(asked)
        held = [bool({*terms} & {*asked}) for essay in essays for terms in essay]
        assert [score > 0 for score in scores] == held

    def test_frequency_is_of_passages(self, tmp_path: Path) -> None:
        built = lexical(tmp_path, [[["coin"], ["coin", "coin"]], [["mill"]]])
        assert [built.frequency(term) for term in ("coin", "mill", "zebra")] == [2, 1, 0]
