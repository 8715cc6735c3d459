"""Upload 图片: a picture as we keep it: re-encoded, named at random, with its words."""

from django.conf import settings
from django.db import models


class Upload(models.Model):
    """A picture file. ``name`` is random and is what bodies refer to: ``/pictures/<name>``.

    The file never changes. A cut knows the whole picture (``source``) and which part it shows
    (``crop``: left, top, width, height in pixels of the whole); what took another's place knows it.
    """

    class Purpose(models.TextChoices):
        FIGURE = "figure", "文中插图"
        COVER = "cover", "封面"

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
    credit = models.CharField(
        "图片来源",
        max_length=200,
        blank=True,
        help_text="由谁拍摄、绘制或提供，如“临江市数据局供图”。",
    )
    source = models.ForeignKey(
        "self",
        verbose_name="裁自",
        related_name="cuts",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    crop = models.JSONField("裁切框", null=True, blank=True)
    purpose = models.CharField("裁切用于", max_length=10, choices=Purpose.choices, blank=True)
    replaces = models.ForeignKey(
        "self",
        verbose_name="替换的是",
        related_name="replacements",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
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
        cut = f"（{self.get_purpose_display()}裁切）" if self.purpose else ""
        return f"{self.original_name or self.name}{cut}"

    @property
    def path(self) -> str:
        """The address that bodies carry; the view behind it decides who may see it."""
        return f"/pictures/{self.name}"
