"""The Chat tab: the conversation, with the evidence beside it."""

import itertools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from advisor.advisor import Advisor
from advisor.ui import exporting, feedback, keeping, scripts, shelf, talking
from advisor.ui.talking import Said

_ASK, _STOP = "Ask", "Stop"
_WELCOME = "**What would you like to know?**"


@dataclass(frozen=True, slots=True)
class Chat:
    """The parts of the tab."""

    chatbot: gr.Chatbot
    box: gr.Textbox
    panel: gr.HTML
    answers: gr.State
    """The conversation: a tuple of ``Answer``."""
    talk: gr.State
    """Its id, under which the browser keeps it."""
    kept: gr.Textbox
    """The conversation as JSON, on its way to the browser."""
    export: gr.HTML

    @property
    def outputs(self) -> list[gr.components.Component]:
        """What every change of the conversation changes."""
        return [
            self.box, self.chatbot, self.panel, self.answers, self.talk, self.kept, self.export
        ]  # fmt: skip


def build(page: gr.Blocks, advisor: Advisor) -> Chat:
    """Add the tab to the page that is being built."""
    answers, talk = gr.State(()), gr.State("")
    kept = gr.Textbox(visible="hidden", label="The conversation, for the browser to keep")
    picked = gr.Textbox(visible="hidden", label="A conversation that the browser kept")
    with gr.Row(elem_id="talk"):
        with gr.Column(scale=3, min_width=300):
            chatbot = _chatbot(advisor)
            with gr.Group(visible=False, elem_id="feedback") as form:
                comment = gr.Textbox(
                    label="Noted. What was good, or wrong, about this answer?",
                    placeholder="Optional; kept on this server only.",
                    max_length=2000,
                    submit_btn="Send",
                )
            box = gr.Textbox(
                label="Your question",
                placeholder="Ask about your business, or pick a question above",
                elem_id="question",
                submit_btn=_ASK,
                max_length=20_000,  # a browser cuts the rest of a pasted text without a word
            )
            with gr.Row(elem_id="actions"):
                new = gr.Button("New conversation", size="sm")
                more = gr.Button("Other questions", size="sm")
                export = gr.HTML("", elem_id="export")
            with gr.Accordion("Earlier conversations", open=False, elem_id="earlier"):
                earlier = gr.Dropdown(
                    label="Kept in this browser only", choices=[], value=None, interactive=True
                )
                forget = gr.Button("Forget all of them", size="sm")
        with gr.Column(scale=2, min_width=300):
            panel = gr.HTML(talking.NO_EVIDENCE, elem_id="evidence", js_on_load=scripts.OPEN)
    chat = Chat(chatbot, box, panel, answers, talk, kept, export)
    _asking(advisor, chat, earlier)
    _history(page, advisor, chat, new, earlier, forget, picked)
    feedback.listen(advisor, chatbot, answers, form, comment)
    turns = itertools.count(1)
    more.click(
        lambda said: _other_questions(advisor, said, next(turns)),
        [answers],
        [chatbot],
        api_visibility="private",
    )
    return chat


def _chatbot(advisor: Advisor) -> gr.Chatbot:
    return gr.Chatbot(
        label="Conversation",
        show_label=False,
        elem_id="chat",
        height="60vh",
        autoscroll=False,
        layout="panel",
        buttons=["copy"],
        editable="user",
        feedback_options=("Like", "Dislike"),
        latex_delimiters=[],
        placeholder=_WELCOME,
        examples=_examples(advisor, 0),
    )


def _asking(advisor: Advisor, chat: Chat, earlier: gr.Dropdown) -> None:
    """Everything that asks a question, and the button that stops the answer."""

    def respond(question: str, said: Said, talk: str) -> Iterator[list[Any]]:
        yield from _answering(advisor, question, said, talk)

    def example(said: Said, talk: str, chosen: gr.SelectData) -> Iterator[list[Any]]:
        text = chosen.value["text"] if isinstance(chosen.value, dict) else chosen.value
        yield from _answering(advisor, str(text), said, talk)

    def retry(said: Said, talk: str, chosen: gr.RetryData) -> Iterator[list[Any]]:
        turn = talking.turn_of(chosen.index)
        question = said[turn].question if turn < len(said) else _text(chosen.value)
        yield from _answering(advisor, question, said[:turn], talk)

    def edit(said: Said, talk: str, chosen: gr.EditData) -> Iterator[list[Any]]:
        yield from _answering(
            advisor, _text(chosen.value), said[: talking.turn_of(chosen.index)], talk
        )

    def stopped(said: Said, talk: str) -> list[Any]:
        return _whole(advisor, said, talk)

    state = [chat.answers, chat.talk]
    private: dict[str, Any] = {"outputs": chat.outputs, "api_visibility": "private"}
    asked: list[Any] = [
        chat.box.submit(respond, [chat.box, *state], **private),
        chat.chatbot.example_select(example, state, **private),
        chat.chatbot.option_select(example, state, **private),
        chat.chatbot.retry(retry, state, **private),
        chat.chatbot.edit(edit, state, **private),
    ]
    stop = chat.box.stop(stopped, state, cancels=asked, **private)
    for event in (*asked, stop):
        _save_after(event, chat, earlier)


def _history(
    page: gr.Blocks,
    advisor: Advisor,
    chat: Chat,
    new: gr.Button,
    earlier: gr.Dropdown,
    forget: gr.Button,
    picked: gr.Textbox,
) -> None:
    """Conversations that the browser keeps are listed, opened again and forgotten."""

    def restore(text: str, chosen: object = None) -> list[Any]:
        talk, said = keeping.unpacked(text)
        return _whole(advisor, said, talk)

    visible = chat.outputs
    private: dict[str, Any] = {"api_visibility": "private"}
    page.load(
        lambda titles, text: [gr.Dropdown(choices=keeping.titles(titles)), *restore(text)],
        [chat.kept, picked],
        [earlier, *visible],
        js=scripts.LOAD_TALKS,
        **private,
    )
    earlier.input(restore, [picked, earlier], visible, js=scripts.PICK_TALK, **private)
    cleared = [
        new.click(lambda: _whole(advisor, (), ""), None, visible, **private),
        chat.chatbot.clear(lambda: _whole(advisor, (), ""), None, visible, **private),
    ]
    for event in cleared:
        _save_after(event, chat, earlier)
    forget.click(
        lambda: gr.Dropdown(choices=[], value=None),
        None,
        [earlier],
        js=scripts.FORGET_TALKS,
        **private,
    )


def _answering(advisor: Advisor, question: str, said: Said, talk: str) -> Iterator[list[Any]]:
    """Values for ``Chat.outputs`` while a question is answered; the box offers to stop it."""
    box: Any = gr.Textbox(value="", submit_btn=False, stop_btn=_STOP)
    step = None
    talk = talk or uuid.uuid4().hex
    for step in talking.steps(advisor, question, said):
        yield [box, *step, talk, gr.skip(), gr.skip()]
        box = gr.skip()  # the reader may type the next question meanwhile
    if step is not None:
        said = step[-1]
    ready = gr.Textbox(submit_btn=_ASK, stop_btn=False)
    yield [ready, *[gr.skip()] * 3, talk, keeping.packed(talk, said), _export(said)]


def _whole(advisor: Advisor, said: Said, talk: str) -> list[Any]:
    """Values for ``Chat.outputs`` that show a conversation as it is."""
    talk = talk or uuid.uuid4().hex
    ready = gr.Textbox(submit_btn=_ASK, stop_btn=False)
    messages, panel = talking.shown(advisor, said)
    return [ready, messages, panel, said, talk, keeping.packed(talk, said), _export(said)]


def _save_after(event: Any, chat: Chat, earlier: gr.Dropdown) -> None:  # noqa: ANN401
    """The browser keeps the conversation, and lists it among the earlier ones."""
    event.then(
        lambda titles: gr.Dropdown(choices=keeping.titles(titles), value=None),
        [chat.kept],
        [earlier],
        js=scripts.SAVE_TALK,
        api_visibility="private",
        show_progress="hidden",
    )


def _export(said: Said) -> str:
    if not said:
        return ""
    text = exporting.conversation(said)
    return exporting.download(text, "advisor-conversation.md", "Save as Markdown")


def _other_questions(advisor: Advisor, said: Said, turn: int) -> gr.Chatbot:
    """Other examples where nothing was asked yet, else other questions to go on with."""
    if not said:
        return gr.Chatbot(examples=_examples(advisor, turn))
    messages: Any = talking.shown(advisor, said, turn)[0]
    return gr.Chatbot(value=messages)


def _examples(advisor: Advisor, turn: int) -> list[Any]:
    return [
        {"text": question}
        for question in talking.examples(tuple(shelf.essays(advisor).values()), turn)
    ]


def _text(value: object) -> str:
    """The words of a message as an event gives it."""
    if isinstance(value, list):
        return " ".join(_text(part) for part in value)
    return str(value.get("text", "") if isinstance(value, dict) else value)
