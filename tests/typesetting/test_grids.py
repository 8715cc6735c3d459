"""Figures stand one under the other; a table of many columns gets small type or a page."""

import pytest

from tests.cast import make_article
from tests.typesetting.conftest import set_pages
from tests.typesetting.pages import lines_of


def pages_of(issue, body: str):
    make_article(issue, title="云麓市数据条例", body=body)
    return [page for page in set_pages(issue).document.pages[4:-1] if lines_of(page)]


def table(columns: int, rows: int = 3, cell: str = "1") -> str:
    head = "".join(f"<th>列{n}</th>" for n in range(columns))
    row = f"<tr>{f'<td>{cell}</td>' * columns}</tr>"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{row * rows}</tbody></table>"


def numbers(page) -> dict:
    return {line.text: line for line in lines_of(page) if line.text[0].isdigit()}


def test_figures_stand_with_their_points_one_under_the_other(issue):
    rows = "".join(f"<tr><td>{n}</td></tr>" for n in ("1846", "31.5", "9.25", "—"))

    found = numbers(pages_of(issue, f"<table><tbody>{rows}</tbody></table>")[0])

    digit = 0.555 * 9  # pt
    assert found["31.5"].x - found["1846"].x == pytest.approx(2 * digit, abs=0.1)
    assert found["9.25"].x - found["31.5"].x == pytest.approx(digit, abs=0.1)


def test_a_column_with_words_is_left_centred(issue):
    rows = "".join(f"<tr><td>{n}</td></tr>" for n in ("1846", "31.5", "约三成"))

    found = numbers(pages_of(issue, f"<table><tbody>{rows}</tbody></table>")[0])

    middles = {round(line.x + line.width / 2) for line in found.values()}
    assert len(middles) == 1


def test_a_table_of_nine_columns_is_set_small(issue):
    eight = numbers(pages_of(issue, table(8))[0])["1"]

    issue.articles.all().delete()
    nine = numbers(pages_of(issue, table(9))[0])["1"]

    assert (round(eight.width / 0.555, 1), round(nine.width / 0.555, 1)) == (9.0, 8.0)


def test_a_table_of_fifteen_columns_stands_across_a_page_of_its_own(issue):
    first, turned, last = pages_of(issue, f"<p>前。</p>{table(15)}<h2>二、后</h2>")

    thing = next(each for each in turned.places.things if each.tag == "table")
    assert [line.text for line in lines_of(first)][-1] == "前。"
    assert next(line.text for line in lines_of(last)) == "二、后"
    assert (round(thing.height), round(thing.width)) == (675, 101)


def test_a_table_too_wide_for_its_page_is_turned_whatever_its_columns(issue):
    words = "".join(f"<td>Interoperability{n}Framework</td>" for n in range(6))

    pages = pages_of(issue, f"<p>前。</p><table><tbody><tr>{words}</tr></tbody></table>")

    thing = next(each for page in pages for each in page.places.things if each.tag == "table")
    assert thing.height > thing.width
    assert round(thing.height) == 675


def test_a_turned_table_goes_on_across_the_next_page(issue):
    pages = pages_of(issue, table(15, rows=30))

    told = [[line.text for line in lines_of(page)].count("1") for page in pages]
    assert sum(told) == 15 * 30
    assert [each for each in told if each] == [15 * 17, 15 * 13]
    assert "（续表）" in [line.text for line in lines_of(pages[2])]


def test_text_goes_on_before_a_turned_table(issue):
    first, turned = pages_of(issue, f"<p>前。</p>{table(15)}<p>后。</p>")[:2]

    assert [line.text for line in lines_of(first)][-2:] == ["前。", "后。"]
    assert any(each.tag == "table" for each in turned.places.things)


def test_short_labels_of_rows_and_units_of_heads_are_not_broken(issue):
    head = "".join(f"<th>{n}月（亿元）</th>" for n in range(1, 17))
    cells = "<td>1357.9</td>" * 16
    rows = f"<tr><th>临江市</th>{cells}</tr>" * 3
    body = f"<table><thead><tr><th>地区</th>{head}</tr></thead><tbody>{rows}</tbody></table>"

    turned = next(page for page in pages_of(issue, body) if page.places.things)

    told = [line.text for line in lines_of(turned)]
    assert (told.count("临江市"), told.count("（亿元）")) == (3, 16)
