"""A cross-encoder orders what the answer is made of; search stays as it is."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import FakeEncoder

from advisor import Advisor, ModelUnavailable, Settings
from advisor.embedding import Reranker, bundled_model_dir

QUESTION = "What does the mill do with its sacks?"


class Backwards(Reranker):
    """Prefers what was found last."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        return [row / len(texts) for row in range(len(texts))]


@pytest.fixture(scope="session")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny cross-encoder with weights by chance, made here since no hub is reachable."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    folder = tmp_path_factory.mktemp("cross-encoder")
    tokenizer = AutoTokenizer.from_pretrained(bundled_model_dir())
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    config.num_labels = 1
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_a_real_cross_encoder_scores_each_text(cross_encoder: Path) -> None:
    reranker = Reranker(str(cross_encoder))
    scores = reranker.scores("sacks?", ["The mill counts.", "Bread.", "The mill counts."])
    assert len(scores) == 3
    assert all(0 <= score <= 1 for score in scores)
    assert scores[0] == pytest.approx(scores[2], abs=1e-6)
    assert scores[0] != scores[1]
    assert reranker.scores("sacks?", []) == []


def test_a_missing_model_is_an_error_that_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable) as caught:
        Reranker(str(tmp_path / "nowhere")).scores("sacks?", ["The mill counts."])
    assert "ADVISOR_RERANKER" in caught.value.hint


def test_the_answer_follows_the_reranker_and_search_does_not(advisor: Advisor) -> None:
    advisor.sync()
    found = advisor.search(QUESTION)
    reranked = Advisor(advisor.settings, FakeEncoder(), reranker=Backwards("backwards"))
    answer = reranked.ask(QUESTION)
    assert [hit.passage.id for hit in reranked.search(QUESTION)] == [h.passage.id for h in found]
    assert answer.hits[0].passage.id == found[-1].passage.id
    assert answer.hits[0].legs["reranker"] == 1
    assert answer.legs == ("dense", "bm25", "reranker")


def test_the_setting_names_it(cross_encoder: Path, advisor: Advisor) -> None:
    settings: Settings = advisor.settings.model_copy(update={"reranker": str(cross_encoder)})
    with_setting = Advisor.from_settings(settings)
    with_setting.sync()
    answer = with_setting.ask("When did the bakery on Canal Street close its shop?")
    assert "reranker" in answer.legs
    assert "rerank" in answer.timings_ms
    assert replace(answer, timings_ms={}) == replace(
        with_setting.ask(answer.question), timings_ms={}
    )
