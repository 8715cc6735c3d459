"""Edition 成刊: the row is the truth about what the press was asked for."""

import pytest
from django.db import IntegrityError, transaction

from editorial.models import Edition, edition
from tests import cast

pytestmark = pytest.mark.django_db
PROOF, WEB = Edition.Kind.PROOF, Edition.Kind.WEB


@pytest.fixture
def orders(monkeypatch):
    """Keys that were handed to the queue, in order."""
    sent = []
    monkeypatch.setattr(edition, "send_to_press", sent.append)
    return sent


def test_an_order_is_sent_when_the_transaction_commits(
    newsroom, orders, django_capture_on_commit_callbacks
):
    issue = cast.make_issue(1)

    with django_capture_on_commit_callbacks(execute=True):
        ordered = Edition.objects.order(issue, PROOF, by=newsroom["lin"])
        assert orders == []

    assert orders == [ordered.pk]
    assert (ordered.state, ordered.ordered_by) == ("queued", newsroom["lin"])


def test_a_second_press_on_the_button_gives_the_same_order(
    orders, django_capture_on_commit_callbacks
):
    issue = cast.make_issue(1)

    with django_capture_on_commit_callbacks(execute=True):
        first, second = (Edition.objects.order(issue, PROOF) for _ in range(2))

    assert first == second
    assert orders == [first.pk]


@pytest.mark.parametrize("state", ["ready", "failed"])
def test_a_finished_edition_makes_room_for_a_new_one(state):
    issue = cast.make_issue(1)
    first = Edition.objects.order(issue, PROOF)
    Edition.objects.update(state=state)

    assert Edition.objects.order(issue, PROOF).pk != first.pk


def test_kinds_and_issues_do_not_stand_in_each_others_way():
    issues = [cast.make_issue(number) for number in (1, 2)]

    ordered = {Edition.objects.order(issue, kind).pk for issue in issues for kind in (PROOF, WEB)}

    assert len(ordered) == 4


@pytest.mark.parametrize("state", ["queued", "rendering"])
def test_the_database_itself_refuses_two_unfinished_ones(state):
    issue = cast.make_issue(1)
    Edition.objects.create(issue=issue, kind=PROOF, state=Edition.State.RENDERING)

    with pytest.raises(IntegrityError):
        Edition.objects.create(issue=issue, kind=PROOF, state=state)


def test_an_offprint_is_of_an_article_and_nothing_else_is():
    article = cast.make_article(cast.make_issue(1))

    for fields in ({"kind": "offprint"}, {"kind": PROOF, "article": article}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.create(issue=article.issue, **fields)


def test_offprints_of_two_articles_are_made_side_by_side_but_one_each():
    issue = cast.make_issue(1)
    articles = [cast.make_article(issue) for _ in range(2)]

    ordered = [
        Edition.objects.order(issue, "offprint", article=article).pk
        for article in (*articles, *articles)
    ]

    assert ordered[:2] == ordered[2:]
    assert len(set(ordered)) == 2


@pytest.mark.parametrize(
    ("state", "is_unfinished", "is_ready"),
    [
        ("queued", True, False),
        ("rendering", True, False),
        ("ready", False, True),
        ("failed", False, False),
    ],
)
def test_states_answer_two_questions(state, is_unfinished, is_ready):
    made = Edition.objects.create(issue=cast.make_issue(1), kind=PROOF, state=state)

    assert (made.is_unfinished, made.is_ready) == (is_unfinished, is_ready)
    assert Edition.objects.waiting().exists() is is_unfinished
    assert Edition.objects.ready().exists() is is_ready
