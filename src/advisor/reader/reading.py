"""Both readings of a question's passages: all of them lightly, the best ones closely."""

from collections.abc import Sequence

from advisor.embedding import BundledEncoder, TokenVectors
from advisor.reader.closely import CloseReading
from advisor.reader.network import Network, Reading, Weights

CLOSELY = 2
"""Passages that are read closely, those that the network thinks best of. Of XQuAD's questions the
best sentence of six passages is the right one for .827 by the network alone, for .849 where two are
read closely, and for .853 where all six are."""

# What a close reading would give, by what the network gives: least squares over the sentences of
# 3,260 questions on XQuAD and our essays (correlation .79).
_SLOPE, _LEVEL = 0.69, -1.08


class Reader:
    """Reads passages with a question in mind."""

    def __init__(self, network: Network, weights: Weights, encoder: BundledEncoder) -> None:
        """Read with the network, and closely with the weights and the encoder's upper layers."""
        self._network = network
        self._weights = weights
        self._encoder = encoder

    def read(self, question: TokenVectors, passage: TokenVectors) -> Reading:
        """The passage as the network reads it."""
        return self._network.read(question.vectors, passage.vectors)

    def read_closely(
        self, question: TokenVectors, passages: Sequence[TokenVectors]
    ) -> list[CloseReading]:
        """The passages, each read together with the question."""
        together = self._encoder.encode_together(question, passages)
        return [CloseReading(self._weights, vectors) for vectors in together]


def together(light: float, close: float | None) -> float:
    """The logit of both readings, the close one guessed where there is none."""
    return light + (_SLOPE * light + _LEVEL if close is None else close)
