"""Self-assessment and About in a real Chromium."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import advisor
from browser.pages import DESK, PHONE, Open, shoot, tab

RESTAURANT = (1, 2, 5, 1, 1, 5, 2, 4, 1, 4, 1, 5)


def fill(page: Page, answers: tuple[int, ...]) -> None:
    for place, answer in enumerate(answers):
        page.locator(".statement").nth(place).get_by_role("radio").nth(answer - 1).check()


@pytest.mark.parametrize(("name", "options"), [("desktop-light", DESK), ("phone-dark", PHONE)])
def test_the_restaurant_is_judged_with_readings(
    opened: Open, tmp_path: Path, name: str, options: dict[str, Any]
) -> None:
    page = opened(**options)
    tab(page, "Self-assessment")
    fill(page, RESTAURANT[:-1])
    page.get_by_role("button", name="Show the verdict").click()
    expect(page.get_by_role("alert")).to_have_text("Please answer every statement; still open: 12.")
    fill(page, RESTAURANT)
    page.get_by_role("button", name="Show the verdict").click()
    verdict = page.locator("#verdict")
    expect(verdict.locator("h2")).to_have_text("Verdict: +Internet")
    expect(verdict).to_contain_text("takes QR payments has achieved +Internet, not Internet+")
    chart = page.get_by_role("img", name="Radar chart: User relationship 8 of 100")
    expect(chart).to_be_visible()
    page.wait_for_timeout(500)  # the panel fades in
    shoot(page, f"{name}-6-verdict")
    with page.expect_download() as download:
        page.get_by_role("link", name="Save as Markdown").last.click()
    download.value.save_as(tmp_path / "assessment.md")
    assert "**Verdict: +Internet.**" in (tmp_path / "assessment.md").read_text(encoding="utf-8")
    verdict.get_by_role("button", name="Read citation 1 in the essay").click()
    expect(page.locator("#essay mark").first).to_be_in_viewport()
    expect(page.locator("#essay mark").first).to_contain_text("takes QR payments")
    page.get_by_role("button", name="Back", exact=True).click()
    expect(verdict.get_by_role("button", name="Read citation 1 in the essay")).to_be_focused()
    page.get_by_role("button", name="Start again").click()
    expect(verdict.locator("h2")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= options["viewport"]["width"]


def test_about_says_what_is_served(opened: Open) -> None:
    page = opened()
    tab(page, "About")
    expect(page.locator("#facts")).to_contain_text(f"Version: {advisor.__version__}")
    expect(page.locator("#facts")).to_contain_text("27, in")
    shoot(page, "desktop-light-7-about")
