"""Chat and Evidence in a real Chromium: ask, see the citation, open it, and come back."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.pages import DESK, PHONE, Open, ask, reload, shoot, tab

QUESTION = "What is the difference between Internet+ and +Internet?"
FIRST = re.compile(r"^The difference between Internet\+ and \+Internet is")


@pytest.mark.parametrize(("name", "options"), [("desktop-light", DESK), ("phone-dark", PHONE)])
def test_ask_see_the_citation_open_it_and_come_back(
    opened: Open, name: str, options: dict[str, Any]
) -> None:
    page = opened(**options)
    expect(page.get_by_label("Your question")).to_be_in_viewport(ratio=1)
    shoot(page, f"{name}-1-welcome")
    answer = ask(page, QUESTION)
    expect(answer).to_contain_text("Another essay on this:")
    expect(answer.locator("code")).to_have_text(
        ["In the essays' own words", re.compile(r"sure: \d+%$")]
    )
    expect(page.locator("#evidence article")).to_have_count(4)
    shoot(page, f"{name}-2-chat")
    answer.get_by_role("link", name="[1]").click()
    card = page.locator("#evidence article:target")
    expect(card.locator("mark")).to_be_in_viewport()
    expect(card.locator("mark")).to_have_text(FIRST)
    expect(card).to_contain_text("Advisor editorial · 2026-11-22")
    words = card.locator("mark").inner_text()
    assert words in answer.inner_text()
    card.get_by_role("button", name="Read citation 1 in the essay").click()
    quoted = page.locator("#essay mark").first
    expect(quoted).to_be_in_viewport()
    expect(quoted).to_have_text(words)
    expect(quoted).to_be_focused()
    expect(page.locator("#essay")).to_contain_text("Citation 1 of 4")
    expect(page.locator("#essay")).not_to_contain_text("##")
    shoot(page, f"{name}-3-evidence")
    expect(page.get_by_role("button", name="Previous citation")).to_be_disabled()
    for place in (2, 3, 4):
        page.get_by_role("button", name="Next citation").click()
        expect(page.locator("#essay")).to_contain_text(f"Citation {place} of 4")
        expect(page.locator("#essay mark").first).to_be_in_viewport()
    expect(page.get_by_role("button", name="Next citation")).to_be_disabled()
    page.get_by_role("button", name="Back", exact=True).click()
    expect(page.get_by_role("button", name="Read citation 1 in the essay")).to_be_focused()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= options["viewport"]["width"], "the page scrolls sideways"


def test_a_later_answer_is_in_view_from_its_beginning_until_the_reader_moves(opened: Open) -> None:
    page = opened(**DESK)
    first = ask(page, "What happened with Qwikster?")
    second = ask(page, "What is the keeper test at Netflix?").locator("p").first
    expect(second).to_be_in_viewport(ratio=1)
    page.locator("#chat").hover()
    page.mouse.wheel(0, -5000)
    expect(first.locator("p").first).to_be_in_viewport()


def test_examples_change_and_are_asked_with_one_click(opened: Open) -> None:
    page = opened()
    examples = page.locator("#chat .example")
    expect(examples).to_have_count(4)
    before = examples.all_inner_texts()
    page.get_by_role("button", name="Other questions").click()
    expect(examples.nth(1)).not_to_have_text(before[1])
    page.get_by_role("button", name=QUESTION).click()
    expect(page.locator("#chat")).to_contain_text("rethinks the business itself", timeout=20_000)
    page.locator("#chat .option").first.click()
    expect(page.locator("#chat .user-row")).to_have_count(2)
    expect(page.locator("#chat .bot-row code")).to_have_count(4, timeout=20_000)


def test_off_topic_is_refused_and_markup_stays_text(opened: Open) -> None:
    page = opened()
    answer = ask(page, "Give me a recipe for <b>chocolate</b> cake")
    expect(answer).to_contain_text("The essays do not cover this")
    expect(page.locator("#chat")).to_contain_text("<b>chocolate</b>")
    expect(page.locator("#evidence article")).to_have_count(0)


def test_an_essay_full_of_markup_shows_as_text(opened: Open) -> None:
    page = opened()
    answer = ask(page, "What did the hostile guild print on every ticket in 1911?")
    expect(answer).to_contain_text("<img src=x onerror=")
    card = page.locator("#evidence article").first
    expect(card).to_contain_text("<script>document.title=")
    card.get_by_role("button").click()
    essay = page.locator("#essay")
    expect(essay).to_contain_text('<a href="javascript:alert(3)">click</a>')
    expect(essay.locator("mark").first).to_be_in_viewport()
    tab(page, "Library")
    page.get_by_label("Search the essays").fill("hostile guild")
    expect(page.locator("#essays li")).to_have_count(1)
    expect(page.locator("#essays")).to_contain_text("<i>tag</i>")
    page.locator("#essays li button").click()
    expect(page.locator("#read")).to_contain_text("<iframe src=")
    for part in ("#chat", "#evidence", "#essay", "#essays", "#read"):
        strange = page.locator(part).locator("script, img, iframe, [onerror], [href^=javascript]")
        expect(strange).to_have_count(0)
    assert page.title() == "Advisor"


def test_retry_edit_like_and_save(opened: Open, served: tuple[str, Path], tmp_path: Path) -> None:
    page = opened()
    first = ask(page, "What is Rendanheyi?").inner_text()
    page.get_by_role("button", name="Retry").click()
    expect(page.locator("#chat .bot-row")).to_have_text("…")
    expect(page.locator("#chat .bot-row code")).to_have_count(2, timeout=20_000)
    assert page.locator("#chat .bot-row").inner_text() == first
    page.get_by_role("button", name="Dislike", exact=True).click()
    page.get_by_label("Noted. What was good, or wrong").fill("Too short <b>")
    page.locator("#feedback").get_by_role("button", name="Send").click()
    expect(page.get_by_label("Noted. What was good, or wrong")).to_have_count(0)
    lines = (served[1] / "feedback.jsonl").read_text(encoding="utf-8").splitlines()
    kept = [json.loads(line) for line in lines][-2:]
    assert [(one["liked"], one["comment"]) for one in kept] == [
        (False, ""),
        (False, "Too short <b>"),
    ]
    assert kept[0]["question"] == "What is Rendanheyi?"
    page.get_by_role("button", name="Edit").click()
    editor = page.locator("#chat .user-row textarea")
    editor.fill("Why did TradeLens fail?")
    page.locator("#chat").get_by_role("button", name="Submit").click()
    expect(page.locator("#chat .user-row")).to_contain_text("TradeLens", timeout=20_000)
    expect(page.locator("#evidence")).to_contain_text("TradeLens", timeout=20_000)
    with page.expect_download() as download:
        page.get_by_role("link", name="Save as Markdown").click()
    download.value.save_as(tmp_path / "talk.md")
    text = (tmp_path / "talk.md").read_text(encoding="utf-8")
    assert "## Why did TradeLens fail?" in text
    assert re.search(r"19-tradelens-failure\.md, characters \d+ to \d+", text)


def test_old_conversations_give_way_where_the_browser_has_no_more_room(opened: Open) -> None:
    page = opened()
    page.evaluate("""() => {
      for (let size = 5.3e6; size > 0; size -= 1000)
        try {
          const old = { id: 'old', title: 'Old', answers: ['x'.repeat(size)] };
          return localStorage.setItem('advisor.talks', JSON.stringify([old]));
        } catch { }
    }""")
    ask(page, "What is Rendanheyi?")
    page.wait_for_function("localStorage.getItem('advisor.talks').length < 1e6")
    kept = json.loads(page.evaluate("localStorage.getItem('advisor.talks')"))
    assert [talk["title"] for talk in kept] == ["What is Rendanheyi?"]


def test_the_browser_keeps_conversations(opened: Open) -> None:
    page = opened()
    said = ask(page, "What is Rendanheyi?").inner_text()
    reload(page)
    expect(page.locator("#chat .bot-row")).to_have_text(re.compile("Haier"), timeout=20_000)
    assert page.locator("#chat .bot-row").inner_text() == said
    expect(page.locator("#evidence article mark").first).to_be_visible()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator("#chat .bot-row")).to_have_count(0)
    reload(page)
    expect(page.locator("#chat .example")).to_have_count(4, timeout=20_000)
    expect(page.locator("#chat .bot-row")).to_have_count(0)
    page.get_by_role("button", name="Earlier conversations").click()
    page.get_by_label("Kept in this browser only").click()
    page.get_by_role("option", name="What is Rendanheyi?").click()
    expect(page.locator("#chat .bot-row")).to_have_count(1)
    page.get_by_role("button", name="Forget all of them").click()
    reload(page)
    expect(page.locator("#chat .example")).to_have_count(4, timeout=20_000)
    assert page.evaluate("localStorage.getItem('advisor.talks')") is None
