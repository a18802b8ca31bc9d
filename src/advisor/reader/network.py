"""The network: attention between question and passage, then a score for any stretch of it.

Every token of the passage sees the question (bidirectional attention as in Seo et al., 2017,
arXiv:1611.01603), then the rest of its passage (one layer of self-attention). The score of a
stretch is that of its tokens, and a weighted MaxSim whose weights are learnt, against the score of
"nothing in this passage answers". In numpy, since a network this small takes milliseconds.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from advisor.embedding import Vectors

Weights = Mapping[str, Vectors]
"""Arrays by name; a product is ``x @ name.w + name.b``."""

_HEADS = 4
_SCALE = 8.0  # of unit vectors of 384 dimensions, whose components are small
_SHARPEN = 4.0  # of similarities, which lie close together


class Network:
    """The weights, applied to a question and a passage."""

    def __init__(self, weights: Weights) -> None:
        """Keep the weights; see ``benchmarks/reader.py`` for their shapes."""
        self._weights = weights

    def read(self, question: Vectors, passage: Vectors) -> "Reading":
        """The passage read with the question in mind.

        Args:
            question: unit vectors of its tokens, shape ``(n, 384)``, at least one.
            passage: likewise, shape ``(m, 384)``.
        """
        similar = question @ passage.T
        asked = self._linear("input", question * _SCALE)
        told = self._linear("input", passage * _SCALE)
        focus = similar * self._weights["sharpness"]
        focus = focus + self._linear("focus", asked) @ told.T / math.sqrt(told.shape[1])
        seen = _softmax(focus, axis=0).T @ asked
        importance = _softmax(self._linear("importance", asked)[:, 0], axis=0)
        wanted = _softmax(self._linear("wanted", asked)[:, 0], axis=0) @ asked
        near = np.stack([similar.max(axis=0), _SHARPEN * importance @ similar.clip(min=0)], axis=1)
        tokens = np.hstack([told, seen, told * seen, told * wanted, np.abs(told - seen), near])
        hidden = self._linear("join.out", _relu(self._linear("join", tokens)))
        hidden = hidden + self._attention(self._norm("attention.norm", hidden))
        wide = _relu(self._linear("wide", self._norm("wide.norm", hidden)))
        hidden = self._norm("norm", hidden + self._linear("wide.out", wide))
        return Reading(self, similar, importance, wanted, hidden)

    def _attention(self, hidden: Vectors) -> Vectors:
        """Self-attention over the tokens of the passage."""
        size = hidden.shape[1] // _HEADS
        asks, keys, values = np.split(self._linear("attention", hidden), 3, axis=1)
        heads = []
        for head in range(_HEADS):
            part = slice(head * size, (head + 1) * size)
            scores = asks[:, part] @ keys[:, part].T / math.sqrt(size)
            heads.append(_softmax(scores, axis=1) @ values[:, part])
        return self._linear("attention.out", np.hstack(heads))

    def _norm(self, name: str, x: Vectors) -> Vectors:
        spread = np.sqrt(x.var(axis=-1, keepdims=True) + 1e-5)
        centred = (x - x.mean(axis=-1, keepdims=True)) / spread
        scaled: Vectors = centred * self._weights[f"{name}.w"] + self._weights[f"{name}.b"]
        return scaled

    def _linear(self, name: str, x: Vectors) -> Vectors:
        product: Vectors = x @ self._weights[f"{name}.w"] + self._weights[f"{name}.b"]
        return product

    def scored(self, name: str, values: Vectors) -> float:
        """The output of a scorer of two layers."""
        return float(self._linear(f"{name}.out", _relu(self._linear(name, values)))[0])

    def of_tokens(self, hidden: Vectors) -> Vectors:
        """The score of each token."""
        return self._linear("token", hidden)[:, 0]


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A passage read with a question in mind."""

    network: Network
    similar: Vectors
    """Cosine of every token of the question to every token of the passage."""
    importance: Vectors
    """Share of each token in what the question names; sums to 1."""
    wanted: Vectors
    """What the question wants."""
    hidden: Vectors
    """Vector of each token of the passage, the question in it."""
    tokens: Vectors = field(init=False)
    """Score of each token."""
    nothing: float = field(init=False)
    """Score of the answer not being in this passage."""

    def __post_init__(self) -> None:
        """Score the tokens, and nothing, once."""
        object.__setattr__(self, "tokens", self.network.of_tokens(self.hidden))
        near = self._near(0, len(self.hidden))
        values = np.hstack([self.hidden.mean(axis=0), self.wanted, near])
        object.__setattr__(self, "nothing", self.network.scored("nothing", values))

    def score(self, first: int, last: int) -> float:
        """Logit that the tokens ``first`` to ``last`` (exclusive) answer, against nothing here."""
        tokens = self.tokens[first:last]
        mean, near = float(tokens.mean()), self._near(first, last)
        values = [self.hidden[first:last].mean(axis=0), self.wanted, [mean, tokens.max()], near]
        score = self.network.scored("stretch", np.hstack(values)) + mean + float(near[0])
        return score - self.nothing

    def _near(self, first: int, last: int) -> Vectors:
        """MaxSim of the stretch, with learnt weights and without, each sharpened."""
        best = self.similar[:, first:last].max(axis=1)
        return _SHARPEN * np.array([self.importance @ best, best.mean()], dtype=np.float32)


def _relu(x: Vectors) -> Vectors:
    return np.maximum(x, 0)


def _softmax(x: Vectors, axis: int) -> Vectors:
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    shares: Vectors = powers / powers.sum(axis=axis, keepdims=True)
    return shares
