"""LIKENESS: which lines of the body are most like a title that the contents list gives."""

import difflib

from editorial.intake.contents import Entry
from editorial.typography import width, words_only

ALIKE = 0.72
LONGEST_TITLE = 110.0  # em


def likeness(lines, begin: int, stop: int, entry: Entry) -> tuple[float, int, int]:
    """(likeness, position, lines) of the run of lines most like this title."""
    wanted = words_only(entry.title)
    best = (0.0, begin, 1)
    if not wanted:
        return best
    for at in range(begin, min(stop, begin + 12)):
        for size in (1, 2, 3):
            run = lines[at : at + size]
            if at + size > stop or any(_is_no_title(line.text) for line in run):
                continue
            form = words_only("".join(line.text for line in run))
            score = _alike(wanted, form)
            best = max(best, (score, at, size), key=lambda each: (each[0], -each[2]))
    return best


def _is_no_title(text: str) -> bool:
    """A sentence may name the title, as the note does; it is none for that."""
    return width(text) > LONGEST_TITLE or "。" in text


def _alike(wanted: str, form: str) -> float:
    """0 … 1; a line that holds the title is as good as the same, one of its lines less so."""
    if len(wanted) >= 8 and wanted in form:
        return 0.95
    if len(form) >= 8 and form in wanted:
        return ALIKE + (0.95 - ALIKE) * len(form) / len(wanted)
    return difflib.SequenceMatcher(None, wanted, form, autojunk=False).ratio()
