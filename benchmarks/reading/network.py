"""The network of ``advisor.reader`` in torch, for training: the same steps, on padded batches."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from reading.training import FAR

DIMENSION, WIDTH, HEADS = 384, 96, 4
SCALE, SHARPEN = 8.0, 4.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions and passages, padded; masks are 1 where there is a token."""

    questions: Tensor
    asked: Tensor
    passages: Tensor
    told: Tensor
    inside: Tensor
    """1 where a token is in a sentence; shape ``(batch, sentences, tokens)``."""


class TrainedNetwork(nn.Module):
    """Scores of each sentence, and of nothing; the names of its parts are those of the weights."""

    def __init__(self, dropout: float = 0.2) -> None:
        """Fresh weights."""
        super().__init__()
        self.parts = nn.ModuleDict()
        for name, inner, outer in (
            ("input", DIMENSION, WIDTH),
            ("focus", WIDTH, WIDTH),
            ("importance", WIDTH, 1),
            ("wanted", WIDTH, 1),
            ("join", 5 * WIDTH + 2, 2 * WIDTH),
            ("join.out", 2 * WIDTH, WIDTH),
            ("attention", WIDTH, 3 * WIDTH),
            ("attention.out", WIDTH, WIDTH),
            ("wide", WIDTH, 2 * WIDTH),
            ("wide.out", 2 * WIDTH, WIDTH),
            ("token", WIDTH, 1),
            ("stretch", 2 * WIDTH + 4, WIDTH),
            ("stretch.out", WIDTH, 1),
            ("nothing", 2 * WIDTH + 2, WIDTH),
            ("nothing.out", WIDTH, 1),
        ):
            self.parts[name.replace(".", "/")] = nn.Linear(inner, outer)
        for name in ("attention.norm", "wide.norm", "norm"):
            self.parts[name.replace(".", "/")] = nn.LayerNorm(WIDTH)
        self.sharpness = nn.Parameter(torch.tensor(8.0))
        self.dropout = dropout

    def weights(self) -> dict[str, Tensor]:
        """The weights by the names that ``advisor.reader`` knows; products are ``x @ w + b``."""
        found = {"sharpness": self.sharpness.detach()}
        for key, part in self.parts.items():
            name = key.replace("/", ".")
            weight = part.weight.detach()
            found[f"{name}.w"] = weight.T if weight.ndim == 2 else weight
            found[f"{name}.b"] = part.bias.detach()
        return found

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Scores of the sentences, shape ``(batch, sentences)``, and of nothing, ``(batch,)``."""
        similar = batch.questions @ batch.passages.transpose(1, 2)
        pairs = batch.asked[:, :, None] * batch.told[:, None]
        similar = similar.masked_fill(pairs == 0, -1.0)
        asked = self._drop(self._of("input", batch.questions * SCALE), 0.1)
        told = self._drop(self._of("input", batch.passages * SCALE), 0.1)
        focus = similar * self.sharpness
        focus = focus + self._of("focus", asked) @ told.transpose(1, 2) / math.sqrt(WIDTH)
        shares = focus.masked_fill(batch.asked[:, :, None] == 0, FAR).softmax(1)
        seen = shares.transpose(1, 2) @ asked
        importance = self._shares("importance", asked, batch.asked)
        wanted = (self._shares("wanted", asked, batch.asked)[:, None] @ asked)[:, 0]
        weighted = SHARPEN * (importance[:, None] @ similar.clamp(min=0))[:, 0]
        near = torch.stack([similar.max(1).values, weighted], dim=2)
        joined = [told, seen, told * seen, told * wanted[:, None], (told - seen).abs(), near]
        hidden = self._two("join", torch.cat(joined, dim=2))
        hidden = hidden + self._attention(self._of("attention.norm", hidden), batch.told)
        hidden = self._of("norm", hidden + self._two("wide", self._of("wide.norm", hidden)))
        tokens = self._of("token", hidden).squeeze(2)
        held = batch.inside > 0
        mean = batch.inside / batch.inside.sum(2, keepdim=True).clamp(min=1)
        best = similar[:, None].masked_fill(~held[:, :, None], -1.0).amax(3)
        scores = (mean @ tokens[:, :, None])[:, :, 0]
        highest = tokens[:, None].masked_fill(~held, FAR).amax(2).clamp(min=-50)
        near = self._near(best, importance, batch.asked)
        wants = wanted[:, None].expand(-1, scores.shape[1], -1)
        parts = [mean @ hidden, wants, scores[:, :, None], highest[:, :, None], near]
        stretches = self._two("stretch", torch.cat(parts, dim=2)).squeeze(2)
        near_all = self._near(similar.amax(2)[:, None], importance, batch.asked)[:, 0]
        whole = batch.told[:, :, None]
        average = (hidden * whole).sum(1) / whole.sum(1)
        nothing = self._two("nothing", torch.cat([average, wanted, near_all], dim=1)).squeeze(1)
        scores = stretches + scores + near[:, :, 0]
        return scores.masked_fill(~held.any(2), FAR), nothing

    def _of(self, name: str, x: Tensor) -> Tensor:
        return self.parts[name.replace(".", "/")](x)

    def _two(self, name: str, x: Tensor) -> Tensor:
        wide = functional.dropout(functional.relu(self._of(name, x)), self.dropout, self.training)
        return self._of(f"{name}.out", wide)

    def _shares(self, name: str, asked: Tensor, mask: Tensor) -> Tensor:
        return self._of(name, asked).squeeze(2).masked_fill(mask == 0, FAR).softmax(1)

    def _attention(self, hidden: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = hidden.shape
        parts = self._of("attention", hidden).view(batch, length, 3, HEADS, -1)
        asks, keys, values = parts.permute(2, 0, 3, 1, 4)
        held = mask[:, None, None].bool()
        found = functional.scaled_dot_product_attention(asks, keys, values, held)
        return self._of("attention.out", found.transpose(1, 2).reshape(batch, length, -1))

    def _near(self, best: Tensor, importance: Tensor, mask: Tensor) -> Tensor:
        learnt = (best * importance[:, None]).sum(2)
        plain = (best * mask[:, None]).sum(2) / mask.sum(1)[:, None]
        return SHARPEN * torch.stack([learnt, plain], dim=2)

    def _drop(self, x: Tensor, share: float) -> Tensor:
        """Leave out whole dimensions of a text."""
        if not self.training:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2]) >= share
        return x * kept / (1 - share)
