"""Publication 刊物: the one row that says what is being published, and by whom."""

from django.db import models

DISCLAIMER = (
    "本刊选编的文件、数据与图片来自公开渠道，版权属于原作者；如认为所载内容有误或侵犯权益，"
    "请与编辑部联系，我们将及时核实并更正。"
)


class Publication(models.Model):
    """Settings of the newsletter that a new issue starts from. There is one row."""

    class Distribution(models.TextChoices):
        PUBLIC = "public", "公开"
        INTERNAL = "internal", "内部资料"

    class Levels(models.IntegerChoices):
        THREE = 3, "三级：初审、复审、终审"
        TWO = 2, "两级：初审、终审（复审并入终审）"
        ONE = 1, "一级：终审（初审、复审并入终审）"

    class AfterEdit(models.TextChoices):
        FIRST = "first_review", "回到初审，逐级重审"
        FINAL = "final_review", "只回到终审"

    name = models.CharField("刊名", max_length=60, default="大数据发展动态")
    tagline = models.CharField("刊头语", max_length=120, blank=True)
    strapline = models.CharField("副题", max_length=120, blank=True)
    phone = models.CharField("咨询电话", max_length=60, blank=True)
    phone_note = models.CharField(
        "电话说明", max_length=20, blank=True, help_text="印在号码后的括号里，如“传真”。"
    )
    email = models.CharField("邮箱", max_length=120, blank=True)
    address = models.CharField("编辑地址", max_length=200, blank=True)
    disclaimer = models.TextField("声明", blank=True, default=DISCLAIMER)
    distribution = models.CharField(
        "发行范围",
        max_length=10,
        choices=Distribution.choices,
        default=Distribution.PUBLIC,
        help_text="选“内部资料”后，公开站只对登录人员开放。",
    )
    cn_number = models.CharField("国内统一刊号", max_length=40, blank=True)
    issn = models.CharField("ISSN", max_length=20, blank=True)
    permit_number = models.CharField("准印证号", max_length=60, blank=True)
    icp_number = models.CharField("ICP 备案号", max_length=60, blank=True)
    police_number = models.CharField("公安备案号", max_length=60, blank=True)

    review_levels = models.PositiveSmallIntegerField(
        "审级",
        choices=Levels.choices,
        default=Levels.THREE,
        help_text="人手少时可以合并审级；合并的审级会写进流转记录。",
    )
    after_edit = models.CharField(
        "定稿后改动文字",
        max_length=20,
        choices=AfterEdit.choices,
        default=AfterEdit.FIRST,
        help_text="定稿的文章改了文字，保存后要重新审读；只改图片说明和编务栏目不受影响。",
    )

    class Meta:
        verbose_name = "刊物"
        verbose_name_plural = "刊物"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="publication_is_one_row"),
        ]

    def __str__(self):
        return self.name

    @classmethod
    def current(cls) -> "Publication":
        """The one row, made on first asking. One query."""
        return cls.objects.get_or_create(pk=1)[0]

    @property
    def is_internal(self) -> bool:
        return self.distribution == self.Distribution.INTERNAL
