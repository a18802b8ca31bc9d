"""Both readings of a question's passages: all of them lightly, the best one closely."""

from advisor.embedding import BundledEncoder, TokenVectors
from advisor.reader.closely import CloseReading
from advisor.reader.network import Network, Reading, Weights

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

    def read_closely(self, question: TokenVectors, passage: TokenVectors) -> CloseReading:
        """The passage, read together with the question."""
        return CloseReading(self._weights, self._encoder.encode_together(question, passage))


def together(light: float, close: float | None) -> float:
    """The logit of both readings, the close one guessed where there is none."""
    return light + (_SLOPE * light + _LEVEL if close is None else close)
