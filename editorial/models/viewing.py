"""Viewing 看过: which version of an article a reviewer has had before them."""

from django.conf import settings
from django.db import models


class ViewingQuerySet(models.QuerySet):
    def note(self, article, user) -> None:
        """This person sees the article as it is stored now. Two queries, one the second time."""
        self.get_or_create(article=article, user=user, version=article.version)

    def last_before(self, article, user) -> "Viewing | None":
        """What this person saw before the present version. One query."""
        seen = self.filter(article=article, user=user, version__lt=article.version)
        return seen.order_by("version").last()


class Viewing(models.Model):
    """One person saw one version, first at this time. It holds nobody to anything."""

    article = models.ForeignKey(
        "editorial.Article", verbose_name="文章", related_name="viewings", on_delete=models.CASCADE
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="人员", related_name="+", on_delete=models.CASCADE
    )
    version = models.PositiveIntegerField("看过的版本")
    at = models.DateTimeField("第一次看的时间", auto_now_add=True)

    objects = ViewingQuerySet.as_manager()

    class Meta:
        verbose_name = "看过的版本"
        verbose_name_plural = "看过的版本"
        constraints = [
            models.UniqueConstraint(
                fields=("article", "user", "version"), name="one_viewing_a_person_and_version"
            ),
        ]

    def __str__(self):
        return f"{self.user}：《{self.article}》第 {self.version} 版"
