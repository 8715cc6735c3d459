"""The pieces that travel between the stages: lines of the manuscript and blocks of an article."""

from dataclasses import dataclass, field, replace

from editorial.typography import letters, mend


@dataclass(frozen=True)
class Line:
    """One line as received (``raw``) and without its marks (``text``); numbers start at 1.

    What an editor ruled stands below ``removed``: ``offset`` is where a part of a split line
    begins, ``also`` the lines joined onto this one, ``onto`` the place that this one was joined
    to, ``starts`` keeps it apart from what comes before, ``ruling`` says what it is (h1 … h4,
    text, note), ``unmended`` names the mends that are not wanted and ``restored`` that it is text
    although it looks like page furniture.
    """

    number: int
    raw: str
    text: str
    hashes: int = 0
    bullet: bool = False
    bold: str = ""
    blanks_before: int = 0
    removed: tuple[tuple[str, str], ...] = ()  # (characters, reason)
    offset: int = 0
    also: tuple[int, ...] = ()
    onto: str = ""
    starts: bool = False
    ruling: str = ""
    unmended: tuple[str, ...] = ()
    restored: bool = False
    emphasis: tuple[str, ...] = ()  # what was bold in it

    @property
    def place(self) -> str:
        return place_of(self.number, self.offset)


def place_of(line: int, offset: int = 0) -> str:
    """How corrections name a line, or the part of it that begins at a character."""
    return f"{line}+{offset}" if offset else str(line)


@dataclass(frozen=True)
class Doubt:
    """A place an editor should look at. ``kind`` is a stable name, ``message`` a sentence."""

    line: int
    kind: str
    message: str


@dataclass(frozen=True)
class LeftOut:
    """Characters that are neither in a field nor in a body, and why. White space is not counted."""

    line: int
    characters: int
    reason: str
    text: str = ""


def leave_out(line: int, text: str, reason: str) -> tuple[LeftOut, ...]:
    """One entry for this text; none when there is nothing to see in it."""
    count = len(letters(text))
    return (LeftOut(line, count, reason, text.strip()[:60]),) if count else ()


def remainder(line: int, text: str, kept: str, reason: str) -> tuple[LeftOut, ...]:
    """What of ``text`` is not in ``kept``: separators, labels, brackets."""
    count = len(letters(text)) - len(letters(kept))
    return (LeftOut(line, count, reason, text.strip()[:60]),) if count else ()


@dataclass(frozen=True)
class Block:
    """A paragraph of an article: one line, or several once cut halves are joined.

    ``kind`` is text, heading, run_in, item, dash, note, caption, qr, contents (a line of a
    report's contents), table, picture, footnote, addressee or kept (HTML that is right as it is).
    """

    text: str
    lines: tuple[int, ...]
    kind: str = "text"
    level: int = 0
    marker: str = ""
    head: str = ""
    hashes: int = 0
    bullet: bool = False
    bold: str = ""
    blanks_before: int = 0
    parts: tuple[str, ...] = field(default=())
    offset: int = 0
    starts: bool = False
    ruling: str = ""
    unmended: tuple[str, ...] = ()
    emphasis: tuple[str, ...] = ()

    @property
    def place(self) -> str:
        return place_of(self.first_line, self.offset)

    @property
    def mended(self) -> str:
        return mend(self.text, self.unmended)

    @property
    def first_line(self) -> int:
        return self.lines[0]

    def becoming(self, kind: str, **changes) -> "Block":
        return replace(self, kind=kind, **changes)


def block_of(line: Line) -> Block:
    return Block(
        line.text,
        (line.number, *line.also),
        hashes=line.hashes,
        bullet=line.bullet,
        bold=line.bold,
        blanks_before=line.blanks_before,
        offset=line.offset,
        starts=line.starts,
        ruling=line.ruling,
        unmended=line.unmended,
        emphasis=line.emphasis,
    )


def join_text(first: str, second: str) -> str:
    """Two halves of one paragraph; a space only where both borders are Latin words."""
    first, second = first.rstrip(), second.lstrip()
    needs_gap = first[-1:].isascii() and second[:1].isascii()
    return f"{first} {second}" if needs_gap and first[-1:].isalpha() else first + second


def stored(text: str) -> str:
    """One line of text as it is stored."""
    return mend(text)
