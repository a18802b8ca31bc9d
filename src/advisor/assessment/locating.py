"""Where an essay says something that is known by its words: the exact span, or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.domain import Citation, Essay
from advisor.text import Block, blocks, sentence_spans, terms

_HELD = 0.8
"""Share of the reference's terms that a sentence holds at least; it allows for a light edit."""
_MARK = 4  # characters of a list item's mark at most, such as "10. "


@dataclass(frozen=True, slots=True)
class Reference:
    """A sentence of an essay, named by words of it."""

    essay: str
    """Id of the essay."""
    words: str
    """Its opening words, or its telling ones."""


def locate(essay: Essay, reference: Reference, marker: int) -> Citation | None:
    """The sentence that holds the reference's words, cited; None when the essay has none.

    Of several, the one that holds most of the words is taken, and then the shortest. The sentence
    is looked for in the essay as it is indexed, so the citation holds to the character whatever
    was edited, and a claim that was taken out is cited no more.
    """
    wanted = set(terms(reference.words))
    found = [
        (len(wanted & set(terms(essay.text[start:end]))), start - end, heading, start, end)
        for heading, start, end in _sentences(essay)
    ]
    held, _, heading, start, end = max(found, default=(0, 0, "", 0, 0), key=lambda one: one[:2])
    if not wanted or held < _HELD * len(wanted):
        return None
    return Citation.of(essay, start, end, heading=heading, marker=marker)


def _sentences(essay: Essay) -> Iterator[tuple[str, int, int]]:
    """Heading path, start and end of every sentence and list item; the title is no heading."""
    path: list[Block] = []
    for block in blocks(essay.text):
        if block.kind == "heading":
            path = [*(above for above in path if above.level < block.level), block]
        elif block.kind in ("paragraph", "item", "quote"):
            heading = " > ".join(part.title for part in path if part.level > 1)
            text = essay.text[block.start : block.end]
            offset = block.start + (_mark(text) if block.kind == "item" else 0)
            for start, end in sentence_spans(essay.text[offset : block.end]):
                yield heading, offset + start, offset + end


def _mark(item: str) -> int:
    """Length of the mark and the white space that open a list item."""
    mark, _, _ = item.lstrip().partition(" ")
    return item.index(mark) + len(mark) + 1 if len(mark) <= _MARK else 0
