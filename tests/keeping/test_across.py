"""SQLite → PostgreSQL → SQLite: what is restored is what was kept, on real databases."""

import json

import pytest

from tests import servers

pytestmark = pytest.mark.services

FILL = "from tests.keeping import scene; scene.fill(); scene.publish()\n"
CALL = "from django.core.management import call_command as call\n"
BACKUP = "call('backup', '{place}', verbosity=0)\n"
RESTORE = "call('restore', '{place}', verbosity=0)\n"
# A new article's key; who is known by the password; what is found; what a role may do.
ASK = """
from django.contrib.auth import authenticate
from editorial import search
from editorial.models import User
from tests import cast
print(cast.make_article(cast.make_issue(2)).pk)
print(authenticate(username="lin", password="correct horse"))
print(search.ask(search.read_question({"q": "算力普惠"})).total, search.faults())
print(User.objects.get(username="zhou").has_perm("editorial.change_publication"))
"""
# Tables in which the way itself leaves a trace.
TRACES = {"editorial.backup"}


@pytest.fixture(scope="module")
def way(postgres_url, tmp_path_factory):
    """The bundles of the first, of its copy on PostgreSQL, of that copy's copy; what both say."""
    folder = tmp_path_factory.mktemp("bundles")
    first, second, third = (folder / name for name in "甲乙丙")
    with servers.installation() as house:
        house.python(CALL + FILL + BACKUP.format(place=first))
    with (
        servers.empty_database(postgres_url, "restored") as url,
        servers.installation(is_blank=True, DATABASE_URL=url) as house,
    ):
        said = [house.python(CALL + _moved(first, second) + ASK)]
    with servers.installation(is_blank=True) as house:
        said.append(house.python(CALL + _moved(second, third) + ASK))
    return (first, second, third), [each.splitlines()[-4:] for each in said]


def _moved(source, target) -> str:
    return RESTORE.format(place=source) + BACKUP.format(place=target)


def contents(bundle) -> dict[str, tuple]:
    """Table or file → how much of what it holds."""
    manifest = json.loads((bundle / "manifest.json").read_text())
    tables = {
        each["model"]: (each["rows"], each["digest"])
        for each in manifest["tables"]
        if each["model"] not in TRACES
    }
    return tables | {each["name"]: (each["size"], each["digest"]) for each in manifest["files"]}


def test_every_row_and_file_comes_through_both_databases(way):
    first, second, third = map(contents, way[0])

    assert second == first
    assert third == first
    assert first["editorial.article"][0] == 2


@pytest.mark.parametrize("database", [0, 1], ids=["postgresql", "sqlite"])
def test_what_was_restored_is_worked_with_as_before(database, way):
    """New rows get keys of their own, people sign in, words are found, roles may do the same."""
    assert way[1][database] == ["3", "林编辑", "1 []", "True"]
