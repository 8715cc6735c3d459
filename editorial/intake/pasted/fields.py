"""Parts of an article that have fields of their own: in a pasted body they are named, not taken."""

from dataclasses import replace

from editorial.intake.grammar import is_addressee, is_document_number, marker_of, source_of
from editorial.intake.lines import Block
from editorial.intake.pieces import take_attachments

NUMBER = "“{words}”是文号；请填到“文号”栏，正文里请删去。"
ADDRESSEE = "“{words}”是主送机关；请填到“主送机关”栏，正文里请删去。"
SOURCE = "“{words}”是来源；请填到“来源”栏，正文里请删去。"
TITLE = "“{words}”像是文章的标题；请填到“标题”栏，正文里请删去。"
ATTACHED = "附件（“{words}”等 {count} 段）留在正文里；请填到“附件”栏，正文里请删去。"
_HEAD = 5  # blocks in which title, number and addressee stand
_SHOWN = 20


def set_apart(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Attachments, numbers and addressees are no headings, whatever they look like."""
    kept, _, _ = take_attachments(blocks)
    listed = {block.first_line for block in kept}
    made = [block if block.first_line in listed else block.becoming("attached") for block in blocks]
    for at, block in enumerate(made[:_HEAD]):
        if block.kind == "text" and not block.ruling:
            made[at] = _in_head(block)
    return tuple(made)


def _in_head(block: Block) -> Block:
    if is_document_number(block.text):
        return block.becoming("number")
    is_addressed = is_addressee(block.text)
    return replace(block, kind="addressee") if is_addressed else block


def about_fields(blocks: tuple[Block, ...]) -> list[str]:
    """A sentence for each part that belongs elsewhere."""
    said = []
    head = blocks[:_HEAD]
    is_official = any(block.kind in ("number", "addressee") for block in head)
    if is_official and _is_title(blocks[0]):
        said.append(_about(TITLE, blocks[0]))
    for kind, sentence in (("number", NUMBER), ("addressee", ADDRESSEE)):
        said += [_about(sentence, block) for block in head if block.kind == kind]
    attached = [block for block in blocks if block.kind == "attached"]
    if attached:
        said.append(ATTACHED.format(words=attached[0].text[:_SHOWN], count=len(attached)))
    is_source = (block for block in blocks[-3:] if block.kind == "text" and source_of(block.text))
    return said + [_about(SOURCE, block) for block in is_source]


def _is_title(block: Block) -> bool:
    return block.kind in ("heading", "text") and marker_of(block.text) is None


def _about(sentence: str, block: Block) -> str:
    return sentence.format(words=block.text[:_SHOWN])
