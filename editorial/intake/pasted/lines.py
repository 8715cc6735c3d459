"""What a page showed → the lines of a manuscript, with what its own marks say of them."""

import html
from collections import Counter
from dataclasses import dataclass, field, replace

from editorial.intake.body import caption_html, inline_html
from editorial.intake.clean import clean
from editorial.intake.grammar import marker_of
from editorial.intake.lines import Doubt, LeftOut, Line
from editorial.intake.pasted import signs
from editorial.intake.pasted.blocks import Grid, Group, Words
from editorial.intake.pasted.captions import with_captions
from editorial.intake.pasted.reader import Reader
from editorial.intake.pasted.tables import group_html, is_layout, is_page, items_of, table_html
from editorial.intake.reading import Reading
from editorial.intake.word.blocks import Paragraph, Piece
from editorial.intake.word.numbering import BULLET
from editorial.intake.word.styles import PLAIN
from editorial.intake.word.text import Writer
from editorial.richtext import HEADING_LEVELS

_FOOTNOTE = "footnote"
_OWN_KINDS = ("note", "dash", "addressee", "run-in")


@dataclass
class Manuscript:
    """Lines to be judged, and what is known of some of them already."""

    lines: tuple[Line, ...] = ()
    kept: list[str] = field(default_factory=list)  # HTML of blocks that are right as they are
    kinds: dict[int, str] = field(default_factory=dict)  # line → our own class of it
    unruled: set[int] = field(default_factory=set)  # lines that are no heading without a number
    doubts: tuple[Doubt, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def manuscript_of(reader: Reader, *, is_own: bool) -> Manuscript:
    return _Scribe(reader, is_own=is_own).manuscript()


class _Scribe:
    """Writes the lines of one page."""

    def __init__(self, reader: Reader, *, is_own: bool):
        self._reader, self._is_own = reader, is_own
        self._made = Manuscript()
        self._rulings: dict[int, str] = {}
        self._listed: set[int] = set()  # lines that are items of a list
        notes = {(_FOOTNOTE, name): [*_paragraphs(items)] for name, items in reader.notes.items()}
        self._writer = Writer(notes, body_size=_body_size(reader.items), has_contents=False)

    def manuscript(self) -> Manuscript:
        for item in with_captions(self._reader.items):
            self._write(item)
        self._write_lone_notes(self._writer.close())
        reading = Reading("", "", "html", "\n".join(self._writer.lines))
        self._mixed = _mixed_kinds(self._rulings, self._writer.lines)
        self._made.lines = tuple(self._line(each) for each in clean(reading))
        self._made.doubts = tuple(self._writer.doubts)
        self._made.left_out = tuple(self._writer.left_out)
        return self._made

    def _write(self, item) -> None:
        if isinstance(item, Words):
            self._write_words(item)
        elif isinstance(item, Grid) and is_layout(item) and not self._is_own:
            for inner in items_of(item):
                self._write(inner)
        elif isinstance(item, Grid):
            self._keep(table_html(item, self._inline))
        elif is_page(item):
            for inner in item.items:
                self._write(inner)
        else:
            self._keep(group_html(item, self._inline))

    def _write_words(self, words: Words) -> None:
        line = len(self._writer.lines) + 1
        level = HEADING_LEVELS.get(words.tag) if self._is_own else None
        if level:
            self._rulings[line] = f"h{level}"
        elif words.paragraph.number not in ("", BULLET):
            self._listed.add(line)
        elif self._is_own:
            self._made.unruled.add(line)
        if words.name in _OWN_KINDS:
            self._made.kinds[line] = words.name
        self._writer.write([words.paragraph])

    def _keep(self, markup: str) -> None:
        if not markup or len(self._made.kept) >= signs.MOST_BLOCKS:
            return
        sign = signs.BLOCK + signs.number(len(self._made.kept))
        self._made.kept.append(markup)
        self._writer.write([Paragraph(pieces=[Piece("text", sign)])])

    def _write_lone_notes(self, keys) -> None:
        """Footnotes that nothing refers to are paragraphs at the end."""
        for _, name in keys:
            self._reader.found.lone_notes += 1
            for item in self._reader.notes[name]:
                self._write(item)

    def _inline(self, words: Words) -> str:
        """The words of a cell or caption as HTML."""
        pieces = words.paragraph.pieces
        if len(pieces) == 1 and pieces[0].kind == "text" and pieces[0].look.raised == "":
            text = " ".join(pieces[0].text.split())
            if text.isascii() and not words.paragraph.number:
                return html.escape(text, quote=False)
        write = caption_html if words.tag in ("figcaption", "caption") else inline_html
        return write(signs.balanced(self._writer.cell_text(words.paragraph)))

    def _line(self, line: Line) -> Line:
        text = signs.after_number(signs.balanced(line.text), _marker_length)
        ruling = self._rulings.get(line.number, "")
        marker = marker_of(signs.plain(text)) if ruling else None
        ruling = f"h{marker.level}" if marker and marker.kind in self._mixed else ruling
        if line.number in self._listed and marker_of(signs.plain(text)) is None:
            self._made.unruled.add(line.number)
        is_apart = bool(ruling) or line.number in self._made.kinds
        return replace(line, text=text, ruling=ruling, starts=is_apart)


def _mixed_kinds(rulings: dict[int, str], lines: list[str]) -> set[str]:
    """Kinds of numbers that are not on a level of their own: there the grammar decides."""
    levels: dict[str, set[str]] = {}
    for line, ruling in rulings.items():
        marker = marker_of(signs.plain(lines[line - 1]).strip("#* "))
        if marker:
            levels.setdefault(marker.kind, set()).add(ruling)
    shared = Counter(level for found in levels.values() for level in found)
    return {
        kind
        for kind, found in levels.items()
        if len(found) > 1 or any(shared[level] > 1 for level in found)
    }


def _marker_length(text: str) -> int:
    marker = marker_of(text)
    return len(text) - len(marker.rest) if marker else 0


def _paragraphs(items: list):
    """The paragraphs of a footnote, those of a table in it as well."""
    for item in items:
        if isinstance(item, Words):
            yield item.paragraph
        elif isinstance(item, Grid):
            yield from _paragraphs(items_of(item))
        elif isinstance(item, Group):
            yield from _paragraphs(item.items)


def _body_size(items: list) -> int:
    """The size of most characters, in half points."""
    sizes: Counter = Counter()
    for item in items:
        if isinstance(item, Words):
            for piece in item.paragraph.pieces:
                sizes[piece.look.size] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else PLAIN.size
