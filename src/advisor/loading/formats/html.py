"""Web pages: the article of a page, without what frames it and without hidden text."""

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from advisor.errors import EssayError
from advisor.loading.decoding import decode
from advisor.loading.formats import webmeta
from advisor.loading.formats.article import article_of
from advisor.loading.formats.chrome import drop_chrome
from advisor.loading.formats.document import Document, Limits
from advisor.loading.formats.hidden import drop_hidden
from advisor.loading.formats.pieces import render
from advisor.loading.furniture import without_furniture

_DECLARED = re.compile(rb"(?:charset|<\?xml[^>]*\sencoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_CONTROL = re.compile(  # characters that a tree cannot hold, also written as numbers
    r"[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#0*(?:[0-8]|1[124-9]|2\d|3[01])(?!\d);?"
    r"|&#x0*(?:[0-8bcef]|1[\da-f])(?![\da-f]);?",
    re.I,
)
_HEAD = 2048  # bytes in which the encoding is declared


def parse(raw: bytes, limits: Limits) -> Document:
    """The article of a web page.

    Raises:
        EssayError: it cannot be decoded, is nested too deeply or holds no text.
    """
    root = tree(decoded(raw))
    drop_hidden(root)
    author, date = webmeta.author_of(root), webmeta.date_of(root)
    drop_chrome(root)
    title = webmeta.title_of(root)
    text = without_furniture(render(article_of(root, title)))
    if not text:
        raise EssayError(
            "holds no text", hint="Save the page again after it has loaded, or remove the file."
        )
    spoken = webmeta.language_of(root)
    return Document(text=text, title=title, author=author, date=date, language=spoken)


def decoded(raw: bytes) -> str:
    """The text of a page whose beginning may declare its encoding.

    Raises:
        EssayError: it cannot be decoded.
    """
    declared = _DECLARED.search(raw[:_HEAD])
    return decode(raw, declared[1].decode("ascii", "replace") if declared else None)


def tree(text: str) -> HtmlElement:
    """The element tree of a page, repaired as browsers do, without comments.

    Raises:
        EssayError: it is empty, or nested so deeply that the rest of it would be lost.
    """
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    content = _CONTROL.sub("", text).encode("utf-8", "replace")
    try:
        root = document_fromstring(content, parser=parser)
    except (etree.LxmlError, AssertionError) as error:
        raise EssayError("holds no text", hint="Fill or remove the file.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise EssayError("is nested too deeply to be read", hint="Save its text in another format.")
    return root
