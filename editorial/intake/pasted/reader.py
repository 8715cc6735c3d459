"""READ, pasted: HTML as any program writes it → paragraphs, tables and groups, as they show.

The markup is read as a stream: no tree, so that neither depth nor broken nesting loses a word.
"""

import re
from dataclasses import replace

from lxml import etree

from editorial import richtext
from editorial.intake.grammar import is_duty
from editorial.intake.pasted import signs
from editorial.intake.pasted.blocks import Grid, Group, Missing, Slot
from editorial.intake.pasted.collecting import Collector, Frame
from editorial.intake.pasted.notes import is_note_name, note_name
from editorial.intake.pasted.numbers import Listing, listing, number_as_typed
from editorial.intake.pasted.pictures import SMALL, Seen, seen
from editorial.intake.pasted.styles import NO_STYLE, Style, style_of
from editorial.intake.pasted.unseen import with_line_ends, without_unseen
from editorial.intake.word.numbering import BULLET
from editorial.intake.word.styles import PLAIN
from editorial.intake.word.symbols import symbol_font

HIDDEN, DELETED, COMMENT, RUBY = "看不见的文字", "修订中删去的文字", "批注", "注音"
NEVER_SEEN, NUMBER, NOTE_MARK = "代码", "编号", "脚注号"  # these are not told
_INVISIBLE = {
    *("script", "style", "head", "title", "template", "xml", "datalist", "annotation"),
    *("annotation-xml", "noframes"),
}
_MEDIA = {"iframe", "object", "embed", "video", "audio", "canvas", "applet", "mpvoice"}
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_BLOCKS = {
    *_HEADINGS, "p", "div", "section", "article", "main", "header", "footer", "aside", "nav",
    "address", "center", "blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd", "menu", "dir",
    "figure", "figcaption", "caption", "details", "summary", "form", "fieldset", "legend",
    "table", "thead", "tbody", "tfoot", "tr", "td", "th", "hr", "body", "html",
    "option", "mp-style-type",
}  # fmt: skip
_BOLD, _STRUCK = {"b", "strong"}, {"s", "strike"}
_RAISED = {"sup": "sup", "sub": "sub"}
_OWN_TAGS = {"em": ("<em>", "</em>"), "u": ("<u>", "</u>")}
_MOST_GRIDS, _MOST_COLUMNS, _MOST_ROWS = 8, 60, 5000
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s\"<>]{2,1900}", re.IGNORECASE)
_SCOPES = ("row", "col", "rowgroup", "colgroup")
_NEAR = 12  # characters that name the place of a picture
_SIZES = re.compile(r"\d{1,5}")


class Reader(Collector):
    """A target of lxml's parser. ``is_own``: the text is ours already, its styles are meant."""

    def __init__(self, *, is_own: bool = False, sees_hidden: bool = False, notes=frozenset()):
        super().__init__()
        self.notes: dict[str, list] = {}
        self.tags: list[tuple[str, str]] = []
        self._is_own, self._sees_hidden = is_own, sees_hidden
        self._asked_for = notes  # names of notes that the text refers to
        self._grids: list[Grid] = []
        self._lists: list[Listing] = []
        self._is_head = False
        self._typed_number: list[str] = []
        self._groups = 0

    # --- What the parser calls ------------------------------------------------------------------

    def start(self, tag: str, attributes) -> None:
        tag = tag.lower()
        outer = self._frames[-1]
        frame = Frame(tag, outer)
        self._frames.append(frame)
        if outer.reason == NEVER_SEEN or tag in _INVISIBLE:
            frame.reason = NEVER_SEEN
            return
        if tag in _MEDIA:
            self.found.media += 1
            frame.reason = NEVER_SEEN
            return
        said = attributes.get("style")
        style = style_of(said) if said else NO_STYLE
        self.found.styles += bool(said)
        self._look(frame, tag, style, attributes)
        if tag in _BLOCKS or style.is_block:
            self._open_block(frame, tag, style, attributes)
        else:
            self._open_inline(frame, tag, style, attributes)

    def end(self, tag: str) -> None:
        tag = tag.lower()
        if len(self._frames) < 2 or self._frames[-1].tag != tag:
            return
        frame = self._frames.pop()
        if frame.is_block:
            self._flush()
        if frame.ending:
            frame.ending()

    def data(self, text: str) -> None:
        frame = self._frames[-1]
        if frame.reason == NEVER_SEEN:
            return
        text = without_unseen(with_line_ends(text), self.found.unseen)
        if frame.reason == NUMBER:
            self._typed_number.append(text)
        elif frame.reason:
            self.found.left.setdefault(frame.reason, []).append(text)
        elif frame.keeps_lines:
            self._say_lines(text, frame.look)
        else:
            self._say(text, frame.look)

    def comment(self, text: str) -> None:
        pass

    def pi(self, target: str, data: str | None = None) -> None:
        pass

    def close(self) -> "Reader":
        while len(self._frames) > 1:
            self.end(self._frames[-1].tag)
        self._flush()
        return self

    # --- Looks ------------------------------------------------------------------------------

    def _look(self, frame: Frame, tag: str, style: Style, attributes) -> None:
        look = frame.look
        bold = True if tag in _BOLD else style.bold
        raised = _RAISED.get(tag, style.raised)
        changes = {}
        if bold is not None and bold != look.bold:
            changes["bold"] = bold
        if raised is not None and raised != look.raised:
            changes["raised"] = raised
        if style.size is not None and style.size != look.size:
            changes["size"] = style.size
        if style.font and symbol_font(style.font) != look.font:
            changes["font"] = symbol_font(style.font)
        frame.look = replace(look, **changes) if changes else look
        frame.keeps_lines = frame.keeps_lines or tag in ("pre", "textarea") or style.keeps_lines
        frame.reason = frame.reason or self._reason(tag, style, attributes)

    def _reason(self, tag: str, style: Style, attributes) -> str:
        """Why the words of this element are left out; empty where they are not."""
        if style.is_number:
            self._typed_number = []
            self._frames[-1].ending = self._take_number
            return NUMBER
        name = attributes.get("class") or ""
        if style.element == "comment-list" or "MsoCommentReference" in name:
            return COMMENT
        if tag in ("rt", "rp"):
            return RUBY
        if tag == "del" and (attributes.get("datetime") or attributes.get("cite")):
            return DELETED
        if tag in _STRUCK or tag == "del" or style.is_struck:
            self.found.struck.append(tag)
        is_hidden = style.is_hidden or "hidden" in attributes or tag == "noscript"
        return HIDDEN if is_hidden and not self._sees_hidden else ""

    def _take_number(self) -> None:
        self._number = number_as_typed("".join(self._typed_number))
        self.found.numbers += self._number not in ("", BULLET)
        if self._words and not self._words.paragraph.number:
            self._words.paragraph.number, self._number = self._number, ""

    # --- Blocks -----------------------------------------------------------------------------

    def _open_block(self, frame: Frame, tag: str, style: Style, attributes) -> None:
        self._flush()
        frame.is_block = True
        frame.look = (
            replace(frame.look, size=style.size or PLAIN.size) if tag == "p" else frame.look
        )
        name = attributes.get("class") or ""
        frame.words = self._words_of(tag, name, style)
        note = note_name(attributes.get("id") or "")
        if note in self._asked_for or style.element in ("footnote", "endnote"):
            self._open_note(frame, note)
        elif tag in ("ul", "ol", "menu", "dir"):
            start = attributes.get("start") or ""
            self._lists.append(listing(tag, attributes.get("type") or "", style.list_kind, start))
            frame.ending = self._lists.pop
        elif tag == "li":
            self._open_item(frame, attributes.get("value") or "")
        elif tag in ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"):
            self._open_table_part(frame, tag, attributes)
        elif tag in ("figure", "blockquote", "section"):
            self._open_group(frame, tag, name, attributes)

    def _words_of(self, tag: str, name: str, style: Style) -> tuple[str, str, int]:
        """(element, our class, level) of a paragraph that begins inside this block."""
        own = next((each for each in name.split() if each in richtext.CLASSES.get(tag, ())), "")
        level = _HEADINGS.get(tag, 0) or style.level
        return tag, own, level

    def _open_item(self, frame: Frame, value: str) -> None:
        self._number = self._lists[-1].next(value) if self._lists else BULLET
        self.found.numbers += self._number not in ("", BULLET)

        def end() -> None:
            self._number = ""

        frame.ending = end

    def _open_note(self, frame: Frame, name: str) -> None:
        """The text of a footnote: it is set aside, whatever stands around it."""
        self._into.append(self.notes.setdefault(name, []))
        self._number = ""
        frame.ending = self._leave

    def _open_group(self, frame: Frame, tag: str, name: str, attributes) -> None:
        """Figures, our own sections, quotations: never one inside another."""
        own = next((each for each in name.split() if each in richtext.CLASSES.get(tag, ())), "")
        is_ours = tag == "figure" or (tag == "section" and own == "report-contents")
        is_quote = tag == "blockquote" and self._is_own
        if not (is_ours or is_quote) or self._groups or self._grids:
            return
        chart = attributes.get("data-chart") or ""
        group = Group(tag, own, chart if chart in richtext.CHART_KINDS else "")
        self._into[-1].append(group)
        self._into.append(group.items)
        self._groups += 1
        frame.ending = self._close_group

    def _close_group(self) -> None:
        self._groups -= 1
        self._into.pop()

    def _leave(self) -> None:
        self._into.pop()

    # --- Tables -----------------------------------------------------------------------------

    def _open_table_part(self, frame: Frame, tag: str, attributes) -> None:
        if tag == "table" and len(self._grids) < _MOST_GRIDS:
            grid = Grid()
            self.found.nested_tables += bool(self._grids)
            self._into[-1].append(grid)
            self._grids.append(grid)
            outer = self._is_head
            self._is_head = False
            frame.ending = lambda: self._close_table(outer)
        elif tag in ("thead", "tbody", "tfoot"):
            self._is_head = tag == "thead"
        elif tag == "tr" and self._grids:
            self._grids[-1].rows.append((self._is_head, []))
        elif tag in ("td", "th") and self._grids:
            self._open_cell(frame, tag, attributes)
        elif tag == "caption" and self._grids:
            self._into.append(self._grids[-1].caption)
            frame.ending = self._leave

    def _open_cell(self, frame: Frame, tag: str, attributes) -> None:
        grid = self._grids[-1]
        if not grid.rows:
            grid.rows.append((self._is_head, []))
        columns = _count(attributes.get("colspan"), _MOST_COLUMNS)
        rows = _count(attributes.get("rowspan"), _MOST_ROWS)
        scope = attributes.get("scope") or ""
        slot = Slot([], columns, rows, tag == "th", scope if scope in _SCOPES else "")
        grid.rows[-1][1].append(slot)
        self._into.append(slot.items)
        frame.ending = self._leave

    def _close_table(self, outer: bool) -> None:
        self._grids.pop()
        self._is_head = outer

    # --- Inside a paragraph -----------------------------------------------------------------

    def _open_inline(self, frame: Frame, tag: str, style: Style, attributes) -> None:
        outer_look = self._frames[-2].look
        if tag == "br":
            self._add("break", "")
        elif tag == "img":
            self._picture(attributes)
        elif frame.reason:
            return
        elif tag == "a":
            self._open_link(frame, attributes)
        elif self._is_own and tag in _OWN_TAGS:
            self._open_tag(frame, *_OWN_TAGS[tag])
        elif self._is_own and tag == "span" and attributes.get("class") == "duty":
            self._open_duty(frame)
        elif self._is_own and tag == "strong" and attributes.get("class") == "run-in":
            self._run_in(frame)
        elif self._is_own and tag == "strong" and self._words:
            frame.look = outer_look
            self._open_tag(frame, "<strong>", "</strong>")

    def _run_in(self, frame: Frame) -> None:
        words = self._paragraph()
        words.name = words.name or "run-in"

    def _open_link(self, frame: Frame, attributes) -> None:
        href = (attributes.get("href") or "").strip()
        target = note_name(href[1:]) if href.startswith("#") else ""
        if target and target in self._asked_for:
            self._add("note", target, extra="footnote")
            frame.reason = NOTE_MARK
        elif is_note_name(href[1:]) and href.startswith("#"):
            # The number before the text of a footnote, or one whose text is not here.
            is_inside = any(self._into[-1] is each for each in self.notes.values())
            frame.reason = NOTE_MARK if is_inside else ""
            self.found.lone_notes += not is_inside
        elif _ADDRESS.fullmatch(href):
            self.found.links_kept += 1
            self._open_tag(frame, f'<a href="{_escaped(href)}">', "</a>")
        elif href and not href.startswith("#"):
            self.found.links_dropped += 1

    def _open_tag(self, frame: Frame, opening: str, closing: str) -> None:
        """A tag that comes out as it went in."""
        if len(self.tags) >= signs.MOST:
            return
        name = signs.number(len(self.tags))
        self.tags.append((opening, closing))
        self._settle_gap("")
        self._add("text", signs.OPEN + name, frame.look)
        frame.ending = lambda: self._add("text", signs.CLOSE + name, frame.look)

    def _open_duty(self, frame: Frame) -> None:
        """A duty in brackets is found again by its words; any other keeps its mark."""
        pieces = self._paragraph().paragraph.pieces
        at = len(pieces)
        self._open_tag(frame, '<span class="duty">', "</span>")
        close = frame.ending

        def end() -> None:
            said = "".join(each.text for each in pieces[at + 1 :])
            if is_duty(said) and at < len(pieces):
                del pieces[at]
            elif close:
                close()

        frame.ending = end

    def _picture(self, attributes) -> None:
        found: Seen = seen(attributes)
        if found.markup:
            self._add("picture", found.markup)
        elif found.kind == SMALL:
            self._say(found.alt, self._frames[-1].look)
        elif found.why:
            missing = Missing(
                found.address, found.alt, " ".join(self._so_far.split())[-_NEAR:], found.why
            )
            self.found.missing.append(missing)


def _count(said: str | None, most: int) -> int:
    found = _SIZES.match(said or "")
    return min(max(int(found[0]), 1), most) if found else 1


def _escaped(href: str) -> str:
    return href.replace("&", "&amp;").replace('"', "%22").replace("<", "%3C")


def read(
    markup: str, *, is_own: bool = False, sees_hidden: bool = False, notes=frozenset()
) -> Reader:
    """Everything a page shows. Raises nothing, whatever the markup."""
    target = Reader(is_own=is_own, sees_hidden=sees_hidden, notes=notes)
    parser = etree.HTMLParser(target=target, huge_tree=True)
    parser.feed("<body>")
    parser.feed(markup)
    return parser.close()
