"""Four hosts in network namespaces: web, two workers, and one with database, queue and bucket.

One worker is cut off in the middle of a render and comes back: its work is done by the other, and
what it brings afterwards harms nothing. Skipped where namespaces are not permitted.
"""

import subprocess
import sys
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import redis

from tests import servers, storage
from tests.soak import scene

BRIDGE, NET = "newsroom0", "10.47.0"
KEEPER, WEB, FIRST, SECOND = 1, 2, 3, 4  # the last number of each host's address


def ip(*words: str) -> None:
    done = subprocess.run(["ip", *map(str, words)], capture_output=True, text=True)
    if done.returncode:
        raise PermissionError(f"ip {' '.join(map(str, words))}: {done.stderr.strip()}")


def name_of(host: int) -> str:
    return f"newsroom{host}"


def address_of(host: int) -> str:
    return f"{NET}.{host}"


@contextmanager
def network():
    """A bridge of this machine, which is the keeper of all data, and a host for each other."""
    with ExitStack() as stack:
        ip("link", "add", BRIDGE, "type", "bridge")
        stack.callback(ip, "link", "del", BRIDGE)
        ip("addr", "add", f"{address_of(KEEPER)}/24", "dev", BRIDGE)
        ip("link", "set", BRIDGE, "up")
        for host in (WEB, FIRST, SECOND):
            _join(host, stack)
        yield


def _join(host: int, stack) -> None:
    name, cable = name_of(host), f"cable{host}"
    ip("netns", "add", name)
    stack.callback(ip, "netns", "del", name)
    ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", name)
    ip("link", "set", cable, "master", BRIDGE, "up")
    ip("-n", name, "addr", "add", f"{address_of(host)}/24", "dev", "eth0")
    ip("-n", name, "link", "set", "eth0", "up")
    ip("-n", name, "link", "set", "lo", "up")


def unplug(host: int) -> None:
    """No packet comes or goes, and nobody is told."""
    ip("link", "set", f"cable{host}", "down")


def plug_in(host: int) -> None:
    ip("link", "set", f"cable{host}", "up")


def on(host: int, *command) -> list:
    return ["ip", "netns", "exec", name_of(host), *command]


@pytest.fixture(scope="module")
def hosts():
    try:
        with network():
            yield
    except PermissionError as refusal:
        pytest.skip(f"network namespaces are not permitted here ({refusal})")


@contextmanager
def keeper():
    """Database, queue and bucket on the keeper's address; what installations need to reach them."""
    with ExitStack() as stack:
        cluster = stack.enter_context(scene.cluster())
        with (cluster.home / "data" / "pg_hba.conf").open("a") as rules:
            rules.write(f"host all all {NET}.0/24 trust\n")
        stack.enter_context(_open_cluster(cluster))
        queue = stack.enter_context(_open_redis())
        bucket = stack.enter_context(storage.s3(address_of(KEEPER)))
        database = f"postgres://newsroom@{address_of(KEEPER)}:{cluster.port}/postgres"
        yield storage.environment(bucket) | {"DATABASE_URL": database, "REDIS_URL": queue}


@contextmanager
def _open_cluster(cluster):
    command = [servers.postgres_binary("postgres"), "-D", cluster.home / "data"]
    command += ["-c", f"port={cluster.port}", "-c", "listen_addresses=*", "-c", "fsync=off"]
    command += ["-c", f"unix_socket_directories={cluster.home}"]
    log = cluster.home / "log"
    log.touch()
    url = f"postgres://newsroom@{address_of(KEEPER)}:{cluster.port}/postgres"
    place = {"cwd": cluster.home, **cluster.identity}
    with servers.running(command, ready=lambda: servers._accepts(url), log=log, **place):
        yield


@contextmanager
def _open_redis():
    port, home = servers.free_port(), Path("/tmp")
    command = ["redis-server", "--port", port, "--bind", address_of(KEEPER), "--save", "",
               "--protected-mode", "no"]  # fmt: skip
    answers = lambda: _pongs(address_of(KEEPER), port)  # noqa: E731
    log = home / f"newsroom-redis-{port}.log"
    with servers.running(command, ready=answers, log=log):
        yield f"redis://{address_of(KEEPER)}:{port}/0"
    log.unlink()


def _pongs(host, port) -> bool:
    try:
        return redis.Redis(host=host, port=port).ping()
    except redis.RedisError:
        return False


@contextmanager
def worker_on(house, host: int, *options: str):
    log = house.home / f"worker-{host}.log"
    command = [sys.executable, "-m", "celery", "-A", "bulletin", "worker", "--concurrency", "1",
               "--loglevel", "INFO", "-n", f"w{host}@soak", *options]  # fmt: skip
    is_ready = lambda: " ready." in log.read_text()  # noqa: E731
    place = {"cwd": servers.ROOT, "env": house.env | {"VAR_DIR": str(house.home / str(host))}}
    with servers.running(on(host, *command), ready=is_ready, log=log, patience=0, **place) as child:
        yield child


@contextmanager
def web_on(house, host: int):
    command = [sys.executable, "-m", "gunicorn", "bulletin.wsgi", "--bind", "0.0.0.0:8000",
               "--threads", "4", "--no-control-socket"]  # fmt: skip
    url = f"http://{address_of(host)}:8000"
    env = house.env | {"VAR_DIR": str(house.home / str(host))}
    log, ready = house.home / "web.log", lambda: servers._responds(url)
    with servers.running(on(host, *command), ready=ready, log=log, cwd=servers.ROOT, env=env):
        yield url


def status_of(url: str) -> int:
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.status


def test_a_worker_that_is_cut_off_loses_nothing_and_harms_nothing_when_it_is_back(hosts):
    with (
        keeper() as place,
        servers.installation(
            **place,
            **scene.PATIENT,
            ALLOWED_HOSTS=f"{address_of(WEB)},127.0.0.1",
            DJANGO_SETTINGS_MODULE="tests.settings",
        ) as house,
        web_on(house, WEB) as url,
    ):
        house.python(scene.FILL.format(issues=2))
        with worker_on(house, FIRST):
            pk = scene.order(house, scene.LONG)
            scene.see_begun(house, pk)
            with worker_on(house, SECOND, "-B", "-s", str(house.home / "beat")):
                unplug(FIRST)
                assert status_of(f"{url}/readyz") == 200
                scene.see_begun(house, pk, attempt=2)
                plug_in(FIRST)
                state = scene.wait_for(house, pk, "ready", "failed")
                both = [scene.order(house, number) for number in (1, 2)]
                made = [scene.wait_for(house, each, "ready", "failed")[0] for each in both]

        assert state[:2] == ["ready", "2"]
        assert made == ["ready", "ready"]
        assert house.python(scene.WHOLE) == "[]"
