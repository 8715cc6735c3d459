"""The import wizard from the first click to the issue, in a real browser: text, Word, real ones."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from editorial.intake import propose
from editorial.models import Issue, Manuscript
from editorial.typography import comparison_form
from tests.browser import sign_in
from tests.intake.score import pairs
from tests.intake.word import everything
from tests.screens.desk.proposals import TEXT, line_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CAPTION = "图1 各省驿站数量"
DOUBTED = TEXT.replace("一、总体要求", f"{CAPTION}\n\n一、总体要求")
REAL = pairs()


@pytest.fixture
def wizard(live_server, newsroom, page, settings, tmp_path):
    """The import screen, open before 陈执编."""
    settings.MEDIA_ROOT = tmp_path
    sign_in(page, live_server.url, "chen")
    page.goto(f"{live_server.url}/desk/editorial/manuscript/import/")
    return page


def send(page, name: str, data: bytes) -> None:
    page.set_input_files("input[type=file]", {"name": name, "mimeType": "", "buffer": data})
    page.get_by_role("button", name="读取").click()
    expect(page.locator(".proposal-head")).to_be_visible()


def open_article(page, number: int) -> None:
    page.locator(f".proposal-outline li > a:has(.folio:text-is('{number:02d}'))").click()


def store(page, label: str) -> Issue:
    page.get_by_role("button", name="确认入库").click()
    expect(page.locator(".messagelist")).to_contain_text(f"已入库：{label}")
    return Issue.objects.get()


def row(page, line: int):
    return page.locator(f"#line-{line}")


def test_a_text_is_brought_in_by_keyboard_and_mouse(wizard):
    page = wizard
    send(page, "第47期.txt", DOUBTED.encode())
    expect(page.locator(".proposal-head")).to_contain_text("存疑 1 处")

    page.keyboard.press("n")
    expect(page.locator(".paragraph.is-here")).to_contain_text(CAPTION)
    page.keyboard.press("s")
    expect(page.locator(".proposal-head")).to_contain_text("没有待看的存疑，看过 1 处")

    heading = row(page, DOUBTED.split("\n").index("一、总体要求") + 1)
    page.keyboard.press("j")
    expect(heading).to_have_class(re.compile("is-here"))
    page.keyboard.press("2")
    expect(heading.locator(".reading h3")).to_have_text("一、总体要求")
    page.keyboard.press("u")
    expect(heading.locator(".reading h2")).to_have_text("一、总体要求")

    issue = store(page, "2026年第47期")
    articles = issue.articles.in_print_order()
    assert [each.section.name for each in articles] == ["国策要论", "地方新政", "前沿观察"]
    assert "<h2>一、总体要求</h2>" in articles[0].body
    assert [step["verb"] for step in Manuscript.objects.get().corrections] == ["seen"]


def test_a_step_leaves_the_page_where_it_was_and_what_was_typed(wizard):
    page = wizard
    send(page, "第47期.txt", TEXT.encode())
    open_article(page, 1)
    page.fill("#id_source", "云麓日报")
    target = row(page, line_of("一、总体要求"))
    target.locator("summary").click()
    before = target.bounding_box()["y"]

    target.get_by_role("button", name="三级标题").click()

    expect(target.locator(".reading h4")).to_have_text("一、总体要求")
    assert abs(target.bounding_box()["y"] - before) < 2
    expect(page.locator("#id_source")).to_have_value("云麓日报")
    expect(page.locator("#id_source")).to_have_class(re.compile("is-changed"))


def test_a_session_that_ended_loses_nothing(wizard, context):
    page = wizard
    send(page, "第47期.txt", TEXT.encode())
    open_article(page, 1)
    page.fill("#id_source", "云麓日报")
    context.clear_cookies(name="sessionid")

    page.get_by_role("button", name="记下这几栏的改动").click()

    expect(page.locator("#messages")).to_contain_text("登录已过期，这一步没有记下。")
    expect(page.locator("#id_source")).to_have_value("云麓日报")
    assert Manuscript.objects.get().corrections == []


def test_what_is_refused_is_said_at_its_field_and_the_paste_stays(wizard):
    page = wizard
    page.fill("textarea[name=text]", "没有要目的一段话。")

    page.get_by_role("button", name="读取").click()

    expect(page.locator(".field-text .errorlist")).to_contain_text("来稿里没有“本期要目”")
    expect(page.locator("textarea[name=text]")).to_have_value("没有要目的一段话。")
    expect(page.get_by_role("button", name="读取")).to_be_enabled()
    assert not Manuscript.objects.exists()


def test_the_second_editor_sees_who_was_first_and_loses_nothing(wizard, context):
    page = wizard
    send(page, "第47期.txt", TEXT.encode())
    other = context.new_page()
    other.goto(page.url.split("?")[0] + "?show=cover")
    other.fill("#id_tagline", "海风")
    other.get_by_role("button", name="记下封面与联系方式的改动").click()
    expect(other.locator(".proposal-head")).to_contain_text("共 1 步")

    open_article(page, 1)
    target = row(page, line_of("一、总体要求"))
    stale = "document.querySelectorAll('[name=version]').forEach(each => { each.value = 0; })"
    page.evaluate(stale)
    target.locator("summary").click()
    target.get_by_role("button", name="三级标题").click()

    expect(page.locator("#messages")).to_contain_text("在您打开这一页之后由陈执编改动过")
    expect(target.locator(".reading h2")).to_have_text("一、总体要求")
    target.locator("summary").click()
    target.get_by_role("button", name="三级标题").click()
    expect(target.locator(".reading h4")).to_have_text("一、总体要求")


def test_a_word_file_with_everything_is_brought_in(wizard):
    page, data = wizard, everything.everything()
    proposal = propose(data, everything.NAME)
    send(page, everything.NAME, data)

    head = page.locator(".proposal-head")
    expect(head).to_contain_text(f"{len(proposal.articles)} 篇")
    expect(head).to_contain_text(f"存疑 {len(proposal.doubts)} 处")
    expect(page.locator(".proposal-outline .folio")).to_have_count(len(proposal.articles))
    open_article(page, 1)
    notes = page.locator(".footnotes ol")
    assert [each.get_attribute("start") for each in notes.all()] == ["1", "2"]
    open_article(page, 3)
    expect(page.locator(".paragraph .reading table").first).to_be_visible()
    expect(page.locator(".paragraph.is-doubted")).to_have_count(2)
    expect(page.locator(".paragraph .source").filter(has_text="〔图片")).to_have_count(2)
    pictures = "[...document.querySelectorAll('.reading img')].map(each => each.naturalWidth > 0)"
    page.wait_for_load_state("networkidle")
    assert page.evaluate(pictures) and all(page.evaluate(pictures))

    issue = store(page, proposal.label)
    assert [each.plain_title for each in issue.articles.in_print_order()] == [
        title for _, title, _ in everything.TITLES
    ]
    assert issue.articles.filter(pictures__isnull=False).exists()


@pytest.mark.skipif(not REAL, reason="no real manuscripts beside the project")
@pytest.mark.parametrize(("path", "truth"), REAL, ids=[path.stem[:3] for path, _ in REAL])
def test_a_real_issue_is_brought_in_as_its_answers_say(wizard, path: Path, truth):
    page = wizard
    send(page, path.name, path.read_bytes())
    articles = [each for section in truth["sections"] for each in section["articles"]]
    open_article(page, 2)
    expect(page.locator(".headings li")).to_have_count(len(articles[1]["heading_outline"]))

    cover = truth["cover"]
    issue = store(page, f"{cover['date'][:4]}年第{cover['issue_no']}期")

    stored = list(issue.articles.in_print_order())
    assert [each.plain_title for each in stored] == [each["title"] for each in articles]
    assert [comparison_form(each.source) for each in stored] == [
        comparison_form(each["source"]) for each in articles
    ]
    assert [entry.role for entry in issue.masthead.all()] == [
        entry["role"] for entry in truth["masthead"]
    ]
