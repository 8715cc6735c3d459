"""Nothing typed is lost in a real browser: a killed page, a lost session, a save, a copy."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from editorial.models import Draft
from tests import cast
from tests.browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = "CKEDITOR.instances.id_body"
COPIES = "Object.keys(localStorage).filter((key) => key.startsWith('newsroom-copy-')).length"


def open_form(page, site, article):
    page.goto(site + reverse("admin:editorial_article_change", args=[article.pk]))
    page.wait_for_function(f"window.CKEDITOR && {BODY} && {BODY}.status === 'ready'")
    return page


def type_in_body(page, words):
    page.frame_locator(".field-body iframe.cke_wysiwyg_frame").locator("body").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_what_was_typed_when_the_page_was_killed_is_offered_back(
    live_server, newsroom, context, page
):
    article = cast.make_article(cast.make_issue(47), title="原题", body="<p>共建三处驿站。</p>")
    sign_in(page, live_server.url, "lin")
    open_form(page, live_server.url, article)
    type_in_body(page, "补一句。")
    expect(page.locator(".kept-at")).to_contain_text("已自动保存")
    assert page.evaluate(COPIES) == 0
    type_in_body(page, "又一句。")
    page.fill("#id_title", "新题")
    page.wait_for_function(f"{COPIES} === 1")
    page.close()  # no time to say goodbye

    page = open_form(context.new_page(), live_server.url, article)
    expect(page.locator("[data-from=server]")).to_contain_text("自动保存的文字")
    expect(page.locator(".offer")).to_have_count(2)
    page.locator(".offer:not([data-from]) [data-act=put]").click()
    page.locator("[data-from=server] [data-act=drop]").click()
    assert page.evaluate(f"{BODY}.getData()").strip() == "<p>共建三处驿站。补一句。又一句。</p>"
    page.click("input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()

    article.refresh_from_db()
    assert (article.title, article.body) == ("新题", "<p>共建三处驿站。补一句。又一句。</p>")
    expect(page.locator(".offer")).to_have_count(0)
    assert page.evaluate(COPIES) == 0
    assert [draft.typed for draft in Draft.objects.all()] in ([], [{}])


def test_words_typed_after_the_session_ended_come_back_after_signing_in(
    live_server, newsroom, context, page, watch
):
    article = cast.make_article(cast.make_issue(47), body="<p>共建三处驿站。</p>")
    sign_in(page, live_server.url, "lin")
    open_form(page, live_server.url, article)
    context.clear_cookies()
    type_in_body(page, "没有登录时写的。")
    expect(page.locator(".kept-at")).to_contain_text("登录可能已过期")
    page.click("input[name=_continue]")
    page.wait_for_load_state()
    watch.errors.clear()  # 403: the browser reports what the server refused

    sign_in(page, live_server.url, "lin")
    open_form(page, live_server.url, article)
    page.locator(".offer [data-act=put]").click()
    expect(page.locator(".kept-at")).to_contain_text("已自动保存")

    assert Draft.objects.get().typed["body"].strip() == "<p>共建三处驿站。没有登录时写的。</p>"


def test_attachments_come_back_as_they_were_typed_and_ordered(live_server, newsroom, context, page):
    article = cast.make_article(cast.make_issue(47))
    article.attachments.create(title="驿站名录", position=1)
    article.attachments.create(title="旧附件", position=2)
    sign_in(page, live_server.url, "lin")
    open_form(page, live_server.url, article)
    page.click("#attachments-group .add-row a")
    page.fill("#id_attachments-2-title", "分工表")
    page.check("#id_attachments-1-DELETE")
    expect(page.locator(".kept-at")).to_contain_text("已自动保存")
    page.close()

    page = open_form(context.new_page(), live_server.url, article)
    expect(page.locator("[data-from=server]")).to_contain_text("自动保存的文字")
    page.locator("[data-from=server] [data-act=put]").click()
    expect(page.locator("#id_attachments-2-title")).to_have_value("分工表")
    page.click("input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()

    assert [row.title for row in article.attachments.all()] == ["驿站名录", "分工表"]
    expect(page.locator(".offer")).to_have_count(0)


def test_leaving_with_unsaved_words_asks(live_server, newsroom, page):
    article = cast.make_article(cast.make_issue(47))
    sign_in(page, live_server.url, "lin")
    open_form(page, live_server.url, article)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.goto(f"{live_server.url}/desk/")
    open_form(page, live_server.url, article)
    page.locator("#id_source").press_sequentially("新")
    page.goto(f"{live_server.url}/desk/")

    assert asked == ["beforeunload"]


def test_a_move_waits_for_words_that_are_not_saved(live_server, newsroom, page):
    article = cast.make_article(cast.make_issue(47), body="<p>共建三处驿站。</p>")
    sign_in(page, live_server.url, "lin")
    open_form(page, live_server.url, article)
    page.locator("#id_source").press_sequentially("新")
    page.locator("#moves").get_by_role("button", name="送审").click()

    expect(page.locator("#moves [role=alert]")).to_contain_text("请先按“保存并继续编辑”")
    page.click("input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.locator("#moves").get_by_role("button", name="送审").click()
    expect(page.locator(".messagelist .success")).to_contain_text("已送审")

    article.refresh_from_db()
    assert (article.state, article.source[0]) == ("first_review", "新")
