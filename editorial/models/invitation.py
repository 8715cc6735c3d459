"""Invitation 外审: one article put before one person from outside, by a link that ends."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


def fresh_key() -> str:
    """What makes a link unguessable even to who knows how links are signed."""
    return secrets.token_hex(16)


class InvitationQuerySet(models.QuerySet):
    def delete(self):
        raise TypeError("invitations are kept: they are withdrawn, not deleted")


class Invitation(models.Model):
    """Who was asked to read which article, by whom, until when; and whether they have come.

    The link itself is made of ``pk``, ``key`` and the signature (see ``editorial.invitations``).
    """

    article = models.ForeignKey(
        "editorial.Article",
        verbose_name="文章",
        related_name="invitations",
        on_delete=models.PROTECT,
    )
    name = models.CharField(
        "姓名", max_length=60, help_text="外审人的姓名，提的意见以这个名字显示。"
    )
    email = models.EmailField("邮箱", blank=True)
    message = models.TextField("附言", max_length=1000, blank=True, help_text="请对方着重看什么。")
    key = models.CharField("密钥", max_length=32, default=fresh_key, unique=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="发出人",
        related_name="+",
        on_delete=models.PROTECT,
    )
    sent_at = models.DateTimeField("发出时间", default=timezone.now)
    mailed_at = models.DateTimeField("信寄出时间", null=True, blank=True)
    expires_at = models.DateTimeField("到期时间")
    withdrawn_at = models.DateTimeField("收回时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="收回人",
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    first_opened_at = models.DateTimeField("第一次打开", null=True, blank=True)
    last_opened_at = models.DateTimeField("最近打开", null=True, blank=True)
    times_opened = models.PositiveIntegerField("打开次数", default=0)
    finished_at = models.DateTimeField("审读完毕", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "外审"
        verbose_name_plural = "外审"
        ordering = ("-sent_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True) | Q(withdrawn_at__isnull=False),
                name="who_withdrew_an_invitation_did_so_at_some_time",
            ),
        ]

    def __str__(self):
        return f"{self.name}：《{self.article}》"

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether the link still leads anywhere, as far as time and the sender go."""
        return self.withdrawn_at is None and not self.is_expired

    def delete(self, *args, **kwargs):
        raise TypeError("invitations are kept: they are withdrawn, not deleted")
