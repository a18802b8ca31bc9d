"""Answers as Markdown for the chat; pure, and every character of content escaped."""

import html
import re
from collections.abc import Collection, Sequence

from advisor.domain import Answer, Citation, Sentence
from advisor.wording import fold, label, not_covered, paragraphs

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+=\-.!|~>$:@/])")
_EXTRACTIVE = "extractive"
STOPPED = ""
"""The engine of an answer that the reader stopped."""
_SURE = ((0.85, "Very sure"), (0.65, "Fairly sure"), (0.0, "Not very sure"))

Pairs = Collection[tuple[str, str]]
"""Pairs of essay ids: the one that qualifies, and the one that is qualified."""


def plain(text: str) -> str:
    r"""The text as Markdown that shows it to the letter: no markup, no HTML, no link.

    >>> plain("<b>1. *win* [now](http://x)</b>")
    '&lt;b&gt;1\\. \\*win\\* \\[now\\]\\(http\\:\\/\\/x\\)&lt;\\/b&gt;'
    """
    flush = re.sub(r"(?m)^[ \t]+", "", text)  # four spaces would make it code
    return _MARKUP.sub(r"\\\1", html.escape(flush, quote=False))


def message(
    sentences: Sequence[Sentence],
    turn: int,
    uncovered: Sequence[str] = (),
    pairs: Pairs = (),
    note: str = "",
) -> str:
    """An answer, or what there is of it, with a link to the evidence behind every sentence.

    A paragraph that dissents stands right below the one it bears on; dissent and inference are set
    off as quotations with a label.

    Args:
        sentences: verified, in the order of the answer.
        turn: number of the answer in the conversation, from 0.
        uncovered: parts of the question that the essays do not answer.
        pairs: which essay qualifies which.
        note: what the reader should know about how the answer was made.
    """
    shown = [_paragraph(found, turn) for found in _beside(paragraphs(sentences), pairs)]
    if uncovered:
        shown.append(f"*{plain(not_covered(uncovered))}*")
    if note:
        shown.append(f"*{plain(note)}*")
    return "\n\n".join(shown)


def answered(answer: Answer, turn: int, pairs: Pairs = ()) -> str:
    """A finished answer, or abstention, with its badge."""
    if answer.abstained:
        return plain(answer.text)
    badges = " ".join(f"`{words.replace('`', '')}`" for words in badge(answer))
    return f"{message(answer.sentences, turn, answer.uncovered, pairs, answer.note)}\n\n{badges}"


def badge(answer: Answer) -> tuple[str, ...]:
    """What composed the answer, and how sure it is that the essays answer the question."""
    if answer.engine == STOPPED:
        return ("Stopped before it was finished",)
    engine = (
        "In the essays' own words"
        if answer.engine == _EXTRACTIVE
        else f"Written by {answer.engine}, checked against the essays"
    )
    words = next(words for least, words in _SURE if answer.confidence >= least)
    return " ".join(engine.split()), f"{words}: {min(answer.confidence, 0.99):.0%}"


def anchor(turn: int, citation: Citation) -> str:
    """The id of a citation's card."""
    return f"cite-{turn}-{citation.marker}"


def _beside(found: list[list[Sentence]], pairs: Pairs) -> list[list[Sentence]]:
    """The paragraphs, each that dissents moved behind the last one that it bears on."""
    placed = [paragraph for paragraph in found if paragraph[0].role != "dissent"]
    for paragraph in (one for one in found if one[0].role == "dissent"):
        own = _essays(paragraph)
        near = [
            place
            for place, other in enumerate(placed)
            if any((a, b) in pairs or (b, a) in pairs for a in own for b in _essays(other))
        ]
        placed.insert(near[-1] + 1 if near else len(placed), paragraph)
    return placed


def _essays(paragraph: Sequence[Sentence]) -> set[str]:
    return {citation.essay_id for sentence in paragraph for citation in sentence.citations}


def _paragraph(paragraph: Sequence[Sentence], turn: int) -> str:
    text = " ".join(_lines(sentence.text) + _chips(sentence, turn) for sentence in paragraph)
    if paragraph[0].support == "inference":
        return _quotation(f"**Our inference, not in the essays\\:** *{text}*")
    words = label(paragraph)
    labelled = f"**{plain(words.strip())}** {text}" if words else text
    return _quotation(labelled) if paragraph[0].role == "dissent" else labelled


def _quotation(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _lines(text: str) -> str:
    """The sentence to the letter; the items of a list each on a line of their own."""
    return "  \n".join(plain(line) for line in fold(text).split("\n"))


def _chips(sentence: Sentence, turn: int) -> str:
    links = (rf"[\[{c.marker}\]](#{anchor(turn, c)})" for c in sentence.citations)
    return "".join(f" {link}" for link in links)
