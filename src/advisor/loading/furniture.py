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

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from advisor.text import STOP_WORDS, is_cjk, terms

_BLOCK = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.M)
_STRUCTURE = re.compile(
    r"^(?:#{1,6}\s|```|~~~|\||>|\$\$|!\[|[-*_]{3,}\s*$|\[[^\]]+\]:\s|[–—]\s*\w|(?:[-*+]|\d+[.)、])\s)"
)
_LIST = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s")
_MARKDOWN_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]*\]\([^)]*\))*)\]\([^)\s]*\)")
_HTML = re.compile(r"<a\s[^>]*href[^>]*>.*?</a>", re.I | re.S)
_URL = re.compile(
    r"(?:https?://|www\.)[^\s,;|<>]+|(?<![\w@.])(?:[\w-]{3,}\.)+[a-z]{2,6}(?:/\S*)?(?!\S)", re.I
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_PHONE = re.compile(r"(?<!\w)\+?\(?\d[\d ()/\-.]{6,}\d(?!\w)")
_POSTED = re.compile(
    r"\W*(?i:this entry was\s+)?(?i:posted|filed|published|tagged)\s+(?i:in|under|on|by)\b:?\s*"
    r"(?:$|\[|[A-Z0-9]|(?:on|by|and)\b)"
)
_GLYPHS = re.compile(r"©|\(c\)\s*\d{4}|[←→↑«»]|[$€£¥]\s?\d|(?:^|\s)#\w+(?:\s+#\w+){2}|\w\s\*(?:\s|$)", re.I)
_GLUED = re.compile(r"[a-z][A-Z][a-z]")
_SEPARATOR = re.compile(r"\s*[,，、|｜·•;；›>»]\s*|\s{2,}|\t|\n")
_LABEL = re.compile(r"(?:^|\s)[^\W\d_][^\n:：.!?。]{0,24}[:：](?=\s*\S)", re.M)
_FIELD = re.compile(r"^\W*[^\W\u3000-\uffff]+(?:\s\w+)?\s?[:：]$")
_TERMINAL = re.compile(r"[.!?…。！？][\"'”’»)\]*_\s]*$")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


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
    """The text up to the advertising and page furniture at its end, or unchanged without any.

    >>> without_furniture("It worked.\\n\\nHome | About | Contact\\n\\nThis entry was posted in on")
    'It worked.\\n'
    """
    blocks = _split_joined([_Block(m.start(), m.end(), m.group()) for m in _BLOCK.finditer(text)])
    cut = _cut(blocks)
    return text if cut >= len(blocks) or cut == 0 else text[: blocks[cut - 1].end]


def _cut(blocks: Sequence[_Block]) -> int:
    """Index of the first block of the tail; the number of blocks when there is no tail."""
    fences = sum(block.text.count("```") for block in blocks)
    cut = len(blocks)
    for index in range(len(blocks) - 1, 0, -1):
        kind = _kind(blocks, index)
        if kind is _Kind.FURNITURE and not (fences and "```" in blocks[index].text):
            cut = index
        elif kind is _Kind.ARTICLE and not _afterthought(blocks, index):
            break
    run = _run_of_names(blocks, cut)
    return _with_titles(blocks, run)


def _kind(blocks: Sequence[_Block], index: int) -> _Kind:
    block = blocks[index].text.strip("\n")
    if _introduced(blocks, index):
        return _Kind.ARTICLE
    if _only_links(block):
        return _Kind.FURNITURE
    if len(block) < 400 and _POSTED.match(block) and _looks_foreign(blocks, index):
        return _Kind.FURNITURE
    if _STRUCTURE.match(block) or _is_table(block):
        return _Kind.ARTICLE
    if _repeats_template(block):
        return _Kind.FURNITURE
    if _is_prose(block):
        return _Kind.ARTICLE
    if _shaped_as_furniture(block) and _looks_foreign(blocks, index):
        return _Kind.ARTICLE if _is_reading_list(blocks, index) else _Kind.FURNITURE
    return _Kind.UNCLEAR


def _introduced(blocks: Sequence[_Block], index: int) -> bool:
    """Whether a heading or a lead-in with a colon stands above, lists in between allowed."""
    block = blocks[index].text
    before = blocks[index - 1].text.rstrip()
    if before.lstrip().startswith("#") and "\n" not in before.strip():
        return True
    if before.endswith((":", "：")) and not _FIELD.match(before.rsplit("\n", 1)[-1].strip()):
        return True
    return bool(_LIST.match(block) and _LIST.match(before)) and _introduced(blocks, index - 1)


def _afterthought(blocks: Sequence[_Block], index: int) -> bool:
    """Whether a short sentence stands among furniture: furniture before it, and foreign to all."""
    short = len(_WORD.findall(blocks[index].text)) <= 40
    nearby = range(max(1, index - 4), index)
    return (
        short
        and not _STRUCTURE.match(blocks[index].text)
        and _looks_foreign(blocks, index)
        and any(_kind(blocks, i) is _Kind.FURNITURE for i in nearby)
    )


def _run_of_names(blocks: Sequence[_Block], cut: int) -> int:
    """The cut moved up over product names that stand alone, three or more in a row."""
    first = cut
    while first > 1 and _is_name(blocks[first - 1].text) and not _introduced(blocks, first - 1):
        first -= 1
    return first if cut - first >= 3 else cut


def _with_titles(blocks: Sequence[_Block], cut: int) -> int:
    """The cut moved up over the unclear lines that head the tail and are foreign to the article."""
    if cut == len(blocks):
        return cut
    while cut > 1 and _kind(blocks, cut - 1) is _Kind.UNCLEAR and _looks_foreign(blocks, cut - 1):
        if len(_WORD.findall(blocks[cut - 1].text)) > 9:
            break
        cut -= 1
    return cut


def _split_joined(blocks: list[_Block]) -> list[_Block]:
    """The blocks, with furniture lines right below the last sentence as a block of their own."""
    if not blocks:
        return blocks
    last = blocks[-1]
    if _STRUCTURE.match(last.text) or _LIST.match(last.text):
        return blocks
    lines = last.text.splitlines(keepends=True)
    for index in range(1, len(lines)):
        head, tail = "".join(lines[:index]), "".join(lines[index:])
        at = last.start + len(head)
        split = [*blocks[:-1], _Block(last.start, at, head), _Block(at, last.end, tail)]
        sentence = _TERMINAL.search(head) and _is_prose(head)
        if sentence and _kind(split, len(split) - 1) is _Kind.FURNITURE:
            return split
    return blocks


def _visible(block: str) -> str:
    return re.sub(r"[*_`]+", "", _MARKDOWN_LINK.sub(r"\1", block)).strip()


def _is_prose(block: str) -> bool:
    """Whether the block reads as sentences: a full stop, or many function words."""
    seen = _visible(block)
    if is_cjk(seen):
        return bool(re.search(r"[。！？]", seen))
    words = _WORD.findall(_URL.sub("", seen))
    if len(words) < 2:
        return False
    stops = sum(word.lower() in STOP_WORDS for word in words) / len(words)
    if all(_TERMINAL.search(line) and len(_WORD.findall(line)) >= 8 for line in seen.split("\n")):
        return True  # sentences line by line, or the entries of a bibliography
    if _capitals(words) >= 0.7 and stops < 0.45:
        return False
    return bool(_TERMINAL.search(seen)) or (len(words) >= 8 and stops >= 0.3)


def _capitals(words: Sequence[str]) -> float:
    """Share of the words that begin with a capital or a digit, function words aside."""
    content = [word for word in words if word.lower() not in STOP_WORDS] or list(words)
    return sum(not word[0].islower() for word in content) / max(1, len(content))


def _only_links(block: str) -> bool:
    """Two or more links, or linked pictures, and next to nothing besides them."""
    links = sum(not m.group().startswith("!") for m in _MARKDOWN_LINK.finditer(block))
    links += len(_HTML.findall(block))
    rest = _HTML.sub("", _MARKDOWN_LINK.sub("", block))
    alone = links >= 2 or (links == 1 and not _LIST.match(block))
    return alone and len(re.findall(r"[^\W\d_]+", rest)) <= links // 2


def _repeats_template(block: str) -> bool:
    """Three or more lines without a full stop that begin with the same two words."""
    lines = block.splitlines()
    starts = [
        tuple(line.split()[:2])
        for line in lines
        if len(line.split()) > 2 and not _TERMINAL.search(line) and not _LIST.match(line)
    ]
    return len(starts) >= 3 and max(map(starts.count, starts)) >= len(lines) - 1


def _is_table(block: str) -> bool:
    """Three or more lines with the same number of columns, two at least, and numbers in them."""
    rows = [re.split(r"\s{3,}|\t+|\s*\|\s*", line.strip()) for line in block.splitlines()]
    widths = {len(row) for row in rows}
    return len(rows) >= 3 and len(widths) == 1 and widths != {1} and bool(re.search(r"\d", block))


def _is_name(block: str) -> bool:
    """One line of two to six capitalised words, as product names are."""
    seen = block.strip()
    words = _WORD.findall(seen)
    return "\n" not in seen and 2 <= len(words) <= 6 and not _TERMINAL.search(seen) and not (
        _STRUCTURE.match(seen) or _capitals(words) < 1
    )


def _shaped_as_furniture(block: str) -> bool:
    seen = _visible(block)
    words = _WORD.findall(seen)
    letters = sum(character.isalpha() for character in seen)
    stops = sum(word.lower() in STOP_WORDS for word in words) / max(1, len(words))
    return bool(
        _URL.search(seen)
        or _MAIL.search(seen)
        or _PHONE.search(seen)
        or _GLYPHS.search(block)
        or _FIELD.match(seen)
        or len(_GLUED.findall(seen)) >= 3
        or len(_LABEL.findall(seen)) >= 2
        or 2 * letters < len(re.sub(r"\s", "", seen))
        or (len(words) >= 6 and stops < 0.05 and not is_cjk(seen) and "\n" not in seen)
        or _is_run(seen)
    )


def _is_run(seen: str) -> bool:
    """Three or more short items in a row: a menu, keywords, an address, products line by line."""
    items = [item for item in _SEPARATOR.split(seen) if _WORD.search(item)]
    if len(items) < 3 or _TERMINAL.search(seen) and not re.search(r"[|•·]", seen):
        return False
    if is_cjk(seen):
        return len(seen) <= 14 * len(items)
    words = [_WORD.findall(item) for item in items]
    if sum(map(len, words)) > 5 * len(items):
        return False
    separators = len(re.findall(r"[,|•·>;]|\S {2,}\S", seen))
    if separators < 2 * (seen.count("\n") + 1):  # line by line: only names are a run
        return _capitals([word for item in words for word in item]) >= 0.6
    return True


def _is_reading_list(blocks: Sequence[_Block], index: int) -> bool:
    """Titles with addresses at several hosts, as references are; a site links to itself."""
    nearby = blocks[max(1, index - 6) : index + 7]
    region = [b.text for b in nearby if _URL.search(b.text) and not _is_prose(b.text)]
    text = "\n".join(region)
    hosts = {re.sub(r"^(?:https?://)?(?:www\.)?([^/\s]+).*", r"\1", url) for url in _URL.findall(text)}
    titled = all(len(_WORD.findall(_URL.sub("", block))) >= 3 for block in region)
    contact = _PHONE.search(_URL.sub("", text)) or _MAIL.search(text)
    return len(hosts) >= 2 and titled and not contact


def _looks_foreign(blocks: Sequence[_Block], index: int) -> bool:
    """Whether at most half of the block's terms occur in the article above it.

    One or two terms may recur by chance, so they say nothing.
    """
    own = set(terms(_URL.sub("", _visible(blocks[index].text))))
    if len(own) < 3:
        return True
    above = set(terms(" ".join(block.text for block in blocks[:index] if _is_prose(block.text))))
    return 2 * len(own & above) <= len(own)
