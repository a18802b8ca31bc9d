"""Essays held against the rules for curators, file by file, before they are ingested.

The loader takes footnote marks and front matter out of an essay, so the files themselves are read.
Markdown and plain text are looked at; of a text without front matter only the sentences are, and
of a binary document only whether it can be read.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath

from advisor.domain import Finding
from advisor.errors import EssayError
from advisor.linting import fields, prose
from advisor.loading import (
    TEXT_FORMATS,
    Limits,
    Worker,
    documents,
    essay_of,
    front_matter,
    plain_text,
    read_file,
)
from advisor.text import blocks

__all__ = ["findings", "lint", "vocabulary"]

_TAG = re.compile(r"\s*[-*+]\s+`?([^\s`:,]+)")


def lint(corpus_dir: Path, *, besides: Path, limits: Limits) -> tuple[Finding, ...]:
    """What should be mended in the essays of the folder, in the order of paths and lines.

    Args:
        corpus_dir: folder of the essays.
        besides: a folder to leave out, such as that of the index.
        limits: what a document may cost to read.

    Raises:
        CorpusError: the folder is missing or holds no essay.
        EssayError: the README with the vocabulary cannot be read.
    """
    ids = documents(corpus_dir, besides).ids
    known = _vocabulary_of(corpus_dir, limits.file_bytes)
    found: list[Finding] = []
    with Worker(limits) as worker:
        for path, essay_id in ids.items():
            try:
                raw = read_file(corpus_dir / path, limits.file_bytes)
                if PurePosixPath(path).suffix.lower() in TEXT_FORMATS:
                    text = plain_text(raw)
                    found += findings(text, path, essay_id, ids=set(ids.values()), known=known)
                else:
                    essay_of(raw, path, essay_id, worker.parse)
            except EssayError as error:
                message = f"{error}. {error.hint}"
                found.append(Finding(path=path, line=1, rule="unreadable", message=message))
    return tuple(found)


def findings(
    text: str, path: str, essay_id: str, *, ids: Collection[str], known: Collection[str] | None
) -> list[Finding]:
    """What should be mended in one essay, in the order of the lines; pure.

    Args:
        text: content of the file, normalised.
        path: of the file, below the corpus folder.
        essay_id: id of the essay.
        ids: of all essays of the corpus.
        known: the tags of the vocabulary; None where there is none.
    """
    matter = front_matter(text)
    curated = bool(matter.source)
    remarks = [
        *(fields.remarks(matter, essay_id, ids, known) if curated else ()),
        *prose.remarks(text, matter.end, sourced=curated),
    ]
    return [
        Finding(path=path, line=line, rule=rule, message=message)
        for line, rule, message in sorted(remarks)
    ]


def vocabulary(readme: str) -> frozenset[str] | None:
    r"""The tags listed below a heading that begins with "Tag"; None where there is no such list.

    >>> sorted(vocabulary("# Curators\n\n## Tags\n\n- `china`: cases\n- `strategy`\n\n## More\n"))
    ['china', 'strategy']
    """
    return frozenset(_listed(readme)) or None


def _listed(readme: str) -> Iterator[str]:
    below = False
    for block in blocks(readme):
        if block.kind == "heading":
            below = block.title.lower().startswith("tag")
        elif below and block.kind == "item":
            if tag := _TAG.match(readme[block.start : block.end]):
                yield tag[1]


def _vocabulary_of(corpus_dir: Path, most: int) -> frozenset[str] | None:
    readme = next((p for p in sorted(corpus_dir.iterdir()) if p.name.lower() == "readme.md"), None)
    if readme is None:
        return None
    try:
        return vocabulary(plain_text(read_file(readme, most)))
    except EssayError as error:
        raise EssayError(f"{readme} {error}", hint=error.hint) from error
