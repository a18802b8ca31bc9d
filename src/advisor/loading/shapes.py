"""What a block of text looks like, judged by itself."""

import functools
import re
from collections.abc import Sequence

from advisor.text import STOP_WORDS, is_cjk

STRUCTURE = re.compile(
    r"^(?:#{1,6}\s|```|~~~|\||>|\$\$|!\[|[-*_]{3,}\s*$|\[[^\]]+\]:\s|[–—]\s*\w|(?:[-*+]|\d+[.)、])\s)"
)
LIST = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s")
_MARKDOWN_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]*\]\([^)]*\))*)\]\([^)\s]*\)")
_HTML = re.compile(r"<a\s[^<>]*href[^<>]*>[^<]*</a>", re.I)
URL = re.compile(
    r"(?:https?://|www\.)[^\s,;|<>]+|(?<![\w@.])(?:[\w-]{3,}\.)+[a-z]{2,6}(?:/\S*)?(?!\S)", re.I
)
MAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+")
PHONE = re.compile(r"(?<!\w)\+?\(?\d[\d ()/\-.]{6,24}\d(?!\w)")
POSTED = re.compile(
    r"\W*(?i:this entry was\s+)?(?i:posted|filed|published|tagged)\s+(?i:in|under|on|by)\b:?\s*"
    r"(?:$|\[|[A-Z0-9]|(?:on|by|and)\b)"
)
_GLYPHS = re.compile(
    r"©|\(c\)\s*\d{4}|[←→↑«»]|[$€£¥]\s?\d|(?:^|\s)#\w+(?:\s+#\w+){2}|\w\s\*(?:\s|$)", re.I
)
_GLUED = re.compile(r"[a-z][A-Z][a-z]")
_SEPARATOR = re.compile(r"\s*[,，、|｜·•;；›>»]\s*|\s{2,}|\t|\n")
_LABEL = re.compile(r"(?:^|\s)[^\W\d_][^\n:：.!?。]{0,24}[:：](?=\s*\S)", re.M)
FIELD = re.compile(r"^\W*[^\W\u3000-\uffff]+(?:\s\w+)?\s?[:：]$")
TERMINAL = re.compile(r"[.!?…。！？][\"'”’»)\]*_\s]*$")
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def visible(block: str) -> str:
    """What a reader of the rendered block would see: no emphasis marks, links by their label."""
    return re.sub(r"[*_`]+", "", _MARKDOWN_LINK.sub(r"\1", block)).strip()


@functools.lru_cache(maxsize=1024)
def is_prose(block: str) -> bool:
    """Whether the block reads as sentences: a full stop, or many function words."""
    seen = visible(block)
    if is_cjk(seen):
        return bool(re.search(r"[。！？]", seen))
    words = WORD.findall(URL.sub("", seen))
    if len(words) < 2:
        return False
    stops = sum(word.lower() in STOP_WORDS for word in words) / len(words)
    if all(TERMINAL.search(line) and len(WORD.findall(line)) >= 8 for line in seen.split("\n")):
        return True  # sentences line by line, or the entries of a bibliography
    if _capitals(words) >= 0.7 and stops < 0.45:
        return False
    return bool(TERMINAL.search(seen)) or (len(words) >= 8 and stops >= 0.3)


def _capitals(words: Sequence[str]) -> float:
    """Share of the words that begin with a capital or a digit, function words aside."""
    content = [word for word in words if word.lower() not in STOP_WORDS] or list(words)
    return sum(not word[0].islower() for word in content) / max(1, len(content))


def only_links(block: str) -> bool:
    """Two or more links, or linked pictures, and next to nothing besides them."""
    links = sum(not m.group().startswith("!") for m in _MARKDOWN_LINK.finditer(block))
    links += len(_HTML.findall(block))
    rest = _HTML.sub("", _MARKDOWN_LINK.sub("", block))
    alone = links >= 2 or (links == 1 and not LIST.match(block))
    return alone and len(re.findall(r"[^\W\d_]+", rest)) <= links // 2


def repeats_template(block: str) -> bool:
    """Three or more lines without a full stop that begin with the same two words."""
    lines = block.splitlines()
    starts = [
        tuple(line.split()[:2])
        for line in lines
        if len(line.split()) > 2 and not TERMINAL.search(line) and not LIST.match(line)
    ]
    return len(starts) >= 3 and max(map(starts.count, starts)) >= len(lines) - 1


def is_table(block: str) -> bool:
    """Three or more lines with the same number of columns, two at least, and numbers in them."""
    rows = [re.split(r"\s{3,}|\t+|\s*\|\s*", line.strip()) for line in block.splitlines()]
    widths = {len(row) for row in rows}
    return len(rows) >= 3 and len(widths) == 1 and widths != {1} and bool(re.search(r"\d", block))


def is_name(block: str) -> bool:
    """One line of two to six capitalised words, as product names are."""
    seen = block.strip()
    words = WORD.findall(seen)
    return (
        "\n" not in seen
        and 2 <= len(words) <= 6
        and not TERMINAL.search(seen)
        and not (STRUCTURE.match(seen) or _capitals(words) < 1)
    )


def shaped_as_furniture(block: str) -> bool:
    """Whether the block has a contact, a glyph, a label or a run of items that articles lack."""
    seen = visible(block)
    words = WORD.findall(seen)
    letters = sum(character.isalpha() for character in seen)
    stops = sum(word.lower() in STOP_WORDS for word in words) / max(1, len(words))
    return bool(
        URL.search(seen)
        or MAIL.search(seen)
        or PHONE.search(seen)
        or _GLYPHS.search(block)
        or FIELD.match(seen)
        or len(_GLUED.findall(seen)) >= 3
        or len(_LABEL.findall(seen)) >= 2
        or 2 * letters < len(re.sub(r"\s", "", seen))
        or (len(words) >= 6 and stops < 0.05 and not is_cjk(seen) and "\n" not in seen)
        or _is_run(seen)
    )


def _is_run(seen: str) -> bool:
    """Three or more short items in a row: a menu, keywords, an address, products line by line."""
    items = [item for item in _SEPARATOR.split(seen) if WORD.search(item)]
    if len(items) < 3 or TERMINAL.search(seen) and not re.search(r"[|•·]", seen):
        return False
    if is_cjk(seen):
        return len(seen) <= 14 * len(items)
    words = [WORD.findall(item) for item in items]
    if sum(map(len, words)) > 5 * len(items):
        return False
    separators = len(re.findall(r"[,|•·>;]|\S {2,}\S", seen))
    if separators < 2 * (seen.count("\n") + 1):  # line by line: only names are a run
        return _capitals([word for item in words for word in item]) >= 0.6
    return True
