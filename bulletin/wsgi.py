"""The WSGI door for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulletin.settings")

application = get_wsgi_application()
resolve("/")  # loads every screen, before the first request asks
gc.collect()
gc.freeze()  # what is loaded stays: to look through all of it now and then took a page's time
