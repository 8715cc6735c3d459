"""Plates of many documents → one PDF: links, outlines, tags and fonts are joined by WeasyPrint."""

import zlib
from dataclasses import replace

from editorial.typesetting import compression
from editorial.typesetting.layout import workshop
from editorial.typesetting.markup import BATCH
from editorial.typesetting.plates import Plate


def bind(plates: list[Plate], metadata):
    """The plates as one ``weasyprint.Document``."""
    from weasyprint.document import Document

    fetcher, fonts = workshop()
    for plate in plates:
        plate.forget_links()
    return Document(plates, metadata, fetcher, fonts, {}, None)


def headed(plates, folio: int, heads, folios) -> tuple[Plate, ...]:
    """The plates of an article's words with what stands in the margins printed over them.

    ``folio`` is that of the first one; ``heads``: those of a right page and of a left one;
    ``folios``: batches of page numbers by the first one of each.
    """
    heads = [_bare(head) for head in heads]
    numbers = [number for first in batches(folio, len(plates)) for number in folios[first]]
    begin = (folio - 1) % BATCH
    return tuple(
        _headed(plate, heads[(folio + n + 1) % 2], _bare(numbers[begin + n]))
        for n, plate in enumerate(plates)
    )


def batches(folio: int, pages: int) -> range:
    """The first numbers of the batches in which these pages have their folios."""
    return range(folio - (folio - 1) % BATCH, folio + pages, BATCH)


def _headed(plate: Plate, head: Plate, number: Plate) -> Plate:
    places = replace(plate.places, margins=head.places.margins | number.places.margins)
    return replace(plate, over=(head, number), places=places)


def stamped(plates: list[Plate], stamp: Plate) -> list[Plate]:
    """The plates with one stamp over each."""
    bare = _bare(stamp)
    return [replace(plate, over=(*plate.over, bare)) for plate in plates]


def _bare(plate: Plate) -> Plate:
    """A plate that follows another: the page has been turned top down once already."""
    _, rest = zlib.decompress(plate.drawing).split(b"\n", 1)
    return replace(plate, drawing=zlib.compress(rest, compression.LEVEL), _page_box=None)


def print_over(document, pdf) -> None:
    """One more stream in the contents of a page for each plate over it; each is stored once."""
    import pydyf

    streams: dict[bytes, object] = {}
    for number, page in zip(pdf.pages["Kids"][::3], document.pages, strict=True):
        over = getattr(page, "over", ())
        for each in over:
            if each.drawing not in streams:
                stream = pydyf.Stream([each.drawing], {"Filter": "/FlateDecode"})
                pdf.add_object(stream)
                streams[each.drawing] = stream
        if over:
            entry = pdf.objects[number]
            references = [streams[each.drawing].reference for each in over]
            entry["Contents"] = pydyf.Array([entry["Contents"], *references])
