"""Real servers for tests: PostgreSQL, Redis, the web server and the worker, each a process.

Every starter is a context manager: free port, own directory, a bounded wait until it answers,
its log in the failure message, and no process left behind, even if the test run is killed.
"""

import atexit
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import psycopg
import redis

ROOT = Path(__file__).resolve().parent.parent
# The kernel ends the server when the test run dies, however it dies.
DIES_WITH_US = ("setpriv", "--pdeathsig", "TERM", "--")
START_SECONDS = 120
STOP_SECONDS = 60
COMMAND_SECONDS = 600
DATABASE = "newsroom.sqlite3"


class NotStarted(AssertionError):
    """A server that did not answer in time; the message ends with its log."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(is_so: Callable[[], object], what: str, seconds: float = START_SECONDS):
    """The first true answer of ``is_so``, asked every 0.1 s; fails after ``seconds``."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := is_so():
            return answer
        time.sleep(0.1)
    raise AssertionError(f"after {seconds} s: still no {what}")


@contextmanager
def running(command, *, ready, log: Path, patience=STOP_SECONDS, **options) -> Iterator:
    """The command as a child process in a session of its own, once ``ready()`` is true.

    ``patience``: seconds it gets for an orderly end.
    """
    with log.open("ab") as out:
        child = subprocess.Popen(
            [*DIES_WITH_US, *map(str, command)],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **options,
        )
    try:
        _wait_for(child, ready, log)
        yield child
    finally:
        stop(child, patience)


def _wait_for(child, ready, log) -> None:
    def answers():
        if child.poll() is not None:
            raise NotStarted(f"{child.args} ended with {child.returncode}:\n{tail(log)}")
        return ready()

    try:
        wait_until(answers, "answer")
    except AssertionError as error:
        raise NotStarted(f"{child.args}: {error}\n{tail(log)}") from None


def stop(child: subprocess.Popen, patience: float = STOP_SECONDS) -> None:
    """Ask, wait, and then end whatever is left of the session."""
    if child.poll() is None:
        child.terminate()
    with suppress(subprocess.TimeoutExpired):
        child.wait(patience)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def tail(log: Path, lines: int = 40) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


# --- PostgreSQL -----------------------------------------------------------------------------


def postgres_binary(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    path = str(found[-1]) if found else shutil.which(name)
    if not path:
        raise NotStarted(f"no {name} on this machine: apt-get install postgresql")
    return path


def _unprivileged() -> dict:
    """Popen options: PostgreSQL refuses to run as root, so root lends it another identity."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    return {"user": "postgres" if "postgres" in names else "nobody", "extra_groups": []}


INITDB = ("--auth", "trust", "--no-sync", "--encoding", "UTF8", "--locale", "C.UTF-8")


@contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL cluster of its own; yields its DATABASE_URL."""
    home = Path(tempfile.mkdtemp(prefix="newsroom-postgres-"))
    identity = _unprivileged()
    if identity:
        shutil.chown(home, identity["user"])
    try:
        _make_cluster(home, identity)
        with _serving_cluster(home, identity) as url:
            yield url
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _make_cluster(home, identity) -> None:
    made = subprocess.run(
        [postgres_binary("initdb"), "-D", home / "data", "-U", "newsroom", *INITDB],
        cwd=home,
        capture_output=True,
        text=True,
        **identity,
    )
    if made.returncode:
        raise NotStarted(made.stderr)


@contextmanager
def _serving_cluster(home, identity, port=0) -> Iterator[str]:
    port = port or free_port()
    url = f"postgres://newsroom@127.0.0.1:{port}/postgres"
    settings = {
        "port": port,
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": home,
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
    }
    command = [postgres_binary("postgres"), "-D", home / "data"]
    command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    log = home / "log"
    log.touch()
    with running(command, ready=lambda: _accepts(url), log=log, cwd=home, **identity):
        yield url


def _accepts(url) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def empty_database(cluster_url: str, name: str) -> Iterator[str]:
    """A database of that name in the cluster; yields its DATABASE_URL."""
    with psycopg.connect(cluster_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield cluster_url.rsplit("/", 1)[0] + f"/{name}"
    with psycopg.connect(cluster_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


# --- Redis ----------------------------------------------------------------------------------


@contextmanager
def redis_server(port: int = 0) -> Iterator[str]:
    """A Redis of its own that keeps nothing on disk; yields its REDIS_URL."""
    home = Path(tempfile.mkdtemp(prefix="newsroom-redis-"))
    port = port or free_port()
    command = ["redis-server", "--port", port, "--bind", "127.0.0.1", "--dir", home]
    command += ["--save", "", "--appendonly", "no"]
    try:
        with running(command, ready=lambda: _pongs(port), log=home / "log"):
            yield f"redis://127.0.0.1:{port}/0"
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _pongs(port) -> bool:
    client = redis.Redis(port=port)
    try:
        return client.ping()
    except redis.RedisError:
        return False
    finally:
        client.close()


# --- The newsroom itself --------------------------------------------------------------------


@dataclass(frozen=True)
class Installation:
    """A newsroom with its own files and environment: what runs in it, nothing else sees."""

    home: Path
    env: dict

    def manage(self, *arguments: str, **options) -> str:
        """What a management command prints; a failing one fails the test with its words."""
        done = self.attempt(*arguments, **options)
        assert done.returncode == 0, f"{arguments}: {done.stdout}\n{done.stderr}"
        return done.stdout

    def attempt(
        self, *arguments: str, seconds: float = COMMAND_SECONDS, **options
    ) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, ROOT / "manage.py", *map(str, arguments)],
            cwd=ROOT,
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=seconds,
            **options,
        )

    def python(self, code: str, seconds: float = COMMAND_SECONDS) -> str:
        """What a piece of Python prints after Django is set up in this installation."""
        done = self.attempt("shell", "--no-imports", "--command", code, seconds=seconds)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    @contextmanager
    def worker(self, *options: str) -> Iterator[subprocess.Popen]:
        """A real Celery worker with its beat, once it says that it is ready.

        An orderly end takes Celery up to 6 s, which no test has asked for yet.
        """
        log = self.home / f"worker-{free_port()}.log"
        command = [sys.executable, "-m", "celery", "-A", "bulletin", "worker", "-B"]
        command += ["--concurrency", "1", "--loglevel", "INFO", *options]
        is_ready = lambda: " ready." in log.read_text()  # noqa: E731
        place = {"cwd": ROOT, "env": self.env}
        with running(command, ready=is_ready, log=log, patience=0, **place) as child:
            yield child

    @contextmanager
    def web(self) -> Iterator[str]:
        """A real gunicorn; yields the address of the public site, without a final slash."""
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "gunicorn", "bulletin.wsgi", "--bind"]
        command += [f"127.0.0.1:{port}", "--workers", "2", "--threads", "4"]
        command += ["--no-control-socket"]
        env = self.env | {"SITE_URL": url}
        log = self.home / "web.log"
        with running(command, ready=lambda: _responds(url), log=log, cwd=ROOT, env=env):
            yield url


def _responds(url) -> bool:
    try:
        with urllib.request.urlopen(url + "/robots.txt", timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


@contextmanager
def installation(*, is_blank: bool = False, **environment: str) -> Iterator[Installation]:
    """A fresh newsroom in a directory of its own, migrated, with its roles; or not even that."""
    home = Path(tempfile.mkdtemp(prefix="newsroom-installation-"))
    env = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    env |= {
        "DJANGO_SETTINGS_MODULE": "bulletin.settings",
        "ENV_FILE": os.devnull,
        "SECRET_KEY": "only-for-tests-" + "y" * 40,
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "VAR_DIR": str(home / "var"),
    } | environment
    house = Installation(home, env)
    try:
        if not is_blank:
            _migrate(house)
        yield house
    finally:
        shutil.rmtree(home, ignore_errors=True)


@cache
def _migrated() -> Path:
    """A database file as a new newsroom has it, made once for all installations of a test run."""
    keep = Path(tempfile.mkdtemp(prefix="newsroom-migrated-"))
    atexit.register(shutil.rmtree, keep, ignore_errors=True)
    with installation(is_blank=True) as house:
        _migrate_anew(house)
        return Path(shutil.copy(house.home / "var" / DATABASE, keep))


def _migrate(house) -> None:
    if "DATABASE_URL" in house.env:
        _migrate_anew(house)
    else:
        (house.home / "var").mkdir()
        shutil.copy(_migrated(), house.home / "var")


def _migrate_anew(house) -> None:
    house.manage("migrate", "--verbosity", "0")
    house.manage("apply_roles", "--verbosity", "0")
