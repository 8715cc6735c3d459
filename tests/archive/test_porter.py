"""The porter gives strangers what strangers were given, and asks the tag each time."""

import pytest

from editorial.archive import kept
from editorial.models import Publication
from tests.screens.archive import shelf

pytestmark = pytest.mark.django_db
URL = "/2026/46/"


@pytest.fixture
def issue():
    return shelf.make_published(46)


@pytest.fixture
def in_service(settings):
    """Answers are kept, and none from before."""
    settings.DEBUG = False
    kept.answers.clear()
    yield
    kept.answers.clear()


@pytest.fixture
def marked(client, issue, in_service):
    """The page of the issue as a stranger was given it, kept with other words."""
    answer = client.get(URL)
    (tag,) = kept.answers.answers
    told = kept.Answer("照旧".encode(), dict(answer.headers), URL)
    kept.answers.answers[tag] = told
    return answer


def test_a_stranger_is_given_what_another_was_given_with_every_header(client, marked):
    answer = client.get(URL)

    assert answer.content.decode() == "照旧"
    assert dict(answer.headers) == dict(marked.headers)


def test_who_holds_the_answer_hears_that_it_has_not_changed(client, marked):
    answer = client.get(URL, headers={"If-None-Match": marked["ETag"]})

    assert (answer.status_code, answer.content) == (304, b"")
    assert answer["Cache-Control"] == marked["Cache-Control"]


def test_another_tag_is_answered_with_the_page(client, marked):
    answer = client.get(URL, headers={"If-None-Match": '"another"'})

    assert answer.status_code == 200


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
def test_what_is_no_longer_public_is_given_to_nobody(client, issue, marked, state, hours):
    shelf.hide(issue, state, hours)

    assert client.get(URL).status_code == shelf.answer_of(state)


def test_an_internal_publication_is_shown_to_no_stranger(client, marked):
    Publication.objects.update(distribution=Publication.Distribution.INTERNAL)

    assert client.get(URL).status_code == 302


def test_what_signed_in_people_were_given_is_not_a_strangers(client, django_user_model, in_service):
    shelf.make_published(46)
    shelf.make_internal()
    client.force_login(django_user_model.objects.create_user("lin"))

    assert client.get(URL).status_code == 200
    assert not kept.answers.has(URL)


def test_a_hostile_host_is_refused_at_the_door(client, marked):
    assert client.get(URL, headers={"host": "evil.example"}).status_code == 400


def test_the_same_path_with_a_question_is_another_page(client, marked):
    assert "照旧" not in client.get(URL + "?from=mail").content.decode()
