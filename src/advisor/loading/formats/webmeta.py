"""What a web page says about itself: its head, its JSON-LD, its headline and its byline.

Only what is stated counts. A date found somewhere in the text is not the date of the article.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from advisor.loading.formats import properties
from advisor.loading.formats.pieces import clean

_TITLES = ("og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title")
_AUTHORS = (
    *("author", "article:author", "citation_author", "dc.creator", "dcterms.creator"),
    *("parsely-author", "sailthru.author", "byl"),
)
_DATES = (
    *("article:published_time", "og:article:published_time", "datepublished", "citation_date"),
    *("citation_publication_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date"),
    *("dcterms.created", "date", "pubdate", "publishdate", "publish-date", "publication_date"),
    *("parsely-pub-date", "sailthru.date"),
)
_BY = re.compile(r"^\s*(?:(?:written\s+|posted\s+)?by|von|par|por|di|作者)\s*[:：]?\s+", re.I)
_BYLINES = ".//*[@rel='author' or @itemprop='author' or @class='byline' or @class='author']"
_SEPARATOR = re.compile(r"\s+[|–—·»:-]+\s+|\s*[|_｜]\s*")
_MOST_LD = 100_000  # characters of one JSON-LD block


def title_of(root: etree._Element) -> str | None:
    """The title of the article, without the name of the site where that can be told."""
    meta = _meta(root)
    stated = next(filter(None, (meta.get(name) for name in _TITLES)), None) or next(
        (clean(str(found["headline"])) for found in _articles(root) if found.get("headline")), None
    )
    page = _text(next(root.iter("{*}title"), None))
    headline = _headline(root, stated or page)
    site = meta.get("og:site_name") or meta.get("application-name")
    return headline or _without_site(stated or page, site, page) or None


def author_of(root: etree._Element) -> str | None:
    """The names of the authors, separated by commas."""
    meta = _meta(root)
    names = [meta[name] for name in _AUTHORS if name in meta]
    for found in _articles(root):
        names += _names(found.get("author"))
    names += [_text(element) for element in root.xpath(_BYLINES)]
    return next(filter(None, (properties.author(_BY.sub("", name)) for name in names)), None)


def date_of(root: etree._Element) -> str | None:
    """The day on which the article was published, as ISO 8601."""
    meta = _meta(root)
    stated = [meta[name] for name in _DATES if name in meta]
    stated += [str(found.get("datePublished", "")) for found in _articles(root)]
    marked = root.xpath(".//*[@itemprop='datePublished'] | .//time[@pubdate]")
    stated += [element.get("datetime") or element.get("content") or "" for element in marked]
    return next(filter(None, map(properties.day, stated)), None)


def language_of(root: etree._Element) -> str | None:
    """The language that the page declares."""
    declared = (root.get("lang"), root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    meta = _meta(root)
    stated = (*declared, meta.get("content-language"), meta.get("og:locale"))
    return next(filter(None, map(properties.language, stated)), None)


def _meta(root: etree._Element) -> dict[str, str]:
    """The first content of each meta element by its lower-case name."""
    found: dict[str, str] = {}
    for element in root.iter("{*}meta"):
        attributes = (element.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
        name = next(filter(None, attributes), "").strip().lower()
        content = clean(element.get("content", ""))
        if name and content:
            found.setdefault(name, content)
    return found


def _headline(root: etree._Element, title: str) -> str:
    """The level-one heading that the stated title consists of, for the greater part."""
    for heading in root.iter("{*}h1"):
        text = _text(heading)
        folded, whole = text.casefold(), title.casefold()
        if text and (not whole or whole.startswith(folded) or 2 * len(text) >= len(title)):
            if folded in whole or not whole:
                return text
    return ""


def _without_site(title: str, site: str | None, page: str) -> str:
    parts = _SEPARATOR.split(title)
    if len(parts) > 1 and site and site.casefold() in (parts[0].casefold(), parts[-1].casefold()):
        named_first = parts[0].casefold() == site.casefold()
        part = parts[1] if named_first else parts[-2]
        start = title.find(part) if named_first else 0
        end = len(title) if named_first else title.rfind(part) + len(part)
        return title[start:end].strip()
    first, bar, _ = title.partition(" | ")
    return first.strip() if bar and title == page and len(first.split()) > 2 else title


def _articles(root: etree._Element) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects that describe an article."""
    for script in root.iter("{*}script"):
        if "ld+json" not in script.get("type", "") or len(script.text or "") > _MOST_LD:
            continue
        try:
            pending = [json.loads(script.text or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while pending:
            value = pending.pop(0)
            if isinstance(value, list):
                pending = [*value, *pending]
            elif isinstance(value, dict):
                pending.append(value.get("@graph"))
                kinds = value.get("@type")
                if re.search(r"article|posting|report|webpage", str(kinds).lower()):
                    yield value


def _names(author: object) -> list[str]:
    authors = author if isinstance(author, list) else [author]
    names = [one.get("name") if isinstance(one, dict) else one for one in authors]
    joined = ", ".join(clean(name) for name in names if isinstance(name, str))
    return [joined] if joined else []


def _text(element: etree._Element | None) -> str:
    return "" if element is None else " ".join(clean("".join(element.itertext())).split())
