"""Titles: breaks, separators of joint issuers, and spaces that mean nothing."""

import pytest

from editorial.intake.titles import title_of


@pytest.mark.parametrize(
    ("parts", "listed", "title"),
    [
        (
            ["山海省算力与摆渡机器人事业 发展行动计划"],
            "山海省算力与摆渡机器人事业发展行动计划",
            "山海省算力与摆渡机器人事业\n发展行动计划",
        ),
        (
            ["山海省发展改革委 山海省数据局 关于加强建设的意见"],
            "山海省发展改革委 山海省数据局关于加强建设的意见",
            "山海省发展改革委 山海省数据局\n关于加强建设的意见",
        ),
        (
            ["山海省 AI 发展计划（2026 年）"],
            "山海省AI发展计划（2026年）",
            "山海省AI发展计划（2026年）",
        ),
        (
            ["山海省灯塔渡口网络修缮三年规划方案 (2026—2028年)"],
            "山海省灯塔渡口网络修缮三年规划方案(2026—2028年)",
            "山海省灯塔渡口网络修缮三年规划方案\n（2026—2028年）",
        ),
        (["数据流动规定 (试行)"], "数据流动规定 (试行)", "数据流动规定（试行）"),
        (["人工智能报告", "(2026 年)"], "人工智能报告(2026年)", "人工智能报告\n（2026年）"),
        (["Global Data 发布十大趋势"], "Global Data 发布十大趋势", "Global Data发布十大趋势"),
    ],
)
def test_the_contents_list_decides_what_a_space_means(parts, listed, title):
    assert title_of(tuple(parts), listed) == title


def test_without_a_contents_list_a_space_is_a_break():
    assert title_of(("山海省算力 行动计划",)) == "山海省算力\n行动计划"
