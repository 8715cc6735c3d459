"""Figures and tables that leave a page half empty: the text after them goes before them.

A figure is never cut, nor the first rows of a table, so that they may open the next page and leave
a hole on this one, and so does a table that stands across its page. Then the paragraphs that
follow, as many as fill the hole, are set first. Figures and tables that stand together stay so, in
their order, with the note below them; they pass no others. A heading they pass where else a hole
would stay that everybody sees, and only with text below it.
"""

import math
from functools import partial

from editorial.typesetting.grids import space_below

HOLE = 2.0  # lines of the grid: fewer are let be
WIDE_HOLE = 3.0  # lines, a heading and two below it: for fewer no figure passes a heading
BELOW_HEADING = 2  # lines of text, at least
AT_TOP = 0.5  # lines: what begins above stands at the head of its page
BODY = '//div[@class="body"]'
WHOLE = (
    f'{BODY}/figure[@data-n][not(@class="qr")] | {BODY}/div[@class="turned"]'
    f' | {BODY}/table[@data-n][not(contains(@class, "continued"))]'
)
HEADINGS = ("h2", "h3", "h4", "h5")
TEXT = (None, "", "dash")  # classes of paragraphs that may go first


def mend(copy, sheets):
    """(page, rank, change) of the first figure that should come later."""
    for figure in copy.tree.xpath(WHOLE):
        page = sheets.first_page(_number(figure))
        if not page or sheets.pieces[_number(figure)][0].top > AT_TOP:
            continue
        hole = sheets.rooms[page - 1] - sheets.ends[page - 1]
        figures = _in_a_row(figure)
        after = _fillers(figures[-1], sheets, hole) if hole >= HOLE else []
        if after and sheets.ends[page - 1]:
            return page - 1, 2, partial(_put_after, figures, after[-1])
    return None


def _number(whole) -> int:
    return int(whole.xpath("(. | ./table)/@data-n")[0])


def _in_a_row(figure) -> list:
    """The figure and what follows it at once, figures, tables and the note below them: they go
    together, in their order.
    """
    found = [figure]
    for each in figure.itersiblings():
        is_figure = each.tag == "figure" and each.get("class") != "qr"
        if not (is_figure or each.tag == "table" or each.get("class") == "note"):
            break
        found.append(each)
    return found


def _fillers(figure, sheets, hole: float) -> list:
    """What follows the figure and fills the hole: paragraphs, headings with text below them."""
    found, headings, room = [], [], math.floor(hole + 0.1)
    for each in figure.itersiblings():
        is_heading = each.tag in HEADINGS and hole >= WIDE_HOLE
        if not is_heading and (each.tag != "p" or each.get("class") not in TEXT):
            break
        if room <= (BELOW_HEADING - 1 if headings else 0):
            break
        headings.append(each)
        room -= sum(piece.lines for piece in sheets.pieces.get(int(each.get("data-n")), ()))
        if not is_heading:
            found += headings
            headings = []
    return found


def _put_after(figures: list, place) -> None:
    for figure in figures:
        tail, figure.tail = figure.tail, None
        figure.getparent().remove(figure)
        place.addnext(figure)
        figure.tail = tail
        place = figure
    for table in place.getparent().iterchildren("table"):
        space_below(table)
