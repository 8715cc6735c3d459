"""Footnotes at the foot of the page that calls them.

``float: footnote`` of WeasyPrint 70.0 is of no use: of 40 random articles it set notes on the page
after their call in 23, and lost some. Here the notes of a page stand in one group, positioned
below the text, and the page gives up as many lines of the grid as they need.
"""

import math
from functools import partial

from lxml.html import builder

# Lines of the grid: the rule above the notes and the air around it. A note of one line takes one
# line of the page, since half of the pitch above it is air already.
RULE = 0.4
MOST = 0.6  # of a page: longer notes stay at the article's end
EDGE = 0.02  # lines: what rounding may add
BLOCKS = "ul|.//ol|.//table|.//figure|.//blockquote"


class TooLong(Exception):
    """The notes of a page would leave hardly any room for its text."""


def set_at_calls(tree) -> None:
    """Each note at its first call, in a group of its own until it is known who shares a page."""
    notes = {each.get("id"): each for each in tree.xpath('//section[@class="footnotes"]//li[@id]')}
    for call in tree.xpath('//sup[contains(@class, "footnote-ref")][a][not(ancestor::thead)]'):
        note = notes.pop(call.find("a").get("href", "")[1:], None)
        if note is not None and not note.xpath(f".//{BLOCKS}"):
            call.append(builder.SPAN(builder.CLASS("foot"), _printed(note, call)))
            note.drop_tree()
    for section in tree.xpath('//section[@class="footnotes"][not(.//li)]'):
        section.drop_tree()


def _printed(note, call):
    """The note as it stands at the foot: its number as written, then its words."""
    number = builder.SPAN(builder.CLASS("foot-number"), call.text_content().strip())
    for paragraph in note.xpath(".//p"):
        paragraph.tag = "span"
        paragraph.set("class", "foot-paragraph")
    number.tail, note.text = note.text, None
    printed = builder.SPAN(builder.CLASS("foot-note"), number, *note, id=note.get("id"))
    printed.set("data-n", f"-{call.get('data-n')}")
    return printed


def mend(copy, sheets):
    """(page, rank, change) where the first page stands whose notes are not as they should be."""
    sharing = _by_page(copy.tree, sheets)
    needed = {page: _lines(notes, sheets) for page, notes in sharing.items()}
    for page in range(len(sheets.rooms)):
        wanted, given = needed.get(page, 0), copy.feet.get(page, 0)
        if wanted > given or (wanted < given and page not in copy.firm):
            return page, 0, partial(_give, copy, sharing, needed, page)
        if page in sharing and not _is_grouped(sharing[page]):
            return page, 0, partial(_group, copy, sharing)
    return None


def _by_page(tree, sheets) -> dict[int, list]:
    """Page → (call, note) of those called there, in reading order."""
    found: dict[int, list] = {}
    notes = {each.get("data-n")[1:]: each for each in tree.xpath('//span[@class="foot-note"]')}
    for call in tree.xpath('//sup[contains(@class, "footnote-ref")]'):
        note, page = notes.get(call.get("data-n")), sheets.first_page(int(call.get("data-n")))
        if note is not None and page is not None:
            found.setdefault(page, []).append((call, note))
    return found


def _lines(notes, sheets) -> int:
    """Whole lines of the grid that these notes take."""
    pieces = [sheets.pieces[int(note.get("data-n"))][0] for _, note in notes]
    high = RULE + sum(piece.bottom - piece.top for piece in pieces)
    if high > MOST * max(sheets.rooms):
        raise TooLong
    return math.ceil(high - EDGE)


def _is_grouped(notes) -> bool:
    (first, _), *_ = notes
    group = first.find('span[@class="foot"]')
    return group is not None and list(group) == [note for _, note in notes]


def _give(copy, sharing, needed, page) -> None:
    """Set the page's lines for notes; a page that asked for more again keeps what it has.

    Its last line may go overleaf with its call, which then needs less room, and so come back.
    """
    copy.firm = {each for each in copy.firm if each <= page}
    if page in copy.lowered and needed.get(page, 0) > copy.feet.get(page, 0):
        copy.firm.add(page)
    if needed.get(page, 0) < copy.feet.get(page, 0):
        copy.lowered.add(page)
    before = {each: lines for each, lines in copy.feet.items() if each < page}
    copy.feet = {each: lines for each, lines in needed.items() if each >= page} | before
    _group(copy, sharing)


def _group(copy, sharing) -> None:
    """The notes of a page at its first call, hung below the text."""
    for group in copy.tree.xpath('//span[@class="foot"]'):
        group.getparent().remove(group)
    for page, notes in sharing.items():
        group = builder.SPAN(builder.CLASS("foot"), *(note for _, note in notes))
        group.set("style", f"bottom: calc(-{copy.feet.get(page, 0)} * var(--line))")
        notes[0][0].append(group)
