"""Fit and measure the verifier of ``advisor.grounding`` on WiCE and SciFact.

    python benchmarks/grounding.py --data DIR

DIR holds ``wice/claim.dev.jsonl`` (claims with the sentences of a cited article) and
``scifact/support.train.jsonl`` (claims with abstracts and rationale sentences). A WiCE claim is
held against the six stretches of its article that share most of its words, and is positive where
it is supported, in full and not in part. A SciFact claim is held against single sentences: up to
two rationale sentences and up to two others of the same abstract; those that support it are
positive, those that contradict it negative. Prints the AUROC beside that of word overlap, for
SciFact also without the contradicting sentences, and the weights of the probability, fitted on both
corpora with equal weight, to be copied into the module. The AUROC is that of the closeness, which
the probability rises with; nothing of it is fitted, so there is nothing to cross-validate.
"""

import argparse
import json
import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from advisor.domain import Passage
from advisor.embedding import encoder
from advisor.grounding import aligning, verifying
from advisor.settings import Settings
from advisor.text import terms

_WORDS, _STRETCHES, _PAIRS = 110, 6, 2
_KINDS = {"SUPPORT": "supports", "CONTRADICT": "contradicts"}
Sample = tuple[str, list[str], str]
"""Claim, texts it is held against, and what they do to it."""


def read(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def wice(data: Path) -> Iterator[Sample]:
    """Every claim with the stretches of its article that share most with it."""
    for row in read(data / "wice" / "claim.dev.jsonl"):
        texts = nearest(row["claim"], list(stretches(row["evidence"])))
        kind = "supports" if row["label"] == "supported" else "other"
        yield row["claim"], texts, kind


def scifact(data: Path) -> Iterator[Sample]:
    """Claims with single sentences, rationale or not; the same ones every time."""
    rng = random.Random(0)
    for row in read(data / "scifact" / "support.train.jsonl"):
        told = row["rationale"]
        others = [index for index in range(len(row["sentences"])) if index not in told]
        for index in [*told[:_PAIRS], *rng.sample(others, min(_PAIRS, len(others)))]:
            kind = _KINDS[row["label"]] if index in told else "other"
            yield row["claim"], [row["sentences"][index]], kind


def stretches(sentences: Sequence[str]) -> Iterator[str]:
    """Consecutive sentences, about as many words as in a passage."""
    current: list[str] = []
    for sentence in sentences:
        current.append(" ".join(sentence.split()))
        if sum(len(one.split()) for one in current) >= _WORDS:
            yield "\n\n".join(current)
            current = []
    if current:
        yield "\n\n".join(current)


def nearest(claim: str, texts: list[str]) -> list[str]:
    """The texts that share most of the claim's words, the rare ones counting more."""
    held = [set(terms(text)) for text in texts]
    weight = {
        term: math.log(1 + len(texts) / (sum(term in own for own in held) + 0.5))
        for term in terms(claim)
    }
    score = [sum(w for term, w in weight.items() if term in own) for own in held]
    order = sorted(range(len(texts)), key=lambda index: (-score[index], index))
    return [texts[index] for index in order[:_STRETCHES]]


def passage(text: str) -> Passage:
    """The text as a passage."""
    return Passage(
        id=text, essay_id="", heading="", ordinal=0, start=0, end=len(text), text=text, digest=""
    )


def overlap(claim: str, texts: Sequence[str]) -> float:
    """Share of the claim's terms in the texts."""
    own = set(terms(claim))
    return len(own & set(terms("\n".join(texts)))) / len(own) if own else 0.0


def measured(samples: Iterator[Sample]) -> tuple[Any, Any, Any]:
    """Closeness, kind and word overlap of the samples."""
    model = encoder("bundled", Settings().cache_dir)
    found = []
    for claim, texts, kind in samples:
        alignment = aligning.Aligner([passage(text) for text in texts], model).align(claim)
        found.append((verifying.closeness(alignment), kind, overlap(claim, texts)))
    close, kinds, overlaps = (np.array(column) for column in zip(*found, strict=True))
    return close, kinds, overlaps


def report(name: str, close: Any, kinds: Any, overlaps: Any) -> None:  # noqa: ANN401
    """Print the AUROC of closeness and of word overlap."""
    positive = kinds == "supports"
    found, plain = (roc_auc_score(positive, score) for score in (close, overlaps))
    print(
        f"{name}: AUROC {found:.3f}, word overlap {plain:.3f} "
        f"({positive.sum()} of {len(kinds)} supported)"
    )


def main(data: Path) -> None:
    """Measure both corpora, then fit them together."""
    corpora = {"wice": measured(wice(data)), "scifact": measured(scifact(data))}
    for name, columns in corpora.items():
        report(name, *columns)
    kept = corpora["scifact"][1] != "contradicts"
    report("scifact, none contradicting", *(column[kept] for column in corpora["scifact"]))
    x = np.concatenate([close for close, _, _ in corpora.values()]).reshape(-1, 1)
    y = np.concatenate([kinds for _, kinds, _ in corpora.values()]) == "supports"
    weights = np.concatenate(
        [np.full(len(kinds), 1 / len(kinds)) for _, kinds, _ in corpora.values()]
    )
    model = LogisticRegression(C=10, max_iter=10_000)
    model.fit(x, y, sample_weight=weights * len(y) / len(corpora))
    print(f"weights ({model.intercept_[0]:.2f}, {model.coef_[0][0]:.2f})")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    main(parser.parse_args().data)
