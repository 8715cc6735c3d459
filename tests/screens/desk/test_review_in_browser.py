"""Reviewing in a real browser: words are remarked on by mouse, by key, by who was invited."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from editorial import comments, invitations
from editorial.models import Comment, Record
from tests import cast
from tests.browser import sign_in
from tests.scenes import article_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = "<p>甲县先行先试，建成网络。</p><p>乙县随后跟进，建成网络。</p>"
# The last 建成网络, of which there are two.
SELECT = """() => {
    const text = document.querySelectorAll('[data-part=body] p')[1].firstChild;
    const range = document.createRange();
    range.setStart(text, 7);
    range.setEnd(text, 11);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
}"""


@pytest.fixture
def article(newsroom):
    found = article_in("first_review", newsroom)
    type(found).objects.filter(pk=found.pk).update(body=BODY)
    found.refresh_from_db()
    return found


def review(page, site, article, username="chen"):
    sign_in(page, site, username)
    page.goto(site + reverse("admin:editorial_article_review", args=[article.pk]))
    return page


def test_selected_words_are_remarked_on_where_they_stand(live_server, newsroom, page, article):
    review(page, live_server.url, article)

    page.evaluate(SELECT)
    page.click(".remark-here")
    expect(page.locator("#new-comment [name=quote]")).to_have_value("建成网络")
    page.keyboard.type("与前文重复。")
    page.dblclick("#new-comment button[type=submit]")
    expect(page.locator("#comments li .words")).to_have_text("与前文重复。")

    made = Comment.objects.get()
    assert (made.quote, made.before) == ("建成网络", "甲县先行先试，建成网络。乙县随后跟进，")
    marked = page.locator("[data-part=body] p:nth-of-type(2) mark.passage")
    expect(marked).to_have_text("建成网络")
    marked.click()
    expect(page.locator(f"#comment-{made.pk}.is-here")).to_be_visible()


def test_a_paragraph_is_remarked_on_without_a_mouse_and_the_article_sent_back_once(
    live_server, newsroom, page, article
):
    review(page, live_server.url, article)

    for key in ("j", "j", "j", "c"):
        page.keyboard.press(key)
    page.keyboard.type("请补主语。")
    page.locator("#new-comment button[type=submit]").press("Enter")
    expect(page.locator("#comments blockquote")).to_have_text("乙县随后跟进，建成网络。")
    page.click("#moves summary")
    page.check("[name=cite]")
    page.dblclick("#moves details button")
    expect(page.locator(".article-head .state")).to_have_text("退回")

    reasons = Record.objects.filter(verb="send_back").values_list("reason", flat=True)
    assert list(reasons) == ["意见1：“乙县随后跟进，建成网络。”：请补主语。"]


def test_who_writes_is_led_to_the_words_in_the_editor(live_server, newsroom, page):
    article = cast.make_article(cast.make_issue(47), body=BODY)
    comments.add(article, "请核对。", by=newsroom["xiao"], quote="随后跟进")
    sign_in(page, live_server.url, "lin")
    page.goto(live_server.url + reverse("admin:editorial_article_change", args=[article.pk]))
    page.wait_for_function("window.CKEDITOR && CKEDITOR.instances.id_body?.status === 'ready'")

    page.click("#comments >> text=找到原文")

    selected = "CKEDITOR.instances.id_body.getSelection().getSelectedText()"
    page.wait_for_function(f"{selected} !== ''")
    assert page.evaluate(selected) == "随后跟进"


def test_a_visitor_reads_remarks_and_goes(live_server, newsroom, page, article):
    made = invitations.invite(article, by=newsroom["chen"], name="沈审读")
    page.goto(live_server.url + reverse("outside:article", args=[invitations.token_of(made)]))

    page.evaluate(SELECT)
    page.keyboard.press("c")
    page.keyboard.type("请列出处。")
    page.click("text=提出意见")
    expect(page.locator(".outside-head .done")).to_have_text("您的意见已经交给编辑部。")
    page.click("text=审读完毕，告诉编辑部")
    expect(page.locator(".outside-head .done")).to_contain_text("已告诉编辑部您审读完毕。")

    made.refresh_from_db()
    remark = made.comments.get()
    assert (remark.quote, remark.before[-6:], made.times_opened) == ("建成网络", "县随后跟进，", 1)
    assert made.finished_at is not None
