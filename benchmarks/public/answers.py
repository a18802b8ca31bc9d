"""What the answers say on the public sets: XQuAD, sections of real articles; and how fast."""

import random
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from advisor import Answer
from advisor.evaluation.calibration import auroc
from advisor.evaluation.grading import length, says
from public.served import (
    Document,
    Figure,
    Span,
    abstracts,
    advisor_of,
    advisor_over,
    located,
    qrels,
    ranked,
    read,
    share,
)

SEEDS = 5
FIRST = 60
"""Words of the longest first unit that counts."""


def xquad(data: Path, cache: Path) -> Iterator[Figure]:
    """The right paragraph first, and the gold answer in what is said."""
    for language, best, first in (("en", ".958", ".811 (one sentence)"), ("zh", ".936", "")):
        advisor = advisor_over(cache, f"xquad-{language}", _paragraphs(data, language))
        rows = read(data / "xquad" / f"{language}.queries.dev.jsonl")
        right = share(ranked(advisor.search(row["text"], 1)) == row["gold"] for row in rows)
        yield Figure(f"{language}: recall@1", f"{right:.3f}", best)
        answers = [advisor.ask(row["text"]) for row in rows]
        gold = [row["answer"] for row in rows]
        opened = share(map(_opens, answers, gold))
        yield Figure(f"{language}: answer in the first unit", f"{opened:.3f}", first)
        said = share(map(_holds, answers, gold))
        yield Figure(f"{language}: answer anywhere", f"{said:.3f}", ".935 (three)" * bool(first))
        words = statistics.median(_words(answer) for answer in answers if not answer.abstained)
        yield Figure(f"{language}: words, median", f"{words:.0f}")
        yield Figure(f"{language}: refused", f"{share(a.abstained for a in answers):.3f}")


def half(data: Path, cache: Path) -> Iterator[Figure]:
    """Half of the paragraphs indexed, all questions asked: who is refused."""
    rows = read(data / "xquad" / "en.queries.dev.jsonl")
    paragraphs = _paragraphs(data, "en")
    areas, refused, answered = [], [], []
    for seed in range(SEEDS):
        kept = random.Random(seed).sample(paragraphs, len(paragraphs) // 2)
        advisor = advisor_over(cache, f"xquad-half-{seed}", kept)
        here = {document.id for document in kept}
        truths = [bool(here & set(row["gold"])) for row in rows]
        answers = [advisor.ask(row["text"]) for row in rows]
        areas.append(auroc([answer.confidence for answer in answers], truths) or 0.0)
        pairs = list(zip(answers, truths, strict=True))
        refused.append(share(answer.abstained for answer, truth in pairs if not truth))
        answered.append(share(not answer.abstained for answer, truth in pairs if truth))
    yield Figure(f"AUROC of the confidence, {SEEDS} seeds", _spread(areas), ".978")
    yield Figure("unanswerable refused", _spread(refused), ".90 or .95")
    yield Figure("answerable answered", _spread(answered), ".94 or .91")


def dora(data: Path, cache: Path) -> Iterator[Figure]:
    """Questions about sections of real articles: does the answer quote the section?"""
    advisor = advisor_of(cache, "dora", data / "dora")
    texts = {essay.id: essay.text for essay in advisor.essays()}
    found: dict[str, list[bool]] = {"found": [], "first": [], "cited": [], "refused": []}
    for row in read(data / "dora.section_questions.jsonl"):
        # The text of the section is cut short in the data, its length is not.
        start, _ = located(texts[row["gold_doc"]], row["gold_text"])
        section = (start, start + row["gold_end"] - row["gold_start"])
        answer = advisor.ask(row["question"])
        hits = [hit.passage for hit in advisor.search(row["question"], 5)]
        near = [p.essay_id == row["gold_doc"] and _meet((p.start, p.end), section) for p in hits]
        cited = [
            c.essay_id == row["gold_doc"] and _meet((c.start, c.end), section)
            for c in answer.citations
        ]
        found["found"].append(any(near))
        found["first"].append(any(cited[:1]))
        found["cited"].append(any(cited))
        found["refused"].append(answer.abstained)
    yield Figure("section among the five best passages", f"{share(found['found']):.3f}")
    yield Figure("section cited first", f"{share(found['first']):.3f}")
    yield Figure("section cited", f"{share(found['cited']):.3f}")
    yield Figure("refused", f"{share(found['refused']):.3f}")


def latency(data: Path, cache: Path) -> Iterator[Figure]:
    """Milliseconds of ``ask`` at about 5,000 passages, the model loaded and the index open."""
    some = abstracts(data)[:2200]
    advisor = advisor_over(cache, "latency", some)
    here = {document.id for document in some}
    gold = qrels(data / "scifact" / "qrels.train.tsv")
    claims = [
        row["text"]
        for row in read(data / "scifact" / "queries.train.jsonl")
        if here & gold[row["_id"]].keys()
    ][:205]
    spent, busy, answered = [], [], []
    for claim in claims:
        started = time.perf_counter(), time.process_time()
        answer = advisor.ask(claim)
        spent.append(1000 * (time.perf_counter() - started[0]))
        busy.append(1000 * (time.process_time() - started[1]))
        answered.append(not answer.abstained)
    p50, p95 = np.percentile(spent[5:], [50, 95])  # five to warm up
    yield Figure(f"ask p50, {advisor.status().passages} passages, ms", f"{p50:.0f}")
    yield Figure(f"ask p95, {len(spent) - 5} claims, ms", f"{p95:.0f}")
    # On a busy machine the clock on the wall says little; this is what all threads worked.
    yield Figure("ask p50, processor time, ms", f"{np.percentile(busy[5:], 50):.0f}")
    yield Figure("of them answered", f"{share(answered[5:]):.3f}")


def _paragraphs(data: Path, language: str) -> list[Document]:
    return [
        Document(row["_id"], row["title"].replace("_", " "), row["text"])
        for row in read(data / "xquad" / f"{language}.corpus.jsonl")
    ]


def _opens(answer: Answer, gold: str) -> bool:
    units = [sentence.text for sentence in answer.sentences[:1]]
    return any(says(unit, gold) and length(unit) <= FIRST for unit in units)


def _holds(answer: Answer, gold: str) -> bool:
    return says(" ".join(sentence.text for sentence in answer.sentences), gold)


def _words(answer: Answer) -> int:
    return sum(length(sentence.text) for sentence in answer.sentences)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and one[1] > other[0]


def _spread(values: Sequence[float]) -> str:
    return f"{share(values):.3f} ({min(values):.3f}-{max(values):.3f})"
