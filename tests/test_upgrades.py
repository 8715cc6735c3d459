"""A database of every earlier release moves on to this one, and everything in it comes along."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from editorial import search

# Release → its last migration. A release once in the change log is never taken out of here.
RELEASES = {
    "0.1.0": "0001_initial",
    "0.2.0": "0011_page_design",
    "0.3.0": "0020_signin",
    "0.4.0": "0023_newest_first",
}
# (model, unique fields, the others): a row of each kind of thing that people put in.
ROWS = (
    ("User", {"username": "lin"}, {"name": "林编辑", "password": "!", "is_staff": True}),
    ("Section", {"slug": "policy"}, {"name": "国策要论", "order": 1}),
    ("Publication", {"pk": 1}, {"name": "大数据发展动态", "tagline": "数据要素"}),
    ("Issue", {"year": 2026, "number": 3}, {"running_number": 3, "date": dt.date(2026, 1, 16),
                                             "cover_headline": "算力\n普惠"}),
    ("Upload", {"name": "ab" * 16 + ".png"}, {"file": "pictures/a.png", "width": 2, "height": 2}),
    ("Manuscript", {"digest": "0" * 64}, {"name": "来稿.txt", "file": "manuscripts/a.txt"}),
)  # fmt: skip


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def newest():
    return MigrationExecutor(connection).loader.graph.leaf_nodes()


@pytest.fixture(params=RELEASES)
def released(request, transactional_db):
    """The models of an earlier release on its own tables; afterwards those of today again."""
    yield migrate([("editorial", RELEASES[request.param])])
    migrate(newest())


def fill(apps) -> None:
    made = {}
    for name, unique, others in ROWS:
        made[name] = apps.get_model("editorial", name).objects.create(**unique, **others)
    article = apps.get_model("editorial", "Article").objects.create(
        issue=made["Issue"], section=made["Section"], position=1, title="算力\n普惠",
        body="<p>正文。</p>", state="final", assignee=made["User"],
    )  # fmt: skip
    article.pictures.add(made["Upload"])
    apps.get_model("editorial", "EditorsNote").objects.create(article=article, body="<p>按。</p>")
    apps.get_model("editorial", "Edition").objects.create(
        issue=made["Issue"], kind="web", state="ready", file="editions/a.pdf", pages=4,
        start_pages={str(article.pk): 3},
    )  # fmt: skip
    apps.get_model("editorial", "Record").objects.create(
        issue=made["Issue"], article=article, by=made["User"], subject="算力普惠", verb="submit",
        label="送审", to_state="final",
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_everything_comes_along_and_the_search_finds_it(released):
    fill(released)
    released.get_model("editorial", "Issue").objects.update(
        state="published", publish_at=dt.datetime(2026, 1, 16, tzinfo=dt.UTC)
    )

    apps = migrate(newest())

    for name, unique, others in ROWS:
        row = apps.get_model("editorial", name).objects.get(**unique)
        assert {each: getattr(row, each) for each in others} == others
    article = apps.get_model("editorial", "Article").objects.get()
    assert (article.title, article.state, article.assignee.username) == (
        "算力\n普惠", "final", "lin",
    )  # fmt: skip
    assert [each.name for each in article.pictures.all()] == ["ab" * 16 + ".png"]
    edition = apps.get_model("editorial", "Edition").objects.get()
    assert (edition.file.name, edition.start_pages) == ("editions/a.pdf", {str(article.pk): 3})
    connection.check_constraints()
    call_command("apply_roles", verbosity=0)
    assert search.rebuild() == 1
    assert search.ask(search.read_question({"q": "算力普惠"})).total == 1
