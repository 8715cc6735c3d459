"""Typed spaces between Chinese and Latin go; those between Latin words stay."""

import pytest

from editorial.typography import close_borders


@pytest.mark.parametrize(
    ("written", "set_"),
    [
        ("重庆市 AI 及服务", "重庆市AI及服务"),
        ("到 2028 年底", "到2028年底"),
        ("1. 布局接入点", "1.布局接入点"),
        ("达到 65% 以上", "达到65%以上"),
        ("Harbour Insight 公司", "Harbour Insight公司"),
        ("数据局 财政厅", "数据局 财政厅"),
        ("3.5 million users", "3.5 million users"),
    ],
)
def test_border_spaces(written, set_):
    assert close_borders(written) == set_
