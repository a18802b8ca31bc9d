"""Which pieces of a web page are its article, as trafilatura judges and the pieces confirm."""

import logging
import re
from collections.abc import Iterator, Sequence

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from advisor.loading.formats.markup import pieces_of
from advisor.loading.formats.pieces import Piece
from advisor.text import is_cjk

_SENTENCE = re.compile(r"[.!?…:;。！？：；][\"'”’»)\]]*$")
_FRAMING = re.compile(
    r"(?:\d+\s+)?(?:comments?|responses|replies)(?:\s*\(?\d+\)?)?|\d+ thoughts on\b.*"
    r"|leave a (?:comment|reply)\b.*|share (?:this|on)\b.*|about the authors?|up next|more from\b.*"
    r"|(?:latest|more|popular|recent|recommended|related) (?:articles?|news|posts?|stories)\b.*"
    r"|you (?:may|might)(?: also)? (?:also )?like\b.*|read (?:also|more|next)",
    re.I,
)
_POINTER = re.compile(r"(?:also|more|read|recommended|related|see|watch)\b.{0,20}[:：]", re.I)
_ENTRIES = re.compile(r"\s[|·•»]\s|©|\(c\)", re.I)
_SHORT = 120  # characters; a page that short is no place for guesses
_LONG = 30  # letters and digits; so many in a row are no chance match
# What the library is known to let through from its own parts on odd trees; nothing of ours runs
# within the call, and without its judgement the whole page is taken.
_FAILURES: tuple[type[Exception], ...] = (etree.LxmlError, RecursionError, ArithmeticError)
_FAILURES += (AssertionError, AttributeError, LookupError, TypeError, ValueError)


def article_of(page: HtmlElement, title: str | None) -> list[Piece]:
    """The pieces of the article, whole and in order; all but menus where none can be told.

    trafilatura says where the article is. It leaves out parts of it though (words in ``time``,
    quotations in figures, text in an "expandable" box), so between the first and the last piece
    that it found, the pieces that read as an article are taken as well, and where the page marks
    its article, as far as that reaches.

    Args:
        page: the page, free of hidden text and of what plainly frames the article.
        title: the title of the article, at which it begins.
    """
    pieces, found = pieces_of(page), _Found(_extracted(page))
    marked = _marked(page, pieces, found)
    chosen = _chosen(pieces, found, title, marked)
    whole = pieces[marked.start : marked.stop] if marked else pieces
    if _size(pieces) < _SHORT or 2 * _size(chosen) < _size(whole) and (marked or not chosen):
        chosen = [piece for piece in whole if marked or not _is_menu(piece)]
    return list(_without_frame(chosen))


def _marked(page: HtmlElement, pieces: Sequence[Piece], found: "_Found") -> range:
    """The pieces of the one ``article`` or ``main`` that holds nearly all that was found."""
    for tag in ("article", "main"):
        elements = list(page.iter(tag))
        within = pieces_of(elements[0]) if len(elements) == 1 else []
        if within and 10 * found.size(within) >= 9 * found.size(pieces):
            for start in range(len(pieces) - len(within) + 1):
                if pieces[start : start + len(within)] == within:
                    return range(start, start + len(within))
    return range(0)


def _chosen(
    pieces: Sequence[Piece], found: "_Found", title: str | None, marked: range
) -> list[Piece]:
    kept = [found.has(piece) for piece in pieces]
    sure = [i for i, piece in enumerate(pieces) if kept[i] and _is_prose(piece)]
    sure = sure or [i for i, one in enumerate(kept) if one]
    if not sure:
        return []
    first, last = sure[0], sure[-1]
    while first and kept[first - 1] and not _is_menu(pieces[first - 1]):
        first -= 1
    while last + 1 < len(pieces) and kept[last + 1] and not _is_menu(pieces[last + 1]):
        last += 1
    opening = _opening(pieces, title, sure)
    first = first if opening is None else opening
    end = max(last + 1, marked.stop)
    chosen = {i for i in range(first, end) if kept[i] or i == opening or _reads_on(pieces[i])}
    # Headings are often passed over; what follows tells whether they belong to the article.
    chosen |= {i - 1 for i in chosen if i > first and pieces[i - 1].kind == "heading"}
    return [piece for i, piece in enumerate(pieces) if i in chosen]


def _without_frame(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Without the parts under headings such as "Comments", and without pointers to other pages."""
    level = 0  # of the heading of the part that is left out
    for piece in pieces:
        if piece.kind == "heading" and (not level or piece.level <= level):
            level = piece.level if piece.level > 1 and _FRAMING.fullmatch(piece.text) else 0
        pointer = piece.kind == "paragraph" and _is_linked(piece) and _POINTER.match(piece.text)
        if not (level or pointer):
            yield piece


def _extracted(page: HtmlElement) -> str:
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it says is of no use here
    try:
        document = trafilatura.bare_extraction(page, include_comments=False, fast=True)
    except _FAILURES:
        return ""
    return str(getattr(document, "text", "") or "")


class _Found:
    """The text that trafilatura found, to look pieces up in; white space and marks aside."""

    def __init__(self, text: str) -> None:
        self._lines = {_folded(line) for line in text.split("\n")}
        self._all = _folded(text)

    def has(self, piece: Piece) -> bool:
        """Whether at least half of the piece's lines were found, short ones as whole lines."""
        lines = [line for line in map(_folded, piece.text.split("\n")) if line]
        hits = [line in self._lines or (len(line) >= _LONG and line in self._all) for line in lines]
        return bool(lines) and 2 * sum(hits) >= len(lines)

    def size(self, pieces: Sequence[Piece]) -> int:
        """How many characters of the pieces were found."""
        return _size([piece for piece in pieces if self.has(piece)])


def _size(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.text) for piece in pieces)


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _opening(pieces: Sequence[Piece], title: str | None, sure: Sequence[int]) -> int | None:
    """Where the title of the article stands as a line of its own, if before most of its text."""
    wanted = _folded(title or "")
    places = [i for i, piece in enumerate(pieces) if _folded(piece.text) == wanted != ""]
    headings = [i for i in places if pieces[i].kind == "heading"]
    for place in (*headings, *reversed(places)):
        if 5 * _size([pieces[i] for i in sure if i < place]) <= _size([pieces[i] for i in sure]):
            return place
    return None


def _is_prose(piece: Piece) -> bool:
    ends = bool(_SENTENCE.search(piece.text)) or len(piece.text) >= 60
    return (ends or piece.kind in ("table", "code")) and not _is_linked(piece)


def _reads_on(piece: Piece) -> bool:
    """Whether a piece that was not found reads as a part of the article around it."""
    if piece.kind == "heading" or _is_linked(piece):
        return False
    if piece.kind in ("table", "code") or (piece.level and not piece.linked):
        return True
    words = len(piece.text.split()) if not is_cjk(piece.text) else len(piece.text) // 2
    ends = bool(_SENTENCE.search(piece.text))
    return words >= 4 and (ends or piece.kind == "item" or piece.quoted)


def _is_menu(piece: Piece) -> bool:
    """Whether it is a line of links or of short entries, as at the top and bottom of pages."""
    if piece.kind not in ("paragraph", "item") or _SENTENCE.search(piece.text):
        return False
    return _is_linked(piece) or bool(_ENTRIES.search(piece.text))


def _is_linked(piece: Piece) -> bool:
    return 2 * piece.linked > len(piece.text)
