"""Backup 备份: that one was made, of which moment, where and how large. The files are elsewhere."""

from django.db import models


class Backup(models.Model):
    """One finished backup, written down for the page that shows how the newsroom stands."""

    place = models.CharField("位置", max_length=400)
    made_at = models.DateTimeField("备份时间", help_text="备份里的内容就是这一刻的内容。")
    files = models.PositiveIntegerField("文件数", default=0)
    missing = models.PositiveIntegerField("缺失的文件", default=0)
    size = models.PositiveBigIntegerField("字节", default=0)
    seconds = models.FloatField("用时（秒）", default=0)

    class Meta:
        verbose_name = "备份"
        verbose_name_plural = "备份"
        ordering = ("-made_at", "-pk")

    def __str__(self):
        return f"{self.made_at:%Y-%m-%d %H:%M} {self.place}"
