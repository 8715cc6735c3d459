"""Changes told in words, paragraph by paragraph: headings, tables and pictures too."""

from dataclasses import dataclass

from editorial import editor, richtext
from editorial.typography import paragraphs_changed

LEVELS = dict(editor.FORMATS)
BETWEEN_CELLS = " │ "
PICTURE = "【图片{alt}】"


@dataclass(frozen=True)
class Worded:
    """One field that changed, and its changed paragraphs as runs (see ``typography``)."""

    label: str
    paragraphs: list


def worded(label: str, old: str, new: str, *, is_rich: bool = False) -> Worded:
    """What differs between two texts; without paragraphs where only styles or spaces do."""
    one, other = (lines_of(text) if is_rich else text.split("\n") for text in (old, new))
    return Worded(label, list(paragraphs_changed(one, other)))


def lines_of(html: str) -> list[str]:
    """A body as lines: headings begin with their level, cells stand apart, pictures are named."""
    tree = richtext.fragment(html)
    for heading in tree.iter(*richtext.HEADING_LEVELS):
        heading.text = f"【{LEVELS[heading.tag]}】{heading.text or ''}"
    for cell in tree.iter("td", "th"):
        if cell.getprevious() is not None:
            cell.text = BETWEEN_CELLS + (cell.text or "")
    for image in tree.iter("img"):
        alt = image.get("alt", "")
        image.tail = PICTURE.format(alt=f"：{alt}" if alt else "") + (image.tail or "")
    return richtext.plain_text(richtext.as_html(tree)).split("\n")
