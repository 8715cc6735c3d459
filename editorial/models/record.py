"""Record 记录: who moved or changed what, when and why. Written once."""

from django.conf import settings
from django.db import models


class RecordQuerySet(models.QuerySet):
    """Records are added; there is no way through the ORM to change or remove one."""

    def update(self, **kwargs):
        raise TypeError("records are append-only: they cannot be updated")

    def delete(self):
        raise TypeError("records are append-only: they cannot be deleted")


class Record(models.Model):
    """One line of the newsroom's log. ``subject`` keeps the title as it was at the time.

    What belongs to no issue (a picture, a section, a member …) is named by ``kind`` and ``row``.
    """

    class Kind(models.TextChoices):
        PUBLICATION = "publication", "刊物"
        SECTION = "section", "栏目"
        UPLOAD = "upload", "图片"
        MEMBER = "user", "成员"
        DESIGN = "pagedesign", "版式"
        HOLIDAY = "holiday", "休刊"

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
    kind = models.CharField("类别", max_length=20, choices=Kind.choices, blank=True)
    row = models.BigIntegerField("编号", null=True, blank=True)
    subject = models.CharField("对象", max_length=200)
    verb = models.CharField("操作代号", max_length=40)
    label = models.CharField("操作", max_length=40)
    from_state = models.CharField("原状态", max_length=20, blank=True)
    to_state = models.CharField("新状态", max_length=20, blank=True)
    reason = models.TextField("理由", blank=True)
    remark = models.TextField(
        "附注",
        blank=True,
        help_text="由系统写下：合并审级、校样次数、公开时间，以及设置从什么改成什么。",
    )
    edition = models.ForeignKey(
        "editorial.Edition",
        verbose_name="校样",
        related_name="records",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    digest = models.CharField(
        "文本摘要", max_length=64, blank=True, help_text="签字时的文字；文字一改，签字失效。"
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = "记录"
        verbose_name_plural = "记录"
        ordering = ("-at", "-pk")

    def __str__(self):
        return f"{self.label}《{self.subject}》"

    def delete(self, *args, **kwargs):
        raise TypeError("records are append-only: they cannot be deleted")
