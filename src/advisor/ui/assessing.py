"""The Self-assessment tab: twelve statements, a chart, a verdict, and what to read and do."""

import html
from collections.abc import Sequence
from typing import Any

import gradio as gr

from advisor import assessment
from advisor.advisor import Advisor
from advisor.assessment import DIMENSIONS, SCALE, Assessment, Reading
from advisor.domain import Citation
from advisor.errors import AdvisorError
from advisor.ui import exporting, reading, scripts
from advisor.ui.radar import radar

_INTRODUCTION = """## Internet+ or +Internet?

Has the internet changed your business, or only its tools? Say how far each statement is true of
your company. The verdict is held against the essays and quoted from them; no single answer can
decide it. Nothing you choose here leaves this page's server, and nothing is kept."""


def build(advisor: Advisor) -> tuple[gr.HTML, gr.State]:
    """Add the tab; returns the panel whose buttons open citations, and the state they are in."""
    found = gr.State(None)
    gr.Markdown(_INTRODUCTION, elem_classes="prose")
    radios = []
    for dimension in DIMENSIONS:
        with gr.Group(elem_classes="dimension"):
            gr.Markdown(f"### {dimension.title}")
            for statement in dimension.statements:
                choices = [(words, value) for value, words in SCALE.items()]
                radios.append(gr.Radio(choices, label=statement.text, elem_classes="statement"))
    with gr.Row(elem_id="judge"):
        show = gr.Button("Show the verdict", variant="primary")
        again = gr.Button("Start again")
    panel = gr.HTML("", elem_id="verdict", js_on_load=scripts.OPEN + scripts.SHOW_QUOTED)
    link = gr.HTML("")

    def judge(*answers: int | None) -> tuple[Assessment | None, str, str]:
        if missing := [number for number, one in enumerate(answers, 1) if one is None]:
            return None, _incomplete(missing), ""
        try:
            judged = advisor.assess([int(answer or 0) for answer in answers])
        except AdvisorError as error:
            return None, _problem(f"{error}. {error.hint}"), ""
        text = assessment.report(judged)
        saved = exporting.download(text, "advisor-assessment.md", "Save as Markdown")
        return judged, shown(judged), saved

    private: dict[str, Any] = {"api_visibility": "private"}
    show.click(judge, radios, [found, panel, link], **private)
    again.click(
        lambda: [None, "", "", *[None] * len(radios)],
        None,
        [found, panel, link, *radios],
        **private,
    )
    return panel, found


def cited(found: Assessment | None, opened: str) -> tuple[tuple[Citation, ...], int]:
    """The citations of an assessment, and the place among them of the one with that marker."""
    if found is None:
        return (), 0
    citations = tuple(one.citation for one in (*found.reasons, *found.readings, *found.steps))
    places = [at for at, citation in enumerate(citations) if str(citation.marker) == opened]
    return (citations, places[0]) if places else ((), 0)


def shown(found: Assessment) -> str:
    """The assessment as HTML; all text is escaped."""
    rows = "".join(
        f'<tr><th scope="row">{html.escape(one.title)}</th><td>{one.percent:.0f}</td>'
        f"<td>{html.escape(one.finding)}</td></tr>"
        for one in found.scores
    )
    table = (
        "<table><caption>Scores from 0 (+Internet) to 100 (Internet+)</caption><thead><tr>"
        '<th scope="col">Dimension</th><th scope="col">Score</th><th scope="col">Finding</th>'
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )
    missing = assessment.missing(found) if found.missing else ""
    return (
        f'<h2 class="opened" tabindex="-1">Verdict: {html.escape(found.verdict)}</h2>'
        f"<p>{html.escape(found.text)}</p>"
        f'<div class="scores">{radar(found.scores)}{table}</div>'
        + _section("Why", found.reasons, "The library holds none of the reasons.")
        + _section("Read first", found.readings, "The library holds none of the readings.")
        + _section("Next steps", found.steps, "The library holds none of the steps.")
        + (f'<p class="warning">{html.escape(missing)}</p>' if missing else "")
    )


def _section(title: str, readings: Sequence[Reading], none: str) -> str:
    if not readings:
        return f"<h3>{title}</h3><p>{none}</p>"
    cards = "".join(
        f'<article><div class="label">{html.escape(one.dimension)}</div>'
        f"{reading.quotation(one.citation)}"
        f'<button type="button" data-open="{one.citation.marker}" '
        f'aria-label="Read citation {one.citation.marker} in the essay">Read in the essay</button>'
        "</article>"
        for one in readings
    )
    return f'<h3>{title}</h3><div class="cards">{cards}</div>'


def _incomplete(missing: Sequence[int]) -> str:
    which = ", ".join(map(str, missing))
    return _problem(f"Please answer every statement; still open: {which}.")


def _problem(text: str) -> str:
    return f'<p class="warning" role="alert">{html.escape(text)}</p>'
