"""The words around the essays' own words: markers, abstentions and replies."""

import re
from collections.abc import Sequence

from advisor.domain import Reason, Sentence


def render(sentences: Sequence[Sentence], uncovered: Sequence[str] = (), note: str = "") -> str:
    """The answer as text: sentences with their markers, in paragraphs."""
    shown = [
        label(paragraph)
        + " ".join(
            fold(sentence.text) + "".join(f" [{c.marker}]" for c in sentence.citations)
            for sentence in paragraph
        )
        for paragraph in paragraphs(sentences)
    ]
    if uncovered:
        shown.append(not_covered(uncovered))
    if note:
        shown.append(note)
    return "\n\n".join(shown)


LABELS = {
    "action": "What to do: ",
    "limit": "Where it stops holding: ",
    "dissent": "Another essay on this: ",
    "inference": "Inference, not in the essays: ",
}
"""What is put before a paragraph of that role."""


def label(paragraph: Sequence[Sentence]) -> str:
    """The words before a paragraph that say its role; empty for the answer itself."""
    return LABELS.get(paragraph[0].role, "")


def paragraphs(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """The sentences by paragraph: a new one for another essay, a list, a side of a comparison."""
    found: list[list[Sentence]] = []
    for sentence in sentences:
        before = found[-1][-1] if found else None
        if before and sentence.role != "side" and _essay(before) == _essay(sentence):
            apart = LABELS.get(before.role) != LABELS.get(sentence.role)
            if not (apart or _is_list(before) or _is_list(sentence)):
                found[-1].append(sentence)
                continue
        found.append([sentence])
    return found


def not_covered(uncovered: Sequence[str]) -> str:
    """The parts of the question that the essays do not answer, in words."""
    return f"The essays do not cover: {'; '.join(uncovered)}"


def fallback(problem: str) -> str:
    """What is said where a chat model failed, and the essays' own sentences take its place."""
    return f"{problem}; this answer is in the essays' own words instead."


def abstention(reason: Reason, titles: Sequence[str]) -> str:
    """What is said when nothing is answered; it names topics, and claims nothing about them."""
    topics = "; ".join(titles)
    if reason == "small_talk":
        return (
            "I answer questions on business transformation from a library of essays, in their own "
            f"words and with the source of every sentence. You could ask about: {topics}."
        )
    return f"The essays do not cover this. The nearest topics they do cover: {topics}."


def fold(text: str) -> str:
    r"""The text with hard-wrapped lines joined; list items keep their lines.

    >>> fold("Do\nthis:\n\n- one\n  more\n- two")
    'Do this:\n- one more\n- two'
    """
    joined = re.sub(r"\s*\n\s*(?!\s*(?:[-*+•]|\d{1,3}[.)])\s)", " ", text)
    return re.sub(r"\s*\n\s*", "\n", joined).strip()


def _essay(sentence: Sentence) -> str | None:
    return sentence.citations[0].essay_id if sentence.citations else None


def _is_list(sentence: Sentence) -> bool:
    return "\n" in fold(sentence.text)
