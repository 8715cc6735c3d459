"""Articles of the Word file with everything in it, each as a file of its own: just the same."""

import re

import pytest

from editorial.intake import propose
from editorial.intake.single import propose_single
from tests.intake.word.everything import NAME, articles_of_it, everything, file_of

_OWN_NUMBERS = re.compile(r"/pictures/[0-9a-f]{32}|(?<=fn-)\d+|(?<=fnref-)\d+|>\d+</a></sup>")


def _words(draft) -> tuple:
    """All of an article but the names of pictures and the numbers of notes, new in each file."""
    return (
        draft.title, draft.document_number, draft.addressee, draft.source, draft.note_html,
        [each.title for each in draft.attachments], _OWN_NUMBERS.sub("", draft.body_html),
    )  # fmt: skip


@pytest.mark.parametrize("at", range(4))
def test_an_article_of_its_own_reads_as_it_does_in_the_issue(at):
    proposal = propose_single(file_of(*articles_of_it()[at]), NAME)

    assert len(proposal.articles) == 1
    assert proposal.accounting.missing == 0
    assert _words(proposal.articles[0]) == _words(propose(everything(), NAME).articles[at])
