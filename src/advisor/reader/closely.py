"""The close reading: how likely a stretch answers, told by question and passage read together.

Where the network sees vectors that were made of each text by itself, here the upper layers of the
bundled model read both at once. A stretch is scored by its tokens, and by their mean beside the
vector of the pair, against the score of "nothing in this passage answers".
"""

import math
from dataclasses import dataclass, field

import numpy as np

from advisor.embedding import Vectors
from advisor.reader.network import Weights


@dataclass(frozen=True, slots=True, eq=False)
class CloseReading:
    """A passage read together with a question."""

    weights: Weights
    together: Vectors
    """Vector of the pair, then of each token of the passage; shape ``(1 + tokens, 384)``."""
    tokens: Vectors = field(init=False)
    """Score of each token."""
    wide: Vectors = field(init=False)
    """Each token in the space in which a stretch is scored, the vector of the pair added."""
    nothing: float = field(init=False)
    """Score of the answer not being in this passage."""

    def __post_init__(self) -> None:
        """Score the tokens, and nothing, once."""
        pair, told = self.together[:1], self.together[1:]
        weights = self.weights["stretch.w"]
        width = told.shape[1]
        wide = told @ weights[:width] + (pair @ weights[width:] + self.weights["stretch.b"])
        object.__setattr__(self, "tokens", self._linear("token", told)[:, 0])
        object.__setattr__(self, "wide", wide)
        nothing = self._linear("nothing.out", _gelu(self._linear("nothing", pair[0])))
        object.__setattr__(self, "nothing", float(nothing[0]))

    def score(self, first: int, last: int) -> float:
        """Logit that the tokens ``first`` to ``last`` (exclusive) answer, against nothing here."""
        mean = self.wide[first:last].mean(axis=0)
        score = float(self._linear("stretch.out", _gelu(mean))[0])
        return score + float(self.tokens[first:last].mean()) - self.nothing

    def _linear(self, name: str, x: Vectors) -> Vectors:
        product: Vectors = x @ self.weights[f"{name}.w"] + self.weights[f"{name}.b"]
        return product


def _gelu(x: Vectors) -> Vectors:
    """The Gaussian error linear unit (Hendrycks & Gimpel, 2016, arXiv:1606.08415), exact."""
    scaled = (x / math.sqrt(2)).tolist()
    return x * np.array([(1 + math.erf(value)) / 2 for value in scaled], dtype=np.float32)
