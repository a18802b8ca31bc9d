"""The lines of a PDF page with their place and type size, read with PDFium."""

import ctypes
import math
import re
import statistics
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from advisor.loading.formats.pieces import clean

_Box = tuple[float, float, float, float]

HYPHEN = "\2"
"""Ends a line whose last word goes on in the next one; PDFium's own sign."""
_SAMPLES = 7  # characters of a line whose size is asked for
_SMALLEST = 2.0  # points; smaller type is there to be hidden
_WHITE = 250  # of 255, in each colour
_SYMBOL_BULLET = re.compile(r"[\uf020-\uf0ff](?=\s)")  # as in Wingdings
_UNREADABLE = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_RAISED = "0123456789,-–*†‡"
_RAISED_SIZE, _RAISED_BY = 0.85, 0.1  # times the type size of the line
_SUPERSCRIPT = str.maketrans("0123456789-–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")
_NOTED = re.compile(r"(?:[^\W\d_]{3}|[.,;:!?\"'”’»)\]。，])$")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line as PDFium found it, in points from the lower left corner of the upright page."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    """Type size of most of its characters."""
    drawn: bool = True
    """False for the text behind a scanned page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a reader sees on one page."""

    lines: tuple[Line, ...]
    pictured: bool
    """Whether there is a picture on it."""
    unreadable: int
    """How many characters have no meaning outside of the font of the file."""


def page_of(document: pdfium.PdfDocument, number: int) -> Page:
    """Read one page, counted from 0.

    Raises:
        PdfiumError: the page is damaged.
    """
    with closing(document[number]) as page, closing(page.get_textpage()) as text:
        objects = list(page.get_objects(max_depth=3))
        characters = _Characters(text.raw, page, [*_grounds(objects, page)])
        lines = [line for span in characters.spans() if (line := characters.line(*span))]
        pictured = any(found.type == pdfium_c.FPDF_PAGEOBJ_IMAGE for found in objects)
        return Page(
            lines=tuple(_seen(lines, pictured)), pictured=pictured, unreadable=characters.unreadable
        )


def _grounds(objects: Sequence[pdfium.PdfObject], page: pdfium.PdfPage) -> Iterator[_Box]:
    """Where something else than white may lie under the text."""
    for found in objects:
        path = found.type == pdfium_c.FPDF_PAGEOBJ_PATH
        if found.type == pdfium_c.FPDF_PAGEOBJ_TEXT or (path and _is_white(found)):
            continue
        # Within a form its place is told in another measure, so that it may be anywhere.
        yield found.get_bounds() if found.level == 0 else page.get_bbox()


def _is_white(found: pdfium.PdfObject) -> bool:
    colours = [ctypes.c_uint() for _ in range(4)]
    pdfium_c.FPDFPageObj_GetFillColor(found, *colours)
    return min(colour.value for colour in colours[:3]) >= _WHITE


def _seen(lines: Sequence[Line], pictured: bool) -> Sequence[Line]:
    """The lines that are drawn, or those behind a scan, whose sizes are only about right."""
    behind = [line for line in lines if not line.drawn]
    if not (behind and pictured) or 2 * len(behind) < len(lines):
        return [line for line in lines if line.drawn]
    size = statistics.median(line.size for line in lines)
    return [replace(line, size=size) for line in lines]


class _Characters:
    """The characters of one page by index, as the C interface of PDFium gives them."""

    def __init__(
        self, text: ctypes.c_void_p, page: pdfium.PdfPage, grounds: Sequence[_Box]
    ) -> None:
        self._text, self._grounds = text, grounds
        self._box, self._rotation = page.get_bbox(), page.get_rotation()
        left, bottom, right, top = self._box
        sides = (right - left, top - bottom)
        self._extent = sides[::-1] if self._rotation in (90, 270) else sides
        count = pdfium_c.FPDFText_CountChars(text)
        self._codes = [pdfium_c.FPDFText_GetUnicode(text, index) for index in range(count)]
        self.unreadable = 0

    def spans(self) -> Iterator[tuple[int, int]]:
        """Start and end of each line without the white space around it."""
        start = 0
        for index, code in enumerate([*self._codes, 10]):
            if code in (10, 13, ord(HYPHEN)) or (code == 32 and self._is_break(index)):
                end = index + (code == ord(HYPHEN))
                while start < end and self._codes[start] == 32:
                    start += 1
                while start < end and self._codes[end - 1] == 32:
                    end -= 1
                if start < end:
                    yield start, end
                start = index + 1

    def line(self, start: int, end: int) -> Line | None:
        """One line; None for one that nobody can see."""
        drawn = [index for index in range(start, end) if self._codes[index] != 32]
        sample = drawn[:: max(1, len(drawn) // _SAMPLES)]
        size = statistics.mode(round(self._size(index), 1) for index in sample)
        level = statistics.median(self._origin(index)[1] for index in sample)
        x, width, height = self._origin(start)[0], *self._extent
        text = self._written(start, end, size, level)
        self.unreadable += len(_UNREADABLE.findall(text.removesuffix(HYPHEN)))
        readable = clean(_UNREADABLE.sub("", text)).translate(_LIGATURES)
        beside = not (0 <= x <= width and 0 <= level <= height)
        if not readable or beside or size < _SMALLEST or self._is_white(start):
            return None
        return Line(
            text=readable + HYPHEN * text.endswith(HYPHEN),
            left=x,
            right=self._origin(end - 1)[0] + size / 2,
            baseline=level,
            size=size,
            drawn=self._is_drawn(start),
        )

    def _is_break(self, index: int) -> bool:
        """Whether the text goes on in another line behind a space, which PDFium may overlook."""
        if not 0 < index < len(self._codes) - 1 or self._codes[index + 1] < 33:
            return False
        before, behind = self._origin(index - 1), self._origin(index + 1)
        return behind[0] < before[0] and before[1] - behind[1] > self._size(index - 1) / 2

    def _written(self, start: int, end: int, size: float, level: float) -> str:
        """The text; raised figures are notes, which go, or powers, which stay raised."""
        text = ""
        for index in range(start, end):
            character = chr(self._codes[index])
            if text and character in _RAISED and self._is_raised(index, size, level):
                character = "" if _NOTED.search(text[-3:]) else character.translate(_SUPERSCRIPT)
            text += character
        # Characters beyond the first plane come as two halves.
        joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return _SYMBOL_BULLET.sub("•", joined, count=1)

    def _is_raised(self, index: int, size: float, level: float) -> bool:
        return (
            self._size(index) < _RAISED_SIZE * size
            and self._origin(index)[1] > level + _RAISED_BY * size
        )

    def _size(self, index: int) -> float:
        matrix = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFText_GetMatrix(self._text, index, matrix)
        nominal = pdfium_c.FPDFText_GetFontSize(self._text, index)
        return float(nominal * math.hypot(matrix.c, matrix.d))

    def _place(self, index: int) -> tuple[float, float]:
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium_c.FPDFText_GetCharOrigin(self._text, index, x, y)
        return x.value, y.value

    def _origin(self, index: int) -> tuple[float, float]:
        """Where the character stands on the page as it is shown, which may be turned."""
        (x, y), (left, bottom, right, top) = self._place(index), self._box
        from_left, from_right, up, down = x - left, right - x, y - bottom, top - y
        turned = {90: (up, from_right), 180: (from_right, down), 270: (down, from_left)}
        return turned.get(self._rotation, (from_left, up))

    def _is_white(self, index: int) -> bool:
        """Whether the character is white and stands on nothing but the page."""
        colours = [ctypes.c_uint() for _ in range(4)]
        pdfium_c.FPDFText_GetFillColor(self._text, index, *colours)
        if min(colour.value for colour in colours[:3]) < _WHITE:
            return False
        x, y = self._place(index)
        boxes = self._grounds
        return not any(left <= x <= right and low <= y <= top for left, low, right, top in boxes)

    def _is_drawn(self, index: int) -> bool:
        found = pdfium_c.FPDFText_GetTextObject(self._text, index)
        mode = pdfium_c.FPDFTextObj_GetTextRenderMode(found)
        return bool(mode != pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)
