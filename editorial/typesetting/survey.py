"""All sheets of a product: lines, pictures, tables, each with sheet and article.

The inspection judges by what this finds; nothing here judges. Lengths are in pt from the sheet's
corner. What stands where was read from each page when its plate was taken (``places``).
"""

from dataclasses import dataclass, field

HEADINGS = ("h2", "h3", "h4", "h5")


@dataclass(frozen=True)
class Line:
    text: str
    kind: str  # the tag of its block: p, h2, li, figcaption, td …
    block: tuple  # lines of one block, also across pages, share it
    source: str  # the words of the whole block
    sheet: int
    article: int | None
    ends_block: bool
    left: float
    right: float


@dataclass(frozen=True)
class Thing:
    """A picture or a table."""

    kind: str  # img or table
    name: str
    sheet: int
    article: int | None
    left: float
    right: float
    density: float = 0.0  # dots an inch, of pictures made of dots


@dataclass
class Sheet:
    number: int
    left: float
    right: float
    folio: int | None
    lines: list[Line] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        return not (self.lines or self.things)

    @property
    def place(self) -> str:
        """As an editor finds it: the printed folio, or the sheet where none is printed."""
        return f"第 {self.folio:02d} 页" if self.folio else f"PDF 第 {self.number} 面"


def survey(document, folios: dict[int, int]) -> list[Sheet]:
    """Every sheet of a document of plates. ``folios``: sheet number → printed folio."""
    sheets = []
    for number, page in enumerate(document.pages, 1):
        places, folio = page.places, folios.get(number)
        lines = [_line(each, number, folio) for each in places.lines if each.plain.strip()]
        things = [_thing(each, number) for each in places.things]
        sheets.append(Sheet(number, places.left, places.right, folio, lines, things))
    return sheets


def _line(line, sheet: int, folio: int | None) -> Line:
    return Line(
        text=line.plain.strip(),
        kind=line.tag,
        # What goes before folio 01 are documents of their own, each of which counts its blocks.
        block=(line.article, sheet if folio is None else None, line.block),
        source=line.source,
        sheet=sheet,
        article=line.article,
        ends_block=line.ends_block,
        left=line.x,
        right=line.right,
    )


def _thing(thing, sheet: int) -> Thing:
    return Thing(
        kind=thing.tag,
        name=thing.name,
        sheet=sheet,
        article=thing.article,
        left=thing.x,
        right=thing.right,
        density=thing.density,
    )
