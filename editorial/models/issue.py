"""Issue 期: one number of the newsletter, and when it counts as published."""

from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

from editorial.models.addresses import address


def issue_name(year: int, number: int) -> str:
    return f"{year}年第{number}期"


class IssueQuerySet(models.QuerySet):
    def published(self):
        """Issues a reader may see: published by a person, and the hour has come."""
        return self.filter(state=Issue.State.PUBLISHED, publish_at__lte=timezone.now())

    def in_the_making(self):
        return self.exclude(state__in=(Issue.State.PUBLISHED, Issue.State.WITHDRAWN))

    def newest_first(self):
        return self.order_by("-date", "-running_number")

    def numbered(self, year: int, number: int):
        return self.filter(year=year, number=number)


class Issue(models.Model):
    """One issue. Cover and contact texts are its own: past issues keep what they printed."""

    class State(models.TextChoices):
        ASSEMBLING = "assembling", "组稿"
        PROOFING = "proofing", "校样"
        SIGNED_OFF = "signed_off", "签发"
        PUBLISHED = "published", "出版"
        WITHDRAWN = "withdrawn", "撤刊"

    year = models.PositiveSmallIntegerField("年份")
    number = models.PositiveSmallIntegerField("期号", help_text="当年第几期。")
    running_number = models.PositiveIntegerField("总期号", unique=True)
    date = models.DateField("出版日期")
    tagline = models.CharField("刊头语", max_length=120, blank=True)
    strapline = models.CharField("副题", max_length=120, blank=True)
    cover_headline = models.CharField(
        "封面标题", max_length=200, blank=True, help_text="可换行；封面照此分行。"
    )
    cover_story = models.ForeignKey(
        "editorial.Article",
        verbose_name="封面文章",
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    cover_picture = models.ForeignKey(
        "editorial.Upload",
        verbose_name="封面图片",
        related_name="covers",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text="留空则由本期内容自动绘制封面。",
    )
    phone = models.CharField("咨询电话", max_length=60, blank=True)
    phone_note = models.CharField("电话说明", max_length=20, blank=True)
    email = models.CharField("邮箱", max_length=120, blank=True)
    address = models.CharField("编辑地址", max_length=200, blank=True)
    disclaimer = models.TextField("声明", blank=True)
    state = models.CharField(
        "状态", max_length=20, choices=State.choices, default=State.ASSEMBLING, editable=False
    )
    publish_at = models.DateTimeField("公开时间", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField("版本", default=1, editable=False)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = IssueQuerySet.as_manager()
    history = HistoricalRecords(
        verbose_name="期的历史",
        verbose_name_plural="期的历史",
        # What people decided is in Record; history keeps what people wrote.
        excluded_fields=("state", "publish_at"),
    )

    class Meta:
        verbose_name = "期"
        verbose_name_plural = "期"
        ordering = ("-year", "-number")
        indexes = [
            models.Index(fields=("state", "publish_at"), name="issues_by_their_hour"),
            models.Index(fields=("state", "-date", "-running_number"), name="issues_newest_first"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("year", "number"),
                name="one_issue_per_year_and_number",
                violation_error_message="这一年已有这个期号，请核对年份和期号。",
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1) & models.Q(running_number__gte=1),
                name="issue_numbers_start_at_one",
                violation_error_message="期号和总期号从 1 起。",
            ),
        ]

    def __str__(self):
        return issue_name(self.year, self.number)

    def get_absolute_url(self) -> str:
        """Its page on the public site, where it can be read once it is published."""
        return address("archive:issue", self.year, self.number)

    @property
    def is_published(self) -> bool:
        """Whether a reader may see it now. The same rule as ``published()``."""
        return (
            self.state == self.State.PUBLISHED
            and self.publish_at is not None
            and self.publish_at <= timezone.now()
        )

    @property
    def is_open(self) -> bool:
        """Whether its words may still be changed: until it is signed off."""
        return self.state in (self.State.ASSEMBLING, self.State.PROOFING)

    @property
    def cover_lines(self) -> list[str]:
        """The cover headline, one string a printed line."""
        return [line.strip() for line in self.cover_headline.splitlines() if line.strip()]


class OrganisationProfile(models.Model):
    """A publishing organisation's profile in the back matter of one issue."""

    issue = models.ForeignKey(
        Issue, verbose_name="期", related_name="profiles", on_delete=models.CASCADE
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)
    name_zh = models.CharField("单位名称", max_length=100)
    name_en = models.CharField("英文名称", max_length=200, blank=True)
    abbreviation = models.CharField("英文缩写", max_length=40, blank=True)
    logo = models.ForeignKey(
        "editorial.Upload",
        verbose_name="标志",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="logos",
    )
    profile = models.TextField("简介", blank=True, help_text="每段一行。")

    class Meta:
        verbose_name = "单位简介"
        verbose_name_plural = "单位简介"
        ordering = ("position", "pk")

    def __str__(self):
        return self.name_zh

    @property
    def paragraphs(self) -> list[str]:
        return [line.strip() for line in self.profile.splitlines() if line.strip()]
