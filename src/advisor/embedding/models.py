"""Any model of sentence-transformers, and the choice of the encoder by its name."""

import functools
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from advisor.embedding.encoders import WINDOW, Encoder, Progress, Vectors
from advisor.embedding.onnx import BundledEncoder
from advisor.errors import ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUNDLED = "bundled"
_BATCH = 32


def encoder(model: str, cache_dir: Path) -> Encoder:
    """The encoder of a setting: ``bundled``, or the name or folder of any other model.

    Nothing is loaded before the first text.
    """
    return BundledEncoder(cache_dir) if model == BUNDLED else ModelEncoder(model)


class ModelEncoder(Encoder):
    """Any sentence-transformers model, by name or folder; never fetched from a hub."""

    def __init__(self, model: str) -> None:
        """Remember the name; nothing is loaded yet."""
        self.name = model
        self.fingerprint = f"sentence-transformers:{model}:{_state(Path(model))}"

    @property
    def window(self) -> int:
        """The model's own limit, at most that of the bundled one."""
        return min(WINDOW, self._model.max_seq_length or WINDOW)

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
