"""Essays and citations as HTML: cards beside the chat, and an essay with its quoted words marked.

Pure; every character of content is escaped.
"""

import html
import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from advisor.domain import Answer, Citation, Essay
from advisor.text import Block, blocks
from advisor.ui.formats import anchor, badge
from advisor.wording import fold

EssayOf = Callable[[str], Essay | None]

_BULLET = re.compile(r"\s*[-*+•]\s+")
_CHANGED = "This essay was changed or removed since it was cited."
_TAGS = {"quote": "blockquote", "code": "pre", "table": "pre"}


def evidence(answers: Sequence[Answer], essay: EssayOf) -> str:
    """A card for every citation, the latest answer first, each with its words highlighted."""
    cited = [(turn, found) for turn, found in enumerate(answers) if found.citations]
    if not cited:
        return (
            "<h2>Evidence</h2><p class='about'>The words behind each sentence of an answer "
            "appear here.</p>"
        )
    parts = ["<h2>Evidence</h2>"]
    for turn, found in reversed(cited):
        dissent = {c.marker for s in found.sentences if s.role == "dissent" for c in s.citations}
        sure = html.escape(" · ".join(badge(found)))
        parts.append(
            f'<div class="asked"><strong>{html.escape(found.question)}</strong> '
            f"<span>{sure}</span></div>"
        )
        parts += [
            _card(turn, citation, essay(citation.essay_id), dissents=citation.marker in dissent)
            for citation in found.citations
        ]
    return "\n".join(parts)


def holds(citation: Citation, essay: Essay | None) -> bool:
    """Whether the essay still says, at that place, what is cited."""
    return (
        essay is not None
        and essay.digest == citation.essay_digest
        and essay.text[citation.start : citation.end] == citation.quote
    )


def about(*parts: str | None) -> str:
    """What is known of an essay, on one line."""
    return html.escape(" · ".join(part for part in parts if part))


def article(essay: Essay, start: int = 0, end: int = 0) -> str:
    """The whole essay, the words from ``start`` to ``end`` marked, the first mark named."""
    shown, named = [], False
    for is_item, group in groupby(blocks(essay.text), key=lambda block: block.kind == "item"):
        rendered = []
        for block in group:
            text, marked = _marked(essay, block, start, end, name="" if named else "quoted")
            named = named or marked
            rendered.append(f"<li>{text}</li>" if is_item else _block(block, text))
        shown.append(f"<ul>{''.join(rendered)}</ul>" if is_item else "".join(rendered))
    return "".join(shown)


def quotation(citation: Citation) -> str:
    """The quoted words and where they are from."""
    source = about(citation.title, citation.author, citation.date)
    return (
        f"<blockquote>{html.escape(fold(citation.quote))}</blockquote>"
        f'<div class="about">[{citation.marker}] {source}</div>'
    )


def opened(
    citation: Citation, essay: Essay | None, at: int, of: int, critics: Iterable[str]
) -> str:
    """The essay of a citation, open at the quoted words, with what other essays say about it.

    Args:
        citation: what is shown.
        essay: as it is indexed now, or None where it is gone.
        at: number of the citation among those of its answer, from 1.
        of: how many these are.
        critics: notes of the essays that qualify this one.
    """
    head = (
        f'<h2 class="opened" tabindex="-1">{html.escape(citation.title)}</h2>'
        f'<div class="about">{about(citation.author, citation.date, citation.path)}</div>'
        f'<p class="place">Citation {at} of {of}{_under(citation.heading)}</p>'
    )
    if essay is None or not holds(citation, essay):
        return f'{head}<p class="warning">{_CHANGED}</p>{quotation(citation)}'
    notes = "".join(f"<li>{html.escape(note)}</li>" for note in critics)
    aside = (
        "<details><summary>What other essays hold against this one</summary>"
        f"<ul>{notes}</ul></details>"
        if notes
        else ""
    )
    return f"{head}{aside}<article>{article(essay, citation.start, citation.end)}</article>"


def _under(heading: str) -> str:
    return f", under “{html.escape(heading)}”" if heading else ""


def _card(turn: int, citation: Citation, essay: Essay | None, *, dissents: bool) -> str:
    name = anchor(turn, citation)
    if essay is None or not holds(citation, essay):
        body = (
            f"<p><mark>{html.escape(fold(citation.quote))}</mark></p>"
            f'<p class="warning">{_CHANGED}</p>'
        )
    else:
        near = [
            block
            for block in blocks(essay.text)
            if block.start < citation.end and citation.start < block.end
        ]
        shown = (_marked(essay, block, citation.start, citation.end)[0] for block in near)
        body = "".join(f"<p>{text}</p>" for text in shown) + (
            f'<button type="button" data-open="{turn}-{citation.marker}" '
            f'aria-label="Read citation {citation.marker} in the essay">Read in the essay</button>'
        )
    kind = ' class="dissent"' if dissents else ""
    said = '<div class="label">Another essay on this</div>' if dissents else ""
    return (
        f'<article id="{name}"{kind}>{said}<h3>[{citation.marker}] {html.escape(citation.title)}'
        f'</h3><div class="about">{about(citation.author, citation.date, citation.heading)}</div>'
        f"{body}</article>"
    )


def _block(block: Block, text: str) -> str:
    if block.kind == "rule":
        return "<hr>"
    tag = f"h{min(block.level + 2, 6)}" if block.kind == "heading" else _TAGS.get(block.kind, "p")
    return f"<{tag}>{text}</{tag}>"


def _marked(essay: Essay, block: Block, start: int, end: int, name: str = "") -> tuple[str, bool]:
    """The words of a block with what lies in the span marked, and whether anything does."""
    first = block.start
    if block.kind == "item" and (bullet := _BULLET.match(essay.text, first)):
        first = min(bullet.end(), block.end)
    left = min(max(first, start), block.end)
    right = max(min(block.end, end), left)
    if block.title or left == right:
        return html.escape(block.title or essay.text[first : block.end]), False
    before, quoted, after = (
        html.escape(essay.text[a:b]) for a, b in ((first, left), (left, right), (right, block.end))
    )
    named = f' class="{name}" tabindex="-1"' if name else ""
    return f"{before}<mark{named}>{quoted}</mark>{after}", True
