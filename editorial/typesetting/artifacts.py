"""Running heads and folios as artifacts, which a screen reader passes over (ISO 14289-1, 7.1).

WeasyPrint 70.0 tags them, then leaves their tags out of the tree. Here a page that was just drawn
loses those tags, and the others are numbered anew, without gaps.
"""


def set_aside(stream, page_box) -> None:
    """Mark what the margin boxes of this page painted as artifacts."""
    outcasts = _in_margins(page_box)
    numbers: dict[int, int | None] = {}
    kept = 0
    for box, told in list(stream._tags.items()):
        if id(box) in outcasts:
            numbers[told["mcid"]] = None
            del stream._tags[box]
        else:
            numbers[told["mcid"]] = told["mcid"] = kept
            kept += 1
    _mark(stream, numbers)


def _in_margins(page_box) -> set[int]:
    from weasyprint.formatting_structure import boxes

    margins = [child for child in page_box.children if isinstance(child, boxes.MarginBox)]
    return {id(box) for margin in margins for box in margin.descendants()}


def _mark(stream, numbers: dict[int, int | None]) -> None:
    """The stream holds a tag, its properties and ``BDC`` as three items; groups hold streams."""
    for n, item in enumerate(stream.stream):
        if isinstance(item, dict) and "MCID" in item:
            number = numbers[item["MCID"]]
            if number is None:
                stream.stream[n - 1] = "/Artifact"
                item.clear()
                item["Type"] = "/Pagination"
            else:
                item["MCID"] = number
    for group in stream._resources["XObject"].values():
        if hasattr(group, "_resources"):
            _mark(group, numbers)
