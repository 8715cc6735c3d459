"""The scheduler begins anew when the clock of its machine is set back."""

import datetime as dt
import time

import pytest

from bulletin.celery import app
from bulletin.schedules import Steady

HOUR = 3600


@pytest.fixture
def scheduler(tmp_path):
    made = Steady(app=app, schedule_filename=str(tmp_path / "beat"), lazy=True)
    made.setup_schedule()
    yield made
    made._store.close()


def entry_of(scheduler):
    return scheduler.schedule["sweep_editions"]


def test_what_was_done_later_is_as_if_done_now(scheduler):
    entry_of(scheduler).last_run_at += dt.timedelta(hours=1)
    assert entry_of(scheduler).is_due().next > HOUR - 10

    scheduler._ahead = time.time() - time.monotonic() + HOUR
    sent = []
    scheduler.apply_entry = lambda entry, producer: sent.append(entry.name)
    scheduler.tick()

    assert entry_of(scheduler).is_due().next < 10


def test_a_clock_that_goes_as_it_should_is_left_alone(scheduler):
    scheduler.apply_entry = lambda entry, producer: None
    scheduler.tick()
    heap = scheduler._heap

    scheduler.tick()

    assert scheduler._heap is heap
