"""The desk in a real browser: the editor keeps every word, articles are dragged, text is safe."""

import io
import json

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from editorial import uploads
from editorial.models import Article, Edition, Issue, Upload
from editorial.richtext import is_same_text, sanitise
from tests import cast
from tests.browser import sign_in
from tests.servers import wait_until
from tests.test_richtext import WHOLE_VOCABULARY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = "CKEDITOR.instances.id_body"


def png(colour="navy", size=(640, 480)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def url_of(site, row):
    return site + reverse(f"admin:editorial_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def desk(live_server, newsroom, page):
    """Opens a page of the desk as a member of the cast."""

    def open_as(username, row):
        sign_in(page, live_server.url, username)
        page.goto(url_of(live_server.url, row))
        return page

    return open_as


def editing(page):
    """The page with its editor ready."""
    page.wait_for_function(f"window.CKEDITOR && {BODY} && {BODY}.status === 'ready'")
    return page


def save(page):
    page.click("input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_every_element_of_the_vocabulary_survives_the_editor(desk):
    upload = uploads.receive(png(), "图.png")
    body = WHOLE_VOCABULARY.replace("0123456789abcdef" * 2 + ".png", upload.name)
    article = cast.make_article(cast.make_issue(47), body=body)

    page = editing(desk("lin", article))
    data = page.evaluate(f"{BODY}.getData()")
    page.fill("#id_title", "只改了标题")
    save(page)

    article.refresh_from_db()
    assert is_same_text(sanitise(data), body)
    assert (article.title, article.body) == ("只改了标题", body)


def test_named_styles_and_levels_are_picked_from_chinese_menus(desk):
    article = cast.make_article(cast.make_issue(47), body="<p>总体要求</p>")

    page = editing(desk("lin", article))
    _select_all(page)
    page.click(".cke_combo__format .cke_combo_button")
    page.frame_locator(".cke_combopanel iframe").get_by_text("二级标题").click()
    heading = page.evaluate(f"{BODY}.getData()")
    page.evaluate(f"{BODY}.setData('<p>（一）加强统筹。</p>')")
    _select_all(page)
    page.click(".cke_combo__styles .cke_combo_button")
    page.frame_locator(".cke_combopanel:visible iframe").get_by_text("段首标题").click()
    save(page)

    article.refresh_from_db()
    assert heading == "<h3>总体要求</h3>"
    assert article.body == '<p><strong class="run-in">（一）加强统筹。</strong></p>'


def _select_all(page):
    page.evaluate(f"{BODY}.focus(); {BODY}.execCommand('selectAll')")


@pytest.mark.parametrize(
    ("label", "made"),
    [
        ("二维码", '<figure class="qr"><figcaption>扫描二维码 阅读全文</figcaption></figure>'),
        ("报告目录", '<section class="report-contents"><p>正文一段。</p></section>'),
        (
            "图表：柱形图",
            '<figure class="chart" data-chart="bar"><table><thead><tr><th></th><th>系列一</th></tr>'
            "</thead><tbody><tr><td>第一项</td><td>10</td></tr><tr><td>第二项</td><td>20</td></tr>"
            "</tbody></table><figcaption>图　</figcaption></figure>",
        ),
    ],
)
def test_blocks_are_inserted_from_the_menu(desk, label, made):
    article = cast.make_article(cast.make_issue(47), body="<p>正文一段。</p>")

    page = editing(desk("lin", article))
    _pick_block(page, label)
    save(page)

    article.refresh_from_db()
    assert made in article.body
    assert "正文一段。" in article.body


def _pick_block(page, label):
    page.evaluate(f"{BODY}.focus()")
    page.click(".cke_combo__newsroomblocks .cke_combo_button")
    page.frame_locator(".cke_combopanel:visible iframe").get_by_text(label, exact=True).click()


def test_footnotes_number_themselves_by_their_place(desk):
    article = cast.make_article(cast.make_issue(47), body="<p>前句。后句。</p>")

    page = editing(desk("lin", article))
    for offset, words in ((6, "后注"), (3, "前注")):
        page.evaluate(
            f"""([offset]) => {{
                const range = {BODY}.createRange();
                range.setStart({BODY}.editable().findOne('p').getFirst(), offset);
                range.collapse(true);
                range.select();
            }}""",
            [offset],
        )
        _pick_block(page, "脚注")
        page.evaluate(
            f"{BODY}.getSelection().getStartElement().getAscendant('li', true).setText('{words}')"
        )
    save(page)

    article.refresh_from_db()
    first, second = (
        f'<sup class="footnote-ref"><a href="#fn-{n}" id="fnref-{n}" rel="noopener">{n}</a></sup>'
        for n in (1, 2)
    )
    assert article.body == (
        f"<p>前句。{first}后句。{second}</p>"
        '<section class="footnotes"><ol><li id="fn-1">前注</li><li id="fn-2">后注</li></ol>'
        "</section>"
    )


def test_a_picture_is_uploaded_in_the_dialog_and_gets_its_caption(desk):
    article = cast.make_article(cast.make_issue(47), body="<p>正文一段。</p>")

    page = editing(desk("lin", article))
    page.evaluate(f"{BODY}.focus()")
    page.click(".cke_button__image")
    dialog = page.frame_locator(".cke_dialog_ui_input_file iframe")
    dialog.locator("input[type=file]").set_input_files(
        {"name": "驿站.png", "mimeType": "image/png", "buffer": png()}
    )
    page.click(".cke_dialog_ui_fileButton")
    page.wait_for_function(
        "CKEDITOR.dialog.getCurrent().getValueOf('info', 'txtUrl').startsWith('/pictures/')"
    )
    page.once("dialog", lambda each: each.accept())
    with page.expect_event("dialog") as asked:
        page.click(".cke_dialog_ui_button_ok")
    assert asked.value.message.startswith("请写替代文字")
    page.get_by_label("替代文字").fill("驿站的位置")
    page.click(".cke_dialog_ui_button_ok")
    _pick_block(page, "图片说明（图题）")
    page.keyboard.type("1 驿站分布")
    page.keyboard.press("Enter")
    page.keyboard.type("图后一段。")
    save(page)

    article.refresh_from_db()
    upload = Upload.objects.get()
    assert article.body == (
        "<p>正文一段。</p>"
        f'<figure><img src="{upload.path}" alt="驿站的位置">'
        "<figcaption>图　1 驿站分布</figcaption></figure><p>图后一段。</p>"
    )
    assert upload.alt_text == "驿站的位置"
    assert list(article.pictures.all()) == [upload]


PASTE_A_PICTURE = """async () => {
    const canvas = document.createElement('canvas');
    const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));
    const files = new DataTransfer();
    files.items.add(new File([blob], '截图.png', { type: 'image/png' }));
    const told = { clipboardData: files, bubbles: true, cancelable: true };
    CKEDITOR.instances.id_body.editable().$.dispatchEvent(new ClipboardEvent('paste', told));
}"""


def test_a_pasted_picture_goes_through_the_upload_view(desk):
    article = cast.make_article(cast.make_issue(47), body="<p>正文一段。</p>")

    page = editing(desk("lin", article))
    page.evaluate(f"{BODY}.focus()")
    page.evaluate(PASTE_A_PICTURE)
    page.wait_for_function(f"{BODY}.getData().includes('/pictures/')")
    save(page)

    article.refresh_from_db()
    assert f'src="{Upload.objects.get().path}"' in article.body
    assert list(article.pictures.all()) == [Upload.objects.get()]


def test_leaving_with_unsaved_text_asks_first(desk):
    article = cast.make_article(cast.make_issue(47))

    page = editing(desk("lin", article))
    page.on("dialog", lambda dialog: dialog.dismiss())
    page.evaluate(f"{BODY}.focus()")
    page.keyboard.type("还没保存的一句。")
    with page.expect_event("dialog") as asked:
        page.click(".desk-nav a >> text=编辑手册", no_wait_after=True)

    assert asked.value.type == "beforeunload"
    assert "还没保存的一句。" in page.evaluate(f"{BODY}.getData()")
    page.evaluate(f"{BODY}.resetDirty()")


def titles(issue):
    return list(issue.articles.order_by("position").values_list("title", flat=True))


def test_articles_are_moved_by_keyboard_across_sections(desk):
    issue = cast.make_issue(47)
    cast.make_article(issue, section="国策要论", title="甲")
    cast.make_article(issue, section="国策要论", title="乙")

    page = desk("chen", issue)
    page.locator("[aria-label='下移：甲']").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".board-status")).to_have_text("次序已保存。")
    after_one = titles(issue)
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.section-regions .board-row') !== null")
    expect(page.locator(".board-status")).to_have_text("次序已保存。")

    assert after_one == ["乙", "甲"]
    wait_until(lambda: Article.objects.get(title="甲").section.name == "地方新政", "move")


def test_articles_are_dragged_into_order(desk):
    issue = cast.make_issue(47)
    for title in "甲乙丙":
        cast.make_article(issue, title=title)

    page = desk("chen", issue)
    rows = page.locator(".board-row")
    rows.nth(2).locator(".handle").drag_to(rows.nth(0), target_position={"x": 200, "y": 4})
    expect(page.locator(".board-status")).to_have_text("次序已保存。")

    assert titles(issue) == ["丙", "甲", "乙"]


def test_rows_of_the_masthead_are_dragged_and_added(desk):
    issue = cast.make_issue(47)
    for position, role in enumerate(("主编", "总编辑"), 1):
        issue.masthead.create(position=position, role=role, names=["温以衡"])

    page = desk("chen", issue)
    rows = page.locator("#masthead-group tr.has_original td.original p")
    rows.nth(1).drag_to(rows.nth(0), target_position={"x": 60, "y": 2})
    page.click("#masthead-group .add-row a")
    page.fill("[name=masthead-2-role]", "校对")
    page.fill("[name=masthead-2-names]", "萧一 钱二")
    save(page)

    entries = [(entry.role, entry.names) for entry in issue.masthead.all()]
    assert entries == [("总编辑", ["温以衡"]), ("主编", ["温以衡"]), ("校对", ["萧一", "钱二"])]


def test_an_order_that_nobody_takes_says_so_on_the_page(desk):
    issue = cast.make_issue(47)
    cast.make_article(issue)

    page = desk("xiao", issue)
    page.click("text=排校样（约 2 秒）")
    expect(page.locator(".progress")).to_contain_text("排队等候")
    expect(page.locator(".progress")).to_contain_text("排版程序似乎没有启动")
    Edition.objects.update(state="ready", pages=9, seconds=1.5, file="x.pdf")

    expect(page.locator(".edition-list .doubt")).to_have_text("排好之后文字或版式已改")
    expect(page.locator(".edition-list li")).to_contain_text("9 页")
    expect(page.locator(".edition-list .open")).to_have_text("打开 PDF")


def test_a_finished_proof_brings_its_pages_to_the_board_and_leaves_typed_words(desk):
    issue = cast.make_issue(47)
    article = cast.make_article(issue)

    page = desk("chen", issue)
    page.click("text=排校样（约 2 秒）")
    folio = page.locator(f".board-row[data-article='{article.pk}'] .folio")
    expect(folio).to_have_text("–")
    page.fill("[name=tagline]", "还没有保存的话")
    Edition.objects.update(
        state="ready",
        pages=9,
        seconds=1.5,
        file="x.pdf",
        start_pages={str(article.pk): 3},
        article_pages={str(article.pk): 2},
    )

    expect(folio).to_have_text("03")
    expect(page.locator(".issue-head")).to_contain_text("9 页")
    expect(page.locator("[name=tagline]")).to_have_value("还没有保存的话")


def test_the_publishing_button_says_what_it_will_do(desk):
    issue = cast.make_issue(47, state=Issue.State.SIGNED_OFF)

    page = desk("zhou", issue)
    button = page.locator("form[data-asks-time] button")
    expect(button).to_have_text("出版，立即公开")
    page.fill("[name=publish_at]", "2026-11-27T08:00")

    expect(button).to_have_text("出版，定于 11 月 27 日 08:00 公开")


def test_the_editor_shows_the_article_in_the_order_of_print(desk):
    article = cast.make_article(cast.make_issue(47), note="编者的话")

    page = editing(desk("lin", article))
    tops = json.loads(
        page.evaluate(
            """() => JSON.stringify(['.field-note', '.field-title', '.field-body',
                '#attachments-group', '.field-source'].map(
                (each) => document.querySelector(each).getBoundingClientRect().top))"""
        )
    )

    assert tops == sorted(tops)
