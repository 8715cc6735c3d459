"""The main job, driven through once in a real browser: manuscript → newsroom → PDF → archive."""

import io
import re
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import expect

from tests import servers
from tests.browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.services]

MINUTE = 60_000  # ms: the longest that a page may take to show a finished edition
REAL = servers.ROOT.parent / "shared" / "manuscripts"


@dataclass(frozen=True)
class Manuscript:
    """A file, and what the public must be able to read of it in the end."""

    path: Path
    issue: str
    address: str
    articles: int
    title: str
    words: str
    least_pages: int


INVENTED = Manuscript(
    Path(__file__).parent / "manuscript.txt",
    issue="2026年第47期",
    address="/2026/47/",
    articles=3,
    title="小城市怎样用好公共数据",
    words="市里没有急着买设备",
    least_pages=6,
)


def largest_real() -> Manuscript:
    """The largest real manuscript, its facts taken from its own first lines."""
    path = max(REAL.glob("*.txt"), key=lambda each: each.stat().st_size)
    text = path.read_text(encoding="utf-8")
    year, number = re.search(r"(\d{4})年\d+月\d+日\s+第(\d+)期", text).groups()
    return Manuscript(
        path, f"{year}年第{number}期", f"/{year}/{number}/", articles=0, title="", words="",
        least_pages=50,
    )  # fmt: skip


@pytest.fixture(scope="module")
def site():
    """A whole newsroom at work: database, roles, people, worker and web server."""
    with servers.installation() as house:
        house.manage("collectstatic", "--noinput", "--verbosity", "0")
        house.python("from tests import cast; cast.make_newsroom()")
        with house.worker(), house.web() as url:
            yield url


def enter(page, site, username) -> None:
    page.context.clear_cookies()
    sign_in(page, site, username)


def press(page, label) -> None:
    page.get_by_role("button", name=label).first.click()


def import_file(page, site, manuscript) -> None:
    page.goto(f"{site}/desk/editorial/manuscript/import/")
    page.set_input_files("input[type=file]", manuscript.path)
    press(page, "读取")
    expect(page.locator("h1")).to_contain_text(f"核对来稿：{manuscript.issue}")
    press(page, "确认入库")
    expect(page.locator(".messagelist")).to_contain_text(f"已入库：{manuscript.issue}")
    page.get_by_role("link", name=f"打开{manuscript.issue}").click()


def newest_edition(page):
    return page.locator(".edition-list li").first


def wait_for_edition(page, kind) -> bytes:
    """Follow the page's own progress until it says 完成; the PDF behind its link."""
    expect(newest_edition(page)).to_contain_text(kind)
    expect(newest_edition(page).locator(".state")).to_have_text("完成", timeout=MINUTE)
    address = newest_edition(page).get_by_role("link", name="打开 PDF").get_attribute("href")
    base = page.url.split("/desk/")[0]
    answer = page.context.request.get(base + address)
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def pages_of(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def edit_and_approve(page, site, manuscript) -> str:
    """林编辑 imports and submits, 陈执编 approves; the address of the issue at the desk."""
    enter(page, site, "lin")
    import_file(page, site, manuscript)
    issue = page.url
    press(page, "全部送审")
    expect(page.locator(".messagelist")).to_contain_text("已送审")
    enter(page, site, "chen")
    page.goto(issue)
    press(page, "全部定稿")
    expect(page.locator(".messagelist")).to_contain_text("已定稿")
    return issue


def proof(page, manuscript) -> None:
    """陈执编 takes the issue to proof and sees that the proof is one."""
    press(page, "转入校样")
    expect(page.locator(".steps .here")).to_have_text("校样")
    press(page, "排校样")
    assert pages_of(wait_for_edition(page, "校样")) >= manuscript.least_pages


def sign_off_and_publish(page, site, issue) -> bytes:
    """周主编 signs, waits for the web edition and opens everything."""
    enter(page, site, "zhou")
    page.goto(issue)
    press(page, "签发")
    expect(page.locator(".steps .here")).to_have_text("签发")
    web = wait_for_edition(page, "网络版")
    page.reload()
    press(page, "出版，立即公开")
    expect(page.locator(".steps .here")).to_have_text("出版")
    return web


def is_hidden_from_readers(page, site, watch, manuscript) -> bool:
    page.context.clear_cookies()
    answer = page.goto(site + manuscript.address)
    watch.errors.clear()  # the browser reports the 404 that is asked for here
    return answer.status == 404


def run_the_line(page, site, watch, manuscript) -> bytes:
    """All of it, ending on the issue's public page; the PDF as a reader downloads it."""
    issue = edit_and_approve(page, site, manuscript)
    proof(page, manuscript)
    assert is_hidden_from_readers(page, site, watch, manuscript)
    web = sign_off_and_publish(page, site, issue)

    page.context.clear_cookies()
    page.goto(site + manuscript.address)
    expect(page.locator("h1")).to_have_text(manuscript.issue)
    with page.expect_download() as download:
        page.locator('a[href$="/download/"]').first.click()
    downloaded = Path(download.value.path()).read_bytes()
    assert downloaded == web
    return downloaded


def test_a_manuscript_becomes_a_published_issue(page, site, watch):
    run_the_line(page, site, watch, INVENTED)

    page.goto(site)
    page.get_by_role("link", name=INVENTED.title).first.click()
    expect(page.locator("h1")).to_have_text(INVENTED.title)
    expect(page.locator("main")).to_contain_text(INVENTED.words)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real manuscripts are not at hand")
def test_a_real_manuscript_goes_the_same_way(page, site, watch):
    real = largest_real()

    pdf = run_the_line(page, site, watch, real)

    assert pages_of(pdf) >= real.least_pages
