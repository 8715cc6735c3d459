"""Edition 成刊: a PDF that was ordered, is being made, or was made. The row is the truth."""

import logging

from celery import current_app
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.utils import timezone
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)

TASK = "editorial.typeset_edition"
ATTEMPTS = 3
HEARTBEAT_SECONDS = 30


def send_to_press(edition_pk: int) -> None:
    """Tell the queue. A deaf broker is not a fault of the order: the sweeper sends it again."""
    known = {"edition": edition_pk}
    try:
        current_app.send_task(TASK, args=[edition_pk])
        logger.info("edition %s is sent to the press", edition_pk, extra=known)
    except (OperationalError, OSError) as error:
        logger.error("edition %s could not be queued: %s", edition_pk, error, extra=known)


class EditionQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state__in=Edition.UNFINISHED)

    def ready(self):
        return self.filter(state=Edition.State.READY)

    def given_out(self):
        """What readers and printers may hold: finished, and no proof."""
        return self.ready().exclude(kind=Edition.Kind.PROOF)

    def of_whole_issues(self):
        """Without offprints, which know the pages of one article only."""
        return self.filter(article=None)

    def order(self, issue, kind: str, *, by=None, article=None, fills_sheets=False) -> "Edition":
        """Ask the press for an edition; one that is still unfinished is returned instead.

        An offprint is ordered with its article. The queue is told when the surrounding
        transaction commits.
        """
        asked = {"issue": issue, "kind": kind, "article": article}
        edition, is_new = self._find_or_make(asked, by, fills_sheets)
        if is_new:
            transaction.on_commit(lambda: send_to_press(edition.pk))
        return edition

    def _find_or_make(self, asked, by, fills_sheets):
        unfinished = self.waiting().filter(**asked)
        found = unfinished.first()
        if found:
            return found, False
        try:
            with transaction.atomic():
                number = (
                    self._next_proof(asked["issue"])
                    if asked["kind"] == Edition.Kind.PROOF
                    else None
                )
                made = {"number": number, "ordered_by": by, "fills_sheets": fills_sheets}
                return self.create(**asked, **made), True
        except IntegrityError:
            # Somebody else's order came in between the look and the write.
            return unfinished.get(), False

    def _next_proof(self, issue) -> int:
        """Proofs of an issue are counted 1, 2, 3 …; one that failed keeps its number."""
        proofs = self.filter(issue=issue, kind=Edition.Kind.PROOF)
        return (proofs.aggregate(last=Max("number"))["last"] or 0) + 1


class Edition(models.Model):
    """One product of the press. ``start_pages`` maps article id (as text) to printed folio."""

    class Kind(models.TextChoices):
        PROOF = "proof", "校样"
        PRINT = "print", "印刷版"
        WEB = "web", "网络版"
        OFFPRINT = "offprint", "抽印本"

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
    article = models.ForeignKey(
        "editorial.Article",
        verbose_name="文章",
        related_name="offprints",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text="抽印本印的那一篇。",
    )
    fills_sheets = models.BooleanField(
        "补足 4 的倍数", default=False, help_text="印刷版末尾补白页，使总页数是 4 的倍数。"
    )
    number = models.PositiveSmallIntegerField("校次", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.QUEUED)
    digest = models.CharField("文本摘要", max_length=64, blank=True)
    file = models.FileField("文件", upload_to="editions/%Y/", blank=True)
    file_digest = models.CharField("文件摘要", max_length=64, blank=True, db_index=True)
    size = models.PositiveIntegerField("字节", default=0)
    pages = models.PositiveIntegerField("页数", default=0)
    start_pages = models.JSONField("各篇起始页", default=dict, blank=True)
    article_pages = models.JSONField("各篇页数", default=dict, blank=True)
    # [whose page it is, what it shows], page by page; see typesetting.changes.
    page_marks = models.JSONField("各页内容摘要", default=list, blank=True)
    # Article id (as text) → [folio, block of its body, how far into it], page by page; see
    # typesetting.openings.
    openings = models.JSONField("各页起点", default=dict, blank=True)
    findings = models.JSONField("检查结果", default=list, blank=True)
    step = models.CharField("进度", max_length=60, blank=True)
    fault = models.TextField("失败原因", blank=True)
    attempt = models.PositiveSmallIntegerField("第几次尝试", default=0)
    worker = models.CharField("排版进程", max_length=120, blank=True)
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
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="付印签发人",
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    signed_at = models.DateTimeField("付印签发时间", null=True, blank=True)
    signed_reason = models.TextField("放行理由", blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "成刊"
        verbose_name_plural = "成刊"
        ordering = ("-ordered_at", "-pk")
        indexes = [models.Index(fields=("state", "finished_at"), name="editions_as_finished")]
        constraints = [
            models.UniqueConstraint(
                fields=("issue", "kind"),
                condition=models.Q(state__in=("queued", "rendering"), article=None),
                name="one_unfinished_edition_per_kind",
            ),
            models.UniqueConstraint(
                fields=("article",),
                condition=models.Q(state__in=("queued", "rendering")),
                name="one_unfinished_offprint_per_article",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="offprint", article__isnull=False)
                | (~models.Q(kind="offprint") & models.Q(article__isnull=True)),
                name="an_offprint_is_of_an_article",
            ),
            models.UniqueConstraint(fields=("issue", "number"), name="one_proof_per_number"),
        ]

    def __str__(self):
        name = f"{self.issue} {self.get_kind_display()}"
        return f"{name}《{self.article.plain_title}》" if self.article_id else name

    @property
    def name(self) -> str:
        """What the newsroom calls it: 第2次校样, 网络版."""
        label = self.get_kind_display()
        return f"第{self.number}次{label}" if self.number else label

    @property
    def is_unfinished(self) -> bool:
        return self.state in self.UNFINISHED

    @property
    def is_signed(self) -> bool:
        """Whether somebody has signed this print edition off for the printer."""
        return self.signed_at is not None

    def findings_of(self, severity: str) -> list[dict]:
        return [each for each in self.findings if each.get("severity") == severity]

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY
