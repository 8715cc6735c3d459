"""A stored body becomes the printed one: charts, codes, pictures, footnotes, tables, links."""

import re
from base64 import b64decode

import pytest

from editorial.models import Upload
from editorial.typesetting import Refused
from editorial.typesetting.body import Job, printed, printed_note, split_footnotes

CHART = (
    '<figure class="chart" data-chart="bar"><table>'
    "<thead><tr><th>季度</th><th>收入</th></tr></thead>"
    "<tbody><tr><td>一季度</td><td>{value}</td></tr></tbody></table>"
    "<figcaption>图1 软件收入</figcaption></figure>"
)


def job(**fields) -> Job:
    return Job(name="云麓市数据条例", prefix="a5", **fields)


def test_headings_get_anchors_of_their_own_article():
    html = printed("<h2>一、总则</h2><h3>（一）目的</h3>", job())

    assert html == '<h2 id="a5-h-1">一、总则</h2><h3 id="a5-h-2">（一）目的</h3>'


def test_chapters_and_clauses_are_told_apart_from_other_headings():
    html = printed("<h2>第三章 附则</h2><h3>第十条 【施行】</h3><h2>三、附则</h2>", job())

    assert 'class="chapter"' in html and 'class="clause"' in html
    assert html.count("class=") == 2


def test_a_run_in_clause_is_set_off_from_its_text():
    html = printed(
        '<p><strong class="run-in">第五条</strong>向小微企业。</p>'
        '<p><strong class="run-in">第六条</strong>　向初创企业。</p>'
        '<p><strong class="run-in">（一）总体要求。</strong>略。</p>',
        job(),
    )

    assert '<strong class="run-in clause">第五条</strong>向小微企业。' in html
    assert '<strong class="run-in clause">第六条</strong>向初创企业。' in html
    assert html.count("clause") == 2


def test_spaces_at_chinese_latin_borders_are_not_printed():
    assert printed("<p>到 2028 年，用 AI 技术</p>", job()) == "<p>到2028年，用AI技术</p>"


def test_a_bilingual_heading_keeps_its_space():
    html = printed('<h3>1. 数据契约 <span lang="en">Data Contracts</span></h3>', job())

    assert "1.数据契约 <span" in html


def test_a_caption_keeps_the_gap_after_its_number():
    html = printed("<figure><figcaption>图1 软件收入</figcaption></figure>", job())

    assert "<figcaption>图1　软件收入</figcaption>" in html


def test_a_chart_is_drawn_from_its_table_which_becomes_its_words():
    html = printed(CHART.format(value="12"), job())

    assert "<table" not in html
    assert 'alt="图1　软件收入。季度，收入；一季度，12"' in html
    assert 'src="data:image/svg+xml;base64,' in html


def test_a_chart_is_drawn_in_the_colours_of_the_design():
    html = printed(CHART.format(value="12"), job(colours={"series-1": "#123a2e"}))

    drawing = b64decode(re.search(r'base64,([^"]+)', html)[1]).decode()
    assert 'fill="#123a2e"' in drawing
    assert "#0f2a4a" not in drawing


def test_a_chart_that_cannot_be_drawn_is_printed_as_its_table_and_told():
    told = job()

    html = printed(CHART.format(value="许多"), told)

    assert "<td>许多</td>" in html and "<img" not in html
    assert told.findings == [
        "《云麓市数据条例》的图表“图1　软件收入”画不成图，印成了数据表："
        "图表第 2 行第 2 列“许多”不是数字；没有数据的格请留空或写“—”。"
    ]


def test_a_code_leads_to_the_full_text():
    html = printed(
        '<figure class="qr"><figcaption>扫描二维码 阅读全文</figcaption></figure>',
        job(full_text_url="https://example.org/report"),
    )

    assert html.startswith('<figure class="qr"><img src="data:image/svg+xml;base64,')
    assert "二维码：扫描二维码 阅读全文" in html


def test_a_lost_picture_keeps_its_place():
    html = printed("<figure><figcaption>图4 分布</figcaption></figure>", job())

    assert html == (
        '<figure><p class="lost">（图略）</p><figcaption>图4　分布</figcaption></figure>'
    )


def test_a_lost_picture_is_told_to_the_editor():
    task = job()

    printed("<figure><figcaption>图4 分布</figcaption></figure>", task)

    assert task.findings == [
        "《云麓市数据条例》的“图4　分布”只有图题，没有图，请上传图片或补数据。"
    ]


def test_a_picture_that_is_not_in_the_library_is_refused():
    name = "0" * 32 + ".png"

    with pytest.raises(Refused, match=f"《云麓市数据条例》引用的图片“{name}”不在图库里"):
        printed(f'<p><img src="/pictures/{name}"></p>', job())


def test_a_small_picture_is_printed_over_the_whole_measure():
    name = "0" * 32 + ".png"
    task = job(pictures={name: Upload(name=name, width=600, height=300, original_name="图.png")})

    html = printed(f'<figure><img src="/pictures/{name}"></figure>', task)

    assert "width:451.00pt;height:225.50pt" in html


def test_a_picture_with_its_margins_takes_whole_lines():
    name = "0" * 32 + ".png"
    task = job(pictures={name: Upload(name=name, width=2000, height=999)})

    html = printed(f'<figure><img src="/pictures/{name}"></figure>', task)

    assert "height:225.27pt;margin:12.36pt auto" in html  # 250 pt: ten lines


def test_footnotes_are_taken_out_of_the_counted_blocks_and_keep_their_links():
    html = printed(
        '<p>据统计<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">1</a></sup>，增长。</p>'
        '<section class="footnotes"><ol><li id="fn-1">口径见年鉴。</li></ol></section>',
        job(),
    )

    body, notes = split_footnotes(html)

    assert body == (
        '<p data-block="1">据统计<sup class="footnote-ref"><a href="#a5-fn-1" id="a5-fnref-1">1</a>'
        "</sup>，增长。</p>"
    )
    assert notes == (
        '<section class="footnotes" data-block="2"><ol><li id="a5-fn-1">口径见年鉴。</li></ol>'
        "</section>"
    )


def test_a_footnote_without_its_note_is_told():
    task = job()

    printed('<p>据<sup class="footnote-ref"><a href="#fn-2">2</a></sup></p>', task)

    assert task.findings == ["《云麓市数据条例》的脚注“2”没有注文，请补上。"]


def test_a_first_row_of_heads_is_repeated_on_every_page():
    html = printed("<table><tbody><tr><th>甲</th></tr><tr><td>1</td></tr></tbody></table>", job())

    assert html.startswith("<table><thead><tr><th>甲</th></tr></thead>")


def test_links_of_the_site_are_completed_and_others_kept(settings):
    html = printed('<p><a href="https://example.org/a">甲</a></p>', job())

    assert html == '<p><a href="https://example.org/a">甲</a></p>'


def test_the_note_begins_with_its_label():
    html = printed_note("<p>近日，<strong>本市</strong>印发。</p><p>又。</p>", job())

    assert html == (
        '<p><span class="note-label">编者按</span>近日，<strong>本市</strong>印发。</p><p>又。</p>'
    )


def test_styles_and_scripts_are_not_printed():
    assert (
        printed('<p style="color:red" onclick="x()">文<script>x</script></p>', job()) == "<p>文</p>"
    )


ROW, CELL = "<tr>{}</tr>", "<td>数</td>"


@pytest.mark.parametrize(("html", "fault"), [
    (f"<table>{ROW.format(CELL) * 1001}</table>",
     "有一个表格多达 1001 行、1001 格，最多排 1000 行、10000 格，请拆成几个表格或改作附件。"),
    (f"<table>{ROW.format(CELL * 101) * 100}</table>",
     "有一个表格多达 100 行、10100 格，最多排 1000 行、10000 格，请拆成几个表格或改作附件。"),
    (f"<ul>{'<li>数</li>' * 3001}</ul>",
     "有一个列表多达 3001 项，最多排 3000 项，请拆成几个列表。"),
    (f"<p>{'数' * 20_001}</p>", "有一段长达 20001 字，最多排 20000 字，请分成几段。"),
])  # fmt: skip
def test_what_would_take_the_press_minutes_is_refused_at_once(html, fault):
    with pytest.raises(Refused) as refused:
        printed(html, job())

    assert str(refused.value) == f"《云麓市数据条例》{fault}"


def test_what_is_just_not_too_much_is_printed():
    html = f"<p>{'数' * 20_000}</p><table>{'<tr><td>数</td></tr>' * 1000}</table>"

    assert printed(html, job()).count("<tr") == 1000
