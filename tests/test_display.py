"""A body on the screen: what is added to the stored HTML, and what is left alone."""

import lxml.html
import pytest

from editorial.display import Setting, shown, title_pieces, with_site
from editorial.models import Upload

CHART = (
    '<figure class="chart" data-chart="bar"><table><thead><tr><th>季度</th><th>收入</th></tr>'
    "</thead><tbody><tr><td>一季度</td><td>5</td></tr></tbody></table>"
    "<figcaption>图1 收入</figcaption></figure>"
)
NOTES = (
    '<p>正文<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup></p>'
    '<section class="footnotes"><ol><li id="fn-1">脚注一。</li></ol></section>'
)


def tree(html, **setting):
    return lxml.html.fragment_fromstring(shown(html, Setting(**setting)), create_parent="div")


def test_headings_get_their_anchors():
    ids = tree("<h2>一、总则</h2><h3>（一）范围</h3>").xpath("//*[@id]/@id")

    assert ids == ["h-1", "h-2"]


def test_a_chart_is_drawn_for_desk_and_phone_and_its_table_folds_away():
    figure = tree(CHART).find("figure")

    widths = figure.xpath("div/svg/@viewbox")
    assert [width.split()[2] for width in widths] == ["656", "360"]
    assert figure.xpath("details/summary/text()") == ["查看数据"]
    assert figure.xpath("details//td/text()") == ["一季度", "5"]
    assert figure.findtext("figcaption") == "图1 收入"


def test_a_chart_that_cannot_be_drawn_shows_its_table():
    figure = tree(CHART.replace(">5<", ">约五<")).find("figure")

    assert figure.xpath(".//svg") == []
    assert figure.xpath("div//td/text()") == ["一季度", "约五"]


def test_a_chart_without_a_table_keeps_its_caption():
    figure = tree('<figure class="chart"><figcaption>图2 增速</figcaption></figure>').find("figure")

    assert figure.text_content() == "图2 增速"


@pytest.mark.parametrize(("columns", "name"), [(4, "table-scroll"), (5, "table-scroll many")])
def test_a_table_moves_in_a_box_that_keys_can_reach(columns, name):
    row = "".join(f"<td>{n}</td>" for n in range(columns))

    box = tree(f"<table><caption>表1 目标</caption><tr>{row}</tr></table>").find("div")

    assert dict(box.attrib) == {
        "class": name,
        "tabindex": "0",
        "role": "region",
        "aria-label": "表格：表1 目标",
    }


def test_merged_cells_count_for_their_columns():
    box = tree('<table><tr><td>甲</td><td colspan="4">乙</td></tr></table>').find("div")

    assert box.get("class") == "table-scroll many"


def test_words_behind_a_table_stay_where_they_are():
    body = tree("<table><tr><td>甲</td></tr></table><p>表后的话。</p>")

    assert body.text_content() == "甲表后的话。"


def test_a_callout_leads_to_the_full_text():
    figure = tree(
        '<figure class="qr"><figcaption>扫描二维码，阅读全文</figcaption></figure>',
        full_text_url="https://example.org/full",
    ).find("figure")

    [link] = figure.xpath("figcaption/a")
    assert (link.get("href"), link.text) == ("https://example.org/full", "扫描二维码，阅读全文")
    assert len(figure.xpath("div[@class='drawing code']/svg")) == 1


def test_a_link_in_the_callout_wins():
    figure = tree(
        '<figure class="qr"><figcaption>阅读<a href="https://example.org/a">全文</a>'
        "</figcaption></figure>",
        full_text_url="https://example.org/full",
    ).find("figure")

    assert figure.xpath(".//a/@href") == ["https://example.org/a"]
    assert figure.text_content() == "阅读全文"


def test_a_callout_without_an_address_stays_words():
    figure = tree('<figure class="qr"><figcaption>扫码阅读</figcaption></figure>').find("figure")

    assert (figure.xpath(".//a"), figure.xpath(".//svg")) == ([], [])


def test_a_picture_has_its_measures_and_words():
    name = "ab" * 16 + ".png"
    upload = Upload(name=name, width=800, height=600, alt_text="港口的清晨")

    [image] = tree(
        f'<figure><img src="/pictures/{name}" alt=""></figure>', pictures={name: upload}
    ).iter("img")

    assert (image.get("width"), image.get("height"), image.get("alt"), image.get("loading")) == (
        "800",
        "600",
        "港口的清晨",
        "lazy",
    )


def test_a_footnote_leads_back_to_its_mark():
    body = tree(NOTES)

    [back] = body.xpath("//li/a")
    assert (back.get("href"), back.text, back.get("aria-label")) == (
        "#fnref-1",
        "↩",
        "回到正文脚注1处",
    )
    assert body.xpath("//sup/a/@aria-label") == ["脚注1"]


def test_a_footnote_without_a_mark_leads_nowhere():
    body = tree('<section class="footnotes"><ol><li id="fn-2">无主。</li></ol></section>')

    assert body.xpath("//li/a") == []


def test_a_feed_gets_whole_addresses():
    name = "ab" * 16 + ".png"

    html = with_site(
        f'<p><a href="#fn-1">1</a></p><figure><img src="/pictures/{name}"></figure>',
        "https://example.org/2026/46/2/",
    )

    assert html == (
        '<p><a href="https://example.org/2026/46/2/#fn-1" rel="noopener">1</a></p>'
        f'<figure><img src="https://example.org/pictures/{name}"></figure>'
    )


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("城市智能体研究报告", [["城市智能体研究报告"]]),
        ("关于推进场景\n协同创新的意见", [["关于推进场景"], ["协同创新的意见"]]),
        (
            "云麓市数据局 云麓市工业和信息化局\n关于印发行动方案的通知",
            [["云麓市数据局", " ", "云麓市工业和信息化局"], ["关于印发行动方案的通知"]],
        ),
    ],
)
def test_a_title_breaks_where_sense_allows(title, lines):
    assert title_pieces(title) == lines


def test_no_character_of_a_title_is_lost():
    title = (
        "山海省人民政府办公厅关于印发《山海省海洋数据开发利用三年行动方案（2026—2028年）》的通知"
    )

    assert "".join(piece for line in title_pieces(title) for piece in line) == title
