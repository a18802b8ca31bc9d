"""A conversation as a Markdown document with full citations, and a link to download a document."""

import html
from collections.abc import Sequence
from urllib.parse import quote

from advisor.domain import Answer, Citation
from advisor.text import escaped
from advisor.ui.formats import badge
from advisor.wording import fold, label


def conversation(answers: Sequence[Answer]) -> str:
    """The conversation as Markdown: questions, answers, and every quote with its exact place."""
    parts = ["# A conversation with Advisor"]
    for answer in answers:
        parts.append(f"## {escaped(fold(answer.question))}")
        for sentence in answer.sentences:
            marks = "".join(f" [{citation.marker}]" for citation in sentence.citations)
            inferred = sentence.support == "inference"
            note = "Our inference, not in the essays: " if inferred else label([sentence])
            parts.append(f"{escaped(note)}{_lines(sentence.text)}{marks}")
        if answer.abstained:
            parts.append(_lines(answer.text))
        else:
            parts.append(f"*{escaped('; '.join(badge(answer)))}.*")
        if answer.uncovered:
            parts.append(f"The essays do not cover: {escaped('; '.join(answer.uncovered))}")
        parts += [_source(citation) for citation in answer.citations]
    return "\n\n".join(parts) + "\n"


def download(text: str, name: str, words: str) -> str:
    """A link, as HTML, that saves the text as a file; nothing is kept on the server."""
    return (
        f'<a class="download" download="{html.escape(name)}" '
        f'href="data:text/markdown;charset=utf-8,{quote(text)}">{html.escape(words)}</a>'
    )


def _source(citation: Citation) -> str:
    known = (citation.title, citation.author, citation.date)
    place = f"{citation.path}, characters {citation.start} to {citation.end}"
    under = f", under “{escaped(citation.heading)}”" if citation.heading else ""
    quoted = "\n> ".join(escaped(line) for line in fold(citation.quote).split("\n"))
    source = ", ".join(escaped(part) for part in known if part)
    return f"[{citation.marker}] {source}. {escaped(place)}{under}:\n\n> {quoted}"


def _lines(text: str) -> str:
    return "  \n".join(escaped(line) for line in fold(text).split("\n"))
