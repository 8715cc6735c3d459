"""GLUED: a heading whose text was run on to it without a mark; its siblings show where it ends."""

from editorial.intake.grammar import HEADING_LENGTH
from editorial.typography import letters

# Words that open the text below a heading.
STARTERS = (
    "以", "为", "围绕", "按照", "依托", "聚焦", "根据", "坚持", "加快", "推动", "支持", "到20",
    "充分", "全面", "深入", "积极", "鼓励", "完善", "建立", "打造", "在", "面向", "针对",
)  # fmt: skip


def glue_point(rest: str, siblings: list, blocks) -> int:
    """The best place to cut, by the likeness of both sides to siblings; 0 when none is good."""
    comma = next((at for at, c in enumerate(rest) if c in "，。；：,;:"), len(rest))
    best, best_score = 0, 2
    for at in range(4, min(comma, HEADING_LENGTH)):
        score = _glue_score(rest, at, siblings, blocks)
        if score > best_score:
            best, best_score = at, score
    return best


def _glue_score(rest: str, at: int, siblings: list, blocks) -> int:
    heads = [letters(other.head) for other in siblings]
    openings = [blocks[other.at + 1].text[:1] for other in siblings if other.at + 1 < len(blocks)]
    score = 2 * rest[at:].startswith(STARTERS) + (rest[at] in openings[-3:])
    score += rest[at - 1] in {head[-1] for head in heads[-3:] if head}
    return score + (len(letters(rest[:at])) in {len(head) for head in heads[-3:]})
