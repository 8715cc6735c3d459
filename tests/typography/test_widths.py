"""Widths: punctuation among Chinese characters is full width, Latin text keeps its own."""

import pytest

from editorial.typography import fold_latin, fold_punctuation


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("落实制度,明确权限", "落实制度，明确权限"),
        ("责任单位:省数据局;各市", "责任单位：省数据局；各市"),
        ("平均值(电源使用效率)不高于1.25,其他", "平均值（电源使用效率）不高于1.25，其他"),
        ("潮汐站点(CDN)等", "潮汐站点（CDN）等"),
        ("行动计划(2026—2028年)", "行动计划（2026—2028年）"),
        ("增速为5%,7%和9%", "增速为5%，7%和9%"),
        ("全面覆盖.", "全面覆盖。"),
        ("怎么办?快办!", "怎么办？快办！"),
        ('建设"城市大脑"工程', "建设“城市大脑”工程"),
    ],
)
def test_punctuation_among_chinese_becomes_full_width(text, folded):
    assert fold_punctuation(text) == folded


@pytest.mark.parametrize(
    "text",
    [
        "产值达 1,000 亿元",
        "会议于10:30开始",
        "详见https://example.org/a,b",
        "Tides, Boats (and) Lights",
        "系数为 3.5 米",
        "1.构建网络",
    ],
)
def test_latin_text_and_numbers_keep_half_width(text):
    assert fold_punctuation(text) == text


def test_a_bracket_that_lost_its_partner_is_folded_among_chinese():
    assert fold_punctuation("于200ms) 的需求") == "于200ms） 的需求"


def test_an_odd_quotation_mark_is_left_for_an_editor():
    assert fold_punctuation('建设"城市大脑') == '建设"城市大脑'


def test_full_width_letters_and_digits_become_ordinary():
    assert fold_latin("２０２６年Ａｉ（试行）") == "2026年Ai（试行）"
