"""What the styles and numberings of a Word document say about a paragraph or a run of text."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

_HEADING = re.compile(r"heading ([1-6])\b.*")
_QUOTE = re.compile(r"(?:intense )?quote\b.*|block text\b.*|quotations?\b.*")
_CONTENTS = re.compile(
    r"toc [1-9]|toc heading|contents (?:heading|[1-9])|table of (?:figures|contents)"
)
_OFF = frozenset(("0", "false", "off", "none"))
_LONGEST_HEADING = 200  # characters; a longer paragraph has an outline level for other reasons
_DEEPEST = 9
_TINY = 4  # half points


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    name: str
    parent: str
    properties: tuple[etree._Element, ...]


class Styles:
    """The styles by their ids, which differ from language to language; their names do not."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        """Read the parts of the document; either may be missing."""
        self._styles = {} if styles is None else dict(map(_style, styles.iter("{*}style")))
        self._formats = {} if numbering is None else dict(_formats(numbering))
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)

    def is_title(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph is set as the title of the document."""
        return any(style.name == "title" for style in self._chain(paragraph))

    def is_contents(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph belongs to a table of contents."""
        return any(_CONTENTS.fullmatch(style.name) for style in self._chain(paragraph))

    def is_quote(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph is set as a quotation."""
        return any(_QUOTE.fullmatch(style.name) for style in self._chain(paragraph))

    def heading(self, paragraph: etree._Element, text: str) -> int:
        """The level of a heading from 1 to 6; 0 for text."""
        if len(text) > _LONGEST_HEADING:
            return 0
        for style in self._chain(paragraph):
            if match := _HEADING.fullmatch(style.name):
                return int(match[1])
        outline = self._first(paragraph, "outlineLvl")
        level = number(outline, 9) + 1
        return min(level, 6) if level <= _DEEPEST else 0

    def mark(self, paragraph: etree._Element) -> tuple[int, str]:
        """Depth from 1 and mark of a list item, which is counted; depth 0 for no item."""
        found = self._first(paragraph, "numPr")
        list_id = value(found.find("{*}numId")) if found is not None else ""
        if found is None or list_id in ("", "0"):
            return 0, ""
        depth = max(0, min(number(found.find("{*}ilvl"), 0), _DEEPEST))
        kind, start = self._formats.get(list_id, {}).get(depth, ("bullet", 1))
        if kind == "none":
            return 0, ""
        counts = self._counts[list_id]
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        return depth + 1, "-" if kind == "bullet" else f"{counts[depth]}."

    def is_hidden(self, run: etree._Element, plain: bool) -> bool:
        """Whether nobody sees the run: hidden, tiny, or white where the ground is plain white."""
        own = run.find("{*}rPr")
        style = value(own.find("{*}rStyle")) if own is not None else ""
        places = [own] if own is not None else []
        places += [one for ancestor in self._ancestors(style) for one in ancestor.properties]
        vanish = next(
            (one for place in places if (one := place.find("{*}vanish")) is not None), None
        )
        if vanish is not None and value(vanish) not in _OFF:
            return True
        if own is None:
            return False
        white = value(own.find("{*}color")).upper() == "FFFFFF"
        grounded = own.find("{*}shd") is not None or own.find("{*}highlight") is not None
        return number(own.find("{*}sz"), 99) <= _TINY or (white and plain and not grounded)

    def _chain(self, paragraph: etree._Element) -> Iterator[_Style]:
        return self._ancestors(value(paragraph.find("{*}pPr/{*}pStyle")))

    def _ancestors(self, style_id: str) -> Iterator[_Style]:
        for _ in range(_DEEPEST):
            if style_id not in self._styles:
                return
            style = self._styles[style_id]
            yield style
            style_id = style.parent

    def _first(self, paragraph: etree._Element, name: str) -> etree._Element | None:
        """The nearest property of that name, of the paragraph itself or of its styles."""
        own = paragraph.find(f"{{*}}pPr/{{*}}{name}")
        inherited = (
            found
            for style in self._chain(paragraph)
            for place in style.properties
            if (found := place.find(f"{{*}}{name}")) is not None
        )
        return own if own is not None else next(inherited, None)


def value(element: etree._Element | None) -> str:
    """The ``val`` attribute; empty without one, which for a switch means on."""
    attributes = {} if element is None else element.attrib
    return next((str(v) for k, v in attributes.items() if str(k).rpartition("}")[2] == "val"), "")


def number(element: etree._Element | None, default: int) -> int:
    """The ``val`` attribute as a number."""
    text = value(element)
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else default


def _style(element: etree._Element) -> tuple[str, _Style]:
    style_id = next((str(v) for k, v in element.attrib.items() if str(k).endswith("styleId")), "")
    properties = [*element.iterchildren("{*}pPr", "{*}rPr")]
    name, parent = (value(element.find(f"{{*}}{tag}")) for tag in ("name", "basedOn"))
    return style_id, _Style(name=name.lower(), parent=parent, properties=tuple(properties))


def _formats(numbering: etree._Element) -> Iterator[tuple[str, dict[int, tuple[str, int]]]]:
    """Format and first number of every depth of every list by its id."""
    abstract: dict[str, dict[int, tuple[str, int]]] = {}
    for element in numbering.iterchildren("{*}abstractNum"):
        depths = {}
        for depth, level in enumerate(element.iterchildren("{*}lvl")):
            kind = value(level.find("{*}numFmt")) or "decimal"
            depths[depth] = (kind, number(level.find("{*}start"), 1))
        abstract[_id(element, "abstractNumId")] = depths
    for element in numbering.iterchildren("{*}num"):
        yield _id(element, "numId"), abstract.get(value(element.find("{*}abstractNumId")), {})


def _id(element: etree._Element, name: str) -> str:
    return next((str(v) for k, v in element.attrib.items() if str(k).endswith(name)), "")
