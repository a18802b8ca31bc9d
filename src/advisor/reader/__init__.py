"""A learnt reader: how likely a stretch of a passage answers a question, beyond sharing its words.

A small network over the token vectors of the bundled model, trained by ``benchmarks/reader.py`` on
questions written for this project; its weights are part of the package.
"""

from advisor.reader.network import Network, Reading, Weights
from advisor.reader.weights import reader_for

__all__ = ["Network", "Reading", "Weights", "reader_for"]
