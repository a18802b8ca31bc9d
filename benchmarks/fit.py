"""Refit the constants of ``advisor.evidence`` and ``advisor.drafting`` on XQuAD and our cases.

    python benchmarks/fit.py --data DIR

DIR holds ``{en,zh}.corpus.jsonl`` (paragraphs) and ``{en,zh}.queries.dev.jsonl`` (questions with
the gold paragraph and answer). Questions on the reader's own firm, of evals/cases.jsonl and
evals/firm, have weights of evidence of their own. For each of five seeds a random half of the
paragraphs is indexed and all questions are asked: those whose paragraph is there are answerable.
Prints the logistic weights, and the cross-validated AUROC, to be copied into the modules.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedGroupKFold

from advisor import drafting, evidence, index
from advisor.asking import analyse
from advisor.embedding import Encoder, encoder
from advisor.matching import FOR_FACT, HEADINGS, PASSAGES, Matcher, by_heading
from advisor.reader import reader_for
from advisor.retrieval import DENSE_WEIGHT, OWN_DENSE_WEIGHT, Retrieved, retrieve
from advisor.settings import Settings

Row = dict[str, Any]
Array = npt.NDArray[Any]

_OWN_WEIGHT = 0.75
"""What all our own cases count together, all public questions counting 1."""

_READ, _READ_UNITS = 2, 1
"""Features that are the reader's, the last ones: of evidence, and of a unit."""


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


def evidence_row(question: str, found: Retrieved, model: Encoder) -> tuple[float, ...]:
    """The features of one question."""
    asked = analyse(question)
    found = found if asked.is_open else found.best(FOR_FACT)
    passages = [hit.passage for hit in found.hits[:PASSAGES]]
    matcher = Matcher(question, found.weights, passages, model, reader_for(model))
    return evidence.features(found, matcher, asked)


def own_cases(cases: Path, corpus: Path) -> Iterator[tuple[Row, bool, Retrieved]]:
    """Each of our own whole questions, whether it is answerable, and what was found for it.

    For a question on the reader's own firm, that is what its answer would be taken from.
    """
    model = encoder("bundled", Settings().cache_dir)
    with tempfile.TemporaryDirectory() as folder:
        index.sync(corpus, Path(folder), model)
        generation = index.Index(Path(folder), model).current()
        for row in read(cases):
            if row["kind"] not in ("partial", "follow_up"):
                question = row["question"]
                own = analyse(question).is_own
                weight = OWN_DENSE_WEIGHT if own else DENSE_WEIGHT
                found = retrieve(generation, model, question, HEADINGS, weight)
                matcher = Matcher(question, found.weights, (), model)
                yield row, row["answerable"], by_heading(found, matcher, 8) if own else found


def fit_evidence(data: Path, language: str, cases: Path, corpus: Path) -> None:
    """Print the weights and the AUROC of answerable against not, on the public and our questions.

    Chinese is fitted on the public questions alone.
    """
    model = encoder("bundled", Settings().cache_dir)
    rows, labels, own, asked = [], [], [], []
    for seed in range(5):
        for question, answerable, found in samples(data, language, seed):
            if model.understands(question["text"]) != (language == "en"):
                continue  # a Chinese question of Latin names alone has other features
            rows.append(evidence_row(question["text"], found, model))
            labels.append(answerable)
            own.append(False)
            asked.append(question["text"])
    for question, answerable, found in own_cases(cases, corpus) if language == "en" else ():
        if analyse(question["question"]).is_own:
            continue  # fitted by themselves
        rows.append(evidence_row(question["question"], found, model))
        labels.append(answerable)
        own.append(True)
        asked.append(question["question"])
    x, y = np.array(rows), np.array(labels)
    report(f"evidence {language}", x, y, np.array(own), asked)
    if language == "en":
        report("evidence without the reader", x[:, :-_READ], y, np.array(own), asked)


def fit_firm(files: Sequence[Path], corpus: Path) -> None:
    """Print the weights and the AUROC of answerable against not, on the reader's own firm."""
    model = encoder("bundled", Settings().cache_dir)
    rows, labels, asked = [], [], []
    for file in files:
        for row, answerable, found in own_cases(file, corpus):
            if analyse(row["question"]).is_own:
                rows.append(evidence_row(row["question"], found, model))
                labels.append(answerable)
                asked.append(row["question"])
    none = np.zeros(len(labels), bool)
    report("evidence firm", np.array(rows), np.array(labels), none, asked, strength=3)


def fit_units(data: Path) -> None:
    """Print the weights of a unit that holds the gold answer against one that does not."""
    model = encoder("bundled", Settings().cache_dir)
    rows, labels, asked = [], [], []
    for question, answerable, found in samples(data, "en", 0):
        hits = found.hits[:PASSAGES] if answerable else ()
        passages = [hit.passage for hit in hits]
        matcher = Matcher(question["text"], found.weights, passages, model, reader_for(model))
        for hit in hits:
            for start, end in drafting.spans(hit.passage):
                match = matcher.match(hit.passage, start, end)
                values = (match.every, match.weighted, match.cosine, match.coverage)
                rows.append((*values, hit.score, matcher.answers(hit.passage, start, end)))
                gold = hit.passage.essay_id in question["gold"]
                labels.append(gold and question["answer"] in hit.passage.text[start:end])
                asked.append(question["text"])
    x, y, none = np.array(rows), np.array(labels), np.zeros(len(labels), bool)
    report("units en", x, y, none, asked)
    report("units without the reader", x[:, :-_READ_UNITS], y, none, asked)


def fit_open(cases: Path, corpus: Path) -> None:
    """Print the weights of a unit that says a fact against each of its question that does not.

    Of our own questions that ask for advice, a verdict or reasons, those on the reader's own firm
    aside; the features are MaxSim, the score of the passage and the reader's logit.
    """
    model = encoder("bundled", Settings().cache_dir)
    differences, weights = [], []
    for row, answerable, found in own_cases(cases, corpus):
        asked = analyse(row["question"])
        if not answerable or not asked.is_open or asked.is_own or asked.kind == "comparison":
            continue
        hits = found.hits[:PASSAGES]
        passages = [hit.passage for hit in hits]
        matcher = Matcher(row["question"], found.weights, passages, model, reader_for(model))
        units: dict[bool, list[tuple[float, float, float]]] = {True: [], False: []}
        for hit in hits:
            for start, end in drafting.spans(hit.passage):
                every = matcher.match(hit.passage, start, end).every
                read = matcher.answers(hit.passage, start, end)
                units[_says(row, hit.passage.text[start:end])].append((every, hit.score, read))
        pairs = [np.subtract(yes, no) for yes in units[True] for no in units[False]]
        differences += pairs
        weights += [1 / max(1, len(pairs))] * len(pairs)
    whole = np.array(differences)
    for name, x in (("open", whole), ("open without the reader", whole[:, :-_READ_UNITS])):
        fitted = LogisticRegression(C=30, fit_intercept=False, max_iter=20_000)
        fitted.fit([*x, *-x], [True] * len(x) + [False] * len(x), sample_weight=weights * 2)
        print(f"units {name}: weights (" + ", ".join(f"{w:.2f}" for w in fitted.coef_[0]) + ")")


def _says(row: Row, text: str) -> bool:
    """Whether the text says one of the case's facts."""
    told = " ".join(text.lower().split())
    return any(words.lower() in told for fact in row["facts"] for words in fact.split("|"))


def report(
    name: str, x: Array, y: Array, own: Array, asked: Sequence[str], strength: float = 30
) -> None:
    """Fit and print.

    Args:
        name: what the weights are for.
        x: features, a row each.
        y: whether the row is right.
        own: marks the rows of our own cases.
        asked: question of each row; no question is in both parts of a cross-validation.
        strength: inverse of the regularisation.
    """
    weights = np.where(own, _OWN_WEIGHT / max(1, own.sum()), 1 / (~own).sum()) * len(y)
    model = LogisticRegression(C=strength, max_iter=20_000)
    chance = np.zeros(len(y))
    folds = StratifiedGroupKFold(5, shuffle=True, random_state=0)
    for train, test in folds.split(x, y, asked):
        model.fit(x[train], y[train], sample_weight=weights[train])
        chance[test] = model.predict_proba(x[test])[:, 1]
    model.fit(x, y, sample_weight=weights)
    found = ", ".join(f"{w:.2f}" for w in [model.intercept_[0], *model.coef_[0]])
    print(f"{name}: weights ({found})")
    for kind, rows in (("public", ~own), ("own", own)):
        if rows.any():
            print(f"  {kind}: AUROC {roc_auc_score(y[rows], chance[rows]):.4f}")
            for bar in (0.3, 0.4, 0.45, 0.5, 0.6):
                answered = (chance[rows & y] >= bar).mean()
                refused = (chance[rows & ~y] < bar).mean()
                print(f"    at {bar}: {answered:.3f} answered, {refused:.3f} refused")


if __name__ == "__main__":
    root = Path(__file__).parent.parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cases", type=Path, default=root / "evals" / "cases.jsonl")
    parser.add_argument("--firm", type=Path, default=root / "evals" / "firm" / "cases.jsonl")
    parser.add_argument("--corpus", type=Path, default=root / "corpus")
    given = parser.parse_args()
    fit_evidence(given.data, "en", given.cases, given.corpus)
    fit_firm([given.cases, given.firm], given.corpus)
    fit_evidence(given.data, "zh", given.cases, given.corpus)
    fit_units(given.data)
    fit_open(given.cases, given.corpus)
