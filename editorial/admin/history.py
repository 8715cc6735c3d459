"""历史: what changed between two versions, in words: the place that differs, without marks."""

from itertools import chain, takewhile

from simple_history.models import DeletedObject
from simple_history.template_utils import HistoricalRecordContextHelper

from editorial import richtext
from editorial.admin.worded import worded
from editorial.typography import SAME

AROUND = 14  # characters kept on either side of a change
MOST = 120  # characters shown of one side
PARAGRAPHS = 6  # of a body, in one line of the history; all of them are on the version's page
MOST_ROWS = 30  # of what belongs to it, below the versions themselves
EMPTY = "（空）"
REMOVED = "（已经移除）"


class ReadableChanges(HistoricalRecordContextHelper):
    """Values as an editor reads them, cut down to where they differ; a body word by word."""

    def context_for_delta_changes(self, delta):
        shown = super().context_for_delta_changes(delta)
        for change, each in zip(delta.changes, shown, strict=True):
            if change.field == "body":
                found = worded(each["field"], change.old, change.new, is_rich=True).paragraphs
                each["paragraphs"] = [shortened(runs) for runs in found[:PARAGRAPHS]]
                each["more"] = max(0, len(found) - PARAGRAPHS)
        return shown

    def prepare_delta_change_value(self, change, value):
        if isinstance(value, DeletedObject):  # the library's words for a link to nothing
            return "" if value.pk is None else REMOVED
        prepared = super().prepare_delta_change_value(change, value)
        if change.field == "body":
            return richtext.plain_text(prepared or "")
        return "、".join(map(str, prepared)) if isinstance(prepared, list) else prepared

    def stringify_delta_change_values(self, change, old, new):
        return changed_part(_as_text(old), _as_text(new))


def rows_of(model, label: str, words_of):
    """How the versions of rows that belong to a screen are told in its history: a function that
    takes a filter and gives each with ``label`` and ``words``. One query."""

    def found(**which) -> list:
        rows = model.history.filter(**which).select_related("history_user")[:MOST_ROWS]
        for row in rows:
            row.label, row.words = label, words_of(row)
        return list(rows)

    return found


def newest_first(*lists) -> list:
    found = sorted(chain(*lists), key=lambda row: (row.history_date, row.history_id), reverse=True)
    return found[:MOST_ROWS]


def shortened(runs: list) -> list:
    """A paragraph with what stayed the same cut down to what stands around the changes."""
    last = len(runs) - 1
    return [
        (kind, _around(text, at == 0, at == last) if kind == SAME else text)
        for at, (kind, text) in enumerate(runs)
    ]


def _around(text: str, is_first: bool, is_last: bool) -> str:
    before = "" if is_first else text[:AROUND]
    after = "" if is_last else text[-AROUND:]
    return text if len(text) <= 2 * AROUND else f"{before}……{after}"


def _as_text(value) -> str:
    return "" if value is None else str(value)


def changed_part(old: str, new: str) -> tuple[str, str]:
    """The stretch in which two texts differ, with a little of what stands around it."""
    before = _alike(old, new)
    after = _alike(reversed(old[before:]), reversed(new[before:]))
    return _cut(old, before, after), _cut(new, before, after)


def _alike(one, other) -> int:
    """How many characters two texts begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _cut(text, before, after) -> str:
    start, end = max(0, before - AROUND), min(len(text), len(text) - after + AROUND)
    part = text[start:end]
    if len(part) > MOST:
        part = part[:MOST] + "……"
    elif end < len(text):
        part += "……"
    return ("……" if start else "") + part if part else EMPTY
