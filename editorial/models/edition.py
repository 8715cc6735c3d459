"""Edition 成刊: a PDF that was ordered, is being made, or was made. The row is the truth."""

import logging

from celery import current_app
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

TASK = "editorial.typeset_edition"
ATTEMPTS = 3
HEARTBEAT_SECONDS = 30


def send_to_press(edition_pk: int) -> None:
    """Tell the queue. A deaf broker is not a fault of the order: the sweeper sends it again."""
    try:
        current_app.send_task(TASK, args=[edition_pk])
    except (OperationalError, OSError) as error:
        logger.error("edition %s could not be queued: %s", edition_pk, error)


class EditionQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state__in=Edition.UNFINISHED)

    def ready(self):
        return self.filter(state=Edition.State.READY)

    def order(self, issue, kind: str, *, by=None) -> "Edition":
        """Ask the press for an edition; one that is still unfinished is returned instead.

        The queue is told when the surrounding transaction commits.
        """
        edition, is_new = self._find_or_make(issue, kind, by)
        if is_new:
            transaction.on_commit(lambda: send_to_press(edition.pk))
        return edition

    def _find_or_make(self, issue, kind, by):
        unfinished = self.waiting().filter(issue=issue, kind=kind)
        found = unfinished.first()
        if found:
            return found, False
        try:
            with transaction.atomic():
                return self.create(issue=issue, kind=kind, ordered_by=by), True
        except IntegrityError:
            # Somebody else's order came in between the look and the write.
            return unfinished.get(), False


class Edition(models.Model):
    """One product of the press. ``start_pages`` maps article id (as text) to printed folio."""

    class Kind(models.TextChoices):
        PROOF = "proof", "校样"
        PRINT = "print", "印刷版"
        WEB = "web", "网络版"

    class State(models.TextChoices):
        QUEUED = "queued", "排队"
        RENDERING = "rendering", "排版中"
        READY = "ready", "完成"
        FAILED = "failed", "失败"

    UNFINISHED = (State.QUEUED, State.RENDERING)

    issue = models.ForeignKey(
        "editorial.Issue", verbose_name="期", related_name="editions", on_delete=models.PROTECT
    )
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.QUEUED)
    digest = models.CharField("文本摘要", max_length=64, blank=True)
    file = models.FileField("文件", upload_to="editions/%Y/", blank=True)
    size = models.PositiveIntegerField("字节", default=0)
    pages = models.PositiveIntegerField("页数", default=0)
    start_pages = models.JSONField("各篇起始页", default=dict, blank=True)
    article_pages = models.JSONField("各篇页数", default=dict, blank=True)
    findings = models.JSONField("检查结果", default=list, blank=True)
    step = models.CharField("进度", max_length=60, blank=True)
    fault = models.TextField("失败原因", blank=True)
    attempt = models.PositiveSmallIntegerField("第几次尝试", default=0)
    seconds = models.FloatField("用时（秒）", default=0)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="排版人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    ordered_at = models.DateTimeField("下单时间", auto_now_add=True)
    heartbeat = models.DateTimeField("心跳", default=timezone.now)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "成刊"
        verbose_name_plural = "成刊"
        ordering = ("-ordered_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("issue", "kind"),
                condition=models.Q(state__in=("queued", "rendering")),
                name="one_unfinished_edition_per_kind",
            ),
        ]

    def __str__(self):
        return f"{self.issue} {self.get_kind_display()}"

    @property
    def is_unfinished(self) -> bool:
        return self.state in self.UNFINISHED

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY
