"""A real reader's browser for tests: Debian's Chromium, watched for faults and foreign requests."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@dataclass
class Watch:
    """What a page did that no page of ours may do."""

    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def on(self, context: BrowserContext) -> None:
        context.on("request", lambda request: self._note_request(request.url))
        context.on("console", lambda message: self._note_console(message))
        context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def _note_request(self, url: str) -> None:
        parts = urlsplit(url)
        is_ours = parts.hostname in ("127.0.0.1", "localhost")
        if parts.scheme in ("http", "https", "ws", "wss") and not is_ours:
            self.foreign.append(url)

    def _note_console(self, message) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")


@pytest.fixture(scope="module")
def chromium() -> Iterator:
    """One browser a module. While it runs, the ORM may be used beside it.

    Playwright's event loop stays current in this thread between its calls, which Django takes
    for asynchronous code. No coroutine of ours runs on it, so the check is put off, here only.
    """
    if not Path(CHROMIUM).exists():
        pytest.fail("no Chromium on this machine: apt-get install chromium")
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def watch() -> Watch:
    """What the pages of this test did wrong; a test that expects an error clears it."""
    return Watch()


@pytest.fixture
def context(chromium, watch) -> Iterator[BrowserContext]:
    """A fresh Chinese browser profile. Afterwards: nothing foreign asked for, no errors."""
    context = chromium.new_context(viewport=DESK, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(15_000)
    watch.on(context)
    yield context
    context.close()
    assert watch.foreign == []
    assert watch.errors == []


@pytest.fixture
def page(context) -> Page:
    return context.new_page()


def sign_in(page: Page, site: str, username: str, password: str = "correct horse") -> None:
    """Sign in at the desk, ending on its first page."""
    page.goto(f"{site}/desk/login/?next=/desk/")
    page.fill("#id_username", username)
    page.fill("#id_password", password)
    page.click("[type=submit]")
    expect(page).to_have_url(f"{site}/desk/")
