"""The YAML block that may open a document."""

import datetime
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from advisor.domain import Qualification

_BLOCK = re.compile(
    r"\A---[ \t]*\n(?![ \t]*\n)(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M
)
# PyYAML lets the errors of its own parts through, such as KeyError for `!!bool maybe`.
_UNREADABLE = (yaml.YAMLError, ValueError, LookupError, AttributeError, RecursionError)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The block that opens a text."""

    source: str = ""
    """Its YAML, which begins on the second line of the text; empty where there is no block."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    end: int = 0
    """Offset of the text behind the block."""
    problem: str = ""
    """Why the YAML could not be read; the fields are then empty."""


def front_matter(text: str) -> FrontMatter:
    """The front matter of a text.

    A block that is no readable YAML mapping counts as one all the same, with the problem named, so
    that the essay itself is not lost for a forgotten quote; a block between two rules that holds
    something else than a mapping is none.
    """
    block = _BLOCK.match(text)
    if block is None:
        return FrontMatter()
    source, end = block["yaml"], block.end()
    try:
        fields = yaml.safe_load(source)
    except _UNREADABLE as error:
        return FrontMatter(source=source, end=end, problem=_where(error))
    if fields is None:
        return FrontMatter(source=source, end=end)
    if not isinstance(fields, dict):
        return FrontMatter()  # a thematic break
    return FrontMatter(source=source, fields=fields, end=end)


def field_lines(source: str) -> Mapping[tuple[str, int], int]:
    r"""Line in the YAML, from 0, of each field (name, -1) and of each item of a list (name, n).

    >>> field_lines("title: Mill\ntags:\n  - one\n")
    {('title', -1): 0, ('tags', -1): 1, ('tags', 0): 2}
    """
    lines: dict[tuple[str, int], int] = {}
    top = yaml.compose(source, Loader=yaml.SafeLoader)
    for key, value in top.value if isinstance(top, yaml.MappingNode) else ():
        lines[str(key.value), -1] = key.start_mark.line
        for place, item in enumerate(value.value if isinstance(value, yaml.SequenceNode) else ()):
            lines[str(key.value), place] = item.start_mark.line
    return lines


def split_front_matter(text: str, path: str) -> tuple[Mapping[str, Any], str]:
    """The fields of the front matter, and the text behind it; what is unreadable is logged."""
    found = front_matter(text)
    if found.problem:
        _log.warning("%s: front matter ignored, it is not valid YAML: %s", path, found.problem)
    return found.fields, text[found.end :]


def string(fields: Mapping[str, Any], *names: str) -> str | None:
    """The first of the named fields that holds a non-empty scalar, as text; dates as ISO 8601."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, datetime.date):
            return value.isoformat()
        if isinstance(value, bool):
            continue  # YAML reads `no` as a truth value
        if isinstance(value, str | int | float) and str(value).strip():
            # YAML lets half a character through, which no file and no database can hold.
            return str(value).encode("utf-8", "replace").decode().strip()
    return None


def strings(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The field as texts: a list of scalars, or a single one."""
    value = fields.get(name)
    items = value if isinstance(value, list) else [value]
    return tuple(
        str(item).encode("utf-8", "replace").decode().strip()
        for item in items
        if isinstance(item, str | int) and str(item).strip()
    )


def qualifications(fields: Mapping[str, Any]) -> tuple[Qualification, ...]:
    """The ``qualifies`` entries that name an essay and carry a note."""
    value = fields.get("qualifies")
    entries = (
        [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
    )
    pairs = [(string(entry, "essay"), string(entry, "note")) for entry in entries]
    return tuple(Qualification(essay=essay, note=note) for essay, note in pairs if essay and note)


def _where(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error) or type(error).__name__
    return f"line {mark.line + 2}: {problem}" if mark else problem
