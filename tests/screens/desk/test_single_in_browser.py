"""导入一篇 and 从文件替换正文 in a real browser: a Word file in, corrected, stored, replaced."""

import pytest
from playwright.sync_api import expect

from editorial.models import Article
from tests import cast
from tests.browser import sign_in
from tests.intake.singles import TITLE, WHOLE
from tests.intake.word.dress import as_word_bold

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def file_of(text: str) -> dict:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return {"name": "数据港.docx", "mimeType": word, "buffer": as_word_bold(text)}


def test_a_word_file_is_placed_corrected_stored_and_later_replaced(
    live_server, newsroom, page, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    issue = cast.make_issue(47)
    other = cast.make_article(issue)
    sign_in(page, live_server.url, "lin")

    page.goto(f"{live_server.url}/desk/editorial/issue/{issue.pk}/change/")
    page.get_by_role("link", name="导入一篇").click()
    page.select_option("#id_place", label=f"排在《{other}》之前")
    page.set_input_files("input[type=file]", file_of(WHOLE))
    page.get_by_role("button", name="读取").click()
    expect(page.locator(".proposal-head")).to_contain_text(TITLE)

    heading = page.locator(".paragraph.is-heading", has_text="二、主要任务")
    heading.locator("summary").click()
    heading.get_by_role("button", name="二级标题").click()
    expect(page.locator(".paragraph.is-heading h3")).to_have_text("二、主要任务")

    page.get_by_role("button", name="入库，成为").click()
    expect(page.locator(".messagelist")).to_contain_text("已入库，在2026年第47期的“国策要论”")
    article = Article.objects.get(title=TITLE)
    assert [each.pk for each in issue.articles.in_print_order()] == [article.pk, other.pk]

    page.locator("#from-file").get_by_role("link", name="选择文件").click()
    page.set_input_files("input[type=file]", file_of(WHOLE.replace("十二处", "十三处")))
    page.get_by_role("button", name="读取").click()
    expect(page.locator("#part-body ins").first).to_have_text("三")
    page.get_by_role("button", name="按勾选的栏替换").click()
    expect(page.locator(".messagelist")).to_contain_text("已换成新稿的正文")

    page.get_by_role("button", name="恢复替换前的文字").click()
    expect(page.locator(".messagelist")).to_contain_text("已恢复替换前的文字")
    article.refresh_from_db()
    assert "十二处" in article.body and "<h3>二、主要任务</h3>" in article.body
