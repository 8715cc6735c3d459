"""A real reader's browser for tests: Debian's Chromium, watched for faults and foreign requests."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial, wraps
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Keyboard, Locator, Page, expect, sync_playwright

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
)
PATIENCE = 60_000
"""Milliseconds until a page that does nothing is a fault, on the slowest machine."""
ACTS = {
    Page: ("click", "fill", "press", "check", "select_option", "set_input_files", "evaluate"),
    Locator: (
        *("click", "dblclick", "fill", "press", "press_sequentially", "check", "uncheck"),
        *("focus", "hover", "drag_to", "select_option", "set_input_files", "evaluate"),
    ),
}
"""What a person does on a page, which means nothing before the page's scripts have run."""
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


def _when_loaded(act: Callable, page_of: Callable[..., Page]) -> Callable:
    """`act`, held back until the page it is done on has loaded, its deferred scripts included."""

    @wraps(act)
    def patient(subject, *args, **kwargs):
        page_of(subject).wait_for_load_state("load")
        return act(subject, *args, **kwargs)

    return patient


def _patient_keys(page: Page) -> None:
    """A key pressed before the script that listens for it is lost: wait for the script."""
    for name in ("press", "type"):
        act = _when_loaded(getattr(Keyboard, name), lambda keyboard: page)
        setattr(page.keyboard, name, partial(act, page.keyboard))


@pytest.fixture(scope="session", autouse=True)
def _patient_hands() -> Iterator[None]:
    """No test acts on a page that is still loading."""
    with pytest.MonkeyPatch.context() as patch:
        for kind, names in ACTS.items():
            page_of = (lambda page: page) if kind is Page else (lambda locator: locator.page)
            for name in names:
                patch.setattr(kind, name, _when_loaded(getattr(kind, name), page_of))
        yield


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
    expect.set_options(timeout=PATIENCE)
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
    context.set_default_timeout(PATIENCE)
    watch.on(context)
    context.on("page", _patient_keys)
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
