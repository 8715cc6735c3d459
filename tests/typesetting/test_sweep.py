"""Lost orders are sent again; dead renders are taken back, and given up in the end."""

import datetime as dt

import pytest
from django.utils import timezone

from editorial import tasks
from editorial.models import Edition
from editorial.models.edition import ATTEMPTS, HEARTBEAT_SECONDS
from editorial.typesetting import is_unattended, sweep
from editorial.typesetting.sweep import PATIENCE_SECONDS, SILENCE_SECONDS, WORN_OUT

QUEUED, RENDERING, FAILED = (
    Edition.State.QUEUED,
    Edition.State.RENDERING,
    Edition.State.FAILED,
)


@pytest.fixture
def sent(monkeypatch):
    """The ids that were sent to the queue."""
    import sys

    found = []
    monkeypatch.setattr(sys.modules["editorial.typesetting.sweep"], "send_to_press", found.append)
    monkeypatch.setattr(tasks, "send_to_press", found.append)
    return found


def an_edition(issue, state, *, seconds_ago, **fields) -> Edition:
    at = timezone.now() - dt.timedelta(seconds=seconds_ago)
    edition = Edition.objects.create(issue=issue, kind="proof", state=state, **fields)
    Edition.objects.filter(pk=edition.pk).update(heartbeat=at, ordered_at=at)
    edition.refresh_from_db()
    return edition


def test_an_order_whose_message_was_lost_is_sent_again(issue, sent):
    edition = an_edition(issue, QUEUED, seconds_ago=PATIENCE_SECONDS + 1)

    assert sweep() == [edition.pk]
    assert sent == [edition.pk]


def test_it_is_not_sent_again_at_every_sweep(issue, sent):
    an_edition(issue, QUEUED, seconds_ago=PATIENCE_SECONDS + 1)
    sweep()

    assert sweep() == []


def test_a_long_queue_is_not_sent_twice_between_two_orders(issue, sent):
    """One has just finished, and no other is begun yet."""
    an_edition(issue, QUEUED, seconds_ago=PATIENCE_SECONDS + 1)
    Edition.objects.create(
        issue=issue, kind="web", state=Edition.State.READY, finished_at=timezone.now()
    )

    assert sweep() == []


def test_a_heartbeat_of_a_clock_that_was_set_back_does_not_hide_the_dead(issue, sent):
    edition = an_edition(issue, RENDERING, seconds_ago=-3600, attempt=1)

    assert sweep() == []
    edition.refresh_from_db()
    assert abs(edition.heartbeat - timezone.now()) < dt.timedelta(minutes=5)


def test_a_fresh_order_is_given_time(issue, sent):
    an_edition(issue, QUEUED, seconds_ago=PATIENCE_SECONDS / 2)

    assert sweep() == []


def test_an_order_behind_a_living_render_is_given_time(issue, sent):
    an_edition(issue, QUEUED, seconds_ago=PATIENCE_SECONDS + 1)
    Edition.objects.create(issue=issue, kind="web", state=RENDERING)

    assert sweep() == []


def test_a_render_without_heartbeat_is_queued_again(issue, sent):
    edition = an_edition(issue, RENDERING, seconds_ago=HEARTBEAT_SECONDS + 1, attempt=1)

    assert sweep() == [edition.pk]
    edition.refresh_from_db()
    assert (edition.state, edition.attempt) == (QUEUED, 1)


def test_a_render_with_a_heartbeat_is_left_alone(issue, sent):
    an_edition(issue, RENDERING, seconds_ago=HEARTBEAT_SECONDS / 2, attempt=1)

    assert sweep() == []


def test_after_the_last_attempt_it_fails_with_a_sentence(issue, sent):
    edition = an_edition(issue, RENDERING, seconds_ago=HEARTBEAT_SECONDS + 1, attempt=ATTEMPTS)

    assert sweep() == []
    edition.refresh_from_db()
    assert (edition.state, edition.fault) == (FAILED, WORN_OUT)
    assert edition.finished_at is not None


def test_a_killed_render_is_queued_again_at_once(issue, sent):
    edition = an_edition(issue, RENDERING, seconds_ago=0, attempt=1)

    tasks.bury_edition(edition.pk, took_too_long=False)

    edition.refresh_from_db()
    assert (edition.state, sent) == (QUEUED, [edition.pk])


def test_a_render_killed_for_its_length_fails_at_once(issue, sent):
    edition = an_edition(issue, RENDERING, seconds_ago=0, attempt=1)

    tasks.bury_edition(edition.pk, took_too_long=True)

    edition.refresh_from_db()
    assert (edition.state, sent) == (FAILED, [])
    assert edition.fault.startswith("排版超过 120 秒，已停下。")


def test_a_finished_edition_cannot_be_buried(issue, sent):
    edition = an_edition(issue, Edition.State.READY, seconds_ago=0)

    tasks.bury_edition(edition.pk, took_too_long=True)

    edition.refresh_from_db()
    assert edition.state == Edition.State.READY


def test_the_desk_says_so_when_no_press_takes_the_order(issue):
    edition = an_edition(issue, QUEUED, seconds_ago=SILENCE_SECONDS + 1)

    assert is_unattended(edition)


def test_the_desk_keeps_quiet_while_another_edition_is_rendered(issue):
    edition = an_edition(issue, QUEUED, seconds_ago=SILENCE_SECONDS + 1)
    Edition.objects.create(issue=issue, kind="web", state=RENDERING)

    assert not is_unattended(edition)


def test_the_desk_keeps_quiet_for_the_first_seconds(issue):
    edition = an_edition(issue, QUEUED, seconds_ago=0)

    assert not is_unattended(edition)
