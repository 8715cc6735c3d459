"""Sizes: how large a picture comes out in print, how fine, and for what that is enough."""

from dataclasses import dataclass

from editorial import typesetting
from editorial.models.design import MM, PRINT_DPI

SOFT = 200  # dots an inch: below it pictures look soft, and the press tells it as an error
ENOUGH = "够印刷"
PROOF_ONLY = "够校样、不够印刷（{wanted}）"
TOO_COARSE = "太粗，校样上也看得出，请换大图（印刷要 {wanted}）"
LINE = "{what}宽 {wide:.0f} mm，{dpi:.0f} dpi，{verdict}"


@dataclass(frozen=True)
class Printed:
    """A size in millimetres and what it means."""

    what: str
    wide: float
    dpi: float

    @property
    def verdict(self) -> str:
        if self.dpi >= PRINT_DPI:
            return ENOUGH
        said = PROOF_ONLY if self.dpi >= SOFT else TOO_COARSE
        return said.format(wanted=PRINT_DPI)

    @property
    def line(self) -> str:
        return LINE.format(what=self.what, wide=self.wide, dpi=self.dpi, verdict=self.verdict)


def as_figure(width: int, height: int, design) -> Printed:
    """Within an article: as wide as the text, or narrower where it would be too tall."""
    wide = typesetting.figure_size(width, height, design)[0]
    return Printed("印刷", wide, width / wide * 25.4 if wide else 0)


def as_cover(width: int, height: int, design) -> Printed:
    """On the cover: it fills its field, whichever side has to be cut."""
    wide, high = design.cover_area
    return Printed("封面图区", wide, 25.4 * min(width / wide, height / high))


def fields_of(design) -> dict[str, float]:
    """What the crop page needs to say the same while the box is drawn: millimetres."""
    measure, room = typesetting.figure_bounds(design)
    wide, high = design.cover_area
    return {
        "measure": round(measure / MM, 3),
        "room": round(room / MM, 3),
        "coverWide": round(wide, 3),
        "coverHigh": round(high, 3),
        "printDpi": PRINT_DPI,
        "softDpi": SOFT,
    }
