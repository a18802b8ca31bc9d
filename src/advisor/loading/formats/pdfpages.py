"""Headers, footers, page numbers, footnotes and tables of contents leave the pages of a PDF."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from advisor.loading.formats.pdflines import Line

_EDGE = 3  # lines at the top and at the bottom of a page that may be its header or footer
_LARGER = 1.15  # times the size of the text: a heading
_SMALLER = 0.9  # times the size of the text: a header, a footnote
_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.?|第)\s*)?(?:\d{1,4}|[ivxlc]{1,7})\W*(?:(?:of|von|/)\W*\d{1,4}\W*)?页?",
    re.I,
)
_LEADER = re.compile(r"(?:\.\s?){5,}\s*\S{0,6}$")
_NOTE = re.compile(r"(?:\d{1,3}|[*†‡§]|\[\d+\]|[¹²³⁰-⁹]+)[\s.)]*\S")

Lines = Sequence[Line]


def text_size(lines: Iterable[Line]) -> float:
    """The type size in which most of the characters are set."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(2 * line.size) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def bodies(pages: Sequence[Lines]) -> list[list[Line]]:
    """The lines of each page without those that belong to the page rather than to the text."""
    size = text_size(line for page in pages for line in page)
    repeated = _repeated(pages, size)
    found = []
    for number, page in enumerate(pages, start=1):
        gone: set[int] = set()
        for top in (True, False):
            for line in _edge(page, top):
                # Where most pages have their header, the others have theirs, such as a chapter's.
                known = {(top, _folded(line, size)), (top, _place(line))} & repeated
                if not known and not _counts(line, number, page):
                    break
                gone.add(id(line))
        kept = [line for line in page if id(line) not in gone and not _LEADER.search(line.text)]
        found.append(_without_notes(kept, size))
    return found if any(found) else [list(page) for page in pages]


def _repeated(pages: Sequence[Lines], size: float) -> set[tuple[bool, object]]:
    """What the edges of at least half of the pages hold, and at which places."""
    counts: Counter[tuple[bool, str]] = Counter()
    places: dict[tuple[bool, str], set[tuple[int, float]]] = {}
    for page in pages:
        once = Counter(_folded(line, size) for line in page)  # what returns in a page is text
        for top in (True, False):
            edge = {(top, _folded(line, size)): _place(line) for line in _edge(page, top)}
            edge = {key: place for key, place in edge.items() if once[key[1]] == 1}
            counts.update(edge.keys())
            for key, place in edge.items():
                if place[1] < _SMALLER * size:  # in the type of the text it might be text
                    places.setdefault(key, set()).add(place)
    half = max(2, (len(pages) + 1) // 2)
    keys = [key for key, count in counts.items() if len(pages) > 2 and count >= half]
    return {*keys, *((key[0], place) for key in keys for place in places.get(key, ()))}


def _place(line: Line) -> tuple[int, float]:
    """How high the line stands, and its size, which together make a header recognisable."""
    return round(line.baseline / 2), line.size


def _edge(page: Lines, top: bool) -> Lines:
    """The outermost lines, from the edge inwards."""
    return sorted(page, key=lambda line: line.baseline, reverse=top)[:_EDGE]


def _folded(line: Line, size: float) -> str:
    """What stays the same from page to page: page numbers aside, but not those of headings."""
    text = line.text.casefold()
    if line.size > _LARGER * size:
        return text
    if not re.search(r"[^\W\d_]", text) or _NUMBER.fullmatch(text):
        return "#" if _NUMBER.fullmatch(text) else text  # other figures are those of a table
    return re.sub(r"\d+", "#", text)


def _counts(line: Line, number: int, page: Lines) -> bool:
    """Whether the line is the number of a page in a document too short for repetitions."""
    return len(page) > 2 and line.text.strip("-–— .|") == str(number)


def _without_notes(page: Lines, size: float) -> list[Line]:
    """Without the lines in smaller type at the bottom that begin with a mark, as footnotes do."""
    ordered = sorted(page, key=lambda line: line.baseline)
    small = 0
    while small < len(ordered) and ordered[small].size < _SMALLER * size:
        small += 1
    while 0 < small < len(ordered) and not _NOTE.match(ordered[small - 1].text):
        small -= 1
    notes = {id(line) for line in ordered[:small]} if small < len(ordered) else set()
    return [line for line in page if id(line) not in notes]
