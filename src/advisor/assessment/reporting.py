"""An assessment as a Markdown document that can be kept and sent."""

from collections.abc import Sequence

from advisor.assessment.judging import Assessment, Reading
from advisor.assessment.scoring import SCALE
from advisor.assessment.statements import STATEMENTS
from advisor.text import escaped


def report(found: Assessment) -> str:
    """The assessment as Markdown: verdict, scores, reasons, readings, next steps and answers."""
    parts = [
        "# Internet+ or +Internet? A self-assessment",
        f"**Verdict: {found.verdict}.** {found.text}",
        _scores(found),
        _section("Why", found.reasons, "The founding essay holds none of the reasons."),
        _section("Read first", found.readings, "The corpus holds none of the readings."),
        _section("Next steps", found.steps, "The corpus holds none of the steps."),
    ]
    if found.missing:
        parts.append(missing(found))
    lines = [
        f"{number}. {text.text} *{SCALE[answer]}*"
        for number, (text, answer) in enumerate(zip(STATEMENTS, found.answers, strict=True), 1)
    ]
    parts += ["## Your answers", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def missing(found: Assessment) -> str:
    """What could not be quoted, in a sentence."""
    return (
        "Fewer words are quoted than could be, because these essays are not in the library or no "
        f"longer say what was looked for: {', '.join(found.missing)}."
    )


def _scores(found: Assessment) -> str:
    rows = [f"| {one.title} | {one.percent:.0f} | {one.finding} |" for one in found.scores]
    return "\n".join(["| Dimension | Score of 100 | Finding |", "|---|---|---|", *rows])


def _section(title: str, readings: Sequence[Reading], none: str) -> str:
    return "\n\n".join([f"## {title}", *(map(_quoted, readings) if readings else [none])])


def _quoted(reading: Reading) -> str:
    citation = reading.citation
    quote = "\n> ".join(escaped(line) for line in citation.quote.splitlines())
    about = ", ".join(part for part in (citation.author, citation.date) if part)
    source = f"{escaped(citation.title)}{f' ({escaped(about)})' if about else ''}"
    place = f"{citation.path}, characters {citation.start} to {citation.end}"
    return f"{reading.dimension}:\n\n> {quote}\n\n[{citation.marker}] {source}; {escaped(place)}"
