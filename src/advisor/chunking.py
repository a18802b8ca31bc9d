"""An essay becomes passages along its own structure; pure, and exact to the character.

A passage never crosses a heading. A paragraph of ordinary length is a passage of its own, so that
an edit touches the passages of the edited paragraph only; short blocks are joined until they have
``SMALLEST`` tokens, a list stays with the sentence that introduces it, and what is longer than
``LARGEST`` tokens is split into even parts between sentences, else clauses, words, characters. A
sentence that leans on the one before it ("This basin ...") does not open a part.
"""

import hashlib
import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from advisor.domain import Essay, Passage
from advisor.text import Block, blocks, leans_back, sentence_spans

CHUNKER_VERSION = 2
"""Raised whenever the same essay would be split into other passages."""

SMALLEST = 40
LARGEST = 190
WINDOW = 256
"""Tokens that all-MiniLM-L6-v2 reads."""

CountTokens = Callable[[Sequence[str]], Sequence[int]]
"""Number of model tokens of each text, special tokens aside."""

_CHARACTERS_PER_TOKEN = 8
# A word of a hundred characters and more is one unknown token to a word-piece tokenizer; counting
# at least one token for eight characters keeps such text from passing as short.

_CLAUSE = re.compile(r"(?<=[,;:，；：、])\s*|\s+(?=[–—(])")
_WORD = re.compile(r"\s+")

Span = tuple[int, int]


def split(essay: Essay, count_tokens: CountTokens, window: int = WINDOW) -> tuple[Passage, ...]:
    """The passages of the essay in order; at least one, since an essay is never empty.

    Args:
        essay: a cleaned essay.
        count_tokens: counts the tokens of the embedding model.
        window: tokens that the model reads; passage, context and two special tokens fit in.

    Returns:
        Passages for which ``essay.text[start:end] == text`` holds.
    """
    occurrences: Counter[str] = Counter()
    passages: list[Passage] = []
    for heading, context, (start, end) in _places(essay, count_tokens, window):
        text = essay.text[start:end]
        occurrences[text] += 1
        passages.append(
            Passage(
                id=_hash(essay.id, text, str(occurrences[text])),
                essay_id=essay.id,
                heading=heading,
                ordinal=len(passages),
                start=start,
                end=end,
                text=text,
                digest=_hash(_joined(context, text)),
            )
        )
    return tuple(passages)


def search_text(essay: Essay, heading: str, text: str) -> str:
    """The passage with its context (title, headings), as words are searched in it."""
    return _joined(_context(essay, heading), text)


def embedded_text(
    essay: Essay, passage: Passage, count_tokens: CountTokens, window: int = WINDOW
) -> str:
    """The passage with as much of its context as a quarter of the window holds."""
    context = _fitting_context(essay, passage.heading, count_tokens, window)
    return _joined(context, passage.text)


def _joined(context: str, text: str) -> str:
    return f"{context}\n{text}" if context else text


def _context(essay: Essay, heading: str) -> str:
    title = essay.title if essay.titled else ""
    return " > ".join(part for part in (title, heading) if part)


def _fitting_context(essay: Essay, heading: str, count_tokens: CountTokens, window: int) -> str:
    """Title and headings, cut from the end until a quarter of the window holds them."""
    context = _context(essay, heading)
    while context and count_tokens([context])[0] > window // 4:
        context = context[: len(context) * 3 // 4]
    return context


def _places(
    essay: Essay, count_tokens: CountTokens, window: int
) -> Iterator[tuple[str, str, Span]]:
    """Heading, embedded context and span of every passage."""
    sections = list(_sections(blocks(essay.text))) or [("", [])]
    for heading, section in sections:
        context = _fitting_context(essay, heading, count_tokens, window)
        room = max(1, window - 2 - count_tokens([context])[0])
        sizes = _Sizes(essay.text, count_tokens, min(LARGEST, room))
        whole = _fit(_stripped(essay.text), sizes)
        for span in _pack(section, sizes) if section else whole:
            yield heading, context, span


def _sections(parts: Sequence[Block]) -> Iterator[tuple[str, list[Block]]]:
    """The blocks between headings or rules, with the path of headings; a lone title left out."""
    path: list[tuple[int, str]] = []
    tops = sum(block.kind == "heading" and block.level == 1 for block in parts)
    for is_border, group in itertools.groupby(parts, key=lambda b: b.kind in ("heading", "rule")):
        if not is_border:
            shown = path if tops > 1 else [(level, title) for level, title in path if level > 1]
            yield " > ".join(title for _, title in shown), list(group)
            continue
        for block in (block for block in group if block.kind == "heading"):
            path = [(level, title) for level, title in path if level < block.level]
            path.append((block.level, block.title))


def _pack(section: Sequence[Block], sizes: "_Sizes") -> Iterator[Span]:
    """The passages of one section."""
    pending: list[Span] = []

    def size(spans: Sequence[Span]) -> int:
        return sum(map(sizes, spans))

    groups = list(_groups(section, sizes.text))
    for index, group in enumerate(groups):
        if pending and size(pending) + size(group) > sizes.largest:
            yield from _fit_all(pending, sizes)
            pending = []
        pending += group
        rest = sum(size(later) for later in groups[index + 1 : index + 1 + SMALLEST])
        small_rest = 0 < rest < SMALLEST and size(pending) + rest <= sizes.largest
        if size(pending) >= SMALLEST and not small_rest:
            yield from _fit_all(pending, sizes)
            pending = []
    if pending:
        yield from _fit_all(pending, sizes)


def _groups(section: Sequence[Block], text: str) -> Iterator[list[Span]]:
    """Blocks that belong together: a list with the lines that lead into it; else one alone."""
    group: list[Span] = []
    for block, following in itertools.zip_longest(section, section[1:]):
        group.append((block.start, block.end))
        leads = text[block.start : block.end].endswith((":", "："))
        in_list = following is not None and following.kind == "item"
        if following is None or not (in_list and (leads or block.kind == "item")):
            yield group
            group = []


def _fit_all(spans: Sequence[Span], sizes: "_Sizes") -> Iterator[Span]:
    """One passage over all the spans, or several between them when they are too long."""
    for part in _even_parts(spans, sizes):
        yield from [_over(part)] if len(part) > 1 else _fit(part[0], sizes)


def _fit(span: Span, sizes: "_Sizes") -> Iterator[Span]:
    """The span, or even parts of it when it is too long."""
    if sizes(span) <= sizes.largest or span[1] - span[0] == 1:
        yield span
        return
    for cut in (_sentences, _clauses, _words, _characters):
        pieces = cut(sizes, span)
        if len(pieces) > 1:
            for part in _even_parts(pieces, sizes):
                yield from [_over(part)] if len(part) > 1 else _fit(part[0], sizes)
            return


def _even_parts(spans: Sequence[Span], sizes: "_Sizes") -> Iterator[list[Span]]:
    """Runs of spans that fit, about equally long; a span that does not fit alone."""
    weights = sizes.all(spans)
    total = sum(weights)
    target = total / max(1, math.ceil(total / sizes.largest))
    part: list[Span] = []
    filled = 0
    for span, weight in zip(spans, weights, strict=True):
        beyond = filled + weight / 2 > target and total - filled > target / 2
        if part and (filled + weight > sizes.largest or beyond):
            yield part
            total -= filled
            part, filled = [], 0
        part.append(span)
        filled += weight
    if part:
        yield part


def _sentences(sizes: "_Sizes", span: Span) -> list[Span]:
    """The sentences; one that leans on the one before stays with it, within half a passage."""
    pieces: list[Span] = []
    for a, b in sentence_spans(sizes.text[slice(*span)]):
        start, end = span[0] + a, span[0] + b
        if pieces and leans_back(sizes.text[start:end]):
            whole = pieces[-1][0], end
            if sizes(whole) <= sizes.largest // 2:
                pieces[-1] = whole
                continue
        pieces.append((start, end))
    return pieces


def _clauses(sizes: "_Sizes", span: Span) -> list[Span]:
    return _between(span, _CLAUSE.finditer(sizes.text, *span))


def _words(sizes: "_Sizes", span: Span) -> list[Span]:
    return _between(span, _WORD.finditer(sizes.text, *span))


def _characters(sizes: "_Sizes", span: Span) -> list[Span]:
    """Hard pieces, half of the span at most; a single character is as small as it gets."""
    start, end = span
    width = max(1, min(sizes.largest, (end - start + 1) // 2))
    return [(at, min(at + width, end)) for at in range(start, end, width)]


def _between(span: Span, gaps: Iterable[re.Match[str]]) -> list[Span]:
    pieces, at = [], span[0]
    for gap in gaps:
        if gap.start() > at:
            pieces.append((at, gap.start()))
            at = gap.end()
    return [*pieces, (at, span[1])] if at < span[1] else pieces


def _over(spans: Sequence[Span]) -> Span:
    return spans[0][0], spans[-1][1]


def _stripped(text: str) -> Span:
    start = len(text) - len(text.lstrip())
    return start, max(start + 1, len(text.rstrip()))


def _hash(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


class _Sizes:
    """Sizes of spans in tokens, each counted once."""

    def __init__(self, text: str, count_tokens: CountTokens, largest: int) -> None:
        self.text = text
        self.largest = largest
        self._count = count_tokens
        self._known: dict[Span, int] = {}

    def __call__(self, span: Span) -> int:
        return self.all([span])[0]

    def all(self, spans: Sequence[Span]) -> list[int]:
        """Sizes of all the spans, counted in one batch."""
        new = [span for span in spans if span not in self._known]
        counts = self._count([self.text[start:end] for start, end in new]) if new else []
        for (start, end), tokens in zip(new, counts, strict=True):
            least = math.ceil((end - start) / _CHARACTERS_PER_TOKEN)
            self._known[start, end] = max(tokens, least)
        return [self._known[span] for span in spans]
