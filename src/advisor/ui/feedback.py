"""Likes and dislikes of answers, with a comment; kept in a file of the server."""

from pathlib import Path
from typing import Any

import gradio as gr

from advisor.advisor import Advisor
from advisor.domain import Answer
from advisor.ui import keeping, talking
from advisor.ui.talking import Said


def listen(
    advisor: Advisor,
    chatbot: gr.Chatbot,
    answers: gr.State,
    form: gr.Group,
    comment: gr.Textbox,
) -> None:
    """A like or dislike is kept at once; a comment on it when it is sent."""
    judged = gr.State(None)
    file = advisor.settings.feedback_file

    def judge(said: Said, event: gr.LikeData) -> tuple[Any, Any]:
        turn = talking.turn_of(event.index)
        liked = event.liked if isinstance(event.liked, bool) else None
        if turn >= len(said) or not _kept(file, said[turn], liked):
            return gr.skip(), gr.skip()
        return gr.Group(visible=True), (said[turn], liked)

    def send(text: str, about: tuple[Answer, bool | None] | None) -> tuple[Any, Any]:
        if about and text.strip() and _kept(file, *about, comment=text):
            gr.Info("Thank you; your comment is kept.", duration=3)
        return gr.Group(visible=False), ""

    chatbot.like(judge, [answers], [form, judged], api_visibility="private")
    comment.submit(send, [comment, judged], [form, comment], api_visibility="private")


def _kept(file: Path, answer: Answer, liked: bool | None, comment: str = "") -> bool:
    """Whether the feedback could be written; if not, the reader is told."""
    try:
        keeping.keep_feedback(file, answer, liked=liked, comment=comment)
    except OSError as error:
        gr.Warning(f"The feedback cannot be kept: {error.strerror}. See ADVISOR_FEEDBACK_FILE.")
        return False
    return True
