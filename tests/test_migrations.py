"""A database of 0.1.0 moves on: 送审 becomes 初审, the approved stay so, proofs get numbers."""

import datetime as dt

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

RELEASED = [("editorial", "0001_initial")]


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def newest():
    return [key for key in MigrationExecutor(connection).loader.graph.leaf_nodes("editorial")]


@pytest.fixture
def released(transactional_db):
    """The tables as 0.1.0 made them; afterwards those of today again."""
    yield migrate(RELEASED)
    migrate(newest())


def fill(apps) -> None:
    model = lambda name: apps.get_model("editorial", name)  # noqa: E731
    section = model("Section").objects.create(name="国策要论", slug="policy", order=1)
    for number in (1, 2):
        issue = model("Issue").objects.create(
            year=2026, number=number, running_number=number, date=dt.date(2026, 1, 2),
            state="proofing",
        )  # fmt: skip
        for position, state in enumerate(("draft", "submitted", "sent_back", "final"), 1):
            model("Article").objects.create(
                issue=issue, section=section, position=position, title=state, state=state
            )
        for kind in ("proof", "web", "proof"):
            model("Edition").objects.create(issue=issue, kind=kind, state="ready")
    model("Record").objects.create(
        issue=issue, subject="甲", verb="submit", label="送审", to_state="submitted"
    )


@pytest.mark.django_db(transaction=True)
def test_a_released_database_moves_on_with_sense(released):
    fill(released)

    apps = migrate(newest())

    articles = apps.get_model("editorial", "Article").objects.filter(issue__number=1)
    assert list(articles.order_by("position").values_list("title", "state")) == [
        ("draft", "draft"),
        ("submitted", "first_review"),
        ("sent_back", "sent_back"),
        ("final", "final"),
    ]
    editions = apps.get_model("editorial", "Edition").objects.order_by("pk")
    assert list(editions.values_list("issue__number", "kind", "number")) == [
        (1, "proof", 1),
        (1, "web", None),
        (1, "proof", 2),
        (2, "proof", 1),
        (2, "web", None),
        (2, "proof", 2),
    ]
    assert apps.get_model("editorial", "Record").objects.get().to_state == "submitted"
