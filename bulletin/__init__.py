"""Wiring: settings, URLs, WSGI and Celery. No word of the trade."""

from bulletin.celery import app as celery_app

__all__ = ("celery_app",)
