"""Where the answers of a self-assessment come from: an option, a file, or a person."""

import json
import sys
from pathlib import Path
from typing import Any

import typer

from advisor.assessment import DIMENSIONS, SCALE
from advisor.cli import show
from advisor.errors import AnswersError

_EXAMPLE = 'Give them as --answers "2,3,...", or as a JSON file: [2, 3, ...].'


def parsed(given: str) -> list[Any]:
    """The answers in "2,3,..." or in a JSON file that holds a list, alone or as ``answers``.

    Raises:
        AnswersError: neither the one nor the other.
    """
    file = Path(given)
    if not file.suffix:
        return [_number(part.strip()) for part in given.split(",")]
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"The answers in {given} cannot be read: {error}"
        raise AnswersError(message, hint=_EXAMPLE) from error
    answers = held.get("answers") if isinstance(held, dict) else held
    if not isinstance(answers, list):
        raise AnswersError(f"{given} holds no list of answers", hint=_EXAMPLE)
    return list(answers)


def asked() -> list[Any]:
    """The answers that a person types; the statements are written to stderr.

    Raises:
        AnswersError: there is no terminal to ask on.
    """
    if not sys.stdin.isatty():
        raise AnswersError("There are no answers, and no terminal to ask on", hint=_EXAMPLE)
    show.note(f"Answer with {', '.join(f'{value} ({said})' for value, said in SCALE.items())}.")
    answers: list[Any] = []
    for dimension in DIMENSIONS:
        show.note(f"\n{dimension.title}")
        for statement in dimension.statements:
            answers.append(_typed(statement.text))
    return answers


def _typed(statement: str) -> int:
    """An answer on the scale, asked for until there is one."""
    while True:
        answer = typer.prompt(f"  {statement} [1-5]", type=int, err=True)
        if answer in SCALE:
            return int(answer)


def _number(part: str) -> int | str:
    return int(part) if part.isdecimal() else part
