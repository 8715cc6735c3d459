"""The table, cell by cell: state × verb × role, and who may change the words when."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import timezone

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

# What the newsroom agreed on, written out once more by hand: a column a verb, who may in a row's
# state. 林编辑 submitted the article; 陈执编, 吴副总编 and 周主编 approved it as far as it is.
ARTICLE_VERBS = ("submit", "recall", "approve", "send_back", "fall_back")
ARTICLE_ROWS = {
    "draft": (WRITERS, NOBODY, NOBODY, NOBODY, NOBODY),
    "first_review": (NOBODY, {"lin"}, {"chen", "root"}, {"chen", "root"}, NOBODY),
    "second_review": (NOBODY, {"lin"}, {"wu", "root"}, {"wu", "root"}, NOBODY),
    "final_review": (NOBODY, {"lin"}, CHIEFS, CHIEFS, NOBODY),
    "sent_back": (WRITERS, NOBODY, NOBODY, NOBODY, NOBODY),
    "final": (NOBODY, NOBODY, NOBODY, REVIEWERS, NOBODY),
}
# The state each move leads to; an approval leads from level to level.
TARGETS = {
    "submit": "first_review",
    "recall": "draft",
    "send_back": "sent_back",
    "start_proofing": "proofing",
    "return_to_assembly": "assembling",
    "sign_first_proof": "proofing",
    "sign_second_proof": "proofing",
    "sign_third_proof": "proofing",
    "sign_off": "signed_off",
    "revoke_sign_off": "proofing",
    "publish": "published",
    "unschedule": "signed_off",
    "withdraw": "withdrawn",
    "restore": "published",
}
APPROVED = {
    "first_review": "second_review",
    "second_review": "final_review",
    "final_review": "final",
}
# verb → (state, who may there). Every other cell of an issue is empty; "scheduled" is published
# for an hour that has not come. A correction comes along with a save: see test_corrections.
ISSUE_ROWS = {
    "start_proofing": {"assembling": REVIEWERS},
    "return_to_assembly": {"proofing": REVIEWERS},
    "sign_first_proof": {"proofing": {"xiao", "lin", "root"}},
    "sign_second_proof": {"proofing": {"xiao", "lin", "chen", "root"}},
    "sign_third_proof": {"proofing": {"chen", "wu", "root"}},
    "sign_off": {"proofing": SIGNERS},
    "revoke_sign_off": {"signed_off": CHIEFS},
    "publish": {"signed_off": CHIEFS},
    "unschedule": {"scheduled": CHIEFS},
    "correct": {},
    "withdraw": {"published": CHIEFS},
    "restore": {"withdrawn": CHIEFS},
}
ISSUE_STATES = (*Issue.State.values, "scheduled")
# How many rounds are signed where a move of the proofs is tried; all three everywhere else.
SIGNED = {"sign_first_proof": 0, "sign_second_proof": 1, "sign_third_proof": 2}

ARTICLE_TABLE = {
    (state, verb): people
    for state, row in ARTICLE_ROWS.items()
    for verb, people in zip(ARTICLE_VERBS, row, strict=True)
}
ISSUE_TABLE = {
    (state, verb): row.get(state, NOBODY)
    for verb, row in ISSUE_ROWS.items()
    for state in ISSUE_STATES
}
MAY_EDIT_ARTICLE = {
    (state, issue_state): WRITERS
    if state in ("draft", "sent_back", "final") and issue_state in ("assembling", "proofing")
    else NOBODY
    for state in Article.State.values
    for issue_state in Issue.State.values
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
    assert set(ISSUE_TABLE) == {(s, v) for s in ISSUE_STATES for v in verbs[Issue]}


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
    target = APPROVED[state] if verb == "approve" else TARGETS[verb]
    assert (rows.get().state, count()) == (target, records + 1)
    return True


def count() -> int:
    return Record.objects.count()


@pytest.mark.parametrize(("state", "verb"), ARTICLE_TABLE)
def test_article_cell(state, verb, newsroom):
    article = article_in(state, newsroom)

    assert offered(article, verb, newsroom) == ARTICLE_TABLE[state, verb]
    assert let_through(article, verb, newsroom) == ARTICLE_TABLE[state, verb]


def issue_in_cell(state, verb):
    signed = SIGNED.get(verb, 3)
    if state != "scheduled":
        return issue_in(state, signed=signed)
    ahead = timezone.now() + dt.timedelta(hours=1)
    return issue_in("published", signed=signed, publish_at=ahead)


@pytest.mark.parametrize(("state", "verb"), ISSUE_TABLE)
def test_issue_cell(state, verb, newsroom):
    issue = issue_in_cell(state, verb)

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
