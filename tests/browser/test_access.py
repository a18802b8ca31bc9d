"""Everybody can use the page: keyboard alone, names for all controls, contrast in both themes."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browser.pages import DESK, PHONE, Open, ask, shoot, tab
from browser.test_assessment import RESTAURANT, fill

TABS = ("Chat", "Evidence", "Library", "Self-assessment", "About")
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['html'][:160]} {node.get('failureSummary', '')}"
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(
    ("name", "options"),
    [("desktop-light", DESK), ("phone-dark", PHONE)],
)
def test_no_tab_breaks_a_rule_of_wcag(opened: Open, name: str, options: dict[str, Any]) -> None:
    page = opened(**options)
    ask(page, "What is the difference between Internet+ and +Internet?")
    page.locator("#evidence [data-open]").first.click()
    expect(page.locator("#essay mark").first).to_be_visible()
    tab(page, "Library")
    page.locator("#essays li button").first.click()
    page.get_by_role("button", name="Add and remove essays").click()
    tab(page, "Self-assessment")
    fill(page, RESTAURANT)
    page.get_by_role("button", name="Show the verdict").click()
    expect(page.locator("#verdict h2")).to_be_visible()
    found = {}
    for one in TABS:
        tab(page, one)
        page.wait_for_timeout(400)  # colours fade in
        found[one] = faults(page)
        shoot(page, f"{name}-8-{one.lower()}")
    assert found == dict.fromkeys(TABS, [])


def test_ask_open_a_citation_and_go_back_with_the_keyboard_alone(opened: Open) -> None:
    page = opened()

    def press_until(key: str, condition: str, most: int = 60) -> None:
        for _ in range(most):
            if page.evaluate(f"(e => e && {condition})(document.activeElement)"):
                return
            page.keyboard.press(key)
        raise AssertionError(f"{key} never leads to {condition}")

    press_until("Tab", "e.matches('#question textarea')")
    page.keyboard.type("What is Rendanheyi?")
    page.keyboard.press("Enter")
    expect(page.locator("#evidence article").first).to_be_visible(timeout=20_000)
    press_until("Shift+Tab", "e.matches('#chat a[href^=\"#cite\"]')")
    page.keyboard.press("Enter")
    expect(page.locator("#evidence article:target")).to_be_in_viewport()
    press_until("Tab", "e.matches('[data-open]')", most=3)
    page.keyboard.press("Enter")
    expect(page.locator("#essay mark").first).to_be_focused()
    press_until("Shift+Tab", "e.id === 'back' || e.closest('#back')", most=6)
    page.keyboard.press("Enter")
    expect(page.locator("#evidence [data-open]:focus")).to_have_count(1)
