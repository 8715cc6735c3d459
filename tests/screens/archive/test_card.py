"""/<year>/<number>/card.png : the picture that stands for an issue where its address is shared."""

import io
import re

import pytest
from PIL import Image

from editorial.archive import cards
from editorial.models import Publication
from tests.screens.archive import shelf
from tests.screens.archive.shelf import text

pytestmark = pytest.mark.django_db
URL = "/2026/46/card.png"


def read(client) -> Image.Image:
    response = client.get(URL)
    assert response["Content-Type"] == "image/png"
    return Image.open(io.BytesIO(response.content)).convert("RGB")


def test_the_card_is_drawn_in_the_measures_that_programs_ask_for(client, issue):
    card = read(client)

    assert card.size == (1200, 630)
    assert card.getpixel((5, 5)) == (15, 42, 74)
    assert client.get(URL).content == client.get(URL).content


def test_the_card_shows_the_field_of_its_own_issue(client, issue):
    before = read(client)

    issue.running_number += 1
    issue.save()

    box = (*cards.FIELD_AT, *(1200 - cards.EDGE, 630 - cards.EDGE))
    assert before.crop(box).tobytes() != read(client).crop(box).tobytes()


def test_the_card_names_the_publication(client, issue):
    before = read(client)

    Publication.objects.update(name="山海数据观察")

    name = (0, 0, 1200, cards.FIELD_AT[1])
    assert before.crop(name).tobytes() != read(client).crop(name).tobytes()


def test_an_uploaded_cover_takes_the_place_of_the_field(client, issue):
    issue.cover_picture = shelf.make_picture()
    issue.save()

    middle = tuple(at + size // 2 for at, size in zip(cards.FIELD_AT, cards.FIELD, strict=True))
    assert read(client).getpixel(middle) == (255, 0, 0)


def test_a_machine_without_faces_still_draws(client, issue, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    cards._face.cache_clear()
    cards._drawn.cache_clear()

    assert read(client).size == (1200, 630)
    cards._face.cache_clear()
    cards._drawn.cache_clear()


@pytest.mark.parametrize("url", ["/", "/2026/46/", "/2026/46/2/"])
def test_pages_name_the_card(client, issue, url):
    page = text(client.get(url))

    told = dict(
        re.findall(
            r'<meta (?:property|name)="(og:image[^"]*|twitter:card)" content="([^"]*)">', page
        )
    )
    assert told == {
        "og:image": f"https://bulletin.example.org{URL}",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "大数据发展动态2026年第46期",
        "twitter:card": "summary_large_image",
    }


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
def test_a_hidden_issue_has_no_card(client, issue, state, hours):
    shelf.hide(issue, state, hours)

    assert client.get(URL).status_code == shelf.answer_of(state)


def test_of_an_internal_periodical_strangers_see_no_card(client, issue):
    shelf.make_internal()

    assert client.get(URL).status_code == 403
