"""Charts come with their data, SmartArt with its words; what cannot be had is said."""

import pytest

from editorial import drawing
from editorial.intake import propose
from editorial.intake.word.charts import chart_lines
from editorial.intake.word.package import _parsed
from tests.intake.samples import PROSE
from tests.intake.word.builder import cell, p, part, row, table
from tests.intake.word.builder import drawing as drawn
from tests.intake.word.everything import chart, chart_here
from tests.intake.word.samples import NAME, body_of, doubts_of, issue, lines_of

FIGURE = (p(PROSE), p(chart_here()), p("图1 近三年算力规模"), p(PROSE))
SERIES = (
    "<c:ser><c:tx><c:v>{}</c:v></c:tx>"
    "<c:cat><c:strLit>{}</c:strLit></c:cat><c:val><c:numLit>{}</c:numLit></c:val></c:ser>"
)


def points(*values) -> str:
    return "".join(
        f'<c:pt idx="{at}"><c:v>{value}</c:v></c:pt>'
        for at, value in enumerate(values)
        if value is not None
    )


def plot(kind: str, *series: str) -> str:
    return f"<c:{kind}Chart>{''.join(series)}</c:{kind}Chart>"


def series(name: str, *values, code: str = "", labels=("甲", "乙")) -> str:
    head = f"<c:formatCode>{code}</c:formatCode>" if code else ""
    return SERIES.format(name, points(*labels), head + points(*values))


def lines(*plots: str, title: str = "") -> tuple[list[str], bool]:
    named = f"<c:title><a:t>{title}</a:t></c:title>" if title else ""
    inner = f"<c:chart>{named}<c:plotArea>{''.join(plots)}</c:plotArea></c:chart>"
    return chart_lines(_parsed(part("x", inner).encode()))


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_a_chart_and_the_caption_below_it_make_one_figure_with_its_data(kind):
    more = {"parts": {"chart": chart(kind)}}

    assert (
        f'<figure class="chart" data-chart="{kind}"><table><thead><tr><th></th><th>算力</th>'
        "<th>存力</th></tr></thead><tbody><tr><td>2023年</td><td>60</td><td>40</td></tr>"
        "<tr><td>2024年</td><td>90</td><td>60</td></tr>"
        "<tr><td>2025年</td><td>120</td><td>80.5</td></tr></tbody></table>"
        "<figcaption>图1 近三年算力规模</figcaption></figure>"
    ) in body_of(*FIGURE, **more)
    assert doubts_of(*FIGURE, kind="picture", **more) == []
    assert propose(issue(*FIGURE, **more), NAME).accounting.missing == 0


def test_a_chart_without_a_caption_is_a_figure_as_well():
    body = body_of(p(PROSE), p(chart_here()), p(PROSE), parts={"chart": chart()})

    assert '<figure class="chart" data-chart="bar"><table>' in body
    assert "</table></figure>" in body


def test_a_chart_beside_a_table_is_not_mixed_with_it():
    rows = table(row(cell("甲"), cell("乙")))

    body = body_of(p(PROSE), rows, p(chart_here()), rows, parts={"chart": chart()})

    assert body.count("<table>") == 3


def test_bars_with_one_line_are_combined_the_line_last():
    rows, is_drawn = lines(plot("line", series("增速", 0.125, 0.2, code="0.0%")),
                           plot("bar", series("规模", 10, 20)))  # fmt: skip

    assert rows == [
        "|  | 规模 | 增速 |",
        "|--combined--|---|---|",
        "| 甲 | 10 | 12.5% |",
        "| 乙 | 20 | 20.0% |",
    ]
    assert is_drawn
    cells = [[each.strip() for each in row.strip("|").split("|")] for row in rows]
    assert drawing.chart([cells[0], *cells[2:]], "combined").startswith("<svg")


def test_its_title_stands_in_the_corner_of_the_data():
    assert lines(plot("pie", series("份额", 1, 2)), title="各地份额")[0][0] == "| 各地份额 | 份额 |"


def test_a_missing_point_is_an_empty_cell():
    rows, _ = lines(plot("line", series("甲省", 1, None), series("乙省", None, 2)))

    assert rows[2:] == ["| 甲 | 1 |  |", "| 乙 |  | 2 |"]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("0.1", "General", "0.1"),
        ("0.30000000000000004", "", "0.3"),
        ("1234567", "#,##0", "1234567"),
        ("45292", 'yyyy"年"m"月"', "2024年1月"),
        ("1e400", "", "1e400"),
        ("约三成", "", "约三成"),
    ],
)
def test_numbers_are_written_as_word_shows_them(value, code, shown):
    assert lines(plot("bar", series("数", value, 1, code=code)))[0][2] == f"| 甲 | {shown} |"


@pytest.mark.parametrize(
    "plots",
    [
        [plot("bar", *(series(f"第{n}列", 1, 2) for n in range(7)))],
        [plot("bar", series("甲", 1, 2)), plot("line", series("乙", 1, 2), series("丙", 1, 2))],
        [plot("pie", series("甲", 1, 2), series("乙", 1, 2))],
    ],
)
def test_what_the_press_cannot_draw_is_kept_as_a_table(plots):
    rows, is_drawn = lines(*plots)

    assert rows[1].startswith("|---|---|")
    assert not is_drawn


@pytest.mark.parametrize("kind", ["scatter", "radar", "bubble"])
def test_a_plot_that_is_no_table_is_not_taken(kind):
    assert lines(plot(kind, series("甲", 1, 2))) == ([], False)


def test_a_chart_whose_numbers_are_not_there_is_doubted():
    assert doubts_of(p(PROSE), p(chart_here()), p(PROSE), kind="picture")[0].endswith(
        "处有一张 Word 图表，没能带过来，请在正文中补上图片或图表数据。"
    )


def test_a_chart_in_a_cell_is_doubted():
    grid = table(row(cell("甲"), cell(p(chart_here()))), row(cell("乙"), cell("丙")))

    assert len(doubts_of(p(PROSE), grid, kind="picture", parts={"chart": chart()})) == 1


def test_the_words_of_a_diagram_are_kept_and_doubted():
    diagram = part("data", "".join(
        f'<dgm:pt type="{kind}"><a:t>{text}</a:t></dgm:pt>'
        for kind, text in (("doc", ""), ("node", "采集"), ("sibTrans", "箭头"), ("node", "流通"))
    ))  # fmt: skip
    here = drawn('<dgm:relIds r:dm="diagram"/>', "diagram")

    assert lines_of(p("甲", here), parts={"diagram": diagram}) == ["甲", "采集", "流通"]
    assert len(doubts_of(p(PROSE), p(PROSE, here), kind="picture", parts={"diagram": diagram})) == 1
