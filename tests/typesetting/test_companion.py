"""Two compositors at one issue: the same bytes as from one, and no harm when the second fails."""

import os
import signal
import socket
from contextlib import ExitStack
from pathlib import Path

import pytest

from editorial.models import Edition
from editorial.typesetting import companion, cores, foresight, setting, standing
from editorial.typesetting.companion import Job, set_by_two
from editorial.typesetting.standing import Forme
from tests.cast import make_article
from tests.typesetting.conftest import body_of, set_pages
from tests.typesetting.test_incremental import cache, forget_everything  # noqa: F401

KIND = Edition.Kind.WEB
JOBS = [Job(name, "", 1, name, weight) for name, weight in (("小", 1), ("大", 2))]

WORDS = [f"第 {n} 篇，共 3 篇" for n in (1, 2, 3)]
HEADS = ["页眉", "页码"]


@pytest.fixture
def meeting():
    """An end for this process and one for the fork. Neither goes on before the other has come, so
    that each takes one job.
    """
    ends = socket.socketpair()
    yield ends
    for end in ends:
        end.close()


def meet(end) -> None:
    end.send(b".")
    assert end.recv(1) == b"."


@pytest.fixture
def three(issue):
    return [make_article(issue, title=f"云麓市办法{n}", body=body_of(4 * n)) for n in (1, 2, 3)]


@pytest.fixture
def eager(monkeypatch):
    """Two compositors for any issue, however small, on any machine."""
    monkeypatch.setattr(companion, "is_at_hand", lambda: True)
    monkeypatch.setattr(setting, "WORTH_TWO", 0)


def forme(told: str) -> Forme:
    return Forme((), None, (told,))


def shelved(told: str) -> bytes:
    return standing.pickle.dumps(forme(told))


def children() -> set[str]:
    """Of this process, servers of other tests among them."""
    return set(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split())


@pytest.fixture(autouse=True)
def no_child_is_left():
    """A fork ends with its job and is waited for."""
    before = children()
    yield
    assert children() <= before


def test_both_take_from_one_queue_the_largest_first(meeting):
    ours, theirs = meeting

    def here(job):
        meet(ours)
        return forme(f"{job.name} here")

    def there(job):
        meet(theirs)
        return shelved(f"{job.name} there")

    made = set_by_two(JOBS, here, there)

    assert {key: each.complaints[0].split()[0] for key, each in made.items()} == {
        "小": "小", "大": "大"
    }  # fmt: skip
    assert {each.complaints[0].split()[1] for each in made.values()} == {"here", "there"}


def test_what_a_dying_companion_took_is_missing_and_nothing_else(meeting):
    ours, theirs = meeting

    def here(job):
        meet(ours)
        return forme("here")

    def there(job):
        meet(theirs)
        os.kill(os.getpid(), signal.SIGKILL)

    assert [each.complaints for each in set_by_two(JOBS, here, there).values()] == [("here",)]


def test_a_companion_that_hangs_ends_with_the_job(meeting):
    ours, theirs = meeting

    def here(job):
        meet(ours)
        raise TimeoutError

    def there(job):
        meet(theirs)
        signal.pause()

    with pytest.raises(TimeoutError):
        set_by_two(JOBS, here, there)


@pytest.fixture
def shared_out(monkeypatch) -> list[list[str]]:
    """What two compositors were given, each time."""
    asked = []

    def noted(jobs, *how):
        asked.append([job.name for job in jobs])
        return set_by_two(jobs, *how)

    monkeypatch.setattr(companion, "set_by_two", noted)
    return asked


def test_an_issue_set_by_two_is_the_same_to_the_byte(issue, three, cache, eager, shared_out):  # noqa: F811
    alone = set_pages(issue, KIND)
    forget_everything(cache)
    shared_out.clear()

    together = set_pages(issue, KIND)

    assert shared_out == [[*WORDS, *HEADS, "封面与版权页", "要目"]]
    assert together.pdf == alone.pdf
    assert together.complaints == alone.complaints


def test_a_wrong_guess_of_lengths_changes_nothing(issue, three, cache, eager):  # noqa: F811
    alone = set_pages(issue, KIND)
    forget_everything(cache)
    foresight.note(issue, {article.pk: 7 for article in three})

    assert set_pages(issue, KIND).pdf == alone.pdf
    assert foresight.lengths(issue) == alone.article_pages


def test_for_the_first_time_all_but_the_contents_is_shared_out(
    issue,
    three,
    cache,  # noqa: F811
    eager,
    shared_out,
):
    set_pages(issue, KIND)

    assert shared_out == [[*WORDS, *HEADS, "封面与版权页"]]


def test_no_companion_comes_where_every_core_has_a_press(issue, three, cache, eager, shared_out):  # noqa: F811
    with ExitStack() as stack:
        while stack.enter_context(cores.one_taken()):
            pass
        set_pages(issue, KIND)
    assert shared_out == []

    forget_everything(cache)
    set_pages(issue, KIND)
    assert len(shared_out) == 1
