"""A learnt reader: how likely a stretch of a passage answers a question, beyond sharing its words.

Two networks were trained on questions written for this project: a small one over the token vectors
of the bundled model (``benchmarks/reader.py``), and changes to the model's upper layers, through
which a question goes together with the passage that the first one likes best
(``benchmarks/closely.py``). Their weights are part of the package.
"""

from advisor.reader.closely import CloseReading
from advisor.reader.network import Network, Reading, Weights
from advisor.reader.reading import Reader, Readings, Run
from advisor.reader.weights import reader_for

__all__ = [
    "CloseReading",
    "Network",
    "Reader",
    "Reading",
    "Readings",
    "Run",
    "Weights",
    "reader_for",
]
