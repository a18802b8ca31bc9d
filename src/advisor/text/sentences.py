"""Sentence boundaries, English and Chinese, with exact offsets."""

from itertools import zip_longest

import sentencex

from advisor.text.tokens import STOP_WORDS, is_cjk


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of one paragraph as ``(start, end)``, without the white space around them.

    A hard-wrapped paragraph is not torn: only line breaks that were meant as such end a sentence.

    >>> text = "Profit fell to 3.5 percent. Did it recover? Dr. Li says no."
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['Profit fell to 3.5 percent.', 'Did it recover?', 'Dr. Li says no.']
    """
    spans = []
    for begin, finish in _lines(text):
        flat = text[begin:finish].replace("\n", " ").replace("\r", " ")
        for boundary in sentencex.get_sentence_boundaries("zh" if is_cjk(flat) else "en", flat):
            start, end = boundary["start_index"], boundary["end_index"]
            piece = flat[start:end]
            left = start + len(piece) - len(piece.lstrip())
            right = start + len(piece.rstrip())
            if left < right:
                spans.append((begin + left, begin + right))
    return spans


def _lines(text: str) -> list[tuple[int, int]]:
    """The lines of a paragraph, with those that were merely wrapped joined.

    A break was meant when the next line begins like a sentence and its first word would still
    have fitted on the line before.
    """
    lines = text.splitlines(keepends=True)
    width = max((len(line.rstrip()) for line in lines), default=0)
    spans: list[tuple[int, int]] = []
    begin = offset = 0
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        offset += len(line)
        shown, after = line.rstrip(), following.strip()
        word = after.split(" ", 1)[0]
        fits = len(shown) + 1 + len(word) <= width
        last = shown.rsplit(" ", 1)[-1].lower()
        opens = bool(after) and not (after[0].islower() or shown.endswith((",", "，", "、")))
        if not following or (fits and opens and last not in STOP_WORDS):
            spans.append((begin, offset))
            begin = offset
    return spans


def is_question(sentence: str) -> bool:
    """True when the sentence asks: it ends with a question mark, quotes and brackets aside."""
    return sentence.rstrip(" \"'”’»)]*_").endswith(("?", "？"))
