"""What the styles of a Word document say of a paragraph or a run, inherited styles included."""

import re
from dataclasses import dataclass

from editorial.intake.word.names import child, flag, value_of, w
from editorial.intake.word.symbols import symbol_font

_HEADING_NAME = re.compile(r"^(?:heading|标题|標題|toc标题)\s*([1-9])(?:\s|$|字符)?", re.I)
_TITLE_NAMES = ("title", "标题", "文章标题", "subtitle", "副标题")
_DEEPEST = 20  # styles based on styles
_USUAL_SIZE = 21  # half points: 五号


@dataclass(frozen=True)
class Look:
    """How a run looks, as far as it matters. ``size`` in half points."""

    bold: bool = False
    size: int = _USUAL_SIZE
    raised: str = ""  # "sup", "sub"
    hidden: bool = False
    font: str = ""  # only a symbol font's


PLAIN = Look()


class Styles:
    """Styles by id. All questions are answered through the chain of ``basedOn``."""

    def __init__(self, root):
        self._styles = {}
        self._default, self._properties = None, []
        self._looks: dict = {}
        self._chains: dict[tuple[str | None, bool], list] = {}
        self._levels: dict[str | None, int] = {}
        self._numberings: dict[str | None, tuple] = {}
        if root is None:
            return
        for style in root.iterchildren(w("style")):
            self._styles[style.get(w("styleId"), "")] = style
            is_default = style.get(w("default")) in ("1", "true", "on")
            if is_default and style.get(w("type")) == "paragraph":
                self._default = style
        for defaults in root.iterchildren(w("docDefaults")):
            self._properties = list(defaults.iter(w("rPr")))[:1]

    def chain(self, style_id: str | None, *, is_run: bool = False) -> list:
        """The style and those it is based on, nearest first."""
        key = style_id, is_run
        if key not in self._chains:
            self._chains[key] = self._chain(style_id, is_run)
        return self._chains[key]

    def _chain(self, style_id: str | None, is_run: bool) -> list:
        style = self._styles.get(style_id) if style_id else None
        style = style if style is not None or is_run else self._default
        found = []
        while style is not None and len(found) < _DEEPEST and style not in found:
            found.append(style)
            style = self._styles.get(value_of(child(style, "basedOn")) or "")
        return found

    def numbering(self, style_id: str | None):
        """(numPr element, id of the style that carries it), or (None, "")."""
        if style_id not in self._numberings:
            self._numberings[style_id] = self._numbering(style_id)
        return self._numberings[style_id]

    def _numbering(self, style_id: str | None):
        for style in self.chain(style_id):
            found = child(child(style, "pPr"), "numPr")
            if found is not None:
                return found, style.get(w("styleId"), "")
        return None, ""

    def heading_level(self, style_id: str | None, properties) -> int:
        """1 … 9 for a heading, 0 for text: the outline level, else the style's name."""
        own = _outline_level(properties)
        if own is not None:
            return own
        if style_id not in self._levels:
            self._levels[style_id] = self._level(style_id)
        return self._levels[style_id]

    def _level(self, style_id: str | None) -> int:
        chain = self.chain(style_id)
        levels = (_outline_level(child(style, "pPr")) for style in chain)
        written = next((level for level in levels if level is not None), None)
        if written is not None:
            return written
        for style in chain:
            name = (value_of(child(style, "name")) or "").strip().lower()
            if found := _HEADING_NAME.match(name):
                return int(found.group(1))
            if name in _TITLE_NAMES:
                return 1
        return 0

    def look(self, paragraph_style: str | None, run) -> Look:
        """The look of a run: its own properties, its style's, the paragraph's, the defaults'."""
        own = child(run, "rPr")
        key = (paragraph_style, value_of(child(own, "rStyle")))
        if key not in self._looks:
            chain = self.chain(key[1], is_run=True) + self.chain(paragraph_style)
            holders = [child(style, "rPr") for style in chain] + self._properties
            self._looks[key] = _look([each for each in holders if each is not None], PLAIN)
        inherited = self._looks[key]
        return inherited if own is None else _look([own], inherited)


def _outline_level(properties) -> int | None:
    """What w:outlineLvl says, counted from 1; 0 for body text, None when it says nothing."""
    outline = value_of(child(properties, "outlineLvl"))
    if not outline or not outline.isdecimal():
        return None
    return int(outline) + 1 if len(outline) == 1 and int(outline) < 9 else 0


def _look(holders, inherited: Look) -> Look:
    def first(name, read, default):
        for holder in holders:
            element = child(holder, name)
            if element is not None:
                return read(element)
        return default

    raised = {"superscript": "sup", "subscript": "sub"}
    return Look(
        bold=first("b", flag, inherited.bold),
        size=first("sz", _size, inherited.size),
        raised=first("vertAlign", lambda e: raised.get(value_of(e) or "", ""), inherited.raised),
        hidden=first("vanish", flag, inherited.hidden),
        font=first("rFonts", _font, inherited.font),
    )


def _font(element) -> str:
    names = (element.get(w("ascii"), ""), element.get(w("hAnsi"), ""))
    return next(filter(None, map(symbol_font, names)), "")


def _size(element) -> int:
    text = value_of(element) or ""
    return int(text) if text.isdecimal() and len(text) < 5 else _USUAL_SIZE
