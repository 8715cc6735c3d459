"""Charts: what is drawn where, and what cannot be drawn."""

import re

import lxml.etree
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.drawing import CHART_COLOURS, chart

REVENUE = [["季度", "收入（亿元）"], ["一季度", "100"], ["二季度", "200"], ["三季度", "150"]]
GROWTH = [
    ["季度", "收入（亿元）", "增速（%）"],
    ["一季度", "120", "8.2"],
    ["二季度", "240", "-4.5"],
]


def drawn(rows, kind, **more):
    return lxml.etree.fromstring(chart(rows, kind, **more))


def shapes(svg, name, colour_class=""):
    return [
        element
        for element in svg.iter(f"{{*}}{name}")
        if not colour_class or colour_class in element.get("class", "").split()
    ]


def words(svg) -> list[str]:
    return [element.text for element in shapes(svg, "text")]


def test_bars_are_as_high_as_their_numbers():
    bars = shapes(drawn(REVENUE, "bar"), "rect", "series-1")

    heights = [float(bar.get("height")) for bar in bars]
    assert [height / heights[0] for height in heights] == pytest.approx([1, 2, 1.5], abs=0.01)


def test_a_single_series_says_its_name_and_unit_once():
    found = words(drawn(REVENUE, "bar"))

    assert found.count("收入（亿元）") == 1
    assert found[-3:] == ["100", "200", "150"]
    assert [word for word in found if "季度" in word] == ["一季度", "二季度", "三季度"]


def test_ticks_are_round_and_reach_over_the_highest_bar():
    ticks = [element.text for element in shapes(drawn(REVENUE, "bar"), "text", "mute")]

    assert ticks == ["0", "50", "100", "150", "200"]


def test_numbers_from_ten_thousand_on_carry_separators():
    found = words(drawn([["", "户数"], ["甲", "12345.6"], ["乙", "9000"]], "bar"))

    assert {"12,345.6", "9,000", "12,500"} <= set(found)


def test_percentages_keep_their_sign_in_numbers_and_ticks():
    found = words(drawn([["", "增速"], ["甲", "12.5%"], ["乙", "3.0％"]], "bar"))

    assert {"12.5%", "3.0%", "0.0%"} <= set(found)


def test_negative_bars_hang_below_zero_with_a_real_minus():
    svg = drawn([["", "增速"], ["甲", "5"], ["乙", "－3"], ["丙", "−1"]], "bar")

    plus, minus, _ = shapes(svg, "rect", "series-1")
    zero = float(plus.get("y")) + float(plus.get("height"))
    assert float(minus.get("y")) == pytest.approx(zero, abs=0.02)
    assert {"−3", "−1"} <= set(words(svg))


@pytest.mark.parametrize("blank", ["", "—", "-", "…", "／"])
def test_a_missing_number_draws_no_bar(blank):
    svg = drawn([["", "数"], ["甲", "5"], ["乙", blank], ["丙", "2"]], "bar")

    assert len(shapes(svg, "rect", "series-1")) == 2


def test_a_missing_number_leaves_a_gap_in_a_line():
    svg = drawn([["", "数"], ["甲", "5"], ["乙", "6"], ["丙", ""], ["丁", "7"]], "line")

    [path] = shapes(svg, "path", "series-1")
    assert re.sub(r"[\d. ]+", "", path.get("d")) == "MLM"
    assert len(shapes(svg, "circle", "series-1")) == 3


def test_a_line_far_from_zero_has_an_axis_near_its_numbers():
    svg = drawn([["", "增速"], ["甲", "12.1%"], ["乙", "13.3%"]], "line")

    ticks = [element.text for element in shapes(svg, "text", "mute")]
    assert ticks == ["12.0%", "12.3%", "12.6%", "12.9%", "13.2%", "13.5%"]


def test_two_units_stand_at_two_axes_with_zero_at_one_height():
    svg = drawn(GROWTH, "combined")

    zeros = [float(each.get("y")) for each in shapes(svg, "text", "mute") if each.text[0] == "0"]
    assert len(zeros) == 2
    assert zeros[0] == zeros[1]
    assert len(shapes(svg, "path", "series-2")) == 1
    assert {"8.2%", "−4.5%", "亿元"} <= set(words(svg))


def test_a_lines_number_upon_a_bar_is_set_in_the_colour_of_the_ground():
    rows = [["", "收入（亿元）", "增速（%）"], ["甲", "100", "5"], ["乙", "1", "10"]]

    svg = drawn(rows, "combined")

    [upon] = [each for each in shapes(svg, "text", "paper") if each.text == "5%"]
    assert upon.get("fill") == CHART_COLOURS["paper"]
    assert [each.text for each in shapes(svg, "text", "halo")] == ["10%"]


def test_numbers_that_would_touch_are_left_out():
    wide = [["", "甲", "乙"], ["一", "812345", "812346"], ["二", "812347", "812348"]]
    near = [[str(cell) for cell in row] for row in wide + wide[1:] * 8]

    assert "812,345" in words(drawn(wide, "bar"))
    assert "812,345" not in words(drawn(near, "bar", width=360))


def test_of_one_unit_the_last_series_is_the_line():
    svg = drawn([["", "甲", "乙"], ["一", "1", "2"], ["二", "3", "4"]], "combined")

    assert len(shapes(svg, "rect", "series-1")) == 3  # two bars and the legend
    assert len(shapes(svg, "path", "series-2")) == 1


@pytest.mark.parametrize(("growth", "told"), [("9", ["100", "3"]), ("0.6", ["100"])])
def test_the_number_of_a_bar_too_short_for_it_stands_above_where_no_line_passes(growth, told):
    rows = [["", "收入（亿元）", "增速（%）"], ["东部", "100", "9"], ["东北", "3", growth]]

    numbers = shapes(drawn(rows, "combined"), "text")

    at_bars = [each.text for each in numbers if each.text in ("100", "3") and not _is_tick(each)]
    assert at_bars == told


def _is_tick(element) -> bool:
    return "mute" in element.get("class", "").split()


def test_a_ring_lists_every_part_with_its_share():
    svg = drawn([["", "收入（亿元）"], ["软件", "75"], ["硬件", "25"]], "pie")

    assert words(svg) == ["100", "合计（亿元）", "软件", "75", "75.0%", "硬件", "25", "25.0%"]
    assert len(shapes(svg, "path")) == 2


def test_a_ring_of_percentages_has_no_sum():
    svg = drawn([["", "占比"], ["软件", "75%"], ["硬件", "25%"]], "pie")

    assert words(svg) == ["占比", "软件", "75%", "硬件", "25%"]


def test_long_names_lay_the_bars_on_their_side():
    name = "公共数据授权运营与开发利用平台建设工程"
    rows = [["领域", "项目数"]] + [[f"{name}{n}", str(n)] for n in range(1, 9)]

    bars = shapes(drawn(rows, "bar"), "rect", "series-1")

    assert len({bar.get("x") for bar in bars}) == 1
    assert len({bar.get("y") for bar in bars}) == 8


def test_labels_of_many_days_are_thinned_and_the_last_one_stays():
    rows = [["日期", "数"]] + [[f"{n}日", str(n)] for n in range(1, 62)]

    days = [word for word in words(drawn(rows, "line")) if word.endswith("日")]

    assert days[-1] == "61日"
    assert 10 < len(days) < 30


def test_every_word_stays_inside_a_narrow_drawing():
    svg = drawn([["月份", "收入（亿元）"]] + [[f"2025年{n}月", "1604.5"] for n in range(1, 13)],
                "line", width=360)  # fmt: skip

    found = shapes(svg, "text")
    assert len(found) > 12
    assert all(0 <= float(each.get("x")) <= 360 for each in found)


def test_colours_can_be_given_for_print():
    svg = chart(REVENUE, "bar", colours={"series-1": "device-cmyk(1 .8 .4 .4)"})

    assert svg.count('fill="device-cmyk(1 .8 .4 .4)"') == 3
    assert CHART_COLOURS["series-1"] not in svg


def test_a_chart_says_aloud_what_it_is():
    assert drawn(REVENUE, "bar", title="图1 收入").get("aria-label") == "图1 收入（柱形图）"


@pytest.mark.parametrize("kind", ["bar", "line", "combined", "pie"])
def test_nothing_is_drawn_that_a_content_policy_forbids(kind):
    rows = {"pie": REVENUE, "combined": GROWTH}.get(kind, REVENUE)

    svg = drawn(rows, kind, title="<script>")

    plain = {"svg", "rect", "line", "path", "circle", "text"}
    assert {element.tag.split("}")[1] for element in svg.iter()} <= plain
    assert not any("style" in element.attrib for element in svg.iter())


@pytest.mark.parametrize(
    ("rows", "kind", "sentence"),
    [
        (REVENUE, "radar", "没有“radar”这种图表，可用的有：bar、line、pie、combined。"),
        ([], "bar", "图表要有数据：第一行写各列名称，第一列写项目，至少一行一列数字。"),
        ([["", "数"]], "bar", "图表要有数据：第一行写各列名称，第一列写项目，至少一行一列数字。"),
        ([["", "数"], ["甲", "约五"]], "bar",
         "图表第 2 行第 2 列“约五”不是数字；没有数据的格请留空或写“—”。"),
        ([["", "数"], ["甲", "—"]], "bar", "图表的数据里没有一个数字，请在表格中填写。"),
        ([["", "数"], ["甲", "1", "2"]], "bar", "图表第 2 行有 3 格，比第一行的 2 格多，请核对。"),
        ([["", "数"], ["甲", "5%"], ["乙", "6"]], "bar",
         "图表“数”一列有的数字带单位“%”，有的不带，请统一。"),
        ([["", "数"], ["甲", "5万元"], ["乙", "6亿元"]], "bar",
         "图表“数”一列有的数字带单位“万元”、“亿元”，并不一样，请统一。"),
        ([["", "数（亿元）"], ["甲", "5%"]], "bar",
         "图表“数”一列的单位是“亿元”，有的数字却带“%”，请统一。"),
        (GROWTH, "bar", "图表各列单位不同（“亿元”、“%”），请改用组合图。"),
        (REVENUE, "combined", "组合图至少要有两列数字：柱一列，线一列。"),
        ([["", "甲（元）", "乙（%）", "丙（个）"], ["一", "1", "2", "3"]], "combined",
         "组合图最多用两种单位，现在有 3 种（“元”、“%”、“个”）。"),
        (GROWTH, "pie", "饼图只能有一列数字，现在有 2 列，请删去其余各列。"),
        ([["", "数"], ["甲", "-1"], ["乙", "2"]], "pie", "饼图不能有负数，请改用柱形图。"),
        ([["", "数"], ["甲", "0"]], "pie", "饼图各项都是 0，没有可画的份额。"),
        ([["", "数"]] + [["甲", "1"]] * 13, "pie",
         "饼图有 13 项，最多 12 项，请把小项并成“其他”。"),
        ([["", "数"]] + [["甲", "1"]] * 121, "bar",
         "图表有 121 行，最多 120 行，请合并或改用表格。"),
        ([["", *"甲乙丙丁戊己庚"], ["一", *"1234567"]], "line",
         "图表有 7 列数字，最多 6 列，请分成几张图或改用表格。"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused_with_a_sentence(rows, kind, sentence):
    with pytest.raises(ValueError) as refusal:
        chart(rows, kind)

    assert str(refusal.value) == sentence


CELL = st.one_of(st.integers(-(10**9), 10**9), st.floats(-1e6, 1e6).map(lambda v: f"{v:.3f}"))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.text("数据年月1A ", max_size=12), CELL, CELL), min_size=1, max_size=30),
    st.sampled_from(["bar", "line", "combined"]),
    st.sampled_from([360, 656]),
)
def test_any_table_of_numbers_is_drawn_inside_its_box(lines, kind, width):
    rows = [["项", "甲", "乙"]] + [[f"项{name}", str(a), str(b)] for name, a, b in lines]

    svg = drawn(rows, kind, width=width)

    height = float(svg.get("viewBox").split()[3])
    for rect in shapes(svg, "rect"):
        assert float(rect.get("height")) >= 0
        assert -0.1 <= float(rect.get("y")) <= height
        assert float(rect.get("y")) + float(rect.get("height")) <= height + 0.1


@pytest.mark.parametrize("rows", [
    [["", "收入（亿元）"], ["甲", "1,234.5"], ["乙", "−20"]],
    [["", "收入"], ["甲", "1,234.5亿元"], ["乙", "−20 亿元"]],
    [["", "收入（亿元）"], ["甲", "1，234.5亿元"], ["乙", "-20"]],
])  # fmt: skip
def test_a_unit_stands_in_the_head_or_behind_each_number(rows):
    assert words(drawn(rows, "bar")) == words(
        drawn([["", "收入（亿元）"], ["甲", "1,234.5"], ["乙", "-20"]], "bar")
    )
