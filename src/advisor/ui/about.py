"""The About tab: what the adviser can and cannot do, and what it runs on."""

import importlib.metadata

import gradio as gr

from advisor.advisor import Advisor
from advisor.errors import AdvisorError
from advisor.ui.formats import plain

_WORDS = """## About Advisor

Advisor answers questions on business transformation from a library of curated essays.

### What it does

- It answers in the essays' own sentences, or lets a chat model word the answer and checks each
  sentence against the essays; either way it shows the exact words behind it.
- It says so when the essays do not cover a question, or cover only a part of it.
- It shows what other essays hold against the one it quotes.
- It judges a company's own answers in the self-assessment, and quotes what to read and do next.

### What it does not do

- It knows nothing but the essays: no news, no share prices, nothing of your company.
- It gives no legal, tax or investment advice.
- A question in words far from the essays' own may be refused although an essay answers it.
- The percentage beside an answer is an estimate of whether the essays answer the question,
  not of whether the essays are right.

### What is kept

Conversations are kept in your browser, and nowhere else. A like, a dislike and a comment are kept
on this server together with the question and the answer. The page asks no other server for
anything.
"""


def build(advisor: Advisor, tab: gr.Tab) -> None:
    """Add the tab; its figures are read anew whenever it is opened."""
    gr.Markdown(_WORDS, elem_classes="prose")
    figures = gr.Markdown(facts(advisor), elem_classes="prose", elem_id="facts")
    tab.select(lambda: facts(advisor), None, figures, api_visibility="private")


def facts(advisor: Advisor) -> str:
    """What is being served, as a Markdown list."""
    try:
        status = advisor.status()
    except AdvisorError as error:
        return plain(f"{error}. {error.hint}")
    rows = {
        "Essays": f"{status.essays}, in {status.passages} passages",
        "Last ingestion": status.last_sync.finished_at.replace("T", " ") or "not known",
        "Embedding model": status.model,
        "Answers": _engine(advisor.settings.chat_model),
        "Version": importlib.metadata.version("advisor"),
    }
    lines = [f"- {name}: {plain(str(value))}" for name, value in rows.items()]
    return "\n".join(["### This installation", "", *lines])


def _engine(chat_model: str) -> str:
    if not chat_model:
        return "composed from the essays' own sentences"
    return f"written by {chat_model}, each sentence checked against the essays"
