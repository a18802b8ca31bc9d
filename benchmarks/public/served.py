"""What the benchmarks share: public documents behind an ``Advisor``, as a user would have them."""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from advisor import Advisor, Hit, Settings

Row = dict[str, Any]
Span = tuple[int, int]


class Document(NamedTuple):
    """One document of a public set."""

    id: str
    title: str
    text: str


class Figure(NamedTuple):
    """One line of the table."""

    measure: str
    value: str
    reference: str = ""


def read(path: Path) -> list[Row]:
    """The rows of a JSON Lines file."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]


def advisor_over(cache: Path, name: str, documents: Iterable[Document]) -> Advisor:
    """An advisor over the documents; a second run finds its index and embeds nothing.

    Args:
        cache: folder that is kept between runs.
        name: of the set, unlike that of any other documents in the cache.
        documents: become one text file each, the title in its front matter.
    """
    corpus = cache / name / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    stale = set(corpus.iterdir())
    for document in documents:
        file = corpus / f"{file_name(document.id)}.txt"  # Markdown would read signs into it
        front = f"---\ntitle: {json.dumps(document.title)}\n---\n" if document.title else ""
        text = f"{front}{document.text}\n"
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
        stale.discard(file)
    for file in stale:
        file.unlink()
    return advisor_of(cache, name, corpus)


def advisor_of(cache: Path, name: str, corpus: Path) -> Advisor:
    """An advisor over a folder of documents, its index in the cache."""
    settings = Settings(corpus_dir=corpus, index_dir=cache / name / "index")
    advisor = Advisor.from_settings(settings)
    report = advisor.sync()
    assert not report.failed, report.failed
    return advisor


def file_name(key: str) -> str:
    """The id of a document as the name of its file, which is the id of its essay."""
    return re.sub(r"[^\w-]+", "_", key)


def ranked(hits: Sequence[Hit]) -> list[str]:
    """Ids of the essays, in the order of their best passages."""
    return list(dict.fromkeys(hit.passage.essay_id for hit in hits))


def share(values: Iterable[float | bool]) -> float:
    """The mean."""
    found = [float(value) for value in values]
    return sum(found) / len(found) if found else float("nan")


def located(text: str, content: str) -> Span:
    """Where the content stands in the text of an essay, which may begin elsewhere than its file."""
    start = text.find(content)
    if start < 0:
        raise ValueError(f"not in the essay: {content[:80]!r}")
    return start, start + len(content)


def qrels(path: Path) -> dict[str, dict[str, int]]:
    """The relevance of documents, by query."""
    found: dict[str, dict[str, int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        query, document, relevance = line.split("\t")
        found.setdefault(query, {})[document] = int(relevance)
    return found


def abstracts(data: Path) -> list[Document]:
    """The abstracts of SciFact."""
    rows = read(data / "scifact" / "corpus.jsonl")
    return [Document(row["_id"], row["title"], row["text"]) for row in rows]
