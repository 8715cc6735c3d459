"""How many pages each article will take, judged by the last time it was set.

A guess: it decides only what two compositors may set at once. Kept by issue below
``VAR_DIR/cache``, where any process of the press finds it.
"""

import hashlib
import json

from editorial.typesetting.cupboard import Cupboard

LENGTHS = Cupboard("lengths", megabytes=2)


def lengths(issue) -> dict[int, int]:
    """Article id → pages, as far as they are known."""
    kept = LENGTHS.read(_name(issue))
    return {int(pk): pages for pk, pages in json.loads(kept).items()} if kept else {}


def note(issue, found: dict[int, int]) -> None:
    """Keep the pages of these articles; others of the issue stay as they were."""
    known = lengths(issue)
    if known | found != known:
        LENGTHS.write(_name(issue), json.dumps(known | found).encode())


def _name(issue) -> str:
    return hashlib.sha256(f"lengths {issue.pk}".encode()).hexdigest()
