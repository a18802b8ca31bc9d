"""The command line: ``advisor COMMAND``; results on stdout, progress and logs on stderr."""

import logging
import sys
from typing import Annotated

import typer

from advisor.advisor import Advisor
from advisor.assessment import report
from advisor.cli import assessing, diagnosis, evaluating, ingesting, show
from advisor.cli.show import Json
from advisor.errors import AdvisorError, EssayError, IndexMissing
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


app.command()(ingesting.ingest)


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
        if not hits:
            show.note("No passage holds a word of it.")


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


@app.command()
def assess(
    answers: Annotated[
        str | None,
        typer.Option(help='Twelve numbers from 1 to 5, as "2,3,...", or a JSON file of them.'),
    ] = None,
    as_json: Json = False,
) -> None:
    """Judge a company by its answers: "Internet+" or "+Internet", with cited readings."""
    given = assessing.parsed(answers) if answers else assessing.asked()
    found = _ready().assess(given)
    if as_json:
        show.as_json(found)
    else:
        show.text(report(found))


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
    show.report(ingesting.sync(advisor))
    from advisor import ui  # takes seconds, and only this command needs it

    ui.serve(advisor, announce=show.address)


def _ready() -> Advisor:
    """An advisor with an index, built now if there is none."""
    advisor = Advisor.from_settings()
    try:
        advisor.status()
    except IndexMissing as missing:
        show.note(f"{missing}; building it from {advisor.settings.corpus_dir}.")
        ingesting.sync(advisor)
    return advisor
