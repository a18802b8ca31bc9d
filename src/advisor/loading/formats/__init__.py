"""Files that are no plain text become plain text with Markdown structure: HTML, PDF, DOCX, EPUB.

A parser is a pure function of the file's bytes. The libraries behind one are imported when it is
first called, so that a corpus of Markdown pays for none of them.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from advisor.loading.formats.document import Document, Limits

__all__ = ["PARSERS", "Document", "Limits", "Parser"]

Parser = Callable[[bytes, Limits], Document]
"""Raises ``EssayError`` without a path for a file that cannot be read."""


def _html(raw: bytes, limits: Limits) -> Document:
    from advisor.loading.formats.html import parse

    return parse(raw, limits)


def _pdf(raw: bytes, limits: Limits) -> Document:
    from advisor.loading.formats.pdf import parse

    return parse(raw, limits)


def _docx(raw: bytes, limits: Limits) -> Document:
    from advisor.loading.formats.docx import parse

    return parse(raw, limits)


def _epub(raw: bytes, limits: Limits) -> Document:
    from advisor.loading.formats.epub import parse

    return parse(raw, limits)


PARSERS: Mapping[str, Parser] = MappingProxyType(
    {".docx": _docx, ".epub": _epub, ".htm": _html, ".html": _html, ".pdf": _pdf}
)
"""Parser by lower-case suffix."""
