"""Texts become vectors: LangChain embeddings over sentence-transformers models.

The bundled all-MiniLM-L6-v2 runs through an ONNX export made once per machine, so that neither
torch nor transformers is imported when a question is asked; sentence-transformers makes the
export and stays the reference in a parity test. Any other model runs in sentence-transformers.
"""

from advisor.embedding.bundled import (
    BUNDLED_NAME,
    BUNDLED_SHA256,
    bundled_model_dir,
    bundled_sha256,
    export,
    export_path,
    is_exported,
)
from advisor.embedding.encoders import Encoder, Progress, TokenVectors, Vectors
from advisor.embedding.models import BUNDLED, ModelEncoder, encoder
from advisor.embedding.onnx import BundledEncoder
from advisor.embedding.reranker import Reranker

__all__ = [
    "BUNDLED",
    "BUNDLED_NAME",
    "BUNDLED_SHA256",
    "BundledEncoder",
    "Encoder",
    "ModelEncoder",
    "Progress",
    "Reranker",
    "TokenVectors",
    "Vectors",
    "bundled_model_dir",
    "bundled_sha256",
    "encoder",
    "export",
    "export_path",
    "is_exported",
]
