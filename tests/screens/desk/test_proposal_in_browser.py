"""核对来稿 in a real browser: from the file to the issue, correcting on the way."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from editorial.models import Issue
from tests.browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MANUSCRIPT = Path(__file__).parent / "manuscript.txt"
LINES = MANUSCRIPT.read_text(encoding="utf-8").split("\n")


def line_of(words: str) -> int:
    return next(at for at, line in enumerate(LINES, 1) if words in line)


@pytest.fixture
def proposal(live_server, newsroom, page, settings, tmp_path):
    """The proposal of the invented manuscript, open on its first article."""
    settings.MEDIA_ROOT = tmp_path
    sign_in(page, live_server.url, "lin")
    page.goto(f"{live_server.url}/desk/editorial/manuscript/import/")
    page.set_input_files("input[type=file]", MANUSCRIPT)
    page.get_by_role("button", name="读取").click()
    page.get_by_role("link", name="关于推进数据驿站建设的指导意见").click()
    return page


def row(page, line: int):
    return page.locator(f".paragraph:has(#line-{line}), #line-{line}.paragraph").first


def tools(page, line: int):
    row(page, line).locator("summary").click()
    return row(page, line)


def test_headings_paragraphs_and_fields_are_corrected_and_confirmed(proposal):
    page = proposal
    heading, goal = line_of("一、总体要求"), line_of("到2028年")

    tools(page, heading).get_by_role("button", name="二级标题").click()
    expect(row(page, heading).locator(".reading h3")).to_have_text("一、总体要求")

    tools(page, goal).locator("[name=words]").fill("形成就近")
    row(page, goal).get_by_role("button", name="断开").click()
    expect(page.locator(".paragraph .reading p", has_text="形成就近可用")).to_have_count(1)

    page.fill("#id_source", "云麓日报")
    page.get_by_role("button", name="记下这几栏的改动").click()
    expect(page.locator(".proposal-head")).to_contain_text("林编辑于")
    expect(page.locator(".proposal-head")).to_contain_text("共 3 步")

    page.get_by_role("button", name="确认入库").click()
    expect(page.locator(".messagelist")).to_contain_text("已入库：2026年第47期")
    article = Issue.objects.get().articles.in_print_order()[0]
    assert article.source == "云麓日报"
    assert "<h3>一、总体要求</h3>" in article.body
    assert "<p>形成就近可用的服务网络。</p>" in article.body


def test_what_is_selected_in_the_source_names_the_place_to_split(proposal):
    page, goal = proposal, line_of("到2028年")
    opened = tools(page, goal)

    opened.locator(".source p").dblclick(position={"x": 90, "y": 12})

    words = opened.locator("[name=words]").input_value()
    assert words and words in LINES[goal - 1]


def test_one_box_of_tools_is_open_at_a_time(proposal):
    page = proposal
    tools(page, line_of("一、总体要求"))
    tools(page, line_of("到2028年"))

    expect(page.locator("details.tools[open]")).to_have_count(1)


def test_a_step_is_undone_from_the_log(proposal):
    page, heading = proposal, line_of("一、总体要求")
    tools(page, heading).get_by_role("button", name="正文").click()

    page.get_by_role("link", name="改动记录").click()
    page.get_by_role("button", name="撤销", exact=True).click()

    expect(page.locator(".steps-made")).to_contain_text("还没有改动")
