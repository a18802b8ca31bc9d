"""What frames the article of a web page (menus, banners, forms, teasers) is taken out."""

import re

from lxml import etree

from advisor.loading.formats.markup import local, remove

_ALWAYS = frozenset(("button", "dialog", "menu", "nav", "select"))
_MOSTLY = frozenset(("aside", "footer", "form", "header"))
_ROLES = frozenset(
    ("alert", "alertdialog", "complementary", "contentinfo", "dialog", "menu", "menubar")
    + ("navigation", "search", "toolbar")
)
_HOLDERS = frozenset(
    "a aside details div figure h2 h3 h4 header iframe li ol p section small span strong sup table "
    "td ul".split()
)
_HEADINGS = tuple(f"{{*}}h{level}" for level in range(1, 7))
# A class or id is judged as a whole: "share-buttons" frames an article, "market-share" does not.
_BEFORE = (
    "article block bottom elementor-location entry footer global google header jp main page post "
    "single site top wp"
)
_FRAME = (
    r"nav nav-?bar navigation sub-?nav menu bread-?crumbs? pager pagination skip sr-only "
    r"screen-reader(-text)? visually-hidden masthead top-?bar toolbar side-?bar widget-area "
    r"foot(er)? colophon imprint copyright cookies? consent gdpr ads? advert advertis(e?ment|ing) "
    r"sponsor(s|ed)? promos? promotion taboola outbrain share shar(e-?this|ing|edaddy) addtoany "
    r"add-?this socials? social-media follow(-us)? related-?(posts)? recommend(ed|ations) "
    r"read-(more|next|also) more-(from|on|stories) also-(like|read) you-may(-also)?-like up-next "
    r"most-(read|popular) trending teasers? comments? respond disqus-thread newsletters? "
    r"subscri(be|ption) sign-?(up|in) log-?in opt-?in mailing-list pop-?up modal lightbox paywall "
    r"author-(bio|info|card|profile|description) about-(the-)?author by-?line posted-(on|in|by) "
    r"(article|entry|page|post)-?(meta|info|date|author|tags|categories) tag-cloud tags-links "
    r"cat(egory)?-links filed-under no-?print toc table-of-contents (mw-)?edit-?section "
    r"header-?link anchor-?link heading-anchor back-to-top"
)
_AFTER = (
    "area articles banner bar block box buttons? card container content form icons? inner items? "
    "links? list menu message module notice popup posts? row section slot stories title unit "
    r"widgets? wrap wrapper left right top bottom primary main secondary \d+"
)
_NAME = re.compile(
    "(?:(?:{before})-)*(?:{frame})(?:-+(?:{frame}|{after}))*".format(
        before=_BEFORE.replace(" ", "|"),
        frame=_FRAME.replace(" ", "|"),
        after=_AFTER.replace(" ", "|"),
    )
)
_ASIDE_KEPT = re.compile(r"note|callout|admonition|tip|warning|important|example|fact|definition")
_ANCHOR = re.compile(r"[#¶§🔗\s]*")
_REFERENCE = re.compile(r"\s*[\[(]?(?:\d{1,3}|[a-z*†‡])[\])]?\s*")
_MOST = 0.3  # of the page's text; what holds more is no frame, whatever its name


def drop_chrome(root: etree._Element) -> None:
    """Take out the frame of the article as far as tags, roles and names tell it."""
    most = _MOST * _length(root)

    def frames(element: etree._Element) -> bool:
        if _is_mark(element):
            return True
        if not (_is_menu(element) or (_is_frame(element) and _length(element) <= most)):
            return False
        return next(element.iter("{*}h1", "{*}main", "{*}article"), None) is None

    remove(root, frames)


def _is_menu(element: etree._Element) -> bool:
    return local(element) in _ALWAYS or element.get("role", "").lower() in _ROLES


def _is_frame(element: etree._Element) -> bool:
    tag, names = local(element), _names(element)
    if tag == "aside" and any(map(_ASIDE_KEPT.search, names)):
        return False
    if tag in _MOSTLY:
        above = {local(one) for one in element.iterancestors()}
        # The footer of a quotation says whose words it holds; an article has its own header.
        kept = {"footer": {"blockquote"}, "header": {"article", "main"}}.get(tag, set())
        return above.isdisjoint(kept)
    return tag in _HOLDERS and any(map(_NAME.fullmatch, names))


def _names(element: etree._Element) -> list[str]:
    """Classes and id; an id that was made from a heading tells what the text is about."""
    names = [_hyphenated(name) for name in element.get("class", "").split()]
    heading = next(element.iter(*_HEADINGS), None)
    slug = "" if heading is None else "-".join("".join(heading.itertext()).lower().split())
    own = _hyphenated(element.get("id", ""))
    return names if own == slug else [*names, own]


def _is_mark(element: etree._Element) -> bool:
    """Whether it is the number of a footnote, or the sign that links to a heading."""
    tag = local(element)
    if tag == "a":
        return _is_local(element) and bool(_ANCHOR.fullmatch("".join(element.itertext())))
    link = element.find(".//{*}a") if tag == "sup" else None
    return link is not None and (
        _is_local(link) and bool(_REFERENCE.fullmatch("".join(element.itertext())))
    )


def _is_local(link: etree._Element) -> bool:
    return "#" in link.get("href", "")


def _hyphenated(name: str) -> str:
    """``relatedPosts`` and ``Related_posts`` as ``related-posts``; long names tell nothing."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_+", "-", name[:60]).lower()


def _length(element: etree._Element) -> int:
    return sum(len(text.strip()) for text in element.itertext())
