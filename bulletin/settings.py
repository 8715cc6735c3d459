"""One settings file, read from the environment; a wrong value stops the start and is quoted.

Values come from the process environment first, then from the file named by ``ENV_FILE``
(default: ``.env`` beside ``manage.py``, which ``make run`` writes).
"""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

import environ

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(os.environ.get("ENV_FILE", BASE_DIR / ".env"))


def refuse(name: str, value: object, wanted: str):
    """Stop the start with one sentence that quotes the value (a traceback would bury it)."""
    sys.exit(f"{name}={value!r} cannot be used: {wanted}.")


def flag(name: str, default: str = "0") -> bool:
    """A switch of the environment: 1 or 0, nothing else."""
    value = env.str(name, default)
    if value not in ("0", "1"):
        refuse(name, value, "write 1 (on) or 0 (off)")
    return value == "1"


def required(name: str, wanted: str) -> str:
    value = env.str(name, "").strip()
    if not value:
        refuse(name, value, wanted)
    return value


def url_of(name: str, default: str, schemes: tuple[str, ...]) -> str:
    value = env.str(name, default)
    if value and value.split("://")[0] not in schemes:
        refuse(name, value, f"it must start with one of {', '.join(s + '://' for s in schemes)}")
    try:
        urlsplit(value).port  # noqa: B018 - asking is the check
    except ValueError as error:
        refuse(name, value, str(error))
    return value


def whole(name: str, default: int, unit: str) -> int:
    value = env.str(name, str(default))
    if not (value.isascii() and value.isdigit() and int(value)):
        refuse(name, value, f"write a whole number of {unit} above 0")
    return int(value)


def directory(name: str, default: Path) -> Path:
    path = Path(env.str(name, "") or default)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        refuse(name, str(path), f"the folder cannot be made ({error.strerror})")
    if not os.access(path, os.W_OK):
        refuse(name, str(path), "the folder cannot be written to")
    return path


# --- Core -----------------------------------------------------------------------------------

DEBUG = flag("DEBUG")
SECRET_KEY = required("SECRET_KEY", "give a long random string; `make run` makes one")
if len(SECRET_KEY) < 32:
    refuse("SECRET_KEY", SECRET_KEY[:4] + "…", "give at least 32 random characters")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
if not ALLOWED_HOSTS:
    refuse("ALLOWED_HOSTS", "", "name the hosts that are served, separated by commas")
SITE_URL = url_of("SITE_URL", f"http://{ALLOWED_HOSTS[0]}", ("http", "https")).rstrip("/")
if not urlsplit(SITE_URL).hostname:
    refuse("SITE_URL", SITE_URL, "give the whole address, such as https://news.example.org")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []

VAR_DIR = directory("VAR_DIR", BASE_DIR / "var")

INSTALLED_APPS = [
    "bulletin.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "simple_history",
    "adminsortable2",
    "ckeditor",
    "editorial",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "bulletin.urls"
WSGI_APPLICATION = "bulletin.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "editorial.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Language and time ----------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- Database -------------------------------------------------------------------------------

DATABASE_URL = url_of("DATABASE_URL", "", ("postgres", "postgresql", "psql", "sqlite"))
DATABASES = {
    "default": env.db_url_config(DATABASE_URL or f"sqlite:///{VAR_DIR / 'newsroom.sqlite3'}")
}
if not DATABASES["default"]["NAME"]:
    refuse("DATABASE_URL", DATABASE_URL, "it must end with the name of the database")
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a transaction that reads before it writes must not lose the lock half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {
        "pool": {"min_size": 0, "max_size": whole("DATABASE_POOL_SIZE", 8, "connections")}
    }

# --- Cache and queue ------------------------------------------------------------------------

REDIS_URL = url_of("REDIS_URL", "", ("redis", "rediss", "unix"))
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
        }
    }

CELERY_BROKER_URL = url_of(
    "CELERY_BROKER_URL", REDIS_URL or "filesystem://localhost", ("redis", "rediss", "filesystem")
)
if CELERY_BROKER_URL.startswith("filesystem"):
    QUEUE_DIR = VAR_DIR / "queue"
    for folder in ("messages", "control"):
        (QUEUE_DIR / folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(QUEUE_DIR / "messages"),
        "data_folder_out": str(QUEUE_DIR / "messages"),
        "control_folder": str(QUEUE_DIR / "control"),
        "polling_interval": 0.1,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
# An order must not wait for a broker that is down: the sweeper sends it again.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1, "interval_max": 0.2}
# One render uses one core and its memory limit counts by process.
CELERY_WORKER_CONCURRENCY = whole("PRESS_WORKERS", 1, "processes")
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "sweep-lost-editions": {
        "task": "editorial.sweep_editions",
        "schedule": 10.0,
        "options": {"expires": 9.0},
    },
}

# --- The press ------------------------------------------------------------------------------

PRESS_SECONDS = whole("PRESS_SECONDS", 120, "seconds")
PRESS_MEMORY_MB = whole("PRESS_MEMORY_MB", 2048, "megabytes")
if PRESS_MEMORY_MB < 768:
    refuse("PRESS_MEMORY_MB", PRESS_MEMORY_MB, "a worker's process needs 768 megabytes at least")
# A process that has grown to half its limit is replaced between two jobs (in KiB).
CELERY_WORKER_MAX_MEMORY_PER_CHILD = PRESS_MEMORY_MB * 1024 // 2

# --- Files ----------------------------------------------------------------------------------
# Nothing under media is ever served by its path: views check who may read what.

MEDIA_ROOT = directory("MEDIA_ROOT", VAR_DIR / "media")
MEDIA_BUCKET = env.str("MEDIA_BUCKET", "")
MEDIA_ENDPOINT = url_of("MEDIA_ENDPOINT", "", ("http", "https"))
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if MEDIA_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": MEDIA_BUCKET,
            "endpoint_url": MEDIA_ENDPOINT or None,
            "file_overwrite": False,
            "default_acl": "private",
        },
    }
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# --- Safety ---------------------------------------------------------------------------------

LOGIN_URL = "admin:login"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
HTTPS_ONLY = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS_ONLY
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS_ONLY else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS_ONLY else 0
SECURE_SSL_REDIRECT = HTTPS_ONLY
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Mail and logs --------------------------------------------------------------------------

LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
if LOG_LEVEL not in LOG_LEVELS:
    refuse("LOG_LEVEL", LOG_LEVEL, f"choose one of {', '.join(LOG_LEVELS)}")
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}

# --- The editor widget ----------------------------------------------------------------------
# All of it behind editorial/editor.py and editorial/richtext.py, which name the buttons and the
# styles. Its plugins load by their plain names, so the base is the unhashed folder.

CKEDITOR_BASEPATH = f"{STATIC_URL}ckeditor/ckeditor/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "bulletin.finders.TrimmedAppDirectoriesFinder",
]
SILENCED_SYSTEM_CHECKS = ["ckeditor.W001"]
