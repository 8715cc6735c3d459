"""The tag tree mended before the file is written, so that PDF/UA-1 holds (ISO 14289-1, 7).

WeasyPrint 70.0 tags every box of a link as a link of its own, leaves list items without a body,
counts wrongly which headers a cell stands under, and cuts cells that span rows off at a page's
end, so that the table on the next page has holes. Where a text goes from 一、 to 1. a level of
headings is missing, which the standard forbids in tags: those move up.
"""

import re
from itertools import groupby

LIST_PARTS = ("/Lbl", "/LBody")
MAY_BE_EMPTY = ("/TD", "/TH", "/Figure", "/Document")
GROUPS = ("thead", "tbody", "tfoot")
HEADING = re.compile(r"/H([1-6])$")


def outermost(links: list[tuple]) -> list[tuple]:
    """The links of a page without those of boxes inside a box that links to the same place."""
    inner: set[tuple] = set()
    for kind, target, _, box in links:
        below = box.descendants() if hasattr(box, "descendants") else ()
        inner.update((kind, target, id(each)) for each in below if each is not box)
    return [link for link in links if (*link[:2], id(link[3])) not in inner]


def mend(document, pdf) -> None:
    """Mend the tree of a file that ``document``'s plates were just put into."""
    for plate in document.pages:
        for table in _tables(plate._page_box):
            _mend_table(table, pdf)
    for element in list(pdf.objects):
        if isinstance(element, dict) and element.get("S") == "/LI":
            _give_body(element, pdf)
    root = _object(pdf, pdf.objects[_number(pdf.catalog["StructTreeRoot"])]["K"][0])
    _prune(root, pdf)
    _close_levels(root, pdf, [])


def _number(reference: bytes) -> int:
    return int(reference.split()[0])


def _object(pdf, kid):
    """The element a kid refers to; None for marked content, which is a mere number."""
    return pdf.objects[_number(kid)] if isinstance(kid, bytes) else None


def _element(pdf, role: str, parent, kids=(), **more):
    """A new element of the tree; its kids learn whose they are."""
    import pydyf

    told = {"Type": "/StructElem", "S": role, "P": parent.reference, "K": pydyf.Array(kids)}
    element = pydyf.Dictionary(told | more)
    pdf.add_object(element)
    for kid in kids:
        if "S" in (found := _object(pdf, kid) or {}):
            found["P"] = element.reference
    return element


# --- Lists ----------------------------------------------------------------------------------


def _give_body(item, pdf) -> None:
    """Put what stands in a list item beside its label into a body."""

    def is_part(kid) -> bool:
        return (_object(pdf, kid) or {}).get("S") in LIST_PARTS

    if all(map(is_part, item["K"])):
        return
    page, kids = {"Pg": item["Pg"]}, []
    for in_place, several in groupby(list(item["K"]), key=is_part):
        several = list(several)
        if not in_place:
            several = [_element(pdf, "/LBody", item, several, **page).reference]
        kids += several
    item["K"][:] = kids


# --- Tables ---------------------------------------------------------------------------------


def _tables(box):
    """The rows of each table of a page, as far as they stand on it."""
    inside = box.children
    if box.element_tag == "table":  # the wrapper, which holds the table and its caption
        yield (rows := list(_rows(box)))
        inside = [cell for *_, cells in rows for cell in cells]
    for child in inside:
        yield from _tables(child)


def _rows(box, group: str = "tbody", left: int = 0):
    """(group, rows left in it after this one, its cells) of each row of a table."""
    rows = [child for child in box.children if child.element_tag == "tr"]
    for child in box.children:
        if child.element_tag == "tr":
            left = len(rows) - rows.index(child) - 1
            yield group, left, [each for each in child.children if hasattr(each, "mark")]
        elif child.element_tag in GROUPS or child.element_tag == "table":
            yield from _rows(child, child.element_tag.replace("table", group))


def _mend_table(rows, pdf) -> None:
    """Close the grid of a table and name the headers of each of its cells."""
    places: dict[tuple[int, int], object] = {}
    for y, (_, left, cells) in enumerate(rows):
        for cell in cells:
            height = min(cell.rowspan, left + 1)
            _set_span(cell, height)
            for down in range(height):
                for right in range(cell.colspan):
                    places.setdefault((y + down, cell.grid_x + right), cell)
    width = max((x for _, x in places), default=-1) + 1
    headers = _headers(rows, places, width, pdf)
    for y, (_, _, cells) in enumerate(rows):
        _finish(y, cells, places, width, headers, pdf)


def _set_span(cell, height: int) -> None:
    about = cell.mark["A"]
    about.pop("RowSpan", None)
    if height > 1:
        about["RowSpan"] = height


def _headers(rows, places, width: int, pdf) -> dict:
    """(row, column) → the ids of the headers it stands under and beside."""
    above = [[] for _ in range(width)]
    found: dict = {}
    for y, (group, _, cells) in enumerate(rows):
        here = [places.get((y, x)) for x in range(width)]
        heads = group == "thead" or (bool(cells) and all(map(_is_header, cells)))
        beside = [] if heads else list(dict.fromkeys(_ids(here)))
        for x, cell in enumerate(here):
            if heads and cell is not None and _is_header(cell):
                _add(above[x], cell.mark["ID"])
                cell.mark["A"]["Scope"] = "/Column"
            elif cell is not None and _is_header(cell):
                cell.mark["A"]["Scope"] = "/Row"
            found[y, x] = [*above[x], *(each for each in beside if each not in above[x])]
    return found


def _is_header(cell) -> bool:
    return cell.element_tag == "th"


def _ids(cells) -> list:
    return [each.mark["ID"] for each in cells if each is not None and _is_header(each)]


def _add(ids: list, new) -> None:
    if new not in ids:
        ids.append(new)


def _finish(y: int, cells, places, width: int, headers: dict, pdf) -> None:
    """Tell each cell its headers, and close the grid."""
    import pydyf

    for cell in cells:
        if not _is_header(cell):
            covered = [headers[y, cell.grid_x + right] for right in range(cell.colspan)]
            told = dict.fromkeys(each for ids in covered for each in ids)
            cell.mark["A"]["Headers"] = pydyf.Array(told)
    if cells:
        _close(y, cells, places, [headers[y, x] for x in range(width)], pdf)


def _close(y: int, cells, places, headers: list[list], pdf) -> None:
    """Put an empty cell into each hole of a row, between those that stand there."""
    import pydyf

    row, own, at = _object(pdf, cells[0].mark["P"]), {each.grid_x for each in cells}, 0
    for x, names in enumerate(headers):
        if (y, x) not in places:
            about = pydyf.Dictionary({"O": "/Table", "Headers": pydyf.Array(names)})
            row["K"].insert(at, _element(pdf, "/TD", row, A=about, Pg=row["Pg"]).reference)
        at += x in own or (y, x) not in places


# --- Elements that hold nothing --------------------------------------------------------------


def _prune(element, pdf) -> bool:
    """Take out of the tree what holds nothing. Whether this element is to stay."""
    kids = element.get("K", ())
    kept = [kid for kid in kids if _stays(kid, pdf)]
    if len(kept) != len(kids):
        kids[:] = kept
    return bool(kept) or element["S"] in MAY_BE_EMPTY


def _stays(kid, pdf) -> bool:
    found = _object(pdf, kid)
    if found is None or "S" not in found or _prune(found, pdf):
        return True
    found.clear()
    return False


# --- Headings -------------------------------------------------------------------------------


def _close_levels(element, pdf, above: list[int]) -> None:
    """Number headings by how many lie above them; ``above``: their levels as the text has them."""
    if match := HEADING.match(element["S"]):
        level = int(match[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        element["S"] = f"/H{len(above)}"
    for kid in element.get("K", ()):
        found = _object(pdf, kid)
        if found is not None and "S" in found:
            _close_levels(found, pdf, above)
