"""Callouts, captions, tables, notes, attachments, report contents, numbers and addressees."""

import pytest

from editorial.intake import propose
from editorial.intake.grammar import is_addressee, is_document_number
from tests.intake.samples import PROSE, article, manuscript


def draft(body: str, *, note: str = "按语。"):
    return propose(manuscript(article(body=body, note=note)).encode(), "来稿.txt").articles[0]


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("山数发〔2026〕17号", "山数发〔2026〕17号"),
        ("山数发 [2026] 17 号", "山数发〔2026〕17号"),
        ("山数办（2026）第3号", "山数办〔2026〕第3号"),
        ("（山数发〔2026〕17号）", "山数发〔2026〕17号"),
        ("山海省人民政府令第305号", "山海省人民政府令第305号"),
        ("山海省数据局公告2026年第5号", "山海省数据局公告2026年第5号"),
    ],
)
def test_a_document_number_below_the_title_is_read(printed, number):
    found = draft(f"## {printed}\n{PROSE}")

    assert found.document_number == number
    assert found.body_html == f"<p>{PROSE}</p>"


@pytest.mark.parametrize(
    "text", ["建设路160号", "根据〔2026〕17号文件要求，作出规定。", "图1 2026年第5号机组"]
)
def test_other_lines_are_no_document_numbers(text):
    assert not is_document_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "各市、县人民政府，省直有关单位：",
        "各省、自治区、直辖市通信管理局，有关中央企业：",
        "各有关单位:",
        "省政府各委、办、厅、局：",
        "各会员单位、各数据企业（平台）：",
    ],
)
def test_a_list_of_bodies_with_a_colon_is_an_addressee(text):
    assert is_addressee(text)


@pytest.mark.parametrize(
    "text",
    [
        "明确五大主要任务：",
        "现就有关事项通知如下：",
        "其中：",
        "各地要落实以下任务：",
        "各市人民政府。",
    ],
)
def test_a_line_that_leads_on_is_no_addressee(text):
    assert not is_addressee(text)


def test_the_addressee_is_a_field_and_not_repeated_in_the_body():
    found = draft(f"各市人民政府，省直有关单位:\n{PROSE}")

    assert found.addressee == "各市人民政府，省直有关单位："
    assert found.body_html == f"<p>{PROSE}</p>"


@pytest.mark.parametrize(
    ("printed", "titles"),
    [
        ("附件：1.任务清单 2.项目目录", ["任务清单", "项目目录"]),
        ("附件：\n1. 任务清单\n2. 项目目录", ["任务清单", "项目目录"]),
        ("附件：1.任务清单\n2.项目目录（2026年）", ["任务清单", "项目目录（2026年）"]),
        ("附件1：任务清单\n附件2：项目目录", ["任务清单", "项目目录"]),
        ("附 件:任务清单", ["任务清单"]),
    ],
)
def test_attachments_are_listed_and_leave_the_body(printed, titles):
    found = draft(f"{PROSE}\n{printed}")

    assert [each.title for each in found.attachments] == titles
    assert found.body_html == f"<p>{PROSE}</p>"


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("扫描二维码  \n阅读报告全文", "扫描二维码阅读报告全文"),
        ("扫描二维码\n\n查看全文", "扫描二维码查看全文"),
        ("扫码阅读全文", "扫码阅读全文"),
        ("请扫描右侧二维码，下载白皮书", "请扫描右侧二维码，下载白皮书"),
    ],
)
def test_a_callout_is_one_figure(printed, text):
    found = draft(f"{PROSE}\n\n\n{printed}\n\n{PROSE}")

    assert f'<figure class="qr"><figcaption>{text}</figcaption></figure>' in found.body_html


def test_a_sentence_about_codes_is_no_callout():
    found = draft("扫描二维码已成为居民办事的主要方式。")

    assert found.text.blocks[0].kind == "text"


@pytest.mark.parametrize(
    ("printed", "caption"),
    [
        ("图1 算力规模", "图1 算力规模"),
        ("图 2 5G 用户情况", "图2 5G用户情况"),
        ("图3：增速", "图3 增速"),
        ("图4-1 分布", "图4-1 分布"),
    ],
)
def test_a_caption_whose_picture_was_lost_waits_for_it(printed, caption):
    found = draft(f"{PROSE}\n\n\n{printed}\n\n{PROSE}")

    assert f"<figure><figcaption>{caption}</figcaption></figure>" in found.body_html
    assert [doubt.kind for doubt in found.doubts] == ["picture"]


def test_a_sentence_about_a_figure_is_no_caption():
    assert draft("图1显示，产值继续增长。").text.blocks[0].kind == "text"


def test_lines_of_a_reports_contents_are_no_headings():
    body = f"{PROSE}\n白皮书目录\n前言\n一、背景\n- （一）国际\n（二）国内\n二、展望\n附录"

    found = draft(body, note="")

    assert found.body_html == (
        f"<p>{PROSE}</p>\n<h2>白皮书目录</h2>\n"
        '<section class="report-contents"><p>前言</p><p>一、背景</p><p>（一）国际</p>'
        "<p>（二）国内</p><p>二、展望</p><p>附录</p></section>"
    )


def test_prose_after_a_reports_contents_is_body_again():
    found = draft(f"报告目录\n一、背景\n二、展望\n主要结论\n{PROSE}", note="")

    assert [block.kind for block in found.text.blocks] == [
        "heading",
        "contents",
        "contents",
        "heading",
        "text",
    ]


@pytest.mark.parametrize("printed", ["（注：数据为初步核算数。）", "注：数据为初步核算数。"])
def test_a_note_before_the_source_is_marked(printed):
    assert draft(f"{PROSE}\n{printed}").body_html.endswith(f'<p class="note">{printed}</p>')


def test_duty_tails_are_marked_wherever_they_stand():
    found = draft("1.建网络。推进建设。（牵头单位：省数据局，配合单位：各市（州）政府）另行通知。")

    assert (
        '<span class="duty">（牵头单位：省数据局，配合单位：各市（州）政府）</span>'
        in found.body_html
    )


def test_a_markdown_table_becomes_a_table():
    found = draft(f"{PROSE}\n\n| 指标 | 数值 |\n|:--|---:|\n| 规模 | 3 亿元 |\n\n{PROSE}")

    assert (
        "<table><thead><tr><th>指标</th><th>数值</th></tr></thead>"
        "<tbody><tr><td>规模</td><td>3亿元</td></tr></tbody></table>"
    ) in found.body_html


def test_markdown_footnotes_keep_their_anchors():
    found = draft("产值增长[^1]，形势良好。\n[^1]: 初步核算数。")

    assert (
        '<sup class="footnote-ref"><a href="#fn-1" id="fnref-1" rel="noopener">1</a></sup>'
        in found.body_html
    )
    assert (
        '<section class="footnotes"><ol><li id="fn-1"><p>初步核算数。</p></li></ol></section>'
        in found.body_html
    )


def test_a_bilingual_heading_marks_its_english():
    body = "\n".join(
        f"{n} Smart City Number {c}\n{PROSE}" for n, c in zip("甲乙丙", "ABC", strict=True)
    )
    found = draft(body.replace("甲", "智慧城市"), note="")

    assert '<h2>智慧城市 <span lang="en">Smart City Number A</span></h2>' in found.body_html


def test_headings_and_run_ins_are_written_in_the_vocabulary():
    body = f"一、总体要求\n(一) 目标。加快建设。\n1. 5G 网络\n{PROSE}"

    assert draft(body).body_html == (
        "<h2>一、总体要求</h2>\n"
        '<p><strong class="run-in">（一）目标。</strong>加快建设。</p>\n'
        "<h4>1. 5G网络</h4>\n"
        f"<p>{PROSE}</p>"
    )


def test_clauses_are_written_with_a_gap_after_their_number():
    body = f"第一章 总则\n第一条 {PROSE}\n第二条 【目的】\n{PROSE}"

    assert draft(body).body_html == (
        "<h2>第一章　总则</h2>\n"
        f'<p><strong class="run-in">第一条</strong>　{PROSE}</p>\n'
        "<h3>第二条　【目的】</h3>\n"
        f"<p>{PROSE}</p>"
    )


def test_words_that_look_like_markup_stay_words():
    assert (
        draft("使用<script>与&符号的规定。").body_html
        == "<p>使用&lt;script&gt;与&amp;符号的规定。</p>"
    )


@pytest.mark.parametrize(
    ("body", "note", "kind"),
    [
        (f"一、总体要求\n{PROSE}", "按语。", "policy"),
        (f"第一条 {PROSE}\n第二条 {PROSE}", "按语。", "regulation"),
        (f"{PROSE}\n图1 规模\n图2 增速\n图3 分布", "", "industry_statistics"),
        (f"{PROSE}\n扫描二维码\n阅读全文\n{PROSE}", "", "report_digest"),
        (f"{PROSE}\n三年之前\n{PROSE}", "", "feature"),
        (f"{PROSE}\n三年之前\n{PROSE}", "按语。", "feature"),
        (f"各市人民政府：\n{PROSE}", "按语。", "policy"),
    ],
)
def test_the_kind_follows_from_the_structure(body, note, kind):
    assert draft(body, note=note).kind == kind


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("推进**渡口网络**建设。", "<p>推进<strong>渡口网络</strong>建设。</p>"),
        ("**需求牵引。**推进建设。", "<p><strong>需求牵引。</strong>推进建设。</p>"),
        ("**全文加粗，推进建设。**", "<p>全文加粗，推进建设。</p>"),
        (
            "**（一）建设。**完善<b>平台</b>建设。",
            '<p><strong class="run-in">（一）建设。</strong>完善<strong>平台</strong>建设。</p>',
        ),
        (
            "- **灯塔：**修。\n- 渡口。",
            "<ul><li><strong>灯塔：</strong>修。</li><li>渡口。</li></ul>",
        ),
    ],
)
def test_words_in_bold_stay_bold(printed, written):
    assert draft(printed, note="").body_html == written


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("【山数发〔2026〕17号】", "山数发〔2026〕17号"),
        ("文号：山数发【2026】17号", "山数发〔2026〕17号"),
        ("山数规〔2026〕1号、山财规[2026]2号", "山数规〔2026〕1号、山财规〔2026〕2号"),
        ("第12号", "第12号"),
        ("山海省人大常委会公告（第12号）", "山海省人大常委会公告（第12号）"),
    ],
)
def test_numbers_of_other_forms_are_read(printed, number):
    assert draft(f"{printed}\n{PROSE}").document_number == number


@pytest.mark.parametrize(
    "printed",
    [
        "扫描\n二维码\n阅读全文",
        "阅读全文请扫描二维码",
        "请使用微信扫描二维码获取全文",
        "二维码\n扫描阅读\n全文",
    ],
)
def test_callouts_of_other_wordings_are_found(printed):
    found = draft(f"{PROSE}\n\n\n{printed}\n\n{PROSE}")

    assert [block.kind for block in found.blocks] == ["text", "qr", "text"]


@pytest.mark.parametrize(
    "tail",
    [
        "【责任单位：省数据局】",
        "[牵头单位：省数据局]",
        "责任单位：省数据局、省渡口局",
        "（省数据局牵头，各市配合）",
        "(省数据局负责,各市配合)",
    ],
)
def test_a_stray_duty_tail_of_any_form_goes_back_to_its_paragraph(tail):
    found = draft(f"1.建网络。{PROSE}\n{tail}\n2.建平台。{PROSE}", note="")

    assert len(found.text.joined.orphans) == 1
    assert found.body_html.count('<span class="duty">') == 1


@pytest.mark.parametrize(
    ("printed", "titles"),
    [
        ("附件1 任务清单", ["任务清单"]),
        ("附件：1.渡口观测\n任务清单\n2.项目目录", ["渡口观测任务清单", "项目目录"]),
        ("附件:1、任务清单;2、项目目录", ["任务清单", "项目目录"]),
    ],
)
def test_attachments_of_other_forms_are_listed(printed, titles):
    assert [each.title for each in draft(f"{PROSE}\n{printed}").attachments] == titles


def test_a_source_may_run_over_two_lines():
    text = manuscript(article(source="省数据局、\n省渡口局"))

    assert propose(text.encode(), "来稿.txt").articles[0].source == "省数据局、省渡口局"


def test_a_title_of_a_table_is_neither_cut_text_nor_a_heading():
    found = draft(
        f"{PROSE}\n表1 各地渡口数量和灯塔数量以及航标数量在全省的比重和同比增减变化情况\n{PROSE}"
    )

    assert [block.kind for block in found.blocks] == ["text", "table_caption", "text"]
    assert found.text.joined.lost == ()


def test_a_regulation_that_prints_its_own_contents_begins_after_them():
    text = (
        f"目录\n第一章 总则\n第二章 附则\n第一章 总则\n第一条 {PROSE}\n第二章 附则\n第二条 {PROSE}"
    )

    kinds = [block.kind for block in draft(text, note="").blocks]

    assert kinds == ["heading", "contents", "contents", "heading", "run_in", "heading", "run_in"]
