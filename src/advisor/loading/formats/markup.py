"""An element tree of HTML, or of the XHTML in an EPUB, becomes pieces of text in reading order."""

import re
from collections.abc import Callable, Iterator
from typing import Literal

from lxml import etree

from advisor.loading.formats.pieces import Piece, clean, table

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main "
    "menu nav ol optgroup p pre search section summary table tbody td tfoot th thead tr ul".split()
)
_UNREAD = frozenset(
    "annotation annotation-xml applet area audio base basefont button canvas col colgroup "
    "command datalist embed frame head iframe img input keygen link map meta meter noembed "
    "noframes noscript object option output param picture progress rp rt rtc script select source "
    "style svg template textarea title track video".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset(("dir", "dl", "menu", "ol", "ul"))
_BREAK = "\n"
_UNWANTED = "advisor-unwanted"
_LONG_CELL = 400  # characters; a cell that long lays out a page, or reads better as prose
_MOST_COLUMNS = 100
_DEEPEST = 6  # a list deeper than that is indented no further


def local(element: etree._Element) -> str:
    """The tag in lower case without its namespace; empty for a comment and the like."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def remove(root: etree._Element, unwanted: Callable[[etree._Element], bool]) -> None:
    """Take what is unwanted below the root out of the tree; the text behind it stays."""
    found = []
    steps = etree.iterwalk(root, events=("start",))
    for _, element in steps:
        if element is not root and unwanted(element):
            found.append(element)
            steps.skip_subtree()
    for element in found:
        element.tag = _UNWANTED
    etree.strip_elements(root, _UNWANTED, with_tail=False)


def pieces_of(root: etree._Element) -> list[Piece]:
    """The text below the element as a browser would show it, scripts and forms aside."""
    walk = _Walk()
    for event, element in (steps := etree.iterwalk(root, events=("start", "end"))):
        tag = local(element)
        if event == "end":
            walk.leave(tag)
            if element is not root:
                walk.say(element.tail)
        elif walk.enter(element, tag):
            walk.say(element.text)
        else:
            steps.skip_subtree()
    walk.flush()
    return walk.found


class _Walk:
    """Collects pieces from start to end of the elements; recursion would end at deep trees."""

    def __init__(self) -> None:
        self.found: list[Piece] = []
        self._text: list[str] = []
        self._linked = self._links = self._quotes = 0
        self._lists: list[int | None] = []  # the next number of each open list
        self._mark: str | None = None  # of an item that has no text yet

    def say(self, text: str | None) -> None:
        """Take a run of text, whose white space means nothing."""
        if text:
            self._text.append(re.sub(r"\s+", " ", text))
            self._linked += len(text.strip()) if self._links else 0

    def enter(self, element: etree._Element, tag: str) -> bool:
        """Begin an element; false when what is in it is not to be walked."""
        if not tag or tag in _UNREAD:
            return False
        if tag in _BLOCKS:
            self.flush()
        if tag == "br":
            self._text.append(_BREAK)
        elif tag == "a":
            self._links += 1
        elif tag == "blockquote":
            self._quotes += 1
        elif tag in _LISTS:
            self._lists.append(_number(element, "start", 1) if tag == "ol" else None)
        elif tag in ("li", "dt"):
            self._mark = self._next_mark(element)
        elif tag == "pre":
            self._add_preformatted(element)
            return False
        elif tag == "table" and not _lays_out(element):
            self._add_table(element)
            return False
        return True

    def leave(self, tag: str) -> None:
        """End an element."""
        if tag in _BLOCKS:
            self.flush(_HEADINGS.get(tag, 0))
        if tag == "a":
            self._links -= 1
        elif tag == "blockquote":
            self._quotes -= 1
        elif tag in _LISTS:
            self._lists.pop()
            self._mark = None

    def flush(self, heading: int = 0) -> None:
        """End the piece that is open; two line breaks in a row end one as well."""
        linked, self._linked = self._linked, 0
        text = clean("".join(self._text))
        self._text.clear()
        for part in filter(None, re.split(r"\n{2,}", text)):
            if heading:
                self._add("heading", part, heading, linked)
            elif self._mark:
                self._add("item", part, self._depth(), linked, self._mark)
            else:
                in_item = bool(self.found) and self.found[-1].kind in ("item", "paragraph")
                level = self._depth() if in_item and self._lists and self.found[-1].level else 0
                self._add("paragraph", part, level, linked)
            linked, self._mark = 0, None

    def _depth(self) -> int:
        return max(1, min(len(self._lists), _DEEPEST))

    def _add(
        self,
        kind: Literal["heading", "paragraph", "item", "table", "code"],
        text: str,
        level: int = 0,
        linked: int = 0,
        mark: str = "-",
    ) -> None:
        quoted = self._quotes > 0
        self.found.append(
            Piece(kind=kind, text=text, level=level, mark=mark, quoted=quoted, linked=linked)
        )

    def _next_mark(self, element: etree._Element) -> str:
        if not self._lists or (number := self._lists[-1]) is None:
            return "-"
        number = _number(element, "value", number)
        self._lists[-1] = number + 1
        return f"{number}."

    def _add_preformatted(self, element: etree._Element) -> None:
        for line_break in element.iter("{*}br"):
            line_break.tail = "\n" + (line_break.tail or "")
        text = "".join(element.itertext()).expandtabs(4).strip("\n")
        words = len(text.split())
        if element.find(".//{*}code") is None and words > 6 * len(text.split("\n")):
            for part in re.split(r"\n\s*\n", text):  # a plain text that was put on the web
                self.say(part)
                self.flush()
        elif text.strip():
            self._add("code", "\n".join(line.rstrip() for line in text.splitlines()))

    def _add_table(self, element: etree._Element) -> None:
        for caption in element.iterchildren("{*}caption"):
            self.found += pieces_of(caption)
        linked = sum(len("".join(link.itertext())) for link in element.iter("{*}a"))
        if text := table(_grid(element)):
            self._add("table", text, linked=linked)


def _lays_out(element: etree._Element) -> bool:
    """Whether a table holds parts of a page rather than rows of data."""
    if element.get("role") in ("presentation", "none") or element.find(".//{*}table") is not None:
        return True
    if element.find(".//{*}th") is not None:
        return False
    cells = list(element.iter("{*}td"))
    single = all(sum(1 for _ in row.iter("{*}td")) < 2 for row in element.iter("{*}tr"))
    return single or any(
        next(cell.iter("{*}h1", "{*}h2", "{*}h3"), None) is not None
        or sum(map(len, cell.itertext())) > _LONG_CELL
        for cell in cells
    )


def _grid(element: etree._Element) -> Iterator[list[str]]:
    """The cells row by row; one that spans several leaves the others it covers empty."""
    covered: dict[int, int] = {}  # rows still covered from above, by column
    for row in element.iter("{*}tr"):
        cells: list[str] = []
        for cell in row.iterchildren("{*}td", "{*}th"):
            while covered.get(len(cells), 0):
                covered[len(cells)] -= 1
                cells.append("")
            below = _number(cell, "rowspan", 1) - 1
            for column in range(max(1, min(_number(cell, "colspan", 1), _MOST_COLUMNS))):
                covered[len(cells)] = below
                text = "" if column else " ".join(piece.text for piece in pieces_of(cell))
                cells.append(text)
        yield cells[:_MOST_COLUMNS]


def _number(element: etree._Element, attribute: str, default: int) -> int:
    value = element.get(attribute, "").strip()
    return int(value) if re.fullmatch(r"-?[0-9]{1,4}", value) else default
