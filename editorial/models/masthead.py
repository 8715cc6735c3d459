"""MastheadEntry 版权页: one role of an issue and the names that hold it, in order."""

from django.db import models
from simple_history.models import HistoricalRecords

# The printed order of roles; an issue may leave some out or add its own.
STANDARD_ROLES = (
    "主编",
    "联合主编",
    "学术支持",
    "编委会",
    "总编辑",
    "副总编辑",
    "执行编辑",
    "责任编辑",
    "美术编辑",
)


class MastheadEntry(models.Model):
    """One line of an issue's masthead: a role and, in order, the names that hold it."""

    issue = models.ForeignKey(
        "editorial.Issue", verbose_name="期", related_name="masthead", on_delete=models.CASCADE
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)
    role = models.CharField("职务", max_length=20)
    names = models.JSONField("姓名或单位", default=list, help_text="按印刷顺序，用顿号或换行分开。")

    history = HistoricalRecords(verbose_name="版权页的历史", verbose_name_plural="版权页的历史")

    class Meta:
        verbose_name = "版权页条目"
        verbose_name_plural = "版权页"
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("issue", "role"),
                name="one_masthead_entry_per_role",
                violation_error_message="这一期的版权页已有这个职务，请合并到同一行。",
            ),
        ]

    def __str__(self):
        return f"{self.role}：{'、'.join(self.names)}"
