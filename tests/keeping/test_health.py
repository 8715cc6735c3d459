"""Alive, ready and counted: what machines hear, and what the page of the desk says."""

import datetime as dt

import pytest
from celery import current_app
from django.db import OperationalError, connection
from django.urls import reverse
from django.utils import timezone

from editorial.keeping import health
from editorial.models import Backup, Edition, Worker
from tests import cast

pytestmark = pytest.mark.django_db


def test_alive_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_ready_says_of_each_thing_that_it_is_well(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "database": "ok", "migrations": "ok", "broker": "ok", "storage": "ok", "fonts": "ok",
        "waiting": "ok", "oldest_waiting_seconds": 0.0,
    }  # fmt: skip


def test_an_order_that_waits_too_long_is_told_and_why_stands_in_the_log(client, caplog):
    make_edition(ordered_at=timezone.now() - dt.timedelta(hours=1))

    response = client.get("/readyz")

    assert (
        "not ready, waiting: 有成刊排队等了 60 分钟还没有排，请看排版进程是否在运行。"
        in caplog.messages
    )

    assert response.status_code == 503
    assert response.json()["waiting"] == "fault"
    assert 3599 < response.json()["oldest_waiting_seconds"] < 3700


def test_a_long_queue_is_no_fault_while_the_press_is_at_work(client):
    make_edition(ordered_at=timezone.now() - dt.timedelta(hours=1))
    at_work = Edition.objects.create(
        issue=cast.make_issue(2), kind="proof", state="rendering", heartbeat=timezone.now()
    )
    assert client.get("/readyz").json()["waiting"] == "ok"

    Edition.objects.filter(pk=at_work.pk).update(heartbeat=timezone.now() - dt.timedelta(minutes=5))
    assert client.get("/readyz").json()["waiting"] == "fault"


def test_readers_are_led_by_what_their_pages_stand_on(client, monkeypatch):
    """Neither a queue that is away nor a press that stands still keeps them from reading."""
    make_edition(ordered_at=timezone.now() - dt.timedelta(hours=1))
    monkeypatch.setitem(current_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")

    whole, pages = client.get("/readyz"), client.get("/readyz?pages")

    assert (whole.status_code, whole.json()["broker"]) == (503, "fault")
    assert pages.status_code == 200
    assert pages.json() == {"database": "ok", "migrations": "ok", "storage": "ok"}


def test_a_deaf_queue_is_told_in_a_sentence(monkeypatch):
    monkeypatch.setitem(current_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")

    with pytest.raises(health.Unwell) as unwell:
        health.broker()

    assert str(unwell.value) == "队列连不上（OperationalError），新的排版任务会等到它恢复。"


def test_a_database_that_is_away_is_told_and_nothing_falls(client, monkeypatch):
    """As one with no tables: every question is an error."""

    def refuse(*_args, **_options):
        raise OperationalError("away")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", refuse)
        ready, counted = client.get("/readyz"), client.get("/metrics")

    assert (ready.status_code, counted.status_code) == (503, 503)
    told = ready.json()
    assert [name for name in told if told[name] == "fault"] == [
        "database", "migrations", "waiting",
    ]  # fmt: skip
    assert "oldest_waiting_seconds" not in told
    assert counted.content == b"no database\n"


def test_a_folder_of_files_that_is_away_is_told_everywhere_and_nothing_falls(
    client, newsroom, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path / "away"
    sentence = (
        f"存放文件的文件夹 {tmp_path}/away 不在了或写不进去，图片和成刊现在打不开也存不下，"
        "请检查磁盘是否挂上、权限是否正确。"
    )

    ready, counted = client.get("/readyz"), client.get("/metrics")
    client.force_login(newsroom["root"])

    assert (ready.status_code, ready.json()["storage"]) == (503, "fault")
    assert counted.status_code == 200
    assert b"newsroom_storage_free_bytes" not in counted.content
    assert sentence in words_of(client)


def test_a_queue_of_files_that_takes_nothing_is_told(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "away"

    with pytest.raises(health.Unwell) as unwell:
        health.broker()

    assert str(unwell.value) == (
        f"放队列的文件夹 {tmp_path}/away 写不进去，新的排版任务会等到它恢复，请检查磁盘和权限。"
    )


def make_edition(*, ordered_at=None, **fields) -> Edition:
    made = Edition.objects.create(issue=cast.make_issue(1), kind="proof", **fields)
    if ordered_at:
        Edition.objects.update(ordered_at=ordered_at)
    return made


# --- Metrics --------------------------------------------------------------------------------


def test_this_machine_may_count(client):
    make_edition(state="ready", seconds=3.5)

    text = client.get("/metrics").content.decode()

    assert 'newsroom_editions_finished_total{kind="proof",state="ready"} 1.0' in text
    assert 'newsroom_render_seconds_total{kind="proof"} 3.5' in text
    assert "newsroom_workers 0.0" in text


def test_what_a_proxy_brings_may_not(client):
    assert client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 403
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.9").status_code == 403


def test_a_token_opens_from_anywhere_and_nothing_else_does(client, settings):
    settings.METRICS_TOKEN = "t" * 20

    def ask(token):
        headers = {"Authorization": f"Bearer {token}", "X-Forwarded-For": "203.0.113.9"}
        return client.get("/metrics", headers=headers).status_code

    assert [ask("t" * 20), ask("t" * 19), ask("")] == [200, 403, 403]
    assert client.get("/metrics").status_code == 403


# --- The page -------------------------------------------------------------------------------


@pytest.fixture
def root(client, newsroom):
    client.force_login(newsroom["root"])
    return client


def words_of(client) -> str:
    return client.get(reverse("admin:status")).content.decode()


def test_an_empty_house_is_told_what_to_do(root):
    page = words_of(root)

    assert "没有后台进程报到。请启动排版进程" in page
    assert "还没有备份过。" in page
    assert "最近七天没有备份。" in page


def test_who_works_on_what_and_the_last_backup(root):
    Worker.objects.note_presence("celery@东楼", "press")
    make_edition(state="rendering", worker="东楼:7", step="第3页", attempt=2)
    Backup.objects.create(place="/备份", made_at=timezone.now(), files=3, size=2048, seconds=1.5)

    page = words_of(root)

    assert '<span class="quiet">在岗</span> celery@东楼（队列：press）' in page
    assert "2026年第1期 校样：第3页（第 2 次，东楼:7，" in page
    assert "3 个文件，2.0" in page
    assert "最近七天没有备份。" not in page


def test_a_worker_not_heard_of_is_marked_and_forgotten_after_a_day(root):
    Worker.objects.note_presence("celery@西楼", "press")
    Worker.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=2))
    assert "<strong>没有回音</strong> celery@西楼" in words_of(root)

    Worker.objects.update(seen_at=timezone.now() - dt.timedelta(days=2))
    Worker.objects.note_presence("celery@东楼", "press")
    assert list(Worker.objects.values_list("name", flat=True)) == ["celery@东楼"]


def test_what_failed_is_ordered_again_by_a_button(root):
    failed = make_edition(state="failed", fault="内存不够。", finished_at=timezone.now())
    assert "内存不够。" in words_of(root)

    root.post(reverse("admin:status_retry", args=[failed.pk]))

    again = Edition.objects.exclude(pk=failed.pk).get()
    assert (again.state, again.kind, again.ordered_by.username) == ("queued", "proof", "root")
    failed.refresh_from_db()
    assert failed.state == "failed"


def test_what_was_ordered_again_says_what_became_of_it_and_has_no_button(root):
    failed = make_edition(state="failed", fault="内存不够。", finished_at=timezone.now())
    print_edition = Edition.objects.create(
        issue=failed.issue, kind="print", state="failed", fault="字体不全。",
        finished_at=timezone.now(),
    )  # fmt: skip
    root.post(reverse("admin:status_retry", args=[failed.pk]))
    again = Edition.objects.latest("pk")

    page = words_of(root)

    link = reverse("admin:editorial_edition_change", args=[again.pk])
    assert f'后来又排了一次：<a href="{link}">排队</a>。' in page
    assert reverse("admin:status_retry", args=[failed.pk]) not in page
    assert reverse("admin:status_retry", args=[print_edition.pk]) in page


def test_a_long_queue_tells_how_much_of_it_is_not_shown(root):
    for number in range(1, 23):
        Edition.objects.create(issue=cast.make_issue(number), kind="proof")

    page = words_of(root)

    assert "排队（22）" in page
    assert "后面还有 2 份。" in page
