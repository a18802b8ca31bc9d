"""The page in a real Chromium: ask, see the citation, open it, read the highlighted words."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

REPOSITORY = Path(__file__).parent.parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
QUESTION = "What is the difference between Internet+ and +Internet?"
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]

pytestmark = pytest.mark.browser

if CHROMIUM is None and not os.environ.get("REQUIRE_BROWSER"):
    pytest.skip("no Chromium on this machine", allow_module_level=True)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where ``advisor serve`` serves the shipped essays."""
    environment = os.environ | {
        "ADVISOR_CORPUS_DIR": str(REPOSITORY / "corpus"),
        "ADVISOR_INDEX_DIR": str(tmp_path_factory.mktemp("served")),
        "ADVISOR_PORT": "0",
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "advisor", "serve"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            lines = iter(server.stdout.readline, "")
            found = (re.search(r"http://\S+", line) for line in lines)
            yield next(match[0] for match in found if match)
        finally:
            server.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)


def opened(browser: Browser, address: str, problems: list[str], **options: Any) -> Page:
    """The page, with everything that should not happen written into ``problems``."""
    page = browser.new_page(**options)
    page.on("pageerror", lambda error: problems.append(f"page error: {error}"))
    page.on(
        "console",
        lambda said: problems.append(f"console: {said.text}") if said.type == "error" else None,
    )
    page.on(
        "request",
        lambda asked: (
            problems.append(f"request: {asked.url}")
            if not asked.url.startswith((address, "data:", "blob:"))
            else None
        ),
    )
    page.goto(address)
    return page


def ask(page: Page, question: str) -> None:
    box = page.get_by_label("Your question")
    box.fill(question)
    box.press("Enter")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("desktop-light", {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}),
        ("phone-dark", {"viewport": {"width": 400, "height": 800}, "color_scheme": "dark"}),
    ],
)
def test_ask_see_the_citation_and_open_it(
    browser: Browser, address: str, name: str, options: dict[str, Any]
) -> None:
    problems: list[str] = []
    page = opened(browser, address, problems, **options)
    ask(page, QUESTION)
    chip = page.locator("#chat").get_by_role("link", name="[1]")
    expect(chip).to_be_visible(timeout=20_000)
    expect(page.locator("#evidence article")).to_have_count(4, timeout=20_000)
    chip.click()
    words = page.locator("#evidence article:target > p mark")
    expect(words).to_be_in_viewport()
    expect(words).to_have_text(re.compile("^The difference between Internet\\+ and \\+Internet is"))
    said = page.locator("#chat").inner_text()
    words_said = words.inner_text()
    assert words_said in said
    card = page.locator("#evidence article:target")
    expect(card).to_contain_text("Advisor editorial · 2026-11-22")
    card.get_by_text("Read in the essay").click()
    card.get_by_role("link", name="To the quoted words").click()
    again = page.locator("#evidence .essay mark:target")
    expect(again).to_be_in_viewport()
    expect(again).to_have_text(words_said)
    expect(page.locator("#evidence .essay").first).not_to_contain_text("##")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= options["viewport"]["width"], "the page scrolls sideways"
    shots = REPOSITORY / "screenshots"
    shots.mkdir(exist_ok=True)
    page.screenshot(path=shots / f"{name}.png")
    assert problems == []
    page.close()


def test_an_example_is_asked_with_one_click_and_off_topic_is_refused(
    browser: Browser, address: str
) -> None:
    problems: list[str] = []
    page = opened(browser, address, problems)
    page.get_by_role("button", name=QUESTION).click()
    expect(page.locator("#chat")).to_contain_text("rethinks the business itself", timeout=20_000)
    ask(page, "Give me a recipe for <b>chocolate</b> cake")
    expect(page.locator("#chat")).to_contain_text("The essays do not cover this", timeout=20_000)
    expect(page.locator("#chat")).to_contain_text("<b>chocolate</b>")
    assert problems == []
    page.close()
