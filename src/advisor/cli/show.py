"""What the commands print: tables and text for people, JSON for programs."""

import dataclasses
import importlib.metadata
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from advisor.cli.diagnosis import Check
from advisor.domain import Answer, Citation, Essay, Finding, Hit, Status, SyncReport, Verification
from advisor.errors import AdvisorError
from advisor.wording import fold

Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
"""The option that most commands share."""

stdout = Console(highlight=False)
stderr = Console(stderr=True, highlight=False)


def as_json(value: Any) -> None:  # noqa: ANN401 - any of our values, or a sequence of them
    """The value as JSON, keys being the field names."""
    plain = [dataclasses.asdict(v) for v in value] if isinstance(value, Sequence) else value
    if dataclasses.is_dataclass(plain) and not isinstance(plain, type):
        plain = dataclasses.asdict(plain)
    text = json.dumps(plain, ensure_ascii=False, indent=2)
    stdout.print(Text(text), soft_wrap=True)


def error(problem: AdvisorError) -> None:
    """What happened, and what to do."""
    _say(stderr, Text(f"Error: {problem}", style="bold red"))
    if problem.hint:
        _say(stderr, Text(problem.hint))


def note(message: str) -> None:
    """A remark beside the result."""
    _say(stderr, Text(message, style="dim"))


def address(url: str) -> None:
    """Where the page is served."""
    stdout.print(
        Text(f"Advisor is ready: {url}"), Text("Stop it with Ctrl+C.", style="dim"), sep="\n"
    )


def text(prose: str) -> None:
    """A text that was made elsewhere."""
    _say(stdout, Text(prose))


def answer(found: Answer) -> None:
    """The answer, then its sources with the words they are cited for."""
    _say(stdout, Text(found.text))
    for citation in found.citations:
        stdout.print()
        stdout.print(_source(citation))
        stdout.print(Padding(Text(f"“{fold(citation.quote)}”", style="italic"), (0, 0, 0, 4)))
    if not found.abstained:
        legs = " + ".join(found.legs)
        stdout.print()
        stdout.print(
            Text(f"Confidence {found.confidence:.2f}; {found.engine}; searched by {legs}.", "dim")
        )


def hits(found: Sequence[Hit]) -> None:
    """The passages, one below the other."""
    for hit in found:
        passage = hit.passage
        legs = ", ".join(f"{leg} {rank}" for leg, rank in hit.legs.items())
        place = " > ".join(part for part in (passage.essay_id, passage.heading) if part)
        stdout.print(Text.assemble((f"{hit.score:.3f}  ", "bold"), place, (f"  ({legs})", "dim")))
        stdout.print(Padding(Text(fold(passage.text)), (0, 0, 1, 4)))


def essays(found: Sequence[Essay]) -> None:
    """A table of the essays."""
    longest = max((len(essay.id) for essay in found), default=0)
    table = Table(Column("Essay", min_width=longest), "Title", "Author", "Date")
    for essay in found:
        cells = (essay.id, essay.title, essay.author or "", essay.date or "")
        table.add_row(*(Text(cell) for cell in cells))
    stdout.print(table, crop=False)  # an id is whole, to be used again


def version() -> None:
    """The version of the package."""
    stdout.print(Text(f"advisor {importlib.metadata.version('advisor')}"))


def report(found: SyncReport, *, dry_run: bool = False) -> None:
    """The receipt of an ingestion, or the plan of one, document by document."""
    if dry_run:
        for name in ("added", "updated", "removed"):
            for path in getattr(found, name):
                _say(stdout, Text(f"would be {name}: {path}"))
    counts = ", ".join(
        f"{len(paths)} {name}"
        for name in ("added", "updated", "removed", "unchanged")
        if (paths := getattr(found, name))
    )
    embedded = f"{found.passages_embedded} passages embedded, {found.passages_reused} reused"
    took = "nothing was changed" if dry_run else f"{found.seconds:.1f} s"
    _say(stdout, Text(f"{counts or 'nothing to do'}; {embedded}; {took}"))
    for name, pairs, style in (("skipped", found.skipped, "dim"), ("failed", found.failed, "red")):
        for path, reason in pairs:
            _say(stdout, Text(f"{name}: {path}: {reason.removeprefix(f'{path}: ')}", style))


def findings(found: Sequence[Finding], corpus_dir: Path) -> None:
    """One line each, as compilers and linters print it, and how many there are."""
    for finding in found:
        place = f"{corpus_dir / finding.path}:{finding.line}"
        _say(stdout, Text(f"{place}: {finding.rule}: {finding.message}"))
    count = f"{len(found)} finding{'s' if len(found) > 1 else ''}" if found else "nothing to mend"
    _say(stdout, Text(count))


def status(found: Status) -> None:
    """What is served, and the last receipt."""
    table = Table.grid(padding=(0, 2))
    for name in ("corpus_dir", "index_dir", "generation", "model", "essays", "passages"):
        table.add_row(Text(name.replace("_", " "), "dim"), Text(str(getattr(found, name))))
    stdout.print(table)
    stdout.print(Text(f"last ingestion {found.last_sync.finished_at}", "dim"), end="  ")
    report(found.last_sync)


def verification(found: Verification) -> None:
    """The problems, or that there are none."""
    for problem in found.problems:
        _say(stdout, Text(problem, "red"))
    verdict = f"{len(found.problems)} problems" if found.problems else "no problem"
    _say(stdout, Text(f"{found.essays} essays, {found.passages} passages: {verdict}"))


def checks(found: Sequence[Check]) -> None:
    """What works, what is degraded and what fails, in plain words."""
    marks = {"ok": ("ok", "green"), "degraded": ("note", "yellow"), "failed": ("FAILED", "red")}
    table = Table.grid(padding=(0, 2))
    for check in found:
        word, style = marks[check.state]
        table.add_row(Text(word, style), Text(check.name, "bold"), Text(check.detail))
    stdout.print(table)


def _source(citation: Citation) -> Text:
    about = ", ".join(part for part in (citation.author, citation.date) if part)
    line = Text(f"[{citation.marker}] {citation.title}", "bold")
    line.append(f" ({about})" if about else "", "dim")
    line.append(f"\n    {citation.path}, characters {citation.start} to {citation.end}", "dim")
    return line


def _say(console: Console, text: Text) -> None:
    """Print prose: wrapped between words on a terminal, unwrapped for a file or a program."""
    console.print(text, soft_wrap=not console.is_terminal)
