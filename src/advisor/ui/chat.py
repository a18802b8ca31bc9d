"""The conversation, with the evidence beside it."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from advisor.advisor import Advisor
from advisor.domain import Answer, Sentence, Turn
from advisor.errors import AdvisorError
from advisor.ui import formats

_EXAMPLES = 4
Messages = list[dict[str, Any]]
Step = tuple[Messages, str, tuple[Answer, ...]]


def build(advisor: Advisor) -> None:
    """Add the chat to the page that is being built."""
    gr.Markdown(
        "# Advisor\nAnswers on business transformation, in the essays' own words, "
        "with the source of every sentence.",
        elem_id="title",
    )
    answers = gr.State(())
    with gr.Row():
        with gr.Column(scale=3, min_width=320):
            chatbot = gr.Chatbot(
                label="Conversation",
                show_label=False,
                elem_id="chat",
                height="62vh",
                layout="panel",
                buttons=["copy"],
                feedback_options=None,
                latex_delimiters=[],
                placeholder="What would you like to know?",
                examples=[{"text": question} for question in examples(advisor)],
            )
            box = gr.Textbox(
                label="Your question",
                placeholder="We sell on platforms and take QR payments: have we transformed?",
                elem_id="question",
                submit_btn=True,
                autofocus=True,
                max_length=2000,
            )
        with gr.Column(scale=2, min_width=320):
            panel = gr.HTML(formats.evidence((), _no_essay), elem_id="evidence")

    def respond(
        question: str, messages: Messages, said: tuple[Answer, ...]
    ) -> Iterator[tuple[str, Messages, str, tuple[Answer, ...]]]:
        emptied: Any = ""  # once: the reader may type the next question meanwhile
        for step in steps(advisor, question, messages, said):
            yield emptied, *step
            emptied = gr.skip()

    def example(
        chosen: gr.SelectData, messages: Messages, said: tuple[Answer, ...]
    ) -> Iterator[Step]:
        yield from steps(advisor, chosen.value["text"], messages, said)

    outputs = [chatbot, panel, answers]
    box.submit(respond, [box, chatbot, answers], [box, *outputs], api_visibility="private")
    chatbot.example_select(example, [chatbot, answers], outputs, api_visibility="private")
    chatbot.clear(
        lambda: (formats.evidence((), _no_essay), ()),
        outputs=[panel, answers],
        api_visibility="private",
    )


def steps(
    advisor: Advisor, question: str, messages: Messages, said: tuple[Answer, ...]
) -> Iterator[Step]:
    """The conversation after each verified sentence, and at last with the evidence beside it."""
    panel = _evidence(advisor, said)
    if not question.strip():
        yield messages, panel, said
        return
    asked = [*messages, _message("user", formats.plain(question))]
    sentences: list[Sentence] = []
    history = tuple(Turn(question=answer.question, answer=answer.text) for answer in said)
    yield [*asked, _message("assistant", "…")], panel, said
    try:
        for step in advisor.stream(question, history):
            if isinstance(step, Answer):
                said = (*said, step)
                panel = _evidence(advisor, said)
            else:
                sentences.append(step)
            shown = _message("assistant", _shown(step, sentences, len(said)))
            yield [*asked, shown], panel, said
    except AdvisorError as error:
        problem = formats.plain(f"{error}. {error.hint}")
        yield [*asked, _message("assistant", problem)], panel, said


def examples(advisor: Advisor) -> list[str]:
    """Questions the essays say they answer: the first of each essay, then the second, and so on."""
    asked = [essay.questions for essay in advisor.essays()]
    longest = max((len(questions) for questions in asked), default=0)
    turns = [q[row] for row in range(longest) for q in asked if row < len(q)]
    return turns[:_EXAMPLES]


def _shown(step: Answer | Sentence, sentences: list[Sentence], said: int) -> str:
    if not isinstance(step, Answer):
        return formats.message(sentences, said)
    if step.abstained:
        return formats.plain(step.text)
    return formats.message(step.sentences, said - 1, step.uncovered, step.note)


def _evidence(advisor: Advisor, said: tuple[Answer, ...]) -> str:
    """The evidence of the whole conversation; an essay that is gone meanwhile is None."""
    cited = {citation.essay_id for answer in said for citation in answer.citations}
    essays = {essay.id: essay for essay in advisor.essays() if essay.id in cited} if cited else {}
    return formats.evidence(said, essays.get)


def _message(role: str, content: str) -> dict[str, Any]:
    return {"role": role, "content": content}


def _no_essay(essay_id: str) -> None:
    return None
