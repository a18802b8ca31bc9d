"""The words around the essays' own words: markers, abstentions and replies."""

import re
from collections.abc import Sequence

from advisor.domain import Reason, Sentence
from advisor.text import is_cjk


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

SITUATION = "situation"
"""The role of a paragraph that is told apart by the heading it stands under."""


def label(paragraph: Sequence[Sentence]) -> str:
    """The words before a paragraph: its heading, or what says its role; none for the answer."""
    first = paragraph[0]
    if first.role != SITUATION or not first.citations:
        return LABELS.get(first.role, "")
    told = first.citations[0].heading.rpartition(" > ")[2].rstrip(" .:。：")
    return f"{told}{'' if told.endswith(tuple('?!？！')) else ':'} " if told else ""


def paragraphs(sentences: Sequence[Sentence]) -> list[list[Sentence]]:
    """The sentences by paragraph: a new one for another essay, a list, a side or a situation."""
    found: list[list[Sentence]] = []
    for sentence in sentences:
        before = found[-1][-1] if found else None
        alone = sentence.role in ("side", SITUATION)
        if before and not alone and _essay(before) == _essay(sentence):
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


def nearest() -> str:
    """What is said below situations that may not be the reader's."""
    return "The essays may hold no case quite like yours; these are the nearest."


def abstention(reason: Reason, titles: Sequence[str], question: str = "") -> str:
    """What is said when nothing is answered; it names topics, and claims nothing about them.

    A question in Chinese where no essay near it is Chinese is told why nothing was found.
    """
    topics = "; ".join(titles)
    if reason == "small_talk":
        return (
            "I answer questions on business transformation from a library of essays, in their own "
            f"words and with the source of every sentence. You could ask about: {topics}."
        )
    if is_cjk(question) and not is_cjk(topics):
        examples = f"主题例如：{topics}。" if topics else ""
        return f"没有找到回答这个问题的中文文章；其他语言的文章，请用文章的语言提问。{examples}"
    if not topics:
        return (
            "The essays do not cover this, nor anything near it. "
            'Ask "What do you cover?" for their topics.'
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
