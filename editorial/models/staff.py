"""Staff 编辑部成员: who signs in, by one Chinese name."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A member of staff. Chinese names are one field, in their own order."""

    first_name = None
    last_name = None
    name = models.CharField("姓名", max_length=40, blank=True)

    class Meta:
        verbose_name = "成员"
        verbose_name_plural = "成员"

    def __str__(self):
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)
