"""Record 记录: who moved what from where to where, when and why. Written once."""

from django.conf import settings
from django.db import models


class RecordQuerySet(models.QuerySet):
    """Records are added; there is no way through the ORM to change or remove one."""

    def update(self, **kwargs):
        raise TypeError("records are append-only: they cannot be updated")

    def delete(self):
        raise TypeError("records are append-only: they cannot be deleted")


class Record(models.Model):
    """One line of the newsroom's log. ``subject`` keeps the title as it was at the time."""

    at = models.DateTimeField("时间", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="人员",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text="空白表示由系统完成。",
    )
    issue = models.ForeignKey(
        "editorial.Issue",
        verbose_name="期",
        related_name="records",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    article = models.ForeignKey(
        "editorial.Article",
        verbose_name="文章",
        related_name="records",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    subject = models.CharField("对象", max_length=200)
    verb = models.CharField("操作代号", max_length=40)
    label = models.CharField("操作", max_length=40)
    from_state = models.CharField("原状态", max_length=20, blank=True)
    to_state = models.CharField("新状态", max_length=20, blank=True)
    reason = models.TextField("理由", blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = "记录"
        verbose_name_plural = "记录"
        ordering = ("-at", "-pk")

    def __str__(self):
        return f"{self.label}《{self.subject}》"

    def delete(self, *args, **kwargs):
        raise TypeError("records are append-only: they cannot be deleted")
