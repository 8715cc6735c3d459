"""Pages of a PDF as pictures for the screen, and where two versions of a page differ. By PDFium."""

import io
from difflib import SequenceMatcher

from PIL import Image

COLOURS, FAST = 96, Image.Quantize.FASTOCTREE
WIDEST = 2000  # px: no screen asks for more
HEAD, FOOT = 0.095, 0.92  # of the page: beyond stand running heads and folios, which move
TALLEST = 0.1  # of the page: higher are only the letters of the watermark
COVER = 0
PATIENCE = 9_000_000  # pairs of characters; beyond it the comparison is coarser
JOIN = 1.5  # em: gaps in a marked line up to this are marked too


def picture(pdf: bytes, page: int, width: int) -> bytes:
    """Page ``page`` (from 0) as PNG, ``width`` pixels wide. Raises ``IndexError``."""
    with _opened(pdf) as document:
        sheet = _page(document, page)
        scale = min(width, WIDEST) / sheet.get_width()
        image = sheet.render(scale=scale, may_draw_forms=False).to_pil()
    file = io.BytesIO()
    # Pages of type need few colours: a quarter of the bytes, in less time.
    image.convert("RGB").quantize(COLOURS, method=FAST, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def marks(old: bytes | None, old_pages: list[int], new: bytes | None, new_pages: list[int]) -> dict:
    """What changed from the pages of one file to those of another.

    ``{"old": {page: rectangles}, "new": …}``; a rectangle is (left, top, width, height) in shares
    of the page. Characters are compared, wherever lines and pages break.
    """
    before, after = _characters(old, old_pages), _characters(new, new_pages)
    gone, come = _differing(before, after)
    return {"old": _rectangles(gone), "new": _rectangles(come)}


def _differing(before, after) -> tuple[list, list]:
    """The characters that only one side has. What both begin and end with is left out first."""
    same = _alike(before, after)
    before, after = before[same:], after[same:]
    tail = _alike(before[::-1], after[::-1])
    before, after = before[: len(before) - tail], after[: len(after) - tail]
    words = SequenceMatcher(
        None,
        [each[0] for each in before],
        [each[0] for each in after],
        autojunk=len(before) * len(after) > PATIENCE,
    )
    gone, come = [], []
    for kind, a, b, c, d in words.get_opcodes():
        if kind != "equal":
            gone += before[a:b]
            come += after[c:d]
    return gone, come


def _alike(before, after) -> int:
    pairs = zip(before, after, strict=False)
    shortest = min(len(before), len(after))
    return next((n for n, (a, b) in enumerate(pairs) if a[0] != b[0]), shortest)


def _opened(pdf: bytes):
    import pypdfium2

    return pypdfium2.PdfDocument(pdf)


def _page(document, page: int):
    if not 0 <= page < len(document):
        raise IndexError(page)
    return document[page]


def _characters(pdf: bytes | None, pages: list[int]) -> list[tuple]:
    """(character, page, left, top, right, bottom) in shares of the page, in reading order."""
    if pdf is None:
        return []
    found = []
    with _opened(pdf) as document:
        for number in pages:
            sheet = _page(document, number)
            wide, high = sheet.get_size()
            text = sheet.get_textpage()
            for n, character in enumerate(text.get_text_range()):
                if character.isspace() or n >= text.count_chars():
                    continue
                left, bottom, right, top = text.get_charbox(n, loose=True)
                box = (left / wide, 1 - top / high, right / wide, 1 - bottom / high)
                is_body = box[1] > HEAD and box[3] < FOOT and box[3] - box[1] < TALLEST
                if is_body or number == COVER:
                    found.append((character, number, *box))
    return found


def _rectangles(characters) -> dict[int, list]:
    """Neighbours on a line as one rectangle."""
    found: dict[int, list] = {}
    for _, page, left, top, right, bottom in characters:
        line = found.setdefault(page, [])
        last = line[-1] if line else None
        high = bottom - top
        if last and abs(last[1] - top) < high / 2 and 0 <= left - last[2] + high < JOIN * high:
            last[2], last[3] = right, max(last[3], bottom)
        else:
            line.append([left, top, right, bottom])
    return {
        page: [[round(x, 4), round(y, 4), round(r - x, 4), round(b - y, 4)] for x, y, r, b in line]
        for page, line in found.items()
    }
