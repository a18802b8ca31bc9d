"""A stretch too long to read at once, cut down at clear clause borders; an ellipsis marks a gap."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from advisor.text import is_cjk, sentence_spans, word_count

Span = tuple[int, int]

_LEAST = 6  # words of an opening: fewer seldom hold a verb
# What an excerpt may be worth less than the whole: of 571 questions of XQuAD 519 are answered in it
# with .05 and with .1, 517 with .2, and 516 with any loss; 4 more open with more than 60 words.
_LOSS = 0.05
_ITEMS = 3  # commas before a capital that make a list
# Takes back what stands before, or makes it conditional: a sentence is not cut short of it.
_TAKES_BACK = (
    r"(?:but|yet|although|though|however|if|unless|except|not|nor|never|only|without|until|rather|"
    r"instead|otherwise|provided|despite|in spite|at least|at most)\b"
)
_CLAUSE = re.compile(
    rf"\s*(?:[;；]|\s[–—])(?!\s*{_TAKES_BACK})"
    rf"|,(?=\s+(?:(?:and|or)\s+(?!{_TAKES_BACK})|(?:while|whereas|which|who|whose|whom|where|with|"
    r"including|such as|as well as|followed by|an?|the|[a-z]+ing)\s))",
    re.I,
)
_ITEM = re.compile(r",(?=\s+(?:and\s+)?[\"“'‘]?[A-Z])")
_RESUMES = re.compile(r"[;；]\s*(?=\S)")
_BRACKET = re.compile(rf"\s*(?:\((?!{_TAKES_BACK})[^()]*\)|（[^（）]*）)", re.I)
_FRONTED = re.compile(
    r"(?:in|on|at|by|during|for|from|since|after|before|when|while|as|if|although|though|because|"
    r"under|with|without|until|unlike|despite|once|where|to)\b[^,]*,",
    re.I,
)
# "This" and "thus" point at what was just said; "they" and "however" at the matter itself.
_POINTS = re.compile(
    r"\W*(?:(?:this|that|these|those|such|both|neither|thus|therefore|hence|so|then|otherwise|"
    r"consequently|as a result|in (?:this|that|the)|for (?:this|that))\b|这|那|因此|所以)",
    re.I,
)


def excerpt(text: str, worth: Callable[[Sequence[Span]], float], most: int) -> str:
    """The text, or what is worth most of it where it has more than so many words.

    The opening stays, and something of the last sentence; one gap may lie between, and what
    stands in brackets may go. Cut is only before a clause of its own and between the items of a
    list, never before one that takes something back ("but", "unless"). Where no such cut makes
    it short enough, or none without what the question asks for, the text stays whole; so does
    one with an ellipsis of its own.

    Args:
        text: one to three sentences.
        worth: what the stretches that stay are worth together.
        most: words to stay within.
    """
    if word_count(text) <= most or "…" in text:
        return text
    brackets = [match.span() for match in _BRACKET.finditer(text)]
    found = []
    for holes in ([], brackets) if brackets else ([],):
        for runs in _runs(text, brackets):
            stretches, shown = _longest(text, runs, holes, most)
            if stretches:
                found.append((worth(stretches), len(shown), shown))
    best, _, shown = max(found, default=(-1.0, 0, text))
    return shown if best >= worth([(0, len(text))]) - _LOSS else text


def _runs(text: str, brackets: Sequence[Span]) -> Iterator[Iterable[list[Span]]]:
    """The opening, and with one later run; each in all its lengths, the shortest first."""
    sentences = sentence_spans(text)
    last, length = sentences[-1][0], len(text)
    borders = [_borders(text, sentence, brackets) for sentence in sentences]
    ends = sorted({end for found, _ in borders for end in found} | {length})
    yield ([(0, end)] for end in ends if end > last)
    for (begin, _), (own, inner) in zip(sentences, borders, strict=True):
        later = [start for start, _ in sentences if start > begin]
        starts = inner + [start for start in later if not _POINTS.match(text, start)]
        for end in own:
            for start in (start for start in starts if end < start):
                stops = [stop for stop in ends if stop > max(start, last)]
                yield ([(0, end), (start, stop)] for stop in stops)


def _longest(
    text: str, lengths: Iterable[Sequence[Span]], holes: Sequence[Span], most: int
) -> tuple[list[Span], str]:
    """The longest of the runs that has no more words, without the holes, and as it is shown."""
    found: tuple[list[Span], str] = [], ""
    for runs in lengths:
        stretches = [part for run in runs for part in _without(run, holes)]
        shown = _joined(text, stretches)
        if word_count(shown) > most:
            break
        found = stretches, shown
    return found


def _borders(text: str, sentence: Span, brackets: Sequence[Span]) -> tuple[list[int], list[int]]:
    """Where the sentence may be left off, and where it may be taken up again."""
    fronted = _FRONTED.match(text, *sentence)
    opened = fronted.end() if fronted else sentence[0]
    items = [match.start() for match in _ITEM.finditer(text, *sentence)]
    if len(items) < _ITEMS or is_cjk(text):
        items = []
    ends = [match.start() for match in _CLAUSE.finditer(text, *sentence)] + items
    starts = [match.end() for match in _RESUMES.finditer(text, *sentence)]
    starts += [item + len(", ") for item in items]
    ends = [end for end in ends if word_count(text[opened:end]) >= _LEAST]
    return [*_outside(ends, brackets), sentence[1]], _outside(starts, brackets)


def _outside(places: Iterable[int], brackets: Sequence[Span]) -> list[int]:
    """Those of the places that stand in none of the brackets."""
    return [at for at in places if not any(start < at < end for start, end in brackets)]


def _without(run: Span, holes: Sequence[Span]) -> Iterator[Span]:
    """The run without the holes in it."""
    start, end = run
    for a, b in holes:
        if start < a and b <= end:
            yield start, a
            start = b
    if start < end:
        yield start, end


def _joined(text: str, stretches: Sequence[Span]) -> str:
    """The stretches as they are shown, each gap an ellipsis."""
    shown, at = "", 0
    for start, end in stretches:
        part = text[start:end].strip()
        if not part:
            continue
        if text[at:start].strip():
            shown += " …" + ("" if part[0] in ",;:.!?)" else " ")
        elif at < start and shown:
            shown += " "
        shown, at = shown + part, end
    return f"{shown} …" if text[at:].strip() else shown
