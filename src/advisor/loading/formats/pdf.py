"""PDF files: their text in the order of the file, as PDFium finds it."""

import ctypes
import re
from collections.abc import Sequence
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from advisor.errors import EssayError
from advisor.loading.formats import archive, properties
from advisor.loading.formats.document import Document, Limits
from advisor.loading.formats.pdflayout import pieces_of
from advisor.loading.formats.pdflines import Page, page_of
from advisor.loading.formats.pieces import render

_HEAD = 1024  # bytes within which a PDF has to say that it is one
_TAIL = 2048  # bytes within which it has to say where its table of contents is
_FEW = 25  # letters a page; a scan has fewer, such as a stamp
_MOST_UNREADABLE = 0.1
_VOWELS = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüœ]", re.I)
_LATIN = re.compile(r"[a-zß-öø-ÿœ]", re.I)
_ENOUGH = 40  # letters from which on their shares tell something
_FEWEST_VOWELS = 0.22  # every language in Latin letters has more


def parse(raw: bytes, limits: Limits) -> Document:
    """The text of a PDF without headers, footers and page numbers.

    Raises:
        EssayError: it is no PDF, damaged, encrypted, too long, scanned, or set in fonts that do
            not tell which letters they show.
    """
    if b"%PDF-" not in raw[:_HEAD]:
        raise archive.wrong_kind(raw, "PDF")
    try:
        with closing(_opened(raw)) as document:
            if len(document) > limits.pages:
                raise EssayError(
                    f"has {len(document):,} pages, more than the {limits.pages:,} allowed "
                    "(ADVISOR_MAX_PAGES)",
                    hint="Split it, or raise the limit.",
                )
            pages = [page_of(document, number) for number in range(len(document))]
            stated = document.get_metadata_dict()
            spoken = _language(document)
    except pdfium.PdfiumError as error:
        raise archive.damaged("a page cannot be read") from error
    text = render(pieces_of(pages))
    _refuse_unread(text, pages)
    return Document(
        text=text,
        title=properties.title(stated.get("Title")),
        author=properties.author(stated.get("Author")),
        date=properties.day(stated.get("CreationDate")) or properties.day(stated.get("ModDate")),
        language=properties.language(spoken),
    )


def _opened(raw: bytes) -> pdfium.PdfDocument:
    if b"startxref" not in raw[-_TAIL:]:  # PDFium would read what is left of a cut file
        raise archive.damaged("its end is missing")
    try:
        return pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        # PDFium may report the error of an earlier file, so what is in this one has to agree.
        locked = error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
        if locked and b"/Encrypt" in raw:
            raise archive.encrypted() from error
        raise archive.damaged("its pages cannot be found") from error


def _language(document: pdfium.PdfDocument) -> str:
    size = pdfium_c.FPDFCatalog_GetLanguage(document, None, 0)
    buffer = (ctypes.c_ushort * size)()
    pdfium_c.FPDFCatalog_GetLanguage(document, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").partition("\0")[0]


def _refuse_unread(text: str, pages: Sequence[Page]) -> None:
    """Raise for a file whose text is missing, or would come out as nonsense."""
    letters = sum(map(str.isalpha, text))
    if letters < _FEW * len(pages) and any(page.pictured for page in pages):
        raise EssayError(
            "has no text layer, the pages are scans", hint="Run OCR over it, then add the result."
        )
    unreadable = sum(page.unreadable for page in pages)
    latin = "".join(_LATIN.findall(text))
    scrambled = len(latin) > max(_ENOUGH, letters / 2) and (
        len(_VOWELS.findall(latin)) < _FEWEST_VOWELS * len(latin)
    )
    if unreadable > _MOST_UNREADABLE * (len(text) + unreadable) or scrambled:
        raise EssayError(
            "its fonts do not tell which letters they show",
            hint="Run OCR over it, or export it again with embedded fonts.",
        )
    if not letters:
        raise EssayError("holds no text", hint="Run OCR over it, or remove it.")
