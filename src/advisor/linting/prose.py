"""The rules for sentences and footnotes."""

import re
from collections.abc import Iterator

from advisor.loading import definitions, marks, with_footnotes_blanked
from advisor.text import Block, blocks, leans_back, prose_start, sentence_spans, word_count

Remark = tuple[int, str, str]
"""Line of the file, from 1; rule; message."""

LONGEST_SENTENCE = 45
"""In words. A quote is read without the text around it, and has to be taken in at once."""

_PROSE = ("paragraph", "item", "quote")


def remarks(text: str, begin: int, *, sourced: bool) -> Iterator[Remark]:
    """What should be mended in the text from ``begin`` on.

    Args:
        text: content of the file, normalised.
        begin: offset behind the front matter.
        sourced: whether figures have to carry a footnote mark.
    """
    # Blanked, not cut, so that offsets and lines are those of the file.
    bare = re.sub(r"[^\n]", " ", text[:begin]) + with_footnotes_blanked(text[begin:])
    for block in blocks(bare):
        if block.kind not in _PROSE:
            continue
        yield from _openings(bare, block)
        yield from _lengths(text, bare, block)
        if sourced:
            yield from _figures(text, bare, block)
    if sourced:
        yield from _footnotes(text, begin)


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _openings(bare: str, block: Block) -> Iterator[Remark]:
    start = prose_start(bare, block)
    if leans_back(bare[start : block.end]):
        word = bare[start : block.end].split()[0].strip(",;:*_\"'“‘(")
        message = (
            f'The {_name(block)} opens with "{word}", which refers to what stands before it; '
            "name the subject."
        )
        yield _line(bare, start), "opening", message


def _lengths(text: str, bare: str, block: Block) -> Iterator[Remark]:
    start = prose_start(bare, block)
    for first, last in sentence_spans(bare[start : block.end]):
        count = word_count(text[start + first : start + last])
        if count > LONGEST_SENTENCE:
            message = f"The sentence has {count} words; write at most {LONGEST_SENTENCE}."
            yield _line(bare, start + first), "sentence-length", message


def _figures(text: str, bare: str, block: Block) -> Iterator[Remark]:
    start = prose_start(bare, block)
    number = re.search(r"\d[\d.,]*", bare[start : block.end])
    last_marks = text[block.end :].partition("\n")[0]  # blanked, they are no part of the block
    if number and not marks(text[start : block.end] + last_marks):
        message = f"The {_name(block)} has the figure {number[0].rstrip('.,')} and no footnote."
        yield _line(bare, start + number.start()), "source-mark", message


def _footnotes(text: str, begin: int) -> Iterator[Remark]:
    body = text[begin:]
    defined, used = definitions(body), marks(body)
    for name, offset in used:
        if name not in defined:
            message = f"The footnote mark [^{name}] has no definition; add one, or remove it."
            yield _line(text, begin + offset), "footnote", message
    for name in defined.keys() - {name for name, _ in used}:
        message = f"The footnote [^{name}] is never referred to; set its mark, or remove it."
        yield _line(text, begin + defined[name]), "footnote", message


def _name(block: Block) -> str:
    return {"item": "list item", "quote": "quotation"}.get(block.kind, "paragraph")
