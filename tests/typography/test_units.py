"""What stays on one line: numbers with what they count, 文号."""

import pytest

from editorial.typography import torn


@pytest.mark.parametrize(
    ("before", "after", "apart"),
    [
        ("不得少于3", "年", 1),
        ("产值达到2000", "亿元。", 4),
        ("首批占12.5", "个百分点", 4),
        ("行动计划（2026—2028", "年）", 10),
        ("自2027年1", "月1日起", 1),
        ("（2026", "—2028年）", 5),
        ("依照第", "12条", 1),
        ("依照第12", "条", 3),
        ("（山办发〔2026〕", "14号）", 10),
        ("（山办发", "〔2026〕14号）", 4),
        ("山办发〔2026〕14", "号", 8),
        ("印发（“2026", "年版”）", 6),
    ],
)
def test_a_number_and_what_it_counts_belong_together(before, after, apart):
    assert torn(before, after) == apart


@pytest.mark.parametrize(
    ("before", "after"),
    [("建成3个", "中心"), ("升级IPv6", "规模"), ("共1260", "，其中"), ("第一", "章"), ("", "3年")],
)
def test_anything_else_may_part(before, after):
    assert torn(before, after) == 0


@pytest.mark.parametrize(
    ("before", "after", "apart"),
    [
        ("工业互联网", "+绿色低碳", 1),
        ("在“人", "·机协同”", 2),
        ("起点", "—终点", 1),
        ("这一步", "——迈出", 0),
        ("“甲”", "+“乙”", 0),
    ],
)
def test_no_line_begins_with_what_joins_two_words(before, after, apart):
    assert torn(before, after) == apart
