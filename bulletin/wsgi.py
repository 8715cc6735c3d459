"""The WSGI door for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import resolve
from django.utils.module_loading import import_string

from bulletin import room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulletin.settings")

house = get_wsgi_application()
room.make_sure()
application = import_string("editorial.archive.porter.Porter")(house)
resolve("/")  # loads every screen, before the first request asks
gc.collect()
gc.freeze()  # what is loaded stays: to look through all of it now and then took a page's time
