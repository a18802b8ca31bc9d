"""The course of a conversation: what is shown after each step; free of Gradio's parts."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from advisor.advisor import Advisor
from advisor.domain import Answer, Citation, Essay, Sentence, Turn
from advisor.errors import AdvisorError
from advisor.grounding import citations as citations_of
from advisor.ui import formats, reading, shelf
from advisor.wording import render

_EXAMPLES, _NEXT = 4, 3

Messages = list[dict[str, Any]]
Said = tuple[Answer, ...]
Step = tuple[Messages, str, Said]
"""The messages, the evidence as HTML, and the conversation."""


def cited(said: Said, opened: str) -> tuple[tuple[Citation, ...], int]:
    """The citations of an answer, and the place among them of the one that a card names.

    Args:
        said: the conversation.
        opened: number of the answer, a hyphen, and the marker.
    """
    turn, _, marker = opened.partition("-")
    if not (turn.isdecimal() and marker.isdecimal() and int(turn) < len(said)):
        return (), 0
    citations = said[int(turn)].citations
    places = [at for at, citation in enumerate(citations) if citation.marker == int(marker)]
    return (citations, places[0]) if places else ((), 0)


def steps(advisor: Advisor, question: str, said: Said) -> Iterator[Step]:
    """The conversation after each verified sentence, and at last with the evidence beside it.

    The answer is part of the conversation from its first sentence on, so that nothing is lost
    when the reader stops it.
    """
    before: Messages = []
    panel = ""
    try:
        essays = shelf.essays(advisor)
        before = messages(said, essays)
        panel = reading.evidence(said, essays.get)
        if not question.strip():
            yield before, panel, said
            return
        asked = [*before, _message("user", formats.plain(question))]
        yield [*asked, _message("assistant", "…")], panel, said
        history = tuple(Turn(question=answer.question, answer=answer.text) for answer in said)
        sentences: list[Sentence] = []
        for step in advisor.stream(question, history):
            if isinstance(step, Answer):
                essays = shelf.essays(advisor)
                done = (*said, step)
                yield messages(done, essays), reading.evidence(done, essays.get), done
            else:
                sentences.append(step)
                text = formats.message(sentences, len(said), pairs=_pairs(essays))
                partly = (*said, _stopped(question, sentences))
                yield [*asked, _message("assistant", text)], panel, partly
    except AdvisorError as error:
        problem = _message("assistant", formats.plain(f"{error}. {error.hint}"))
        yield [*before, _message("user", formats.plain(question)), problem], panel, said


NO_EVIDENCE = reading.evidence((), lambda _: None)
"""The evidence of a conversation that has not begun."""


def shown(advisor: Advisor, said: Said, turn: int = 0) -> tuple[Messages, str]:
    """The messages of a conversation, and its evidence, against the essays as they are now.

    Args:
        advisor: has the essays.
        said: the conversation.
        turn: other questions to go on with are offered with every turn.
    """
    essays = shelf.essays(advisor)
    return messages(said, essays, turn), reading.evidence(said, essays.get)


def messages(said: Said, essays: Mapping[str, Essay], turn: int = 0) -> Messages:
    """The conversation as the chatbot shows it, with questions to go on with at its end."""
    pairs = _pairs(essays)
    found = [
        message
        for number, answer in enumerate(said)
        for message in (
            _message("user", formats.plain(answer.question)),
            _message("assistant", formats.answered(answer, number, pairs)),
        )
    ]
    if following := next_questions(said, essays, turn):
        found[-1]["options"] = [{"value": question} for question in following]
    return found


def examples(essays: Sequence[Essay], turn: int = 0) -> list[str]:
    """Questions the essays say they answer: the first of all, then others with every turn.

    They are taken in rounds, the first of each essay, then the second, and so on.
    """
    asked = [essay.questions for essay in essays]
    longest = max((len(questions) for questions in asked), default=0)
    all_of_them = [q[row] for row in range(longest) for q in asked if row < len(q)]
    first, others = all_of_them[:1], all_of_them[1:]
    start = (turn * (_EXAMPLES - 1)) % len(others) if others else 0
    return [*first, *[*others[start:], *others[:start]][: _EXAMPLES - 1]]


def next_questions(said: Said, essays: Mapping[str, Essay], turn: int = 0) -> list[str]:
    """Questions that the essays behind the last answer say they answer, and not asked before."""
    if not said:
        return []
    last = said[-1]
    near = [c.essay_id for c in last.citations] or [hit.passage.essay_id for hit in last.hits]
    asked = {answer.question for answer in said}
    sources = [essays[key].questions for key in dict.fromkeys(near) if key in essays]
    found = [q for row in itertools.zip_longest(*sources) for q in row if q and q not in asked]
    distinct = list(dict.fromkeys(found))
    start = (turn * _NEXT) % len(distinct) if distinct else 0
    return [*distinct[start:], *distinct[:start]][:_NEXT]


def turn_of(index: int | tuple[int, ...]) -> int:
    """Number of the answer to which a message belongs; messages come in pairs."""
    return (index if isinstance(index, int) else index[0]) // 2


def _pairs(essays: Mapping[str, Essay]) -> set[tuple[str, str]]:
    return {(essay.id, entry.essay) for essay in essays.values() for entry in essay.qualifies}


def _stopped(question: str, sentences: Sequence[Sentence]) -> Answer:
    """What there is of an answer."""
    return Answer(
        question=question,
        standalone_question=question,
        text=render(sentences),
        sentences=tuple(sentences),
        citations=citations_of(sentences),
        abstained=False,
        confidence=0.0,
        engine=formats.STOPPED,
    )


def _message(role: str, content: str) -> dict[str, Any]:
    return {"role": role, "content": content}
