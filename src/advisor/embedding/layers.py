"""The upper layers of the bundled model, through which a question and a passage go together.

The lower layers read every text by itself, so what they make of a passage can be kept; only the
upper ones run for each question (as in DeFormer, Cao et al., 2020, arXiv:2005.00697). They are
those of the bundled model with changes of low rank that were learnt (LoRA, Hu et al., 2021,
arXiv:2106.09685). In torch, for the export and for training; nothing else imports this module.
"""

import math
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

LOWER = 3
"""Layers that read a text by itself; three more follow."""

_DIMENSION, _HEADS, _RANK = 384, 12, 32
_SHARPEN = 4.0  # of cosines, as components are of order one


class Adapted(nn.Module):
    """A product of the bundled model, and a change to it that is learnt."""

    def __init__(self, base: nn.Linear) -> None:
        """No change at first."""
        super().__init__()
        self.base = base.requires_grad_(False)
        self.inner = nn.Parameter(
            torch.randn(_RANK, base.in_features) / math.sqrt(base.in_features)
        )
        self.outer = nn.Parameter(torch.zeros(base.out_features, _RANK))

    def forward(self, x: Tensor) -> Tensor:
        """The product with the change."""
        changed: Tensor = self.base(x) + functional.linear(
            functional.linear(x, self.inner), self.outer
        )
        return changed


class Layer(nn.Module):
    """One layer of the bundled model."""

    def __init__(self, layer: Any, dropout: float = 0.1) -> None:  # noqa: ANN401
        """Take over the weights of a layer of transformers' BERT."""
        super().__init__()
        own, after = layer.attention.self, layer.attention.output
        self.query, self.key, self.value = Adapted(own.query), Adapted(own.key), Adapted(own.value)
        self.output, self.norm = Adapted(after.dense), after.LayerNorm
        self.wide, self.narrow = Adapted(layer.intermediate.dense), Adapted(layer.output.dense)
        self.last_norm = layer.output.LayerNorm
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """Hidden vectors, shape ``(batch, tokens, 384)``; the mask is False where nothing is."""
        batch, length, width = hidden.shape

        def heads(x: Tensor) -> Tensor:
            return x.reshape(batch, length, _HEADS, -1).transpose(1, 2)

        asks, keys, values = heads(self.query(hidden)), self.key(hidden), self.value(hidden)
        scores = asks @ heads(keys).transpose(2, 3) / math.sqrt(width // _HEADS)
        if mask is not None:
            scores = scores.masked_fill(~mask[:, None, None], -1e4)
        seen = (scores.softmax(3) @ heads(values)).transpose(1, 2).reshape(batch, length, width)
        hidden = self.norm(hidden + self.dropout(self.output(seen)))
        wide = functional.gelu(self.wide(hidden))
        told: Tensor = self.last_norm(hidden + self.dropout(self.narrow(wide)))
        return told


class UpperLayers(nn.Module):
    """The upper layers, over the tokens of a question and then those of a passage."""

    def __init__(self, weights: dict[str, Tensor] | None = None) -> None:
        """Those of the bundled model, with the learnt changes if there are any."""
        super().__init__()
        from transformers import AutoModel

        from advisor.embedding.bundled import bundled_model_dir

        model = AutoModel.from_pretrained(str(bundled_model_dir()), attn_implementation="eager")
        self.layers = nn.ModuleList(Layer(layer) for layer in model.encoder.layer[LOWER:])
        self.kinds = nn.Parameter(torch.zeros(2, _DIMENSION))
        self.nearness = nn.Parameter(torch.zeros(2, _DIMENSION))
        if weights:
            self.load_state_dict(weights, strict=False)

    def changes(self) -> dict[str, Tensor]:
        """What is learnt: all but the products of the bundled model."""
        return {k: v.detach() for k, v in self.state_dict().items() if ".base." not in k}

    def forward(
        self, tokens: Tensor, kinds: Tensor, near: Tensor, mask: Tensor | None = None
    ) -> Tensor:
        """The hidden vectors of the last layer.

        Args:
            tokens: of the question and the passage, from the lower layers, one after the other.
            kinds: 0 for a token of the question, 1 for one of the passage.
            near: see ``nearness``; both of shape ``(batch, tokens)``.
            mask: False where a batch is padded.
        """
        hidden = tokens + self.kinds[kinds] + near[..., None] * self.nearness[kinds]
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return hidden


def nearness(tokens: Tensor, kinds: Tensor, words: Tensor) -> Tensor:
    """Highest cosine of each token to one of the other text, at least 0, sharpened.

    Args:
        tokens: shape ``(batch, tokens, 384)``.
        kinds: 0 for a token of the question, 1 for one of the passage.
        words: False for special tokens and padding, which nothing is near to.
    """
    unit = functional.normalize(tokens, dim=2)
    other = (kinds[:, :, None] != kinds[:, None]) & words[:, None]
    cosines = (unit @ unit.transpose(1, 2)).masked_fill(~other, 0.0)
    return _SHARPEN * cosines.amax(2)


class _Pair(nn.Module):
    """One question and one passage, as the export takes them."""

    def __init__(self, layers: UpperLayers) -> None:
        super().__init__()
        self.layers = layers

    def forward(self, question: Tensor, passage: Tensor) -> Tensor:
        """The passage's vectors after the vector of the whole: shape ``(1, 1 + tokens, 384)``."""
        asked, told = functional.normalize(question, dim=2), functional.normalize(passage, dim=2)
        to_passage = (asked @ told[:, 1:-1].transpose(1, 2)).amax(2)
        to_question = (told[:, 1:] @ asked[:, 1:-1].transpose(1, 2)).amax(2)
        near = _SHARPEN * torch.cat([to_passage, to_question], dim=1).clamp(min=0)
        kinds = torch.cat([torch.zeros_like(to_passage), torch.ones_like(to_question)], dim=1)
        tokens = torch.cat([question, passage[:, 1:]], dim=1)
        hidden = self.layers(tokens, kinds.long(), near)
        return torch.cat([hidden[:, :1], hidden[:, question.shape[1] : -1]], dim=1)


def write(path: Path, weights: dict[str, Tensor]) -> None:
    """Write the layers with the learnt changes worked in, for one question and one passage."""
    layers = UpperLayers(weights).eval()
    for layer in layers.layers:
        for name, part in list(layer.named_children()):
            if isinstance(part, Adapted):
                part.base.weight.data += part.outer.data @ part.inner.data
                setattr(layer, name, part.base)
    sample = torch.randn(1, 7, _DIMENSION), torch.randn(1, 9, _DIMENSION)
    torch.onnx.export(
        _Pair(layers).eval(),
        sample,
        str(path),
        input_names=["question", "passage"],
        output_names=["together"],
        dynamic_axes={"question": {1: "asked"}, "passage": {1: "told"}, "together": {1: "both"}},
        dynamo=False,
        opset_version=17,
    )
