"""Reading what a finished PDF paints, with pypdf: colours, the ink of its words, its pictures."""

import io
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import ContentStream, StreamObject

RGB = (b"rg", b"RG")
GREY = (b"g", b"G")


def opened(sheets) -> PdfReader:
    return PdfReader(io.BytesIO(sheets.pdf))


def painted(pdf: PdfReader) -> Iterator[list]:
    """The operations of every page, form and pattern."""
    for page in pdf.pages:
        yield page.get_contents().operations
    for number in range(1, pdf.trailer["/Size"]):
        found = pdf.get_object(number)
        if isinstance(found, StreamObject) and (
            found.get("/Subtype") == "/Form" or "/PatternType" in found
        ):
            yield ContentStream(found, pdf).operations


def operators(pdf) -> set[bytes]:
    return {operator for operations in painted(pdf) for _, operator in operations}


def colour_spaces(pdf) -> set[str]:
    """Every space that is painted in, and those of the pictures."""
    named = {
        str(operands[0])
        for operations in painted(pdf)
        for operands, operator in operations
        if operator in (b"cs", b"CS")
    }
    return named | {str(image["/ColorSpace"]) for image in images(pdf)}


def images(pdf) -> list:
    found = (pdf.get_object(number) for number in range(1, pdf.trailer["/Size"]))
    return [each for each in found if isinstance(each, StreamObject) and _is_image(each)]


def _is_image(each) -> bool:
    return each.get("/Subtype") == "/Image"


def inks_of_words(pdf) -> set[tuple[float, ...]]:
    """The inks in which words stand, as shares of C, M, Y and K."""
    return {ink for operations in painted(pdf) for ink in _inks(operations)}


def _inks(operations) -> Iterator[tuple[float, ...]]:
    ink, kept = (0.0, 0.0, 0.0, 1.0), []
    for operands, operator in operations:
        if operator == b"q":
            kept.append(ink)
        elif operator == b"Q":
            ink = kept.pop()
        elif operator == b"scn":
            ink = tuple(float(each) for each in operands)
        elif operator in (b"Tj", b"TJ"):
            yield ink


def overprints(pdf) -> set[tuple[tuple[float, ...], bool, bool]]:
    """(ink, whether words stand in it, whether it prints over what is below) of all that is
    painted on the pages.
    """
    return {told for page in pdf.pages for told in _overprints(page)}


def _overprints(page) -> Iterator[tuple]:
    states = page["/Resources"].get("/ExtGState", {})
    now, kept = ((0.0, 0.0, 0.0, 1.0), False), []
    for operands, operator in page.get_contents().operations:
        if operator == b"q":
            kept.append(now)
        elif operator == b"Q":
            now = kept.pop()
        elif operator == b"scn":
            now = tuple(float(each) for each in operands), now[1]
        elif operator == b"gs" and "/op" in states[operands[0]]:
            state = states[operands[0]]
            now = now[0], state["/op"].value and state["/OPM"] == 1
        elif operator in (b"Tj", b"TJ", b"f", b"f*"):
            yield now[0], operator in (b"Tj", b"TJ"), now[1]
