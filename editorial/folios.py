"""FOLIOS: the printed page numbers set into a body, where each page of the edition opens.

What the press stored with its edition (``typesetting.openings``) names a block of the body and
how much of it stands on earlier pages: characters without white space, or rows of a table.
"""

from lxml.html import builder

RUNNING = ("p", "h2", "h3", "h4", "h5", "ul", "ol", "blockquote", "section")


def mark_pages(tree, openings) -> None:
    """A mark at each opening, ``page-12``; blocks know the page on which they begin.

    ``openings`` are (folio, block, how far). One that the body does not have any more is left out.
    """
    blocks = list(tree)
    found = [each for each in openings if 1 <= each[1] <= len(blocks)]
    _tell_blocks(blocks, found)
    for folio, block, passed in reversed(found[1:]):
        _set_mark(blocks[block - 1], passed, _mark(folio))


def _tell_blocks(blocks, openings) -> None:
    folio, waiting = 0, list(openings)
    for n, block in enumerate(blocks, 1):
        while waiting and (waiting[0][1], waiting[0][2]) <= (n, 0):
            folio = waiting.pop(0)[0]
        if folio and block.tag == "p":
            block.set("data-page", str(folio))


def _mark(folio: int):
    """Its number is drawn by the stylesheet, so that no copied sentence has a number in it."""
    mark = builder.SPAN(id=f"page-{folio}", role="doc-pagebreak")
    mark.set("class", "page-mark")
    mark.set("aria-label", f"第{folio}页")
    mark.set("data-folio", f"{folio:02d}")  # as the contents print it
    return mark


def _set_mark(block, passed: int, mark) -> None:
    if block.tag == "table":
        _in_table(block, passed, mark)
    elif block.tag in RUNNING and passed:
        _within(block, passed, mark)
    else:
        _before_words(_first_place(block), mark)


def _in_table(table, passed: int, mark) -> None:
    """In the first cell of the row; a table without rows takes no mark."""
    rows = table.xpath(".//tr[not(ancestor::thead)][td or th]")
    if rows:
        _before_words(rows[min(passed, len(rows) - 1)].xpath("td | th")[0], mark)


def _first_place(block):
    """Where a mark may stand in a list or a section: in its first item or paragraph."""
    while block.tag in ("ul", "ol", "section", "blockquote") and len(block):
        block = block[0]
    return block


def _before_words(element, mark) -> None:
    mark.tail, element.text = element.text, None
    element.insert(0, mark)


def _within(block, passed: int, mark) -> None:
    """After so many characters of the block's words; at its end if there are fewer."""
    left = passed
    for element, is_tail in list(_texts(block)):
        words = (element.tail if is_tail else element.text) or ""
        place, left = _place(words, left)
        if place is None:
            continue
        mark.tail = words[place:]
        if is_tail:
            element.tail = words[:place]
            parent = element.getparent()
            parent.insert(parent.index(element) + 1, mark)
        else:
            element.text = words[:place]
            element.insert(0, mark)
        return
    block.append(mark)


def _texts(element):
    """(element, whether its tail is meant) for each run of words, in the order of reading."""
    yield element, False
    for child in element:
        yield from _texts(child)
        yield child, True


def _place(words: str, left: int) -> tuple[int | None, int]:
    """(index before the next character, 0) where ``left`` characters are passed; else what is left
    after these words."""
    for index, character in enumerate(words):
        if not character.isspace():
            if not left:
                return index, 0
            left -= 1
    return None, left
