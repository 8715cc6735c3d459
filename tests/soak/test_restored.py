"""A restored copy in the browser: pages, search, PDF, sign-in, desk, history and 运行状况."""

import pytest
from playwright.sync_api import expect

from tests import servers

pytestmark = pytest.mark.browser

FILL = "from tests.keeping import scene; scene.fill(); scene.publish()"


@pytest.fixture(params=["sqlite", "postgresql"])
def restored(request, tmp_path):
    """The address of a copy of an installation on SQLite, restored elsewhere."""
    with servers.installation() as house:
        house.python(FILL)
        house.manage("backup", tmp_path / "bundle")
    place = {}
    if request.param == "postgresql":
        place["DATABASE_URL"] = request.getfixturevalue("postgres_url")
    with servers.installation(is_blank=True, **place) as other:
        other.manage("restore", tmp_path / "bundle")
        other.manage("collectstatic", "--noinput", "--verbosity", "0")
        with other.web() as url:
            yield url


def test_readers_read_and_editors_sign_in(restored, page):
    page.goto(restored)
    expect(page.locator("h1")).to_have_text("2026年第1期")
    page.locator("#head-q").fill("算力普惠")
    page.locator("#head-q").press("Enter")
    expect(page.locator(".outcome-count")).to_contain_text("共 1 篇")
    page.locator(".hit h2 a").first.click()
    expect(page.locator("h1")).to_contain_text("算力普惠")
    pdf = page.request.get(f"{restored}/2026/1/download/")
    assert pdf.body() == b"%PDF-" + b"0" * 5000

    _sign_in(page, restored, "zhou")
    expect(page.locator("body")).to_contain_text("2026年第1期")

    page.context.clear_cookies()
    _sign_in(page, restored, "root")
    page.goto(f"{restored}/desk/status/")
    expect(page.locator("li", has_text="正常")).to_have_count(6)
    page.goto(f"{restored}/desk/editorial/article/")
    page.locator("#result_list a[href*='/change/']").first.click()
    page.goto(page.url.partition("/change/")[0] + "/history/")
    expect(page.locator("table")).to_contain_text("已创建")


def _sign_in(page, site: str, name: str) -> None:
    page.goto(f"{site}/desk/")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill("correct horse")
    page.locator("[type=submit]").first.click()
    expect(page).to_have_url(f"{site}/desk/")
