"""One settings file, read from the environment; a wrong value stops the start and is quoted.

Values come from the process environment first, then from the file named by ``ENV_FILE``
(default: ``.env`` beside ``manage.py``, which ``make run`` writes).
"""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

import environ
from celery.schedules import crontab
from kombu import Exchange, Queue

from bulletin.logs import without_traceback

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
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
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
    "django_otp.middleware.OTPMiddleware",
    "editorial.signin.Doorkeeper",
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
            "libraries": {"archive": "editorial.archive.tags"},
        },
    },
]

# --- Language and time ----------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LOCALE_PATHS = (BASE_DIR / "editorial/locale",)
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
    # To open the file takes longer than most pages do.
    DATABASES["default"]["CONN_MAX_AGE"] = 60
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    # One more question a request, so that none fails over a server that was restarted.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {
        # A page waits 10 s for a database that is away. It is looked for every 8 s at least.
        "pool": {"min_size": 0, "max_size": whole("DATABASE_POOL_SIZE", 8, "connections")}
        | {"timeout": 10, "reconnect_timeout": 20},
        # A machine that is cut off is noticed within half a minute, not when TCP gives up.
        "connect_timeout": 5,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 3,
        "tcp_user_timeout": 25_000,
    }

# --- Cache and queue ------------------------------------------------------------------------

REDIS_URL = url_of("REDIS_URL", "", ("redis", "rediss", "unix"))
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_connect_timeout": 3, "socket_timeout": 5},
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
else:
    # A Redis that was cut off is noticed, and its absence told at once.
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "socket_connect_timeout": 3,
        "socket_timeout": 15,
        "socket_keepalive": True,
        "health_check_interval": 10,
    }
# Renders take minutes, everything else takes none: a worker takes from both, or from the one named
# by its -Q. The small queue keeps the name that it had when there was one.
PRESS_QUEUE, SMALL_QUEUE = "press", "celery"
CELERY_TASK_QUEUES = [
    Queue(name, Exchange(name), routing_key=name) for name in (SMALL_QUEUE, PRESS_QUEUE)
]
CELERY_TASK_DEFAULT_QUEUE = SMALL_QUEUE
CELERY_TASK_ROUTES = {
    "editorial.typeset_edition": {"queue": PRESS_QUEUE},
    "editorial.keep_annual_indexes": {"queue": PRESS_QUEUE},
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
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # it waits as long as it takes
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_MAX_TASKS_PER_CHILD = 200
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULER = "bulletin.schedules:Steady"
# What nobody fetched for so long is dropped, so that it does not pile up; not sooner, since the
# clocks of two machines may differ.
STALE = {"expires": 120.0}
_SECONDS_BETWEEN = {
    "sweep_editions": 5.0,
    "keep_promises": 5.0,
    "keep_annual_indexes": 30.0,
    "keep_leaves": 30.0,
    "mail_notices": 30.0,
    "mail_invitations": 60.0,
}
_HOURS = {
    "sweep_pictures": crontab(minute="40", hour="3"),
    # Told once, however often it is asked: a restart at eight misses nothing.
    "tell_due": crontab(minute="0,30", hour="8-18"),
}
CELERY_BEAT_SCHEDULE = {
    name: {"task": f"editorial.{name}", "schedule": often, "options": STALE}
    for name, often in _SECONDS_BETWEEN.items()
} | {name: {"task": f"editorial.{name}", "schedule": hour} for name, hour in _HOURS.items()}

# --- The press ------------------------------------------------------------------------------

PRESS_SECONDS = whole("PRESS_SECONDS", 120, "seconds")
PREVIEW_SECONDS = whole("PREVIEW_SECONDS", 10, "seconds")
PRESS_MEMORY_MB = whole("PRESS_MEMORY_MB", 2048, "megabytes")
if PRESS_MEMORY_MB < 768:
    refuse("PRESS_MEMORY_MB", PRESS_MEMORY_MB, "a worker's process needs 768 megabytes at least")
# The printing condition of the print edition: the printer's ICC profile (CMYK, output), and its
# name in the registry of color.org, such as FOGRA39, where it has one.
PRESS_PROFILE = env.str("PRESS_PROFILE", str(BASE_DIR / "editorial/typesetting/coated.icc"))
PRESS_CONDITION = env.str("PRESS_CONDITION", "")
# A process that has grown to half its limit is replaced between two jobs (in KiB).
CELERY_WORKER_MAX_MEMORY_PER_CHILD = PRESS_MEMORY_MB * 1024 // 2

# --- Files ----------------------------------------------------------------------------------
# Nothing under media is ever served by its path: views check who may read what.

MEDIA_ROOT = directory("MEDIA_ROOT", VAR_DIR / "media")
MEDIA_BUCKET = env.str("MEDIA_BUCKET", "")
MEDIA_ENDPOINT = url_of("MEDIA_ENDPOINT", "", ("http", "https"))
# The internal location of a web server in front that may read MEDIA_ROOT, such as /media-files/.
MEDIA_ACCEL = env.str("MEDIA_ACCEL", "")
if MEDIA_ACCEL and not (MEDIA_ACCEL.startswith("/") and MEDIA_ACCEL.endswith("/")):
    refuse("MEDIA_ACCEL", MEDIA_ACCEL, "begin and end it with a slash, such as /media-files/")
if MEDIA_ACCEL and MEDIA_BUCKET:
    refuse("MEDIA_ACCEL", MEDIA_ACCEL, "a web server cannot reach files in MEDIA_BUCKET")
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]

STORAGES = {
    "default": {"BACKEND": "bulletin.disk.Disk"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if MEDIA_BUCKET:
    STORAGES["default"] = {
        "BACKEND": "bulletin.bucket.Bucket",
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
SESSION_COOKIE_AGE = 3600 * whole("SESSION_HOURS", 12, "hours")
HTTPS_ONLY = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS_ONLY
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS_ONLY else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS_ONLY else 0
SECURE_SSL_REDIRECT = HTTPS_ONLY
# Load balancers and Prometheus ask past the proxy.
SECURE_REDIRECT_EXEMPT = [r"^(?:healthz|readyz|metrics)$"]
# Whoever may publish shows a second factor. Without HTTPS the newsroom is on trial, and so are its
# accounts: they are asked for their passwords alone.
SECOND_FACTOR = flag("SECOND_FACTOR", "1" if HTTPS_ONLY else "0")
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Who may read /metrics: whoever brings this as a bearer token; without one, this machine itself.
METRICS_TOKEN = env.str("METRICS_TOKEN", "")

# --- Mail and logs --------------------------------------------------------------------------
# Without EMAIL_URL letters are printed to the console.

MAIL_SCHEMES = ("smtp", "smtp+tls", "smtp+ssl", "consolemail", "filemail", "memorymail")
EMAIL_URL = url_of("EMAIL_URL", "", MAIL_SCHEMES)
if EMAIL_URL.startswith("smtp") and not urlsplit(EMAIL_URL).hostname:
    refuse("EMAIL_URL", EMAIL_URL, "name the server: smtp+tls://user:password@host:587")
MAIL_IS_ON = True  # letters are written; tests that are not about them turn it off
MAIL_ARRIVES = EMAIL_URL.startswith("smtp")  # and brought by a server: screens say so
vars().update(env.email_url_config(EMAIL_URL or "consolemail://"))
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", f"newsroom@{ALLOWED_HOSTS[0]}")
if "@" not in DEFAULT_FROM_EMAIL:
    refuse("MAIL_FROM", DEFAULT_FROM_EMAIL, "give an address such as 编辑部 <desk@example.org>")

LOG_LEVEL = env.str("LOG_LEVEL", "INFO")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
if LOG_LEVEL not in LOG_LEVELS:
    refuse("LOG_LEVEL", LOG_LEVEL, f"choose one of {', '.join(LOG_LEVELS)}")
LOG_FORMAT = env.str("LOG_FORMAT", "line")
if LOG_FORMAT not in ("line", "json"):
    refuse("LOG_FORMAT", LOG_FORMAT, "choose line (for people) or json (for programs)")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "bulletin.logs.LineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        },
        "json": {"()": "bulletin.logs.JsonFormatter"},
    },
    "filters": {"one_line": {"()": lambda: without_traceback}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        # Hostile hosts, broken requests: each is answered with 400.
        "django.security": {"filters": ["one_line"]},
        "django.security.DisallowedHost": {"filters": ["one_line"]},
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
SILENCED_SYSTEM_CHECKS = [
    "ckeditor.W001",
    # Whether every other host of the domain is ready for HTTPS is for its owner to say.
    "security.W005",
    "security.W021",
    # The editor and the preview of pages are frames of ours; nobody else may frame us.
    "security.W019",
]
