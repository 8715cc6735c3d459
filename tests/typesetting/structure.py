"""What PDF/UA-1 and PDF/A-2 ask of a file's structure, as far as it can be looked up (pypdf).

No validator: each function is one question, and gives what it found wrong.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

ROLES = {
    *("/Document", "/Part", "/Art", "/Sect", "/Div", "/P", "/Span", "/Link", "/NonStruct"),
    *("/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/L", "/LI", "/Lbl", "/LBody", "/BlockQuote"),
    *("/Table", "/TR", "/TH", "/TD", "/THead", "/TBody", "/TFoot", "/Caption", "/Figure", "/Form"),
}


def elements(pdf: PdfReader) -> Iterator[DictionaryObject]:
    """Every structure element in reading order."""
    yield from _below(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"])


def _below(kids) -> Iterator[DictionaryObject]:
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        kid = kid.get_object() if isinstance(kid, IndirectObject) else kid
        if isinstance(kid, DictionaryObject) and "/S" in kid:
            yield kid
            if "/K" in kid:
                yield from _below(kid["/K"])


def unknown_roles(pdf) -> set[str]:
    return {each["/S"] for each in elements(pdf)} - ROLES


def figures_without_words(pdf) -> int:
    return sum(1 for each in elements(pdf) if each["/S"] == "/Figure" and not each.get("/Alt"))


def heading_levels(pdf) -> list[int]:
    roles = [each["/S"] for each in elements(pdf)]
    return [int(role[2]) for role in roles if re.fullmatch(r"/H[1-6]", role)]


def skipped_headings(pdf) -> list[tuple[int, int]]:
    """Pairs of levels in which the second goes down by more than one."""
    levels = [0, *heading_levels(pdf)]
    return [(above, below) for above, below in pairwise(levels) if below > above + 1]


def unmarked_pages(pdf) -> list[int]:
    """Pages on which something is painted outside marked content and artifacts."""
    return [n for n, page in enumerate(pdf.pages, 1) if _paints_unmarked(page)]


def _paints_unmarked(page) -> bool:
    depth = 0
    for _, operator in page.get_contents().operations if page.get_contents() else ():
        depth += operator in (b"BMC", b"BDC")
        depth -= operator == b"EMC"
        if depth == 0 and operator in (b"Tj", b"TJ", b"f", b"f*", b"S", b"B", b"Do", b"sh"):
            return True
    return False


def unowned_marks(pdf) -> int:
    """Pieces of marked content that no element of the tree claims."""
    claimed = {}
    for each in elements(pdf):
        kids = each.get("/K", ())
        for kid in kids if isinstance(kids, ArrayObject) else [kids]:
            if isinstance(kid, int):
                claimed.setdefault(each["/Pg"].get_object()["/StructParents"], set()).add(kid)
    missing = 0
    for page in pdf.pages:
        marks = [
            operands[1]["/MCID"]
            for operands, operator in page.get_contents().operations
            if operator == b"BDC" and "/MCID" in operands[1]
        ]
        missing += len(set(marks) - claimed.get(page["/StructParents"], set()))
    return missing


def annotations(pdf) -> list[DictionaryObject]:
    return [each for page in pdf.pages for each in annotations_of(page)]


def annotations_of(page) -> list[DictionaryObject]:
    return [each.get_object() for each in page.get("/Annots", ())]


def poor_links(pdf) -> list[DictionaryObject]:
    """Links without words, without place in the structure, or that would not print."""
    return [
        each
        for each in annotations(pdf)
        if not each.get("/Contents") or "/StructParent" not in each or each.get("/F") != 4
    ]


def dead_links(pdf) -> list[str]:
    known = set(pdf.named_destinations)
    return [each["/Dest"] for each in annotations(pdf) if each.get("/Dest", "") not in {"", *known}]


def streams(pdf) -> Iterator[DictionaryObject]:
    for number in range(1, pdf.trailer["/Size"]):
        found = IndirectObject(number, 0, pdf).get_object()
        if isinstance(found, DictionaryObject) and hasattr(found, "get_data"):
            yield found


def objects(pdf) -> Iterator[DictionaryObject]:
    for number in range(1, pdf.trailer["/Size"]):
        found = IndirectObject(number, 0, pdf).get_object()
        if isinstance(found, DictionaryObject):
            yield found


def smoothed_pictures(pdf) -> int:
    images = [each for each in streams(pdf) if each.get("/Subtype") == "/Image"]
    return sum(1 for each in images if each.get("/Interpolate", False) == True)  # noqa: E712


def fonts_without_unicode(pdf) -> list[str]:
    fonts = [each for each in objects(pdf) if each.get("/Subtype") == "/Type0"]
    return [each["/BaseFont"] for each in fonts if "/ToUnicode" not in each]


def metadata(pdf) -> str:
    return pdf.trailer["/Root"]["/Metadata"].get_data().decode()
