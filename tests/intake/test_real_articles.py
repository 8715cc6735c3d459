"""Articles cut out of real issues, each a file of its own: as exact as within the issue."""

import pytest

from tests.intake.score_articles import articles, faults, forms

EVERY = articles()


@pytest.mark.skipif(not EVERY, reason="no real manuscripts beside the project")
@pytest.mark.parametrize("form", forms())
def test_a_few_of_each_issue_are_understood_as_files_of_their_own(form):
    wanted = EVERY[::4]

    wrong = [(answers["title"], faults(text, answers, form)) for text, answers in wanted]

    assert len(wanted) >= 3
    assert [each for each in wrong if each[1]] == []
