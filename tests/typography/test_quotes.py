"""A line may break outside quotation marks, never inside them."""

import itertools

import pytest

from editorial.typography import breaks_at_quotes


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("依托“原始”数据", ["依托", "“原始”", "数据"]),
        ("“晋升”（五成）、“排班”", ["“晋升”", "（五成）、", "“排班”"]),
        ("“一”“二”，", ["“一”", "“二”，"]),
        ("说：“‘好。’”他", ["说：", "“‘好。’”", "他"]),
        ("“AI”人", ["“AI”", "人"]),
        ("users’权", ["users’权"]),
        ("（“甲”）", ["（“甲”）"]),
    ],
)
def test_lines_may_break_outside_quotation_marks(text, pieces):
    edges = [0, *sorted(breaks_at_quotes(text)), len(text)]

    assert [text[a:b] for a, b in itertools.pairwise(edges)] == pieces
