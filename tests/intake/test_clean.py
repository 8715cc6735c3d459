"""Cleaning: marks of a page come off, are remembered, and leave the words."""

import pytest

from editorial.intake.clean import clean
from editorial.intake.read import Reading


def lines_of(text: str):
    return clean(Reading("来稿.txt", "", "utf-8-sig", text))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("## 一、总体要求", "一、总体要求"),
        ("##总体要求", "总体要求"),
        ("- （一）公共数据；", "（一）公共数据；"),
        ("**（一）加强领导。**各地要落实。", "（一）加强领导。各地要落实。"),
        ("> 引文", "引文"),
        ("　　首行缩进", "首行缩进"),
        (r"1\. 建设网络", "1. 建设网络"),
        (r"占比达到 \(30\%\) 以上", "占比达到 30% 以上"),
        (r"\(试行\)办法", "(试行)办法"),
        ("<b>目标</b>&nbsp;明确", "目标 明确"),
        ("第２期", "第2期"),
        ("零\u200b宽\ufeff字符\x07", "零宽字符"),
    ],
)
def test_marks_come_off_and_words_stay(raw, text):
    assert lines_of(raw)[0].text == text


@pytest.mark.parametrize("raw", ["——坚持创新。", "C# 语言", "-5 度", "*注", "第-3-号", "3.5亿"])
def test_what_only_looks_like_a_mark_stays(raw):
    assert lines_of(raw)[0].text == raw


def test_lines_keep_their_numbers_and_the_blank_lines_before_them():
    lines = lines_of("甲\n\n\n乙\n")

    assert [(line.number, line.blanks_before) for line in lines] == [(1, 0), (4, 2)]


def test_depth_list_mark_and_bold_lead_are_remembered():
    heading, item = lines_of("#### **（一）目标。**正文\n- 乙")

    assert (heading.hashes, heading.bold, item.bullet) == (4, "（一）目标。", True)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [("---", "分隔线"), ("- 12 -", "页码"), ("第 3 页 共 40 页", "页码"), ("— 7 —", "页码")],
)
def test_page_furniture_is_taken_out_with_its_reason(raw, reason):
    line = lines_of(raw)[0]

    assert line.text == ""
    assert line.removed == ((raw, reason),)


def test_every_mark_taken_off_is_listed():
    line = lines_of("## **目标**\u200b")[0]

    assert sorted(text.strip() for text, _ in line.removed) == ["##", "**", "**", "\u200b"]
