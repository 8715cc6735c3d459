"""Words of a page → paragraphs: white space as a browser shows it, pieces in order."""

import re

from editorial.intake.pasted import signs
from editorial.intake.pasted.blocks import Findings, Words
from editorial.intake.word.blocks import Piece
from editorial.intake.word.styles import PLAIN, Look
from editorial.intake.word.symbols import spelled_out
from editorial.typography import is_chinese

_SPACES = re.compile(r"[ \t]*\n[ \t\n]*|[ \t]{2,}|\t")
_SHOWN = 40  # characters


class Frame:
    """One element that is open, and what holds inside it."""

    __slots__ = ("ending", "is_block", "keeps_lines", "look", "reason", "tag", "words")

    def __init__(self, tag, outer: "Frame | None" = None):
        self.tag, self.is_block, self.words, self.ending = tag, False, None, None
        self.look = outer.look if outer else PLAIN
        self.reason = outer.reason if outer else ""
        self.keeps_lines = outer.keeps_lines if outer else False


class Collector:
    """Collects what is said inside the elements that are open."""

    def __init__(self):
        self.items: list = []
        self.found = Findings()
        self._frames = [Frame("")]
        self._into = [self.items]
        self._words: Words | None = None
        self._number = ""  # of the list item whose first paragraph has not begun
        self._gap = ""
        self._last = ""
        self._so_far = ""  # the last words, to name the place of a picture

    def _paragraph(self) -> Words:
        if self._words is None:
            block = next((each for each in reversed(self._frames) if each.is_block), None)
            tag, name, level = block.words if block else ("p", "", 0)
            self._words = Words(tag=tag, name=name)
            self._words.paragraph.level = level
            self._words.paragraph.number, self._number = self._number, ""
        return self._words

    def _add(self, kind: str, text: str, look: Look = PLAIN, extra: str = "") -> None:
        if kind != "break" or self._last:  # a paragraph does not begin with a break
            self._paragraph().paragraph.pieces.append(Piece(kind, text, look, extra))
        if kind == "break":
            self._gap = ""

    def _say_lines(self, text: str, look: Look) -> None:
        """Text whose line ends and spaces count."""
        for at, line in enumerate(text.split("\n")):
            if at:
                self._add("break", "")
            if line:
                self._put(line, look)

    def _say(self, text: str, look: Look) -> None:
        if "\n" in text or "  " in text or "\t" in text:
            text = _SPACES.sub(lambda found: "\n" if "\n" in found[0] else " ", text)
        if not text:
            return
        bare = text.strip(" \n")
        if not bare:
            self._gap = self._gap or text[0]
            return
        lead = self._gap or ("" if text[0] == bare[0] else text[0])
        self._gap = lead
        self._settle_gap(bare[0])
        if "\n" in bare:
            bare = _joined(bare)
        self._put(bare, look)
        self._gap = "" if text[-1] == bare[-1] else text[-1]

    def _settle_gap(self, following: str) -> None:
        """White space between two runs: a line end between Chinese characters is none."""
        gap, self._gap = self._gap, ""
        is_inside = gap == "\n" and _is_chinese(self._last) and _is_chinese(following)
        if gap and self._last and not is_inside:
            self._paragraph().paragraph.pieces.append(Piece("text", " "))

    def _put(self, text: str, look: Look) -> None:
        self._last = text[-1]
        before = self._so_far if self._words else ""
        self._so_far = (before + text[-_SHOWN:])[-_SHOWN:]
        if look.font:
            text, _ = spelled_out(text, look.font)
        self._add("text", signs.literal(text), look)

    def _flush(self) -> None:
        """The paragraph that is open ends here; one without anything to see is none."""
        words, self._words, self._gap, self._last = self._words, None, "", ""
        if words is None:
            return
        pieces = words.paragraph.pieces
        if any(each.kind in ("picture", "note") or each.text.strip() for each in pieces):
            self._into[-1].append(words)


def _joined(text: str) -> str:
    """Line ends of the source: nothing between Chinese characters, elsewhere a space."""
    parts = text.split("\n")
    made = parts[0]
    for part in parts[1:]:
        made += ("" if _is_chinese(made[-1:]) and _is_chinese(part[:1]) else " ") + part
    return made


def _is_chinese(character: str) -> bool:
    return bool(character) and is_chinese(character)
