"""requirements.txt alone is enough for production: the suite has more at hand than a server."""

import re
import subprocess
import sys
from importlib.metadata import packages_distributions

from tests.servers import ROOT

# Hides what is not locked; then every program of bulletin/deploy, as far as it goes without its
# servers, each library by its door.
LOAD = """
import sys
hidden = set(sys.argv[1].split())
class Hiding:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in hidden:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Hiding())
for name in [name for name in sys.modules if name.partition(".")[0] in hidden]:
    del sys.modules[name]
import bulletin.wsgi, gunicorn.app.wsgiapp, gunicorn.workers.gthread
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.urls import get_resolver
import celery.bin.celery, celery.apps.worker, celery.apps.beat, celery.concurrency.prefork
from bulletin.celery import app
from editorial.typesetting import warm_up
get_resolver().url_patterns, cache.get, default_storage.bucket_name, connection.vendor
app.loader.import_default_modules()
app.connection_for_write().transport
warm_up()
print("loaded")
"""


def is_locked(distribution: str, lines: list[str]) -> bool:
    name = re.sub(r"[-_.]+", "-", distribution).lower()
    return any(re.match(rf"{re.escape(name)}(\[.*\])?==", line) for line in lines)


def test_every_program_starts_with_what_is_locked_for_production(tmp_path):
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    hidden = [
        module
        for module, sources in packages_distributions().items()
        if not any(is_locked(each, lines) for each in sources)
    ]
    assert {"pytest", "playwright", "hypothesis"} <= set(hidden)
    assert not {"django", "celery", "kombu", "weasyprint"} & set(hidden)

    done = subprocess.run(
        [sys.executable, "-c", LOAD, " ".join(hidden)],
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "ENV_FILE": str(tmp_path / "none"),
            "DJANGO_SETTINGS_MODULE": "bulletin.settings",
            "SECRET_KEY": "k" * 50,
            "ALLOWED_HOSTS": "news.example.org",
            "VAR_DIR": str(tmp_path),
            "DATABASE_URL": "postgres://newsroom:pw@127.0.0.1/newsroom",
            "REDIS_URL": "redis://127.0.0.1:1/0",
            "MEDIA_BUCKET": "newsroom",
            "AWS_DEFAULT_REGION": "none",
        },
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "loaded"
