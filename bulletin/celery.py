"""The Celery application: two queues of restartable jobs, and a broker that may be away."""

import os

from celery import Celery
from celery.app.amqp import AMQP
from celery.signals import celeryd_init
from kombu import Connection

from bulletin import broker, room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bulletin.settings")
# Django's checks load every view; a worker serves none, and starts quicker without them.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

LOOK_SECONDS = 3  # how often a broker that is away is looked for


class Persistent(Connection):
    """Kombu's own looks more and more seldom, after some minutes every half of one."""

    def ensure_connection(self, *args, **options):
        return super().ensure_connection(*args, **{"interval_max": LOOK_SECONDS} | options)


class Messaging(AMQP):
    Connection = Persistent


broker.use()
app = Celery("bulletin", amqp=Messaging)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect
def _open_the_database(**_) -> None:
    room.make_sure()
