"""The rules for front matter."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from advisor.loading import FrontMatter, field_lines
from advisor.text import sentence_spans

Remark = tuple[int, str, str]
"""Line of the file, from 1; rule; message."""

_SUMMARY_SENTENCES = 2
_FEWEST_QUESTIONS, _MOST_QUESTIONS = 3, 5


def remarks(
    matter: FrontMatter, essay_id: str, ids: Collection[str], known: Collection[str] | None
) -> Iterator[Remark]:
    """What should be mended in the front matter.

    Args:
        matter: the block, not empty.
        essay_id: id of the essay.
        ids: of all essays of the corpus.
        known: the tags of the vocabulary; None where there is none.
    """
    if matter.problem:
        yield 1, "front-matter", f"The front matter is not valid YAML: {matter.problem}."
        return
    # A field that a YAML merge brings along has no line of its own.
    lines = defaultdict(lambda: 1, {at: n + 2 for at, n in field_lines(matter.source).items()})
    for name, (fits, wanted) in _FIELDS.items():
        value = matter.fields.get(name)
        if name in _REQUIRED and value in (None, "", []):
            yield lines[name, -1], "front-matter", f"{name} is missing; add {wanted}."
        elif value is not None and not fits(value):
            yield lines[name, -1], "front-matter", f"{name} has to be {wanted}."
    yield from _summary(matter.fields, lines)
    yield from _questions(matter.fields, lines)
    yield from _tags(matter.fields, lines, known)
    yield from _qualifies(matter.fields, lines, essay_id, ids)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _whole(value: object) -> str:
    """The text without the half characters that YAML lets through, which nothing can print."""
    return str(value).encode("utf-8", "replace").decode()


def _is_date(value: object) -> bool:
    if isinstance(value, str):
        try:
            datetime.date.fromisoformat(value)
        except ValueError:
            return False
        return True
    return isinstance(value, datetime.date)


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _are_entries(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


_FIELDS: Mapping[str, tuple[Callable[[object], bool], str]] = {
    "title": (_is_text, "a text"),
    "author": (_is_text, "a text"),
    "date": (_is_date, "a date such as 2026-11-22"),
    "summary": (_is_text, "a text of two sentences"),
    "tags": (_are_texts, "a list of texts"),
    "language": (_is_text, "a text such as en, in quotes where YAML reads another thing"),
    "sources": (_are_texts, "a list of texts"),
    "questions": (_are_texts, "a list of three to five texts"),
    "source_url": (_is_text, "a text"),
    "qualifies": (_are_entries, "a list of entries with an essay and a note"),
}
_REQUIRED = frozenset(_FIELDS) - {"source_url", "qualifies"}


def _summary(fields: Mapping[str, Any], lines: Mapping[tuple[str, int], int]) -> Iterator[Remark]:
    summary = fields.get("summary")
    if _is_text(summary) and (count := len(sentence_spans(_whole(summary)))) != _SUMMARY_SENTENCES:
        message = f"The summary has {count} sentences; write {_SUMMARY_SENTENCES}."
        yield lines["summary", -1], "summary", message


def _questions(fields: Mapping[str, Any], lines: Mapping[tuple[str, int], int]) -> Iterator[Remark]:
    questions = fields.get("questions")
    if not questions or not _are_texts(questions):
        return
    if not _FEWEST_QUESTIONS <= len(questions) <= _MOST_QUESTIONS:
        message = (
            f"The number of questions is {len(questions)}; "
            f"give {_FEWEST_QUESTIONS} to {_MOST_QUESTIONS}."
        )
        yield lines["questions", -1], "questions", message


def _tags(
    fields: Mapping[str, Any],
    lines: Mapping[tuple[str, int], int],
    known: Collection[str] | None,
) -> Iterator[Remark]:
    tags = fields.get("tags")
    if known is None or not _are_texts(tags):
        return
    for place, tag in enumerate(tags or ()):
        if tag not in known:
            message = (
                f'"{_whole(tag)}" is not in the vocabulary; choose another tag, or list it there.'
            )
            yield lines["tags", place], "tag", message


def _qualifies(
    fields: Mapping[str, Any],
    lines: Mapping[tuple[str, int], int],
    essay_id: str,
    ids: Collection[str],
) -> Iterator[Remark]:
    entries = fields.get("qualifies")
    if not _are_entries(entries):
        return
    for place, entry in enumerate(entries or ()):
        line, target = lines["qualifies", place], entry.get("essay")
        if not _is_text(target):
            yield line, "qualifies", "The entry names no essay; add the id of one."
        elif target == essay_id:
            yield line, "qualifies", "An essay cannot qualify itself; name another one."
        elif target not in ids:
            yield line, "qualifies", f'There is no essay "{_whole(target)}"; give the id of one.'
        if not _is_text(entry.get("note")):
            yield line, "qualifies", "The entry has no note; add a sentence for the reader."
