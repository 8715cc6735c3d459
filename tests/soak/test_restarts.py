"""Restarts: of web processes without a failed request, of workers at work, of the database."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import psycopg
import pytest

from tests import servers
from tests.soak import scene

READERS = 4
# Pages need no collected static files then; nothing else differs.
PLAIN = {"DJANGO_SETTINGS_MODULE": "tests.settings"}
# A piece of work in one transaction that is held open until a file appears.
HELD = """
import pathlib, time
from django.db import DatabaseError, transaction
from editorial import workflow
from editorial.models import Article, User
article, lin = Article.objects.get(issue__number=1), User.objects.get(username="lin")
try:
    with transaction.atomic():
        workflow.perform(article, "submit", by=lin)
        pathlib.Path("{inside}").touch()
        while not pathlib.Path("{go}").exists():
            time.sleep(0.05)
        Article.objects.count()
    print("done")
except DatabaseError as error:
    print("undone")
"""
PEOPLE = """
from tests import cast
cast.make_newsroom()
cast.make_article(cast.make_issue(1), note="按语。")
"""
SUBMIT = """
from editorial import workflow
from editorial.models import Article, Record, User
print(Article.objects.get().state, Record.objects.filter(verb="submit").count())
"""


class Readers:
    """People who ask for a page again and again, each time on a new connection."""

    def __init__(self, url: str):
        self.url, self.answers, self.is_over = url, [], False
        self.threads = [threading.Thread(target=self._read) for _ in range(READERS)]

    def _read(self) -> None:
        while not self.is_over:
            try:
                with urllib.request.urlopen(self.url, timeout=60) as answer:
                    self.answers.append(answer.status)
            except OSError as error:
                self.answers.append(repr(error))

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self.stop()

    def stop(self) -> None:
        self.is_over = True
        for thread in self.threads:
            thread.join()

    def wait_for_more(self, count: int = 20) -> None:
        enough = len(self.answers) + count
        servers.wait_until(lambda: len(self.answers) >= enough, f"{count} more answers")

    @property
    def failed(self) -> list:
        return [each for each in self.answers if each != 200]


@contextmanager
def gunicorn(house):
    """(the process, its address), with the options of newsroom-web.service."""
    port = servers.free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "bulletin.wsgi", "--bind", f"127.0.0.1:{port}",
               "--workers", "2", "--threads", "4", "--graceful-timeout", "60",
               "--no-control-socket"]  # fmt: skip
    place = {"cwd": servers.ROOT, "env": house.env | {"SITE_URL": url}}
    log = house.home / "web.log"
    ready = lambda: servers._responds(url)  # noqa: E731
    with servers.running(command, ready=ready, log=log, **place) as process:
        yield process, url


def children_of(process) -> set[int]:
    with open(f"/proc/{process.pid}/task/{process.pid}/children") as file:
        return {int(each) for each in file.read().split()}


def ready_anew(process, before: set[int]) -> None:
    """None of the old children is left, and there are as many new ones."""
    servers.wait_until(
        lambda: not children_of(process) & before and len(children_of(process)) == len(before),
        "new web processes",
    )


def test_a_reload_replaces_every_web_process_and_no_request_fails():
    with (
        servers.installation(**PLAIN) as house,
        gunicorn(house) as (process, url),
        Readers(url) as readers,
    ):
        for _ in range(2):
            readers.wait_for_more()
            before = children_of(process)
            process.send_signal(signal.SIGHUP)
            ready_anew(process, before)
        readers.wait_for_more()
        readers.stop()

    print(f"{len(readers.answers)} requests during two reloads")
    assert readers.failed == []


def test_a_killed_web_process_is_replaced_and_costs_only_what_it_had_in_hand():
    with (
        servers.installation(**PLAIN) as house,
        gunicorn(house) as (process, url),
        Readers(url) as readers,
    ):
        readers.wait_for_more()
        before = children_of(process)
        os.kill(min(before), signal.SIGKILL)
        servers.wait_until(lambda: len(children_of(process) - before) == 1, "another one")
        readers.wait_for_more()
        readers.stop()

    assert len(readers.failed) <= READERS
    assert readers.answers[-1] == 200


@pytest.fixture
def nginx(tmp_path):
    """A starter of nginx before web processes on these ports; yields its address."""

    @contextmanager
    def start(*ports):
        port = servers.free_port()
        upstream = "".join(f"server 127.0.0.1:{each} max_fails=0;" for each in ports)
        (tmp_path / "nginx.conf").write_text(
            f"pid {tmp_path}/pid; error_log {tmp_path}/log; daemon off; worker_processes 1;\n"
            "events {} http { access_log off;\n"
            f"client_body_temp_path {tmp_path}/b; proxy_temp_path {tmp_path}/p;\n"
            f"upstream newsroom {{ {upstream} }} server {{ listen 127.0.0.1:{port};\n"
            "location / { proxy_pass http://newsroom; proxy_set_header Host localhost; } } }"
        )
        log = tmp_path / "log"
        log.touch()
        command = ["nginx", "-c", tmp_path / "nginx.conf", "-p", tmp_path]
        url = f"http://127.0.0.1:{port}"
        with servers.running(command, ready=lambda: servers._responds(url), log=log):
            yield url

    return start


def test_two_web_machines_restarted_one_after_the_other_fail_no_request(nginx):
    with servers.installation(**PLAIN) as house:
        first, second = gunicorn(house), gunicorn(house)
        (_, one), (_, two) = first.__enter__(), second.__enter__()
        ports = [url.rpartition(":")[2] for url in (one, two)]
        with nginx(*ports) as url, Readers(url) as readers:
            readers.wait_for_more()
            first.__exit__(None, None, None)
            readers.wait_for_more()
            with house_on(house, ports[0]):
                readers.wait_for_more()
                second.__exit__(None, None, None)
                readers.wait_for_more()
                readers.stop()

    assert readers.failed == []


@contextmanager
def house_on(house, port):
    """A web process on the port of one that was stopped."""
    command = [sys.executable, "-m", "gunicorn", "bulletin.wsgi", "--bind", f"127.0.0.1:{port}",
               "--threads", "4", "--no-control-socket"]  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    log = house.home / "again.log"
    ready = lambda: servers._responds(url)  # noqa: E731
    with servers.running(command, ready=ready, log=log, cwd=servers.ROOT, env=house.env):
        yield


def test_a_worker_that_is_asked_to_stop_finishes_the_edition_in_hand():
    with servers.installation(**scene.PATIENT) as house:
        house.python(scene.FILL.format(issues=0))
        with house.worker() as worker:
            pk = scene.order(house, scene.LONG)
            scene.see_begun(house, pk)
            worker.terminate()
            worker.wait(300)

        assert scene.row(house, pk)[:2] == ["ready", "1"]
        assert house.python(scene.WHOLE) == "[]"


def test_a_database_restarted_in_mid_transaction_undoes_it_whole(tmp_path):
    inside, go = tmp_path / "inside", tmp_path / "go"
    with (
        scene.cluster() as cluster,
        servers.installation(is_blank=True, DATABASE_URL=cluster.url) as house,
    ):
        with cluster.serving():
            servers._migrate_anew(house)
            house.python(PEOPLE)
            work = subprocess.Popen(
                [sys.executable, servers.ROOT / "manage.py", "shell", "--no-imports", "-c",
                 HELD.format(inside=inside, go=go)],
                cwd=servers.ROOT, env=house.env, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            servers.wait_until(inside.exists, "open transaction")
            _end_every_session(cluster.url)
        with cluster.serving():
            go.touch()
            said = work.communicate(timeout=120)[0].strip()

            assert said == "undone"
            assert house.python(SUBMIT) == "draft 0"
            assert house.python(HELD.format(inside=inside, go=go)) == "done"
            assert house.python(SUBMIT) == "first_review 1"


def _end_every_session(url: str) -> None:
    """As a fast shutdown does: the server waits for nobody."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        )


def test_a_page_without_a_database_says_so_in_chinese_and_is_there_again(tmp_path):
    with (
        scene.cluster() as cluster,
        servers.installation(is_blank=True, DATABASE_URL=cluster.url, **PLAIN) as house,
    ):
        with cluster.serving():
            servers._migrate_anew(house)
            web = gunicorn(house)
            _, url = web.__enter__()
            _end_every_session(cluster.url)
        try:
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(url, timeout=60)
            assert refused.value.code == 500
            assert "问题出在我们这一边" in refused.value.read().decode()
            began = time.monotonic()
            with cluster.serving():
                assert urllib.request.urlopen(url, timeout=60).status == 200
                print(f"pages {time.monotonic() - began:.1f} s after the database's start")
        finally:
            web.__exit__(None, None, None)


def test_a_database_away_for_long_keeps_nobody_waiting_and_is_found_again_at_once():
    """Longer than any page waits for it, and than a pool's own patience grows."""
    with (
        scene.cluster() as cluster,
        servers.installation(is_blank=True, DATABASE_URL=cluster.url, **PLAIN) as house,
    ):
        with cluster.serving():
            servers._migrate_anew(house)
            web = gunicorn(house)
            _, url = web.__enter__()
            assert _asked(f"{url}/readyz")[0] == 200
            _end_every_session(cluster.url)
        try:
            gone = time.monotonic()
            while time.monotonic() < gone + 80:
                status, words = _asked(f"{url}/readyz")
                assert (status, json.loads(words)["database"]) == (503, "fault")
                assert _asked(f"{url}/metrics") == (503, "no database\n")
                assert _asked(f"{url}/healthz") == (200, "ok\n")
                status, words = _asked(url)
                assert status == 500
                assert "问题出在我们这一边" in words
            with cluster.serving():
                back = time.monotonic()
                assert _asked(url)[0] == 200
                print(f"pages {time.monotonic() - back:.1f} s after the database's start")
                assert _asked(f"{url}/readyz")[0] == 200
        finally:
            web.__exit__(None, None, None)


def _asked(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()
