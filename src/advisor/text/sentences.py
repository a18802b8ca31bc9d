"""Sentence boundaries, English and Chinese, with exact offsets, and what a sentence is."""

import functools
import re
from itertools import zip_longest

import sentencex

from advisor.text.structure import blocks
from advisor.text.tokens import STOP_WORDS, is_cjk

_LEANING = re.compile(
    r"[\"'“‘(*_]*(?!(?-i:IT)\b)"  # information technology
    r"(?:(?:this|that|these|those|it|its|they|their|them|he|she|his|her|such|both|neither|"
    r"however|but|and|or|so|yet|then|therefore|thus|hence|moreover|furthermore|also|similarly|"
    r"instead|otherwise|still|consequently|as a result|in (?:this|that|the) (?:process|case|way)|"
    r"for (?:this|that) reason|in addition|of course|similar cases)\b|"
    r"他|她|它|这|那|但|因此|所以|此外)",
    re.I,
)
# "Its rival, Halden Savings, kept ..." says by itself who kept something.
_NAMED = re.compile(
    r"(?i:its|their|his|her)\s(?:[\w’'-]+\s){0,3}[\w’'-]+,\s[A-Z][\w&’'. -]*,\s(?!and\b|or\b)"
)


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


@functools.lru_cache(maxsize=1024)
def block_sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    r"""The same of a text with blocks: no sentence goes on from one paragraph or item to another.

    >>> block_sentence_spans("Needed\n\n- a door\n- a key")
    ((0, 6), (8, 16), (17, 24))
    """
    return tuple(
        (block.start + start, block.start + end)
        for block in blocks(text)
        for start, end in sentence_spans(text[block.start : block.end])
    )


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


def leans_back(sentence: str) -> bool:
    """True when the sentence opens with a word that refers to what stands before it.

    >>> leans_back("This cost the mill a year."), leans_back("The mill lost a year.")
    (True, False)
    >>> leans_back("It cost a year."), leans_back("IT cost a year's profit.")
    (True, False)
    >>> leans_back("Its rival, Halden Savings, kept them."), leans_back("Its rival kept them.")
    (False, True)
    """
    return bool(_LEANING.match(sentence)) and not _NAMED.match(sentence)


def word_count(sentence: str) -> int:
    """Words of the sentence; two characters count as one word in Chinese.

    >>> word_count("Losses fell to 2 percent."), word_count("损失下降了。")
    (5, 3)
    """
    return len(sentence) // 2 if is_cjk(sentence) else len(sentence.split())
