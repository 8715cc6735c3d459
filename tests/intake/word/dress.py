"""A text manuscript as a Word file, in the ways in which editors write one."""

import re
from collections.abc import Callable

from editorial.intake.grammar import marker_of
from editorial.intake.word.numbers import numeral
from tests.intake.word.builder import abstract, bold, docx, level, num, p, r, start_override

_HASHES = re.compile(r"^(#{1,6}) +")
_KINDS = {"digit": "decimal", "digit_bracket": "decimal", "circled": "decimalEnclosedCircle"}


def _runs(text: str) -> list[str]:
    """Text with ``**`` as runs, every second one bold."""
    pieces = text.split("**")
    if len(pieces) % 2 == 0:
        return [r(text)]
    return [(bold if at % 2 else r)(piece) for at, piece in enumerate(pieces) if piece]


def as_word_headings(text: str) -> bytes:
    """Lines with ``#`` in heading styles, some of them with Chinese names."""
    body = []
    for line in text.split("\n"):
        found = _HASHES.match(line)
        style = str(min(4, len(found.group(1)))) if found else ""
        body.append(p(*_runs(_HASHES.sub("", line)), style=style))
    return docx(*body)


def as_word_bold(text: str) -> bytes:
    """Everything 正文; what was a heading is only bold."""
    body = []
    for line in text.split("\n"):
        bare = _HASHES.sub("", line)
        is_heading = bare != line
        body.append(p(bold(bare.replace("**", "")) if is_heading else "".join(_runs(bare))))
    return docx(*body)


def as_word_sizes(text: str) -> bytes:
    """Everything 正文 and nothing bold; what was a heading is only set larger."""
    body = []
    for line in text.split("\n"):
        bare = _HASHES.sub("", line)
        size = '<w:sz w:val="32"/>' if bare != line else ""
        body.append(p(r(bare.replace("**", ""), size)))
    return docx(*body)


def as_word_numbering(text: str) -> bytes:
    """Numbers at the head of a line taken off the text and counted by Word."""
    lists = _Lists()
    body = []
    for line in text.split("\n"):
        bare = _HASHES.sub("", line)
        number, rest = lists.take(bare)
        body.append(p(*_runs(rest), number=number))
    return docx(*body, numbering=lists.xml())


class _Lists:
    """One definition for each form of number; a new list wherever the count jumps."""

    def __init__(self):
        self._forms: dict[tuple, int] = {}
        self._last: dict[int, tuple[int, int]] = {}  # form → (list, value)
        self._nums: list[str] = []

    def take(self, line: str) -> tuple[tuple[int, int] | None, str]:
        """((list, level), text without its number), or (None, the line)."""
        stars = "**" if line.startswith("**") else ""
        marker = marker_of(line[len(stars) :])
        kind = _KINDS.get(marker.kind, "chineseCountingThousand") if marker else ""
        printed = numeral(marker.number, kind) if marker else ""
        if not marker or marker.text.count(printed) != 1:
            return None, line
        at = line.index(marker.text) + len(marker.text)
        rest = line[at:]
        gap = "space" if rest[:1].isspace() else "nothing"
        form = (marker.text.replace(printed, f"%{marker.level}"), kind, marker.level - 1, gap)
        number = self._number(form, marker.number), marker.level - 1
        return number, stars + rest.lstrip()

    def _number(self, form: tuple, value: int) -> int:
        of = self._forms.setdefault(form, len(self._forms) + 1)
        name, last = self._last.get(of, (0, None))
        if last is None or value != last + 1:
            name = len(self._nums) + 1
            self._nums.append(num(name, of, start_override(form[2], value)))
        self._last[of] = name, value
        return name

    def xml(self) -> str:
        made = []
        for (text, kind, at, gap), of in self._forms.items():
            suffix = f'<w:suff w:val="{gap}"/>'
            made.append(abstract(of, level(at, text, kind, more=suffix)))
        return "".join(made + self._nums)


WORD_DRESSES: dict[str, Callable[[str], bytes]] = {
    "heading styles": as_word_headings,
    "all body text, bold": as_word_bold,
    "all body text, size": as_word_sizes,
    "automatic numbers": as_word_numbering,
}
