"""BM25 over the passages and over whole essays, on our own tokens."""

from collections.abc import Sequence
from pathlib import Path

import bm25s
import numpy as np
import numpy.typing as npt

LEXICAL_VERSION = 7
"""Raised whenever the same text would give other tokens or scores."""

# On short passages better than 1.5 and .75: recall@1 on XQuAD zh .935 against .932, nDCG@10 on
# SciFact train .728 against .723 when fused.
_K1, _B = 0.9, 0.4
# Of essays, whose lengths differ more.
_ESSAY_B = 0.75

ESSAY_SHARE = 0.4
"""Share of its essay's score that a passage's own is raised by.

A passage seldom says again what the whole essay is about: nDCG@10 on SciFact train is .748 when
fused, and .744 without; of the six best passages for a question in evals/cases.jsonl .86 are of an
essay that answers, for .84. With .7 these are .751 and .88, and a question that names two companies
is left with the passages of one."""

Scores = npt.NDArray[np.float32]


class Lexical:
    """A saved BM25 index (Lucene's variant), memory-mapped."""

    def __init__(self, folder: Path) -> None:
        """Open what ``build`` saved."""
        self._passages = bm25s.BM25.load(folder, mmap=True)
        self._essays = bm25s.BM25.load(folder / "essays", mmap=True)
        self._essay_of = np.load(folder / "essay_of.npy")

    @staticmethod
    def build(essays: Sequence[Sequence[list[str]]], folder: Path) -> None:
        """Index the terms of the passages of each essay, in their order, and save the result."""
        passages = [terms for essay in essays for terms in essay]
        whole = [[term for terms in essay for term in terms] for essay in essays]
        _saved(passages, _B, folder)
        _saved(whole, _ESSAY_B, folder / "essays")
        np.save(folder / "essay_of.npy", np.repeat(np.arange(len(essays)), [*map(len, essays)]))

    def scores(self, terms: Sequence[str]) -> Scores:
        """Score of every passage for the terms, with a share of its essay's; 0 where it has none.

        A term counts once however often it is asked for: nDCG@10 on SciFact train is .742 when a
        word said twice counts twice, and .744 so, essays aside.
        """
        known = [term for term in dict.fromkeys(terms) if term in self._passages.vocab_dict]
        if not known:
            return np.zeros(len(self._essay_of), dtype=np.float32)
        own: Scores = self._passages.get_scores(known)
        of_essays: Scores = self._essays.get_scores(known)
        return np.where(own > 0, own + ESSAY_SHARE * of_essays[self._essay_of], 0)

    def frequency(self, term: str) -> int:
        """Number of passages that hold the term."""
        column = self._passages.vocab_dict.get(term)
        if column is None:
            return 0
        pointers = self._passages.scores["indptr"]
        return int(pointers[column + 1] - pointers[column])


def _saved(documents: Sequence[list[str]], b: float, folder: Path) -> None:
    """Index documents; of none at all there is one empty row."""
    bm25 = bm25s.BM25(k1=_K1, b=b, method="lucene")
    bm25.index([terms or [""] for terms in documents] or [[""]], show_progress=False)
    bm25.save(folder, show_progress=False)
