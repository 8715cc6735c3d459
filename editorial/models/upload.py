"""Upload 图片: a picture as we keep it: re-encoded, named at random, with its words."""

from django.conf import settings
from django.db import models


class Upload(models.Model):
    """A picture file. ``name`` is random and is what bodies refer to: ``/pictures/<name>``."""

    name = models.CharField("文件名", max_length=60, unique=True)
    file = models.ImageField(
        "图片", upload_to="pictures/", width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField("宽（像素）", default=0, editable=False)
    height = models.PositiveIntegerField("高（像素）", default=0, editable=False)
    original_name = models.CharField("原文件名", max_length=200, blank=True)
    alt_text = models.CharField(
        "替代文字", max_length=200, blank=True, help_text="一句话说明图上有什么，供读屏软件朗读。"
    )
    credit = models.CharField("图片来源", max_length=200, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="上传人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    uploaded_at = models.DateTimeField("上传时间", auto_now_add=True)

    class Meta:
        verbose_name = "图片"
        verbose_name_plural = "图片"
        ordering = ("-uploaded_at", "-pk")

    def __str__(self):
        return self.original_name or self.name

    @property
    def path(self) -> str:
        """The address that bodies carry; the view behind it decides who may see it."""
        return f"/pictures/{self.name}"
