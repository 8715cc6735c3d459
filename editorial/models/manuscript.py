"""Manuscript 来稿: the file exactly as received, and what was made of it."""

from django.conf import settings
from django.db import models


class Manuscript(models.Model):
    """A received file. ``digest`` is the SHA-256 of its bytes: the same file comes in once.

    A file of one article comes in once for each issue (``section``, ``before``: where it will
    stand), one that replaces the text of an ``article`` once for that article.

    ``corrections`` is what editors changed in the proposal, in order: dicts with verb, place and
    value (see ``intake.corrections``), and by whom and when. ``version`` counts their steps.
    """

    class State(models.TextChoices):
        PENDING = "pending", "待核对"
        STORED = "stored", "已入库"
        SET_ASIDE = "set_aside", "已搁置"

    class Kind(models.TextChoices):
        ISSUE = "issue", "整期"
        ARTICLE = "article", "单篇"
        REPLACEMENT = "replacement", "替换正文"

    name = models.CharField("文件名", max_length=200)
    file = models.FileField("文件", upload_to="manuscripts/%Y/")
    digest = models.CharField("摘要", max_length=64, db_index=True, editable=False)
    kind = models.CharField(
        "种类", max_length=12, choices=Kind.choices, default=Kind.ISSUE, editable=False
    )
    encoding = models.CharField("编码", max_length=20, blank=True)
    issue = models.ForeignKey(
        "editorial.Issue",
        verbose_name="所成之期",
        related_name="manuscripts",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    section = models.ForeignKey(
        "editorial.Section",
        verbose_name="栏目",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
    )
    before = models.ForeignKey(
        "editorial.Article",
        verbose_name="排在哪一篇之前",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        help_text="空白表示排在栏目最后。",
    )
    contents_title = models.CharField("目录标题", max_length=200, blank=True, editable=False)
    article = models.ForeignKey(
        "editorial.Article",
        verbose_name="文章",
        related_name="manuscripts",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
    )
    state = models.CharField(
        "状态", max_length=12, choices=State.choices, default=State.PENDING, editable=False
    )
    corrections = models.JSONField("核对中的改动", default=list, blank=True, editable=False)
    version = models.PositiveIntegerField("版次", default=0, editable=False)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="最后核对",
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
    )
    corrected_at = models.DateTimeField("核对时间", null=True, blank=True, editable=False)
    report = models.JSONField("导入报告", default=dict, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="收稿人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    received_at = models.DateTimeField("收稿时间", auto_now_add=True)

    class Meta:
        verbose_name = "来稿"
        verbose_name_plural = "来稿"
        ordering = ("-received_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("digest",),
                condition=models.Q(kind="issue"),
                name="one_issue_manuscript_per_file",
            ),
            models.UniqueConstraint(
                fields=("digest", "issue"),
                condition=models.Q(kind="article"),
                name="one_article_manuscript_per_file_and_issue",
            ),
            models.UniqueConstraint(
                fields=("digest", "article"),
                condition=models.Q(kind="replacement"),
                name="one_replacement_per_file_and_article",
            ),
        ]

    def __str__(self):
        return self.name
