"""Staff 编辑部成员: who signs in, by one Chinese name."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A member of staff. Chinese names are one field, in their own order."""

    first_name = None
    last_name = None
    name = models.CharField("姓名", max_length=40, blank=True)

    # Kind of notice → the ways in which it comes; a kind that is not there comes as usual.
    notice_choices = models.JSONField("通知方式", default=dict, blank=True, editable=False)
    daily_mail = models.BooleanField(
        "邮件合成每天一封", default=False, help_text="每天早上 8 点把前一天的通知合成一封。"
    )

    must_change_password = models.BooleanField("下次登录须改密码", default=False, editable=False)

    class Meta:
        verbose_name = "成员"
        verbose_name_plural = "成员"

    def __str__(self):
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)
