"""The newsroom's own settings, with a throw-away place for files and a fixed key."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("ENV_FILE", os.devnull)
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
_worker = os.environ.get("PYTEST_XDIST_WORKER", "")
if "VAR_DIR" not in os.environ or os.environ.get("VAR_DIR_WORKER", "") != _worker:
    # Each test process keeps its own files, and shares them with the processes it starts.
    os.environ["VAR_DIR_WORKER"] = _worker
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="newsroom-tests-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from bulletin.settings import *  # noqa: E402, F403

# A file, as in service: the browser's requests and the test each have a connection of their own.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "tests.sqlite3")}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"  # noqa: F405

# Hashed names need a collected tree; what is served is the same.
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
MAIL_IS_ON = False  # a test that is about mail turns it on
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
