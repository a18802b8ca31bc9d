"""The page in the browser: ``build`` makes it, ``serve`` serves it."""

import socket
from collections.abc import Callable

import gradio as gr

from advisor.advisor import Advisor
from advisor.errors import SettingsError
from advisor.ui import about, assessing, chat, library, talking
from advisor.ui.evidence import Reader
from advisor.ui.theme import CSS, THEME

__all__ = ["build", "serve"]

_TITLE = """# Advisor

Answers on business transformation, in the essays' own words, with the source of every sentence."""


def build(advisor: Advisor) -> gr.Blocks:
    """The page over an advisor that has an index.

    Raises:
        IndexMissing, IndexMismatch, IndexDamaged: the index has to be built first.
    """
    page = gr.Blocks(
        title="Advisor", analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600)
    )
    with page:
        gr.Markdown(_TITLE, elem_id="title")
        with gr.Tabs(selected="chat", elem_id="tabs", overflow_behavior="wrap") as tabs:
            with gr.Tab("Chat", id="chat"):
                talk = chat.build(page, advisor)
            with gr.Tab("Evidence", id="evidence"):
                reader = Reader(advisor, tabs)
            with gr.Tab("Library", id="library") as shelf:
                library.build(page, advisor, shelf)
            with gr.Tab("Self-assessment", id="assessment"):
                panel, found = assessing.build(advisor)
            with gr.Tab("About", id="about") as facts:
                about.build(advisor, facts)
        reader.listen(talk.panel, talk.answers, talking.cited, "chat")
        reader.listen(panel, found, assessing.cited, "assessment")
    return page


def serve(advisor: Advisor, announce: Callable[[str], object], *, block: bool = True) -> gr.Blocks:
    """Serve the page at the address of the settings.

    Args:
        advisor: what answers; it has an index.
        announce: called with the URL once the page is up.
        block: wait until interrupted; else return the running page, to be closed by the caller.

    Raises:
        SettingsError: the address is unknown, taken or refused.
    """
    settings = advisor.settings
    port = settings.port
    page = build(advisor)
    page.queue(default_concurrency_limit=4)
    try:
        port = port or _free_port(settings.host)
        _, url, _ = page.launch(
            server_name=settings.host,
            server_port=port,
            theme=THEME,
            css=CSS,
            footer_links=[],
            max_file_size=settings.max_file_mb * 1_000_000 if settings.may_curate else 1,
            share=False,
            ssr_mode=False,
            quiet=True,
            prevent_thread_lock=True,
        )
    except OSError as error:
        raise SettingsError(
            f"The page cannot be served on {settings.host}:{port}: unknown, taken or refused",
            hint="Check ADVISOR_HOST, or free the port; ADVISOR_PORT=0 takes a free one.",
        ) from error
    announce(url)
    if block:
        page.block_thread()
    return page


def _free_port(host: str) -> int:
    family, *_, address = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0]
    with socket.socket(family) as probe:
        probe.bind(address)
        return int(probe.getsockname()[1])
