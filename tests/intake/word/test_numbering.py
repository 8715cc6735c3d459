"""Automatic numbers come out as Word prints them."""

import pytest

from editorial.intake.word.numbers import numeral
from tests.intake.word.builder import abstract, level, num, p, start_override
from tests.intake.word.samples import body_of, lines_of

HAN = "chineseCountingThousand"
LADDER = abstract(
    0,
    level(0, "%1、", HAN),
    level(1, "（%2）", HAN),
    level(2, "%3."),
    level(3, "（%4）"),
)


@pytest.mark.parametrize(
    ("kind", "value", "printed"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCounting", 101, "一〇一"),
        ("chineseCountingThousand", 10, "十"),
        ("chineseCountingThousand", 101, "一百零一"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1024, "一千零二十四"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("japaneseCounting", 111, "百十一"),
        ("ideographDigital", 10, "一〇"),
        ("ideographTraditional", 3, "丙"),
        ("ideographTraditional", 11, "11"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalFullWidth", 12, "１２"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 10**9, "1000000000"),
        ("unheardOf", 5, "5"),
    ],
)
def test_every_format_prints_its_own_form(kind, value, printed):
    assert numeral(value, kind) == printed


def test_the_ladder_counts_anew_under_each_parent():
    levels = (0, 1, 2, 3, 3, 2, 1, 0, 1)

    lines = lines_of(*(p("甲", number=(1, at)) for at in levels), numbering=LADDER + num(1, 0))

    assert lines == [
        "一、甲", "（一）甲", "1. 甲", "（1）甲", "（2）甲", "2. 甲", "（二）甲",
        "二、甲", "（一）甲",
    ]  # fmt: skip


def test_a_level_that_never_restarts_runs_straight_through():
    straight = abstract(
        0,
        level(0, "%1、", HAN),
        level(1, "（%2）", HAN, more='<w:lvlRestart w:val="0"/>'),
    )

    lines = lines_of(
        *(p("甲", number=(1, at)) for at in (0, 1, 1, 0, 1)), numbering=straight + num(1, 0)
    )

    assert lines == ["一、甲", "（一）甲", "（二）甲", "二、甲", "（三）甲"]


def test_two_lists_of_one_definition_count_on_unless_one_starts_over():
    numbering = LADDER + num(1, 0) + num(2, 0) + num(3, 0, start_override(0, 5))

    lines = lines_of(*(p("甲", number=(n, 0)) for n in (1, 2, 3, 3, 1)), numbering=numbering)

    assert lines == ["一、甲", "二、甲", "五、甲", "六、甲", "七、甲"]


def test_a_style_brings_its_number_with_it():
    style = (
        '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="条"/><w:basedOn w:val="a"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    clauses = abstract(
        0,
        level(0, "第%1章", HAN),
        level(1, "第%2条", HAN, more='<w:pStyle w:val="x"/>'),
    )

    lines = lines_of(
        p("总则", number=(1, 0)), p("本条例。", style="x"), p("甲", style="x", number=(0, 0)),
        styles=style, numbering=clauses + num(1, 0),
    )  # fmt: skip

    assert lines == ["第一章\u3000总则", "第一条\u3000本条例。", "甲"]


def test_a_list_that_names_a_list_style_is_that_list():
    style = (
        '<w:style w:type="numbering" w:styleId="s"><w:name w:val="我的列表"/>'
        '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    link = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="s"/></w:abstractNum>'

    lines = lines_of(p("甲", number=(1, 0)), styles=style, numbering=LADDER + link + num(1, 1)
                     + num(2, 0))  # fmt: skip

    assert lines == ["一、甲"]


def test_legal_numbers_are_arabic_at_every_level():
    legal = abstract(0, level(0, "%1、", HAN), level(1, "%1.%2", more="<w:isLgl/>"))

    lines = lines_of(p("甲", number=(1, 0)), p("乙", number=(1, 1)), numbering=legal + num(1, 0))

    assert lines == ["一、甲", "1.1 乙"]


def test_a_level_starts_where_it_says():
    lines = lines_of(
        p("甲", number=(1, 0)), numbering=abstract(0, level(0, "%1.", start=4)) + num(1, 0)
    )

    assert lines == ["4. 甲"]


def test_bullets_become_a_list():
    bullets = abstract(0, level(0, "\uf0b7", "bullet")) + num(1, 0)

    body = body_of(
        p("有以下设备："), p("山海一号服务器", number=(1, 0)), p("山海二号服务器", number=(1, 0)),
        numbering=bullets,
    )  # fmt: skip

    assert "<ul><li>山海一号服务器</li><li>山海二号服务器</li></ul>" in body


def test_a_numbered_paragraph_without_words_prints_no_number_but_counts():
    lines = lines_of(*(p(text, number=(1, 0)) for text in ("甲", "", "乙")),
                     numbering=LADDER + num(1, 0))  # fmt: skip

    assert lines == ["一、甲", "", "三、乙"]


def test_numbers_make_headings_of_their_levels():
    body = body_of(
        p("总体要求", number=(1, 0)), p("山海省推进算力普惠，覆盖全部市县。"),
        p("主要任务", number=(1, 0)), p("建设网络", number=(1, 1)), p("各地建设网络，覆盖乡村。"),
        p("开放平台", number=(1, 1)), p("各地开放平台，服务企业。"),
        numbering=LADDER + num(1, 0),
    )  # fmt: skip

    assert "<h2>一、总体要求</h2>" in body
    assert "<h3>（二）开放平台</h3>" in body
