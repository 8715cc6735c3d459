"""HOW CHINESE IS SET: punctuation, spacing, numerals, breaking. str → str, no Django."""

from editorial.typography.borders import borders, close_borders
from editorial.typography.breaking import TITLE_WIDTH, is_alone, title_lines
from editorial.typography.characters import (
    has_han,
    is_chinese,
    is_han,
    is_invisible,
    letters,
    width,
)
from editorial.typography.comparison import comparison_form, words_only
from editorial.typography.differences import (
    GONE,
    NEW,
    SAME,
    differences,
    paired,
    paragraphs_changed,
)
from editorial.typography.numerals import CHINESE_NUMERALS, number_of
from editorial.typography.quotes import breaks_at_quotes
from editorial.typography.spacing import drop_all_between_han, set_spacing
from editorial.typography.squeeze import (
    CLOSING,
    HALF,
    OPENING,
    drawn_in,
    halved_marks,
    share_blank,
    spare_marks,
    squeeze_shares,
)
from editorial.typography.stretch import elastic_spans, is_elastic
from editorial.typography.substitutions import doubtful_dashes, restore_and, restore_dashes
from editorial.typography.units import torn
from editorial.typography.widths import fold_latin, fold_punctuation

# (kind, Chinese label, mend): what storing does to every line, in this order.
MENDS = (
    ("latin", "全角字母数字改半角", fold_latin),
    ("dash", "误作“一”的破折号", restore_dashes),
    ("and", "误作 and 的“和”", restore_and),
    ("width", "半角标点改全角", fold_punctuation),
    ("space", "多余空格", set_spacing),
)


def mend(text: str, unmended: tuple[str, ...] = ()) -> str:
    """The text as it is stored: every mend of ``MENDS`` but the unwanted kinds, in order."""
    for kind, _, repair in MENDS:
        if kind not in unmended:
            text = repair(text)
    return text


__all__ = [
    "CHINESE_NUMERALS",
    "CLOSING",
    "GONE",
    "HALF",
    "MENDS",
    "NEW",
    "OPENING",
    "SAME",
    "TITLE_WIDTH",
    "borders",
    "breaks_at_quotes",
    "close_borders",
    "comparison_form",
    "differences",
    "doubtful_dashes",
    "drawn_in",
    "drop_all_between_han",
    "elastic_spans",
    "fold_latin",
    "fold_punctuation",
    "halved_marks",
    "has_han",
    "is_alone",
    "is_chinese",
    "is_elastic",
    "is_han",
    "is_invisible",
    "letters",
    "mend",
    "number_of",
    "paired",
    "paragraphs_changed",
    "restore_and",
    "restore_dashes",
    "set_spacing",
    "share_blank",
    "spare_marks",
    "squeeze_shares",
    "title_lines",
    "torn",
    "width",
    "words_only",
]
