"""What an editor ruled a paragraph to be goes before what the outline makes of it."""

from editorial.intake.grammar import marker_of
from editorial.intake.joins import HEADINGS
from editorial.intake.lines import Block, Line
from editorial.intake.outline import sentence_end


def ruled(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(_ruled(block) for block in blocks)


def between_note_and_text(note: tuple[Line, ...], text: tuple[Line, ...]):
    """Note and text after an editor said which paragraphs belong to the other one."""
    note = tuple(line for line in note if line.text.strip())  # the label stands alone or is gone
    to_text = tuple(line for line in note if line.ruling in ("text", *HEADINGS))
    to_note = tuple(line for line in text if line.ruling == "note")
    kept = tuple(line for line in note if line not in to_text)
    return (*kept, *to_note), (*to_text, *(line for line in text if line not in to_note))


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
