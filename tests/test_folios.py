"""Printed page numbers in a body: exactly where the page opens, whatever stands there."""

import lxml.html
import pytest

from editorial.display import Setting, shown

ROWS = "".join(f"<tr><td>{n}</td><td>任务</td></tr>" for n in range(1, 4))


def marked(html, *openings):
    body = shown(html, Setting(openings=((11, 1, 0), *openings)))
    return lxml.html.fragment_fromstring(body, create_parent="div")


def after(tree, folio: int = 12) -> str:
    """The words that follow the mark in its element."""
    [mark] = tree.xpath(f".//*[@id='page-{folio}']")
    return (mark.tail or "").strip()


@pytest.mark.parametrize(
    ("html", "opening", "words"),
    [
        ("<p>一二三四</p><p>五六</p>", (12, 2, 0), "五六"),
        ("<p>一二三四</p>", (12, 1, 2), "三四"),
        ("<p>一 二\n三四</p>", (12, 1, 2), "三四"),
        ("<p>一<strong>二三</strong>四五</p>", (12, 1, 2), "三"),
        ("<p>一<strong>二三</strong>四五</p>", (12, 1, 4), "五"),
        ("<p>一<strong>二三</strong>四五</p>", (12, 1, 3), "四五"),
        ("<ul><li>一二</li><li>三四</li></ul>", (12, 1, 2), "三四"),
        ("<p>一</p><ol><li>二</li></ol>", (12, 2, 0), "二"),
        ("<p>一</p><h2>二、三</h2>", (12, 2, 0), "二、三"),
        ("<p>一二</p>", (12, 1, 99), ""),
        (f"<table>{ROWS}</table>", (12, 1, 2), "3"),
        (f"<table><thead><tr><th>号</th></tr></thead>{ROWS}</table>", (12, 1, 1), "2"),
    ],
)
def test_the_mark_stands_before_the_first_words_of_the_page(html, opening, words):
    assert after(marked(html, opening)) == words


def test_a_mark_says_its_page_and_adds_no_words():
    tree = marked("<p>一二三四</p>", (12, 1, 2))

    [mark] = tree.xpath(".//span")
    assert dict(mark.attrib) == {
        "id": "page-12",
        "role": "doc-pagebreak",
        "class": "page-mark",
        "aria-label": "第12页",
        "data-folio": "12",
    }
    assert tree.text_content() == "一二三四"


def test_a_figure_is_marked_before_its_drawing():
    chart = (
        '<figure class="chart" data-chart="bar"><table><thead><tr><th>年</th><th>值</th></tr>'
        "</thead><tbody><tr><td>甲</td><td>1</td></tr></tbody></table></figure>"
    )

    figure = marked(f"<p>一</p>{chart}", (12, 2, 0)).find("figure")

    assert "page-mark" in figure.xpath("*/@class")
    assert figure.xpath("details//*[@id='page-12']") == []


def test_paragraphs_know_the_page_on_which_they_begin():
    tree = marked("<p>一二</p><h2>三</h2><p>四五</p><p>六</p>", (12, 3, 1), (13, 4, 0))

    assert tree.xpath("p/@data-page") == ["11", "11", "13"]


def test_a_page_of_blocks_that_are_gone_is_left_out():
    tree = marked("<p>一二</p>", (12, 7, 0))

    assert tree.xpath(".//span") == []


def test_a_body_without_an_edition_has_no_marks():
    assert "page" not in shown("<p>一二</p>", Setting())
