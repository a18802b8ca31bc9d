"""What a parser is given and what it gives back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The text of one file, and what the file says about itself."""

    text: str
    """Plain text with Markdown structure; NFC, LF, a paragraph is one line."""
    title: str | None = None
    """As the file states it, never made from the file's name."""
    author: str | None = None
    """One name, or several separated by commas."""
    date: str | None = None
    """ISO 8601, day only."""
    language: str | None = None
    """Two or three lower-case letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a file may cost; the caller guards the size of the file, the time and the memory."""

    file_bytes: int = 50_000_000
    """Size of the file itself, checked by the caller before it is read."""
    pages: int = 2000
    """Pages of a PDF."""
    unpacked_bytes: int = 500_000_000
    """Size of everything in a DOCX or EPUB archive once it is unpacked."""
    seconds: int = 60
    """Time for one file, kept by the caller, who ends the worker process."""
