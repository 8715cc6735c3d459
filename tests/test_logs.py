"""Log lines: JSON for programs, an edition's number all the way, and no secret in any of them."""

import io
import json
import logging

import pytest

from bulletin.logs import JsonFormatter, LineFormatter, without_secrets
from editorial import typesetting
from editorial.models import Edition
from tests import cast


def record(message, *arguments, **extra) -> logging.LogRecord:
    made = logging.LogRecord("editorial", logging.INFO, __file__, 1, message, arguments, None)
    made.__dict__.update(extra)
    return made


def test_a_json_line_carries_the_edition():
    told = json.loads(JsonFormatter().format(record("edition %s begins", 7, edition=7)))

    assert (told["message"], told["edition"], told["level"]) == ("edition 7 begins", 7, "INFO")


def test_a_hostile_host_is_told_in_one_line(client):
    """Programs that look for holes ask thousands of times a day."""
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    logging.getLogger("django.security").addHandler(handler)
    try:
        assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    finally:
        logging.getLogger("django.security").removeHandler(handler)

    (line,) = told.getvalue().splitlines()
    assert "evil.example" in line


def test_a_traceback_stays_on_its_line():
    try:
        raise ValueError("算力")
    except ValueError as error:
        made = record("failed")
        made.exc_info = (ValueError, error, error.__traceback__)

    line = JsonFormatter().format(made)

    assert "\n" not in line
    assert "ValueError: 算力" in json.loads(line)["traceback"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("postgres://news:opensesame@db/news", "postgres://news:***@db/news"),
        ("redis://:opensesame@cache:6379/0", "redis://:***@cache:6379/0"),
        ("password=opensesame&next=/desk/", "password=***&next=/desk/"),
        ("'token': 'opensesame'", "'token': '***'"),
        ("edition 7 begins", "edition 7 begins"),
    ],
)
def test_secrets_are_struck_out(text, told):
    assert without_secrets(text) == told
    assert LineFormatter("%(message)s").format(record(text)) == told


@pytest.mark.django_db(transaction=True)
def test_one_number_follows_an_edition_from_click_to_file(caplog, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    caplog.set_level(logging.INFO)
    issue = cast.make_issue(1)
    cast.make_article(issue)

    edition = Edition.objects.order(issue, "proof")
    typesetting.typeset(edition)

    told = [each.getMessage() for each in caplog.records if getattr(each, "edition", 0)]
    assert {each.edition for each in caplog.records if hasattr(each, "edition")} == {edition.pk}
    assert [each.partition(": ")[2] or each for each in told] == [
        f"edition {edition.pk} is sent to the press",
        "attempt 1 begins",
        f"{Edition.objects.get().pages} pages are stored",
    ]
