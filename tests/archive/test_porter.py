"""The porter gives strangers what strangers were given, and asks the tag each time."""

from dataclasses import dataclass

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import RequestFactory

from editorial.archive import kept
from editorial.archive.porter import Porter
from editorial.models import Publication
from tests.screens.archive import shelf

# The house closes the connection of a test's own transaction at its door.
pytestmark = pytest.mark.django_db(transaction=True)
URL = "/2026/46/"


@dataclass(frozen=True)
class Answer:
    status: str
    headers: dict
    content: str


def ask(url=URL, method="GET", application=None, **told) -> Answer:
    """As gunicorn asks; ``told`` are headers."""
    environ = RequestFactory(headers={"host": "localhost"} | told).generic(method, url).environ
    heard = []
    porter = Porter(application or get_wsgi_application())
    response = porter(environ, lambda status, headers, error=None: heard.extend((status, headers)))
    content = b"".join(response).decode()
    if hasattr(response, "close"):
        response.close()
    return Answer(heard[0], dict(heard[1]), content)


def nobody(environ, start_response):
    """The house must not be asked."""
    raise AssertionError(environ["PATH_INFO"])


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
def told(issue, in_service):
    """The page of the issue as a stranger was given it."""
    return ask()


@pytest.mark.parametrize(
    "url", ["/", "/issues/", "/2026/", URL, "/2026/46/2/", "/search/?q=数据", "/policy/", "/feed/",
            "/2026/46/cover.svg", "/sitemap.xml", "/2026/46/2/cite.bib"]
)  # fmt: skip
def test_a_stranger_is_given_what_another_was_given_with_every_header(issue, in_service, url):
    first = ask(url)

    assert first.status == "200 OK"
    assert ask(url, application=nobody) == first


def test_who_holds_the_answer_hears_that_it_has_not_changed(told):
    again = ask(application=nobody, **{"If-None-Match": told.headers["ETag"]})

    left = {"Content-Type", "Content-Length"}
    assert (again.status, again.content) == ("304 Not Modified", "")
    assert again.headers == {k: v for k, v in told.headers.items() if k not in left}


def test_what_is_said_of_an_unchanged_page_is_what_the_house_says(told):
    etag = told.headers["ETag"]
    ours = ask(application=nobody, **{"If-None-Match": etag})

    house = ask(**{"If-None-Match": f'"other", {etag}'})

    assert house.status == ours.status
    assert {k: v for k, v in house.headers.items() if k != "Content-Length"} == ours.headers


def test_another_tag_is_answered_with_the_page(told):
    assert ask(**{"If-None-Match": '"another"'}) == told


@pytest.mark.parametrize(
    "header",
    [
        {"If-Match": '"another"'},
        {"Cookie": "sessionid=abc"},
        {"Range": "bytes=0-1"},
        {"X-Forwarded-Proto": "https"},
        {"Host": "127.0.0.1"},
        {"Host": "evil.example"},
        {"Authorization": "Bearer x"},
    ],
)
def test_who_asks_otherwise_is_answered_by_the_house(told, header):
    with pytest.raises(AssertionError, match=URL):
        ask(application=nobody, **header)


@pytest.mark.parametrize("method", ["HEAD", "POST", "OPTIONS", "PUT"])
def test_other_methods_are_answered_by_the_house(told, method):
    with pytest.raises(AssertionError, match=URL):
        ask(method=method, application=nobody)


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
def test_what_is_no_longer_public_is_given_to_nobody(issue, told, state, hours):
    shelf.hide(issue, state, hours)

    assert ask().status.startswith(str(shelf.answer_of(state)))
    held = ask(**{"If-None-Match": told.headers["ETag"]})
    assert held.status.startswith(str(shelf.answer_of(state)))


def test_an_internal_publication_is_shown_to_no_stranger(told):
    Publication.objects.update(distribution=Publication.Distribution.INTERNAL)

    assert ask().status.startswith("302")


def test_what_signed_in_people_were_given_is_not_a_strangers(client, django_user_model, in_service):
    shelf.make_published(46)
    shelf.make_internal()
    client.force_login(django_user_model.objects.create_user("lin"))
    cookie = f"sessionid={client.cookies['sessionid'].value}"

    assert ask(Cookie=cookie).status == "200 OK"
    assert not kept.answers.questions
    assert ask().status.startswith("302")


def test_a_hostile_host_is_refused(told):
    assert ask(Host="evil.example").status.startswith("400")


def test_the_same_path_with_a_question_is_another_page(told):
    with pytest.raises(AssertionError, match=URL):
        ask(URL + "?from=mail", application=nobody)


def test_a_site_with_https_tells_no_plain_request(settings, issue, in_service):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    assert ask(**{"X-Forwarded-Proto": "https"}).status == "200 OK"
    assert ask().status.startswith("301")
    assert ask(**{"X-Forwarded-Proto": "https"}, application=nobody).status == "200 OK"


def test_errors_are_made_anew(issue, in_service):
    assert ask("/2026/99/").status.startswith("404")
    with pytest.raises(AssertionError, match="/2026/99/"):
        ask("/2026/99/", application=nobody)
