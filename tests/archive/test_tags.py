"""Filters of the archive's templates: what stays in one line, and what is escaped."""

import pytest
from django.utils.safestring import mark_safe

from editorial.archive.tags import held, pieces


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("行动计划（2023—2025年）", '行动计划（<span class="held">2023—2025年</span>）'),
        ("1—11月份运行情况", '<span class="held">1—11月</span>份运行情况'),
        ("从“算得出”——到“说得清”", "从“算得出”——到“说得清”"),
        ("甲<乙>2023—2025", '甲&lt;乙&gt;<span class="held">2023—2025</span>'),
    ],
)
def test_a_span_of_years_stays_in_one_line(title, shown):
    assert held(title) == shown


def test_marked_titles_keep_their_marks_and_others_are_escaped():
    assert held(mark_safe("<mark>数据</mark>")) == "<mark>数据</mark>"
    assert held("<mark>数据</mark>") == "&lt;mark&gt;数据&lt;/mark&gt;"


def test_the_lines_of_a_cover_are_not_cut_within_a_word():
    line = "云麓市AI及服务机器人产业集群高质量发展行动计划"

    assert "".join(pieces(line)) == line
    assert not any(piece.endswith("机") for piece in pieces(line))
