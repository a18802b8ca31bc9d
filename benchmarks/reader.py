"""Train the reader of ``advisor.reader`` on questions written for this project.

    python benchmarks/reader.py --data DIR [--out FILE] [--without-essays] [--held-out SHARE]

DIR holds the folders ``dora``, ``mtrag``, ``scifact``, ``wice`` and ``chunking`` of the public
sets; the questions on their passages, and on those of our essays, are in evals/reader. Of the
public questions none is used, and nothing of XQuAD. Each question is read with its own passage and
with others that are near to it: the network learns to choose the sentence that answers, or none.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import bm25s
import numpy as np
import torch
from reading.network import Batch, TrainedNetwork
from reading.passages import Example, examples
from reading.training import Pair, Scores, report, train

from advisor import Settings
from advisor.embedding import TokenVectors, Vectors, encoder
from advisor.text import terms

ROOT = Path(__file__).parent.parent
NEAR, NEGATIVES = 6, 2  # passages near a question, and those of them that it is read with
BATCH, RATE = 48, 1e-3


class Texts:
    """Token vectors of questions and passages, and sentences of passages as runs of tokens."""

    def __init__(self, found: Sequence[Example]) -> None:
        """Encode every text once, as questions and passages are when they are asked."""
        model = encoder("bundled", Settings().cache_dir)
        texts = list(dict.fromkeys(text for one in found for text in (one.question, one.passage)))
        self.vectors: dict[str, Vectors] = {}
        self.runs: dict[str, list[tuple[int, int]]] = {}
        tokens: dict[str, TokenVectors] = dict(zip(texts, model.encode_tokens(texts), strict=True))
        for text, token in tokens.items():
            self.vectors[text] = token.vectors.astype(np.float16)
        for one in found:
            self.runs[one.passage] = [_run(tokens[one.passage], s) for s in one.sentences]


def _run(tokens: TokenVectors, span: tuple[int, int]) -> tuple[int, int]:
    rows = [i for i, (a, b) in enumerate(tokens.spans) if a < span[1] and b > span[0]]
    return (rows[0], rows[-1] + 1) if rows else (0, 0)


def near(found: Sequence[Example], texts: Texts) -> dict[str, list[str]]:
    """The passages nearest to each question, by words and vectors, its own left out."""
    passages = list(dict.fromkeys(one.passage for one in found))
    means = np.stack([_mean(texts.vectors[passage]) for passage in passages])
    lexical = bm25s.BM25()
    lexical.index([terms(passage) for passage in passages], show_progress=False)
    result = {}
    for one in found:
        words = np.array(lexical.get_scores(terms(one.question) or ["?"]))
        scores = means @ _mean(texts.vectors[one.question]) + words / (words.max() or 1.0)
        order = [passages[row] for row in np.argsort(-scores)[: NEAR + 1]]
        result[one.question] = [passage for passage in order if passage != one.passage][:NEAR]
    return result


def _mean(vectors: Vectors) -> Vectors:
    mean = vectors.astype(np.float32).mean(axis=0)
    return mean / np.linalg.norm(mean)


def pairs(found: Sequence[Example], nearest: dict[str, list[str]]) -> Iterator[Pair]:
    """What is learnt from: each question with its own passage, an answerable one with others."""
    chance = random.Random(1)
    for one in found:
        yield one.question, one.passage, one.answers
        if one.answers:
            others = nearest[one.question]
            for other in chance.sample(others, min(NEGATIVES, len(others))):
                yield one.question, other, frozenset()


def batch_of(rows: Sequence[Pair], texts: Texts) -> Batch:
    """The vectors of some pairs, padded."""
    asked = [texts.vectors[question] for question, _, _ in rows]
    told = [texts.vectors[passage] for _, passage, _ in rows]
    most = max(len(texts.runs[passage]) for _, passage, _ in rows)
    inside = torch.zeros(len(rows), most, max(map(len, told)))
    for row, (_, passage, _) in enumerate(rows):
        for index, (first, last) in enumerate(texts.runs[passage]):
            inside[row, index, first:last] = 1
    return Batch(*_padded(asked), *_padded(told), inside)


def _padded(rows: Sequence[Vectors]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = max(map(len, rows))
    vectors, mask = (
        torch.zeros(len(rows), longest, rows[0].shape[1]),
        torch.zeros(len(rows), longest),
    )
    for row, found in enumerate(rows):
        vectors[row, : len(found)] = torch.from_numpy(found.astype(np.float32))
        mask[row, : len(found)] = 1
    return vectors, mask


def main() -> None:
    """Read the arguments, train, say how well questions of other documents are read, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--out", type=Path, help="file of the weights; none is written without it")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--without-essays", action="store_true", help="public passages alone")
    parser.add_argument("--held-out", type=float, default=0.0, help="share of the documents")
    given = parser.parse_args()
    found = list(examples(ROOT / "evals" / "reader", given.data, ROOT / "corpus"))
    documents = sorted({one.document for one in found})
    random.Random(0).shuffle(documents)
    held_out = set(documents[: round(given.held_out * len(documents))])
    texts = Texts(found)
    parts: dict[bool, list[Example]] = {True: [], False: []}
    for one in found:
        left_out = one.document in held_out or (given.without_essays and one.of_essay)
        parts[not left_out].append(one)
    torch.manual_seed(0)
    network = TrainedNetwork()

    def scored(rows: Sequence[Pair]) -> Scores:
        return network(batch_of(rows, texts))

    train(
        network,
        list(pairs(parts[True], near(parts[True], texts))),
        scored,
        lambda passage: len(texts.vectors[passage]),
        size=BATCH,
        epochs=given.epochs,
        rate=RATE,
        warm=0.05,
    )
    for name, of_essay in (("public", False), ("essays", True)):
        report(name, [one for one in parts[False] if one.of_essay == of_essay], scored)
    if given.out:
        np.savez_compressed(
            given.out, **{k: v.numpy().astype(np.float16) for k, v in network.weights().items()}
        )


if __name__ == "__main__":
    main()
