"""document.xml → paragraphs and tables: what Word shows, in order, with what it does not show."""

from editorial.intake.word.blocks import Cell, Paragraph, Piece, Table
from editorial.intake.word.branches import branch_of, text_elements_in
from editorial.intake.word.equations import linear
from editorial.intake.word.fields import Fields, address_in
from editorial.intake.word.graphics import Graphics
from editorial.intake.word.names import MATH_TEXT, child, flag, integer, local, r, value_of, w
from editorial.intake.word.numbering import Numbering
from editorial.intake.word.package import Package
from editorial.intake.word.pictures import Pictures
from editorial.intake.word.styles import PLAIN, Look, Styles
from editorial.intake.word.symbols import spelled_out, symbol
from editorial.typography import letters

DELETED, HIDDEN, PAGE_FIELD, PLACEHOLDER = (
    "修订中删去的文字", "隐藏文字", "页码", "待填的占位文字",
)  # fmt: skip
RUBY = "注音"
SYMBOL = "第 {line} 行有认不出的符号，已用 □ 代替，请对照原稿改正。"
EQUATION = "第 {line} 行的公式已改写成一行文字，请在正文中核对或改为图片。"
CHART = "第 {line} 行处有一张 Word 图表，没能带过来，请在正文中补上图片或图表数据。"
CHART_AS_TABLE = "第 {line} 行处的 Word 图表画不成本刊的图表，数据已存为表格，请核对。"
DIAGRAM_WORDS = "第 {line} 行处有一张 SmartArt 图示，只带过来了其中的文字，请截图后在正文中上传。"
DIAGRAM = "第 {line} 行处有一张 SmartArt 图示，没能带过来，请截图后在正文中上传。"
EMBEDDED = "第 {line} 行处嵌入了另一个文件，没有导入，请把其中的文字粘贴到正文里。"
TEXT_BOX = "第 {line} 行起是文本框里的文字，请核对它在文中的位置。"
_MOST_SPAN = 60  # columns of a table

_WRAPPERS = {
    *("smartTag", "customXml", "sdtContent", "dir", "bdo", "ins", "moveTo"),
}
_DROPPED = {"del", "moveFrom"}
_BREAKS = {"br", "cr"}
_CHARACTERS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}


class Walker:
    """Walks one document. What it met on the way is in its counters."""

    def __init__(self, package: Package, part: str, styles: Styles, numbering: Numbering):
        self._styles, self._numbering = styles, numbering
        self._relations = package.relations(part)
        self._pictures = Pictures(package, self._relations)
        self._graphics = Graphics(package, self._relations)
        self._fields = Fields()
        self._carried: list[Piece] = []
        self._paragraph = Paragraph()
        self._style: str | None = None
        self._href = ""
        self.inserted = self.deleted = 0

    @property
    def pictures(self) -> dict[str, tuple[str, bytes]]:
        return self._pictures.taken

    def blocks(self, holder) -> list:
        """Paragraphs and tables below an element, wrappers opened."""
        found: list = []
        for element in holder:
            name = local(element)
            if name == "p":
                found += self._one_paragraph(element)
            elif name == "tbl":
                found.append(self._table(element))
            elif name == "sdt":
                found += self._control(element)
            elif name in _WRAPPERS:
                self.inserted += name in ("ins", "moveTo")
                found += self.blocks(element)
            elif name in _DROPPED:
                self._drop(element)
            elif name == "AlternateContent":
                found += self.blocks(branch_of(element))
            elif name == "altChunk":
                found.append(Paragraph(pieces=[Piece("doubt", EMBEDDED, extra="embedded")]))
            elif name in ("oMathPara", "oMath"):
                self._equation(element)
        return found + (self._rest() if local(holder) == "body" else [])

    def _control(self, element) -> list:
        """A content control that holds whole paragraphs."""
        content = child(element, "sdtContent")
        return [] if content is None else self.blocks(content)

    def _rest(self) -> list[Paragraph]:
        """What deleted paragraph marks carried past the last paragraph."""
        pieces, self._carried = self._carried, []
        return [Paragraph(pieces=pieces)] if pieces else []

    # --- Paragraphs -------------------------------------------------------------------------

    def _one_paragraph(self, element) -> list[Paragraph]:
        """The paragraph; none when its mark was deleted and its words go on in the next."""
        properties = child(element, "pPr")
        style = value_of(child(properties, "pStyle"))
        outer = self._paragraph, self._style, self._href
        self._paragraph, self._style, self._href = Paragraph(), style, ""
        this, this.pieces, self._carried = self._paragraph, self._carried, []
        self._inline(element)
        self._paragraph, self._style, self._href = outer
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self.deleted += 1
            if not this.boxes:
                self._carried = this.pieces
                return []
        this.level = self._styles.heading_level(style, properties)
        this.number = self._numbering.number(properties, style)
        return [this]

    def _inline(self, holder) -> None:
        for element in holder:
            name = local(element)
            read = self._INLINE.get(name)
            if read:
                read(self, element)
            elif name in _WRAPPERS:
                self.inserted += name in ("ins", "moveTo")
                self._inline(element)
            elif name in _DROPPED:
                self._drop(element)

    def _add(self, kind: str, text: str, look: Look = PLAIN, extra: str = "", count: int = 0):
        self._paragraph.pieces.append(Piece(kind, text, look, extra, count))

    def _leave(self, text: str, reason: str) -> None:
        self._add("left", text, extra=reason, count=len(letters(text)))

    def _drop(self, element) -> None:
        self.deleted += 1
        self._leave("".join(text_elements_in(element)), DELETED)

    def _link(self, element) -> None:
        relation = self._relations.get(element.get(r("id"), ""))
        outer, self._href = self._href, relation.target if relation else ""
        self._inline(element)
        self._href = outer

    def _simple_field(self, element) -> None:
        self._fields.open_simple(element.get(w("instr"), ""))
        self._inline(element)
        self._fields.end()

    def _control_inline(self, element) -> None:
        content = child(element, "sdtContent")
        if content is None:
            return
        hint = child(child(element, "sdtPr"), "showingPlcHdr")
        if hint is not None and flag(hint):
            self._leave("".join(text_elements_in(content)), PLACEHOLDER)
        else:
            self._inline(content)

    def _comment_start(self, element) -> None:
        self._add("open", element.get(w("id"), ""))

    def _comment_end(self, element) -> None:
        self._add("close", element.get(w("id"), ""))

    def _equation(self, element) -> None:
        text = "".join(each.text or "" for each in element.iter(MATH_TEXT, w("t")))
        if not text.strip():
            return
        self._add("text", "", count=len(letters(text)))
        for part, raised in linear(element):
            look = Look(raised=raised) if raised else PLAIN
            self._add("text", " ".join(part.split("\n")), look)
        self._add("doubt", EQUATION, extra="equation")

    def _alternate(self, element) -> None:
        self._inline(branch_of(element))

    # --- Runs -------------------------------------------------------------------------------

    def _run(self, element) -> None:
        look = self._styles.look(self._style, element)
        for each in element:
            name = local(each)
            read = self._IN_RUN.get(name)
            if name == "t":
                self._words(each.text or "", look, is_word=True)
            elif name in _CHARACTERS:
                self._words(_CHARACTERS[name], look)
            elif name in _BREAKS:
                self._add("break", "")
            elif read:
                read(self, each, look)

    def _words(self, text: str, look: Look, *, is_word: bool = False) -> None:
        count = len(letters(text)) if is_word else 0
        reason = PAGE_FIELD if self._fields.is_page else HIDDEN if look.hidden else ""
        if reason and is_word:
            self._leave(text, reason)
        elif not reason and (is_word or self._fields.is_shown):
            text, unknown = spelled_out(text, look.font)
            href = self._href or address_in(self._fields.instruction)
            self._add("text", " ".join(text.split("\n")), look, href, count)
            if unknown:
                self._add("doubt", SYMBOL, extra="symbol")

    def _symbol(self, element, look: Look) -> None:
        text, is_known = symbol(element.get(w("font"), ""), element.get(w("char"), ""))
        self._words(text, look)
        if not is_known:
            self._add("doubt", SYMBOL, extra="symbol")

    def _note_reference(self, element, look: Look) -> None:
        kind = "endnote" if local(element).startswith("endnote") else "footnote"
        self._add("note", element.get(w("id"), ""), extra=kind)

    def _comment_reference(self, element, look: Look) -> None:
        self._add("open", element.get(w("id"), ""))
        self._add("close", element.get(w("id"), ""))

    def _field_character(self, element, look: Look) -> None:
        self._fields.turn(element.get(w("fldCharType"), ""))

    def _instruction(self, element, look: Look) -> None:
        self._fields.say(element.text or "")

    def _ruby(self, element, look: Look) -> None:
        reading = child(element, "rt")
        if reading is not None:
            self._leave("".join(text_elements_in(reading)), RUBY)
        base = child(element, "rubyBase")
        if base is not None:
            self._inline(base)

    def _alternate_in_run(self, element, look: Look) -> None:
        for each in branch_of(element):
            read = self._IN_RUN.get(local(each))
            if read:
                read(self, each, look)
            elif local(each) == "t":
                self._words(each.text or "", look, is_word=True)

    def _drawing(self, element, look: Look) -> None:
        """Pictures and text boxes, in the order in which they stand."""
        name = next((each.get("descr") for each in element.iter() if local(each) == "docPr"), "")
        waiting = [element]
        while waiting:
            each = waiting.pop()
            kind = local(each)
            if kind == "txbxContent":
                self._box(each)
            elif kind in ("blip", "imagedata"):
                self._picture(each, name or "")
            elif kind == "chart":
                self._chart(each)
            elif kind == "relIds":
                self._diagram(each)
            elif kind == "OLEObject":
                self._add("doubt", EMBEDDED, extra="embedded")
            elif kind == "AlternateContent":
                waiting.append(branch_of(each))
            else:
                waiting += reversed(each)

    def _picture(self, element, name: str) -> None:
        relation = element.get(r("embed")) or element.get(r("id")) or element.get(r("link")) or ""
        markup, doubt = self._pictures.take(relation, name)
        if markup:
            self._add("picture", markup)
        elif doubt:
            self._add("doubt", doubt, extra="picture")

    def _chart(self, element) -> None:
        lines, is_drawn = self._graphics.chart(element.get(r("id"), ""))
        if lines:
            self._add("chart", "\n".join(lines))
        if not is_drawn:
            self._add("doubt", CHART_AS_TABLE if lines else CHART, extra="picture")

    def _diagram(self, element) -> None:
        lines = self._graphics.diagram(element.get(r("dm"), ""))
        self._add("doubt", DIAGRAM_WORDS if lines else DIAGRAM, extra="picture")
        if lines:
            box = [Paragraph(pieces=[Piece("text", text)]) for text in lines]
            self._paragraph.boxes.append(box)

    def _box(self, element) -> None:
        carried, self._carried = self._carried, []
        blocks = self.blocks(element) + self._rest()
        self._carried = carried
        self._paragraph.boxes.append(blocks)

    _INLINE = {
        "r": _run,
        "hyperlink": _link,
        "fldSimple": _simple_field,
        "sdt": _control_inline,
        "oMath": _equation,
        "oMathPara": _equation,
        "commentRangeStart": _comment_start,
        "commentRangeEnd": _comment_end,
        "AlternateContent": _alternate,
    }
    _IN_RUN = {
        "sym": _symbol,
        "footnoteReference": _note_reference,
        "endnoteReference": _note_reference,
        "commentReference": _comment_reference,
        "fldChar": _field_character,
        "instrText": _instruction,
        "ruby": _ruby,
        "drawing": _drawing,
        "pict": _drawing,
        "object": _drawing,
        "AlternateContent": _alternate_in_run,
    }

    # --- Tables -----------------------------------------------------------------------------

    def _table(self, element) -> Table:
        rows, heads = [], []
        for row in _rows_of(element):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                self.deleted += 1
                self._drop_row(row)
                continue
            heads.append(child(properties, "tblHeader") is not None)
            before = integer(value_of(child(properties, "gridBefore")), high=_MOST_SPAN)
            rows.append((*([Cell(())] * before), *(self._cell(each) for each in _cells_of(row))))
        head = heads.index(False) if False in heads else 0
        return Table(tuple(rows), head)

    def _drop_row(self, row) -> None:
        text = "".join(text_elements_in(row))
        self._carried.append(Piece("left", text, extra=DELETED, letters=len(letters(text))))

    def _cell(self, element) -> Cell:
        properties = child(element, "tcPr")
        merge = child(properties, "vMerge")
        span = integer(value_of(child(properties, "gridSpan")), 1, low=1, high=_MOST_SPAN)
        outer, self._carried = self._carried, []
        blocks = self.blocks(element) + self._rest()
        self._carried = outer
        return Cell(tuple(blocks), span, merge is not None and value_of(merge) != "restart")


def _rows_of(table):
    return _through(table, "tr")


def _cells_of(row):
    return _through(row, "tc")


def _through(holder, name: str):
    """Children of this name, also inside content controls and custom XML."""
    for each in holder:
        if local(each) == name:
            yield each
        elif local(each) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _through(each, name)
