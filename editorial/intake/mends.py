"""Every mend by itself: on which line, of which kind, what stood there and what stands now."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from editorial.intake.article import Draft
from editorial.intake.lines import Block
from editorial.typography import MENDS

_AROUND = 4  # characters shown on each side of a mend
_MOST = 400  # places listed of one kind in one paragraph


@dataclass(frozen=True)
class Mend:
    """One place that storing changes; ``place`` and ``kind`` are what a correction names."""

    line: int
    place: str
    kind: str
    label: str
    before: str
    after: str


def mends_of(draft: Draft) -> tuple[Mend, ...]:
    """The mends of note and body, in the order of the manuscript."""
    blocks = (*draft.note.blocks, *draft.text.joined.blocks)
    return tuple(each for block in blocks for each in _of_block(block))


def _of_block(block: Block) -> Iterator[Mend]:
    text = block.text
    for kind, label, repair in MENDS:
        if kind in block.unmended:
            continue
        mended = repair(text)
        if mended != text:
            for before, after in _places(text, mended):
                yield Mend(block.first_line, block.place, kind, label, before, after)
        text = mended


def _places(text: str, mended: str) -> list[tuple[str, str]]:
    """(before, after) of each changed stretch, with a few characters around it."""
    matcher = SequenceMatcher(None, text, mended, autojunk=False)
    changed = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return [
        (
            text[max(0, a - _AROUND) : b + _AROUND].strip("\n"),
            mended[max(0, c - _AROUND) : d + _AROUND].strip("\n"),
        )
        for _, a, b, c, d in changed[:_MOST]
    ]
