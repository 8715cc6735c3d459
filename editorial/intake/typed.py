"""What an editor typed over cover and masthead; the words replaced are listed as left out."""

from collections.abc import Iterable
from dataclasses import replace

from editorial.intake.corrections import Correction, of_article
from editorial.intake.cover import Front, dated_lines
from editorial.intake.lines import Line, leave_out
from editorial.intake.masthead import ROLES, Entry, Masthead, names_in
from editorial.intake.numbers import NAMES, retyped
from editorial.typography import letters

REWRITTEN = "编辑改写前的封面与版权页文字"
_OF_COVER = ("tagline", "strapline")
_OF_MASTHEAD = ("phone", "phone_note", "email", "address", "disclaimer")


def rewritten(front: Front, lines: tuple[Line, ...], corrections: Iterable[Correction]) -> Front:
    """Cover and masthead with every step applied. Raises ``Refused`` for an impossible date."""
    corrections = tuple(corrections)
    typed = of_article(corrections, 0)
    front = _retyped(_renumbered(front, lines, typed), _OF_COVER, typed)
    masthead = _retyped(front.masthead, _OF_MASTHEAD, typed)
    for each in corrections:
        if each.verb in _OF_ROLES:
            first, _, second = each.value.partition("\n")
            masthead = _OF_ROLES[each.verb](masthead, front.masthead.entries, first, second)
    return replace(front, masthead=masthead)


def _retyped(record: Front | Masthead, names: tuple[str, ...], typed: dict[str, str]):
    for name in names:
        text, old = typed.get(f"set_{name}"), getattr(record, name)
        if text is not None and text != old:
            record = _without(replace(record, **{name: text}), old)
    return record


def _without(record: Front | Masthead, words: str, line: int = 0):
    """The account of ``record`` when these words of the manuscript are no longer in it."""
    return replace(
        record,
        taken=record.taken - len(letters(words)),
        left_out=(*record.left_out, *leave_out(line, words, REWRITTEN)),
    )


def _renumbered(front: Front, lines: tuple[Line, ...], typed: dict[str, str]) -> Front:
    told = {name: typed[f"set_{name}"] for name in NAMES if f"set_{name}" in typed}
    if not told:
        return front
    old, dated = front.numbering, dated_lines(lines)
    made = retyped(old, dated[0].number if dated else 1, told)
    others = tuple(each for each in front.doubts if each not in old.doubts)
    front = replace(front, numbering=made, doubts=(*made.doubts, *others))
    for line in dated:
        front = _without(front, line.text, line.number)
    return front


# --- Roles and their names --------------------------------------------------------------------


def _names_set(masthead: Masthead, printed, role: str, names: str) -> Masthead:
    """A role with these names; a new role in its usual place; without names it goes."""
    new = Entry(role, names_in(names))
    old = next((entry for entry in masthead.entries if entry.role == role), None)
    if old is not None:
        return _replaced(masthead, printed, old, new)
    at = sum(_rank(entry.role) <= _rank(role) for entry in masthead.entries)
    entries = (*masthead.entries[:at], new, *masthead.entries[at:])
    return replace(masthead, entries=entries) if new.names else masthead


def _role_renamed(masthead: Masthead, printed, old_role: str, new_role: str) -> Masthead:
    old = next((entry for entry in masthead.entries if entry.role == old_role), None)
    if old is None or any(entry.role == new_role for entry in masthead.entries):
        return masthead
    return _replaced(masthead, printed, old, Entry(new_role, old.names))


def _replaced(masthead: Masthead, printed, old: Entry, new: Entry) -> Masthead:
    if old == new:
        return masthead
    entries = tuple(new if entry == old else entry for entry in masthead.entries)
    masthead = replace(masthead, entries=tuple(entry for entry in entries if entry.names))
    is_printed = any(entry is old for entry in printed)
    return _without(masthead, f"{old.role} {' '.join(old.names)}") if is_printed else masthead


def _rank(role: str) -> int:
    return ROLES.index(role) if role in ROLES else len(ROLES)


_OF_ROLES = {"set_names": _names_set, "rename_role": _role_renamed}
