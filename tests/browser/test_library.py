"""The Library in a real Chromium: find, read, add, ask about it, remove, in two windows."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.pages import DESK, PHONE, Open, ask, shoot, tab

FERRY = """---
title: The ferry of Lindholm
author: K. Berg
date: 2021-03-04
tags: [ferries]
---
# The ferry of Lindholm

The ferry of Lindholm replaced its paper tickets with a yearly pass for 240 crowns in 1987. Every
household on the island of Lindholm got one pass, and the queue at the pier disappeared.
"""
QUESTION = "How much did the yearly pass of the ferry of Lindholm cost?"


def curate(page: Page) -> None:
    tab(page, "Library")
    page.get_by_role("button", name="Add and remove essays").click()


def upload(page: Page, file: Path) -> None:
    page.locator("#upload input[type=file]").set_input_files(file)


def test_search_filter_and_read(opened: Open) -> None:
    for name, options in (("desktop-light", DESK), ("phone-dark", PHONE)):
        page = opened(**options)
        tab(page, "Library")
        essays = page.locator("#essays li")
        expect(essays.nth(25)).to_be_attached()
        page.get_by_label("Search the essays").fill("rendanheyi zhang")
        expect(essays.first).to_contain_text("Haier")
        page.get_by_label("Search the essays").fill("")
        page.get_by_label("With all of these tags").click()
        page.get_by_role("option", name="turnaround").click()
        expect(essays.nth(5)).not_to_be_attached()
        expect(essays.first).to_contain_text("turnaround")
        page.keyboard.press("Escape")
        essays.first.get_by_role("button").click()
        heading = page.locator("#read h2")
        expect(heading).to_have_text(essays.first.get_by_role("button").inner_text())
        expect(heading).to_be_in_viewport()
        shoot(page, f"{name}-4-library")


def test_an_upload_is_answered_from_and_a_removed_essay_is_never_cited_again(
    opened: Open, tmp_path: Path
) -> None:
    page, other = opened(), opened()
    expect(ask(other, QUESTION)).not_to_contain_text("240 crowns")
    file = tmp_path / "ferry.md"
    file.write_text(FERRY, encoding="utf-8")
    curate(page)
    started = time.monotonic()
    upload(page, file)
    expect(page.locator("#receipt")).to_contain_text("Added: ferry.md", timeout=10_000)
    shoot(page, "desktop-light-5-upload")
    answer = ask(other, QUESTION)
    expect(answer).to_contain_text("240 crowns")
    seconds = time.monotonic() - started
    assert seconds < 10, f"answered {seconds:.1f} s after the upload"
    other.locator("#evidence").get_by_role("button", name="Read citation 1").first.click()
    expect(other.locator("#essay mark").first).to_be_in_viewport()
    expect(other.locator("#essay mark").first).to_contain_text("240 crowns")
    page.get_by_label("Search the essays").fill("Lindholm")
    expect(page.locator("#essays li")).to_have_count(1)
    page.get_by_label("Document to remove").click()
    page.get_by_role("option", name=re.compile("ferry.md")).click()
    page.get_by_role("button", name="Remove it").click()
    page.get_by_role("button", name="Yes, delete the file").click()
    expect(page.locator("#receipt")).to_contain_text("Removed: ferry.md", timeout=10_000)
    expect(page.locator("#essays li")).to_have_count(0)
    other.get_by_role("button", name="Back", exact=True).click()
    for window in (page, other):
        tab(window, "Chat")
        before = window.locator("#evidence article").count()
        expect(ask(window, QUESTION)).not_to_contain_text("240 crowns")
        cited = window.locator("#evidence article", has_text="The ferry of Lindholm")
        for card in cited.all():
            expect(card).to_contain_text("changed or removed since it was cited")
            expect(card.get_by_role("button")).to_have_count(0)
        assert window.locator("#evidence article").count() >= before


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.md", b"---\ntitle: x\n---\n", "holds no text"),
        ("broken.pdf", b"%PDF-1.4 no pdf", "Not kept"),
        ("readme.md", b"# Words\n\nMany words.\n", "name that is ignored"),
        ("01-internet-plus-vs-plus-internet.md", b"# Words\n", "name of another document"),
    ],
)
def test_what_is_not_fit_is_named_and_not_kept(
    opened: Open, served: tuple[str, Path], tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    before = {path.name: path.read_bytes() for path in (served[1] / "corpus").iterdir()}
    file = tmp_path / name
    file.write_bytes(content)
    page = opened()
    curate(page)
    upload(page, file)
    expect(page.locator("#receipt")).to_contain_text(name, timeout=10_000)
    expect(page.locator("#receipt")).to_contain_text(reason)
    assert {path.name: path.read_bytes() for path in (served[1] / "corpus").iterdir()} == before


def test_ingest_again_and_changing_ones_mind(opened: Open, served: tuple[str, Path]) -> None:
    page = opened()
    curate(page)
    page.get_by_label("Document to remove").click()
    page.get_by_role("option", name=re.compile("hostile.md")).click()
    page.get_by_role("button", name="Remove it").click()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("button", name="Yes, delete the file")).to_be_hidden()
    page.get_by_role("button", name="Ingest again").click()
    expect(page.locator("#receipt")).to_contain_text("27 essays in the library", timeout=10_000)
    assert (served[1] / "corpus" / "hostile.md").exists()
