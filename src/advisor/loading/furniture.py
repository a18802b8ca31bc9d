"""Advertising and page furniture at the end of a scraped text, found by what it looks like.

A text is seen as blocks between blank lines. Read from the end, a block is

* *article* when it reads as sentences or is Markdown structure (a heading and the list or table
  below it, code, a quotation, anything that a lead-in with a colon introduces);
* *furniture* when it has the shape of a menu, a run of keywords, a contact or company line, a
  list of links, a form or a "posted in" footer;
* *unclear* otherwise, such as a name, a date or a closing line without a full stop.

The tail that begins with the first furniture block behind the article goes, together with the
unclear lines next to it. Unclear lines alone stay: an author's name is no advertising.
"""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from advisor.loading.shapes import (
    FIELD,
    LIST,
    MAIL,
    PHONE,
    POSTED,
    STRUCTURE,
    TERMINAL,
    URL,
    WORD,
    is_name,
    is_prose,
    is_table,
    only_links,
    repeats_template,
    shaped_as_furniture,
    visible,
)
from advisor.text import terms

_BLOCK = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.M)


_NEAR = 200  # blocks; the tail is looked for in the last of them, and compared with them
_LONGEST = 5000  # characters; no furniture is that long, and patterns are slow on it


class _Kind(Enum):
    ARTICLE = "article"
    UNCLEAR = "unclear"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    end: int
    text: str


def without_furniture(text: str) -> str:
    r"""The text up to the advertising and page furniture at its end, or unchanged without any.

    >>> without_furniture("It worked.\n\nHome | About | Contact\n\nThis entry was posted in on")
    'It worked.\n'
    """
    blocks = _split_joined([_Block(m.start(), m.end(), m.group()) for m in _BLOCK.finditer(text)])
    cut = _cut(blocks)
    return text if cut >= len(blocks) or cut == 0 else text[: blocks[cut - 1].end]


def _cut(blocks: Sequence[_Block]) -> int:
    """Index of the first block of the tail; the number of blocks when there is no tail."""
    fences = sum(block.text.count("```") for block in blocks)
    cut = len(blocks)
    for index in range(len(blocks) - 1, max(0, len(blocks) - _NEAR), -1):
        kind = _kind(blocks, index)
        if kind is _Kind.FURNITURE and not (fences and "```" in blocks[index].text):
            cut = index
        elif kind is _Kind.ARTICLE and not _afterthought(blocks, index):
            break
    run = _run_of_names(blocks, cut)
    return _with_titles(blocks, run)


def _kind(blocks: Sequence[_Block], index: int) -> _Kind:
    block = blocks[index].text.strip("\n")
    if len(block) > _LONGEST or _introduced(blocks, index):
        return _Kind.ARTICLE
    if only_links(block):
        return _Kind.FURNITURE
    if len(block) < 400 and POSTED.match(block) and _looks_foreign(blocks, index):
        return _Kind.FURNITURE
    if STRUCTURE.match(block) or is_table(block):
        return _Kind.ARTICLE
    if repeats_template(block):
        return _Kind.FURNITURE
    if is_prose(block):
        return _Kind.ARTICLE
    if shaped_as_furniture(block) and _looks_foreign(blocks, index):
        return _Kind.ARTICLE if _is_reading_list(blocks, index) else _Kind.FURNITURE
    return _Kind.UNCLEAR


def _introduced(blocks: Sequence[_Block], index: int) -> bool:
    """Whether a heading or a lead-in with a colon stands above, lists in between allowed."""
    if index == 0:
        return False
    block = blocks[index].text
    before = blocks[index - 1].text.rstrip()
    if before.lstrip().startswith("#") and "\n" not in before.strip():
        return True
    if before.endswith((":", "：")) and not FIELD.match(before.rsplit("\n", 1)[-1].strip()):
        return True
    return bool(LIST.match(block) and LIST.match(before)) and _introduced(blocks, index - 1)


def _afterthought(blocks: Sequence[_Block], index: int) -> bool:
    """Whether a short sentence stands among furniture: furniture before it, and foreign to all."""
    short = len(WORD.findall(blocks[index].text)) <= 40
    nearby = range(max(1, index - 4), index)
    return (
        short
        and not STRUCTURE.match(blocks[index].text)
        and _looks_foreign(blocks, index)
        and any(_kind(blocks, i) is _Kind.FURNITURE for i in nearby)
    )


def _run_of_names(blocks: Sequence[_Block], cut: int) -> int:
    """The cut moved up over product names that stand alone, three or more in a row."""
    first = cut
    while first > 1 and is_name(blocks[first - 1].text) and not _introduced(blocks, first - 1):
        first -= 1
    return first if cut - first >= 3 else cut


def _with_titles(blocks: Sequence[_Block], cut: int) -> int:
    """The cut moved up over the unclear lines that head the tail and are foreign to the article."""
    if cut == len(blocks):
        return cut
    while cut > 1 and _kind(blocks, cut - 1) is _Kind.UNCLEAR and _looks_foreign(blocks, cut - 1):
        if len(WORD.findall(blocks[cut - 1].text)) > 9:
            break
        cut -= 1
    return cut


def _split_joined(blocks: list[_Block]) -> list[_Block]:
    """The blocks, with furniture lines right below the last sentence as a block of their own."""
    if not blocks:
        return blocks
    last = blocks[-1]
    if STRUCTURE.match(last.text) or LIST.match(last.text):
        return blocks
    lines = last.text.splitlines(keepends=True)
    for index in range(max(1, len(lines) - _NEAR), len(lines)):
        head, tail = "".join(lines[:index]), "".join(lines[index:])
        at = last.start + len(head)
        split = [*blocks[:-1], _Block(last.start, at, head), _Block(at, last.end, tail)]
        sentence = TERMINAL.search(head) and is_prose(head)
        if sentence and _kind(split, len(split) - 1) is _Kind.FURNITURE:
            return split
    return blocks


def _is_reading_list(blocks: Sequence[_Block], index: int) -> bool:
    """Titles with addresses at several hosts, as references are; a site links to itself."""
    nearby = blocks[max(1, index - 6) : index + 7]
    region = [b.text for b in nearby if URL.search(b.text) and not is_prose(b.text)]
    text = "\n".join(region)
    hosts = {
        re.sub(r"^(?:https?://)?(?:www\.)?([^/\s]+).*", r"\1", url) for url in URL.findall(text)
    }
    titled = all(len(WORD.findall(URL.sub("", block))) >= 3 for block in region)
    contact = PHONE.search(URL.sub("", text)) or MAIL.search(text)
    return len(hosts) >= 2 and titled and not contact


def _looks_foreign(blocks: Sequence[_Block], index: int) -> bool:
    """Whether at most half of the block's terms occur in the article above it.

    One or two terms may recur by chance, so they say nothing.
    """
    own = _terms(blocks[index].text)
    if len(own) < 3:
        return True
    above: set[str] = set()
    for block in blocks[max(0, index - _NEAR) : index]:
        if is_prose(block.text):
            above |= _terms(block.text)
    return 2 * len(own & above) <= len(own)


@functools.lru_cache(maxsize=1024)
def _terms(block: str) -> frozenset[str]:
    return frozenset(terms(URL.sub("", visible(block))))
