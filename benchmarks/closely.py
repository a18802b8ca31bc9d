"""Train the close reading of ``advisor.reader`` on the questions that the reader learnt from.

    python benchmarks/closely.py --data DIR [--out FOLDER] [--go-on] [--held-out SHARE]

DIR holds the folders of the public sets, as for ``benchmarks/reader.py``. What is learnt are
changes of low rank to the upper layers of the bundled model, and the heads that score its tokens;
FOLDER gets ``adapter.npz``, for ``advisor.embedding``, and ``closely.npz``, for ``advisor.reader``.
The weights in the package: 600 steps of a first epoch at a rate of 1e-3 and an epoch from there, on
the exact vectors of the lower layers, and then ``--go-on --rate 7e-4 --seed 3``, on those of the
export; some 90 minutes in all on two quiet cores.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from reader import ROOT, Texts, near
from reading.close import Pairs, TrainedClosely
from reading.passages import Example, examples
from reading.training import Pair, Scores, report, train

from advisor import Settings
from advisor.embedding import TokenVectors, encoder
from advisor.embedding.exporting import adapter
from advisor.reader.weights import weights

BATCH = 32


class Lower:
    """What the lower layers make of questions and passages, and their sentences as runs."""

    def __init__(self, found: Sequence[Example]) -> None:
        """Encode every text once."""
        model = encoder("bundled", Settings().cache_dir)
        texts = list(dict.fromkeys(text for one in found for text in (one.question, one.passage)))
        tokens: dict[str, TokenVectors] = dict(zip(texts, model.encode_tokens(texts), strict=True))
        self.rows: dict[str, npt.NDArray[np.float16]] = {}
        self.runs: dict[str, list[tuple[int, int]]] = {}
        for text, token in tokens.items():
            assert token.lower is not None
            self.rows[text] = token.lower
        for one in found:
            spans = tokens[one.passage].spans
            self.runs[one.passage] = [
                (held[0], held[-1] + 1)
                for start, end in one.sentences
                if (held := [i for i, (a, b) in enumerate(spans) if a < end and b > start])
                or (held := [0])
            ]


def pairs(found: Sequence[Example], nearest: dict[str, list[str]], seed: int) -> Iterator[Pair]:
    """Each question with its own passage, and an answerable one with another that is near."""
    chance = random.Random(seed)
    for one in found:
        yield one.question, one.passage, one.answers
        if one.answers and nearest[one.question]:
            yield one.question, chance.choice(nearest[one.question]), frozenset()


def batch_of(rows: Sequence[Pair], lower: Lower) -> Pairs:
    """The vectors of some pairs, padded."""
    asked = [lower.rows[question] for question, _, _ in rows]
    told = [lower.rows[passage][1:] for _, passage, _ in rows]
    length = max(len(a) + len(b) for a, b in zip(asked, told, strict=True))
    most = max(len(lower.runs[passage]) for _, passage, _ in rows)
    tokens = torch.zeros(len(rows), length, 384)
    kinds = torch.zeros(len(rows), length, dtype=torch.long)
    mask, words = (torch.zeros(len(rows), length, dtype=torch.bool) for _ in range(2))
    inside = torch.zeros(len(rows), most, length)
    for row, (question, passage) in enumerate(zip(asked, told, strict=True)):
        border, end = len(question), len(question) + len(passage)
        tokens[row, :border] = torch.from_numpy(question.astype(np.float32))
        tokens[row, border:end] = torch.from_numpy(passage.astype(np.float32))
        kinds[row, border:end] = 1
        mask[row, :end] = True
        words[row, 1 : border - 1] = words[row, border : end - 1] = True
        for index, (first, last) in enumerate(lower.runs[rows[row][1]]):
            inside[row, index, border + first : border + last] = 1
    return Pairs(tokens, kinds, mask, words, inside)


def main() -> None:
    """Read the arguments, train, say how well questions of other documents are read, write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    parser.add_argument("--out", type=Path, help="folder of the weights; none without it")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1, help="of the near passages that are chosen")
    parser.add_argument("--go-on", action="store_true", help="from the weights in the package")
    parser.add_argument("--held-out", type=float, default=0.0, help="share of the documents")
    given = parser.parse_args()
    found = list(examples(ROOT / "evals" / "reader", given.data, ROOT / "corpus"))
    documents = sorted({one.document for one in found})
    random.Random(0).shuffle(documents)
    held_out = set(documents[: round(given.held_out * len(documents))])
    learnt = [one for one in found if one.document not in held_out]
    nearest = near(learnt, Texts(learnt))
    lower = Lower(found)
    torch.manual_seed(0)
    network = TrainedClosely()
    if given.go_on:
        network.start_from(adapter(), weights("closely.npz"))

    def scored(rows: Sequence[Pair]) -> Scores:
        return network(batch_of(rows, lower))

    train(
        network,
        list(pairs(learnt, nearest, given.seed)),
        scored,
        lambda passage: len(lower.rows[passage]),
        size=BATCH,
        epochs=given.epochs,
        rate=given.rate,
        warm=0.06,
    )
    for name, of_essay in (("public", False), ("essays", True)):
        others = [one for one in found if one.document in held_out and one.of_essay == of_essay]
        report(name, others, scored)
    if given.out:
        for file, arrays in (
            ("adapter.npz", network.layers.changes()),
            ("closely.npz", network.heads()),
        ):
            kept = {name: value.numpy().astype(np.float16) for name, value in arrays.items()}
            np.savez_compressed(given.out / file, **kept)


if __name__ == "__main__":
    main()
