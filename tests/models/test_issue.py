"""Issue 期: what is unique, what may be read when, and what it keeps of its past."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from editorial.models import Issue
from tests import cast

pytestmark = pytest.mark.django_db


def test_a_year_has_each_number_once():
    cast.make_issue(3, running_number=10)

    with pytest.raises(IntegrityError):
        cast.make_issue(3, running_number=11)


def test_the_same_number_may_stand_in_another_year():
    cast.make_issue(3, year=2025, running_number=10)
    cast.make_issue(3, year=2026, running_number=11)

    assert Issue.objects.numbered(2026, 3).get().running_number == 11


def test_a_running_number_is_given_once():
    cast.make_issue(3, running_number=10)

    with pytest.raises(IntegrityError):
        cast.make_issue(4, running_number=10)


@pytest.mark.parametrize("numbers", [(0, 1), (1, 0)])
def test_numbers_start_at_one(numbers):
    number, running = numbers

    with pytest.raises(IntegrityError):
        Issue.objects.create(
            year=2026, number=number, running_number=running, date=dt.date(2026, 1, 2)
        )


def test_a_taken_number_is_explained_in_chinese():
    cast.make_issue(3, running_number=10)

    with pytest.raises(ValidationError) as error:
        Issue(year=2026, number=3, running_number=11, date=dt.date(2026, 1, 16)).full_clean()

    assert error.value.messages == ["这一年已有这个期号，请核对年份和期号。"]


def test_the_queryset_and_the_property_agree_on_what_is_published():
    hour_ago, in_an_hour = (timezone.now() + dt.timedelta(hours=hours) for hours in (-1, 1))
    for number, state in enumerate(Issue.State, 1):
        cast.make_issue(number, state=state, publish_at=hour_ago)
    cast.make_issue(11, state=Issue.State.PUBLISHED, publish_at=in_an_hour)
    cast.make_issue(12, state=Issue.State.PUBLISHED, publish_at=None)

    by_query = set(Issue.objects.published().values_list("number", flat=True))
    by_property = {issue.number for issue in Issue.objects.all() if issue.is_published}

    assert by_query == by_property == {list(Issue.State).index(Issue.State.PUBLISHED) + 1}


def test_in_the_making_is_what_is_neither_out_nor_withdrawn():
    for number, state in enumerate(Issue.State, 1):
        cast.make_issue(number, state=state)

    states = set(Issue.objects.in_the_making().values_list("state", flat=True))

    assert states == {"assembling", "proofing", "signed_off"}


def test_newest_first_goes_by_date():
    for number in (2, 1, 3):
        cast.make_issue(number)

    assert [issue.number for issue in Issue.objects.newest_first()] == [3, 2, 1]


@pytest.mark.parametrize(
    ("state", "is_open"),
    [
        ("assembling", True),
        ("proofing", True),
        ("signed_off", False),
        ("published", False),
        ("withdrawn", False),
    ],
)
def test_words_may_change_until_sign_off(state, is_open):
    assert cast.make_issue(1, state=state).is_open is is_open


def test_the_cover_headline_breaks_where_it_was_broken():
    issue = cast.make_issue(1, cover_headline="算力入户 \r\n\n 数据下乡")

    assert issue.cover_lines == ["算力入户", "数据下乡"]


def test_history_keeps_words_and_leaves_states_to_the_records():
    issue = cast.make_issue(1, cover_headline="旧题")
    issue.cover_headline = "新题"
    issue.save()

    headlines = [row.cover_headline for row in issue.history.order_by("history_id")]

    assert headlines == ["旧题", "新题"]
    assert not hasattr(issue.history.first(), "state")


def test_it_speaks_by_year_and_number():
    assert str(cast.make_issue(7)) == "2026年第7期"
