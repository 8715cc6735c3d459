"""What an editor ruled a paragraph to be goes before what the outline makes of it."""

from editorial.intake.grammar import marker_of
from editorial.intake.joins import HEADINGS
from editorial.intake.lines import Block
from editorial.intake.outline import sentence_end


def ruled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(_ruled(block) for block in blocks)


def _ruled(block: Block) -> Block:
    if block.ruling == "text":
        return block.becoming("text", level=0, marker="", head="")
    if block.ruling in HEADINGS:
        return _as_heading(block, HEADINGS.index(block.ruling) + 1)
    return block


def _as_heading(block: Block, level: int) -> Block:
    """A heading of this level; a run-in where a sentence ends and more text follows."""
    marker = marker_of(block.text)
    number = marker.text if marker else ""
    rest = block.text[len(number) :].strip()
    end = sentence_end(rest)
    if 0 < end < len(rest) - 1:
        return block.becoming("run_in", level=level, marker=number, head=rest[:end])
    return block.becoming("heading", level=level, marker=number, head=rest.rstrip("。"))
