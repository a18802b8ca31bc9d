"""Lines of PDF pages become headings, paragraphs and list items."""

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from advisor.loading.formats.hyphens import Hyphens
from advisor.loading.formats.pdflines import HYPHEN, Line, Page
from advisor.loading.formats.pdfpages import bodies, text_size
from advisor.loading.formats.pieces import Piece
from advisor.text import is_cjk

_LARGER = 1.15  # times the size of the text: a heading
_SAME = 0.06  # sizes that differ by less are one
_TITLE_LINES = 3
_LONGEST_HEADING = 200  # characters
_MOST_HEADINGS = 0.4  # of the text; a file with more is set in several sizes for other reasons
_APART = 1.3  # times the usual distance of lines: a blank line
_INDENT = 0.8  # type sizes
_END = re.compile(r"[.!?:…。！？：][\"'”’»)\]]*(?:\s?\[[\^\d,–-]+\]|[⁰¹²³⁴-⁹])*$")
_BULLET = re.compile(r"(?:[•▪‣●◦■□○►➢➤✓✔❖∙⁃]|[-–*·](?=\s))\s*")
_ORDINAL = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")


@dataclass(slots=True)
class _Group:
    """Lines that make up one piece."""

    lines: list[Line]
    level: int
    """Of a heading; 0 for text."""
    page: int
    edge: float = 0.0
    """How far to the right the column reaches in which its last line stands."""
    ordinal: int = field(init=False)

    def __post_init__(self) -> None:
        """Note its number, if it begins like an item of a numbered list."""
        match = _ORDINAL.match(self.lines[0].text)
        self.ordinal = int(match[1]) if match else 0


def pieces_of(pages: Sequence[Page]) -> list[Piece]:
    """The text of the pages, in the order in which the file gives it."""
    texts = bodies([page.lines for page in pages])
    lines = [line for text in texts for line in text]
    levels, leading = _levels(lines), _leading(texts)
    groups: list[_Group] = []
    for number, text in enumerate(texts):
        edges = _edges(text)
        for line, edge in zip(text, edges, strict=True):
            level = levels.get(line.size, 0) if len(line.text) <= _LONGEST_HEADING else 0
            new = _Group(lines=[line], level=level, page=number, edge=edge)
            if groups and not _begins(groups, new, leading):
                groups[-1].lines.append(line)
                groups[-1].page, groups[-1].edge = number, edge
            else:
                groups.append(new)
    hyphens = Hyphens([line.text for line in lines])
    return [_piece(group, hyphens) for group in groups]


def _begins(groups: Sequence[_Group], new: _Group, leading: float) -> bool:
    """Whether the line of the new group does not go on with the last group."""
    group, line = groups[-1], new.lines[0]
    before = group.lines[-1]
    drop = (before.baseline - line.baseline) / before.size
    moved = group.page != new.page or drop < -0.3  # to another page or column
    if before.text.endswith(HYPHEN):
        return False
    if group.level != new.level or abs(line.size - before.size) > (_LARGER - 1) * before.size:
        return True
    if not moved and drop < 0.3:
        return False  # next to one another
    if new.level:
        return moved or drop > 2 * leading
    if _BULLET.match(line.text) or _continues_list(groups, new.ordinal):
        return True
    ended = bool(_END.search(before.text))
    fits = before.right + _first_word(line) < group.edge - before.size
    if moved:
        return ended or (fits and not line.text[:1].islower())
    if drop > _APART * leading:
        return True
    first, listed = group.lines[0], _BULLET.match(group.lines[0].text) or group.ordinal
    indented = line.left - before.left > _INDENT * line.size and not (listed and before is first)
    return (ended and indented) or (fits and (ended or not line.text[:1].islower()))


def _continues_list(groups: Sequence[_Group], ordinal: int) -> bool:
    """Whether a number at the start of a line is that of the next item, not of a sentence."""
    return ordinal == 1 or (ordinal > 1 and any(g.ordinal == ordinal - 1 for g in groups[-4:]))


def _first_word(line: Line) -> float:
    """How wide its first word is, with the space before it."""
    word = line.text[:1] if is_cjk(line.text) else line.text.split()[0] + " "
    return (line.right - line.left) * len(word) / len(line.text)


def _edges(lines: Sequence[Line]) -> list[float]:
    """For each line the right edge of its column, which lines with about the same left make up."""
    order = sorted(range(len(lines)), key=lambda index: lines[index].left)
    columns: list[list[int]] = []
    for index in order:
        line = lines[index]
        if columns and line.left - lines[columns[-1][-1]].left <= 3 * line.size:
            columns[-1].append(index)
        else:
            columns.append([index])
    edges = [0.0] * len(lines)
    for column in columns:
        edge = max(lines[index].right for index in column)
        for index in column:
            edges[index] = edge
    return edges


def _leading(pages: Sequence[Sequence[Line]]) -> float:
    """The usual distance from line to line, in type sizes."""
    drops = [
        drop
        for page in pages
        for before, line in pairwise(page)
        if 0.8 < (drop := (before.baseline - line.baseline) / before.size) < 3
    ]
    return statistics.quantiles(drops, n=4)[0] if len(drops) > 1 else 1.2


def _levels(lines: Sequence[Line]) -> dict[float, int]:
    """The level of the headings set in each size; a size used once at most is the title's."""
    size = text_size(lines)
    larger = [line for line in lines if line.size >= _LARGER * size and _is_wordy(line)]
    total = sum(len(line.text) for line in lines)
    if sum(len(line.text) for line in larger) > _MOST_HEADINGS * total:
        return {}
    levels: dict[float, int] = {}
    level, top = 0, 0.0
    for found in sorted({line.size for line in larger}, reverse=True):
        if found < (1 - _SAME) * top or not top:
            level, top = level + 1, found
        levels[found] = min(level, 4)
    titles = sum(level == 1 for level in (levels[line.size] for line in larger))
    several = titles > _TITLE_LINES
    return {found: level + several for found, level in levels.items()}


def _is_wordy(line: Line) -> bool:
    return sum(character.isalpha() for character in line.text) > 2


def _piece(group: _Group, hyphens: Hyphens) -> Piece:
    text = hyphens.joined([line.text for line in group.lines])
    if group.level:
        return Piece(kind="heading", text=text, level=group.level)
    if bullet := _BULLET.match(text):
        return Piece(kind="item", text=text[bullet.end() :] or text, level=1)
    if number := _ORDINAL.match(text):
        mark = number.group().strip()
        return Piece(kind="item", text=text[number.end() :], level=1, mark=mark)
    return Piece(kind="paragraph", text=text)
