"""Notes at the foot of their page, tables that go on overleaf, text in the room before a figure."""

import random
import re

import pytest

from editorial.typesetting.places import FOOTNOTE
from tests.cast import make_article
from tests.typesetting.conftest import set_pages
from tests.typesetting.pages import LINE, TOP, lines_of

CHART = (
    '<figure class="chart" data-chart="bar"><table>'
    "<thead><tr><th>季度</th><th>收入</th></tr></thead>"
    "<tbody><tr><td>一季度</td><td>5</td></tr><tr><td>二季度</td><td>7</td></tr></tbody></table>"
    "<figcaption>图1 收入</figcaption></figure>"
)
FOOT = TOP + 27 * LINE


def call(number: int) -> str:
    return (
        f'<sup class="footnote-ref"><a href="#fn-{number}" id="fnref-{number}">{number}</a></sup>'
    )


def notes(*words: str) -> str:
    items = "".join(f'<li id="fn-{n}">{each}</li>' for n, each in enumerate(words, 1))
    return f'<section class="footnotes"><ol>{items}</ol></section>'


def pages_of(issue, body: str):
    make_article(issue, title="云麓市数据条例", body=body)
    """The pages of the article: after cover and contents, before the back matter."""
    return [page for page in set_pages(issue).document.pages[4:-1] if lines_of(page)]


def words_of(page) -> list[str]:
    return [line.text for line in lines_of(page)]


def test_a_note_stands_at_the_foot_of_the_page_that_calls_it(issue):
    body = f"<p>据统计{call(1)}，增长。</p>" + "<p>文。</p>" * 30 + notes("口径见年鉴。")

    first, second = pages_of(issue, body)

    note = next(line for line in lines_of(first) if "口径" in line.text)
    assert (note.text, round(FOOT - note.y - note.height)) == ("1口径见年鉴。", 0)
    assert [line for line in words_of(second) if "口径" in line] == []


def test_the_text_above_a_note_ends_on_the_grid(issue):
    body = f"<p>据统计{call(1)}，增长。</p>" + "<p>文。</p>" * 30 + notes("口径。" * 30)

    first = pages_of(issue, body)[0]

    # Two lines of 15 pt and the rule above them take two lines of the grid.
    assert round(max(line.y for line in lines_of(first) if line.text == "文。")) == TOP + 24 * LINE


def test_a_note_of_one_line_takes_one_line_of_the_page(issue):
    body = f"<p>据统计{call(1)}，增长。</p>" + "<p>文。</p>" * 30 + notes("口径见年鉴。")

    first = pages_of(issue, body)[0]

    assert round(max(line.y for line in lines_of(first) if line.text == "文。")) == TOP + 25 * LINE


def test_a_note_that_nothing_calls_ends_the_article(issue):
    page = pages_of(issue, "<p>文。</p>" + notes("口径。"))[0]

    assert words_of(page)[-1] == "口径。"


def test_a_note_too_long_for_a_page_ends_the_article(issue):
    pages = pages_of(issue, f"<p>文{call(1)}。</p>" + notes("口径见年鉴。" * 300))

    assert len(pages) == 2
    assert words_of(pages[0])[1].startswith("文1")


def random_body(seed: int) -> tuple[str, int]:
    """Headings, figures and paragraphs with calls at any place."""
    dice, parts, told = random.Random(seed), [], []
    for n in range(40):
        kind = dice.random()
        if kind < 0.3:
            parts.append(f"<h2>标题{n}</h2>")
        elif kind < 0.35:
            parts.append(CHART)
        else:
            words = "数据" * dice.randint(3, 120)
            if dice.random() < 0.4:
                told.append("〔注〕" + "注文" * dice.randint(5, 60))
                place = dice.randint(0, len(words))
                words = words[:place] + call(len(told)) + words[place:]
            parts.append(f"<p>{words}</p>")
    return "".join(parts) + notes(*told), len(told)


@pytest.mark.parametrize("seed", [1, 9])
def test_every_note_is_printed_once_on_the_page_of_its_call(issue, seed):
    body, count = random_body(seed)

    pages = pages_of(issue, body)

    called, told = {}, {}
    for number, page in enumerate(pages):
        for line in lines_of(page):
            if line.tag == FOOTNOTE and (found := re.match(r"(\d+)〔", line.text)):
                told.setdefault(int(found[1]), []).append(number)
            elif line.tag == "p" and (found := re.search(r"\d+", line.text)):
                called.setdefault(int(found[0]), []).append(number)
    assert told == {n: called[n] for n in range(1, count + 1)}
    assert all(len(places) == 1 for places in told.values())


def table(rows: str) -> str:
    head = "<thead><tr><th>类别</th><th>指标</th><th>值</th></tr></thead>"
    return f"<table><caption>表1 指标</caption>{head}<tbody>{rows}</tbody></table>"


def test_a_table_that_goes_on_says_so_with_its_heads_and_the_label_of_its_rows(issue):
    rows = '<tr><td rowspan="30">应用</td><td>场景</td><td>1</td></tr>'
    rows += "<tr><td>场景</td><td>1</td></tr>" * 29

    second = pages_of(issue, table(rows))[1]

    assert words_of(second)[:4] == ["表1　指标（续表）", "类别", "指标", "值"]
    assert "应用" in words_of(second)


def test_labels_in_a_middle_column_are_said_again_in_their_column(issue):
    rows = '<tr><td>甲</td><td rowspan="30">跨</td><td>1</td></tr>'
    rows += "<tr><td>甲</td><td>1</td></tr>" * 29

    second = pages_of(issue, table(rows))[1]

    across = sorted(line.x for line in lines_of(second) if line.text in "甲跨1")
    label = next(line.x for line in lines_of(second) if line.text == "跨")
    assert across[0] < label < across[-1]


def test_a_label_does_not_stay_behind_with_one_of_its_rows(issue):
    rows = "<tr><td>甲</td><td>场景</td><td>1</td></tr>" * 20
    rows += '<tr><td rowspan="6">乙</td><td>场景</td><td>2</td></tr>'
    rows += "<tr><td>场景</td><td>2</td></tr>" * 5

    first = pages_of(issue, table(rows))[0]

    assert "乙" not in words_of(first)


def test_text_after_a_figure_fills_the_page_that_it_does_not_fit(issue):
    body = "<p>前。</p>" * 18 + CHART + "<p>后一。</p><p>后二。</p>" + "<p>后三。</p>" * 6

    first, second = pages_of(issue, body)

    assert words_of(first)[-5:] == ["后一。", "后二。", "后三。", "后三。", "后三。"]
    assert words_of(second)[0] == "图1　收入"


def test_no_figure_passes_a_heading_for_a_small_hole(issue):
    body = "<p>前。</p>" * 21 + CHART + "<h2>二、展望</h2>" + "<p>后。</p>" * 8

    second = pages_of(issue, body)[1]

    assert words_of(second)[:2] == ["图1　收入", "二、展望"]


def test_a_heading_with_two_lines_below_it_fills_a_wide_hole(issue):
    body = "<p>前。</p>" * 18 + CHART + "<h2>二、展望</h2>" + "<p>后。</p>" * 8

    first, second = pages_of(issue, body)

    assert words_of(first)[-5:] == ["二、展望", "后。", "后。", "后。", "后。"]
    assert words_of(second)[0] == "图1　收入"


def test_figures_in_a_row_go_together_in_their_order(issue):
    second_chart = CHART.replace("图1", "图2")
    body = "<p>前。</p>" * 18 + CHART + second_chart + "<p>后。</p>" * 8

    first, second = pages_of(issue, body)

    assert words_of(first)[-5:] == ["后。"] * 5
    assert words_of(second)[:2] == ["图1　收入", "图2　收入"]


TABLE = (
    "<table><caption>表1 指标</caption><thead><tr><th>指标</th><th>值</th></tr></thead>"
    "<tbody><tr><td>甲</td><td>1</td></tr><tr><td>乙</td><td>2</td></tr></tbody></table>"
)


def test_a_figure_and_its_table_go_together_with_the_note_below_them(issue):
    body = (
        "<p>前。</p>" * 18 + CHART + TABLE + '<p class="note">（注：略。）</p>' + "<p>后。</p>" * 8
    )

    first, second = pages_of(issue, body)

    assert words_of(first)[-5:] == ["后。"] * 5
    # fmt: off
    assert words_of(second)[:10] == [
        "图1　收入", "表1　指标", "指标", "值", "甲", "1", "乙", "2", "（注：略。）", "后。",
    ]
    # fmt: on


def test_text_after_a_table_fills_the_page_that_its_first_rows_do_not_fit(issue):
    body = "<p>前。</p>" * 20 + TABLE + "<p>后。</p>" * 8

    first, second = pages_of(issue, body)

    assert words_of(first)[-4:] == ["前。", "后。", "后。", "后。"]
    assert words_of(second)[:3] == ["表1　指标", "指标", "值"]


def test_a_table_that_was_moved_has_a_line_below_it_only_before_a_heading(issue):
    body = "<p>前。</p>" * 20 + TABLE + "<h2>二、展望</h2>" + "<p>后。</p>" * 8

    first, second = pages_of(issue, body)

    assert words_of(first)[-3:] == ["二、展望", "后。", "后。"]
    last_row, below = [line.y for line in lines_of(second) if line.text in ("2", "后。")][:2]
    assert below - last_row < 1.5 * LINE


def test_a_table_has_a_line_below_it_where_a_figure_left_it_before_a_heading(issue):
    body = "<p>前。</p>" * 15 + TABLE + CHART + "<h2>二、展望</h2>" + "<p>后。</p>" * 8

    first = pages_of(issue, body)[0]

    last_row, heading = [line.y for line in lines_of(first) if line.text in ("2", "二、展望")]
    assert round((heading - last_row) / LINE) == 2
