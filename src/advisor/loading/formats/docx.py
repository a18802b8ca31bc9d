"""Word documents: the text as it would print, without headers, notes, comments and hidden text."""

import posixpath

from lxml import etree

from advisor.errors import EssayError
from advisor.loading.formats import archive, properties
from advisor.loading.formats.archive import Archive
from advisor.loading.formats.document import Document, Limits
from advisor.loading.formats.pieces import render
from advisor.loading.formats.wordstyles import Styles
from advisor.loading.formats.wordtext import Body


def parse(raw: bytes, limits: Limits) -> Document:
    """The text of a Word document.

    Raises:
        EssayError: it is no DOCX, damaged, encrypted, too large, or holds no text.
    """
    with archive.opened(raw, "DOCX", limits.unpacked_bytes) as file:
        if "[Content_Types].xml" not in file.names:
            raise archive.wrong_kind(raw, "DOCX")
        main = _part(file, "", "officeDocument", "word/document.xml")
        root = file.xml(main)
        styles = Styles(
            _optional(file, _part(file, main, "styles", "word/styles.xml")),
            _optional(file, _part(file, main, "numbering", "word/numbering.xml")),
        )
        core = _optional(file, _part(file, "", "core-properties", "docProps/core.xml"))
    body = root.find("{*}body")
    if body is None:
        raise EssayError("is no Word document", hint="Save it as DOCX, PDF or text.")
    titled = any(map(styles.is_title, body.iter("{*}p")))
    pieces = list(Body(styles, titled).pieces(body))
    if not pieces:
        raise EssayError("holds no text", hint="Fill or remove the file.")
    first = next((piece.text for piece in pieces if piece.kind == "heading"), None)
    author = properties.author(_stated(core, "creator"))
    # Programs that write files leave their template's name and date of birth in them.
    dates = [_stated(core, "created") if author else None, _stated(core, "modified")]
    return Document(
        text=render(pieces),
        title=properties.title(_stated(core, "title")) or (first if titled else None),
        author=author,
        date=next(filter(None, map(properties.day, dates)), None),
        language=properties.language(_stated(core, "language")),
    )


def _part(file: Archive, source: str, kind: str, default: str) -> str:
    """The name of the part that another part (none: the package) refers to as being of a kind."""
    folder, name = posixpath.split(source)
    relations = _optional(file, posixpath.join(folder, "_rels", f"{name}.rels"))
    for relation in () if relations is None else relations.iter("{*}Relationship"):
        if relation.get("Type", "").endswith(f"/{kind}") and relation.get("Target"):
            target = posixpath.join(f"/{folder}", relation.get("Target", ""))
            return posixpath.normpath(target).lstrip("/")
    return default


def _optional(file: Archive, name: str) -> etree._Element | None:
    return file.xml(name) if name in file.names else None


def _stated(core: etree._Element | None, name: str) -> str | None:
    return None if core is None else core.findtext(f"{{*}}{name}")
