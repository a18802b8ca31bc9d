"""Titles, names, days and languages that files state about themselves, where they make sense."""

import datetime
import re

from advisor.loading.formats.pieces import clean

_NO_TITLE = re.compile(
    r"(?:about|file|https?):.*"
    r"|(?:microsoft (?:word|powerpoint|excel)|adobe \w+|openoffice|libreoffice)\b.*"
    r"|(?:untitled|document|presentation|slide|title|new|unknown|no title|word document"
    r"|powerpoint presentation|scan(?:ned)?)[\s_-]*\d*"
    r"|.*\.(?:docx?|dotx?|pdf|pptx?|xlsx?|odt|rtf|txt|html?|indd|qxd|tex|dvi|pages|ps|jpe?g|png)"
    r"|[!-~]*_[!-~]*|[a-z-]+\d+",  # one word, such as names of files have
    re.I,
)
_NO_NAME = re.compile(
    r"https?:.*|www\..*|.*@.*|[\W\d_]*|\S*\d\S*|.*\bpdf\b.*|(?:the )?(?:admin(?:istrator)?|author"
    r"|editors?|owner|python-docx|staff|unknown(?: author)?|(?:windows |office )?user|microsoft.*)",
    re.I,
)
_DAY = re.compile(r"\s*(?:D:)?(\d{4})-?(\d{2})-?(\d{2})")
_SLASHED = re.compile(r"\s*(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")


def title(stated: str | None) -> str | None:
    """The stated title on one line; None for what programs and file names leave there.

    >>> title(" How mills  count "), title("Microsoft Word - a.docx"), title("report_v2")
    ('How mills count', None, None)
    """
    text = " ".join(clean(stated or "").split())
    return None if not text or _NO_TITLE.fullmatch(text) else text


def author(stated: str | None) -> str | None:
    """The stated names; None for an account, an address or a program.

    >>> author("Ada Miller"), author("admin"), author("python-docx")
    ('Ada Miller', None, None)
    """
    text = " ".join(clean(stated or "").split())
    return None if len(text) > 200 or _NO_NAME.fullmatch(text) else text


def day(stated: str | None) -> str | None:
    """The day at the beginning of a stated date and time as ISO 8601, if it is one.

    >>> day("2021-03-04T08:00:00Z"), day("D:20210304080000"), day("2021-02-30"), day("May 2021")
    ('2021-03-04', '2021-03-04', None, None)
    """
    match = _DAY.match(stated or "") or _SLASHED.match(stated or "")
    try:
        return datetime.date(*map(int, match.groups())).isoformat() if match else None
    except ValueError:
        return None


def language(stated: str | None) -> str | None:
    """The language of a tag such as ``en-GB``; None for what is no such tag.

    >>> language("zh-CN"), language("und"), language("English")
    ('zh', None, None)
    """
    match = re.match(r"\s*([a-z]{2,3})(?![a-z])", (stated or "").lower())
    return match[1] if match and match[1] not in ("und", "mul", "zxx") else None
