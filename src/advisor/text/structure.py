"""The blocks of a Markdown or plain text: headings, paragraphs, list items, tables, code."""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "paragraph", "item", "table", "code", "quote", "rule"]

_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s+(.*?))?\s*#*\s*$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*$")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)]|[一二三四五六七八九十]{1,3}、)\s*(?<=[\s、])")
_FIRST_ITEM = re.compile(r"\s*(?:[-*+•]|1[.)]|一、)\s*(?<=[\s、])")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_QUOTE = re.compile(r" {0,3}>")
_TABLE = re.compile(r"\s*\|")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a text; ``text[start:end]`` has no blank line at either end."""

    kind: Kind
    start: int
    end: int
    level: int = 0
    """Of a heading, 1 to 6."""
    title: str = ""
    """Of a heading, without its marks."""


def blocks(text: str) -> list[Block]:
    """The blocks of the text in order; together they hold every character but white space.

    >>> [(b.kind, b.title) for b in blocks("# Why\\n\\nBecause\\nit pays.\\n- one\\n- two\\n")]
    [('heading', 'Why'), ('paragraph', ''), ('item', ''), ('item', '')]
    """
    found: list[Block] = []
    open_kind: Kind | None = None
    start = end = 0
    fence = ""
    blank = False
    offset = 0

    def close() -> None:
        nonlocal open_kind
        if open_kind is not None:
            found.append(Block(open_kind, start, end))
        open_kind = None

    for line in text.splitlines(keepends=True):
        begin, offset = offset, offset + len(line)
        finish = begin + len(line.rstrip())
        if fence:
            end = max(end, finish)
            if _closes(line, fence):
                fence = ""
                close()
            continue
        if not line.strip():
            blank = True
            continue
        kind = _kind(line, open_kind, blank)
        if kind == "heading" and open_kind == "paragraph" and not _HEADING.match(line):
            level = 1 if "=" in line else 2
            found.append(Block("heading", start, finish, level, text[start:end].strip()))
            open_kind = None
        elif kind == "heading" or kind == "rule":
            close()
            mark = _HEADING.match(line)
            level, title = (len(mark[1]), mark[2] or "") if mark else (0, "")
            found.append(Block(kind, begin, finish, level, title.strip()))
        elif kind == open_kind and kind != "item" and not blank or kind is None:
            end = finish
        else:
            close()
            open_kind, start, end = kind, begin, finish
            if kind == "code":
                fence = (_FENCE.match(line) or [""])[0].strip()
        blank = False
    close()
    return found


def _kind(line: str, current: Kind | None, blank: bool) -> Kind | None:
    """The kind of block the line belongs to; None when it goes on with the current one."""
    if _HEADING.match(line):
        return "heading"
    if current == "paragraph" and not blank and _UNDERLINE.match(line):
        return "heading"
    if _RULE.match(line):
        return "rule"
    if _FENCE.match(line):
        return "code"
    if (_ITEM if blank or current in (None, "item") else _FIRST_ITEM).match(line):
        return "item"
    if current == "item" and (not blank or line.startswith(("  ", "\t"))):
        return None
    if _QUOTE.match(line):
        return "quote"
    if _TABLE.match(line):
        return "table"
    return "paragraph"


def _closes(line: str, fence: str) -> bool:
    mark = line.strip()
    return len(mark) >= len(fence) and set(mark) == set(fence)
