"""/<year>/<number>/download/ : the PDF under its Chinese name, whole or in parts."""

import pytest

from editorial.models import Edition
from tests import cast
from tests.screens.archive import shelf
from tests.screens.archive.shelf import PDF

pytestmark = pytest.mark.django_db
URL = "/2026/46/download/"


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_the_file_comes_whole_under_its_chinese_name(client, issue):
    response = client.get(URL)

    assert (response.status_code, body(response)) == (200, PDF)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(PDF))
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E5%A4%A7%E6%95%B0%E6%8D%AE%E5%8F%91%E5%B1%95%E5%8A%A8"
        "%E6%80%812026%E5%B9%B4%E7%AC%AC46%E6%9C%9F.pdf"
    )


def test_head_says_the_same_without_the_file(client, issue):
    response = client.head(URL)

    assert response["Content-Length"] == str(len(PDF))
    assert response["Accept-Ranges"] == "bytes"
    assert body(response) == b""


@pytest.mark.parametrize(
    ("asked", "answered", "part"),
    [
        ("bytes=0-8", f"bytes 0-8/{len(PDF)}", PDF[:9]),
        ("bytes=100-", f"bytes 100-{len(PDF) - 1}/{len(PDF)}", PDF[100:]),
        ("bytes=-6", f"bytes {len(PDF) - 6}-{len(PDF) - 1}/{len(PDF)}", PDF[-6:]),
        ("bytes=9-999999", f"bytes 9-{len(PDF) - 1}/{len(PDF)}", PDF[9:]),
        ("bytes=-999999", f"bytes 0-{len(PDF) - 1}/{len(PDF)}", PDF),
    ],
)
def test_a_part_can_be_asked_for(client, issue, asked, answered, part):
    response = client.get(URL, headers={"Range": asked})

    assert (response.status_code, body(response)) == (206, part)
    assert response["Content-Range"] == answered
    assert response["Content-Length"] == str(len(part))


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=-0"])
def test_a_part_beyond_the_end_is_refused(client, issue, asked):
    response = client.get(URL, headers={"Range": asked})

    assert response.status_code == 416
    assert response["Content-Range"] == f"bytes */{len(PDF)}"


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,4-5", "bytes=-", "bytes=9-3", "pages=1-2", "bytes=a-b", "bytes=٣-٤"]
)
def test_a_range_of_another_kind_brings_the_whole_file(client, issue, asked):
    response = client.get(URL, headers={"Range": asked})

    assert (response.status_code, body(response)) == (200, PDF)


def test_a_part_of_another_edition_brings_the_whole_file(client, issue):
    etag = client.get(URL)["ETag"]
    same = client.get(URL, headers={"Range": "bytes=0-3", "If-Range": etag})
    other = client.get(URL, headers={"Range": "bytes=0-3", "If-Range": '"edition-0"'})

    assert (same.status_code, other.status_code) == (206, 200)


def test_a_copy_that_is_still_good_is_not_sent_again(client, issue):
    response = client.get(URL)

    by_tag = client.get(URL, headers={"If-None-Match": response["ETag"]})
    by_date = client.get(URL, headers={"If-Modified-Since": response["Last-Modified"]})

    assert (by_tag.status_code, by_date.status_code) == (304, 304)


def test_a_new_edition_has_a_new_tag(client, issue):
    before = client.get(URL)["ETag"]
    shelf.make_edition(issue)

    assert client.get(URL)["ETag"] != before


def test_only_finished_web_editions_are_given_out(client):
    issue = cast.make_issue(46, state="published")
    shelf.make_edition(issue, kind=Edition.Kind.PROOF)
    shelf.make_edition(issue, kind=Edition.Kind.PRINT)
    shelf.make_edition(issue, state=Edition.State.FAILED)

    assert client.get(URL).status_code == 404


def test_a_file_gone_from_the_disk_is_not_found_and_logged(client, issue, caplog):
    issue.editions.get().file.storage.delete(issue.editions.get().file.name)

    assert client.get(URL).status_code == 404
    assert "cannot be opened" in caplog.text


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
def test_the_file_of_a_hidden_issue_is_not_found(client, newsroom, issue, state, hours):
    shelf.hide(issue, state, hours)
    client.force_login(newsroom["zhou"])

    assert client.get(URL).status_code == shelf.answer_of(state)


def test_the_file_costs_three_queries(client, issue, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(URL)


@pytest.fixture
def accelerated(settings):
    """A web server stands in front and reads the files itself."""
    settings.MEDIA_ACCEL = "/media-files/"


def test_a_server_in_front_is_told_which_file_to_send(client, issue, accelerated):
    edition = issue.editions.get()

    response = client.get(URL, headers={"Range": "bytes=0-3"})

    assert (response.status_code, response.content) == (200, b"")
    assert response["X-Accel-Redirect"] == f"/media-files/{edition.file.name}"
    assert response["Content-Type"] == "application/pdf"
    assert "%E5%A4%A7%E6%95%B0%E6%8D%AE" in response["Content-Disposition"]


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
def test_a_server_in_front_is_told_nothing_of_a_hidden_issue(
    client, issue, accelerated, state, hours
):
    shelf.hide(issue, state, hours)

    response = client.get(URL)

    assert response.status_code == shelf.answer_of(state)
    assert "X-Accel-Redirect" not in response


def test_a_server_in_front_is_told_nothing_of_internal_matter(client, issue, accelerated):
    shelf.make_internal()

    response = client.get(URL)

    assert response.status_code == 302
    assert "X-Accel-Redirect" not in response


def test_a_server_in_front_is_not_sent_for_a_file_that_is_gone(client, issue, accelerated, caplog):
    issue.editions.get().file.storage.delete(issue.editions.get().file.name)

    assert client.get(URL).status_code == 404
    assert "cannot be opened" in caplog.text


def test_without_a_server_in_front_nobody_is_told_where_files_lie(client, issue):
    assert "X-Accel-Redirect" not in client.get(URL)
