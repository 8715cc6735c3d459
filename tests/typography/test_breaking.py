"""Long titles break where the sense allows, into lines of even length."""

import pytest

from editorial.typography import TITLE_WIDTH, is_alone, title_lines, width


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("云麓市数据条例", ["云麓市数据条例"]),
        (
            "山海省水利和海洋厅关于加快灌区水量联网计量的指导意见",
            ["山海省水利和海洋厅", "关于加快灌区水量联网计量的指导意见"],
        ),
        (
            "青禾省冷链仓储设备联网改造与能耗监测三年行动方案（2026—2028年）",
            ["青禾省冷链仓储设备联网改造与能耗监测", "三年行动方案（2026—2028年）"],
        ),
        (
            "山海省数据局 山海省财政厅关于公共数据授权运营价格的通知",
            ["山海省数据局 山海省财政厅", "关于公共数据授权运营价格的通知"],
        ),
        (
            "东湾新区数据服务业发展观察报告——订单怎样来人才怎样留（2026年）",
            ["东湾新区数据服务业发展观察报告", "——订单怎样来人才怎样留（2026年）"],
        ),
    ],
)
def test_a_title_breaks_by_sense(title, lines):
    assert title_lines(title) == lines


def test_no_line_ends_within_a_word():
    lines = title_lines("关于推进县域数据服务网络建设的", measure=11.0)

    assert lines == ["关于推进县域数据", "服务网络建设的"]


def test_a_written_break_is_kept():
    assert title_lines("云麓市\n数据条例") == ["云麓市", "数据条例"]


def test_a_title_of_exactly_the_measure_stays_on_one_line():
    title = "数" * int(TITLE_WIDTH)

    assert title_lines(title) == [title]


def test_a_title_one_character_over_the_measure_takes_two_even_lines():
    lines = title_lines("数" * (int(TITLE_WIDTH) + 1))

    assert [width(line) for line in lines] == [12, 13]


def test_no_character_is_lost_and_no_line_is_too_wide():
    title = "关于进一步完善临江市城市群公共数据基础设施统一调度与普惠服务若干措施的补充通知" * 2

    lines = title_lines(title)

    assert "".join(lines) == title
    assert max(map(width, lines)) <= TITLE_WIDTH


def test_years_in_brackets_and_book_titles_are_not_torn():
    lines = title_lines("临江市贯彻落实《数据流通条例》促进流通交易三年行动计划（2026—2028年）")

    assert all(line.count("（") == line.count("）") for line in lines)
    assert all(line.count("《") == line.count("》") for line in lines)


def test_no_line_begins_with_what_closes_a_word_of_three():
    lines = title_lines("关于推进行业高质量数据集共建共用的十二条措施", measure=17.0)

    assert lines == ["关于推进行业高质量数据集", "共建共用的十二条措施"]


@pytest.mark.parametrize(("title", "lines"), [
    ("云麓市关于支持各类孵化器增强能力的通知", ["云麓市关于支持各类", "孵化器增强能力的通知"]),
    ("临江市医用服务机器人检测认证管理规定", ["临江市医用服务机器人", "检测认证管理规定"]),
])  # fmt: skip
def test_no_line_ends_within_a_longer_word(title, lines):
    assert title_lines(title, measure=14.0) == lines


@pytest.mark.parametrize(
    ("line", "alone"),
    [("据", True), ("据。", True), ("“据”。", True), ("数据", False), ("。", False), ("", False)],
)
def test_one_character_and_its_marks_are_alone(line, alone):
    assert is_alone(line) is alone


def test_what_is_far_too_long_for_a_title_fills_its_lines():
    assert title_lines("数据" * 108) == ["数据" * 12] * 9
    assert title_lines("a" * 3_000) == ["a" * 3_000]
