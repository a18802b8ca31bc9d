"""The close reading of ``advisor.reader`` in torch, for training: the same steps, on batches.

The export of ``advisor.embedding.exporting`` has the learnt changes worked into the bundled model's
own layers; here they stand beside them, and padding is left out.
"""

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

from advisor.embedding import bundled_model_dir
from advisor.embedding.exporting import LOWER, SHARPEN, Changes
from reading.training import FAR

DIMENSION, WIDTH = 384, 192
ATTENTION_HEADS, RANK = 12, 32
HEADS = ("token", "stretch", "stretch_out", "nothing", "nothing_out")


class Adapted(nn.Module):
    """A product of the bundled model, and a change to it that is learnt."""

    def __init__(self, base: nn.Linear) -> None:
        """No change at first."""
        super().__init__()
        self.base = base.requires_grad_(False)
        self.inner = nn.Parameter(torch.randn(RANK, base.in_features) / math.sqrt(base.in_features))
        self.outer = nn.Parameter(torch.zeros(base.out_features, RANK))

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

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Hidden vectors, shape ``(batch, tokens, 384)``; the mask is False where nothing is."""
        batch, length, width = hidden.shape

        def heads(x: Tensor) -> Tensor:
            return x.reshape(batch, length, ATTENTION_HEADS, -1).transpose(1, 2)

        asks, keys, values = heads(self.query(hidden)), self.key(hidden), self.value(hidden)
        scores = asks @ heads(keys).transpose(2, 3) / math.sqrt(width // ATTENTION_HEADS)
        scores = scores.masked_fill(~mask[:, None, None], FAR)
        seen = (scores.softmax(3) @ heads(values)).transpose(1, 2).reshape(batch, length, width)
        hidden = self.norm(hidden + self.dropout(self.output(seen)))
        wide = functional.gelu(self.wide(hidden))
        told: Tensor = self.last_norm(hidden + self.dropout(self.narrow(wide)))
        return told


class UpperLayers(nn.Module):
    """The upper layers, over the tokens of a question and then those of a passage."""

    def __init__(self) -> None:
        """Those of the bundled model, unchanged so far."""
        super().__init__()
        model = AutoModel.from_pretrained(str(bundled_model_dir()), attn_implementation="eager")
        self.layers = nn.ModuleList(Layer(layer) for layer in model.encoder.layer[LOWER:])
        self.kinds = nn.Parameter(torch.zeros(2, DIMENSION))
        self.nearness = nn.Parameter(torch.zeros(2, DIMENSION))

    def changes(self) -> dict[str, Tensor]:
        """What is learnt: all but the products of the bundled model."""
        return {k: v.detach() for k, v in self.state_dict().items() if ".base." not in k}

    def forward(self, tokens: Tensor, kinds: Tensor, near: Tensor, mask: Tensor) -> Tensor:
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
    return SHARPEN * cosines.amax(2)


def tensors(arrays: Changes) -> dict[str, Tensor]:
    """The same for torch."""
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


@dataclass(frozen=True, slots=True)
class Pairs:
    """Questions with a passage each, from the lower layers, padded."""

    tokens: Tensor
    """Of the question, then of the passage, special ones included, the passage's first aside."""
    kinds: Tensor
    """0 for a token of the question, 1 for one of the passage."""
    mask: Tensor
    """True where there is a token."""
    words: Tensor
    """The same for tokens that are no special ones."""
    inside: Tensor
    """1 where a token is in a sentence; shape ``(batch, sentences, tokens)``."""


class TrainedClosely(nn.Module):
    """Scores of each sentence, and of nothing."""

    def __init__(self, dropout: float = 0.1) -> None:
        """The bundled model's layers, unchanged so far, and fresh heads."""
        super().__init__()
        self.layers = UpperLayers()
        self.token = nn.Linear(DIMENSION, 1)
        self.stretch, self.stretch_out = nn.Linear(2 * DIMENSION, WIDTH), nn.Linear(WIDTH, 1)
        self.nothing, self.nothing_out = nn.Linear(DIMENSION, WIDTH), nn.Linear(WIDTH, 1)
        self.dropout = dropout

    def heads(self) -> dict[str, Tensor]:
        """Weights of the heads by the names that ``advisor.reader`` knows, for ``x @ w + b``."""
        found = {}
        for name in HEADS:
            head = getattr(self, name)
            found[f"{name.replace('_', '.')}.w"] = head.weight.detach().T
            found[f"{name.replace('_', '.')}.b"] = head.bias.detach()
        return found

    def start_from(self, changes: Changes, heads: Changes) -> None:
        """Go on from weights that were learnt before."""
        self.layers.load_state_dict(tensors(changes), strict=False)
        for name in HEADS:
            head = getattr(self, name)
            weight, bias = (heads[f"{name.replace('_', '.')}.{part}"] for part in "wb")
            head.weight.data = torch.from_numpy(weight.T.copy())
            head.bias.data = torch.from_numpy(bias)

    def forward(self, pairs: Pairs) -> tuple[Tensor, Tensor]:
        """Scores of the sentences, shape ``(batch, sentences)``, and of nothing, ``(batch,)``."""
        near = nearness(pairs.tokens, pairs.kinds, pairs.words)
        hidden = self.layers(pairs.tokens, pairs.kinds, near, pairs.mask)
        mean = pairs.inside / pairs.inside.sum(2, keepdim=True).clamp(min=1)
        of_tokens = (mean @ self.token(hidden))[..., 0]
        pair = hidden[:, :1].expand(-1, mean.shape[1], -1)
        wide = self._wide(self.stretch(torch.cat([mean @ hidden, pair], dim=2)))
        scores = self.stretch_out(wide)[..., 0] + of_tokens
        nothing = self.nothing_out(self._wide(self.nothing(hidden[:, 0])))[:, 0]
        return scores.masked_fill(pairs.inside.sum(2) == 0, FAR), nothing

    def _wide(self, x: Tensor) -> Tensor:
        return functional.dropout(functional.gelu(x), self.dropout, self.training)
