"""The habits of printed pages: marks, widths and spaces that switch, paragraphs cut at an end."""

import re
from dataclasses import dataclass

from editorial.typography import has_han, width
from tests.intake.invented.parts import Article, Part
from tests.intake.invented.words import Words

FIRST_LINE, LINE = 36, 41.0  # em
_HALF = str.maketrans("（），：；", "(),:;")
_ENDS = "。！？；…"
_CLOSERS = "”’》）)"


@dataclass
class Habit:
    """What one page does to its lines."""

    hashes: bool
    bold: bool
    bullets: bool
    is_half: bool
    spaces: bool
    blanks: int
    is_indented: bool

    def dress(self, part: Part, text: str, words: Words) -> str:
        if self.is_half:
            text = text.translate(_HALF)
        if self.spaces:
            text = re.sub(
                r"(?<=[\u4e00-\u9fff])(?=[A-Za-z\d])|(?<=[A-Za-z\d%])(?=[\u4e00-\u9fff])", " ", text
            )
        if self.bold and part.kind == "run_in":
            lead = (
                len(part.marker)
                + len(part.head)
                + (text[len(part.marker) + len(part.head) :][:1] == "。")
            )
            if text.startswith(part.marker) and part.head in text[:lead]:
                text = f"**{text[:lead]}**{text[lead:]}"
        if self.hashes and part.kind in ("heading", "title", "note_label"):
            text = "\n".join(
                f"{'#' * words.chance.randint(1, 4)} {line}" for line in text.split("\n")
            )
        elif self.bullets and part.kind in ("item", "contents"):
            text = f"- {text}"
        elif self.is_indented and part.kind in ("text", "run_in", "dash", "item"):
            text = f"　　{text}"
        return text


def habit(words: Words) -> Habit:
    often = words.often
    return Habit(
        often(0.6),
        often(0.3),
        often(0.4),
        often(0.2),
        often(0.4),
        words.one((0, 1, 1, 1)),
        often(0.15),
    )


class Sheets:
    """Lines as they are printed, and where each part of an article came to stand."""

    def __init__(self, words: Words, *, furniture: bool, cuts: bool):
        self.words = words
        self.lines: list[str] = []
        self.furniture, self.cuts = furniture, cuts
        self.habit = habit(words)
        self._left = words.chance.randint(5, 14)
        self._page = 0
        self._running = ""  # the title at the head of the pages that follow

    def say(self, *texts: str, blanks: int | None = None) -> int:
        """Print these lines; the number of the last."""
        blanks = self.habit.blanks if blanks is None else blanks
        for text in texts:
            self.lines += text.split("\n")
            self.lines += [""] * blanks
        return len(self.lines) - blanks

    def print_article(self, article: Article, truth: dict) -> None:
        self._running = ""
        for at, part in enumerate(article.parts):
            # Once a line of the text stands between, the title can only be a running head.
            is_inside = at and article.parts[at - 1].kind in ("text", "run_in")
            self._running = article.title if is_inside else self._running
            self._print(part, truth, article.parts[at + 1] if at + 1 < len(article.parts) else None)

    def _print(self, part: Part, truth: dict, following: Part | None) -> None:
        self._left -= 1
        if part.kind in ("caption", "qr"):
            self.lines += [""] * 2
        is_cut = self._left <= 0 and self.cuts and part.may_cut
        cut = _cut_at(part, self.words) if is_cut else 0
        if cut:
            first = self._line(part, part.text[:cut])
            self._turn()
            second = self._line(Part("half", ""), part.text[cut:])
            truth["page_cut_joins"].append([first, second])
            return
        number = self._line(part, part.text)
        if part.kind == "orphan":
            truth["orphan_responsibility_lines"].append(number)
        is_safe = following is None or not (part.may_cut and following.kind in ("orphan",))
        if self._left <= 0 and is_safe:
            self._turn()

    def _line(self, part: Part, text: str) -> int:
        made = self.habit.dress(part, text, self.words)
        self.say(made)
        return len(self.lines) - self.habit.blanks

    def _turn(self) -> None:
        """A page ends: its number, perhaps, and new habits."""
        self._page += 1
        if self.furniture:
            self.lines += [
                self.words.one(
                    (f"{self._page}", f"- {self._page} -", "大数据发展动态", self._running)
                ),
                "",
            ]
        self._left = self.words.chance.randint(4, 14)
        self.habit = habit(self.words)


def _cut_at(part: Part, words: Words) -> int:
    """A place inside the text where a page may end: behind a full line, in no sentence's end."""
    text = part.text
    places = [
        at
        for at in range(FIRST_LINE, len(text) - 1)
        if width(text[:at]) >= FIRST_LINE and _is_inside(text, at)
    ]
    return words.one(places) if places else 0


def _is_inside(text: str, at: int) -> bool:
    before, after = text[:at].rstrip(_CLOSERS), text[at:]
    if (
        before[-1] in _ENDS
        or text[at - 1] in "（“‘《〈("
        or after[0] in "。，、；：！？”’》）)%〉-— "
    ):
        return False
    if text[at - 1] == " " or (text[at - 1].isascii() and after[0].isascii()):
        return False
    return (
        has_han(after[0])
        or after[0] in "“《（"
        or (after[0].isalnum() and not re.match(r"\d+[.、．]\D", after))
    )
