"""Answers as Markdown for the chat and as HTML for the evidence; pure, and all text escaped."""

import html
import re
from collections.abc import Callable, Sequence

from advisor.domain import Answer, Citation, Essay, Sentence
from advisor.text import Block, blocks
from advisor.wording import fold, label, not_covered, paragraphs

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>$:@/])")


def plain(text: str) -> str:
    r"""The text as Markdown that shows it to the letter: no markup, no HTML, no link.

    >>> plain("<b>1. *win* [now](http://x)</b>")
    '&lt;b&gt;1\\. \\*win\\* \\[now\\]\\(http\\:\\/\\/x\\)&lt;\\/b&gt;'
    """
    return _MARKUP.sub(r"\\\1", html.escape(text, quote=False))


def message(
    sentences: Sequence[Sentence], turn: int, uncovered: Sequence[str] = (), note: str = ""
) -> str:
    """An answer, or what there is of it, with a link to the evidence behind every sentence."""
    shown = [
        _label(paragraph)
        + " ".join(_lines(sentence.text) + _chips(sentence, turn) for sentence in paragraph)
        for paragraph in paragraphs(sentences)
    ]
    if uncovered:
        shown.append(f"*{plain(not_covered(uncovered))}*")
    if note:
        shown.append(f"*{plain(note)}*")
    return "\n\n".join(shown)


def _label(paragraph: Sequence[Sentence]) -> str:
    words = label(paragraph)
    return f"**{plain(words.strip())}** " if words else ""


def anchor(turn: int, citation: Citation) -> str:
    """The id of a citation's card."""
    return f"cite-{turn}-{citation.marker}"


def evidence(answers: Sequence[Answer], essay: Callable[[str], Essay | None]) -> str:
    """A card for every citation, the latest answer first, each with its words highlighted."""
    cited = [(turn, found) for turn, found in enumerate(answers) if found.citations]
    if not cited:
        return "<h2>Evidence</h2><p>The words behind each sentence of an answer appear here.</p>"
    parts = ["<h2>Evidence</h2>"]
    for turn, found in reversed(cited):
        if len(cited) > 1:
            parts.append(f'<div class="asked">{html.escape(found.question)}</div>')
        parts += [_card(turn, citation, essay(citation.essay_id)) for citation in found.citations]
    return "\n".join(parts)


def _card(turn: int, citation: Citation, essay: Essay | None) -> str:
    about = [part for part in (citation.author, citation.date, citation.heading) if part]
    name = anchor(turn, citation)
    if essay is None or essay.digest != citation.essay_digest:
        body = (
            f"<p><mark>{html.escape(fold(citation.quote))}</mark></p>"
            '<p class="about">This essay has changed since it was cited.</p>'
        )
    else:
        parts = blocks(essay.text)
        near = [b for b in parts if b.start < citation.end and citation.start < b.end]
        body = (
            f"{_shown(essay, near, citation)}<details><summary>Read in the essay</summary>"
            f'<a href="#{name}-words">To the quoted words</a>'
            f'<div class="essay" tabindex="0">{_shown(essay, parts, citation, f"{name}-words")}'
            "</div></details>"
        )
    return (
        f'<article id="{name}"><h3>[{citation.marker}] {html.escape(citation.title)}</h3>'
        f'<div class="about">{html.escape(" · ".join(about))}</div>{body}</article>'
    )


def _shown(essay: Essay, parts: Sequence[Block], citation: Citation, name: str = "") -> str:
    """Blocks of the essay as paragraphs, what is cited of them highlighted, by name if given."""
    return "".join(_paragraph(essay, block, citation, name) for block in parts)


def _paragraph(essay: Essay, block: Block, citation: Citation, name: str) -> str:
    start, end = block.start, block.end
    left = min(max(start, citation.start), end)
    right = max(min(end, citation.end), left)
    if left == right:
        text = html.escape(block.title or essay.text[start:end])
        return f"<p><strong>{text}</strong></p>" if block.title else f"<p>{text}</p>"
    before, quoted, after = (
        html.escape(essay.text[a:b]) for a, b in ((start, left), (left, right), (right, end))
    )
    named = f' id="{name}"' if name and citation.start >= start else ""
    return f"<p>{before}<mark{named}>{quoted}</mark>{after}</p>"


def _lines(text: str) -> str:
    """The sentence to the letter; the items of a list each on a line of their own."""
    return "  \n".join(plain(line) for line in fold(text).split("\n"))


def _chips(sentence: Sentence, turn: int) -> str:
    links = (rf"[\[{c.marker}\]](#{anchor(turn, c)})" for c in sentence.citations)
    return "".join(f" {link}" for link in links)
