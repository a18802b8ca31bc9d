"""Refit the constants of ``advisor.evidence`` and ``advisor.drafting`` on XQuAD.

    python benchmarks/fit.py --data DIR

DIR holds ``{en,zh}.corpus.jsonl`` (paragraphs) and ``{en,zh}.queries.dev.jsonl`` (questions with
the gold paragraph and answer). For each of five seeds a random half of the paragraphs is indexed
and all questions are asked: those whose paragraph is there are answerable. Prints the logistic
weights, and the cross-validated AUROC, to be copied into the modules.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import cross_val_predict

from advisor import drafting, evidence, index
from advisor.embedding import encoder
from advisor.retrieval import coverage, retrieve
from advisor.settings import Settings
from advisor.text import terms

Row = dict[str, Any]


def read(path: Path) -> list[Row]:
    """The rows of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def samples(data: Path, language: str, seed: int) -> Iterator[tuple[Row, bool, Any]]:
    """Each question with whether its paragraph is indexed, and what was retrieved for it."""
    paragraphs = read(data / f"{language}.corpus.jsonl")
    questions = read(data / f"{language}.queries.dev.jsonl")
    kept = random.Random(seed).sample(paragraphs, len(paragraphs) // 2)
    model = encoder("bundled", Settings().cache_dir)
    with tempfile.TemporaryDirectory() as folder:
        corpus, index_dir = Path(folder, "corpus"), Path(folder, "index")
        corpus.mkdir()
        for paragraph in kept:
            title = paragraph["title"].replace("_", " ")
            text = f"---\ntitle: {json.dumps(title)}\n---\n{paragraph['text']}\n"
            (corpus / f"{paragraph['_id']}.txt").write_text(text, encoding="utf-8")
        index.sync(corpus, index_dir, model)
        generation = index.Index(index_dir, model).current()
        here = {paragraph["_id"] for paragraph in kept}
        for question in questions:
            found = retrieve(generation, model, question["text"], 8)
            yield question, bool(here & set(question["gold"])), found


def fit_evidence(data: Path, language: str) -> None:
    """Print the weights and the AUROC of answerable against not."""
    rows, labels = [], []
    for seed in range(5):
        for _, answerable, found in samples(data, language, seed):
            rows.append(evidence.features(found))
            labels.append(answerable)
    report(f"evidence {language}", np.array(rows), np.array(labels), threshold=True)


def fit_units(data: Path) -> None:
    """Print the weights of a unit that holds the gold answer against one that does not."""
    model = encoder("bundled", Settings().cache_dir)
    rows, labels = [], []
    for question, answerable, found in samples(data, "en", 0):
        if not answerable:
            continue
        pairs = [(hit, text) for hit in found.hits[:3] for text in drafting.units(hit.passage)]
        if not pairs:
            continue
        vectors = model.encode([question["text"], *(text for _, text in pairs)])
        for (hit, text), similarity in zip(pairs, vectors[1:] @ vectors[0], strict=True):
            held = coverage(found.weights, set(terms(text)))
            rows.append((similarity, held, hit.score))
            labels.append(question["answer"] in text and hit.passage.essay_id in question["gold"])
    report("units en", np.array(rows), np.array(labels), threshold=False)


def report(name: str, x: Any, y: Any, *, threshold: bool) -> None:  # noqa: ANN401
    """Fit and print."""
    model = LogisticRegression(C=10, max_iter=1000)
    chance = cross_val_predict(model, x, y, cv=5, method="predict_proba")[:, 1]
    model.fit(x, y)
    weights = ", ".join(f"{w:.2f}" for w in [model.intercept_[0], *model.coef_[0]])
    print(f"{name}: weights ({weights}), AUROC {roc_auc_score(y, chance):.4f}")
    if threshold:
        for bar in (0.1, 0.15, 0.2, 0.3, 0.5):
            answered, refused = (chance[y] >= bar).mean(), (chance[~y] < bar).mean()
            print(f"  at {bar}: {answered:.3f} answered, {refused:.3f} refused")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    fit_evidence(arguments.data, "en")
    fit_evidence(arguments.data, "zh")
    fit_units(arguments.data)
