"""``advisor eval``: measure the adviser on labelled questions, and compare with a baseline."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from advisor import evaluation, evidence
from advisor.advisor import Advisor
from advisor.cli import show
from advisor.cli.show import Json
from advisor.evaluation import MEASURES, Evaluation, LeaveOut, Measure, Outcome

CASES = Path("evals/cases.jsonl")
BASELINE = "baseline.json"
"""Beside the cases, unless another is named."""

_COLUMNS = {
    "cases": "cases",
    "recall_at_5": "recall@5",
    "essay_cited": "cited",
    "first_unit": "first",
    "fact_recall": "facts",
    "near_misses_refused": "refused",
    "false_refusals": "falsely",
}


def command(
    cases: Annotated[Path, typer.Option(help="Labelled questions, JSON Lines.")] = CASES,
    as_json: Json = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the table as Markdown.")
    ] = False,
    misses: Annotated[
        bool, typer.Option("--misses", help="List the questions that went wrong.")
    ] = False,
    plots: Annotated[
        Path | None, typer.Option(help="Folder for reliability.png and risk_coverage.png.")
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(help="Figures to compare with; by default baseline.json beside the cases."),
    ] = None,
    save_baseline: Annotated[
        bool, typer.Option("--save-baseline", help="Keep the figures as the baseline.")
    ] = False,
    leave_out: Annotated[
        bool,
        typer.Option("--leave-out", help="Ask the essays' own questions with and without them."),
    ] = False,
) -> None:
    """Measure retrieval, citations and refusals on labelled questions; exit 1 when they fell."""
    advisor = Advisor.from_settings()
    if leave_out:
        if baseline or save_baseline or markdown or misses:
            raise typer.BadParameter("--leave-out goes with --json and --plots only")
        _leave_out(advisor, plots, as_json)
        return
    labelled = evaluation.load_cases(cases)
    place = baseline or cases.parent / BASELINE
    compared = not save_baseline and (baseline is not None or place.exists())
    before = evaluation.read_baseline(place) if compared else {}
    with _progress("Asking") as progress:
        found = evaluation.evaluate(advisor, labelled, progress)
    _print(found, before, as_json=as_json, markdown=markdown, misses=misses)
    if plots:
        _plot(plots, found)
    if save_baseline:
        evaluation.write_baseline(found, place)
        show.note(f"Kept as the baseline: {place}")
    _gate(evaluation.regressions(found.figures, before))


def _leave_out(advisor: Advisor, plots: Path | None, as_json: bool) -> None:
    with _progress("Leaving out") as progress:
        found = evaluation.leave_out(advisor, progress=progress)
    if as_json:
        show.as_json(found)
    else:
        _print_leave_out(found)
    if plots:
        from advisor.evaluation import plotting

        plotting.risk_coverage(found.risk_coverage, plots / "risk_coverage.png", found.threshold)


def _plot(folder: Path, found: Evaluation) -> None:
    from advisor.evaluation import plotting  # Pillow, which no other command needs

    plotting.reliability(found.reliability, folder / "reliability.png")
    plotting.risk_coverage(found.risk_coverage, folder / "risk_coverage.png", evidence.THRESHOLD)


def _gate(fallen: Sequence[str]) -> None:
    """Name every measure that fell, and end with 1 if one did."""
    for sentence in fallen:
        show.stderr.print(Text(sentence, "bold red"), soft_wrap=True)
    if fallen:
        raise typer.Exit(1)


def _print(
    found: Evaluation,
    before: Mapping[str, float],
    *,
    as_json: bool,
    markdown: bool,
    misses: bool,
) -> None:
    if as_json:
        show.as_json(found)
        return
    if markdown:
        _say("\n".join(_markdown(found)))
        return
    show.stdout.print(_table(found, before))
    show.stdout.print(_kinds(found))
    if misses:
        for outcome in found.outcomes:
            if faults := ", ".join(_faults(outcome)):
                _say(f"{outcome.id}: {faults}: {outcome.question}")


def _table(found: Evaluation, before: Mapping[str, float]) -> Table:
    table = _plain(f"{found.cases} cases")
    table.add_column("measure", no_wrap=True)
    table.add_column("now", justify="right")
    if before:
        table.add_column("baseline", justify="right")
    table.add_column("meaning")
    for measure in _measured(found):
        name = measure.name
        cells = [name, _shown(name, found.figures[name])]
        if before:
            cells.append(_shown(name, before[name]) if name in before else "")
        table.add_row(*(Text(cell) for cell in (*cells, measure.meaning)))
    return table


def _kinds(found: Evaluation) -> Table:
    table = _plain("By kind of question")
    table.add_column("kind", no_wrap=True)
    for title in _COLUMNS.values():
        table.add_column(title, justify="right")
    for kind, figures in found.kinds.items():
        shown = [_shown(name, figures[name]) if name in figures else "" for name in _COLUMNS]
        table.add_row(kind, *shown)
    return table


def _plain(title: str) -> Table:
    return Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)


def _markdown(found: Evaluation) -> Iterator[str]:
    """The table of the measures, as docs/evaluation.md shows it."""
    yield f"| measure, {found.cases} cases | figure | meaning |"
    yield "|---|---:|---|"
    for measure in _measured(found):
        shown = _shown(measure.name, found.figures[measure.name])
        yield f"| `{measure.name}` | {shown} | {measure.meaning} |"


def _measured(found: Evaluation) -> Iterable[Measure]:
    return (measure for measure in MEASURES if measure.name in found.figures)


def _shown(name: str, value: float) -> str:
    return (
        f"{value:.0f}" if name == "cases" or name.startswith(("ms_", "words_")) else f"{value:.3f}"
    )


def _faults(outcome: Outcome) -> Iterator[str]:
    """What went wrong with one question, in words."""
    if outcome.abstained and outcome.answerable:
        yield f"refused ({outcome.reason})"
    if not outcome.abstained and not outcome.answerable:
        yield "answered, and should not be"
    if outcome.rank is None and outcome.cited is not None:
        yield "essay not found"
    if outcome.abstained:
        return
    if outcome.cited is False:
        yield "another essay cited"
    if outcome.all_cited is False:
        yield "one side missing"
    if outcome.facts is not None and outcome.facts < 1:
        yield f"{outcome.facts:.0%} of the facts"
    if outcome.uncovered is not None and outcome.uncovered < 1:
        yield "uncovered part not named"
    if outcome.exact < outcome.citations:
        yield "citation not exact"


def _print_leave_out(found: LeaveOut) -> None:
    _say(
        f"{found.questions} questions made from {found.essays} essays, each asked with its essay "
        "and without it."
    )
    if found.proposed is None or found.auroc is None:
        _say("There is nothing to measure: the essays have neither questions nor headings.")
        return
    table = _plain("Risk and coverage")
    for title in ("threshold", "answered", "of them unanswerable"):
        table.add_column(title, justify="right")
    for tenth in range(1, 11):
        at = next(p for p in found.risk_coverage if p.coverage >= tenth / 10 - 1e-9)
        table.add_row(f"{at.threshold:.3f}", f"{at.coverage:.0%}", f"{at.risk:.1%}")
    show.stdout.print(table)
    _say(f"AUROC {found.auroc:.3f}; area under the curve {found.risk_area:.3f}.")
    _say(
        f"In use: {found.constant} = {found.threshold:g} refuses {found.refused:.1%} of the "
        f"unanswerable and {found.lost:.1%} of the answerable."
    )
    _say(
        f"To refuse {evaluation.REFUSED:.0%} of the unanswerable, set it to {found.proposed:g}; "
        f"that refuses {found.proposed_lost:.1%} of the answerable. Nothing was changed."
    )


def _say(text: str) -> None:
    show.stdout.print(Text(text), soft_wrap=not show.stdout.is_terminal)


@contextmanager
def _progress(doing: str) -> Iterator[Callable[[int, int], Any]]:
    """A progress bar on stderr."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=show.stderr, transient=True) as bar:
        task = bar.add_task(doing, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
