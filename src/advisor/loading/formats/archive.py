"""Archives (DOCX, EPUB) are opened in memory, checked before anything in them is unpacked."""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from advisor.errors import EssayError

_MOST_ENTRIES = 10_000
_ENCRYPTED = 0x1  # flag of an entry
_KINDS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file, or one with a password"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
)
_FAILURES = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError),
    *(NotImplementedError, RuntimeError, ValueError, LookupError, OverflowError),
)


class Archive:
    """The parts of a zip archive by name; nothing is ever written to disk."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        """Wrap an archive that has been checked."""
        self._file = file
        self.names = frozenset(file.namelist())

    def read(self, name: str) -> bytes:
        """The content of a part.

        Raises:
            EssayError: there is no such part, or it is damaged.
        """
        if name not in self.names:
            raise damaged(f"it has no {name}")
        try:
            return self._file.read(name)
        except _FAILURES as error:
            raise damaged(f"{name} cannot be unpacked") from error

    def xml(self, name: str) -> etree._Element:
        """A part as an element tree, no entity resolved.

        Raises:
            EssayError: there is no such part, or it is no well-formed XML.
        """
        return xml(self.read(name), name)


@contextmanager
def opened(raw: bytes, kind: str, most: int) -> Iterator[Archive]:
    """Open an archive.

    Args:
        raw: the content of the file.
        kind: what it should be, such as ``DOCX``.
        most: how many bytes everything in it may have unpacked.

    Raises:
        EssayError: it is no archive, damaged, encrypted or too large.
    """
    if not raw.startswith(b"PK"):
        raise wrong_kind(raw, kind)
    try:
        file = zipfile.ZipFile(io.BytesIO(raw))
    except _FAILURES as error:
        raise damaged("the archive cannot be opened") from error
    with file:
        entries = file.infolist()
        if len(entries) > _MOST_ENTRIES:
            raise EssayError(
                f"has {len(entries):,} parts, more than any {kind} needs", hint="Save it again."
            )
        # What an entry claims is a limit too: zipfile unpacks no more of it than that.
        if sum(entry.file_size for entry in entries) > most:
            raise EssayError(
                f"unpacks to more than {most / 1_000_000:,.3g} MB (ADVISOR_MAX_UNPACKED_MB)",
                hint="Take the pictures out, or raise the limit.",
            )
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise encrypted()
        yield Archive(file)


def xml(content: bytes, name: str) -> etree._Element:
    """An XML document as an element tree, no entity resolved and nothing else loaded.

    Raises:
        EssayError: it is not well-formed, or defines entities.
    """
    if b"<!ENTITY" in content:
        raise damaged(f"{name} defines entities")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(f"{name} is not well-formed XML") from error


def damaged(reason: str) -> EssayError:
    """The error of a file that contradicts its format."""
    return EssayError(f"is damaged: {reason}", hint="Save or export it again.")


def encrypted() -> EssayError:
    """The error of a file that needs a password or a licence."""
    return EssayError("is encrypted", hint="Save it without a password or copy protection.")


def wrong_kind(raw: bytes, kind: str) -> EssayError:
    """The error of a file that is not what its suffix says."""
    start = raw[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    looks = next((name for mark, name in _KINDS if start.startswith(mark)), None)
    if looks is None and start[:1] == b"<":
        looks = "XML" if start.startswith(b"<?xml") else "HTML"
    if not raw:
        return EssayError(f"is no {kind} (it is empty)", hint="Fill or remove the file.")
    return EssayError(
        f"is no {kind}" + (f" (it looks like {looks})" if looks else ""),
        hint=f"Give it the suffix of its format, or save it as {kind}.",
    )
