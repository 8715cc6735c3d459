"""Pasted from Word, WPS, WeChat and web sites: one clean structure, every word accounted for."""

import pytest

from editorial import intake
from editorial.intake import tidied

OURS = "/pictures/0123456789abcdef0123456789abcdef.png"


def body(markup: str, **how) -> list[str]:
    return tidied(markup, **how).html.split("\n")


def mso_item(number: str, text: str) -> str:
    return (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        f"<span style='mso-list:Ignore'>{number}<span style='font:7.0pt'>&nbsp;&nbsp; </span>"
        f"</span><![endif]>{text}</p>"
    )


# --- Structure by its numbers -----------------------------------------------------------------


def test_headings_are_found_by_their_numbers_whatever_tag_they_had():
    made = body(
        "<h1>（一）先建岸基</h1><p>分三年建成十二处岸基站点。</p>"
        "<div><b>一、总体要求</b></div><div>坚持统筹推进，形成一批可用的成果。</div>"
    )

    assert made == [
        "<h3>（一）先建岸基</h3>",
        "<p>分三年建成十二处岸基站点。</p>",
        "<h2>一、总体要求</h2>",
        "<p>坚持统筹推进，形成一批可用的成果。</p>",
    ]


def test_numbers_that_word_counts_itself_become_text():
    made = body(
        mso_item("（一）", "<b>夯实底座。</b>建设数据港三处，形成经验。")
        + mso_item("（二）", "<b>开展试点。</b>在三市开展试点，形成经验。")
    )

    assert made == [
        '<p><strong class="run-in">（一）夯实底座。</strong>建设数据港三处，形成经验。</p>',
        '<p><strong class="run-in">（二）开展试点。</strong>在三市开展试点，形成经验。</p>',
    ]


@pytest.mark.parametrize(
    ("opening", "numbers"),
    [
        ("<ol>", ["1.", "2."]),
        ("<ol start=4>", ["4.", "5."]),
        ("<ol style='list-style-type: simp-chinese-informal'>", ["一、", "二、"]),
        ("<ol type=a>", ["a.", "b."]),
        ("<ol style='list-style-type:none'>", ["", ""]),
    ],
)
def test_a_numbered_list_is_written_as_it_was_seen(opening, numbers):
    made = body(f"<p>任务如下：</p>{opening}<li>布设浮标；</li><li>汇交数据。</li></ol>")

    assert made[1:] == [f"<p>{numbers[0]}布设浮标；</p>", f"<p>{numbers[1]}汇交数据。</p>"]


def test_a_list_of_dots_stays_a_list_in_word_and_on_the_web():
    items = "<ul><li>浮标；</li><li>潜标。</li></ul>"

    assert body(items) == [items]
    assert body(mso_item("·", "浮标；") + mso_item("·", "潜标。")) == [items]


def test_dash_paragraphs_notes_and_duties_are_found():
    made = body(
        "<p>--强化统筹。部门按季调度进展。</p><p>公开名录。（责任单位：省数据局）</p>"
        "<p>（注：数字为初步统计。）</p>"
    )

    assert made == [
        '<p class="dash">——强化统筹。部门按季调度进展。</p>',
        '<p>公开名录。<span class="duty">（责任单位：省数据局）</span></p>',
        '<p class="note">（注：数字为初步统计。）</p>',
    ]


# --- Words ------------------------------------------------------------------------------------


def test_styles_go_and_spaces_and_marks_are_mended():
    made = tidied(
        "<p style='text-indent:32pt;color:red'><font face=仿宋>　　编辑闻　桐,在 临江市\n(东湾新区)"
        "采访，ＡＢ共\n12处。</font></p>"
    )

    assert made.html == "<p>编辑闻桐，在临江市（东湾新区）采访，AB共12处。</p>"
    assert made.done == (
        "去掉了字体、颜色、缩进等样式。",
        "修整半角标点改全角 3 处、多余空格 4 处。",
    )


def test_a_soft_line_break_joins_what_a_line_end_cut():
    line = "各地要把数据资源登记作为基础工作来抓，做到应登尽登、应归尽归、应享尽享"

    assert body(f"<p>{line}<br>，按季通报。<br>（一）登记范围</p><p>含三类。</p>") == [
        f"<p>{line}，按季通报。</p>",
        "<h3>（一）登记范围</h3>",
        "<p>含三类。</p>",
    ]


def test_emphasis_inside_a_paragraph_and_raised_characters_stay():
    assert body("<p>已建成，占地10m<sup>2</sup>，含H<sub>2</sub>O，<b>增长两成</b>。</p>") == [
        "<p>已建成，占地10m<sup>2</sup>，含H<sub>2</sub>O，<strong>增长两成</strong>。</p>"
    ]


def test_typed_marks_stay_words():
    text = "#云麓话题#用a*b、c__d__e、1&lt;2、[x](http://a.invalid/x)，C:\\temp写成。"

    assert body(f"<p>{text}</p>") == [f"<p>{text}</p>".replace("(", "（").replace(")", "）")]


def test_only_links_to_the_web_and_to_mail_are_kept():
    made = tidied(
        "<p>见<a href='https://a.invalid/x?y=1&amp;z=2'>原文</a>、"
        "<a href='mailto:b@a.invalid'>信箱</a>、<a href='javascript:go()'>按钮</a>、<a href='file:///c:/x'>文件</a>。</p>"
    )

    assert made.html == (
        '<p>见<a href="https://a.invalid/x?y=1&amp;z=2" rel="noopener">原文</a>、'
        '<a href="mailto:b@a.invalid" rel="noopener">信箱</a>、按钮、文件。</p>'
    )
    assert made.look == ("有 2 处链接只能在原来的地方打开，只保留了文字。",)


def test_a_heading_that_is_a_link_is_a_heading():
    made = body("<p><a href='https://a.invalid/x'>一、总体要求</a></p><p>坚持统筹推进。</p>")

    assert made[0] == '<h2>一、<a href="https://a.invalid/x" rel="noopener">总体要求</a></h2>'


# --- What is not shown ------------------------------------------------------------------------


def test_hidden_text_is_left_out_and_named():
    made = tidied(
        "<p>公开名录<span style='display:none'>防抄水印</span>，按季更新。"
        "<del cite='mailto:x' datetime=2026>旧句</del></p>"
    )

    assert made.html == "<p>公开名录，按季更新。</p>"
    assert made.look == (
        "有 4 字看不见的文字没有带入：“防抄水印”",
        "有 2 字修订中删去的文字没有带入：“旧句”",
    )


def test_a_page_copied_while_it_was_loading_hides_nothing():
    markup = "<div style='visibility:hidden;opacity:0'><p>公开名录，按季更新。</p></div>"

    assert tidied(markup).html == "<p>公开名录，按季更新。</p>"
    assert tidied(markup).look == ()


def test_unseen_characters_are_taken_out_and_counted():
    made = tidied("<p>公开\u202e名\u200b录\u200d，\x07按季更新。\ufdd0</p>")

    assert made.html == "<p>公开名录，按季更新。</p>"
    assert made.done == ("去掉了文字方向标记 1 个、零宽字符 2 个、控制字符 2 个。",)


def test_rare_characters_and_emoji_stay():
    assert body("<p>𠮷㐀两处站点😀已经建成。</p>") == ["<p>𠮷㐀两处站点😀已经建成。</p>"]


# --- Pictures, tables, footnotes --------------------------------------------------------------


def test_pictures_elsewhere_are_listed_and_their_captions_wait_for_them():
    made = tidied(
        "<section><section><p>站点已经建成。</p>"
        "<p><img data-src='https://pic.invalid/a?x=1' alt='站点'></p>"
        "<p>图1  岸基站点</p></section></section>"
    )

    assert (
        made.html == "<p>站点已经建成。</p>\n<figure><figcaption>图1 岸基站点</figcaption></figure>"
    )
    (missing,) = made.missing
    assert (missing.address, missing.alt) == ("https://pic.invalid/a?x=1", "站点")
    assert (missing.after, missing.why) == ("站点已经建成。", "在别的网站上")


def test_a_picture_of_ours_stands_above_its_caption():
    made = body(f"<p><img src='{OURS}' alt='港口' width=300></p><p align=center>图2 港口</p>")

    assert made == [
        f'<figure><img src="{OURS}" alt="港口"><figcaption>图2 港口</figcaption></figure>'
    ]


def test_a_signed_line_below_a_picture_is_its_caption():
    made = body(
        f"<section><img src='{OURS}' alt='港口'></section><section>▲ 港口一角</section>"
        "<section><img data-src='https://pic.invalid/a'></section><section>▲ 站点</section>"
    )

    assert made == [
        f'<figure><img src="{OURS}" alt="港口"><figcaption>▲港口一角</figcaption></figure>',
        "<figure><figcaption>▲站点</figcaption></figure>",
    ]


def test_what_has_a_field_of_its_own_is_named_and_stays():
    made = tidied(
        "<p align=center><b>关于推进数据港建设的通知</b></p><p>山海数发〔2026〕41号</p>"
        "<p>各市数据局，省有关单位：</p><p>现就有关事项通知如下。</p><p>附件：1.任务分工表</p>"
        "<p>2.站点名录</p><p>（来源：山海省数据局）</p>"
    )

    assert made.html.split("\n")[1:] == [
        "<p>山海数发〔2026〕41号</p>",
        '<p class="addressee">各市数据局，省有关单位：</p>',
        "<p>现就有关事项通知如下。</p>",
        "<p>附件：1.任务分工表</p>",
        "<p>2.站点名录</p>",
        "<p>（来源：山海省数据局）</p>",
    ]
    assert made.look == (
        "“关于推进数据港建设的通知”像是文章的标题；请填到“标题”栏，正文里请删去。",
        "“山海数发〔2026〕41号”是文号；请填到“文号”栏，正文里请删去。",
        "“各市数据局，省有关单位：”是主送机关；请填到“主送机关”栏，正文里请删去。",
        "附件（“附件：1.任务分工表”等 2 段）留在正文里；请填到“附件”栏，正文里请删去。",
        "“（来源：山海省数据局）”是来源；请填到“来源”栏，正文里请删去。",
    )


def test_a_table_keeps_its_head_and_its_spans():
    made = body(
        "<table><tr><td rowspan=2><b>指标</b></td><td colspan=2><b>数值</b></td></tr>"
        "<tr><td>甲</td><td>乙</td></tr><tr><td><p>接入(个)</p><p>其中</p></td><td>12</td><td>15|16</td></tr></table>"
    )

    assert made == [
        '<table><thead><tr><th rowspan="2">指标</th><th colspan="2">数值</th></tr>'
        "<tr><th>甲</th><th>乙</th></tr></thead>"
        "<tbody><tr><td>接入（个）<br>其中</td><td>12</td><td>15|16</td></tr></tbody></table>"
    ]


def test_a_table_that_only_lays_out_gives_up_its_paragraphs():
    made = body("<table><tr><td><p>一、总体要求</p><p>坚持统筹推进。</p></td></tr></table>")

    assert made == ["<h2>一、总体要求</h2>", "<p>坚持统筹推进。</p>"]


@pytest.mark.parametrize(
    ("reference", "note"),
    [
        (
            "<a style='mso-footnote-id:ftn1' href='#_ftn1' name='_ftnref1'><span>[1]</span></a>",
            "<div style='mso-element:footnote' id=ftn1>"
            "<p><a href='#_ftnref1'>[1]</a> 含浮标。</p></div>",
        ),
        (
            "<a class='sdfootnoteanc' href='#sdfootnote1sym'><sup>1</sup></a>",
            "<div id='sdfootnote1'><p><a href='#sdfootnote1anc'>1</a> 含浮标。</p></div>",
        ),
        (
            "<sup class='footnote-ref'><a href='#fn-1' id='fnref-1'>1</a></sup>",
            "<section class='footnotes'><ol><li id='fn-1'>含浮标。</li></ol></section>",
        ),
    ],
    ids=("word", "libreoffice", "ours"),
)  # fmt: skip
def test_footnotes_stay_footnotes(reference, note):
    made = body(f"<p>共建十二处站点{reference}。</p>{note}")

    assert made == [
        '<p>共建十二处站点<sup class="footnote-ref">'
        '<a href="#fn-1" id="fnref-1" rel="noopener">1</a></sup>。</p>',
        '<section class="footnotes"><ol><li id="fn-1"><p>含浮标。</p></li></ol></section>',
    ]  # fmt: skip


def test_a_number_whose_footnote_was_not_copied_stays_text():
    made = tidied("<p>共建十二处站点<a href='#_ftn3' name='_ftnref3'>[3]</a>。</p>")

    assert made.html == "<p>共建十二处站点[3]。</p>"
    assert made.look == ("有 1 条脚注的注号和注文没有成对，已当作普通文字，请核对。",)


# --- A text that is ours already ----------------------------------------------------------------

OWN = "\n".join(
    [
        "<h2>一、总体要求</h2>",
        '<p><strong class="run-in">需求牵引，适度超前。</strong>先建岸基，<em>再建</em>'
        "<strong>浮标</strong>。</p>",
        "<h3>没有编号的小标题</h3>",
        '<p class="note">数字为初步统计</p>',
        "<blockquote><p>摘自会议记录</p></blockquote>",
        '<figure class="chart" data-chart="bar"><table><thead><tr><th></th><th>站点</th></tr>'
        "</thead><tbody><tr><td>甲</td><td>12</td></tr></tbody></table>"
        "<figcaption>图1 站点</figcaption></figure>",
        f'<figure><img src="{OURS}" alt="港口"></figure>',
        '<section class="report-contents"><p>报告目录</p><p>一、总论</p><p>二、分论</p></section>',
        '<figure class="qr"><figcaption>扫描二维码 阅读'
        '<a href="https://a.invalid/b" rel="noopener">全文</a>'
        "</figcaption></figure>",
        "<p>短句</p>",
        '<table><caption>表1 站点</caption><tbody><tr><th scope="row">甲</th><td>12</td></tr>'
        "</tbody></table>",
    ]
)


def test_a_clean_body_of_ours_is_left_as_it_is():
    assert tidied(OWN, is_own=True).html == OWN


def test_a_body_of_ours_is_tidied_where_it_is_not():
    made = body("<p>一、总体要求</p><p>建设 12处(一期)，形成经验。</p><p>短句</p>", is_own=True)

    assert made == ["<h2>一、总体要求</h2>", "<p>建设12处（一期），形成经验。</p>", "<p>短句</p>"]


def test_mixed_levels_of_one_kind_of_number_are_made_one():
    made = body(
        "<h2>（一）甲项</h2><p>先行建设。</p><h3>（二）乙项</h3><p>随后建设。</p>", is_own=True
    )

    assert made[0] == "<h3>（一）甲项</h3>"
    assert made[2] == "<h3>（二）乙项</h3>"


def test_only_the_words_are_pasted_when_that_is_asked_for():
    made = body("<h1>一、总体要求</h1><ol><li>甲</li></ol>", is_plain=True)

    assert made == ["<p>一、总体要求</p>", "<p>1.甲</p>"]


def test_more_than_ten_megabytes_are_refused():
    with pytest.raises(intake.Refused) as refusal:
        tidied("<p>" + "a" * 10 * 1024 * 1024 + "</p>")

    assert "超过 10 MB 的上限；请分几次粘贴" in str(refusal.value)
