"""历史: what changed between two versions, in words: the place that differs, without marks."""

from itertools import takewhile

from simple_history.template_utils import HistoricalRecordContextHelper

from editorial import richtext

AROUND = 14  # characters kept on either side of a change
MOST = 120  # characters shown of one side
EMPTY = "（空）"


class ReadableChanges(HistoricalRecordContextHelper):
    """Values as an editor reads them, cut down to where they differ."""

    def prepare_delta_change_value(self, change, value):
        prepared = super().prepare_delta_change_value(change, value)
        if change.field == "body":
            return richtext.plain_text(prepared or "")
        return "、".join(map(str, prepared)) if isinstance(prepared, list) else prepared

    def stringify_delta_change_values(self, change, old, new):
        return changed_part(_as_text(old), _as_text(new))


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
