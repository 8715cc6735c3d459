"""What the walk through a Word document hands on: pieces of paragraphs, paragraphs, tables."""

from dataclasses import dataclass, field

from editorial.intake.word.styles import PLAIN, Look


@dataclass(frozen=True)
class Piece:
    """Part of a paragraph.

    ``kind`` is text, break, picture, chart (its rows), note, left (out, for the reason in
    ``extra``), doubt (of the kind in ``extra``), open or close (a comment). ``letters`` counts
    what stood in the XML.
    """

    kind: str
    text: str = ""
    look: Look = PLAIN
    extra: str = ""
    letters: int = 0


@dataclass
class Paragraph:
    level: int = 0  # 1 … 9 for a heading style
    number: str = ""
    pieces: list[Piece] = field(default_factory=list)
    boxes: list[list] = field(default_factory=list)


@dataclass(frozen=True)
class Cell:
    blocks: tuple
    columns: int = 1
    goes_on: bool = False  # the lower part of a cell merged downwards


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0  # rows that Word repeats on every page
