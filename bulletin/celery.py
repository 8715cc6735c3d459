"""The Celery application: one queue of small, restartable jobs."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulletin.settings")
# Django's checks load every view; a worker serves none, and starts quicker without them.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

app = Celery("bulletin")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
