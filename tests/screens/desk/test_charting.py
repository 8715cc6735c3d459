"""图表: data drawn for the dialog; the dialog in a browser: typed, pasted, changed later."""

import json

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests import cast
from tests.screens.desk.test_in_browser import desk, editing, save  # noqa: F401

ROWS = [["", "收入（亿元）"], ["一季度", "12"], ["二季度", "15"]]


def asked(client, **more):
    told = {"kind": "bar", "title": "图1 收入", "rows": ROWS} | more
    return client.post(reverse("admin:draw_chart"), json.dumps(told), "application/json")


def test_data_are_drawn(at_desk):
    drawing = asked(at_desk("lin")).json()["drawing"]

    assert drawing.startswith("<svg ")
    assert 'aria-label="图1 收入（柱形图）"' in drawing


@pytest.mark.parametrize(("rows", "kind", "sentence"), [
    ([["", "收入"], ["甲", "很多"]], "bar",
     "图表第 2 行第 2 列“很多”不是数字；没有数据的格请留空或写“—”。"),
    ([], "bar", "图表要有数据：第一行写各列名称，第一列写项目，至少一行一列数字。"),
    ([["", "收入"], *[["甲", "1"]] * 200], "line",
     "图表有 200 行，最多 120 行，请合并或改用表格。"),
    ([["", "收入"], ["甲", "-1"], ["乙", "2"]], "pie", "饼图不能有负数，请改用柱形图。"),
    ([["", "收入"], ["甲", "5%"], ["乙", "6"]], "bar",
     "图表“收入”一列有的数字带单位“%”，有的不带，请统一。"),
])  # fmt: skip
def test_data_that_cannot_be_drawn_get_a_sentence(at_desk, rows, kind, sentence):
    assert asked(at_desk("lin"), rows=rows, kind=kind).json() == {"sentence": sentence}


@pytest.mark.parametrize("body", ["", "[]", '{"kind": "bar"}', '{"kind": "bar", "rows": 3}'])
def test_what_is_no_table_is_refused(at_desk, body):
    response = at_desk("lin").post(reverse("admin:draw_chart"), body, "application/json")

    assert response.status_code == 400
    assert response.json() == {"sentence": "图表的数据没有读懂，请刷新页面后再试。"}


def test_only_those_who_write_may_ask(at_desk):
    assert asked(at_desk("mei")).status_code == 403


# --- In the browser ---------------------------------------------------------------------------

PASTE = """([kind, text]) => {
  const data = new DataTransfer();
  data.setData(kind, text);
  const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
}"""
PICTURE = ".chart-picture svg"


def finish(page, label: str):
    """Press the button once the picture is there, and see the dialog go."""
    expect(page.locator(PICTURE)).to_be_visible()
    page.get_by_role("button", name=label, exact=True).click()
    expect(page.locator(".chart-dialog")).to_have_count(0)
    save(page)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_chart_is_typed_drawn_inserted_and_changed_later(desk):  # noqa: F811
    article = cast.make_article(cast.make_issue(47), body="<p>正文一段。</p>")
    page = editing(desk("lin", article))

    page.click(".cke_button__chart")
    page.get_by_label("图题").fill("图1 营业收入")
    for place, text in (("1 行第 2", "收入（亿元）"), ("2 行第 2", "12"), ("3 行第 2", "15")):
        page.get_by_label(f"第 {place} 列").fill(text)
    finish(page, "插入")

    article.refresh_from_db()
    made = (
        "<table><thead><tr><th></th><th>收入（亿元）</th></tr></thead><tbody>"
        "<tr><td>第一项</td><td>12</td></tr><tr><td>第二项</td><td>15</td></tr>"
        "<tr><td>第三项</td><td></td></tr></tbody></table>"
    )
    assert article.body == (
        f'<p>正文一段。</p><figure class="chart" data-chart="bar">{made}'
        "<figcaption>图1 营业收入</figcaption></figure>"
    )

    editing(page).frame_locator("#cke_id_body iframe").get_by_text("第二项").dblclick()
    expect(page.get_by_label("第 3 行第 2 列")).to_have_value("15")
    page.get_by_label("类型").select_option("line")
    page.get_by_label("第 3 行第 2 列").fill("18")
    finish(page, "改好")

    article.refresh_from_db()
    assert made.replace("15", "18") in article.body
    assert 'data-chart="line"' in article.body and "图1 营业收入" in article.body


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("kind", "text"), [
    ("text/plain", "季度\t收入（亿元）\t增速（%）\r\n一季度\t1,200\t3.5\r\n二季度\t1,500\t-4\r\n"),
    ("text/html", "<p>见</p><table><tr><th>季度</th><th>收入（亿元）</th><th>增速（%）</th></tr>"
     "<tr><td>一季度</td><td> 1,200 </td><td>3.5</td></tr>"
     "<tr><td>二季度</td><td>1,500</td><td>-4</td></tr></table>"),
])  # fmt: skip
def test_a_table_is_pasted_from_excel_or_a_web_page(desk, kind, text):  # noqa: F811
    article = cast.make_article(cast.make_issue(47), body="<p>正文一段。</p>")
    page = editing(desk("lin", article))

    page.click(".cke_button__chart")
    page.get_by_label("第 2 行第 2 列").focus()
    page.evaluate(PASTE, [kind, text])
    expect(page.locator(".chart-says")).to_contain_text("单位不同")
    page.get_by_label("类型").select_option("combined")
    finish(page, "插入")

    article.refresh_from_db()
    assert (
        '<figure class="chart" data-chart="combined"><table><thead><tr><th>季度</th>'
        "<th>收入（亿元）</th><th>增速（%）</th></tr></thead><tbody><tr><td>一季度</td>"
        "<td>1,200</td><td>3.5</td></tr><tr><td>二季度</td><td>1,500</td><td>-4</td></tr>"
        "</tbody></table><figcaption>图　</figcaption></figure>"
    ) in article.body
