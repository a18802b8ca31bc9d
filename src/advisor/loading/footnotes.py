"""Footnotes of a Markdown text: marks like ``[^1]`` and the definitions that they refer to."""

import re

_DEFINITION = re.compile(
    r"^\[\^(?P<name>[^\]\s]+)\]:.*(?:\n(?:[ \t]+\S.*|[ \t]*(?=\n[ \t]+\S)))*\n?", re.M
)
_MARK = re.compile(r"\[\^(?P<name>[^\]\s]+)\](?!:)")


def without_footnotes(text: str) -> str:
    r"""Without footnote definitions and without the marks that refer to them.

    >>> without_footnotes("Sales rose.[^1] But [^x] stays.\n\n[^1]: Annual report.\n")
    'Sales rose. But [^x] stays.\n\n'
    """
    names = definitions(text)
    if not names:
        return text
    text = _DEFINITION.sub("", text)
    return re.sub(rf"\[\^(?:{'|'.join(re.escape(name) for name in sorted(names))})\]", "", text)


def with_footnotes_blanked(text: str) -> str:
    r"""Marks and definitions replaced by as many spaces, so that every offset stays.

    >>> with_footnotes_blanked("Sales rose.[^1] Well.\n[^1]: Report.\n")
    'Sales rose.     Well.\n             \n'
    """
    return _MARK.sub(_blank, _DEFINITION.sub(_blank, text))


def definitions(text: str) -> dict[str, int]:
    """Offset of each footnote's definition, by name."""
    return {match["name"]: match.start() for match in _DEFINITION.finditer(text)}


def marks(text: str) -> list[tuple[str, int]]:
    """Name and offset of each mark, in order."""
    return [(match["name"], match.start()) for match in _MARK.finditer(text)]


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())
