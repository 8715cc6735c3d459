"""Pasting and 整理版式 in a real browser: clean text, its account, nothing asked of strangers."""

import base64
import io

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from editorial.models import Upload
from tests import cast
from tests.browser import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = "CKEDITOR.instances.id_body"
PASTE = """(body, kinds) => {
  const data = new DataTransfer();
  Object.entries(kinds).forEach(([kind, text]) => data.setData(kind, text));
  const how = { clipboardData: data, bubbles: true, cancelable: true };
  body.dispatchEvent(new ClipboardEvent("paste", how));
}"""
WORD = """<html><body><!--StartFragment-->
<p class=MsoNormal style='text-indent:32pt'><b><span
style='font-family:黑体'>一、总体要求</span></b></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>（一）<span>&nbsp;</span></span><![endif]><b>夯实底座。</b>建设数据港(一期)<a
href="#_ftn1" name="_ftnref1">[1]</a>，形成经验。</p>
<p><img src="https://pic.invalid/a.png" alt="示意"></p><p>图1 接入数量</p>
<p><img src="data:image/png;base64,{picture}" alt="色块"></p>
<div style='mso-element:footnote' id=ftn1><p><a href="#_ftnref1">[1]</a> 十一月统计。</p></div>
<!--EndFragment--></body></html>"""


def dot() -> str:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    return base64.b64encode(out.getvalue()).decode()


def inside(page):
    return page.frame_locator(".field-body iframe.cke_wysiwyg_frame").locator("body")


def open_form(page, site, article):
    page.goto(site + reverse("admin:editorial_article_change", args=[article.pk]))
    page.wait_for_function(f"window.CKEDITOR && {BODY} && {BODY}.status === 'ready'")
    inside(page).click()
    page.keyboard.press("Control+End")


def text_of_body(page) -> str:
    return page.evaluate(f"{BODY}.getData()")


def saved(page, article) -> str:
    page.click("input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    article.refresh_from_db()
    return article.body


def test_word_is_pasted_clean_with_its_pictures_and_footnotes(live_server, newsroom, page):
    old = (
        '<p>已有一条<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup>。</p>'
        "<p>甲</p>"
        '<section class="footnotes"><ol><li id="fn-1">旧注。</li></ol></section>'
    )
    article = cast.make_article(cast.make_issue(47), body=old)
    sign_in(page, live_server.url, "lin")
    open_form(page, live_server.url, article)
    inside(page).locator("p", has_text="甲").click()
    page.keyboard.press("End")
    page.keyboard.press("Enter")

    inside(page).evaluate(PASTE, {"text/html": WORD.replace("{picture}", dot())})

    account = page.locator(".tidy-pasted")
    expect(account).to_contain_text("认出一级标题 1 个、段首标题 1 个、图片 1 幅、脚注 1 条。")
    expect(account).to_contain_text("有 1 幅图片没有带入：请在原处把图片另存到本机")
    expect(account).to_contain_text("https://pic.invalid/a.png")
    note = '<sup class="footnote-ref"><a href="#fn-{n}" id="fnref-{n}" rel="noopener">{n}</a></sup>'
    picture = f'<figure><img src="{Upload.objects.get().path}" alt="色块"></figure>'
    assert saved(page, article) == (
        f"<p>已有一条{note.format(n=1)}。</p><p>甲</p><h2>一、总体要求</h2>"
        '<p><strong class="run-in">（一）夯实底座。</strong>建设数据港（一期）'
        f"{note.format(n=2)}，形成经验。</p><figure><figcaption>图1 接入数量</figcaption></figure>"
        f'{picture}<section class="footnotes"><ol><li id="fn-1">旧注。</li>'
        '<li id="fn-2"><p>十一月统计。</p></li></ol></section>'
    )


def test_a_paste_is_taken_back_word_for_word_and_can_be_undone(live_server, newsroom, page):
    article = cast.make_article(cast.make_issue(47), body="<p>甲</p>")
    sign_in(page, live_server.url, "lin")
    open_form(page, live_server.url, article)

    inside(page).evaluate(PASTE, {"text/html": "<p>一、总体要求</p><p>坚持统筹推进。</p>"})
    expect(inside(page).locator("h2")).to_have_text("一、总体要求")
    page.click("text=撤回，只贴文字")
    expect(inside(page).locator("h2")).to_have_count(0)
    assert text_of_body(page) == "<p>甲</p><p>一、总体要求</p><p>坚持统筹推进。</p>"

    page.click(".field-body .cke_button__undo")
    assert text_of_body(page) == "<p>甲</p>"


def test_a_paste_without_a_server_goes_in_as_it_is(live_server, newsroom, page, context, watch):
    article = cast.make_article(cast.make_issue(47), body="<p>甲</p>")
    sign_in(page, live_server.url, "lin")
    open_form(page, live_server.url, article)
    context.clear_cookies()

    markup = "<p style='color:red'>一、总体要求</p><p><img src='https://pic.invalid/a.png'>坚持统筹。</p>"
    inside(page).evaluate(PASTE, {"text/html": markup})

    expect(page.locator(".tidy-away")).to_contain_text("没有连上服务器（登录可能已过期）")
    expect(inside(page)).to_contain_text("坚持统筹。")
    assert "pic.invalid" not in text_of_body(page)
    expect(page.locator(".kept-at")).to_contain_text("登录可能已过期")
    watch.errors.clear()  # 403: the browser reports what the server refused


def test_a_text_is_tidied_after_its_changes_were_shown(live_server, newsroom, page):
    before = "<p>一、总体要求</p><p>坚持统筹(一期)。</p>"
    article = cast.make_article(cast.make_issue(47), body=before)
    sign_in(page, live_server.url, "lin")
    open_form(page, live_server.url, article)

    page.click(".field-body .cke_button__tidy")
    shown = page.locator(".tidy-own")
    expect(shown).to_contain_text("整理版式会这样改，还没有改")
    expect(shown.locator("ins").first).to_have_text("【一级标题】")
    assert text_of_body(page).replace("\n", "") == before
    shown.get_by_role("button", name="采用").click()
    expect(inside(page).locator("h2")).to_have_text("一、总体要求")
    page.click(".field-body .cke_button__undo")
    expect(inside(page).locator("h2")).to_have_count(0)
    page.click(".field-body .cke_button__redo")

    assert saved(page, article) == "<h2>一、总体要求</h2><p>坚持统筹（一期）。</p>"
    assert article.history.count() == 2
