"""A unit as long as it reads well: with its neighbours, or cut down to an excerpt."""

from dataclasses import replace

from advisor.drafting.excerpting import excerpt
from advisor.drafting.forms import is_situation
from advisor.drafting.quoting import neighbours
from advisor.drafting.ranking import Candidate
from advisor.matching import Matcher
from advisor.text import blocks, leans_back, sentence_spans, word_count

SENTENCES, WORDS = 3, 60
"""Of the longest unit, lists aside."""


def widen(found: Candidate, matcher: Matcher) -> Candidate:
    """The candidate with its neighbours in the paragraph, as far as there is room.

    What follows comes before what precedes, so that what answers is read first.
    """
    while not found.is_list and len(sentence_spans(found.text)) < SENTENCES:
        near = [span for span in neighbours(found.passage, found.start, found.end) if span]
        sizes = {span: word_count(found.passage.text[slice(*span)]) for span in near}
        room = WORDS - word_count(found.text)
        near = [span for span in near if sizes[span] <= room]
        if not near:
            break
        near = [span for span in near if span[0] >= found.end] or near
        best = max(near, key=lambda span: (matcher.match(found.passage, *span).every, span))
        start, end = min(found.start, best[0]), max(found.end, best[1])
        found = replace(found, start=start, end=end)
    return shorten(found, matcher)


def abridge(found: Candidate, matcher: Matcher) -> Candidate:
    """The candidate as its paragraph's judgement and first step, what lies between left out.

    A paragraph to the reader's own firm opens with the one and ends with the other.
    """
    text = found.passage.text
    around = (b for b in blocks(text) if b.start <= found.start and found.end <= b.end)
    block = next((b for b in around if b.kind == "paragraph"), None)
    if block is None or not is_situation(found.passage.heading):
        return shorten(found, matcher)
    spans = [
        (block.start + a, block.start + b) for a, b in sentence_spans(text[block.start : block.end])
    ]
    whole = replace(found, start=spans[0][0], end=spans[-1][1])
    judgement, step = text[slice(*spans[0])], text[slice(*spans[-1])]
    if len(spans) < SENTENCES or leans_back(step):
        return shorten(whole, matcher)
    return replace(whole, excerpt=f"{judgement} … {step}")


def shorten(found: Candidate, matcher: Matcher) -> Candidate:
    """The candidate as an excerpt that is near the question, where it is too long."""
    if found.is_list or word_count(found.text) <= WORDS:
        return found
    words = excerpt(
        found.text,
        lambda stretches: matcher.worth(
            found.passage, [(found.start + a, found.start + b) for a, b in stretches]
        ),
        WORDS,
    )
    return replace(found, excerpt="" if words == found.text else words)
