"""A stream of text becomes whole sentences, freed of markers and of Markdown."""

import re
from collections.abc import Iterable, Iterator

from advisor.text import sentence_spans

_MARKER = re.compile(
    r"\s*(?:[\[【]\s*\^?\s*(?:passages?|sources?|nos?\.?)?\s*#?\d{1,3}"
    r"(?:\s*(?:[,;–-]|and|†\w*)\s*(?:passage\s*)?\d{0,3})*\s*[\]】]|"
    r"\(\s*(?:passages?|sources?|see)?\s*\[?\d{1,2}\]?(?:\s*[,;–-]\s*\[?\d{1,2}\]?)*\s*\)|"
    r"\(\s*passages?[^)]{0,20}\))",
    re.I,
)
_LEADING = re.compile(
    r"^\s*(?:(?:[-*+•>]|#{1,6}|\d{1,2}[.)])\s+|(?:answer|response)\s*:\s*)+", re.I
)
_EMPHASIS = re.compile(r"\*{2,}|_{2,}|`|(?<!\w)\*(?=\w)|(?<=[\w.!?])\*(?!\w)")
_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.S | re.I)
_ENDED = re.compile(r"[.!?。！？…][\"'”’)\]*_]*\s*$")


def sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Every finished sentence as soon as the next one begins; what is cut short is left out.

    >>> list(sentences(["Sales fell", ". [1] Profit", " rose [2]. And th"]))
    ['Sales fell.', 'Profit rose.']
    """
    waiting = ""
    for piece in pieces:
        waiting += piece
        if "<think>" in waiting.lower() and "</think>" not in waiting.lower():
            continue
        *lines, waiting = _THINKING.sub("", waiting).split("\n")
        for line in lines:
            yield from _cleaned(_split(line))
        *done, waiting = _split(waiting, keep=True)
        yield from _cleaned(done)
    last = _split(_THINKING.sub("", waiting))
    yield from _cleaned(one for one in last if _ENDED.search(_MARKER.sub("", one)))


def clean(text: str) -> str:
    """The sentence without markers, list marks and emphasis.

    >>> clean("- **Sales** fell by 3 percent [1, 2] (passage 4).")
    'Sales fell by 3 percent.'
    """
    bare = _LEADING.sub("", _EMPHASIS.sub("", _MARKER.sub("", text)))
    return " ".join(bare.split())


def _cleaned(found: Iterable[str]) -> Iterator[str]:
    return (text for text in map(clean, found) if any(map(str.isalpha, text)))


def _split(line: str, keep: bool = False) -> list[str]:
    """The sentences of one line; with ``keep``, the last one to the letter, for it may go on."""
    spans = sentence_spans(line)
    if not spans:
        return [line] if keep else []
    starts = [0, *(start for start, _ in spans[1:]), len(line)]
    return [line[a:b] for a, b in zip(starts, starts[1:], strict=False)]
