"""Draft 自动保存: what somebody typed in an article's form and has not saved."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone

PRESENT = dt.timedelta(minutes=10)  # so long after the last sign of life somebody still counts


class DraftQuerySet(models.QuerySet):
    def present(self, article, *, but):
        """Who else has this article's form open, the latest first. One query."""
        since = timezone.now() - PRESENT
        others = self.filter(article=article, seen_at__gte=since).exclude(user=but)
        return others.select_related("user").order_by("-seen_at")

    def note_presence(self, article, user) -> "Draft":
        """This person is at the form now; what they typed before stays."""
        fresh = {"seen_at": timezone.now()}
        return self.update_or_create(article=article, user=user, defaults=fresh)[0]

    def keep(self, article, user, typed: dict[str, str], *, version: int) -> "Draft":
        """The words typed so far, on top of which version. They replace those kept before."""
        now = timezone.now()
        fresh = {"typed": typed, "version": version, "typed_at": now, "seen_at": now}
        return self.update_or_create(article=article, user=user, defaults=fresh)[0]

    def forget(self, article, user) -> None:
        """The words are saved, or not wanted any more."""
        self.filter(article=article, user=user).delete()


class Draft(models.Model):
    """One person's unsaved words on one article, and the sign that they are at work on it.

    ``typed`` holds only the fields that differ from the page they were typed on, as typed: clean
    it before it is shown. It is no part of history or of the text digest, and never public.
    """

    article = models.ForeignKey(
        "editorial.Article", verbose_name="文章", related_name="drafts", on_delete=models.CASCADE
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="人员", related_name="+", on_delete=models.CASCADE
    )
    version = models.PositiveIntegerField("所改的版本", default=0)
    typed = models.JSONField("未保存的文字", default=dict)
    typed_at = models.DateTimeField("自动保存时间", null=True)
    seen_at = models.DateTimeField("最近在编辑", default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = "自动保存"
        verbose_name_plural = "自动保存"
        constraints = [
            models.UniqueConstraint(fields=("article", "user"), name="one_draft_a_person_and_text"),
        ]

    def __str__(self):
        return f"{self.user}：《{self.article}》"
