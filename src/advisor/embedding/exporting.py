"""The bundled model written as ONNX: the whole of it, and its upper layers for a pair of texts.

The lower layers read every text by itself, so what they make of a passage can be kept; the upper
ones read it together with a question (as in DeFormer, Cao et al., 2020, arXiv:2005.00697). Those
have changes of low rank that were learnt (LoRA, Hu et al., 2021, arXiv:2106.09685), kept in
``adapter.npz`` and worked into their products here. torch is imported by whoever writes.
"""

import tempfile
import warnings
from collections.abc import Callable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

LOWER = 3
"""Layers that read a text by itself; three more follow."""

SHARPEN = 4.0
"""Times the cosines of tokens, since the components of their vectors are of order one."""

ADAPTER = resources.files(__package__).joinpath("adapter.npz")
Changes = Mapping[str, npt.NDArray[np.float32]]


def adapter() -> Changes:
    """The learnt changes to the upper layers; ``benchmarks/closely.py`` trains them."""
    with ADAPTER.open("rb") as file, np.load(file) as found:
        return {name: found[name].astype(np.float32) for name in found.files}


def make(target: Path, write: Callable[[Path, Path], None], model_dir: Path) -> None:
    """Write an export beside its place, and then put it there whole."""
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        exact, quantized = Path(folder) / "exact.onnx", Path(folder) / "quantized.onnx"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the tracing exporter is deprecated, and exact
            write(model_dir, exact)
        _quantize(exact, quantized)
        quantized.replace(target)


def write_whole(model_dir: Path, path: Path) -> None:
    """The vector of a text, and those of its tokens from the last and from the lower layers."""
    import torch
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(
        str(model_dir),
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


def write_upper(model_dir: Path, path: Path) -> None:
    """The upper layers, over the tokens of one question and then those of one passage.

    Each token is told which of the two it is of, and its highest cosine to a word of the other.
    """
    import torch
    from transformers import AutoModel

    changes = adapter()
    bert: Any = AutoModel.from_pretrained(str(model_dir), attn_implementation="eager")
    upper = torch.nn.ModuleList(bert.encoder.layer[LOWER:]).eval()
    for index, layer in enumerate(upper):
        _adapt(layer, changes, f"layers.{index}.")

    class Pair(torch.nn.Module):
        """The passage's vectors after the vector of the pair."""

        def __init__(self) -> None:
            super().__init__()
            self.upper = upper
            self.kinds, self.nearness = (
                torch.from_numpy(changes[name]) for name in ("kinds", "nearness")
            )

        def forward(self, question: Any, passage: Any) -> Any:  # noqa: ANN401
            normalize = torch.nn.functional.normalize
            asked, told = normalize(question, dim=2), normalize(passage, dim=2)
            to_passage = (asked @ told[:, 1:-1].transpose(1, 2)).amax(2, keepdim=True)
            to_question = (told[:, 1:] @ asked[:, 1:-1].transpose(1, 2)).amax(2, keepdim=True)
            question, passage = (
                tokens + self.kinds[kind] + SHARPEN * near.clamp(min=0) * self.nearness[kind]
                for kind, (tokens, near) in enumerate(
                    [(question, to_passage), (passage[:, 1:], to_question)]
                )
            )
            hidden = torch.cat([question, passage], dim=1)
            for layer in self.upper:
                hidden = layer(hidden)
            return torch.cat([hidden[:, :1], hidden[:, question.shape[1] : -1]], dim=1)

    torch.onnx.export(
        Pair().eval(),
        (torch.randn(1, 7, 384), torch.randn(1, 9, 384)),
        str(path),
        input_names=["question", "passage"],
        output_names=["together"],
        dynamic_axes={"question": {1: "asked"}, "passage": {1: "told"}, "together": {1: "both"}},
        dynamo=False,
        opset_version=17,
    )


def _adapt(layer: Any, changes: Changes, prefix: str) -> None:  # noqa: ANN401
    """Work the learnt changes into a layer of transformers' BERT."""
    import torch

    own, after = layer.attention.self, layer.attention.output
    products = {"query": own.query, "key": own.key, "value": own.value, "output": after.dense}
    products |= {"wide": layer.intermediate.dense, "narrow": layer.output.dense}
    for name, part in products.items():
        change = changes[f"{prefix}{name}.outer"] @ changes[f"{prefix}{name}.inner"]
        part.weight.data += torch.from_numpy(change)
    for name, part in (("norm", after.LayerNorm), ("last_norm", layer.output.LayerNorm)):
        part.weight.data = torch.from_numpy(changes[f"{prefix}{name}.weight"])
        part.bias.data = torch.from_numpy(changes[f"{prefix}{name}.bias"])


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
