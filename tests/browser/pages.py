"""What the browser tests share: sizes, and the moves of a reader."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

REPOSITORY = Path(__file__).parent.parent.parent
SHOTS = REPOSITORY / "screenshots"
PHONE: dict[str, Any] = {"viewport": {"width": 400, "height": 800}, "color_scheme": "dark"}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}

Open = Callable[..., Page]
"""Opens the page in a window of its own, with the options of a browser context."""


def ask(page: Page, question: str) -> Locator:
    """Ask, wait for the whole answer, and return it."""
    answers = page.locator("#chat .bot-row")
    before = answers.count()
    box = page.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")
    expect(answers).to_have_count(before + 1, timeout=20_000)
    expect(page.locator("#question").get_by_role("button", name="Stop")).to_have_count(
        0, timeout=20_000
    )
    expect(answers.last).not_to_have_text("…", timeout=20_000)
    # The badge comes with the whole answer; a refusal and a greeting have neither badge nor source.
    whole = answers.last.locator("code").or_(answers.last.filter(has_not=page.locator("a")))
    expect(whole.first).to_be_visible(timeout=20_000)
    return answers.last


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def shoot(page: Page, name: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def reload(page: Page) -> None:
    """Load the page again; Gradio logs an error about the connection that this cuts."""
    page.wait_for_timeout(1000)  # until the list of conversations is renewed
    page.evaluate("console.error = () => {}")
    page.reload()
