"""CARRY: the corrections of an earlier version, brought to a corrected manuscript by content.

A step names lines of the manuscript it was made in. Lines are found again by their words, never by
their numbers; what cannot be found, or what the author has changed as well, is listed, not guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from editorial.intake.corrections import FIELDS, Correction, corrections_of
from editorial.intake.lines import place_of
from editorial.intake.refusal import Refused
from editorial.intake.review import Proposal
from editorial.typography import comparison_form

GONE = "新稿里没有这一行了"
CHANGED = "新稿里这一行的文字改过"
SETTLED = "新稿已照此改好"
OVERTAKEN = "作者在新稿里也改了这一处"
NOT_TOGETHER = "与新稿合不起来"
_ALIKE = 0.6
_MOST_PAIRS = 2500  # of changed lines compared with each other in one place
_WORDS = 12  # characters that name a place inside a line
# Steps that hold only for the very same words.
_OF_THE_SAME_WORDS = ("drop", "seen", "restore")
_OF_KEYS = ("begin", "title_at", "merge", "section", *(f"set_{name}" for name in FIELDS))


@dataclass(frozen=True)
class Lost:
    """A step that was not brought over, and why."""

    step: dict
    reason: str


class _Missing(Exception):
    """Why a step does not apply any more."""


def carry(kept: Iterable[dict], old: Proposal, new: Proposal) -> tuple[list[dict], list[Lost]]:
    """(steps for the new manuscript, steps that do not apply). Both proposals without steps."""
    found, lost = [], []
    places = _Places(old, new)
    for step, correction in zip(kept, corrections_of(kept), strict=True):
        try:
            moved = places.moved(correction)
        except _Missing as reason:
            lost.append(Lost(step, str(reason)))
        else:
            found.append(step | {"place": moved.place, "value": moved.value, "carried": True})
    return found, lost


class _Places:
    """Where the lines of one manuscript stand in another."""

    def __init__(self, old: Proposal, new: Proposal):
        self.old, self.new = old, new
        self.texts = {line.number: line.text or line.raw for line in old.received}
        self.new_texts = {line.number: line.text or line.raw for line in new.received}
        self.lines = _same_lines(self.texts, self.new_texts)

    def moved(self, each: Correction) -> Correction:
        """The same correction in the new manuscript. Raises ``_Missing``."""
        if each.place == "0":
            return self._of_front(each)
        if each.verb in _OF_KEYS:
            self._refuse_overtaken(each)
        place = self._place(each.place, is_exact=each.verb in _OF_THE_SAME_WORDS)
        return Correction(each.verb, place, self._value(each))

    def _value(self, each: Correction) -> str:
        if each.verb in ("begin", "title_at"):
            return str(self._line(self._next_line(int(each.value))))
        if each.verb == "join":
            return self._place(each.value)
        if each.verb == "article" and each.value:
            return str(self._line(int(each.value)))
        if each.verb == "split":
            return str(self._offset(each.line, int(each.value)))
        return each.value

    def _line(self, number: int) -> int:
        if number not in self.lines:
            raise _Missing(GONE)
        return self.lines[number]

    def _next_line(self, number: int) -> int:
        return next((each for each in self.texts if each >= number), number)

    def _place(self, place: str, *, is_exact: bool = False) -> str:
        number, _, offset = place.partition("+")
        line = self._line(int(number))
        if is_exact and _form(self.texts[int(number)]) != _form(self.new_texts[line]):
            raise _Missing(CHANGED)
        return place_of(line, self._offset(int(number), int(offset)) if offset else 0)

    def _offset(self, number: int, offset: int) -> int:
        """The same place inside the line, by the words that begin there."""
        words = self.texts[number][offset : offset + _WORDS].strip()
        text = self.new_texts[self._line(number)]
        if not words or text.count(words) != 1 or not text.index(words):
            raise _Missing(CHANGED)
        return text.index(words)

    # --- What an editor typed, and what the author wrote there ------------------------------

    def _refuse_overtaken(self, each: Correction) -> None:
        """The author's own words in this field decide whether the editor's are still wanted."""
        name = each.verb.removeprefix("set_")
        old = next((draft for draft in self.old.articles if draft.key == each.line), None)
        key = self._line(each.line)
        new = next((draft for draft in self.new.articles if draft.key == key), None)
        if old is not None and new is not None and hasattr(old, name):
            _compare(getattr(old, name), getattr(new, name), each.value)

    def _of_front(self, each: Correction) -> Correction:
        if each.verb in ("begin", "set_cover_story"):
            return Correction(each.verb, "0", str(self._line(self._next_line(int(each.value)))))
        if each.verb in ("set_names", "rename_role", "rename_section"):
            self._refuse_unknown(each)
        elif each.verb.startswith("set_"):
            name = each.verb.removeprefix("set_")
            _compare(_of_cover(self.old, name), _of_cover(self.new, name), each.value)
        return each

    def _refuse_unknown(self, each: Correction) -> None:
        """A role or a section that the author has dropped, renamed or filled anew."""
        first, _, second = each.value.partition("\n")
        of = _sections if each.verb == "rename_section" else _roles
        old, new = of(self.old), of(self.new)
        if each.verb == "set_names":
            _compare(old.get(first, ""), new.get(first, ""), second)
        elif first in old and first not in new:
            raise _Missing(SETTLED if second in new else GONE)


def _compare(old: str, new: str, typed: str) -> None:
    if _form(new) == _form(typed) and new != old:
        raise _Missing(SETTLED)
    if _form(new) != _form(old):
        raise _Missing(OVERTAKEN)


def _form(text: str) -> str:
    return comparison_form(text)


def _roles(proposal: Proposal) -> dict[str, str]:
    return {each.role: "、".join(each.names) for each in proposal.front.masthead.entries}


def _sections(proposal: Proposal) -> dict[str, str]:
    return dict.fromkeys(proposal.section_names, "")


def _of_cover(proposal: Proposal, name: str) -> str:
    front = proposal.front
    for holder in (proposal, front, front.numbering, front.masthead):
        if hasattr(holder, name):
            return str(getattr(holder, name))
    return ""


def _same_lines(old: dict[int, str], new: dict[int, str]) -> dict[int, int]:
    """Line → line, for the same words and, between them, for words much alike."""
    one, other = list(old), list(new)
    forms = [_form(old[each]) for each in one], [_form(new[each]) for each in other]
    found: dict[int, int] = {}
    for kind, a, b, c, d in SequenceMatcher(None, *forms, autojunk=False).get_opcodes():
        if kind == "equal":
            found |= dict(zip(one[a:b], other[c:d], strict=True))
        elif kind == "replace" and (b - a) * (d - c) <= _MOST_PAIRS:
            found |= _alike(one[a:b], other[c:d], old, new)
    return found


def _alike(one: list[int], other: list[int], old, new) -> dict[int, int]:
    found: dict[int, int] = {}
    for number in one:
        matcher = SequenceMatcher(None, "", old[number], autojunk=False)
        best, best_ratio = None, _ALIKE
        for candidate in other:
            matcher.set_seq1(new[candidate])
            if candidate not in found.values() and matcher.quick_ratio() > best_ratio:
                ratio = matcher.ratio()
                best, best_ratio = (candidate, ratio) if ratio > best_ratio else (best, best_ratio)
        if best is not None:
            found[number] = best
    return found


def refused_together(steps: list[dict], refusal: Refused) -> list[Lost]:
    """Every step, when the new manuscript cannot be read with them."""
    return [Lost(step, f"{NOT_TOGETHER}：{refusal}") for step in steps]
