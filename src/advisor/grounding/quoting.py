"""Exact words of an essay become a sentence with its citation, or nothing."""

import re
from collections.abc import Callable, Iterable, Sequence

from advisor.domain import Citation, Essay, Passage, Sentence, Support
from advisor.grounding.aligning import Span, sentences
from advisor.grounding.meaning import content

_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.|\[…\])\s*")

EssayOf = Callable[[str], Essay | None]
# Shared terms (Dice) from which a sentence is another one with its words moved. Of 80 false ones
# made of an essay's own words, by somebody who knew no rule of ours, 11 passed all other rules, and
# 10 of those are that near to the essay; of 30 true ones by the same writer, one is.
_ALIKE = 0.8
_QUOTES = {'"': '["“”„]', "“": '["“”„]', "”": '["“”„]', "'": "['‘’]", "’": "['‘’]", "‘": "['‘’]"}


def ground(
    text: str,
    role: str,
    passages: Iterable[Passage],
    essay: EssayOf,
    cited: Sequence[Citation],
    excerpt: str = "",
) -> Sentence | None:
    """The sentence with its citation, or None when no essay holds its words.

    The citation is computed from the finished sentence, whoever drafted it, and holds against the
    kept essay to the character.

    Args:
        text: the drafted sentence.
        role: what it does in the answer.
        passages: where its words begin, the likeliest first.
        essay: looks up an essay by id.
        cited: the citations given so far; the same words keep their marker.
        excerpt: what is shown of the text, with an ellipsis where words are left out; the
            citation quotes them all.
    """
    if not within(excerpt, text):
        return None
    for passage in passages:
        source = essay(passage.essay_id) if text.strip() else None
        start = source.text.find(text, passage.start) if source else -1
        end = start + len(text)
        if source is None or not passage.start <= start < passage.end:
            continue
        citation = _citation(source, passage, start, end, cited)
        shown = excerpt or text
        return Sentence(text=shown, role=role, support="quoted", citations=(citation,))
    return None


def within(excerpt: str, text: str) -> bool:
    """Whether the excerpt stands in the text, or its parts around an ellipsis do, in order.

    >>> within("The mill … closed …", "The mill, a small one, closed in May.")
    True
    >>> within("The mill … opened", "The mill, a small one, closed in May.")
    False
    """
    if excerpt in text:
        return True
    at = 0
    for part in filter(None, _ELLIPSIS.split(excerpt)):
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def citations(sentences: Iterable[Sentence]) -> tuple[Citation, ...]:
    """The distinct citations of the sentences in the order of their markers."""
    found = {c.marker: c for sentence in sentences for c in sentence.citations}
    return tuple(found[marker] for marker in sorted(found))


def verbatim(text: str, passages: Iterable[Passage]) -> Span | None:
    """Where a passage holds the text as whole sentences; line breaks and quote marks may differ."""
    found = text.split()
    if not found:
        return None
    pattern = re.compile(r"\s+".join("".join(map(_character, word)) for word in found))
    for passage in passages:
        bounds = sentences(passage)
        starts, ends = {start for start, _ in bounds}, {end for _, end in bounds}
        for match in pattern.finditer(passage.text):
            if match.start() in starts and match.end() in ends:
                return Span(passage, match.start(), match.end())
    return None


def nearly(text: str, stretches: Iterable[Span]) -> Span | None:
    """The stretch that says something in nearly the words of the text; the shorter one of equals.

    Words that were only moved may say that another one did it, or that another step comes first.
    The stretch says what the text does where that is right, and what is right where it is not.
    """
    own, found = content(text), list[tuple[float, int, Span]]()
    for stretch in stretches:
        theirs = content(stretch.text)
        alike = 2 * len(own & theirs) / max(1, len(own) + len(theirs))
        if alike >= _ALIKE:
            found.append((alike, stretch.start - stretch.end, stretch))
    return max(found, key=lambda one: one[:2])[2] if found else None


def cite(
    text: str, role: str, spans: Sequence[Span], essay: EssayOf, cited: Sequence[Citation]
) -> Sentence | None:
    """The verified sentence with a citation of each span, or None when an essay is gone.

    Args:
        text: the sentence.
        role: what it does in the answer.
        spans: what supports it, each at most three sentences of a passage.
        essay: looks up an essay by id.
        cited: the citations given so far; the same words keep their marker.
    """
    citations: list[Citation] = []
    for span in spans:
        source = essay(span.passage.essay_id)
        if source is None:
            return None
        start, end = span.passage.start + span.start, span.passage.start + span.end
        new = _citation(source, span.passage, start, end, [*cited, *citations])
        if new.quote != span.text:
            return None
        citations.append(new)
    exact = [citation.quote for citation in citations] == [text]
    support: Support = "quoted" if exact else "supported"
    return Sentence(text=text, role=role, support=support, citations=tuple(citations))


def _character(character: str) -> str:
    return _QUOTES.get(character, re.escape(character))


def _citation(
    essay: Essay, passage: Passage, start: int, end: int, cited: Sequence[Citation]
) -> Citation:
    for citation in cited:
        if (citation.essay_id, citation.start, citation.end) == (essay.id, start, end):
            return citation
    marker = 1 + max((citation.marker for citation in cited), default=0)
    return Citation.of(essay, start, end, heading=passage.heading, marker=marker)
