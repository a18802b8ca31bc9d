"""The close reading of ``advisor.reader`` in torch, for training: the same steps, on batches."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from advisor.embedding.layers import UpperLayers, nearness

DIMENSION, WIDTH = 384, 192
FAR = -1e4  # of a logit that is left out
HEADS = ("token", "stretch", "stretch_out", "nothing", "nothing_out")


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

    def start_from(self, changes: dict[str, Tensor], heads: dict[str, Tensor]) -> None:
        """Go on from weights that were learnt before."""
        self.layers.load_state_dict(changes, strict=False)
        for name in HEADS:
            head = getattr(self, name)
            head.weight.data = heads[f"{name.replace('_', '.')}.w"].T.contiguous()
            head.bias.data = heads[f"{name.replace('_', '.')}.b"]

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
