"""The conversation as the browser keeps it, and the likes and dislikes as the server keeps them."""

import json
import threading
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from advisor.domain import Answer

_ANSWERS = TypeAdapter(tuple[Answer, ...])
_TITLES = TypeAdapter(list[tuple[str, str]])
_LONGEST = 4_000_000  # characters; a browser keeps about five million for one page
_LONGEST_TITLE = 60
_LONGEST_COMMENT = 2000
_writing = threading.Lock()


def packed(talk: str, answers: Sequence[Answer]) -> str:
    """The conversation as JSON; the passages that were searched are left out.

    Args:
        talk: id of the conversation.
        answers: its answers, oldest first.
    """
    slim = [asdict(replace(answer, hits=(), timings_ms={})) for answer in answers]
    first = " ".join(answers[0].question.split()) if answers else ""
    title = first if len(first) <= _LONGEST_TITLE else f"{first[: _LONGEST_TITLE - 1]}…"
    return json.dumps({"id": talk, "title": title, "answers": slim}, ensure_ascii=False)


def unpacked(text: str) -> tuple[str, tuple[Answer, ...]]:
    """The id and the answers of a kept conversation; none where the text is no such thing.

    It comes from the browser, so nothing in it is trusted: what is cited is compared with the
    essays again before it is shown as theirs.
    """
    if not text or len(text) > _LONGEST:
        return "", ()
    try:
        held = json.loads(text)
        return str(held["id"]), _ANSWERS.validate_python(held["answers"])
    except (ValueError, TypeError, KeyError, ValidationError):
        return "", ()


def titles(text: str) -> list[tuple[str, str]]:
    """Title and id of each conversation that the browser keeps, the latest first."""
    try:
        return _TITLES.validate_json(text or "[]")
    except ValidationError:
        return []


def keep_feedback(file: Path, answer: Answer, *, liked: bool | None, comment: str = "") -> None:
    """Append a line of JSON to the file: what was asked, answered and cited, and what was thought.

    Raises:
        OSError: the file cannot be written.
    """
    line = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "liked": liked,
        "comment": comment[:_LONGEST_COMMENT],
        "question": answer.question,
        "answer": answer.text,
        "cited": [[c.essay_id, c.start, c.end] for c in answer.citations],
        "confidence": answer.confidence,
        "engine": answer.engine,
    }
    with _writing, file.open("a", encoding="utf-8", errors="replace") as lines:
        lines.write(json.dumps(line, ensure_ascii=False) + "\n")
