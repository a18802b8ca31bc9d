"""A served page over a copy of the shipped essays, and a browser that notes what should not be."""

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

from browser.pages import DESK, REPOSITORY, Open

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]
HOSTILE = """---
title: '<script>document.title="taken"</script> The hostile guild <b>bold</b>'
author: '"><img src=x onerror=alert(1)>'
tags: ['<i>tag</i>', guilds]
summary: '<iframe src=https://example.org></iframe>'
questions: ['What did <u>the hostile guild</u> print?']
---
# The hostile guild

The hostile guild printed <img src=x onerror="document.title='taken'"> on every ticket in 1911.

## A heading with <script>alert(2)</script>

- <a href="javascript:alert(3)">click</a> was printed below the ticket of the hostile guild.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip where there is no Chromium, unless it is required."""
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in here:
        item.add_marker(pytest.mark.browser)
        if CHROMIUM is None and not os.environ.get("REQUIRE_BROWSER"):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="package")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Where ``advisor serve`` serves the essays, and the folder that holds them."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(REPOSITORY / "corpus", folder / "corpus")
    (folder / "corpus" / "hostile.md").write_text(HOSTILE, encoding="utf-8")
    environment = os.environ | {
        "ADVISOR_CORPUS_DIR": str(folder / "corpus"),
        "ADVISOR_INDEX_DIR": str(folder / "index"),
        "ADVISOR_FEEDBACK_FILE": str(folder / "feedback.jsonl"),
        "ADVISOR_PORT": "0",
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "advisor", "serve"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            lines = iter(server.stdout.readline, "")
            found = (re.search(r"http://\S+", line) for line in lines)
            yield next(match[0] for match in found if match), folder
        finally:
            server.terminate()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)


@pytest.fixture
def opened(browser: Browser, served: tuple[str, Path]) -> Iterator[Open]:
    """Opens the page in a window of its own; the test fails on an error or an outside request."""
    address, problems = served[0], list[str]()
    contexts = []

    def note(page: Page) -> None:
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

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**(options or DESK))
        contexts.append(context)
        page = context.new_page()
        note(page)
        page.goto(address)
        expect(page.get_by_label("Your question")).to_be_visible(timeout=20_000)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []
