"""The encoders: the bundled model through onnxruntime, any other through sentence-transformers."""

import functools
import hashlib
import os
import re
from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

from advisor.embedding import bundled
from advisor.errors import ModelUnavailable

if TYPE_CHECKING:
    import onnxruntime
    import tokenizers
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with the number of texts done and the number of texts in all."""

BUNDLED = "bundled"
_WINDOW = 256
_BATCH = 32


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """The tokens of a text, as far as the window reaches."""

    spans: list[tuple[int, int]]
    """Characters of the text that each token covers."""
    vectors: Vectors
    """Shape ``(tokens, dimension)``; the context of the whole text is in them."""


class Encoder(Embeddings):
    """A LangChain ``Embeddings`` that also says what it is and how it counts."""

    name: str
    """For people."""
    fingerprint: str
    """Equal fingerprints promise equal vectors; known without loading the model."""

    @property
    def window(self) -> int:
        """Tokens of a text that reach its vector, special tokens included."""
        return _WINDOW

    @abstractmethod
    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors, shape ``(len(texts), dimension)``.

        Raises:
            ModelUnavailable: the model cannot be loaded.
        """

    def encode_tokens(self, texts: Sequence[str]) -> list["TokenVectors"]:
        """Unit vectors of the tokens of each text, special tokens aside.

        Raises:
            ModelUnavailable: the model cannot be loaded.
        """
        found = []
        for text in texts:  # words by themselves, where a model gives no vectors of its tokens
            words = list(re.finditer(r"\S+", text))
            found.append(
                TokenVectors([w.span() for w in words], self.encode([w.group() for w in words]))
            )
        return found

    @abstractmethod
    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Number of tokens of each whole text, special tokens aside."""

    def rarity(self, word: str) -> float:
        """How rare the word is in general, from 0 (every day) to 1; 1 if the model cannot tell."""
        return 1.0

    def understands(self, text: str) -> bool:
        """Whether the model was trained on the script of the text."""
        return True

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Unit vectors as lists, the LangChain way."""
        vectors: list[list[float]] = self.encode(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Unit vector of a question, the LangChain way."""
        return self.embed_documents([text])[0]


def encoder(model: str, cache_dir: Path) -> Encoder:
    """The encoder of a setting: ``bundled``, or the name or folder of any other model.

    Nothing is loaded before the first text.
    """
    return BundledEncoder(cache_dir) if model == BUNDLED else ModelEncoder(model)


class BundledEncoder(Encoder):
    """all-MiniLM-L6-v2 from the installed package, through onnxruntime; thread-safe."""

    name = f"{bundled.BUNDLED_NAME} (bundled)"
    fingerprint = f"{bundled.BUNDLED_NAME}:{bundled.BUNDLED_SHA256}:v{bundled.EXPORT_VERSION}"

    def __init__(self, cache_dir: Path) -> None:
        """Remember where the export is cached; nothing is loaded yet."""
        self._cache_dir = cache_dir

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors, shape ``(len(texts), 384)``; cosine to the exact ones above .98."""
        vectors = np.empty((len(texts), 384), dtype=np.float32)
        for done, (index, vector) in enumerate(self._run("sentence_vector", texts), start=1):
            vectors[index] = vector
            if progress is not None:
                progress(done, len(texts))
        return vectors

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Unit vectors of the word pieces of each text, special tokens aside."""
        found: list[TokenVectors] = []
        for index, vectors in self._run("token_vectors", texts):
            spans = self._tokenizer.encode(texts[index]).offsets
            found.append(TokenVectors(spans[1:-1], vectors[1:-1]))
        return found

    def _run(self, output: str, texts: Sequence[str]) -> Iterator[tuple[int, Vectors]]:
        """Index and output of each text.

        One text at a time on one thread each, as many as there are processors: nothing is padded,
        and in 8 bits a vector depends on what else is in its batch.
        """
        session, tokenizer = self._session, self._tokenizer

        def one(index: int) -> tuple[int, Vectors]:
            ids = np.asarray([tokenizer.encode(texts[index]).ids], dtype=np.int64)
            feed = {
                "input_ids": ids,
                "attention_mask": np.ones_like(ids),
                "token_type_ids": np.zeros_like(ids),
            }
            return index, session.run([output], feed, self._only_asked)[0][0]

        if len(texts) == 1:
            yield one(0)
            return
        with ThreadPoolExecutor(_processors()) as pool:
            yield from pool.map(one, range(len(texts)))

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Number of word pieces of each whole text; the tokenizer's own limit is switched off."""
        rows = self._counter.encode_batch(list(texts), add_special_tokens=False)
        return [len(row.ids) for row in rows]

    def rarity(self, word: str) -> float:
        """From the place of the word in the vocabulary, which is sorted by frequency.

        The first 2,000 places are marks and the commonest words (0), those beyond 3,000 are rare
        enough to count in full (1), like a word that takes several pieces; in between it rises
        evenly.
        """
        place = self._counter.token_to_id(word.lower())
        if place is None:
            return 1.0
        return min(1.0, max(0.0, (place - 2000) / 1000))

    def understands(self, text: str) -> bool:
        """True for text in Latin letters: the model was trained on English."""
        letters = [character for character in text if character.isalpha()]
        return 2 * sum(ord(character) < 0x250 for character in letters) >= len(letters)

    @functools.cached_property
    def _tokenizer(self) -> "tokenizers.Tokenizer":
        tokenizer = bundled.tokenizer()
        tokenizer.enable_truncation(_WINDOW)
        tokenizer.no_padding()
        return tokenizer

    @functools.cached_property
    def _counter(self) -> "tokenizers.Tokenizer":
        tokenizer = bundled.tokenizer()
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @functools.cached_property
    def _only_asked(self) -> "onnxruntime.RunOptions":
        import onnxruntime

        options = onnxruntime.RunOptions()
        options.only_execute_path_to_fetches = True
        return options

    @functools.cached_property
    def _session(self) -> "onnxruntime.InferenceSession":
        import onnxruntime

        path = bundled.export(self._cache_dir)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        return onnxruntime.InferenceSession(
            str(path),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # the fused step takes 7 % longer
        )


def _processors() -> int:
    """Processors that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


class ModelEncoder(Encoder):
    """Any sentence-transformers model, by name or folder; never fetched from a hub."""

    def __init__(self, model: str) -> None:
        """Remember the name; nothing is loaded yet."""
        self.name = model
        self.fingerprint = f"sentence-transformers:{model}:{_state(Path(model))}"

    @property
    def window(self) -> int:
        """The model's own limit, at most that of the bundled one."""
        return min(_WINDOW, self._model.max_seq_length or _WINDOW)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors, shape ``(len(texts), dimension)``."""
        if not texts:
            return np.empty((0, self._model.get_embedding_dimension() or 0), dtype=np.float32)
        parts = []
        for start in range(0, len(texts), _BATCH):
            batch = list(texts[start : start + _BATCH])
            vectors = self._model.encode(
                batch, normalize_embeddings=True, show_progress_bar=False, batch_size=_BATCH
            )
            parts.append(np.asarray(vectors, dtype=np.float32))
            if progress is not None:
                progress(start + len(batch), len(texts))
        return np.concatenate(parts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Number of tokens of each whole text, by the model's own tokenizer."""
        if not texts:
            return []
        rows = self._model.tokenizer(
            list(texts), add_special_tokens=False, truncation=False, verbose=False
        )
        return [len(row) for row in rows["input_ids"]]

    @functools.cached_property
    def _model(self) -> "SentenceTransformer":
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(self.name, device="cpu", local_files_only=True)
        except (OSError, ValueError) as error:
            raise ModelUnavailable(
                f"The embedding model {self.name} is not on this machine",
                hint="Put it into the hub cache or name its folder in ADVISOR_EMBEDDING_MODEL; "
                "`bundled` needs nothing.",
            ) from error


def _state(folder: Path) -> str:
    """A hash of names, sizes and times of a model folder's files; empty for a name of a hub."""
    files = sorted(file for file in folder.rglob("*") if file.is_file()) if folder.is_dir() else []
    found = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return hashlib.sha256(repr(found).encode()).hexdigest()[:16] if found else ""
