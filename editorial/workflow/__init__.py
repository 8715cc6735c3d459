"""THE TABLE 流转: every move an article or an issue can make, and the one door that makes it.

``perform`` changes state, nothing else does. Some moves come along with a save (a finished text
that was changed, a correction): ``fall_back`` and ``correct`` make those.
"""

from editorial import checks, roles
from editorial.workflow.door import Refused, correct, fall_back, perform, perform_all
from editorial.workflow.hands import (
    Case,
    may_correct,
    may_edit,
    may_exchange_pictures,
    moves_open_to,
    reviews,
)
from editorial.workflow.planned import is_too_late, keep_promises
from editorial.workflow.printing import may_sign_for_print, sign_for_print
from editorial.workflow.table import (
    MOVES,
    Move,
    after_edit,
    faults,
    find_move,
    levels,
    moves_of,
    rows,
)

__all__ = [
    "MOVES",
    "Case",
    "Move",
    "Refused",
    "after_edit",
    "checks",
    "correct",
    "fall_back",
    "faults",
    "find_move",
    "is_too_late",
    "keep_promises",
    "levels",
    "may_correct",
    "may_edit",
    "may_exchange_pictures",
    "may_sign_for_print",
    "moves_of",
    "moves_open_to",
    "perform",
    "perform_all",
    "reviews",
    "roles",
    "rows",
    "sign_for_print",
]
