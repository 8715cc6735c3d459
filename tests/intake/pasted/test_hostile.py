"""Hostile pastes: too much, too deep, broken, dangerous. Never a traceback, never a lost word."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editorial import richtext
from editorial.intake import tidied
from editorial.intake.pasted import signs

SENTENCE = "各地要把数据资源登记作为基础工作来抓，做到应登尽登，按季通报进展。"
PARAGRAPH = (
    "<p class=MsoNormal style='margin-bottom:0cm;text-indent:32.0pt;line-height:28.0pt;"
    "mso-line-height-rule:exactly;mso-pagination:none'>"
    "<span style='font-size:16.0pt;font-family:\"仿宋_GB2312\",serif'>{text}</span>"
    "<span lang=EN-US style='font-size:16.0pt;mso-fareast-font-family:仿宋_GB2312'><o:p></o:p>"
    "</span></p>\n<!--[if gte mso 9]><xml><w:LsdException Locked='false'/></xml><![endif]-->\n"
)


def test_five_megabytes_of_word_come_out_whole_and_clean():
    one = PARAGRAPH.format(text=SENTENCE)
    count = 5 * 1024 * 1024 // len(one.encode()) + 1

    made = tidied(one * count)

    assert made.html == "\n".join([f"<p>{SENTENCE}</p>"] * count)


def test_twenty_thousand_cells_come_out_as_twenty_thousand_cells():
    cells = "".join(f"<td style='width:5%'><p class=MsoNormal>{n}</p></td>" for n in range(10))

    made = tidied("<table>" + f"<tr>{cells}</tr>" * 2000 + "</table>")

    assert made.html.count("<td>") == 20_000
    assert made.look == ()


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 50_000 + "深处" + "</div>" * 50_000,
        "<span style='color:red'>" * 20_000 + "深处",
        "<ul><li>" * 5_000 + "深处",
        "<table><tr><td>" * 3_000 + "深处",
        "<blockquote>" * 10_000 + "<p>深处",
        "<b><i><u>" * 10_000 + "深处</p></table></td>",
    ],
    ids=("boxes", "spans", "lists", "tables", "quotations", "looks"),
)
def test_words_at_any_depth_are_found(markup):
    assert richtext.plain_text(tidied(markup).html).endswith("深处")


def test_nothing_that_could_run_comes_through():
    made = tidied(
        "<p onclick='go()'>公开<script>alert(1)</script>名录"
        "<iframe src='//x.invalid'>框</iframe><object data=x>乙</object>"
        "<a href=' java\tscript:go()'>甲</a><img src=x onerror='go()'>"
        "<svg onload=go()><text>丙</text></svg><style>p{}</style></p>"
    )

    assert made.html == "<p>公开名录甲丙</p>"
    assert "有 2 处音频、视频或嵌入的网页没有带入。" in made.look


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>甲<td>乙</p><li>丙", "甲乙丙"),
        ("</div></p>甲<b><p>乙</b>丙", "甲乙丙"),
        ("甲 < 5 且 乙 > 3 &amp 丙 &nosuch; 丁", "甲<5且乙>3&丙&nosuch；丁"),
        ("<![endif]--><p>甲</p><!-- 没有结束", "甲"),
        ("<a href='http://[x'>甲</a>", "甲"),
        ("\ud800甲\udfff", "甲"),
        ("", ""),
        ("<table></table><figure></figure>", ""),
    ],
)
def test_broken_markup_keeps_its_words(markup, text):
    assert "".join(richtext.plain_text(tidied(markup).html).split()) == text


PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<b>", "</b>", "<table>", "<tr>", "<td rowspan=2>", "</td>", "</table>"),
        *("<ul>", "<ol type=a>", "<li>", "</ol>", "<h3>", "</h3>", "<figure>", "<figcaption>"),
        *("</figure>", "<a href='http://a.invalid'>", "</a>", "<br>", "<sup>", "</sup>", "<em>"),
        *("<section class=report-contents>", "</section>", "<p class=note>", "<blockquote>"),
        *("<strong class=run-in>", "</strong>", "<span class=duty>", "</span>", "<caption>"),
        *("<a href='#fn-1'>", "<li id=fn-1>", "<pre>", "<img src='http://x.invalid/y' alt='图'>"),
        *("一、总体要求", "（一）夯实底座。", "推进建设，形成经验。", "——强化统筹。", "1.加密站点"),
        *("（责任单位：省数据局）", "图1 趋势", "（来源：山海省）", "报告目录", "# 标题", "**粗**"),
        *("|", "[^1]", "[甲](http://x.invalid)", "&lt;u>", "\n", "\u200b"),
        *("\ufdd9\ufde0", "𠮷", "- 3 -"),
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, max_size=40).map("".join), st.booleans())
def test_whatever_comes_in_is_clean_and_whole_when_it_comes_out(markup, is_own):
    made = tidied(markup, is_own=is_own)

    assert richtext.sanitise(made.html) == made.html
    assert not signs.NONCHARACTERS.search(made.html + "".join(made.done + made.look))
    assert not any("整理会丢掉" in sentence for sentence in made.look)
