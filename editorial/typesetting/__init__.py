"""期 → HTML → PDF → 成刊: markup → render → inspect → store.

The door: ``typeset`` makes an ordered edition, ``sweep`` takes up lost ones, ``render_issue``
gives the sheets without storing them. WeasyPrint is imported on first use, or by ``warm_up``.
"""

from editorial.typesetting.limits import bound_memory
from editorial.typesetting.press import TOO_LONG, typeset
from editorial.typesetting.refusal import Refused
from editorial.typesetting.render import Sheets, render_issue, warm_up
from editorial.typesetting.sweep import give_up, is_unattended, sweep, take_back

__all__ = [
    "TOO_LONG",
    "Refused",
    "Sheets",
    "bound_memory",
    "give_up",
    "is_unattended",
    "render_issue",
    "sweep",
    "take_back",
    "typeset",
    "warm_up",
]
