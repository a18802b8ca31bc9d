"""What retrieval finds on the public sets: SciFact, Chroma's chunking study, MTRAG-UN."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from advisor import Answer, Hit, Passage, Turn
from public.served import (
    Document,
    Figure,
    Row,
    Span,
    abstracts,
    advisor_over,
    file_name,
    located,
    qrels,
    ranked,
    read,
    share,
)


def scifact(data: Path, cache: Path) -> Iterator[Figure]:
    """nDCG@10 of claims against abstracts, for each leg and for both fused."""
    advisor = advisor_over(cache, "scifact", abstracts(data))
    gold = qrels(data / "scifact" / "qrels.train.tsv")
    found: dict[str, list[float]] = {"dense": [], "bm25": [], "fused": []}
    for claim in read(data / "scifact" / "queries.train.jsonl"):
        hits = advisor.search(claim["text"], 200)  # all that the two legs propose
        for leg, values in found.items():
            values.append(_ndcg(_ranking(hits, leg), gold[claim["_id"]]))
    told = {
        "dense": "MiniLM .645 (test half)",
        "bm25": "stemmed .679 (test half)",
        "fused": ".737, bge-large-en-v1.5 .746 (test half)",
    }
    for leg, values in found.items():
        yield Figure(f"nDCG@10, {leg}", f"{share(values):.3f}", told[leg])


def chunking(data: Path, cache: Path) -> Iterator[Figure]:
    """How exactly the five best passages hold what a question asks for, in characters."""
    documents = [
        Document(file.stem, "", file.read_text(encoding="utf-8"))
        for file in sorted((data / "chunking" / "corpora").iterdir())
    ]
    advisor = advisor_over(cache, "chunking", documents)
    texts = {essay.id: essay.text for essay in advisor.essays()}
    measured = [
        _overlap(
            [hit.passage for hit in advisor.search(row["question"], 5)],
            row["corpus_id"],
            [located(texts[row["corpus_id"]], one["content"]) for one in row["references"]],
        )
        for row in read(data / "chunking" / "questions.jsonl")
    ]
    recall, precision, iou = (100 * share(values) for values in zip(*measured, strict=True))
    yield Figure("recall of the top 5, %", f"{recall:.1f}", "86.0 (1000/200), 74.2 (400/0)")
    yield Figure("precision of the top 5, %", f"{precision:.1f}", "6.5 (five corpora)")
    yield Figure("IoU of the top 5, %", f"{iou:.1f}", "5.0 (1000/200), 10.0 (400/0)")


def mtrag(data: Path, cache: Path) -> Iterator[Figure]:
    """Conversations: the follow-up made whole, and who is asked back or refused."""
    pool = {row["_id"]: row["text"] for row in read(data / "mtrag" / "pool_corpus.jsonl")}
    # Some passages are in the pool twice; the corpus takes the first, the qrels follow.
    first = {_plain(text): key for key, text in reversed(pool.items())}
    documents = [Document(key, *_title_and_text(pool[key])) for key in first.values()]
    advisor = advisor_over(cache, "mtrag", documents)
    gold = {
        task: {file_name(first[_plain(pool[key])]) for key in keys}
        for task, keys in qrels(data / "mtrag" / "un_qrels.dev.tsv").items()
    }
    found: dict[str, list[float]] = defaultdict(list)
    kinds: dict[str, list[Answer]] = defaultdict(list)
    for task in read(data / "mtrag" / "un_tasks.dev.jsonl"):
        answer = advisor.ask(task["question"], _turns(task))
        kinds[task["answerability"][0].lower()].append(answer)
        wanted = gold.get(task["task_id"], set())
        for name, query in _queries(task, answer).items() if wanted else ():
            best = ranked(advisor.search(query, 50))[:5]
            found[name].append(len(wanted & set(best)) / len(wanted))
    told = {"last turn": ".784", "previous + last": ".907"}
    for name, values in found.items():
        yield Figure(f"recall@5, {name}", f"{share(values):.3f}", told.get(name, ""))
    for kind, answers in sorted(kinds.items()):
        for reason in ("clarify", "no_evidence", "small_talk"):
            rate = share(answer.reason == reason for answer in answers)
            if rate or reason != "small_talk":
                yield Figure(f"{kind} ({len(answers)}): {reason}", f"{rate:.3f}")


def _queries(task: Row, answer: Answer) -> dict[str, str]:
    asked = [turn["text"] for turn in task["history"] if turn["role"] == "user"]
    return {
        "last turn": task["question"],
        "previous + last": " ".join([*asked[-1:], task["question"]]),
        "ours": answer.standalone_question,
    }


def _turns(task: Row) -> list[Turn]:
    """The history as pairs of question and answer."""
    turns: list[Turn] = []
    for message in task["history"]:
        if message["role"] == "user":
            turns.append(Turn(question=message["text"], answer=""))
        elif turns:
            turns[-1] = Turn(question=turns[-1].question, answer=message["text"])
    return turns


def _plain(text: str) -> str:
    return " ".join(text.split())


def _title_and_text(text: str) -> tuple[str, str]:
    """A passage of the pool opens with the title of its document, in a line of its own."""
    title, _, body = text.partition("\n")
    return (title, body) if body.strip() and len(title) <= 150 else ("", text)


def _ranking(hits: Sequence[Hit], leg: str) -> list[str]:
    """Essays as one leg ranks them, or as all hits do."""
    own = [hit for hit in hits if leg in hit.legs]
    own.sort(key=lambda hit: hit.legs[leg])
    return ranked(hits if leg == "fused" else own)


def _ndcg(found: Sequence[str], gold: Mapping[str, int]) -> float:
    discounts = 1 / np.log2(np.arange(10) + 2)
    gains = np.array([gold.get(key, 0) for key in found[:10]])
    ideal = np.sort(list(gold.values()))[::-1][:10]
    return float(gains @ discounts[: len(gains)] / (ideal @ discounts[: len(ideal)]))


def _overlap(
    passages: Sequence[Passage], essay_id: str, wanted: Sequence[Span]
) -> tuple[float, float, float]:
    """Recall, precision and intersection over union, in characters."""
    own = {at for p in passages if p.essay_id == essay_id for at in range(p.start, p.end)}
    asked = {at for start, end in wanted for at in range(start, end)}
    taken = sum(passage.end - passage.start for passage in passages)
    covered = len(own & asked)
    return covered / len(asked), covered / taken, covered / (taken + len(asked) - covered)
