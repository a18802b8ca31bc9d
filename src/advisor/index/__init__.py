"""The index: Chroma for vectors, BM25 beside it, the essays themselves, in whole generations."""

from advisor.index.generations import read_receipt
from advisor.index.reading import Generation, Index
from advisor.index.sync import Progress, sync
from advisor.index.verify import verify

__all__ = ["Generation", "Index", "Progress", "read_receipt", "sync", "verify"]
