"""Wiring: settings, URLs, WSGI and Celery. No word of the trade."""

import gc

# Loading leaves some 70,000 lasting objects; looking for garbage among them over and over took an
# eighth of every process's start. ``apps.DeskConfig`` sets it back.
USUAL_THRESHOLD = gc.get_threshold()
gc.set_threshold(100_000)

from bulletin.celery import app as celery_app  # noqa: E402

__all__ = ("celery_app",)
