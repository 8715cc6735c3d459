"""The table, cell by cell: state × verb × role, and who may change the words when."""

import pytest
from django.db import transaction

from editorial import workflow
from editorial.models import Article, Issue, Record
from tests import cast
from tests.scenes import EVERYBODY, article_in, issue_in

pytestmark = pytest.mark.django_db

WRITERS = {"lin", "chen", "wu", "zhou", "root"}
REVIEWERS = {"chen", "wu", "zhou", "root"}
SIGNERS = {"wu", "zhou", "root"}
CHIEFS = {"zhou", "root"}
NOBODY = set()

# What the newsroom agreed on, written out once more by hand: (state, verb) → who may.
# Where a cell needs a submitter, 林编辑 submitted the article.
ARTICLE_TABLE = {
    ("draft", "submit"): WRITERS,
    ("draft", "recall"): NOBODY,
    ("draft", "approve"): NOBODY,
    ("draft", "send_back"): NOBODY,
    ("submitted", "submit"): NOBODY,
    ("submitted", "recall"): {"lin"},
    ("submitted", "approve"): REVIEWERS,
    ("submitted", "send_back"): REVIEWERS,
    ("sent_back", "submit"): WRITERS,
    ("sent_back", "recall"): NOBODY,
    ("sent_back", "approve"): NOBODY,
    ("sent_back", "send_back"): NOBODY,
    ("final", "submit"): NOBODY,
    ("final", "recall"): NOBODY,
    ("final", "approve"): NOBODY,
    ("final", "send_back"): REVIEWERS,
}
ISSUE_TABLE = {
    ("assembling", "start_proofing"): REVIEWERS,
    ("assembling", "return_to_assembly"): NOBODY,
    ("assembling", "sign_off"): NOBODY,
    ("assembling", "revoke_sign_off"): NOBODY,
    ("assembling", "publish"): NOBODY,
    ("assembling", "withdraw"): NOBODY,
    ("assembling", "restore"): NOBODY,
    ("proofing", "start_proofing"): NOBODY,
    ("proofing", "return_to_assembly"): REVIEWERS,
    ("proofing", "sign_off"): SIGNERS,
    ("proofing", "revoke_sign_off"): NOBODY,
    ("proofing", "publish"): NOBODY,
    ("proofing", "withdraw"): NOBODY,
    ("proofing", "restore"): NOBODY,
    ("signed_off", "start_proofing"): NOBODY,
    ("signed_off", "return_to_assembly"): NOBODY,
    ("signed_off", "sign_off"): NOBODY,
    ("signed_off", "revoke_sign_off"): CHIEFS,
    ("signed_off", "publish"): CHIEFS,
    ("signed_off", "withdraw"): NOBODY,
    ("signed_off", "restore"): NOBODY,
    ("published", "start_proofing"): NOBODY,
    ("published", "return_to_assembly"): NOBODY,
    ("published", "sign_off"): NOBODY,
    ("published", "revoke_sign_off"): NOBODY,
    ("published", "publish"): NOBODY,
    ("published", "withdraw"): CHIEFS,
    ("published", "restore"): NOBODY,
    ("withdrawn", "start_proofing"): NOBODY,
    ("withdrawn", "return_to_assembly"): NOBODY,
    ("withdrawn", "sign_off"): NOBODY,
    ("withdrawn", "revoke_sign_off"): NOBODY,
    ("withdrawn", "publish"): NOBODY,
    ("withdrawn", "withdraw"): NOBODY,
    ("withdrawn", "restore"): CHIEFS,
}
TARGETS = {
    "submit": "submitted",
    "recall": "draft",
    "approve": "final",
    "send_back": "sent_back",
    "start_proofing": "proofing",
    "return_to_assembly": "assembling",
    "sign_off": "signed_off",
    "revoke_sign_off": "proofing",
    "publish": "published",
    "withdraw": "withdrawn",
    "restore": "published",
}
MAY_EDIT_ARTICLE = {
    ("draft", "assembling"): WRITERS,
    ("draft", "proofing"): WRITERS,
    ("draft", "signed_off"): NOBODY,
    ("draft", "published"): NOBODY,
    ("draft", "withdrawn"): NOBODY,
    ("sent_back", "assembling"): WRITERS,
    ("sent_back", "proofing"): WRITERS,
    ("sent_back", "signed_off"): NOBODY,
    ("submitted", "assembling"): NOBODY,
    ("submitted", "proofing"): NOBODY,
    ("final", "assembling"): NOBODY,
    ("final", "proofing"): NOBODY,
    ("final", "published"): NOBODY,
}
MAY_EDIT_ISSUE = {
    "assembling": REVIEWERS | {"mei"},
    "proofing": REVIEWERS | {"mei"},
    "signed_off": NOBODY,
    "published": NOBODY,
    "withdrawn": NOBODY,
}


# --- The whole table ------------------------------------------------------------------------


def test_the_tables_here_have_a_cell_for_every_state_and_verb():
    verbs = {model: {move.verb for move in workflow.moves_of(model)} for model in (Article, Issue)}

    assert set(ARTICLE_TABLE) == {(s, v) for s in Article.State.values for v in verbs[Article]}
    assert set(ISSUE_TABLE) == {(s, v) for s in Issue.State.values for v in verbs[Issue]}


def offered(subject, verb, newsroom) -> set[str]:
    """Who sees a button for this move."""
    return {
        name
        for name in EVERYBODY
        if verb in [move.verb for move in workflow.moves_open_to(newsroom[name], subject)]
    }


def let_through(subject, verb, newsroom) -> set[str]:
    """Whom the door lets through; every attempt is undone before the next."""
    names = set()
    for name in EVERYBODY:
        undo = transaction.savepoint()
        if moves(subject, verb, newsroom[name]):
            names.add(name)
        transaction.savepoint_rollback(undo)
        subject.refresh_from_db()
    return names


def moves(subject, verb, person) -> bool:
    """Whether the move was made, and whether rows and record agree with that."""
    rows, state, records = type(subject).objects.filter(pk=subject.pk), subject.state, count()
    try:
        workflow.perform(subject, verb, by=person, reason="核对后再定。")
    except workflow.Refused:
        assert (rows.get().state, count()) == (state, records)
        return False
    assert (rows.get().state, count()) == (TARGETS[verb], records + 1)
    return True


def count() -> int:
    return Record.objects.count()


@pytest.mark.parametrize(("state", "verb"), ARTICLE_TABLE)
def test_article_cell(state, verb, newsroom):
    article = article_in(state, newsroom)

    assert offered(article, verb, newsroom) == ARTICLE_TABLE[state, verb]
    assert let_through(article, verb, newsroom) == ARTICLE_TABLE[state, verb]


@pytest.mark.parametrize(("state", "verb"), ISSUE_TABLE)
def test_issue_cell(state, verb, newsroom):
    issue = issue_in(state)

    assert offered(issue, verb, newsroom) == ISSUE_TABLE[state, verb]
    assert let_through(issue, verb, newsroom) == ISSUE_TABLE[state, verb]


# --- Who may change the words ---------------------------------------------------------------


@pytest.mark.parametrize(("state", "issue_state"), MAY_EDIT_ARTICLE)
def test_who_may_edit_an_article(state, issue_state, newsroom):
    issue = cast.make_issue(1, state=issue_state)
    article = cast.make_article(issue, state=state)

    may = {name for name in EVERYBODY if workflow.may_edit(newsroom[name], article)}

    assert may == MAY_EDIT_ARTICLE[state, issue_state]


@pytest.mark.parametrize("state", MAY_EDIT_ISSUE)
def test_who_may_edit_an_issue(state, newsroom):
    issue = cast.make_issue(1, state=state)

    may = {name for name in EVERYBODY if workflow.may_edit(newsroom[name], issue)}

    assert may == MAY_EDIT_ISSUE[state]
