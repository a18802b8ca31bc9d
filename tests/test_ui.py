"""The page's formats and its conversation, without a browser."""

import asyncio
import re
from typing import Any

import gradio as gr
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from advisor import Advisor, Answer, Citation, Sentence
from advisor.ui import (
    build,
    formats,
    reading,
)
from advisor.ui.talking import examples, steps

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> **x** [y](javascript:alert(1)) $$a$$"
)


def final(advisor: Advisor, question: str, said: tuple[Answer, ...] = ()) -> Any:  # noqa: ANN401
    *_, last = steps(advisor, question, said)
    return last


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1))
def test_plain_text_is_shown_to_the_letter(text: str) -> None:
    rendered = MarkdownIt("commonmark", {"html": True}).render(formats.plain(text))
    shown = re.fullmatch(r"<p>(.*)</p>\n", rendered, re.S)
    assert shown is not None
    assert "<" not in shown[1]


def test_a_streamed_answer_grows_and_ends_with_its_evidence(advisor: Advisor) -> None:
    advisor.sync()
    found = list(steps(advisor, "How did the mill cut its losses?", ()))
    contents = [messages[-1]["content"] for messages, _, _ in found]
    assert contents[0] == "…"
    assert contents[-1].startswith(contents[1])
    messages, panel, said = found[-1]
    assert [message["role"] for message in messages] == ["user", "assistant"]
    assert r"[\[1\]](#cite-0-1)" in contents[-1]
    assert 'id="cite-0-1"' in panel
    citation = said[0].citations[0]
    assert f"<mark>{citation.quote}</mark>" in panel
    assert "A. Miller · 2020-05-01" in panel


def test_an_abstention_has_no_evidence(advisor: Advisor) -> None:
    advisor.sync()
    messages, panel, said = final(advisor, "Who sells gaskets in Ghana?")
    assert "do not cover" in messages[-1]["content"]
    assert "<article" not in panel
    assert said[0].abstained


def test_evidence_of_an_earlier_turn_stays_reachable(advisor: Advisor) -> None:
    advisor.sync()
    _, _, said = final(advisor, "How did the mill cut its losses?")
    _, panel, said = final(advisor, "When did the bakery close its shop?", said)
    assert panel.index('id="cite-1-1"') < panel.index('id="cite-0-1"')
    assert len(said) == 2


def test_an_empty_question_changes_nothing(advisor: Advisor) -> None:
    advisor.sync()
    assert final(advisor, "   ") == ([], reading.evidence((), lambda _: None), ())


def test_a_missing_index_is_told_in_the_chat(advisor: Advisor) -> None:
    messages, _, said = final(advisor, "What is a mill?")
    assert "no index" in messages[-1]["content"]
    assert said == ()


def test_hostile_text_is_escaped_everywhere(advisor: Advisor) -> None:
    folder = advisor.settings.corpus_dir
    text = f"---\ntitle: '{HOSTILE}'\n---\nThe hostile essay says {HOSTILE} to every reader.\n"
    (folder / "hostile.md").write_text(text, encoding="utf-8")
    advisor.sync()
    messages, panel, said = final(
        advisor, f"What does the hostile essay say to every reader {HOSTILE}?"
    )
    assert said[0].citations
    for shown in (panel, *(message["content"] for message in messages)):
        assert not re.search(r"<(?:script|img)", shown)
    assert "[y](" not in messages[-1]["content"]


def test_a_changed_essay_is_said_to_have_changed(advisor: Advisor) -> None:
    advisor.sync()
    _, _, said = final(advisor, "How did the mill cut its losses?")
    panel = reading.evidence(said, lambda _: None)
    assert "changed or removed since" in panel
    assert "<mark>" in panel


def test_uncovered_parts_and_lists_keep_their_lines(advisor: Advisor) -> None:
    citation = Citation(
        marker=1, essay_id="e", title="T", author=None, date=None, path="e.md", heading="",
        start=0, end=1, quote="x", essay_digest="d",
    )  # fmt: skip
    listed = Sentence(
        text="Do:\n- one\n- two", role="answer", support="quoted", citations=(citation,)
    )
    shown = formats.message([listed, listed], 0, ["who pays?"])
    assert "Do\\:  \n\\- one  \n\\- two" in shown
    assert r"do not cover\: who pays?" in shown


def test_examples_come_from_the_corpus(advisor: Advisor) -> None:
    advisor.sync()
    assert examples(advisor.essays()) == ["How did the mill cut its losses?"]


def test_the_page_builds_and_exposes_no_endpoint(advisor: Advisor) -> None:
    advisor.sync()

    async def built() -> gr.Blocks:  # without a running loop Gradio makes one and leaves it open
        return build(advisor)

    page = asyncio.run(built())
    assert isinstance(page, gr.Blocks)
    assert not page.analytics_enabled
    assert page.get_api_info()["named_endpoints"] == {}
