"""Tables that a text holds as HTML: rows of a table, every character accounted for."""

import pytest

from editorial.intake import propose
from editorial.intake.web_tables import ROW_END, without_web_tables
from tests.intake.samples import article, manuscript

ON_ONE_LINE = (
    '<table border="1"><thead><tr><th rowspan="2">地区</th><th colspan="2">收入</th></tr>'
    "<tr><th>亿元</th><th>增速</th></tr></thead><tr><td>东部&amp;沿海</td><td>1</td><td>A|B</td></tr>"
    "</table>"
)
ON_MANY_LINES = "<TABLE>\n<tr>\n<td>灯塔</td>\n<td>12</td>\n</tr>\n</TABLE>"


def rows(text: str) -> list[str]:
    return without_web_tables(text)[0].split(ROW_END)


def test_cells_over_several_rows_and_columns_say_where_they_go_on():
    assert rows(ON_ONE_LINE) == [
        "| 地区 | 收入 |<<|",
        "|^^| 亿元 | 增速 |",
        "|--|--|--|",
        "| 东部&沿海 | 1 | A｜B |",
    ]


def test_the_lines_below_keep_their_numbers():
    text, left = without_web_tables(f"前\n{ON_MANY_LINES}\n后")

    assert text.split("\n") == ["前", "| 灯塔 | 12 |", "", "", "", "", "", "后"]
    assert [(each.line, each.reason) for each in left] == [(2, "网页表格的标记")]


@pytest.mark.parametrize("table", [ON_ONE_LINE, ON_MANY_LINES])
def test_what_is_left_and_what_was_saved_is_what_came(table):
    text, left = without_web_tables(table)

    assert len(text) + sum(each.characters for each in left) == len(table)


@pytest.mark.parametrize(
    "text",
    [
        "正文中的<table><tr><td>甲</td></tr></table>",
        "<table><tr><td>没有关上",
        "<table></table>",
        f"<table><tr>{'<td>甲</td>' * 61}</tr></table>",
    ],
)
def test_what_is_no_table_of_its_own_stays_as_it_is(text):
    assert without_web_tables(text) == (text, ())


def test_a_table_of_an_article_is_stored_as_one():
    text = manuscript(article(body=f"一、支持方向\n{ON_ONE_LINE}\n二、申报条件\n各县按期申报。"))

    proposal = propose(text.encode(), "来稿.md")

    assert proposal.articles[0].body_html == (
        "<h2>一、支持方向</h2>\n"
        '<table><thead><tr><th rowspan="2">地区</th><th colspan="2">收入</th></tr>'
        "<tr><th>亿元</th><th>增速</th></tr></thead>"
        "<tbody><tr><td>东部&amp;沿海</td><td>1</td><td>A｜B</td></tr></tbody></table>\n"
        "<h2>二、申报条件</h2>\n<p>各县按期申报。</p>"
    )
    assert proposal.accounting.missing == 0
