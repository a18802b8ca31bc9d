"""Text of a web page that a reader does not see is taken out, so that it is never indexed."""

import re
from collections.abc import Iterator

from lxml import etree

from advisor.loading.formats.markup import local, remove

_HIDING = re.compile(
    r"""(?:^|;)\s*(?:
      display\s*:\s*none
    | visibility\s*:\s*(?:hidden|collapse)
    | content-visibility\s*:\s*hidden
    | opacity\s*:\s*0*\.?0*%?\s*(?:!|;|$)
    | font(?:-size)?\s*:\s*(?:[^;]*\s)?0*\.?0+(?:px|pt|r?em|%|vw)?(?:\s|/|!|;|$)
    | font-size\s*:\s*0*(?:1|0?\.\d+)(?:px|pt)\s*(?:!|;|$)
    | color\s*:\s*transparent
    | text-indent\s*:\s*-\d{3,}
    | clip\s*:\s*rect\(\s*(?:0|1px)[\s,]
    | clip-path\s*:\s*(?:inset\((?:50|100)%|circle\(0)
    | transform\s*:[^;]*scale\(\s*0\s*[,)]
    )""",
    re.X | re.I,
)
_PLACED = re.compile(r"position\s*:\s*(?:absolute|fixed)", re.I)
_AWAY = re.compile(r"(?:left|right|top|bottom)\s*:\s*-\d{3,}|translate\w*\([^;]*-\d{3,}", re.I)
_CUT = re.compile(r"overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.I)
_TINY = re.compile(r"(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:!|;|$)", re.I)
_COLOUR = re.compile(r"(?:^|;)\s*color\s*:\s*([^;!]+)", re.I)
_GROUND = re.compile(r"(?:^|;)\s*background(?:-color|-image)?\s*:\s*([^;!]+)", re.I)
_WHITE = re.compile(r"#f{3,4}|#f{6}(?:f{2})?|white|rgba?\(\s*255[\s,]+255[\s,]+255.*", re.I)
_CLEAR = re.compile(r"transparent|none|inherit|initial|rgba\([^)]*[,/]\s*0\)", re.I)
_LONGEST_STYLE = 2000  # characters; the patterns are slow on longer ones
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.S)
_SELECTOR = re.compile(r"(?:[a-z][a-z0-9]*)?([.#])([\w-]+)", re.I)


def drop_hidden(root: etree._Element) -> None:
    """Take out everything below the element that its attributes or the page's styles hide."""
    names = _hidden_names(root)
    remove(root, lambda element: _is_hidden(element, names))


def _is_hidden(element: etree._Element, names: frozenset[str]) -> bool:
    tag, style = local(element), element.get("style", "")[:_LONGEST_STYLE]
    if tag in ("html", "body", "head"):
        return False
    if tag in ("template", "noscript") or element.get("hidden") is not None:
        return True
    if tag == "dialog" and element.get("open") is None:
        return True
    if _hides(style) or _is_white(element, style):
        return True
    own = {f".{name}" for name in element.get("class", "").split()} | {f"#{element.get('id')}"}
    if element.get("aria-hidden", "").lower() == "true" or not names.isdisjoint(own):
        # Pages saved with a dialog open, or before their scripts ran, mark the article so as well.
        return next(element.iter("{*}h1", "{*}main", "{*}article"), None) is None
    return False


def _hides(style: str) -> bool:
    return bool(
        _HIDING.search(style)
        or (_PLACED.search(style) and _AWAY.search(style))
        or (_CUT.search(style) and _TINY.search(style))
    )


def _is_white(element: etree._Element, style: str) -> bool:
    found = _COLOUR.search(style)
    colour = found[1].strip() if found else element.get("color", "")
    return bool(_WHITE.fullmatch(colour)) and not _on_ground(element)


def _on_ground(element: etree._Element | None) -> bool:
    """Whether the element stands on a background that is not white, as far as attributes say."""
    while element is not None:
        ground = _GROUND.search(element.get("style", ""))
        colour = (ground[1] if ground else element.get("bgcolor", "")).strip()
        if element.get("background") or (colour and not _CLEAR.fullmatch(colour)):
            return not _WHITE.fullmatch(colour)
        element = element.getparent()
    return False


def _hidden_names(root: etree._Element) -> frozenset[str]:
    """The classes and ids that a plain rule in the page itself hides."""
    names = set()
    for sheet in root.iter("{*}style"):
        for selectors, style in _rules(_COMMENT.sub("", sheet.text or "")):
            if _hides(style):
                found = (_SELECTOR.fullmatch(one.strip()) for one in selectors.split(","))
                names |= {match[1] + match[2] for match in found if match}
    return frozenset(names)


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations; rules within a media query and the like may not apply."""
    depth, selectors, before = 0, "", ""
    for part in re.split(r"([{}])", sheet):
        if part == "{":
            depth += 1
            selectors = before if depth == 1 else selectors
        elif part == "}":
            depth = max(0, depth - 1)
        elif depth == 1 and not selectors.startswith("@"):
            yield selectors, part[:_LONGEST_STYLE]
        before = part.rpartition(";")[2].strip()
