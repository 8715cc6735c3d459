"""A line opens between Chinese characters and at spaces, nowhere else."""

import pytest

from editorial.typography import elastic_spans, is_elastic


@pytest.mark.parametrize(
    ("text", "elastic"),
    [
        ("数据要素", ["数据要素"]),
        ("到2028年底", ["到", "年底"]),
        ("Harbour Insight公司", [" ", "公司"]),
        ("报告——打造", ["报告", "打造"]),
        ("等等……。", ["等等", "。"]),
        ("“数”，", ["“数”，"]),
        ("abc", []),
    ],
)
def test_only_these_runs_open(text, elastic):
    assert [text[start:end] for start, end in elastic_spans(text)] == elastic


def test_a_digit_does_not_open_and_an_ideograph_does():
    assert not is_elastic("8")
    assert is_elastic("数")
