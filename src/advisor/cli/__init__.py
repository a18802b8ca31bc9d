"""The command line: ``advisor COMMAND``; results on stdout, progress and logs on stderr."""

import logging
import sys
import time
from typing import Annotated, NoReturn

import typer
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from advisor.advisor import Advisor
from advisor.cli import diagnosis, evaluating, show
from advisor.domain import SyncReport
from advisor.errors import AdvisorError, EssayError, IndexLocked, IndexMissing
from advisor.settings import Settings

app = typer.Typer(
    name="advisor",
    help="A chat adviser on business transformation that says only what its essays support.",
    epilog="Settings are read from ADVISOR_* in the environment and from .env; see the README. "
    "Exit codes: 0 done, 1 unexpected, 2 usage, 3 an essay failed (the others were indexed) or "
    "has to be mended, "
    "4 index missing or mismatched, 5 a model or server unavailable.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

_PATIENCE = 1.0  # seconds between two tries while another ingestion runs
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def _version(wanted: bool) -> None:
    if wanted:
        show.version()
        raise typer.Exit


def main() -> None:
    """Run the command line; an expected error is one message, a hint and its exit code."""
    logging.basicConfig(stream=sys.stderr, format="%(message)s", level=logging.WARNING)
    logging.getLogger("advisor").setLevel(logging.INFO)
    logging.getLogger("bm25s").setLevel(logging.WARNING)
    try:
        app()
    except AdvisorError as error:
        show.error(error)
        sys.exit(error.exit_code)


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and exit.", callback=_version),
    ] = False,
) -> None:
    """Take what every command shares."""


@app.command()
def ingest(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make the index anew, from the cache of vectors.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and do nothing.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and ingest again after every change.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Bring the index up to date with the corpus folder."""
    if watch and dry_run:
        raise typer.BadParameter("--watch and --dry-run exclude each other")
    advisor = Advisor.from_settings()
    if watch:
        _watch(advisor, as_json, rebuild=rebuild)
    report = _sync(advisor, rebuild=rebuild, dry_run=dry_run)
    _print_report(report, as_json, dry_run)
    if report.failed:
        raise typer.Exit(EssayError.exit_code)


@app.command()
def lint(as_json: Json = False) -> None:
    """Hold the files of the corpus against the rules for curators; exit 3 with findings."""
    advisor = Advisor.from_settings()
    found = advisor.lint()
    if as_json:
        show.as_json(found)
    else:
        show.findings(found, advisor.settings.corpus_dir)
    if found:
        raise typer.Exit(EssayError.exit_code)


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotes.")],
    as_json: Json = False,
) -> None:
    """Answer one question, with the exact source of every sentence."""
    answer = _ready().ask(question)
    if as_json:
        show.as_json(answer)
    else:
        show.answer(answer)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="What to look for, in quotes.")],
    k: Annotated[int, typer.Option("-k", min=1, help="How many passages.")] = 8,
    as_json: Json = False,
) -> None:
    """Show the passages that retrieval finds, best first."""
    hits = Advisor.from_settings().search(query, k)
    if as_json:
        show.as_json(hits)
    else:
        show.hits(hits)


@app.command()
def essays(as_json: Json = False) -> None:
    """List the essays in the index."""
    found = Advisor.from_settings().essays()
    if as_json:
        show.as_json(found)
    else:
        show.essays(found)


@app.command()
def status(as_json: Json = False) -> None:
    """Say what is being served, with the receipt of the last ingestion."""
    found = Advisor.from_settings().status()
    if as_json:
        show.as_json(found)
    else:
        show.status(found)


@app.command()
def verify(as_json: Json = False) -> None:
    """Hold the index against the corpus and against itself; exit 4 when they differ."""
    found = Advisor.from_settings().verify()
    if as_json:
        show.as_json(found)
    else:
        show.verification(found)
    if not found.ok:
        raise typer.Exit(IndexMissing.exit_code)


@app.command()
def doctor(as_json: Json = False) -> None:
    """Say what is installed and what works; needs no network."""
    checks = diagnosis.examine(Settings())
    if as_json:
        show.as_json(checks)
    else:
        show.checks(checks)
    raise typer.Exit(max(check.exit_code for check in checks))


app.command(name="eval")(evaluating.command)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address, instead of ADVISOR_HOST.")] = None,
    port: Annotated[int | None, typer.Option(help="Port, instead of ADVISOR_PORT.")] = None,
) -> None:
    """Ingest what changed, then serve the chat in the browser until interrupted."""
    given = {"host": host, "port": port}
    settings = Settings(**{name: value for name, value in given.items() if value is not None})
    advisor = Advisor.from_settings(settings)
    show.report(_sync(advisor))
    from advisor import ui  # takes seconds, and only this command needs it

    ui.serve(advisor, announce=show.address)


def _ready() -> Advisor:
    """An advisor with an index, built now if there is none."""
    advisor = Advisor.from_settings()
    try:
        advisor.status()
    except IndexMissing as missing:
        show.note(f"{missing}; building it from {advisor.settings.corpus_dir}.")
        _sync(advisor)
    return advisor


def _sync(advisor: Advisor, *, rebuild: bool = False, dry_run: bool = False) -> SyncReport:
    """Ingest with a progress bar on stderr: size done, rate and time left."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=show.stderr, transient=True) as bar:
        task = bar.add_task("Ingesting", total=None)
        return advisor.sync(
            lambda done, total: bar.update(task, completed=done, total=total),
            rebuild=rebuild,
            dry_run=dry_run,
        )


def _watch(advisor: Advisor, as_json: bool, *, rebuild: bool) -> NoReturn:
    """Ingest now and after every change until interrupted.

    A later error is said, and the watch goes on.
    """
    changes = advisor.changes()
    next(changes)
    _print_report(_sync(advisor, rebuild=rebuild), as_json)
    show.note(f"Watching {advisor.settings.corpus_dir}; stop with Ctrl+C.")
    for _ in changes:
        try:
            report = _sync_when_free(advisor)
        except AdvisorError as error:
            show.error(error)
        else:
            _print_report(report, as_json)
    raise AssertionError("a watch has no end of its own")


def _sync_when_free(advisor: Advisor) -> SyncReport:
    """Ingest once no other ingestion runs."""
    said = False
    while True:
        try:
            return _sync(advisor)
        except IndexLocked as error:
            if not said:
                show.error(error)
            said = True
            time.sleep(_PATIENCE)


def _print_report(report: SyncReport, as_json: bool, dry_run: bool = False) -> None:
    if as_json:
        show.as_json(report)
    else:
        show.report(report, dry_run=dry_run)
