"""Numbered lines of an article, gathered into the groups that count on from one another."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from editorial.intake.grammar import Marker
from editorial.intake.lines import Block

MOST_NESTED = 20  # lists of one kind of marker, one inside the other
MOST_ASKED = 99  # lines of a group that are looked at to judge all of it


@dataclass(frozen=True)
class Numbered:
    """A block with its marker and the shape of what follows the marker."""

    at: int
    block: Block
    marker: Marker
    shape: str  # bare, standalone, run_in, plain
    head: str = ""


class Group(list):
    """Numbered lines that count on from one another.

    What each line asks of all the others is worked out once: a file may count to ten thousand.
    """

    @cached_property
    def shapes(self) -> Counter:
        return Counter(each.shape for each in self)

    @cached_property
    def alike(self) -> list[Numbered]:
        """The first of those that stand alone."""
        return [each for each in self if each.shape == "standalone"][:MOST_ASKED]

    def once(self, question: Callable, blocks) -> bool:
        """The answer to a question about the whole group."""
        known = self.__dict__.setdefault("_answers", {})
        if question not in known:
            known[question] = question(self, blocks)
        return known[question]


def groups_of(numbered: list[Numbered]) -> dict[int, Group]:
    """Position → lines of the same marker that count on from one another.

    A list inside a list starts a group of its own; the outer one is taken up again after it.
    """
    open_groups: dict[str, list[Group]] = {}
    groups: dict[int, Group] = {}
    for each in numbered:
        stack = open_groups.setdefault(each.marker.kind, [])
        _open_group(stack, each.marker.number)
        stack[-1].append(each)
        groups[each.at] = stack[-1]
    return groups


def _open_group(stack: list[Group], number: int) -> None:
    """Leave on top of the stack the group that this number goes on with, or a new one."""
    if number == 1 or not stack:
        stack.append(Group())
        return
    # A list stands in few others; thousands of them stand side by side.
    del stack[:-MOST_NESTED]
    fitting = [group for group in stack if group[-1].marker.number + 1 == number]
    if len(fitting) > 1 and _is_closed(fitting[-1]):
        fitting.pop()
    if fitting:
        # Equal groups compare equal, so the one meant is found by identity.
        del stack[next(at for at, group in enumerate(stack) if group is fitting[-1]) + 1 :]
    elif number <= stack[-1][-1].marker.number:
        stack.append(Group())


def _is_closed(group: Group) -> bool:
    """甲；乙；丙。 is complete."""
    ends = [each.block.text.rstrip()[-1] for each in group]
    return ends[-1] == "。" and len(ends) > 1 and set(ends[:-1]) <= {"；", ";"}
