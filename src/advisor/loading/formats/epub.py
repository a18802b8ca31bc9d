"""EPUB books: the chapters in reading order, without cover, contents and imprint."""

import posixpath
import re
from collections.abc import Iterator
from html.entities import html5
from urllib.parse import unquote

from lxml import etree

from advisor.errors import EssayError
from advisor.loading.formats import archive, properties
from advisor.loading.formats.archive import Archive
from advisor.loading.formats.document import Document, Limits
from advisor.loading.formats.hidden import drop_hidden
from advisor.loading.formats.html import decoded, tree
from advisor.loading.formats.markup import local, pieces_of, remove
from advisor.loading.formats.pieces import Piece, render

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_OBFUSCATED = re.compile(r"idpf\.org/2008/embedding|ns\.adobe\.com/pdf/enc")  # fonts only
_PAGES = ("application/xhtml+xml", "text/html", "application/xml")
_ASIDE = re.compile(
    r"(?:cover|toc|title-?page|half-?title-?page|copyright(?:-page)?|imprint|colophon|landmarks"
    r"|page-list|lo[it]|footnotes?|endnotes?|rearnotes?|noteref|pagebreak)"
)
_TYPE = "{http://www.idpf.org/2007/ops}type"
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]*);")


def parse(raw: bytes, limits: Limits) -> Document:
    """The text of a book.

    Raises:
        EssayError: it is no EPUB, damaged, encrypted, too large, or holds no text.
    """
    with archive.opened(raw, "EPUB", limits.unpacked_bytes) as file:
        if _CONTAINER not in file.names:
            raise archive.wrong_kind(raw, "EPUB")
        opf = _package(file)
        package = file.xml(opf)
        _refuse_encrypted(file)
        names = dict.fromkeys(_reading_order(package, opf))  # each is read once
        pieces = [piece for name in names for piece in _chapter(file, name)]
    if not pieces:
        raise EssayError("holds no text", hint="Convert it from its source again, or remove it.")
    authors = ", ".join(filter(None, map(properties.author, _stated(package, "creator"))))
    return Document(
        text=render(pieces),
        title=next(filter(None, map(properties.title, _stated(package, "title"))), None),
        author=authors or None,
        date=next(filter(None, map(properties.day, _stated(package, "date"))), None),
        language=next(filter(None, map(properties.language, _stated(package, "language"))), None),
    )


def _package(file: Archive) -> str:
    for rootfile in file.xml(_CONTAINER).iter("{*}rootfile"):
        if path := rootfile.get("full-path"):
            return str(path)
    raise archive.damaged("its container names no book")


def _refuse_encrypted(file: Archive) -> None:
    """Raise where copy protection covers the text; the hiding of fonts is harmless."""
    if _ENCRYPTION in file.names:
        for method in file.xml(_ENCRYPTION).iter("{*}EncryptionMethod"):
            if not _OBFUSCATED.search(method.get("Algorithm", "")):
                raise archive.encrypted()


def _reading_order(package: etree._Element, opf: str) -> Iterator[str]:
    """The names of the chapters; what only leads to them is left out."""
    skipped = {
        reference.get("href", "").partition("#")[0]
        for reference in package.iter("{*}reference")
        if _ASIDE.fullmatch(reference.get("type", "").lower())
    }
    for item in package.iter("{*}item"):
        stem = posixpath.splitext(posixpath.basename(item.get("href", "")))[0].lower()
        if _ASIDE.fullmatch(stem) or _ASIDE.fullmatch(item.get("id", "").lower()):
            skipped.add(item.get("href", ""))
    items = {item.get("id"): item for item in package.iter("{*}item")}
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES:
            continue
        href = item.get("href", "")
        if href not in skipped and "nav" not in item.get("properties", "").split():
            folder = posixpath.dirname(opf)
            yield posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _chapter(file: Archive, name: str) -> list[Piece]:
    root = _tree(file.read(name), name)
    drop_hidden(root)
    remove(root, _is_aside)
    body = next(root.iter("{*}body"), None)
    return [] if body is None else pieces_of(body)


def _is_aside(element: etree._Element) -> bool:
    kinds = f"{element.get(_TYPE, '')} {element.get('epub:type', '')}".lower().split()
    return local(element) == "nav" or any(map(_ASIDE.fullmatch, kinds))


def _tree(content: bytes, name: str) -> etree._Element:
    """The page as XHTML, or where it is not well-formed as a browser would repair it."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded(content))
    try:
        return archive.xml(_ENTITY.sub(_character, text).encode(), name)
    except EssayError:
        return tree(text)


def _character(entity: re.Match[str]) -> str:
    """An entity that HTML knows as its character; XML has but five, which stay."""
    known = html5.get(f"{entity[1]};")
    return entity[0] if known is None or entity[1] in ("amp", "lt", "gt", "quot", "apos") else known


def _stated(package: etree._Element, name: str) -> list[str]:
    """The values of a Dublin Core element; a date of publication before others."""
    found = [*package.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")]
    found.sort(key=lambda element: "publication" not in str(element.attrib.values()))
    return [element.text or "" for element in found]
