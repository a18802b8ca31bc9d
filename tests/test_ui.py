"""The page's formats and its conversation, without a browser."""

import asyncio
import dataclasses
import html
import json
import re
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from advisor import (
    Advisor,
    Answer,
    Citation,
    Essay,
    IndexDamaged,
    Sentence,
    Settings,
    SyncReport,
    wording,
)
from advisor.ui import (
    about,
    assessing,
    build,
    exporting,
    formats,
    keeping,
    library,
    radar,
    reading,
    shelf,
    talking,
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


@pytest.mark.parametrize("text", ["Mill\n===", "    a*b (c)", "\t<b>", "Mill\n---"])
def test_lines_of_plain_text_make_no_heading_and_no_code(text: str) -> None:
    rendered = MarkdownIt("commonmark", {"html": True}).render(formats.plain(text))
    assert re.findall(r"<(\w+)", rendered) == ["p"]


def test_an_error_leaves_the_conversation_on_the_page(
    advisor: Advisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    advisor.sync()
    before, panel, said = final(advisor, "How did the mill cut its losses?")

    def damaged(*_: object) -> None:
        raise IndexDamaged("The index is damaged", hint="Build it anew.")

    monkeypatch.setattr(advisor, "stream", damaged)
    messages, evidence, kept = final(advisor, "And the bakery?", said)
    assert [m["content"] for m in messages[:-2]] == [m["content"] for m in before]
    assert "damaged" in messages[-1]["content"]
    assert (evidence, kept) == (panel, said)


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


def cited(marker: int, essay_id: str, quote: str = "x") -> Citation:
    return Citation(
        marker=marker, essay_id=essay_id, title="T", author=None, date=None, path="e.md",
        heading="", start=0, end=1, quote=quote, essay_digest="d",
    )  # fmt: skip


def sentence(text: str, essay_id: str, marker: int, role: str = "answer") -> Sentence:
    return Sentence(text=text, role=role, support="quoted", citations=(cited(marker, essay_id),))


def test_dissent_stands_beside_the_claim_and_inference_is_set_off() -> None:
    inference = Sentence(text="So it pays.", role="answer", support="inference", citations=())
    said = [
        sentence("One.", "a", 1),
        sentence("Two.", "b", 2),
        inference,
        sentence("But.", "c", 3, "dissent"),
    ]
    shown = formats.message(said, 0, pairs={("c", "a")}).split("\n\n")
    assert [paragraph[:29] for paragraph in shown] == [
        r"One\. [\[1\]](#cite-0-1)",
        r"> **Another essay on this\:**",
        r"Two\. [\[2\]](#cite-0-2)",
        r"> **Our inference, not in the",
    ]
    assert formats.message(said, 0).split("\n\n")[-1].startswith("> **Another essay")


def test_a_situation_stands_below_its_heading() -> None:
    headings = ("Cases > Our mill *loses* sacks", "Is it late?", "")
    cited_under = [dataclasses.replace(cited(n, "a"), heading=h) for n, h in enumerate(headings, 1)]
    said = [
        Sentence(text=f"Count {c.marker}.", role="situation", support="quoted", citations=(c,))
        for c in cited_under
    ]
    assert wording.render(said).split("\n\n") == [
        "Our mill *loses* sacks: Count 1. [1]",
        "Is it late? Count 2. [2]",
        "Count 3. [3]",
    ]
    assert formats.message(said, 0).startswith(r"**Our mill \*loses\* sacks\:** Count 1\.")


def test_the_badge_names_the_engine_and_how_sure_it_is(advisor: Advisor) -> None:
    advisor.sync()
    *_, (_, _, (found,)) = steps(advisor, "How did the mill cut its losses?", ())
    assert formats.badge(found)[0] == "In the essays' own words"
    other = dataclasses.replace(found, engine="openai:`x`\ny", confidence=0.7)
    assert formats.badge(other)[1] == "Fairly sure: 70%"
    assert "`Written by openai:x y, checked against the essays`" in formats.answered(other, 0)


def test_a_stopped_answer_is_kept_and_says_so(advisor: Advisor) -> None:
    advisor.sync()
    course = steps(advisor, "How did the mill cut its losses?", ())
    said = next(said for _, _, said in course if said)
    messages, panel = talking.shown(advisor, said)
    assert "Stopped before it was finished" in messages[-1]["content"]
    assert 'id="cite-0-1"' in panel
    assert said[0].engine == formats.STOPPED
    restored = keeping.unpacked(keeping.packed("id", said))
    assert restored == ("id", said)


def test_what_the_browser_kept_is_not_trusted(advisor: Advisor) -> None:
    advisor.sync()
    *_, (_, _, said) = steps(advisor, "How did the mill cut its losses?", ())
    text = keeping.packed("id", said)
    _, restored = keeping.unpacked(text)
    assert restored[0].citations == said[0].citations
    assert restored[0].hits == ()
    forged = text.replace(said[0].citations[0].quote.split("\n")[0], "The mill lost everything")
    _, found = keeping.unpacked(forged)
    essays = {essay.id: essay for essay in advisor.essays()}
    assert not reading.holds(found[0].citations[0], essays["mill"])
    assert "changed or removed" in talking.shown(advisor, found)[1]
    for broken in ("", "null", "[]", "{}", '{"id": 1, "answers": [{}]}', text[:-1]):
        assert keeping.unpacked(broken)[1] == ()
    assert keeping.titles('[["a", "1"]]') == [("a", "1")]
    assert keeping.titles("") == keeping.titles('{"x": 1}') == []


def test_feedback_is_kept_line_by_line(advisor: Advisor, tmp_path: Path) -> None:
    advisor.sync()
    *_, (_, _, (found,)) = steps(advisor, "How did the mill cut its losses?", ())
    file = tmp_path / "feedback.jsonl"
    keeping.keep_feedback(file, found, liked=True)
    keeping.keep_feedback(file, found, liked=None, comment="\ud800" + "x" * 9999)
    first, second = (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())
    assert (first["liked"], first["comment"]) == (True, "")
    assert (second["liked"], len(second["comment"])) == (None, 2000)
    citation = found.citations[0]
    assert first["cited"][0] == [citation.essay_id, citation.start, citation.end]


def test_a_conversation_is_exported_with_full_citations_and_no_markup(advisor: Advisor) -> None:
    advisor.sync()
    *_, (_, _, said) = steps(advisor, f"How did the mill cut its losses? {HOSTILE}", ())
    *_, (_, _, said) = steps(advisor, "Who sells gaskets in Ghana?", said)
    text = exporting.conversation(said)
    citation = said[0].citations[0]
    assert f"characters {citation.start} to {citation.end}" in text
    assert "A. Miller, 2020-05-01" in text
    assert "do not cover" in text
    rendered = MarkdownIt("commonmark", {"html": True}).render(text)
    assert not re.search(r"<(?:script|img|a) ", rendered)
    link = exporting.download('a"<b>&\n', "x.md", "Save <it>")
    assert 'href="data:text/markdown;charset=utf-8,a%22%3Cb%3E%26%0A"' in link
    assert "Save &lt;it&gt;" in link


def test_examples_change_with_every_turn_and_the_first_stays() -> None:
    def essay(number: int) -> Essay:
        return Essay(
            id=str(number), title="T", path=f"{number}.md", text="x", digest="d",
            questions=(f"first {number}?", f"second {number}?"),
        )  # fmt: skip

    essays = [essay(number) for number in range(4)]
    assert examples(essays) == ["first 0?", "first 1?", "first 2?", "first 3?"]
    assert examples(essays, 1) == ["first 0?", "second 0?", "second 1?", "second 2?"]
    assert examples([]) == []


def test_questions_to_go_on_with_were_not_asked_before(advisor: Advisor) -> None:
    advisor.sync()
    essays = {essay.id: essay for essay in advisor.essays()}
    *_, (_, _, said) = steps(advisor, "What did the counting machine of the mill cost?", ())
    assert talking.next_questions(said, essays) == ["How did the mill cut its losses?"]
    *_, (_, _, said) = steps(advisor, "How did the mill cut its losses?", said)
    assert talking.next_questions(said, essays) == []


def test_a_card_is_found_by_its_button_and_nothing_else_is(advisor: Advisor) -> None:
    advisor.sync()
    *_, (_, _, said) = steps(advisor, "How did the mill cut its losses?", ())
    assert talking.cited(said, "0-1") == (said[0].citations, 0)
    for strange in ("", "0", "1-1", "0-99", "-1-1", "0-x", "<b>"):
        assert talking.cited(said, strange) == ((), 0)


def test_an_opened_essay_marks_the_words_and_shows_its_critics(advisor: Advisor) -> None:
    advisor.sync()
    *_, (_, _, said) = steps(advisor, "How did the mill cut its losses?", ())
    citation = said[0].citations[0]
    essay = advisor.essay(citation.essay_id)
    page = reading.opened(citation, essay, 1, 2, ["The <b>bakery</b> objects."])
    assert "Citation 1 of 2" in page
    assert "<li>The &lt;b&gt;bakery&lt;/b&gt; objects.</li>" in page
    marks = re.findall(r"<mark[^>]*>(.*?)</mark>", page, re.S)
    assert html.unescape("".join(marks)) == citation.quote
    assert page.count('class="quoted"') == 1
    gone = reading.opened(citation, None, 1, 2, [])
    assert "changed or removed" in gone
    assert "<article" not in gone


@given(st.integers(0, 90), st.integers(0, 90))
def test_a_span_over_blocks_is_marked_wholly(first: int, second: int) -> None:
    text = "The mill & the clerk.\n\nNine sacks <in> a\nhundred.\n\n> Two sacks.\n\nThe end.\n"
    essay = Essay(id="mill", title="T", path="mill.md", text=text, digest="d")
    start, end = sorted((first, second))
    shown = reading.article(essay, start, end)
    words = html.unescape("".join(re.findall(r"<mark[^>]*>(.*?)</mark>", shown, re.S)))
    assert "".join(words.split()) == "".join(text[start:end].split())
    assert shown.count('class="quoted"') == bool(words)


def test_essays_are_found_by_words_and_tags(advisor: Advisor) -> None:
    advisor.sync()
    essays = advisor.essays()
    assert [e.id for e in library.matching(essays, "MACHINE lodz", [])] == ["mill"]
    assert [e.id for e in library.matching(essays, "", ["mills", "measuring"])] == ["mill"]
    assert library.matching(essays, "machine", ["bread"]) == []
    assert len(library.matching(essays, None, [])) == 2
    assert "1 essay<" in library.catalogue(essays[:1])


def test_a_receipt_names_everything_and_escapes_it() -> None:
    report = SyncReport(
        added=("<b>.md",), removed=("old.md",), failed=(("bad.md", "bad.md: is damaged"),),
        skipped=(("twin.md", "the same text as a.md"),), unchanged=("a.md",), seconds=1.25,
    )  # fmt: skip
    shown = library.receipt(report, 3, [("<i>.exe", "not read")])
    for part in (
        "&lt;b&gt;.md", "Removed: <strong>old.md", "Failed: <strong>bad.md</strong> is damaged",
        "Skipped", "Not kept: <strong>&lt;i&gt;.exe", "3 essays in the library",
    ):  # fmt: skip
        assert part in shown
    assert "<b>" not in shown


def test_an_assessment_is_shown_with_its_chart_and_what_is_missing(advisor: Advisor) -> None:
    advisor.sync()
    found = advisor.assess([1, 2, 5, 1, 1, 5, 2, 4, 1, 4, 1, 5])
    shown = assessing.shown(found)
    assert "Verdict: +Internet" in shown
    assert "The library holds none of the readings." in shown
    assert "are not in the library" in shown
    assert radar.radar(found.scores) in shown
    assert "User relationship 8 of 100" in shown
    assert assessing.cited(None, "1") == assessing.cited(found, "1") == ((), 0)


def test_about_tells_the_figures_or_what_is_wrong(advisor: Advisor) -> None:
    assert "no index" in about.facts(advisor)
    advisor.sync()
    assert "2, in" in about.facts(advisor)


def parts(advisor: Advisor) -> set[str]:
    async def built() -> gr.Blocks:
        return build(advisor)

    config = asyncio.run(built()).get_config_file()
    return {str(part["props"].get("label") or part["props"].get("value")) for part in
            config["components"]}  # fmt: skip


def test_beyond_loopback_the_library_only_reads(advisor: Advisor) -> None:
    advisor.sync()
    assert {"Document to remove", "Ingest again", "Remove it"} <= parts(advisor)
    settings = Settings(**{**dict(advisor.settings), "host": "0.0.0.0"})
    public = parts(Advisor(settings, advisor._encoder))
    assert not {"Document to remove", "Ingest again", "Remove it"} & public
    assert any("reads the library and does not change it" in label for label in public)


def test_essays_are_read_again_only_when_another_generation_is_served(
    advisor: Advisor, corpus: Path
) -> None:
    advisor.sync()
    before = shelf.essays(advisor)
    assert shelf.essays(advisor) is before
    assert list(before) == ["bakery", "mill"]
    (corpus / "bakery.md").unlink()
    advisor.sync()
    assert list(shelf.essays(advisor)) == ["mill"]
