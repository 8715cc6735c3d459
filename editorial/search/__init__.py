"""检索 SEARCH: published articles → an index → answers. The same on every database.

``write`` keeps the index (on publishing, withdrawing, correcting), ``rebuild`` makes it anew and
looks it over, ``questions`` reads what was typed, ``ask`` answers, ``hints`` helps on.
"""

from editorial.search.ask import Answer, ask
from editorial.search.documents import origin_of
from editorial.search.folding import fold
from editorial.search.hints import Hint, heard, hints
from editorial.search.passages import Found, Piece, shown
from editorial.search.questions import FILTERS, NEWEST, PAGE_SIZE, Question, read_question
from editorial.search.rebuild import faults, is_current, rebuild
from editorial.search.write import forget_issue, index_issue

__all__ = [
    "FILTERS",
    "NEWEST",
    "PAGE_SIZE",
    "Answer",
    "Found",
    "Hint",
    "Piece",
    "Question",
    "ask",
    "faults",
    "fold",
    "forget_issue",
    "heard",
    "hints",
    "index_issue",
    "is_current",
    "origin_of",
    "read_question",
    "rebuild",
    "shown",
]
