"""The words around the essays' own words: markers, abstentions and replies."""

import re
from collections.abc import Sequence

from advisor.domain import Reason, Sentence


def render(sentences: Sequence[Sentence], uncovered: Sequence[str] = ()) -> str:
    """The answer as text: sentences with their markers, a blank line where the essay changes."""
    paragraphs: list[str] = []
    previous: str | None = None
    for sentence in sentences:
        marked = fold(sentence.text) + "".join(f" [{c.marker}]" for c in sentence.citations)
        essay = sentence.citations[0].essay_id if sentence.citations else None
        same = paragraphs and essay == previous and sentence.role != "side"
        if same and "\n" not in marked + paragraphs[-1]:
            paragraphs[-1] += f" {marked}"
        else:
            paragraphs.append(marked)
        previous = essay
    if uncovered:
        paragraphs.append(f"The essays do not cover: {'; '.join(uncovered)}")
    return "\n\n".join(paragraphs)


def abstention(reason: Reason, titles: Sequence[str]) -> str:
    """What is said when nothing is answered; it names topics, and claims nothing about them."""
    topics = "; ".join(titles)
    if reason == "small_talk":
        return (
            "I answer questions on business transformation from a library of essays, in their own "
            f"words and with the source of every sentence. You could ask about: {topics}."
        )
    if reason == "clarify":
        return f"What would you like to know? The essays cover, for example: {topics}."
    return f"The essays do not cover this. The nearest topics they do cover: {topics}."


def fold(text: str) -> str:
    r"""The text with hard-wrapped lines joined; list items keep their lines.

    >>> fold("Do\nthis:\n\n- one\n  more\n- two")
    'Do this:\n- one more\n- two'
    """
    joined = re.sub(r"\s*\n\s*(?!\s*(?:[-*+•]|\d{1,3}[.)])\s)", " ", text)
    return re.sub(r"\s*\n\s*", "\n", joined).strip()
