"""Tasks: fetch, call one function. The press's process is set up and mourned here too."""

import logging
import os

from billiard.exceptions import TimeLimitExceeded, WorkerLostError
from celery import current_app, shared_task
from celery.signals import (
    heartbeat_sent,
    task_failure,
    worker_process_init,
    worker_shutdown,
)
from django.conf import settings

from editorial import (
    archive,
    invitations,
    notices,
    pictures,
    presence,
    typesetting,
    workflow,
)
from editorial.models import Edition
from editorial.models.edition import TASK, send_to_press

logger = logging.getLogger(__name__)

# The hard limit stops a render that hangs inside a C library, where the soft one cannot reach.
HARD_EXTRA_SECONDS = 10
BURY = "editorial.bury_edition"


@shared_task(
    name=TASK,
    soft_time_limit=settings.PRESS_SECONDS,
    time_limit=settings.PRESS_SECONDS + HARD_EXTRA_SECONDS,
    bind=True,
)
def typeset_edition(self, edition_pk: int) -> None:
    edition = Edition.objects.filter(pk=edition_pk).first()
    if edition is None:
        return
    try:
        typesetting.typeset(edition)
    except MemoryError:
        # Not even the fault could be written. Celery's main process would fall over this error;
        # a process that simply ends is reported by ``report_death``.
        if self.request.called_directly or self.request.is_eager:
            raise
        os._exit(1)


@shared_task(name="editorial.sweep_editions")
def sweep_editions() -> None:
    typesetting.sweep()


@shared_task(name="editorial.keep_promises")
def keep_promises() -> None:
    workflow.keep_promises()


@shared_task(
    name="editorial.keep_annual_indexes",
    soft_time_limit=settings.PRESS_SECONDS,
    time_limit=settings.PRESS_SECONDS + HARD_EXTRA_SECONDS,
)
def keep_annual_indexes() -> None:
    typesetting.keep_annual_indexes()


@shared_task(name="editorial.keep_leaves")
def keep_leaves() -> None:
    archive.keep_leaves()


@shared_task(name="editorial.mail_notices")
def mail_notices() -> None:
    notices.send_waiting()


@shared_task(name=invitations.TASK)
def mail_invitations() -> None:
    invitations.mail_waiting()


@shared_task(name="editorial.tell_due")
def tell_due() -> None:
    notices.tell_due()


@shared_task(name="editorial.sweep_pictures")
def sweep_pictures() -> None:
    pictures.sweep_files()


@shared_task(name=BURY)
def bury_edition(edition_pk: int, took_too_long: bool) -> None:
    """After the death of the process that rendered it: fail it, or queue it again."""
    row = Edition.objects.filter(pk=edition_pk, state=Edition.State.RENDERING)
    edition = row.first()
    if edition is None:
        return
    if took_too_long:
        typesetting.give_up(row, typesetting.TOO_LONG)
    elif typesetting.take_back(edition.pk, edition.attempt):
        send_to_press(edition.pk)


@worker_process_init.connect
def prepare_process(**_kwargs) -> None:
    """Bound the process's memory, and load what every render needs before the first order."""
    typesetting.bound_memory(settings.PRESS_MEMORY_MB)
    try:
        typesetting.warm_up()
    except typesetting.Refused as refusal:
        logger.error("the press cannot work: %s", refusal)


@task_failure.connect
def report_death(sender=None, exception=None, args=None, **_kwargs) -> None:
    """In the main process: a killed child cannot speak, so a message speaks for it."""
    if sender is None or sender.name != TASK:
        return
    if isinstance(exception, WorkerLostError | TimeLimitExceeded):
        took_too_long = isinstance(exception, TimeLimitExceeded)
        current_app.send_task(BURY, args=[args[0], took_too_long])


@heartbeat_sent.connect
def tell_presence(sender=None, **_kwargs) -> None:
    """In the main process, every two seconds; written down a few times a minute."""
    presence.tell(sender.eventer.hostname, current_app.amqp.queues.consume_from)


@worker_shutdown.connect
def take_leave(sender=None, **_kwargs) -> None:
    presence.end(sender.hostname)
