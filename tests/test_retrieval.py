"""Retrieval over real Chroma and BM25: which passages come back, in which order, and why."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from conftest import FakeEncoder
from hypothesis import given
from hypothesis import strategies as st

from advisor.domain import Hit
from advisor.index import Generation, Index, sync
from advisor.retrieval import DENSE_WEIGHT, coverage, fuse, retrieve

Search = Callable[..., tuple[Hit, ...]]
Scores = dict[str, float]

WEIGHTS = {"dense": DENSE_WEIGHT, "bm25": 1 - DENSE_WEIGHT}
ESSAYS = {
    "after.md": "A shop that puts its goods on the web is Internet+ and nothing more, say many.",
    "before.md": "A mill that lets the web into its bones is +Internet, say the same people.",
    "bread.md": "The bakery on Canal Street sold bread by subscription and kept its customers.",
    "coins.md": "The bank counted coins by machine, and the clerk visits the customers instead.",
    "chinese.md": "互联网改变了面包店的生意。顾客每个月付一次钱，面包每天早上送到。",
}


@pytest.fixture(scope="module")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    """Five essays of one passage each, ingested."""
    return ingested(tmp_path_factory.mktemp("retrieval"))


def ingested(folder: Path) -> Generation:
    corpus = folder / "corpus"
    corpus.mkdir()
    for path, text in ESSAYS.items():
        (corpus / path).write_text(text, encoding="utf-8")
    encoder = FakeEncoder()
    sync(corpus, folder / "index", encoder)
    return Index(folder / "index", encoder).current()


@pytest.fixture
def search(generation: Generation, fake_encoder: FakeEncoder) -> Search:
    def hits(question: str, k: int = 8) -> tuple[Hit, ...]:
        return retrieve(generation, fake_encoder, question, k).hits

    return hits


class TestRetrieve:
    def test_the_passage_that_both_legs_prefer_is_first_with_a_full_score(
        self, search: Search
    ) -> None:
        best, *_ = search("Which bakery sold bread by subscription?")
        assert best.passage.essay_id == "bread"
        assert best.passage.text == ESSAYS["bread.md"]
        assert best.legs == {"dense": 1, "bm25": 1}
        assert best.score == pytest.approx(1)

    def test_hits_come_best_first_with_one_rank_a_leg(self, search: Search) -> None:
        hits = search("customers of the bank and of the bakery")
        scores = [hit.score for hit in hits]
        assert scores == sorted(scores, reverse=True)
        assert len(hits) == len({hit.passage.id for hit in hits}) == len(ESSAYS)
        assert sorted(hit.legs["dense"] for hit in hits) == [1, 2, 3, 4, 5]

    def test_a_leg_ranks_only_what_it_found(self, search: Search) -> None:
        """BM25 finds a passage by a term they share, so it cannot find one without any."""
        legs = {hit.passage.essay_id: hit.legs for hit in search("coins")}
        assert legs["coins"]["bm25"] == 1
        assert "bm25" not in legs["bread"]

    def test_words_that_no_essay_holds_are_found_by_no_bm25(self, search: Search) -> None:
        assert [hit for hit in search("zebra quantum") if "bm25" in hit.legs] == []

    @pytest.mark.parametrize("k", [1, 3, 5, 100])
    def test_no_more_than_k_hits_and_the_same_ones_first(self, search: Search, k: int) -> None:
        question = "customers of the bank"
        assert search(question, k) == search(question, len(ESSAYS))[:k]
        assert len(search(question, k)) == min(k, len(ESSAYS))

    @pytest.mark.parametrize("question", ["customers", "Internet+ or +Internet", "面包", ""])
    def test_an_index_built_anew_gives_the_same_hits(
        self, search: Search, tmp_path: Path, question: str
    ) -> None:
        assert retrieve(ingested(tmp_path), FakeEncoder(), question, 8).hits == search(question)

    @pytest.mark.parametrize(
        ("question", "essay"),
        [
            ("Internet+", "after"),
            ("What is Internet + about?", "after"),
            ("+Internet", "before"),
            ("And what is + Internet?", "before"),
        ],
    )
    def test_bm25_tells_the_plus_before_from_the_plus_after(
        self, search: Search, question: str, essay: str
    ) -> None:
        ranks = {hit.passage.essay_id: hit.legs.get("bm25") for hit in search(question)}
        assert ranks[essay] == 1

    def test_a_script_the_model_does_not_know_is_left_to_bm25(
        self, generation: Generation, fake_encoder: FakeEncoder
    ) -> None:
        found = retrieve(generation, fake_encoder, "面包店的顾客怎么付钱？", 8)
        assert found.legs == ("bm25",)
        assert found.similarity is None
        assert fake_encoder.encoded == []
        (hit,) = found.hits
        assert hit.passage.essay_id == "chinese"
        assert hit.legs == {"bm25": 1}

    @pytest.mark.parametrize("question", ["", "  \n", "?!", "What is this about?", "🍞", "+", "\0"])
    def test_a_question_without_a_search_term_gives_a_result(
        self, generation: Generation, fake_encoder: FakeEncoder, question: str
    ) -> None:
        found = retrieve(generation, fake_encoder, question, 3)
        assert found.weights == {}
        assert len(found.hits) <= 3

    def test_similarity_is_the_cosine_of_the_nearest_passage(
        self, generation: Generation, fake_encoder: FakeEncoder
    ) -> None:
        found = retrieve(generation, fake_encoder, ESSAYS["coins.md"], 1)
        assert found.similarity == pytest.approx(1, abs=1e-5)

    def test_a_rare_term_weighs_more_and_a_word_that_asks_weighs_nothing(
        self, generation: Generation, fake_encoder: FakeEncoder
    ) -> None:
        weights = retrieve(generation, fake_encoder, "Tell me about coins, customers", 1).weights
        assert weights.keys() == {"coin", "custom"}
        assert weights["coin"] > weights["custom"] > 0


SCORES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(-1000, 1000).map(float))
LEGS = st.fixed_dictionaries({"dense": SCORES, "bm25": SCORES})


class TestFuse:
    @given(legs=LEGS)
    def test_scores_lie_between_0_and_1_and_come_best_first(self, legs: dict[str, Scores]) -> None:
        fused = fuse(legs, WEIGHTS)
        assert all(0 <= score <= 1 for _, score in fused)
        assert fused == sorted(fused, key=lambda item: (-item[1], item[0]))
        assert {key for key, _ in fused} == {key for scores in legs.values() for key in scores}

    @given(legs=LEGS, leg=st.sampled_from(["dense", "bm25"]), shift=st.integers(-99, 99))
    def test_shift_and_scale_of_a_leg_do_not_matter(
        self, legs: dict[str, Scores], leg: str, shift: int
    ) -> None:
        moved = {key: 4 * score + shift for key, score in legs[leg].items()}
        assert fuse({**legs, leg: moved}, WEIGHTS) == fuse(legs, WEIGHTS)

    @given(legs=LEGS, data=st.data())
    def test_the_order_of_the_mappings_does_not_matter(
        self, legs: dict[str, Scores], data: st.DataObject
    ) -> None:
        def shuffled(mapping: Mapping[str, object]) -> list[str]:
            return data.draw(st.permutations(sorted(mapping)))

        other = {
            leg: {key: legs[leg][key] for key in shuffled(legs[leg])} for leg in shuffled(legs)
        }
        assert fuse(other, WEIGHTS) == fuse(legs, WEIGHTS)

    @given(legs=LEGS)
    def test_what_is_best_in_every_leg_is_first(self, legs: dict[str, Scores]) -> None:
        both = {leg: {**scores, "zenith": 1001.0} for leg, scores in legs.items()}
        (key, score), *_ = fuse(both, WEIGHTS)
        assert key == "zenith"
        assert score == pytest.approx(1)

    @given(keys=st.sets(st.sampled_from("abcdefgh")), score=st.floats(-9, 9))
    def test_a_tie_goes_by_id(self, keys: set[str], score: float) -> None:
        legs = {"dense": dict.fromkeys(keys, score), "bm25": dict.fromkeys(keys, score)}
        assert [key for key, _ in fuse(legs, WEIGHTS)] == sorted(keys)

    def test_a_leg_that_found_nothing_takes_no_weight(self) -> None:
        assert fuse({"dense": {}, "bm25": {"a": 3.0, "b": 1.0}}, WEIGHTS) == [("a", 1), ("b", 0)]


TERM_WEIGHTS = st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 100))


class TestCoverage:
    @given(weights=TERM_WEIGHTS, found=st.sets(st.sampled_from("abcdefgh")))
    def test_it_lies_between_nothing_and_everything(
        self, weights: dict[str, float], found: set[str]
    ) -> None:
        share = coverage(weights, found)
        assert 0 <= share <= 1
        assert coverage(weights, set()) == 0
        assert coverage(weights, weights) == (1 if sum(weights.values()) else 0)

    @given(weights=TERM_WEIGHTS, found=st.sets(st.sampled_from("abcdefgh")), term=st.just("a"))
    def test_another_term_never_lowers_it(
        self, weights: dict[str, float], found: set[str], term: str
    ) -> None:
        assert coverage(weights, found | {term}) >= coverage(weights, found)
