"""The newsroom's own settings, with a throw-away place for files and a fixed key."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("ENV_FILE", os.devnull)
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
if "VAR_DIR" not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
    # Each test process keeps its own files, also when it inherits another's environment.
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="newsroom-tests-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from bulletin.settings import *  # noqa: F403

# Hashed names need a collected tree; what is served is the same.
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
