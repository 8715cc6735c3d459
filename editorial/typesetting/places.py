"""What stands where on a laid-out page, in pt from its corner: lines of words, tables, pictures.

Boxes of WeasyPrint live only as long as a page is being set; what is read from them here is kept
with its plate, for inspection and for comparing two proofs.
"""

import hashlib
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from editorial.typesetting import engine
from editorial.typesetting.openings import Openings

PT = 0.75  # pt to a CSS pixel
TURNED = "turned"  # the class of a table set across its page
FOOTNOTE = "foot-note"  # the class of a note at the foot of its page, and the tag of its lines
_ARTICLE = re.compile(r"article-(\d+)$")


class Line(NamedTuple):
    """A line of the type area. ``tag`` is the element of its block: ``p``, ``h2``, ``td`` …

    Lines of notes at the foot of a page have ``FOOTNOTE`` for a tag.
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    ends_block: bool  # the last line of its paragraph, or of the part on this page
    tag: str
    block: int  # lines of one block share this, also across the pages of a document
    article: int | None
    plain: str  # the text without what the stylesheet adds
    source: str  # the words of the whole block, as written

    @property
    def right(self) -> float:
        return self.x + self.width


class Thing(NamedTuple):
    """A table or a picture."""

    tag: str  # img or table
    name: str
    x: float
    y: float
    width: float
    height: float
    article: int | None
    density: float = 0.0  # dots an inch, of pictures made of dots

    @property
    def right(self) -> float:
        return self.x + self.width


@dataclass
class Places:
    """The words and things of one page, margin boxes apart."""

    left: float = 0.0
    right: float = 0.0
    lines: list[Line] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    margins: dict[str, str] = field(default_factory=dict)  # ``@top-left`` … → words
    digest: str = ""  # of all that is seen but the margins: words, places, faces, colours
    opening: tuple[int, int] | None = None  # see ``openings``; None: nothing of a body is here


class Reader:
    """Reads the pages of one document, so that blocks keep their number from page to page."""

    def __init__(self):
        self.blocks: dict[int, tuple[int, str]] = {}
        self.openings = Openings()
        self.is_turned = False  # within a table that stands across its page

    def read(self, page_box) -> Places:
        left = (page_box.position_x + page_box.margin_left) * PT
        self.wide, self.tall = page_box.width, page_box.height
        self.places = Places(left, left + page_box.width * PT)
        self.seen: list[tuple] = []
        self.openings.begin_page()
        self._walk(page_box, None, "")
        self.places.lines.sort(key=lambda line: (line.y, line.x))
        self.places.opening = self.openings.found
        self.places.digest = hashlib.sha256(repr(self.seen).encode()).hexdigest()[:16]
        return self.places

    def _walk(self, box, article, tag) -> None:
        children = getattr(box, "children", ())
        for child in children:
            child = getattr(child, "_box", child)  # absolutely positioned: behind a placeholder
            if isinstance(child, engine.boxes.MarginBox):
                self.places.margins[child.at_keyword] = _words(child)
            elif isinstance(child, engine.boxes.LineBox):
                self._line(child, box, article, tag, ends_block=child is children[-1])
            elif isinstance(child, engine.boxes.ReplacedBox):
                self._picture(child, article)
            else:
                self._block(child, article, tag)

    def _block(self, box, article, tag) -> None:
        if box.element is not None:
            tag = FOOTNOTE if FOOTNOTE in (tag, box.element.get("class")) else box.element_tag
            if tag == "article" and (match := _ARTICLE.match(box.element.get("id", ""))):
                article = int(match[1])
        if isinstance(box, engine.boxes.TableBox):
            self._thing("table", "表格", box, article)
        is_turned = box.element is not None and box.element.get("class") == TURNED
        self.is_turned |= is_turned
        outside = self.openings.enter(box.element)
        self._walk(box, article, tag)
        self.openings.leave(outside)
        self.is_turned &= not is_turned

    def _line(self, line, block, article, tag, *, ends_block) -> None:
        inside = list(line.descendants())
        words = [each for each in inside if isinstance(each, engine.boxes.TextBox)]
        for each in inside:
            if isinstance(each, engine.boxes.ReplacedBox):
                self._picture(each, article)
        self.seen += [] if _is_unread(block) else [_look(each) for each in words]
        left = min((each.position_x for each in words), default=line.position_x)
        right = max((each.position_x + each.width for each in words), default=left)
        number, source = self._told(block)
        plain = "".join(each.text for each in words if "::" not in each.element_tag)
        self.openings.see(plain)
        notes = [each._box for each in inside if isinstance(each, engine.AbsolutePlaceholder)]
        self.places.lines.append(
            Line(
                text="".join(each.text for each in words),
                x=left * PT,
                y=line.position_y * PT,
                width=(right - left) * PT,
                height=line.height * PT,
                ends_block=ends_block,
                tag=tag,
                block=number,
                article=article,
                plain=plain,
                source=source,
            )
        )
        self._notes(notes, article, tag)

    def _notes(self, notes, article, tag) -> None:
        """What hangs below the text, which is no part of the body's course."""
        if notes:
            outside = self.openings.leave_body()
            for each in notes:
                self._block(each, article, tag)
            self.openings.leave(outside)

    def _told(self, block) -> tuple[int, str]:
        """Number and words of a block; its lines share them."""
        element = block.element
        if id(element) not in self.blocks:
            words = "" if element is None else "".join(element.itertext())
            self.blocks[id(element)] = (len(self.blocks), words)
        return self.blocks[id(element)]

    def _picture(self, box, article) -> None:
        name = box.element.get("alt") or "图片" if box.element is not None else "图片"
        dots = getattr(box.replacement, "width", 0) if hasattr(box.replacement, "image_data") else 0
        density = dots / (box.width * PT / 72) if dots and box.width else 0.0
        source = box.element.get("src", "") if box.element is not None else ""
        self.seen.append((hashlib.sha256(source.encode()).hexdigest(), *_corner(box)))
        self.openings.see("")
        self._thing("img", name, box, article, density)

    def _thing(self, tag, name, box, article, density=0.0) -> None:
        wide, high = box.border_width(), box.border_height()
        if self.is_turned:  # what is longer than its page stands out as far as it does there
            over = wide - self.tall
            wide, high = (self.wide + over if over > 1 else high), wide
        self.places.things.append(
            Thing(
                tag=tag,
                name=name[:200],
                x=box.border_box_x() * PT,
                y=box.border_box_y() * PT,
                width=wide * PT,
                height=high * PT,
                article=article,
                density=density,
            )
        )


def _look(box) -> tuple:
    """A run of words as the eye has it."""
    style = box.style
    look = tuple(str(style[name]) for name in ("color", "font_weight", "font_style", "font_size"))
    return (box.text, *_corner(box), *look)


def _corner(box) -> tuple[int, int]:
    return round(box.position_x), round(box.position_y)


def _is_unread(box) -> bool:
    """The line of the digest, on the masthead page, changes with every word and says nothing."""
    return box.element is not None and box.element.get("class") == "digest"


def _words(box) -> str:
    inside = box.descendants()
    return "".join(each.text for each in inside if isinstance(each, engine.boxes.TextBox))
