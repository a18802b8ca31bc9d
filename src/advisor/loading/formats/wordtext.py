"""The body of a Word document becomes pieces of text."""

from collections.abc import Iterator, Sequence

from lxml import etree

from advisor.loading.formats.markup import local
from advisor.loading.formats.pieces import Piece, clean, table
from advisor.loading.formats.wordstyles import Styles, number, value

_WRAPPERS = frozenset(("customxml", "ins", "moveto", "sdt", "sdtcontent", "smarttag"))
_LEFT_OUT = frozenset(
    "annotationref deltext del drawing fallback footnotereference instrtext movefrom object pict "
    "ppr rpr rt sectpr txbxcontent".split()
)
_SIGNS = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "nobreakhyphen": "-"}
_LONG_CELL = 400  # characters; a cell that long lays out a page, or reads better as prose


class Body:
    """Walks the paragraphs and tables in order."""

    def __init__(self, styles: Styles, titled: bool) -> None:
        """Keep the styles; below a title, headings are one level deeper."""
        self._styles, self._deeper = styles, int(titled)

    def pieces(self, container: etree._Element, plain: bool = True) -> Iterator[Piece]:
        """The pieces of a body or cell; plain where it stands on the white page itself."""
        for element in _children(container):
            if local(element) == "tbl":
                yield from self._table(element)
            else:
                yield from self._paragraph(element, plain)
                for box in _boxes(element):
                    yield from self.pieces(box, plain=False)

    def _paragraph(self, element: etree._Element, plain: bool) -> Iterator[Piece]:
        plain = plain and element.find("{*}pPr/{*}shd") is None
        text = clean("".join(self._runs(element, plain)))
        if self._styles.is_contents(element):
            return
        level = self._styles.heading(element, text)
        depth, mark = self._styles.mark(element)
        if not text:
            return
        if self._styles.is_title(element):
            yield Piece(kind="heading", text=text, level=1)
        elif level:
            yield Piece(kind="heading", text=text, level=min(level + self._deeper, 6))
        elif depth:
            yield Piece(kind="item", text=text, level=depth, mark=mark)
        else:
            yield Piece(kind="paragraph", text=text, quoted=self._styles.is_quote(element))

    def _runs(self, paragraph: etree._Element, plain: bool) -> Iterator[str]:
        steps = etree.iterwalk(paragraph, events=("start",))
        for _, element in steps:
            tag = local(element)
            hidden = tag == "r" and self._styles.is_hidden(element, plain)
            if hidden or tag in _LEFT_OUT:
                steps.skip_subtree()
            elif tag == "t":
                yield (element.text or "").replace("\n", " ")
            else:
                yield _SIGNS.get(tag, "")

    def _table(self, element: etree._Element) -> Iterator[Piece]:
        rows = [[*self._cells(row)] for row in _rows(element)]
        cells = [cell for row in rows for cell in row]
        if max(map(len, rows), default=0) < 2 or any(map(_lays_out, cells)):
            for cell in cells:
                yield from cell
        elif text := table([[" ".join(p.text for p in cell) for cell in row] for row in rows]):
            yield Piece(kind="table", text=text)

    def _cells(self, row: etree._Element) -> Iterator[Sequence[Piece]]:
        """The pieces of each cell; none for those that another one spans."""
        for cell in _children(row, "tc"):
            merged = cell.find("{*}tcPr/{*}vMerge")
            covered = merged is not None and value(merged) != "restart"
            yield [] if covered else [*self.pieces(cell, plain=False)]
            for _ in range(1, min(number(cell.find("{*}tcPr/{*}gridSpan"), 1), 100)):
                yield []


def _lays_out(cell: Sequence[Piece]) -> bool:
    """Whether a cell holds more than the table that it stands in can show."""
    large = any(piece.kind in ("heading", "table") for piece in cell)
    return large or sum(len(piece.text) for piece in cell) > _LONG_CELL


def _boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes that hang on a paragraph, without the copies for old programs."""
    steps = etree.iterwalk(paragraph, events=("start",))
    for _, element in steps:
        tag = local(element)
        if tag == "txbxcontent":
            yield element
        if tag in ("txbxcontent", "fallback"):
            steps.skip_subtree()


def _rows(element: etree._Element) -> Iterator[etree._Element]:
    for row in _children(element, "tr"):
        marks = row.find("{*}trPr")
        if marks is None or (marks.find("{*}del") is None and marks.find("{*}hidden") is None):
            yield row


def _children(container: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The children of these tags (paragraphs and tables), through what merely wraps them."""
    for child in container.iterchildren():
        tag = local(child)
        if tag in (tags or ("p", "tbl")):
            yield child
        elif tag in _WRAPPERS and not _is_contents(child):
            yield from _children(child, *tags)


def _is_contents(element: etree._Element) -> bool:
    gallery = element.find("{*}sdtPr/{*}docPartObj/{*}docPartGallery")
    return value(gallery) == "Table of Contents"
