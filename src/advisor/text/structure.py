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
_PROSE_MARK = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)]|>)\s+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|])")
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
    r"""The blocks of the text in order; together they hold every character but white space.

    >>> [(b.kind, b.title) for b in blocks("# Why\n\nBecause\nit pays.\n- one\n- two\n")]
    [('heading', 'Why'), ('paragraph', ''), ('item', ''), ('item', '')]
    """
    scanner = _Scanner(text)
    offset = 0
    for line in text.splitlines(keepends=True):
        scanner.feed(line, offset, offset + len(line.rstrip()))
        offset += len(line)
    scanner.close()
    return scanner.found


def escaped(text: str) -> str:
    """The text with everything escaped that Markdown or HTML would read as markup."""
    return _MARKUP.sub(r"\\\1", text)


def prose_start(text: str, block: Block) -> int:
    """Where the words of the block begin: behind the mark of a list item or a quotation."""
    marked = block.kind in ("item", "quote")
    mark = _PROSE_MARK.match(text, block.start, block.end) if marked else None
    return mark.end() if mark else block.start


class _Scanner:
    """Collects blocks line by line; at most one is open."""

    def __init__(self, text: str) -> None:
        self.found: list[Block] = []
        self._text = text
        self._open: Kind | None = None
        self._start = self._end = 0
        self._fence = ""
        self._blank = False

    def feed(self, line: str, start: int, end: int) -> None:
        """Take the line that stands at ``text[start:end]``."""
        if self._fence:
            if line.strip():
                self._end = end
            if _closes(line, self._fence):
                self.close()
        elif line.strip():
            self._take(_kind(line, self._open, self._blank, self._titled()), line, start, end)
            self._blank = False
        else:
            self._blank = True

    def close(self) -> None:
        """End the open block."""
        if self._open is not None:
            self.found.append(Block(self._open, self._start, self._end))
        self._open, self._fence = None, ""

    def _titled(self) -> bool:
        """Whether the open block is short enough for an underline to make it a heading."""
        return "\n" not in self._text[self._start : self._end] and self._end - self._start <= 120

    def _take(self, kind: Kind | None, line: str, start: int, end: int) -> None:
        mark = _HEADING.match(line)
        if kind == "heading" and mark is None:  # the underline of the open paragraph
            title = self._text[self._start : self._end].strip()
            level = 1 if "=" in line else 2
            self.found.append(Block("heading", self._start, end, level, title))
            self._open = None
        elif kind in ("heading", "rule"):
            self.close()
            level, title = (len(mark[1]), (mark[2] or "").strip()) if mark else (0, "")
            self.found.append(Block(kind, start, end, level, title))
        elif kind is None or (kind == self._open and kind != "item" and not self._blank):
            self._end = end
        else:
            self.close()
            self._open, self._start, self._end = kind, start, end
            if kind == "code":
                self._fence = (_FENCE.match(line) or [""])[0].strip()


def _kind(line: str, current: Kind | None, blank: bool, titled: bool) -> Kind | None:
    """The kind of block the line belongs to; None when it goes on with the current one."""
    if _HEADING.match(line):
        return "heading"
    if current == "paragraph" and not blank and _UNDERLINE.match(line):
        return "heading" if titled else "rule"
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
