"""A week's issue in a real browser, by five roles: manuscript → newsroom → PDF → archive."""

import io
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import expect

from tests import servers
from tests.browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.services]

PATIENCE = 180_000  # ms until a page without a finished edition is a fault, on slow machines too
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


# What 林编辑 types, and adds when the article came back.
WRITTEN, MENDED = "县里的账本从此有了出处。", "每一笔都查得到。"


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
    expect(newest_edition(page).locator(".state")).to_have_text("完成", timeout=PATIENCE)
    address = newest_edition(page).get_by_role("link", name="打开 PDF").get_attribute("href")
    base = page.url.split("/desk/")[0]
    answer = page.context.request.get(base + address)
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def pages_of(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


# Who reviews on which level, and what the button for all articles says.
REVIEWS = (("chen", "全部初审通过"), ("wu", "全部复审通过"), ("zhou", "全部终审定稿"))
# Who signs which of the three proofs.
SIGNATURES = (("xiao", "一校签字"), ("lin", "二校签字"), ("chen", "三校签字"))


def bring_in(page, site, manuscript) -> str:
    """林编辑 imports the manuscript; the address of the issue at the desk."""
    enter(page, site, "lin")
    import_file(page, site, manuscript)
    return page.url


def said(page, words) -> None:
    expect(page.locator(".messagelist")).to_contain_text(words)


def assign(page, site, issue, title) -> None:
    """陈执编 gives one article of the issue to 林编辑, to be ready in time."""
    enter(page, site, "chen")
    page.goto(issue)
    page.locator("#articles").get_by_role("link", name=title).click()
    page.get_by_label("责任编辑").select_option(label="林编辑")
    page.get_by_label("交稿日期").fill("2026-11-18")
    save(page)


def follow_notice(page, site, username, words) -> None:
    """What the bell tells this person leads to its place."""
    enter(page, site, username)
    page.get_by_role("link", name="通知").first.click()
    page.locator(".notice").get_by_role("button", name=words).first.click()


def write(page, words) -> None:
    """A sentence more at the end of the article, typed into the editor."""
    page.wait_for_function("window.CKEDITOR?.instances.id_body?.status === 'ready'")
    page.frame_locator(".field-body iframe.cke_wysiwyg_frame").locator("body").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)
    save(page)


def save(page) -> None:
    page.click("input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()


def send_back(page, site, issue, title, reason) -> None:
    """陈执编 reads on the first level, and is not content with one article."""
    enter(page, site, "chen")
    page.goto(issue)
    page.locator("#articles").get_by_role("link", name=title).click()
    page.locator("summary", has_text="退回").click()
    page.locator("details[open] textarea[name=reason]").fill(reason)
    page.locator("details[open]").get_by_role("button", name="退回").click()
    said(page, "已退回")


def write_and_improve(page, site, issue, title) -> None:
    """Assigned, written, submitted, sent back, mended and submitted again."""
    assign(page, site, issue, title)
    follow_notice(page, site, "lin", "交给您写")
    write(page, WRITTEN)
    page.goto(issue)
    press(page, "全部送审")
    said(page, "已送审")
    send_back(page, site, issue, title, "结尾请补一句。")
    follow_notice(page, site, "lin", "退回了")
    write(page, MENDED)
    press(page, "送审")
    said(page, "已送审")


def submit_all(page, site, issue) -> None:
    page.goto(issue)
    press(page, "全部送审")
    said(page, "已送审")


def review(page, site, issue) -> None:
    """Three people approve, a level each."""
    for username, label in REVIEWS:
        enter(page, site, username)
        page.goto(issue)
        press(page, label)
        said(page, f"已{label.removeprefix('全部')}")


def proof(page, site, issue, manuscript) -> None:
    """陈执编 takes the issue to proof, sees that the proof is one, and three people sign it."""
    enter(page, site, "chen")
    page.goto(issue)
    press(page, "转入校样")
    expect(page.locator(".steps .here")).to_have_text("校样")
    press(page, "排校样")
    assert pages_of(wait_for_edition(page, "第1次校样")) >= manuscript.least_pages
    for username, label in SIGNATURES:
        enter(page, site, username)
        page.goto(issue)
        press(page, label)
        expect(page.locator("#proofs")).to_contain_text(f"{label[:2]} 已签字")


def sign_off_and_publish(page, site, issue) -> bytes:
    """周主编 signs, waits for the web edition and opens everything."""
    enter(page, site, "zhou")
    page.goto(issue)
    page.get_by_label("公开时间").fill("")
    press(page, "签发")
    expect(page.locator(".steps .here")).to_have_text("签发")
    web = wait_for_edition(page, "网络版")
    page.reload()
    page.get_by_label("公开时间").fill("")
    press(page, "出版，立即公开")
    expect(page.locator(".steps .here")).to_have_text("出版")
    return web


def is_hidden_from_readers(page, site, watch, manuscript) -> bool:
    page.context.clear_cookies()
    answer = page.goto(site + manuscript.address)
    watch.errors.clear()  # the browser reports the 404 that is asked for here
    return answer.status == 404


def run_the_line(page, site, watch, manuscript, work) -> bytes:
    """All of it, ending on the issue's public page; the PDF as a reader downloads it.

    ``work`` is what is done with the articles until all of them are submitted.
    """
    issue = bring_in(page, site, manuscript)
    work(page, site, issue)
    review(page, site, issue)
    proof(page, site, issue, manuscript)
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
    work = partial(write_and_improve, title=INVENTED.title)
    run_the_line(page, site, watch, INVENTED, work)

    page.goto(site)
    page.get_by_role("link", name=INVENTED.title).first.click()
    expect(page.locator("h1")).to_have_text(INVENTED.title)
    expect(page.locator("main")).to_contain_text(INVENTED.words)
    expect(page.locator("main")).to_contain_text(WRITTEN + MENDED)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real manuscripts are not at hand")
def test_a_real_manuscript_goes_the_same_way(page, site, watch):
    real = largest_real()

    pdf = run_the_line(page, site, watch, real, submit_all)

    assert pages_of(pdf) >= real.least_pages
