"""Paragraphs of Word → the lines of a manuscript, in the Markdown that ``clean`` reads."""

from collections.abc import Callable
from itertools import groupby

from editorial.intake.contents import section_name
from editorial.intake.grammar import SECTIONS, is_contents_label, note_label, source_of
from editorial.intake.lines import Doubt, LeftOut, leave_out
from editorial.intake.word.blocks import Paragraph, Piece, Table
from editorial.intake.word.emphasis import stressed
from editorial.intake.word.fields import safe_address
from editorial.intake.word.numbering import BULLET
from editorial.intake.word.tables import is_layout, nested, rows_as_text, table_lines
from editorial.intake.word.walk import CHART, TEXT_BOX
from editorial.typography import comparison_form, letters, width

NESTED = "第 {line} 行的表格里还有表格，里层每格已各排成一行，请核对。"
TITLE_NOTE = "第 {line} 行的标题带有脚注，注文已放到正文的脚注里，请核对。"
_FRONT, _CONTENTS, _BODY = 0, 1, 2
_LONGEST_HEADING = 60.0  # em
_LONGEST_CONTENTS = 20_000
_MOST_NOTES = 999
_MOST_COMMENTS = 50  # open at one place
_QUOTED = 400  # characters of a passage that was commented on
_BEFORE = 30


class Writer:
    """Writes lines one after another; ``doubts`` and ``left_out`` say on which they arose."""

    def __init__(self, notes: dict[tuple[str, str], list], *, body_size: int, has_contents: bool):
        self._notes, self._body_size = notes, body_size
        self._part = _FRONT if has_contents else _BODY
        self._listed = ""  # the contents list, in comparison form
        self._numbers: dict[tuple[str, str], int] = {}
        self._waiting: list[tuple[str, str]] = []  # notes whose text is not yet written
        self._after_table = False
        self._open: list[str] = []
        # comment → (line, words it stands at, words in front of them)
        self.quoted: dict[str, tuple[int, str, str]] = {}
        self.lines: list[str] = []
        self.doubts: list[Doubt] = []
        self.left_out: list[LeftOut] = []
        self.letters = 0  # of the XML, written or left out
        self.lost_links = 0

    @property
    def _next(self) -> int:
        return len(self.lines) + 1

    def write(self, blocks: list) -> None:
        for block in blocks:
            if isinstance(block, Table):
                self._write_table(block)
            else:
                self._write_paragraph(block)

    def close(self) -> list[tuple[str, str]]:
        """Write the notes still waiting; returns those that nothing refers to."""
        self._write_notes()
        return [key for key in self._notes if key not in self._numbers]

    # --- Paragraphs -------------------------------------------------------------------------

    def _write_paragraph(self, paragraph: Paragraph) -> None:
        for text in self._lines_of(paragraph):
            self._put(text)
        self._after_table = False
        self._write_boxes(paragraph)
        if self._waiting and "。" in "".join(self.lines[-1:]):
            self._write_notes()

    def _write_boxes(self, paragraph: Paragraph) -> None:
        for box in paragraph.boxes:
            self._doubt("text_box", TEXT_BOX)
            self.write(box)

    def _put(self, text: str) -> None:
        self.lines.append(text)
        bare = text.strip("#* ")
        if self._part == _FRONT and bare and is_contents_label(bare):
            self._part = _CONTENTS
        elif self._part == _CONTENTS:
            is_prose = "。" in bare or width(bare) > 100
            if note_label(bare) is not None or is_prose:
                self._part = _BODY
            elif len(self._listed) < _LONGEST_CONTENTS:
                self._listed += comparison_form(bare)

    def _lines_of(self, paragraph: Paragraph) -> list[str]:
        """The lines of a paragraph; pictures on lines of their own, below the words."""
        made: list[str] = []
        is_first = True
        for pieces in _split(paragraph.pieces):
            at = self._next + len(made)
            text, pictures = self._line(pieces, at, paragraph if is_first else None)
            is_first = False
            made += [text] if text.strip() or not pictures else []
            made += pictures
        return made

    def _line(self, pieces, at: int, paragraph: Paragraph | None) -> tuple[str, list[str]]:
        """One line with its marks, and its pictures."""
        plain = "".join(piece.text for piece in pieces if piece.kind == "text")
        is_rich = self._is_rich(plain)
        segments, pictures = self._inline(pieces, at, rich=is_rich)
        number = paragraph.number if paragraph and plain.strip() else ""
        bullet, number = (BULLET, "") if number == BULLET else ("", number)
        level = min(6, paragraph.level) if paragraph else 0
        lead, rest = stressed(number, segments, is_kept=is_rich and not level)
        if not plain.strip() or level:
            text = number + lead + rest
        else:
            # On the cover a line all bold is no label; **主编** before names is one.
            is_lead = lead.strip() and (rest.strip() or self._part == _BODY)
            text = f"**{number}{lead}**{rest}" if is_lead else number + lead + rest
        is_set_off = not level and not bullet and self._is_set_off(pieces, plain)
        marks = "#" * (level or is_set_off)
        return (f"{marks} {text}" if marks and plain.strip() else bullet + text), pictures

    def _is_set_off(self, pieces, plain: str) -> bool:
        """A short line all bold or all larger than the text: a heading in a document of 正文."""
        if "。" in plain or not plain.strip() or width(plain) > _LONGEST_HEADING:
            return False
        looks = [each.look for each in pieces if each.kind == "text" and each.text.strip()]
        is_bold = all(look.bold for look in looks)
        return is_bold or all(look.size > self._body_size + 1 for look in looks)

    def _is_rich(self, plain: str) -> bool:
        """Whether links and raised characters are kept: in bodies, not in titles and fields."""
        form = comparison_form(plain)
        is_title = len(form) >= 6 and form in self._listed
        return self._part == _BODY and not is_title and source_of(plain.strip()) is None

    # --- Inside a line ----------------------------------------------------------------------

    def _inline(self, pieces, at: int, *, rich: bool) -> tuple[list[tuple[str, bool]], list[str]]:
        """([(text with its marks, whether bold)], pictures)."""
        segments, pictures, said = [], [], ""
        is_all_link = len({piece.extra for piece in pieces if _is_word(piece)}) == 1
        for (kind, href), run in groupby(pieces, key=_kind_and_link):
            run = list(run)
            self.letters += sum(piece.letters for piece in run)
            if kind == "text":
                said = (said + "".join(piece.text for piece in run))[-_BEFORE:]
                address = safe_address(href)
                is_link = bool(address) and rich and not is_all_link
                self.lost_links += bool(address) and not is_link
                segments += self._words(run, address if is_link else "", rich=rich)
            elif kind == "picture":
                pictures += [piece.text for piece in run]
            elif kind == "chart":
                pictures += [line for piece in run for line in ("", *piece.text.split("\n"), "")]
            elif kind == "note":
                segments += [(self._reference(piece, at, rich), True) for piece in run]
            else:
                self._note_down(run, at, said)
        return segments, pictures

    def _words(self, run: list[Piece], address: str, *, rich: bool) -> list[tuple[str, bool]]:
        more = "".join(piece.text for piece in run) if self._open else ""
        for name in self._open:
            line, words, before = self.quoted[name]
            if len(words) < _QUOTED:
                self.quoted[name] = line, (words + more)[:_QUOTED], before
        if address:
            label = "".join(piece.text for piece in run).translate({91: "［", 93: "］"})
            return [(f"[{label}]({address})", all(piece.look.bold for piece in run))]
        return [(_raised(piece) if rich else piece.text, piece.look.bold) for piece in _merged(run)]

    def _note_down(self, run: list[Piece], at: int, before: str) -> None:
        """Pieces that are no words: what was left out, doubted, or commented on."""
        for piece in run:
            if piece.kind == "left":
                self.left_out += leave_out(at, piece.text, piece.extra)
            elif piece.kind == "doubt":
                self.doubts.append(Doubt(at, piece.extra, piece.text.format(line=at)))
            elif piece.kind == "open":
                self.quoted.setdefault(piece.text, (at, "", before))
                self._open = [*self._open[-_MOST_COMMENTS:], piece.text]
            elif piece.text in self._open:
                self._open.remove(piece.text)

    def _doubt(self, kind: str, message: str) -> None:
        self.doubts.append(Doubt(self._next, kind, message.format(line=self._next)))

    # --- Notes ------------------------------------------------------------------------------

    def _reference(self, piece: Piece, at: int, rich: bool) -> str:
        """The number of a footnote in the text; in a title it is left to the notes below."""
        key = (piece.extra, piece.text)
        if key not in self._notes:
            return ""
        if key not in self._numbers:
            self._numbers[key] = len(self._numbers) + 1
            self._waiting.append(key)
        if not rich:
            self.doubts.append(Doubt(at, "footnote", TITLE_NOTE.format(line=at)))
            return ""
        return _label(self._numbers[key])

    def _write_notes(self) -> None:
        waiting, self._waiting = self._waiting, []
        for key in waiting:
            texts = [self.cell_text(block) for block in self._notes[key]]
            number = self._numbers[key]
            colon = ":" if number <= _MOST_NOTES else ""
            self._put(f"{_label(number)}{colon} {' '.join(each for each in texts if each)}")

    # --- Tables -----------------------------------------------------------------------------

    def _write_table(self, table: Table) -> None:
        if self._part != _BODY or is_layout(table):
            self._write_as_lines(table)
            return
        if self._after_table:
            self._put("")
        for line in table_lines(table, self.cell_text):
            self._put(line)
        self._after_table = True
        self._write_boxes_in(table)
        if self._waiting:
            self._write_notes()

    def _write_as_lines(self, table: Table) -> None:
        """A table that only lays out: the masthead, the contents list, a frame around the text."""
        for row in table.rows:
            if self._part == _BODY or any(_holds_table(cell) for cell in row):
                for cell in row:
                    self.write(list(cell.blocks))
                continue
            cells = [self._lines_in(cell) for cell in row]
            for line in rows_as_text(cells, lambda text: section_name(text) in SECTIONS):
                self._put(line)
            self._write_boxes_in(Table((row,)))

    def _lines_in(self, cell) -> list[str]:
        return [text for block in cell.blocks for text in self._lines_of(block) if text.strip()]

    def _write_boxes_in(self, table: Table) -> None:
        for block in (each for row in table.rows for cell in row for each in cell.blocks):
            if isinstance(block, Table):
                self._write_boxes_in(block)
            else:
                self._write_boxes(block)

    def cell_text(self, block) -> str:
        """One block of a cell, or of a note, on one line."""
        if isinstance(block, Table):
            self._doubt("table", NESTED)
            return nested(block, self.cell_text)
        number = "• " if block.number == BULLET else block.number
        made = []
        for pieces in _split([_no_chart(piece) for piece in block.pieces]):
            segments, pictures = self._inline(pieces, self._next, rich=self._part == _BODY)
            text = "".join(text for text, _ in segments)
            made.append((text + "".join(pictures)).strip())
        text = "<br>".join(each for each in made if each)
        return number + text if text else ""


def any_text(blocks: list, test: Callable[[str], bool]) -> bool:
    """Whether the words of any paragraph, in tables too, pass this test."""
    for block in blocks:
        if isinstance(block, Table):
            inner = [each for row in block.rows for cell in row for each in cell.blocks]
            if any_text(inner, test):
                return True
        elif any(
            test("".join(each.text for each in pieces if each.kind == "text").strip())
            for pieces in _split(block.pieces)
        ) or any(any_text(box, test) for box in block.boxes):
            return True
    return False


def _holds_table(cell) -> bool:
    return any(isinstance(block, Table) for block in cell.blocks)


def _split(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces between manual line breaks."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.kind == "break":
            lines.append([])
        else:
            lines[-1].append(piece)
    return lines


def _no_chart(piece: Piece) -> Piece:
    """The rows of a chart have no room in a cell or a note."""
    return Piece("doubt", CHART, extra="picture") if piece.kind == "chart" else piece


def _is_word(piece: Piece) -> bool:
    return piece.kind == "text" and bool(piece.text.strip())


def _kind_and_link(piece: Piece) -> tuple[str, str]:
    is_other = piece.kind not in ("text", "picture", "chart", "note")
    return ("other", "") if is_other else (piece.kind, piece.extra if piece.kind == "text" else "")


def _merged(run: list[Piece]) -> list[Piece]:
    """Runs that look alike, as one: Word cuts a word into many."""
    made = []
    for _, alike in groupby(run, key=lambda each: (each.look.bold, each.look.raised)):
        alike = list(alike)
        made.append(Piece("text", "".join(each.text for each in alike), alike[0].look))
    return made


def _raised(piece: Piece) -> str:
    tag = piece.look.raised
    is_marked = tag and letters(piece.text)
    return f"<{tag}>{piece.text}</{tag}>" if is_marked else piece.text


def _label(number: int) -> str:
    return f"[^{number}]" if number <= _MOST_NOTES else f"［{number}］"
