"""The tag tree: links told once, lists with bodies, tables that close, cells that name heads."""

import pytest

from editorial.models import Edition
from tests.cast import make_article
from tests.typesetting import operators, structure
from tests.typesetting.conftest import set_pages

HEAD = (
    '<thead><tr><th rowspan="2">类别</th><th colspan="2">目标</th></tr>'
    "<tr><th>2026年</th><th>2027年</th></tr></thead>"
)


def tree_of(issue, body: str):
    make_article(issue, body=body)
    return operators.opened(set_pages(issue, Edition.Kind.WEB))


def rows_of(table) -> list[list]:
    """The cells of each row, row by row."""
    rows = [each for each in structure._below(table) if each["/S"] == "/TR"]
    return [[kid.get_object() for kid in row["/K"]] for row in rows]


def tables(pdf) -> list[list[list]]:
    """The tables of the body; those of the front have no head."""
    found = [each for each in structure.elements(pdf) if each["/S"] == "/Table"]
    return [rows_of(each) for each in found if _has_head(each)]


def _has_head(table) -> bool:
    return any(kid.get_object()["/S"] == "/THead" for kid in table["/K"])


def headers(cell, rows) -> list[str]:
    """The places, row and column in the row, of the headers a cell names."""
    ids = {cell["/ID"]: f"{y}.{x}" for y, row in enumerate(rows) for x, cell in enumerate(row)
           if "/ID" in cell}  # fmt: skip
    return [ids[each] for each in cell["/A"]["/Headers"]]


def test_a_cell_stands_under_all_heads_above_it_and_beside_the_one_at_its_left(issue):
    row = '<tr><th rowspan="2">设施</th><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>'

    (rows,) = tables(tree_of(issue, f"<table>{HEAD}<tbody>{row}</tbody></table>"))

    assert [headers(cell, rows) for cell in rows[2][1:]] == [["0.1", "1.0", "2.0"],
                                                             ["0.1", "1.1", "2.0"]]  # fmt: skip
    assert [headers(cell, rows) for cell in rows[3]] == [["0.1", "1.0", "2.0"],
                                                         ["0.1", "1.1", "2.0"]]  # fmt: skip
    assert [cell["/A"]["/Scope"] for cell in rows[0]] == ["/Column", "/Column"]
    assert rows[2][0]["/A"]["/Scope"] == "/Row"


def test_a_table_that_goes_over_to_the_next_page_closes_on_both(issue):
    many = "".join(f"<tr><td>{n}</td><td>{n}</td></tr>" for n in range(39))
    body = f'<tr><td rowspan="40">设施</td><td>1</td><td>2</td></tr>{many}'

    first, second = tables(tree_of(issue, f"<table>{HEAD}<tbody>{body}</tbody></table>"))

    assert 0 < len(first) - 2 < 40
    assert len(first) + len(second) == 40 + 2 * 2
    assert set(widths(first)) == set(widths(second)) == {3}


def widths(rows) -> list[int]:
    """How many columns each row covers, with what reaches down from rows above."""
    covered = [0] * (len(rows) + 40)
    for y, row in enumerate(rows):
        for cell in row:
            about = cell["/A"]
            for down in range(about.get("/RowSpan", 1)):
                covered[y + down] += about.get("/ColSpan", 1)
    assert not any(covered[len(rows) :])
    return covered[: len(rows)]


def test_a_row_that_lacks_a_cell_gets_an_empty_one(issue):
    body = "<tr><td>甲</td><td>1</td><td>2</td></tr><tr><td>乙</td></tr>"

    (rows,) = tables(tree_of(issue, f"<table>{HEAD}<tbody>{body}</tbody></table>"))

    assert [len(row) for row in rows[2:]] == [3, 3]
    assert headers(rows[3][2], rows) == ["0.1", "1.1"]


@pytest.mark.parametrize("body", [
    "<ul><li>甲</li><li><p>成段</p><p>又一段</p></li></ul>",
    "<ol><li>甲<ul><li>甲一</li></ul></li><li>乙</li></ol>",
])  # fmt: skip
def test_an_item_of_a_list_has_a_label_and_a_body_and_nothing_else(issue, body):
    items = [each for each in structure.elements(tree_of(issue, body)) if each["/S"] == "/LI"]

    roles = {kid.get_object()["/S"] for item in items for kid in item["/K"]}
    assert roles == {"/Lbl", "/LBody"}


def test_a_link_is_told_once_however_many_boxes_it_has(issue):
    contents = tree_of(issue, "<p>文。</p>").pages[3]

    links = structure.annotations_of(contents)
    assert len(links) == 1
    assert links[0]["/Dest"].startswith("article-")


def test_nothing_in_the_tree_is_empty_but_cells(issue):
    pdf = tree_of(issue, "<p>文<strong></strong>。</p><p></p><ul><li></li></ul>")

    assert [each["/S"] for each in structure.elements(pdf) if not each.get("/K")] == []


def test_levels_of_headings_are_closed_up(issue):
    body = "<h3>（一）甲</h3><h5>（1）乙</h5><h3>（二）丙</h3><h2>一、丁</h2><h4>1.戊</h4>"

    levels = structure.heading_levels(tree_of(issue, body))

    contents, article, back = [1], [1, 2, 3, 2, 2, 3], [2]
    assert levels == contents + article + back
