"""The questions that the reader learns from, each with its passage, from public sets and essays."""

import hashlib
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from public.served import read

from advisor import Advisor, Settings
from advisor.text import sentence_spans


@dataclass(frozen=True, slots=True)
class Example:
    """A question, a passage, and which of its sentences answer: none, of a near miss."""

    question: str
    passage: str
    sentences: tuple[tuple[int, int], ...]
    answers: frozenset[int]
    document: str
    of_essay: bool


def examples(questions: Path, data: Path, corpus: Path) -> Iterator[Example]:
    """The examples of a folder.

    Args:
        questions: folder with ``passages.jsonl`` (where each passage stands) and
            ``questions.jsonl`` (the question, and the characters of the passage that answer).
        data: folder of the public sets.
        corpus: folder of the essays.
    """
    texts = documents(data, corpus)
    passages = {row["id"]: row for row in read(questions / "passages.jsonl")}
    for row in read(questions / "questions.jsonl"):
        place = passages[row["passage"]]
        text = texts.get((place["source"], place["document"]), "")[place["start"] : place["end"]]
        if digest(text) != place["digest"]:
            continue  # an essay was edited here since
        sentences = tuple(sentence_spans(text)) or ((0, len(text)),)
        answers = frozenset(
            index
            for index, span in enumerate(sentences)
            if row["answer"] and _is_mostly_in(span, row["answer"])
        )
        if bool(answers) == bool(row["answer"]):
            yield Example(
                question=row["question"],
                passage=text,
                sentences=sentences,
                answers=answers,
                document=place["document"],
                of_essay=place["source"] == "essay",
            )


def _is_mostly_in(span: tuple[int, int], answer: tuple[int, int]) -> bool:
    """Whether more than half of the shorter of the two is shared."""
    shared = min(span[1], answer[1]) - max(span[0], answer[0])
    return shared > 0.5 * min(span[1] - span[0], answer[1] - answer[0])


def digest(text: str) -> str:
    """A short hash that tells whether a passage still stands where it stood."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def documents(data: Path, corpus: Path) -> dict[tuple[str, str], str]:
    """Text of every document, by source and id."""
    sources: dict[str, dict[str, str]] = {
        "dora": {p.stem: _body(p) for p in (data / "dora").glob("*.md")},
        "mtrag": {
            row["_id"]: row["text"].partition("\n")[2]
            for row in read(data / "mtrag" / "pool_corpus.jsonl")
        },
        "scifact": {row["_id"]: row["text"] for row in read(data / "scifact" / "corpus.jsonl")},
        "wice": {
            row["id"]: _article(row["evidence"]) for row in read(data / "wice" / "claim.dev.jsonl")
        },
        "chunking": {
            p.stem: p.read_text(encoding="utf-8")
            for p in (data / "chunking" / "corpora").glob("*.md")
        },
        "essay": _essays(corpus),
    }
    return {(name, key): text for name, found in sources.items() for key, text in found.items()}


def _essays(corpus: Path) -> dict[str, str]:
    """Indexed text of every essay."""
    with tempfile.TemporaryDirectory() as folder:
        advisor = Advisor.from_settings(Settings(corpus_dir=corpus, index_dir=Path(folder)))
        advisor.sync()
        return {essay.id: essay.text for essay in advisor.essays()}


def _body(path: Path) -> str:
    """A Markdown file without its front matter."""
    return re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.S)


def _article(evidence: list[str]) -> str:
    """The prose of an article given in sentences, four a paragraph."""
    prose = [line for line in evidence if len(line) > 60 and not line.startswith("(meta")]
    return "\n\n".join(" ".join(prose[at : at + 4]) for at in range(0, len(prose), 4))
