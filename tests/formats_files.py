"""Small files of every format, written byte by byte so that each test says what is in its file."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Widths of Helvetica from space to tilde, in thousandths of the type size.
_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 "
    "556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 "
    "722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 "
    "556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 "
    "260 334 584"
)
WIDTHS = dict(zip(map(chr, range(32, 127)), map(int, _WIDTHS.split()), strict=True))
WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True, slots=True)
class Set:
    """A line set at a place; ``extra`` are operators before its text, such as for its colour."""

    text: str | bytes
    x: float = 72
    y: float = 700
    size: float = 11
    extra: str = ""


def width(text: str, size: float) -> float:
    return sum(WIDTHS.get(character, 556) for character in text) * size / 1000


def wrapped(text: str, room: float, size: float = 11) -> list[str]:
    """The text in lines; words are broken at soft hyphens and after hyphens."""
    lines, line = [], ""
    for word in text.split():
        if width(f"{line} {word}".replace("\xad", ""), size) <= room:
            line = f"{line} {word}".strip()
            continue
        head, tail = _broken(word, room - width(line + " ", size), size)
        lines.append(f"{line} {head}".strip())
        line = tail
    return [line.replace("\xad", "") for line in [*lines, line]]


def _broken(word: str, room: float, size: float) -> tuple[str, str]:
    for mark in ("\xad", "-"):
        head, found, tail = word.partition(mark)
        if found and width(head + "-", size) <= room:
            return head + "-", tail
    return "", word


def pages_of(
    paragraphs: Sequence[str],
    *,
    indent: float = 0,
    gap: float = 0,
    room: float = 440,
    bottom: float = 300,
) -> list[list[Set]]:
    """The paragraphs line by line over several pages; ``# `` and ``## `` make headings."""
    pages: list[list[Set]] = [[]]
    y = 760.0
    for paragraph in paragraphs:
        level = len(paragraph) - len(paragraph.lstrip("#"))
        size = {0: 11, 1: 20, 2: 15}[level]
        for number, line in enumerate(wrapped(paragraph.lstrip("# "), room - indent, size)):
            if y < bottom:
                pages.append([])
                y = 760.0
            first = number == 0 and not level
            pages[-1].append(Set(line, x=72 + first * indent, y=y, size=size))
            y -= 1.3 * size
        y -= 14 if level else gap
    return pages


def pdf(
    pages: Sequence[Sequence[Set]],
    info: Mapping[str, str] | None = None,
    *,
    encoding: str = "",
    to_unicode: str = "",
    font: str = "",
    catalog: str = "",
    page: str = "",
    trailer: str = "",
) -> bytes:
    """A PDF in Helvetica.

    Args:
        pages: the lines of each page.
        info: what the document says about itself.
        encoding: differences of the encoding, such as ``1 /fi``.
        to_unicode: a character map.
        font: entries of the font instead of those of Helvetica.
        catalog: entries of the catalog.
        page: entries of every page.
        trailer: entries of the trailer.
    """
    font = font or (
        "/Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding "
        f"/BaseEncoding /WinAnsiEncoding /Differences [{encoding}] >>"
    )
    objects = [b"", b"", b"", _stream(to_unicode.encode()), _stream(_PIXEL, _IMAGE)]
    objects[2] = f"<< /Type /Font {font}{' /ToUnicode 4 0 R' if to_unicode else ''} >>".encode()
    kids = []
    for lines in pages:
        objects.append(_stream(b"\n".join(map(_shown, lines))))
        kids.append(len(objects) + 1)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] {page} /Contents "
            f"{len(objects)} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /I 5 0 R >> >> >>"
            "".encode()
        )
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode()
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>".encode()
    if info:
        stated = (f"/{key} <FEFF{value.encode('utf-16-be').hex()}>" for key, value in info.items())
        objects.append(f"<< {' '.join(stated)} >>".encode())
        trailer += f" /Info {len(objects)} 0 R"
    return _file(objects, trailer)


_IMAGE = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
_IMAGE += " /BitsPerComponent 8"
_PIXEL = b"\x80"
SONG = (
    "/Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type "
    "/Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) "
    "/Ordering (GB1) /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor /FontName "
    "/STSong-Light /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 "
    "/CapHeight 800 /StemV 80 >> >>]"
)
"""A Chinese font; its texts are UTF-16."""
SCAN = Set("", extra="q 500 0 0 700 40 60 cm /I Do Q")
"""A picture that covers the page."""


def _shown(line: Set) -> bytes:
    raw = line.text.encode("cp1252") if isinstance(line.text, str) else line.text
    place = f"{line.extra} BT /F1 {line.size} Tf 1 0 0 1 {line.x} {line.y} Tm"
    return f"{place} <{raw.hex()}> Tj ET".encode()


def _stream(content: bytes, entries: str = "") -> bytes:
    head = f"<< {entries} /Length {len(content)} >>".encode()
    return head + b"\nstream\n" + content + b"\nendstream"


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R"
    return out + f"{end} {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n".encode()


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of the parts in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = """
<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:styleId="Kapitel"><w:name w:val="My chapter"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>
</w:style>
<w:style w:styleId="Zitat"><w:name w:val="Quote"/></w:style>
<w:style w:styleId="Verzeichnis1"><w:name w:val="toc 1"/></w:style>
<w:style w:styleId="Punkt"><w:name w:val="List Bullet"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Punkt2"><w:name w:val="My bullet"/><w:basedOn w:val="Punkt"/></w:style>
<w:style w:styleId="Geheim" w:type="character"><w:name w:val="Secret"/>
<w:rPr><w:vanish/></w:rPr></w:style>"""
NUMBERING = """
<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="3"/>
<w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>"""


def docx(body: str, core: str = "", **parts: str) -> bytes:
    """A Word document of that body; ``parts`` replace whole parts by their file name."""

    def part(name: str, content: str) -> str:
        return parts.get(name, f'<w:{name} xmlns:w="{_WORD}">{content}</w:{name}>')

    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship '
            f'Type="{_OFFICE}/officeDocument" Target="/word/document.xml"/></Relationships>',
            "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
            "word/styles.xml": part("styles", STYLES),
            "word/numbering.xml": part("numbering", NUMBERING),
            "docProps/core.xml": '<cp:coreProperties xmlns:cp="urn:cp" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>',
        }
    )


def paragraph(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph of Word; runs that are no markup are wrapped."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{''.join(map(run, runs))}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text; markup is left as it is."""
    if text.startswith("<"):
        return text
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def epub(
    chapters: Mapping[str, str],
    metadata: str = "",
    *,
    manifest: str = "",
    guide: str = "",
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A book whose chapters, bodies of XHTML by file name, are read in their order."""
    items = "".join(
        f'<item id="i{n}" href="text/{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n, _ in enumerate(chapters))
    pages = {
        f"OPS/text/{name.replace('%20', ' ')}": '<?xml version="1.0" encoding="utf-8"?>'
        "<!DOCTYPE html>"
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title/></head>{body}</html>"
        for name, body in chapters.items()
    }
    return archive(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:'
            'container"><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
            "OPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
            f"<manifest>{items}{manifest}</manifest><spine>{spine}</spine>{guide}</package>",
            **pages,
            **(parts or {}),
        }
    )


def bomb(size: int) -> bytes:
    """A Word document whose body claims and unpacks to that many bytes of white space."""
    return docx(paragraph("Boom.") + " " * size)


def with_flag(raw: bytes, flag: int) -> bytes:
    """The archive with a flag set on every entry, such as 1 for encryption."""
    out = bytearray(raw)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            (old,) = struct.unpack_from("<H", out, at + offset)
            struct.pack_into("<H", out, at + offset, old | flag)
            at = out.find(mark, at + 1)
    return bytes(out)


def overwritten(raw: bytes, at: int, content: bytes) -> bytes:
    """The file with some bytes replaced."""
    at %= max(1, len(raw))
    return raw[:at] + content + raw[at + len(content) :]
