"""/<year>/<number>/cover.svg : the cover, drawn or with its uploaded picture."""

import re
from base64 import b64decode
from datetime import timedelta
from io import BytesIO

import lxml.etree
import pytest
from PIL import Image

from editorial import search
from editorial.drawing import cover_field
from editorial.models import PageDesign, Publication
from tests.screens.archive import shelf
from tests.screens.archive.shelf import text

pytestmark = pytest.mark.django_db
URL = "/2026/46/cover.svg"


def test_the_cover_names_publication_and_issue(client, issue):
    response = client.get(URL)

    words = [each.text for each in lxml.etree.fromstring(response.content).iter("{*}text")]
    assert words == ["大数据发展动态", "2026年第46期", "总第6046期"]
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"


def test_the_field_is_that_of_the_printed_cover(client, issue):
    weights = [("policy", 22), ("policy", 22), ("frontier", 22)]
    field = cover_field(weights, seed=6046)

    assert field.removeprefix("<svg") in text(client.get(URL))


def test_the_cover_asks_for_nothing_else(client, issue):
    drawn = text(client.get(URL))

    assert re.findall(r'(?:href|src)="(?!data:)', drawn) == []
    assert "style=" not in drawn


def test_an_uploaded_picture_takes_the_fields_place(client, issue):
    issue.cover_picture = shelf.make_picture(colour=(10, 200, 30))
    issue.save()

    drawn = text(client.get(URL))

    data = re.search(r'href="data:image/jpeg;base64,([^"]+)"', drawn)[1]
    image = Image.open(BytesIO(b64decode(data)))
    assert image.size == (820, 540)
    assert [round(each, -1) for each in image.getpixel((5, 5))] == [10, 200, 30]
    assert "stroke-opacity" not in drawn


def test_a_broken_picture_gives_way_to_the_drawing(client, issue, caplog):
    issue.cover_picture = shelf.make_picture()
    issue.save()
    issue.cover_picture.file.storage.delete(issue.cover_picture.file.name)

    drawn = text(client.get(URL))

    assert "stroke-opacity" in drawn
    assert "cannot be read" in caplog.text


def test_a_name_with_marks_stays_well_formed(client, issue):
    Publication.objects.update(name='动态<"&')

    root = lxml.etree.fromstring(client.get(URL).content)

    assert root.find("{*}text").text == '动态<"&'


def test_a_cover_may_be_kept_for_an_hour_and_is_then_compared(client, issue):
    response = client.get(URL)

    again = client.get(URL, headers={"If-None-Match": response["ETag"]})

    assert response["Cache-Control"] == "public, max-age=3600, s-maxage=0, must-revalidate"
    assert again.status_code == 304


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
def test_the_cover_of_a_hidden_issue_is_not_found(client, newsroom, issue, state, hours):
    shelf.hide(issue, state, hours)
    client.force_login(newsroom["zhou"])

    assert client.get(URL).status_code == shelf.answer_of(state)


def test_the_cover_costs_six_queries(client, issue, django_assert_num_queries):
    search.index_issue(issue)

    with django_assert_num_queries(6):
        client.get(URL)


@pytest.mark.parametrize(("days", "colour"), [(-1, "#123a2e"), (1, "#0f2a4a")])
def test_the_cover_has_the_main_colour_of_the_day_the_issue_came_out(client, issue, days, colour):
    PageDesign.objects.update_or_create(pk=1, defaults={"main_colour": "#123a2e"})
    PageDesign.history.update(history_date=issue.publish_at + timedelta(days=days))

    assert f'height="386" fill="{colour}"/>' in client.get(URL).content.decode()
