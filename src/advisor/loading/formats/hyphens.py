"""Lines are joined, and the words that were broken at their ends are mended."""

import re
from collections.abc import Sequence
from itertools import pairwise

from advisor.loading.formats.pdflines import HYPHEN
from advisor.text import is_cjk

_HYPHENATED = re.compile(rf"[^\W_][-{HYPHEN}]$")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+(?!\w)")
_LAST = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
_FIRST = re.compile(r"[^\W\d_]+")
_FEW = 0.02  # of the lines; a text that is hyphenated has more with a hyphen at the end
_ENOUGH = 100  # lines that tell whether a text is hyphenated
# First parts of English compounds that are seldom the first syllables of a longer word.
_FIRST_PARTS = frozenset(
    "able all best better cross decision double eight ever fast first five four full half hard "
    "high ill large left long low medium mid middle multi new nine non old one part post quasi "
    "real right second self semi seven short single six slow small so state ten third three top "
    "two well wide word world year".split()
)


class Hyphens:
    r"""Knows the words of a document, to tell broken words from compounds.

    A word broken between lower-case letters is joined, unless the document has it with its hyphen
    elsewhere or both of its parts as words of their own, or its first part is one that compounds
    begin with. In a document that breaks hardly any words, a hyphen is one of a compound. A word
    that the document has in one piece elsewhere is joined in any case.

    >>> known = Hyphens(["The best-known mill", "began its transfor\2", "mation."])
    >>> known.joined(["began its transfor\2", "mation with a best\2", "known scale"])
    'began its transformation with a best-known scale'
    """

    def __init__(self, lines: Sequence[str]) -> None:
        """Note the words and the compounds of the lines."""
        self._words: set[str] = set()
        self._compounds: set[str] = set()
        ended = 0
        for before, line in pairwise(["", *lines]):
            whole = _FIRST.sub("", line, count=1) if _HYPHENATED.search(before) else line
            if _HYPHENATED.search(line):
                ended += 1
                whole = _LAST.sub("", whole[:-1])
            self._words.update(_FIRST.findall(whole.casefold()))
            self._compounds.update(_COMPOUND.findall(whole.casefold()))
        self._rare = len(lines) >= _ENOUGH and ended < _FEW * len(lines)

    def joined(self, lines: Sequence[str]) -> str:
        """The lines as one."""
        text = [lines[0]]
        for before, line in pairwise(lines):
            text += [self._joint(text, before, line), line]
        return "".join(text).replace(HYPHEN, "-")

    def _joint(self, text: list[str], before: str, line: str) -> str:
        """What stands between two lines; a hyphen that mends a word is taken off the text."""
        if not _HYPHENATED.search(before):
            return "" if is_cjk(before[-1:]) and is_cjk(line[:1]) else " "
        if self._is_broken(before[:-1], line):
            text[-1] = text[-1][:-1]
        return ""

    def _is_broken(self, before: str, line: str) -> bool:
        left, right = _LAST.search(before), _FIRST.match(line)
        if left is None or right is None or not (before[-1].islower() and line[0].islower()):
            return False
        first, second = left[0].casefold(), right[0].casefold()
        if first + second in self._words:
            return True
        if "-" in first or f"{first}-{second}" in self._compounds or self._rare:
            return False
        known = len(first) > 3 and len(second) > 3 and {first, second} <= self._words
        return not known and (len(second) < 4 or first not in _FIRST_PARTS)
