"""期 → HTML → PDF → 成刊: markup → render → inspect → store.

The door: ``typeset`` makes an ordered edition, ``sweep`` takes up lost ones, ``render_issue``
gives the sheets without storing them; ``keep_annual_indexes`` makes the 年度总目录 of each year;
``preview``, ``picture`` and ``marks`` are what web processes ask of the proofing press.
WeasyPrint is imported on first use, or by ``warm_up``.
"""

from editorial.typesetting.annual import keep_annual_indexes
from editorial.typesetting.changes import FRONT, changed_pages
from editorial.typesetting.changes import NAMES as PART_NAMES
from editorial.typesetting.design import figure_bounds, figure_size
from editorial.typesetting.limits import bound_memory
from editorial.typesetting.press import TOO_LONG, typeset
from editorial.typesetting.proofing import (
    design_pdf,
    marks,
    picture,
    preview,
    preview_design,
    preview_pdf,
    wake,
)
from editorial.typesetting.refusal import Refused
from editorial.typesetting.render import Sheets, render_issue, warm_up
from editorial.typesetting.sweep import give_up, is_at_work, is_unattended, sweep, take_back

__all__ = [
    "FRONT",
    "PART_NAMES",
    "TOO_LONG",
    "Refused",
    "Sheets",
    "bound_memory",
    "changed_pages",
    "design_pdf",
    "figure_bounds",
    "figure_size",
    "give_up",
    "is_at_work",
    "is_unattended",
    "keep_annual_indexes",
    "marks",
    "picture",
    "preview",
    "preview_design",
    "preview_pdf",
    "render_issue",
    "sweep",
    "take_back",
    "typeset",
    "wake",
    "warm_up",
]
