"""Worker 排版进程: which ones there are, and when each was last heard of."""

import datetime as dt

from django.db import models
from django.utils import timezone

PRESENT = dt.timedelta(seconds=60)  # so long after the last sign of life one still counts
REMEMBERED = dt.timedelta(days=1)


class WorkerQuerySet(models.QuerySet):
    def present(self):
        return self.filter(seen_at__gte=timezone.now() - PRESENT)

    def note_presence(self, name: str, queues: str) -> None:
        """This worker is alive now. Those not heard of for a day are forgotten."""
        now = timezone.now()
        fresh = {"queues": queues, "seen_at": now}
        self.update_or_create(name=name, defaults=fresh, create_defaults=fresh | {"since": now})
        self.filter(seen_at__lt=now - REMEMBERED).delete()

    def forget(self, name: str) -> None:
        """It has ended as it should."""
        self.filter(name=name).delete()


class Worker(models.Model):
    """One Celery worker, by the name it calls itself: ``celery@host``, and its process."""

    name = models.CharField("名称", max_length=120, unique=True)
    queues = models.CharField("队列", max_length=100, blank=True)
    since = models.DateTimeField("启动时间", default=timezone.now)
    seen_at = models.DateTimeField("最近一次报到", default=timezone.now)

    objects = WorkerQuerySet.as_manager()

    class Meta:
        verbose_name = "后台进程"
        verbose_name_plural = "后台进程"
        ordering = ("name",)

    def __str__(self):
        return self.name
