"""Notice 通知: one thing that one person should know, on screen, by mail, or both."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class NoticeQuerySet(models.QuerySet):
    def on_screen(self, person):
        """What this person is shown, the newest first."""
        return self.filter(to=person, is_shown=True).order_by("-at", "-pk")

    def unread(self, person):
        return self.on_screen(person).filter(read_at=None)

    def read_now(self) -> int:
        """Mark as read what is not; how many that were."""
        return self.filter(read_at=None).update(read_at=timezone.now())

    def to_be_mailed(self):
        """Whose hour has come."""
        return self.filter(mail=Notice.Mail.WAITING, mail_after__lte=timezone.now())


class Notice(models.Model):
    """``key`` says what happened: nobody is told the same thing twice."""

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", "分派"
        REVIEW = "review", "待我审"
        RETURNED = "returned", "退回"
        DUE = "due", "交稿日期"
        PRESS = "press", "排版"
        PUBLISHED = "published", "出版"
        COMMENT = "comment", "审读意见"

    class Mail(models.TextChoices):
        NONE = "", "不发"
        WAITING = "waiting", "待发"
        SENDING = "sending", "正在发"
        SENT = "sent", "已发"
        FAILED = "failed", "没有发成"

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="收件人",
        related_name="notices",
        on_delete=models.CASCADE,
    )
    kind = models.CharField("种类", max_length=12, choices=Kind.choices)
    key = models.CharField("事由", max_length=80)
    text = models.CharField("内容", max_length=300)
    detail = models.TextField("详情", blank=True)
    path = models.CharField("地址", max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="人员",
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
    )
    article = models.ForeignKey(
        "editorial.Article",
        verbose_name="文章",
        related_name="notices",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
    )
    at = models.DateTimeField("时间", default=timezone.now)
    is_shown = models.BooleanField("站内显示", default=True)
    read_at = models.DateTimeField("读过的时间", null=True, blank=True)
    mail = models.CharField("邮件", max_length=10, choices=Mail.choices, blank=True)
    mail_after = models.DateTimeField("不早于", null=True, blank=True)
    claim = models.CharField("批次", max_length=32, blank=True)
    claimed_at = models.DateTimeField("领取时间", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("发送次数", default=0)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "通知"
        verbose_name_plural = "通知"
        ordering = ("-at", "-pk")
        indexes = [
            models.Index(fields=("to", "is_shown", "read_at"), name="notices_of_a_person"),
            models.Index(fields=("mail", "mail_after"), name="notices_to_be_mailed"),
        ]
        constraints = [
            models.UniqueConstraint(fields=("to", "key"), name="nobody_is_told_twice"),
        ]

    def __str__(self):
        return self.text
