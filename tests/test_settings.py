"""The environment rules the start: what is wrong or missing is said in one sentence, quoted."""

import os
import re
import subprocess
import sys

import pytest

from tests.servers import ROOT

GOOD = {
    "ENV_FILE": os.devnull,
    "SECRET_KEY": "k" * 50,
    "ALLOWED_HOSTS": "news.example.org",
    "DJANGO_SETTINGS_MODULE": "bulletin.settings",
}


def start(tmp_path, *command: str, **environment: str) -> subprocess.CompletedProcess:
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var"), **GOOD, **environment}
    return subprocess.run(
        [sys.executable, *(command or ("manage.py", "check"))],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )


def value_of(tmp_path, expression: str, **environment: str) -> str:
    code = f"from bulletin import settings; print(settings.{expression})"
    done = start(tmp_path, "-c", code, **environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("SECRET_KEY", "", "give a long random string; `make run` makes one"),
        ("SECRET_KEY", "  ", "give a long random string; `make run` makes one"),
        ("ALLOWED_HOSTS", "", "name the hosts that are served, separated by commas"),
        ("ALLOWED_HOSTS", ",", "name the hosts that are served, separated by commas"),
        ("DEBUG", "yes", "write 1 (on) or 0 (off)"),
        (
            "MEDIA_ACCEL",
            "media-files",
            "begin and end it with a slash, such as /media-files/",
        ),
        ("SITE_URL", "news.example.org", "it must start with one of http://, https://"),
        ("SITE_URL", "https://", "give the whole address, such as https://news.example.org"),
        ("SITE_URL", "http://a:x", "Port could not be cast to integer value as 'x'"),
        (
            "DATABASE_URL",
            "mysql://db/news",
            "it must start with one of postgres://, postgresql://, psql://, sqlite://",
        ),
        ("DATABASE_URL", "postgres://db:5432", "it must end with the name of the database"),
        (
            "DATABASE_URL",
            "postgres://db:55x/news",
            "Port could not be cast to integer value as '55x'",
        ),
        ("REDIS_URL", "http://cache", "it must start with one of redis://, rediss://, unix://"),
        (
            "CELERY_BROKER_URL",
            "amqp://queue",
            "it must start with one of redis://, rediss://, filesystem://",
        ),
        ("PRESS_SECONDS", "2m", "write a whole number of seconds above 0"),
        ("PRESS_SECONDS", "0", "write a whole number of seconds above 0"),
        ("PRESS_MEMORY_MB", "-1", "write a whole number of megabytes above 0"),
        ("MEDIA_ENDPOINT", "s3.example.org", "it must start with one of http://, https://"),
        ("LOG_LEVEL", "loud", "choose one of DEBUG, INFO, WARNING, ERROR, CRITICAL"),
        ("VAR_DIR", "/dev/null/var", "the folder cannot be made (Not a directory)"),
        ("MEDIA_ROOT", "/dev/null/media", "the folder cannot be made (Not a directory)"),
    ],
)
def test_a_wrong_value_stops_the_start_with_one_sentence(name, value, wanted, tmp_path):
    shown = {"  ": "", ",": "", "https://": "https:"}.get(value, value)

    done = start(tmp_path, **{name: value})

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{name}={shown!r} cannot be used: {wanted}.\n"


def test_a_short_key_is_refused_without_being_shown(tmp_path):
    done = start(tmp_path, SECRET_KEY="hunter2-hunter2")

    assert done.stderr == (
        "SECRET_KEY='hunt…' cannot be used: give at least 32 random characters.\n"
    )


def test_a_pool_without_room_is_refused(tmp_path):
    done = start(tmp_path, DATABASE_URL="postgres://db/news", DATABASE_POOL_SIZE="many")

    assert done.stderr == (
        "DATABASE_POOL_SIZE='many' cannot be used: write a whole number of connections above 0.\n"
    )


@pytest.mark.parametrize(
    "command",
    [
        ("-m", "gunicorn", "bulletin.wsgi", "--check-config"),
        ("-m", "celery", "-A", "bulletin", "worker"),
    ],
    ids=["web server", "worker"],
)
def test_every_server_says_the_same_sentence(command, tmp_path):
    done = start(tmp_path, *command, REDIS_URL="http://cache")

    assert done.returncode != 0
    assert "REDIS_URL='http://cache' cannot be used: it must start with one of" in done.stderr
    assert "Traceback" not in done.stderr


def test_little_is_needed_and_debug_is_off(tmp_path):
    assert start(tmp_path).returncode == 0
    assert value_of(tmp_path, "DEBUG") == "False"
    assert value_of(tmp_path, "DEBUG", DEBUG="1") == "True"
    assert value_of(tmp_path, "SITE_URL") == "http://news.example.org"


def test_a_file_fills_in_what_the_environment_leaves_open(tmp_path):
    (tmp_path / "env").write_text("SITE_URL=https://from.file\nLOG_LEVEL=ERROR\n")
    given = {"ENV_FILE": str(tmp_path / "env"), "LOG_LEVEL": "DEBUG"}

    assert value_of(tmp_path, "SITE_URL", **given) == "https://from.file"
    assert value_of(tmp_path, "LOG_LEVEL", **given) == "DEBUG"


def test_redis_brings_cache_and_queue(tmp_path):
    url = "redis://cache.example.org:6379/1"

    assert value_of(tmp_path, "CELERY_BROKER_URL", REDIS_URL=url) == url
    assert value_of(tmp_path, "CACHES['default']['LOCATION']", REDIS_URL=url) == url
    assert value_of(tmp_path, "CELERY_BROKER_URL").startswith("filesystem://")


def test_postgresql_comes_with_a_pool(tmp_path):
    options = value_of(
        tmp_path, "DATABASES['default']['OPTIONS']['pool']", DATABASE_URL="postgres://u:p@db/news"
    )

    assert options == "{'min_size': 0, 'max_size': 8, 'timeout': 10, 'reconnect_timeout': 20}"


def test_djangos_deployment_check_finds_nothing(tmp_path):
    key = "Zk3vQ9_wR7tYx2LpN8sHd5fJ6gB4mC1aUe0iOoXqVrTzWnKy-3Fh7Sd2Jk"

    done = start(
        tmp_path,
        *("manage.py", "check", "--deploy"),
        SITE_URL="https://news.example.org",
        SECRET_KEY=key,
    )

    # What was decided is silenced in the settings, each with its reason.
    found = set(re.findall(r"\w+\.W\d+", done.stderr))
    assert (done.returncode, found) == (0, set())


def test_an_https_address_turns_every_lock(tmp_path):
    given = {"SITE_URL": "https://news.example.org"}

    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):
        assert value_of(tmp_path, name, **given) == "True"
    assert value_of(tmp_path, "CSRF_TRUSTED_ORIGINS", **given) == "['https://news.example.org']"
