"""Bytes become text, by their marks, by what they declare, or by what they look like."""

import codecs
import re

from advisor.errors import EssayError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark its own begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What is labelled so is often the superset; the same substitution as in the WHATWG standard.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
# Encodings that essays come in; with rarer ones admitted, short texts are told wrongly.
_CANDIDATES = (
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
    *("cp1252", "cp1251", "cp1250"),
)
_WESTERN = frozenset(
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœ€£§°·«»–—‘’‚“”„…•©®™½¿¡\xa0"
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 4096


def decode(raw: bytes, declared: str | None = None) -> str:
    r"""The text of the bytes, without its byte-order mark.

    A mark decides; then what is valid UTF-8 is UTF-8; then the declared encoding is tried, and at
    last the bytes are judged by their statistics (charset-normalizer).

    Args:
        raw: content of a file.
        declared: the encoding that the document itself names, if it does.

    Raises:
        EssayError: no encoding fits, or the content is no text.

    >>> decode("Größe".encode("cp1252")), decode(b"\xff\xfeA\x00")
    ('Größe', 'A')
    """
    text = _decoded(raw, declared)
    if len(_CONTROL.findall(text[:_SAMPLE])) > 8 + len(text[:_SAMPLE]) // 50:
        raise EssayError("holds binary data, not text", hint="Remove it, or name it by its format.")
    return text


def _decoded(raw: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], encoding)
    if (wide := _unmarked_utf16(raw)) is not None:
        return _strict(raw, wide)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        if _is_broken_utf8(raw):
            raise _unreadable("utf-8", error.start) from error
        broken_at = error.start
    for encoding in filter(None, (_known(declared), _guessed(raw))):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise EssayError(
        f"its encoding cannot be told (byte {broken_at} is not UTF-8)",
        hint="Save the file as UTF-8.",
    )


def _strict(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(encoding[:6], error.start) from error


def _unreadable(encoding: str, at: int) -> EssayError:
    return EssayError(
        f"not {encoding.rstrip('-').upper()} text (byte {at})", hint="Save the file as UTF-8."
    )


def _unmarked_utf16(raw: bytes) -> str | None:
    """UTF-16 shows by a NUL in every other byte, in any text with Latin letters or spaces."""
    sample = raw[:_SAMPLE]
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if half and len(raw) % 2 == 0 and abs(even - odd) > half // 2:
        return "utf-16-be" if even > odd else "utf-16-le"
    return None


def _is_broken_utf8(raw: bytes) -> bool:
    """Mostly valid sequences of several bytes: UTF-8 that was cut or overwritten somewhere."""
    text = raw.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return sum(character > "\x7f" for character in text) - wrong >= 2 * wrong


def _known(declared: str | None) -> str | None:
    try:
        name = codecs.lookup(declared or "").name
    except LookupError:
        return None
    return _MEANT.get(name, name)


def _guessed(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes  # only what is not UTF-8 pays for it

    best = from_bytes(raw, cp_isolation=list(_CANDIDATES)).best()
    if best is None or best.encoding not in ("cp1250", "cp1252"):
        return best.encoding if best else None
    # The two share most letters; Western text has none of those in which they differ.
    western = {c for c in raw.decode("cp1252", "replace") if c > "\x7f"} <= _WESTERN
    return "cp1252" if western else "cp1250"
