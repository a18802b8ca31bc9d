"""``advisor ingest``: the index follows the corpus folder, once or after every change."""

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
from advisor.cli import show
from advisor.cli.show import Json
from advisor.domain import SyncReport
from advisor.errors import AdvisorError, EssayError, IndexLocked

_PATIENCE = 1.0  # seconds between two tries while another ingestion runs


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
    report = sync(advisor, rebuild=rebuild, dry_run=dry_run)
    _print_report(report, as_json, dry_run)
    if report.failed:
        raise typer.Exit(EssayError.exit_code)


def sync(advisor: Advisor, *, rebuild: bool = False, dry_run: bool = False) -> SyncReport:
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
    _print_report(sync(advisor, rebuild=rebuild), as_json)
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
            return sync(advisor)
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
