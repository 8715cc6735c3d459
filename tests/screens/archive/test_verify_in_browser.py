"""/verify/ in a real browser: the file is hashed there and never leaves it."""

import hashlib

import pytest

from tests.screens.archive import shelf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_dropped_pdf_is_hashed_in_the_browser(page, live_server, tmp_path):
    issue = shelf.make_published()
    shelf.make_edition(
        issue, kind="print", file_digest=hashlib.sha256(shelf.PDF).hexdigest(), digest="a" * 64
    )
    (tmp_path / "issue.pdf").write_bytes(shelf.PDF)
    sent = []
    page.on("request", lambda request: sent.append(request.method))

    page.goto(live_server.url + "/verify/")
    page.set_input_files("input[type=file]", tmp_path / "issue.pdf")

    page.wait_for_url("**/verify/?sha256=*")
    assert page.locator(".verdict-words").inner_text() == "这是 2026 年第 46 期印刷版，未被改动。"
    assert set(sent) == {"GET"}
