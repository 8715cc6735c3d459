"""/pictures/<name> : public only while something published shows it."""

import pytest

from editorial.models import OrganisationProfile
from tests import cast
from tests.screens.archive import shelf

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(db):
    return shelf.make_picture()


def test_a_picture_of_a_published_article_is_public(client, issue, picture):
    issue.articles.first().pictures.add(picture)

    response = client.get(picture.path)

    assert response.status_code == 200
    assert b"".join(response.streaming_content) == picture.file.read()
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "public, max-age=3600, s-maxage=0, must-revalidate"


def test_a_jpeg_is_served_as_what_it_is(client, issue):
    picture = shelf.make_picture("cd" * 16 + ".jpg")
    issue.articles.first().pictures.add(picture)

    assert client.get(picture.path)["Content-Type"] == "image/jpeg"


def test_a_published_cover_is_public(client, issue, picture):
    issue.cover_picture = picture
    issue.save()

    assert client.get(picture.path).status_code == 200


def test_the_logo_of_a_published_profile_is_public(client, issue, picture):
    OrganisationProfile.objects.create(issue=issue, name_zh="研究院", logo=picture)

    assert client.get(picture.path).status_code == 200


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
def test_pictures_of_a_hidden_issue_are_not_found(client, issue, picture, state, hours):
    issue.articles.first().pictures.add(picture)
    OrganisationProfile.objects.create(issue=issue, name_zh="研究院", logo=picture)
    issue.cover_picture = picture
    shelf.hide(issue, state, hours)

    assert client.get(picture.path).status_code == 404


def test_a_picture_that_nothing_uses_is_not_found(client, issue, picture):
    assert client.get(picture.path).status_code == 404


def test_staff_see_every_picture_and_no_cache_keeps_it(client, newsroom, picture):
    client.force_login(newsroom["xiao"])

    response = client.get(picture.path)

    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"


def test_somebody_without_the_permission_sees_only_what_readers_see(client, picture):
    client.force_login(cast.make_user("guest"))

    assert client.get(picture.path).status_code == 404


@pytest.mark.parametrize(
    "name",
    ["x.png", "ab" * 16 + ".svg", "ab" * 16, "AB" * 16 + ".png", "ef" * 16 + ".png", "..%2Fx.png"],
)
def test_other_names_are_not_found(client, picture, name):
    assert client.get(f"/pictures/{name}").status_code == 404


def test_a_picture_costs_two_queries(client, issue, picture, django_assert_num_queries):
    issue.articles.first().pictures.add(picture)

    with django_assert_num_queries(2):
        client.get(picture.path)
