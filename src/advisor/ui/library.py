"""The Library tab: find and read essays; and, where it is allowed, add and remove them."""

import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from advisor import curating
from advisor.advisor import Advisor
from advisor.domain import Essay, SyncReport
from advisor.errors import AdvisorError
from advisor.loading import FORMATS
from advisor.ui import reading, scripts, shelf

_PROGRESS = gr.Progress()
_NOTHING = "<p class='about'>Choose an essay to read it here.</p>"
_READ_ONLY = (
    "*This page reads the library and does not change it: it is served beyond this machine, or "
    "changes are switched off. The setting is `ADVISOR_CURATING`.*"
)


def build(page: gr.Blocks, advisor: Advisor, tab: gr.Tab) -> None:
    """Add the tab to the page that is being built."""
    changes = _curating(page, advisor, tab) if advisor.settings.may_curate else []
    if not changes:
        gr.Markdown(_READ_ONLY)
    with gr.Row():
        with gr.Column(scale=2, min_width=300):
            words = gr.Textbox(label="Search the essays", placeholder="Words, all of them")
            tags = gr.Dropdown(
                label="With all of these tags", choices=[], multiselect=True, interactive=True
            )
            listed = gr.HTML("", elem_id="essays", js_on_load=scripts.OPEN)
        with gr.Column(scale=3, min_width=300):
            page_of = gr.HTML(_NOTHING, elem_id="read", js_on_load=scripts.SHOW_QUOTED)
    private: dict[str, Any] = {
        "api_visibility": "private",
        "show_progress": "hidden",
        # One after the other, so that a list asked for earlier never replaces a later one.
        "concurrency_id": "listing",
        "concurrency_limit": 1,
    }

    def listing(text: str, chosen: Sequence[str]) -> str:
        return catalogue(matching(_essays(advisor), text, chosen))

    def refreshed(text: str, chosen: Sequence[str]) -> tuple[str, Any]:
        essays = _essays(advisor)
        known = sorted({tag for essay in essays for tag in essay.tags})
        kept = [tag for tag in chosen or () if tag in known]
        return catalogue(matching(essays, text, kept)), gr.Dropdown(choices=known, value=kept)

    def read(event: gr.EventData) -> str:
        return _read(advisor, str(event._data.get("open", "")))

    for changed in (words.change, tags.change):
        changed(listing, [words, tags], listed, **private)
    for shown in (page.load, tab.select):
        shown(refreshed, [words, tags], [listed, tags], **private)
    listed.click(read, None, page_of, **private)
    for change in changes:
        change.then(refreshed, [words, tags], [listed, tags], **private)


def matching(essays: Sequence[Essay], text: str | None, tags: Sequence[str]) -> list[Essay]:
    """The essays that hold every word, in whatever case, and carry every tag."""
    wanted = (text or "").casefold().split()
    return [
        essay
        for essay in essays
        if set(tags or ()) <= set(essay.tags) and all(word in _searched(essay) for word in wanted)
    ]


def catalogue(essays: Sequence[Essay]) -> str:
    """The essays as an HTML list of buttons; all text is escaped."""
    items = "".join(
        f'<li><button type="button" data-open="{html.escape(essay.id)}">'
        f"{html.escape(essay.title)}</button>"
        f'<div class="about">{reading.about(essay.author, essay.date)}</div>'
        f'<div class="tags">{"".join(f"<span>{html.escape(t)}</span>" for t in essay.tags)}</div>'
        "</li>"
        for essay in essays
    )
    counted = "1 essay" if len(essays) == 1 else f"{len(essays)} essays"
    return f'<p class="about" role="status">{counted}</p><ul>{items}</ul>'


def receipt(report: SyncReport | None, essays: int, refused: Sequence[tuple[str, str]] = ()) -> str:
    """What became of an upload, a removal or an ingestion, as HTML; all text is escaped.

    Args:
        report: of the ingestion; None where there was none.
        essays: that are served after it.
        refused: names of documents that are not kept, and why.
    """
    lines = [
        f'<li class="warning">Not kept: <strong>{html.escape(name)}</strong> '
        f"{html.escape(why)}</li>"
        for name, why in refused
    ]
    if report:
        for done in ("added", "updated", "removed"):
            lines += [
                f"<li>{done.capitalize()}: <strong>{html.escape(path)}</strong></li>"
                for path in getattr(report, done)
            ]
        for kind, pairs in (("Failed", report.failed), ("Skipped", report.skipped)):
            lines += [
                f'<li class="warning">{kind}: <strong>{html.escape(path)}</strong> '
                f"{html.escape(why.removeprefix(f'{path}: '))}</li>"
                for path, why in pairs
            ]
        lines.append(f"<li>{essays} essays in the library, after {report.seconds:.1f} s.</li>")
    return f'<ul class="receipt" role="status">{"".join(lines)}</ul>'


def _curating(page: gr.Blocks, advisor: Advisor, tab: gr.Tab) -> list[Any]:
    """What changes the library, and its events."""
    with gr.Accordion("Add and remove essays", open=False, elem_id="curate"):
        with gr.Row():
            with gr.Column(min_width=300):
                replace = gr.Checkbox(label="Replace a document that has the same name")
                files = gr.File(
                    label="Drop documents here; they are checked, kept and ingested at once",
                    file_count="multiple",
                    file_types=list(FORMATS),
                    elem_id="upload",
                )
            with gr.Column(min_width=300):
                gone = gr.Dropdown(
                    label="Document to remove", choices=[], value=None, interactive=True
                )
                remove = gr.Button("Remove it", size="sm")
                with gr.Row(visible=False) as sure:
                    yes = gr.Button("Yes, delete the file", variant="stop", size="sm")
                    no = gr.Button("Keep it", size="sm")
                again = gr.Button("Ingest again", size="sm")
        told = gr.HTML("", elem_id="receipt")

    def add(paths: list[str] | None, over: bool, progress: gr.Progress = _PROGRESS) -> list[Any]:
        given = [(Path(path).name, Path(path)) for path in paths or []]
        try:
            found = curating.add(advisor, given, replace=over, progress=_told(progress))
            text = receipt(found.report, len(_essays(advisor)), found.refused)
        except AdvisorError as error:
            text = _problem(error)
        finally:
            for _, file in given:
                file.unlink(missing_ok=True)
        return [text, None, _documents(advisor), gr.Row(visible=False)]

    def removed(path: str | None, progress: gr.Progress = _PROGRESS) -> list[Any]:
        try:
            report = curating.remove(advisor, path or "", _told(progress))
            text = receipt(report, len(_essays(advisor)))
        except AdvisorError as error:
            text = _problem(error)
        return [text, None, _documents(advisor), gr.Row(visible=False)]

    def ingested(progress: gr.Progress = _PROGRESS) -> list[Any]:
        try:
            report = advisor.sync(_told(progress))
            text = receipt(report, len(_essays(advisor)))
        except AdvisorError as error:
            text = _problem(error)
        return [text, None, _documents(advisor), gr.Row(visible=False)]

    private: dict[str, Any] = {
        "api_visibility": "private",
        "concurrency_id": "curating",
        "show_progress_on": [told],
    }
    outputs = [told, files, gone, sure]
    for shown in (page.load, tab.select):
        shown(lambda: _documents(advisor), None, gone, api_visibility="private")
    remove.click(lambda path: gr.Row(visible=bool(path)), gone, sure, api_visibility="private")
    no.click(lambda: gr.Row(visible=False), None, sure, api_visibility="private")
    return [
        files.upload(add, [files, replace], outputs, **private),
        yes.click(removed, [gone], outputs, **private),
        again.click(ingested, None, outputs, **private),
    ]


def _told(progress: gr.Progress) -> Any:  # noqa: ANN401 - advisor.index.Progress
    """Bytes done, and in all, as a progress bar."""
    return lambda done, total: progress(done / total if total else 1.0, desc="Ingesting")


def _documents(advisor: Advisor) -> gr.Dropdown:
    choices = [(f"{essay.title} ({essay.path})", essay.path) for essay in _essays(advisor)]
    return gr.Dropdown(choices=choices, value=None)


def _essays(advisor: Advisor) -> tuple[Essay, ...]:
    try:
        return tuple(shelf.essays(advisor).values())
    except AdvisorError:
        return ()  # the chat says what is wrong


def _read(advisor: Advisor, essay_id: str) -> str:
    """The essay as HTML; all text is escaped."""
    try:
        essay = advisor.essay(essay_id)
    except KeyError:
        return "<p class='warning'>This essay was removed meanwhile.</p>"
    summary = f"<p class='summary'>{html.escape(essay.summary)}</p>" if essay.summary else ""
    return (
        f'<h2 class="opened" tabindex="-1">{html.escape(essay.title)}</h2>'
        f'<div class="about">{reading.about(essay.author, essay.date, essay.path)}</div>'
        f"{summary}<article>{reading.article(essay)}</article>"
    )


def _problem(error: AdvisorError) -> str:
    return f'<p class="warning" role="alert">{html.escape(f"{error}. {error.hint}")}</p>'


def _searched(essay: Essay) -> str:
    parts = (essay.title, essay.author, essay.summary, *essay.tags, essay.text)
    return "\n".join(part for part in parts if part).casefold()
