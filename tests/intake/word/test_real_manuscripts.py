"""Real issues as Word files, in four ways: every figure as exact as from their text."""

import pytest

from editorial.intake import propose, report_of
from tests.intake.score import pairs, score
from tests.intake.word.dress import WORD_DRESSES

PAIRS = pairs()
pytestmark = pytest.mark.skipif(not PAIRS, reason="no real manuscripts beside the project")


@pytest.mark.parametrize(("path", "truth"), PAIRS, ids=[path.stem[:3] for path, _ in PAIRS])
@pytest.mark.parametrize("name", WORD_DRESSES)
def test_a_word_file_is_understood_like_its_text(path, truth, name):
    data = WORD_DRESSES[name](path.read_text("utf-8"))

    proposal = propose(data, f"{path.stem}.docx")

    figures = score(report_of(proposal), truth)
    assert [fault for figure in figures.values() for fault in figure.faults] == []
    assert all(figure.extra == 0 for figure in figures.values())
    assert proposal.accounting.missing == 0
