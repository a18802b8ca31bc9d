"""The YAML block that may open a document."""

import datetime
import logging
import re
from collections.abc import Mapping
from typing import Any

import yaml

from advisor.domain import Qualification

_BLOCK = re.compile(
    r"\A---[ \t]*\n(?![ \t]*\n)(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M
)
# PyYAML lets the errors of its own parts through, such as KeyError for `!!bool maybe`.
_UNREADABLE = (yaml.YAMLError, ValueError, LookupError, AttributeError, RecursionError)
_log = logging.getLogger(__name__)


def split_front_matter(text: str, path: str) -> tuple[Mapping[str, Any], str]:
    """The fields of the front matter, and the text behind it.

    A block that is no readable YAML mapping is left out of the text all the same, with a warning
    that names the path, so that the essay itself is not lost for a forgotten quote.
    """
    block = _BLOCK.match(text)
    if block is None:
        return {}, text
    try:
        fields = yaml.safe_load(block["yaml"])
    except _UNREADABLE as error:
        _log.warning("%s: front matter ignored, it is not valid YAML: %s", path, _where(error))
        return {}, text[block.end() :]
    if fields is None:
        return {}, text[block.end() :]
    if not isinstance(fields, dict):
        return {}, text  # a thematic break, not front matter
    return fields, text[block.end() :]


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
    problem = getattr(error, "problem", None) or str(error)
    return f"line {mark.line + 2}: {problem}" if mark else problem
