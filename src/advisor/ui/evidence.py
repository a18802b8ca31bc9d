"""The Evidence tab: an essay open at the quoted words, and the way through the citations."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from advisor.advisor import Advisor
from advisor.domain import Citation
from advisor.ui import reading, scripts, shelf

_NOTHING = (
    "<h2>Evidence</h2><p class='about'>Choose “Read in the essay” beside an answer or an "
    "assessment, and the essay opens here at the quoted words.</p>"
)

Find = Callable[[Any, str], tuple[tuple[Citation, ...], int]]
"""From a tab's state and the name on a button to citations and the place of one among them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader is."""

    citations: tuple[Citation, ...] = ()
    at: int = 0
    """Place of the citation that is shown."""
    origin: str = "chat"
    """The tab from which it was opened."""


class Reader:
    """The tab, which other tabs open citations in."""

    def __init__(self, advisor: Advisor, tabs: gr.Tabs) -> None:
        """Add the tab's parts to the page that is being built."""
        self._advisor = advisor
        self._tabs = tabs
        self._place = gr.State(Place())
        with gr.Row(elem_id="ways"):
            back = gr.Button("Back", size="sm", elem_id="back")
            self._before = gr.Button("Previous citation", size="sm", interactive=False)
            self._after = gr.Button("Next citation", size="sm", interactive=False)
        self._page = gr.HTML(_NOTHING, elem_id="essay", js_on_load=scripts.SHOW_QUOTED)
        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        for button, step in ((self._before, -1), (self._after, 1)):
            button.click(self._mover(step), [self._place], self._outputs[1:], **private)
        back.click(
            lambda place: gr.Tabs(selected=place.origin), [self._place], [tabs], **private
        ).then(None, None, None, js=scripts.GO_BACK)

    def listen(self, panel: gr.HTML, state: gr.State, find: Find, origin: str) -> None:
        """Open a citation when its button in the panel is pressed.

        Args:
            panel: HTML with ``data-open`` buttons, loaded with ``scripts.OPEN``.
            state: what ``find`` looks in.
            find: from the state and the button's name to the citations.
            origin: id of the panel's tab, where the way back leads.
        """

        def opened(held: Any, event: gr.EventData) -> list[Any]:  # noqa: ANN401 - any tab's state
            citations, at = find(held, str(event._data.get("open", "")))
            if not citations:
                return [gr.skip()] * len(self._outputs)
            return [gr.Tabs(selected="evidence"), *self._shown(Place(citations, at, origin))]

        panel.click(
            opened, [state], self._outputs, api_visibility="private", show_progress="hidden"
        )

    @property
    def _outputs(self) -> list[Any]:
        return [self._tabs, self._place, self._page, self._before, self._after]

    def _mover(self, step: int) -> Callable[[Place], list[Any]]:
        def moved(place: Place) -> list[Any]:
            last = len(place.citations) - 1
            return self._shown(
                Place(place.citations, min(max(place.at + step, 0), last), place.origin)
            )

        return moved

    def _shown(self, place: Place) -> list[Any]:
        citation, count = place.citations[place.at], len(place.citations)
        essays = shelf.essays(self._advisor)
        critics = [
            f"{essay.title}: {entry.note}"
            for essay in essays.values()
            for entry in essay.qualifies
            if entry.essay == citation.essay_id
        ]
        page = reading.opened(citation, essays.get(citation.essay_id), place.at + 1, count, critics)
        return [
            place,
            page,
            gr.Button(interactive=place.at > 0),
            gr.Button(interactive=place.at + 1 < count),
        ]
