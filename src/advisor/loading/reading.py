"""One document, decoded and cleaned."""

import codecs
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from advisor.domain import Essay
from advisor.errors import EssayError
from advisor.loading import frontmatter
from advisor.loading.furniture import without_furniture
from advisor.text import blocks, is_cjk

LOADER_VERSION = 1
"""Raised whenever the same file would be read as another text."""

_FOOTNOTE = re.compile(
    r"^\[\^(?P<name>[^\]\s]+)\]:.*(?:\n(?:[ \t]+\S.*|[ \t]*(?=\n[ \t]+\S)))*\n?", re.M
)
_TITLE_LENGTH = 120


def read_essay(corpus_dir: Path, path: str, essay_id: str) -> Essay:
    """Read and clean one document.

    Raises:
        EssayError: it cannot be opened or decoded, or holds no text.
    """
    try:
        raw = (corpus_dir / path).read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise EssayError(f"{path}: cannot be opened: {reason}", hint="Check the file.") from error
    fields, text = frontmatter.split_front_matter(_normalise(_decode(raw, path)), path)
    text = without_furniture(_without_footnotes(text))
    if not text.strip():
        raise EssayError(f"{path}: holds no text", hint="Fill or remove the file.")
    title = frontmatter.string(fields, "title") or _title(text)
    return _with_digest(
        {
            "title": title or _name(path),
            "author": frontmatter.string(fields, "author"),
            "date": frontmatter.string(fields, "date"),
            "source_url": frontmatter.string(fields, "source_url", "url"),
            "tags": frontmatter.strings(fields, "tags"),
            "language": frontmatter.string(fields, "language") or ("zh" if is_cjk(text) else "en"),
            "summary": frontmatter.string(fields, "summary"),
            "questions": frontmatter.strings(fields, "questions"),
            "qualifies": frontmatter.qualifications(fields),
            "titled": title is not None,
            "text": text,
        },
        essay_id,
        path,
    )


def _with_digest(content: Mapping[str, Any], essay_id: str, path: str) -> Essay:
    """The essay; a title made from the file name is no content, so a rename keeps the digest."""
    hashed = {**content, "title": content["title"] if content["titled"] else None}
    qualifies = [(q.essay, q.note) for q in content["qualifies"]]
    serial = json.dumps({**hashed, "qualifies": qualifies}, sort_keys=True)
    digest = hashlib.sha256(serial.encode()).hexdigest()
    return Essay(id=essay_id, path=path, digest=digest, **content)


def _decode(raw: bytes, path: str) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise EssayError(
            f"{path}: not {encoding.removesuffix('-sig').upper()} text (byte {error.start})",
            hint="Save the file as UTF-8.",
        ) from error


def _normalise(text: str) -> str:
    """No BOM, no NUL, LF line ends, Unicode NFC; never NFKC, which would change the words."""
    text = text.replace("\ufeff", "").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


def _without_footnotes(text: str) -> str:
    r"""Without footnote definitions and without the marks that refer to them.

    >>> _without_footnotes("Sales rose.[^1] But [^x] stays.\n\n[^1]: Annual report.\n")
    'Sales rose. But [^x] stays.\n\n'
    """
    names = {match["name"] for match in _FOOTNOTE.finditer(text)}
    if not names:
        return text
    text = _FOOTNOTE.sub("", text)
    marks = "|".join(re.escape(name) for name in sorted(names))
    return re.sub(rf"\[\^(?:{marks})\]", "", text)


def _title(text: str) -> str | None:
    """The first level-one heading, else a first line that stands alone and ends like a title."""
    parts = blocks(text)
    heading = next((block.title for block in parts if block.level == 1 and block.title), None)
    if heading:
        return re.sub(r"[*_`]+", "", heading)
    opening = next((block for block in parts if block.kind != "rule"), None)
    if opening is None or opening.kind not in ("paragraph", "heading"):
        return None
    first = opening.title or text[opening.start : opening.end].strip()
    ends_like_a_sentence = first.endswith((".", "。", "!", "！", ":", "："))
    alone = "\n" not in first and len(first) <= _TITLE_LENGTH
    return first if alone and not ends_like_a_sentence else None


def _name(path: str) -> str:
    words = re.sub(r"[-_\s]+", " ", PurePosixPath(path).stem).strip()
    return words[:1].upper() + words[1:]
