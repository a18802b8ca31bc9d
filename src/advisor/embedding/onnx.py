"""The bundled model through onnxruntime, several times faster than through torch."""

import functools
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

import numpy as np

from advisor.embedding import bundled
from advisor.embedding.encoders import WINDOW, Encoder, Progress, TokenVectors, Vectors

if TYPE_CHECKING:
    import onnxruntime
    import tokenizers

Kept = TypeVar("Kept")
_TEXTS, _QUESTIONS = 600, 64
"""Texts whose token vectors are kept, some 0.25 MB each: as many as the shipped essays have; and
texts whose one vector is, which a question asks for thrice. Of 75 questions in evals/ the median
takes 80 ms where its passages are kept and 180 where not; without the questions' vectors 93."""


class _Recent(Generic[Kept]):
    """What was computed last, by text; thread-safe."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[str, Kept] = {}
        self._lock = threading.Lock()

    def those_of(self, texts: Sequence[str]) -> dict[str, Kept]:
        with self._lock:
            return {text: self._kept[text] for text in texts if text in self._kept}

    def keep(self, found: Mapping[str, Kept]) -> None:
        with self._lock:
            for text, value in found.items():
                self._kept.pop(text, None)
                self._kept[text] = value
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]


class BundledEncoder(Encoder):
    """all-MiniLM-L6-v2 from the installed package, through onnxruntime; thread-safe."""

    name = f"{bundled.BUNDLED_NAME} (bundled)"
    fingerprint = f"{bundled.BUNDLED_NAME}:{bundled.BUNDLED_SHA256}:v{bundled.EXPORT_VERSION}"

    def __init__(self, cache_dir: Path) -> None:
        """Remember where the export is cached; nothing is loaded yet."""
        self._cache_dir = cache_dir
        self._tokens = _Recent[TokenVectors](_TEXTS)
        self._vectors = _Recent[Vectors](_QUESTIONS)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors, shape ``(len(texts), 384)``; cosine to the exact ones above .98."""
        if len(texts) == 1 and (kept := self._vectors.those_of(texts)):
            return kept[texts[0]].copy()
        vectors = np.empty((len(texts), 384), dtype=np.float32)
        for done, (index, (vector,)) in enumerate(self._run(["sentence_vector"], texts), start=1):
            vectors[index] = vector
            if progress is not None:
                progress(done, len(texts))
        if len(texts) == 1:
            self._vectors.keep({texts[0]: vectors.copy()})
        return vectors

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """Unit vectors of the word pieces of each text, special tokens aside.

        Those of the texts that were asked for last are kept: what is found for one question is
        often found for the next.
        """
        found = self._tokens.those_of(texts)
        new = [text for text in dict.fromkeys(texts) if text not in found]
        for index, (vectors, lower) in self._run(["token_vectors", "lower_vectors"], new):
            spans = self._tokenizer.encode(new[index]).offsets
            found[new[index]] = TokenVectors(spans[1:-1], vectors[1:-1], lower.astype(np.float16))
        self._tokens.keep(found)
        return [found[text] for text in texts]

    def encode_together(self, question: TokenVectors, passage: TokenVectors) -> Vectors:
        """The tokens of a passage as the upper layers see them together with a question.

        Args:
            question: from ``encode_tokens``.
            passage: likewise.

        Returns:
            Shape ``(1 + tokens, 384)``: the vector of the pair, then those of the passage's tokens.
        """
        found = self._upper.run(None, {"question": _rows(question), "passage": _rows(passage)})
        together: Vectors = found[0][0]
        return together

    def _run(self, outputs: list[str], texts: Sequence[str]) -> Iterator[tuple[int, list[Vectors]]]:
        """Index and outputs of each text.

        One text at a time on one thread each, as many as there are processors: nothing is padded,
        and in 8 bits a vector depends on what else is in its batch.
        """
        session, tokenizer = self._session, self._tokenizer

        def one(index: int) -> tuple[int, list[Vectors]]:
            ids = np.asarray([tokenizer.encode(texts[index]).ids], dtype=np.int64)
            feed = {
                "input_ids": ids,
                "attention_mask": np.ones_like(ids),
                "token_type_ids": np.zeros_like(ids),
            }
            return index, [found[0] for found in session.run(outputs, feed, self._only_asked)]

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
        tokenizer.enable_truncation(WINDOW)
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
        return _opened(bundled.export(self._cache_dir), threads=1)

    @functools.cached_property
    def _upper(self) -> "onnxruntime.InferenceSession":
        bundled.export(self._cache_dir)
        return _opened(bundled.upper_path(self._cache_dir), threads=_processors())


def _rows(tokens: TokenVectors) -> Vectors:
    """What the lower layers made of a text, as a batch of one."""
    if tokens.lower is None:
        raise ValueError("These token vectors are not of the bundled model")
    return tokens.lower[None].astype(np.float32)


def _opened(path: Path, threads: int) -> "onnxruntime.InferenceSession":
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Threads that wait for more to do would take the processor from what follows: 40 ms a question.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
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
