"""Correction 更正: what was put right in a published issue, and when; shown to every reader."""

from django.conf import settings
from django.db import models


class Correction(models.Model):
    """One correction. Numbered within its issue; written once, like a record.

    It is of an ``article``, or of what stands around the articles: ``part`` names it then.
    """

    issue = models.ForeignKey(
        "editorial.Issue", verbose_name="期", related_name="corrections", on_delete=models.PROTECT
    )
    article = models.ForeignKey(
        "editorial.Article",
        verbose_name="文章",
        related_name="corrections",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text="空白表示更正的是封面、版权页等，不在任何一篇里。",
    )
    part = models.CharField("更正之处", max_length=100, blank=True)
    number = models.PositiveSmallIntegerField("更正号")
    at = models.DateTimeField("时间", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="签发人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    note = models.TextField("更正说明", help_text="写明原文、改为，读者看得到。")

    class Meta:
        verbose_name = "更正"
        verbose_name_plural = "更正"
        ordering = ("issue", "number")
        constraints = [
            models.UniqueConstraint(
                fields=("issue", "number"), name="one_correction_per_number_of_an_issue"
            ),
            models.CheckConstraint(
                condition=models.Q(article__isnull=False, part="")
                | (models.Q(article__isnull=True) & ~models.Q(part="")),
                name="a_correction_is_of_an_article_or_of_a_part",
            ),
        ]

    def __str__(self):
        return f"{self.issue}更正第{self.number}号"

    @property
    def place(self) -> str:
        """What was put right, as it is told."""
        return f"《{self.article}》" if self.article_id else self.part
