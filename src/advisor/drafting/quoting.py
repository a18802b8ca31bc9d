"""What of a passage can be quoted by itself."""

import re
from collections.abc import Iterator, Sequence

from advisor.domain import Passage
from advisor.text import (
    Block,
    blocks,
    is_question,
    leans_back,
    prose_start,
    sentence_spans,
    word_count,
)

_BACK = 2  # sentences that one which leans back brings along, at most
_ANNOUNCEMENT = re.compile(
    r"^\W*(?:(?:now|today|first|next),?\s+)?(?:let(?:['’]s| us| me)|i(?:['’]ll| will)|"
    r"we(?:['’]ll| will)|(?:before|in this (?:article|essay|section)),?)\b",
    re.I,
)

_HERALD = re.compile(
    r"\b(?:(?:is|are|was|were|remains?|stays?) (?:still |much )?(?:contested|disputed|debated)|"
    r"(?:has|have|had|there (?:is|are|were)) (?:two|three|four|five|several|different|many) "
    r"(?:readings|views|versions|answers|explanations|reasons|causes|sides))\.$",
    re.I,
)


def units(passage: Passage) -> list[str]:
    """What of a passage can be quoted, each as it stands in the passage.

    A sentence that leans on the one before it brings that one along or is passed over, and one that
    heralds what follows ("is contested") brings that; a list stays with its lead-in; questions,
    announcements and headings are never quoted.
    """
    return [passage.text[start:end] for start, end in spans(passage)]


def spans(passage: Passage) -> list[tuple[int, int]]:
    """Start and end, in the passage, of everything that ``units`` gives."""
    return list(_spans(passage.text))


def neighbours(
    passage: Passage, start: int, end: int
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The sentences right before and after ``text[start:end]`` that can be quoted with it.

    Both are of the same paragraph; one that leans on what stands before it cannot begin a quote.
    """
    text = passage.text
    block = next((b for b in blocks(text) if b.start <= start and end <= b.end), None)
    if block is None or block.kind != "paragraph":
        return None, None
    found = sentence_spans(text[block.start : block.end])
    sentences = [(block.start + a, block.start + b) for a, b in found]
    before = next((s for s in reversed(sentences) if s[1] <= start), None)
    after = next((s for s in sentences if s[0] >= end), None)
    if before and (not _quotable(text[slice(*before)]) or leans_back(text[slice(*before)])):
        before = None
    if after and not _quotable(text[slice(*after)]):
        after = None
    return before, after


def _spans(text: str) -> Iterator[tuple[int, int]]:
    parts = blocks(text)
    index = 0
    while index < len(parts):
        block = parts[index]
        index += 1
        if block.kind == "paragraph":
            items = _items_after(parts, index)
            if text[block.start : block.end].endswith((":", "：")) and items:
                index += len(items)
                yield from _list(text, block, items)
            else:
                yield from _sentences(text, block)
        elif block.kind in ("item", "quote"):
            yield from _sentences(text, block)


def _items_after(parts: Sequence[Block], index: int) -> list[Block]:
    items = []
    while index < len(parts) and parts[index].kind == "item":
        items.append(parts[index])
        index += 1
    return items


def _list(text: str, lead_in: Block, items: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The whole list with the last sentence of its lead-in; and each item that is a sentence."""
    sentences = sentence_spans(text[lead_in.start : lead_in.end])
    yield from _good(text, [(lead_in.start + a, lead_in.start + b) for a, b in sentences[:-1]])
    yield lead_in.start + sentences[-1][0], items[-1].end
    for item in items:
        yield from _sentences(text, item)


def _is_whole(sentence: str) -> bool:
    """Whether a list item is a sentence rather than a fragment that its lead-in completes."""
    return sentence.rstrip("\"'”’)").endswith((".", "!", "。", "！"))


def _sentences(text: str, block: Block) -> Iterator[tuple[int, int]]:
    offset = prose_start(text, block)
    spans = sentence_spans(text[offset : block.end])
    for start, end in _good(text, [(offset + a, offset + b) for a, b in spans]):
        if block.kind != "item" or _is_whole(text[start:end]):
            yield start, end


def _good(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for index, (_, end) in enumerate(spans):
        run = spans[max(0, index - _BACK) : index + 1]
        for start, stop in reversed(run):
            if not _quotable(text[start:stop]):
                break
            if not leans_back(text[start:stop]):
                if not _HERALD.search(text[start:end]):
                    yield start, end
                elif index + 1 < len(spans) and _quotable(text[slice(*spans[index + 1])]):
                    yield start, spans[index + 1][1]
                break


def _quotable(sentence: str) -> bool:
    """A whole statement: no question, no announcement, no label and nothing cut short."""
    words = word_count(sentence)
    announces = _ANNOUNCEMENT.match(sentence) and words <= 20 and ": " not in sentence
    cut_short = sentence.endswith(("...", "…", ":", "："))
    return words >= 4 and not (is_question(sentence) or announces or cut_short)
