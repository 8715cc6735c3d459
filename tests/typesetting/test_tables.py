"""Table rows take whole lines, heads are repeated, and no row stands alone at a page's turn."""

import pytest

from tests.cast import make_article
from tests.typesetting.conftest import set_pages
from tests.typesetting.pages import TOP, lines_of, off_grid

HEAD = "<thead><tr><th>指标</th><th>值</th></tr></thead>"


def table(rows: int, words: str = "接入点（个）") -> str:
    row = f"<tr><td>{words}</td><td>46</td></tr>"
    return f"<table>{HEAD}<tbody>{row * rows}</tbody></table>"


def pages_of(issue, body: str):
    make_article(issue, title="云麓市数据条例", body=body)
    return [page for page in set_pages(issue).document.pages[4:] if lines_of(page)]


@pytest.mark.parametrize(
    ("words", "high"),
    [("接入点", 25), ("接入点的覆盖率" * 8, 50), ("接入点的覆盖率" * 15, 50)],
)
def test_a_row_takes_whole_lines_however_many_its_cells_hold(issue, words, high):
    lines = lines_of(pages_of(issue, table(3, words) + "<p>文。</p>")[0])

    after = next(line for line in lines if line.text == "文。")

    assert off_grid(after) == pytest.approx(0, abs=0.1)
    assert after.y - TOP == pytest.approx(100 + 25 + 3 * high, abs=0.1)


def test_heads_are_repeated_overleaf_and_the_text_below_is_on_the_grid(issue):
    second = pages_of(issue, table(26) + "<p>文。</p>")[1]

    after = next(line for line in lines_of(second) if line.text == "文。")

    assert [line.text for line in lines_of(second)][:3] == ["（续表）", "指标", "值"]
    assert off_grid(after) == pytest.approx(0, abs=0.1)


def test_two_rows_at_least_go_overleaf(issue):
    rows = [line for line in lines_of(pages_of(issue, table(23))[1]) if line.text == "46"]

    assert len(rows) == 2


def test_the_line_between_a_table_and_a_heading_is_not_set_at_the_head_of_a_page(issue):
    # The opening takes 4 lines, the table 6: two are left, for the blank and the heading alone.
    body = "<p>文。</p>" * 15 + table(5) + "<h2>二、目标</h2><p>文。</p><p>文。</p>"

    first, second, *_ = pages_of(issue, body)

    assert lines_of(first)[-1].text == "46"
    assert (lines_of(second)[0].text, lines_of(second)[0].y) == (
        "二、目标",
        pytest.approx(TOP, abs=9),
    )


def test_a_line_stands_between_a_table_and_a_heading_below_it(issue):
    page = lines_of(pages_of(issue, table(2) + "<h2>二、目标</h2><p>文。</p>")[0])

    heading = next(line for line in page if line.text == "二、目标")

    assert off_grid(heading) == pytest.approx(0, abs=0.2)
    assert heading.y - TOP == pytest.approx(100 + 3 * 25 + 25, abs=9)
