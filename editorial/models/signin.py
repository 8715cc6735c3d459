"""Sign-in failure 登录失败: what the door counts before it lets anybody try again."""

import datetime as dt
import math

from django.db import models
from django.utils import timezone

WINDOW = dt.timedelta(minutes=15)
REMEMBERED = dt.timedelta(days=1)
# How many failures in the window close the door: of this name from this address, of the name from
# anywhere, of the address under any name.
MOST_HERE, MOST_OF_NAME, MOST_OF_ADDRESS = 5, 30, 50


class SignInFailureQuerySet(models.QuerySet):
    def note(self, username: str, address: str) -> None:
        """Those of yesterday are forgotten."""
        self.filter(at__lt=timezone.now() - REMEMBERED).delete()
        self.create(username=_plain(username), address=address)

    def forget(self, username: str, address: str) -> None:
        self.filter(username=_plain(username), address=address).delete()

    def minutes_to_wait(self, username: str, address: str) -> int:
        """Until this name may be tried from here again; 0 when it may now. Three queries."""
        name = _plain(username)
        limits = (
            (MOST_HERE, {"username": name, "address": address}),
            (MOST_OF_NAME, {"username": name}),
            (MOST_OF_ADDRESS, {"address": address}),
        )
        return max(self._wait(most, asked) for most, asked in limits)

    def _wait(self, most: int, asked: dict) -> int:
        now = timezone.now()
        recent = self.filter(at__gt=now - WINDOW, **asked).order_by("-at")
        times = list(recent.values_list("at", flat=True)[:most])
        return (
            math.ceil((times[-1] + WINDOW - now).total_seconds() / 60) if times[most - 1 :] else 0
        )


def _plain(username: str) -> str:
    return username.strip().casefold()[:150]


class SignInFailure(models.Model):
    """One wrong password. The password itself is kept nowhere."""

    username = models.CharField("用户名", max_length=150)
    address = models.CharField("来自", max_length=60)
    at = models.DateTimeField("时间", default=timezone.now, db_index=True)

    objects = SignInFailureQuerySet.as_manager()

    class Meta:
        verbose_name = "登录失败"
        verbose_name_plural = "登录失败"

    def __str__(self):
        return f"{self.username}，{self.address}"
