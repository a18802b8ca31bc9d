"""Labelled questions: what a good answer cites and says, or that there must be none."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from advisor.domain import Turn
from advisor.errors import AdvisorError

KINDS = (
    "definition",
    "figure",
    "why",
    "should",
    "how",
    "list",
    "comparison",
    "case",
    "follow_up",
    "partial",
    "situational",
    "tension",
    "near_miss",
)
"""The kinds of questions, in the order they are reported."""

_HINT = "docs/evaluation.md says what a case looks like."
_LISTS = ("essays", "all_essays", "facts", "uncovered")


class CasesError(AdvisorError):
    """A file of cases, or a baseline, cannot be read or is malformed."""

    exit_code = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One labelled question."""

    id: str
    kind: str
    """One of ``KINDS``."""
    question: str
    history: tuple[Turn, ...] = ()
    """The earlier turns, oldest first."""
    essays: tuple[str, ...] = ()
    """Ids of essays of which one at least has to be cited."""
    all_essays: tuple[str, ...] = ()
    """Ids of essays of which each has to be cited."""
    facts: tuple[str, ...] = ()
    """What the answer has to say; of each, one of the alternatives between ``|``."""
    uncovered: tuple[str, ...] = ()
    """What the answer has to name as not covered; alternatives likewise."""
    answerable: bool

    @property
    def gold(self) -> tuple[str, ...]:
        """Every essay that answers the question."""
        return tuple(dict.fromkeys((*self.essays, *self.all_essays)))


def load_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a JSON Lines file, in order; empty lines are passed over.

    Raises:
        CasesError: the file cannot be read, holds no case, or a line is no case; the message
            names the file and the line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CasesError(f"{path} cannot be read: {error}", hint=_HINT) from error
    found: dict[str, Case] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            case = _case(line)
            if case.id in found:
                raise ValueError(f'the id "{case.id}" was used before')
        except ValueError as error:
            raise CasesError(f"{path}, line {number}: {error}", hint=_HINT) from error
        found[case.id] = case
    if not found:
        raise CasesError(f"{path} holds no case", hint=_HINT)
    return tuple(found.values())


def _case(line: str) -> Case:
    """The case of one line; a ValueError says what is wrong with it."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"is no JSON: {error.msg} at column {error.colno}") from error
    if not isinstance(row, dict):
        raise ValueError("is no JSON object")
    known = {field.name for field in fields(Case)}
    if unknown := sorted(row.keys() - known):
        raise ValueError(
            f"unknown field {', '.join(unknown)}; known are {', '.join(sorted(known))}"
        )
    answerable = row.get("answerable")
    if not isinstance(answerable, bool):
        raise ValueError('"answerable" has to be true or false')
    case = Case(
        id=_text(row, "id"),
        kind=_kind(row),
        question=_text(row, "question"),
        history=_history(row),
        answerable=answerable,
        **{name: _texts(row, name) for name in _LISTS},
    )
    _check(case)
    return case


def _check(case: Case) -> None:
    """Hold the labels against one another."""
    if case.answerable and not case.gold:
        raise ValueError('an answerable case needs "essays" or "all_essays"')
    if not case.answerable and (case.gold or case.facts):
        raise ValueError('an unanswerable case has no "essays", "all_essays" or "facts"')
    for entry in (*case.facts, *case.uncovered):
        if not all(alternative.strip() for alternative in entry.split("|")):
            raise ValueError(f'"{entry}" has an empty alternative')


def _kind(row: Mapping[str, Any]) -> str:
    kind = _text(row, "kind")
    if kind not in KINDS:
        raise ValueError(f'unknown kind "{kind}"; known are {", ".join(KINDS)}')
    return kind


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f'"{name}" has to be a text that is not empty')
    return value


def _texts(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = row.get(name, [])
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise ValueError(f'"{name}" has to be a list of texts that are not empty')
    return tuple(value)


def _history(row: Mapping[str, Any]) -> tuple[Turn, ...]:
    value = row.get("history", [])
    wanted = {"question", "answer"}
    if not isinstance(value, list) or not all(
        isinstance(turn, dict)
        and turn.keys() == wanted
        and all(isinstance(text, str) for text in turn.values())
        for turn in value
    ):
        raise ValueError('"history" has to be a list of objects with "question" and "answer"')
    return tuple(Turn(**turn) for turn in value)
