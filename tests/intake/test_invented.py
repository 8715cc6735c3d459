"""Invented issues with their answers: every figure exact, and no character lost."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.intake import Refused, propose, report_of
from tests.intake.dress import DRESSES, renumbered
from tests.intake.invented import invent
from tests.intake.score import score
from tests.intake.test_properties import FAST

SEEDS = range(16)
# Two dresses know only the form in which real issues print their contents.
OTHER_CLOTHES = [name for name in DRESSES if "pages" not in name]
DRESSED = list(zip(range(100, 100 + len(OTHER_CLOTHES)), OTHER_CLOTHES, strict=True))


def faults(proposal, truth: dict) -> list[str]:
    figures = score(report_of(proposal), truth).values()
    return [fault for figure in figures for fault in figure.faults]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_figure_of_an_invented_issue_is_exact(seed):
    issue = invent(seed)

    proposal = propose(issue.data, "来稿.txt")

    assert faults(proposal, issue.truth) == []
    assert proposal.accounting.missing == 0


@pytest.mark.parametrize(("seed", "name"), DRESSED)
def test_an_invented_issue_is_as_well_understood_in_other_clothes(seed, name):
    issue = invent(seed, furniture=False)
    dressed = DRESSES[name](list(enumerate(issue.text.split("\n"), 1)))
    text = "\n".join(line for _, line in dressed)

    proposal = propose(text.encode("gb18030"), "来稿.txt")

    assert faults(proposal, renumbered(dressed, issue.truth)) == []


@pytest.mark.parametrize("seed", range(30, 33))
def test_pages_that_end_elsewhere_change_nothing_but_the_joins(seed):
    answers = [invent(seed, cuts=cuts, furniture=False).truth for cuts in (True, False)]
    whole = propose(invent(seed, cuts=False, furniture=False).data, "来稿.txt")

    assert faults(whole, answers[1]) == []
    assert all(not draft.text.joined.cuts for draft in whole.articles)


def damaged(text: str, seed: int) -> str:
    """Lines dropped, doubled, moved, cut and glued, as this seed has it."""
    chance, lines = random.Random(seed), text.split("\n")
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(lines))
        cut = chance.randint(0, len(lines[at]))
        lines[at : at + 1] = chance.choice(
            ([], [lines[at]] * 2, [lines[at][:cut], lines[at][cut:]], [lines[at][:cut]],
             [chance.choice(lines), lines[at]], ["", "", lines[at]])
        )  # fmt: skip
    return "\n".join(lines)


@settings(FAST, max_examples=50)
@given(st.integers(0, 400), st.integers(0, 10**6))
def test_no_character_of_a_damaged_issue_is_lost(seed, damage):
    text = damaged(invent(seed).text, damage)

    try:
        account = propose(text.encode(), "来稿.txt").accounting
    except Refused as refusal:
        assert refusal.message.endswith("。")
        return

    assert account.missing == 0
    assert account.characters_in == len(text)
