"""Leaf 书页: what the public page of an article is made of, prepared once it is published."""

from django.db import models


class Leaf(models.Model):
    """The prepared page of one article, written by the worker and good while ``key`` holds.

    ``key`` digests all that the page is made of, so a leaf that has been overtaken is never
    shown; ``stamp`` says of which state of its issue it is, so that it is found and made anew.
    """

    article = models.OneToOneField(
        "editorial.Article",
        verbose_name="文章",
        related_name="leaf",
        primary_key=True,
        on_delete=models.CASCADE,
    )
    issue = models.ForeignKey(
        "editorial.Issue", verbose_name="期", related_name="+", on_delete=models.CASCADE
    )
    stamp = models.CharField("所据", max_length=64)
    key = models.CharField("摘要", max_length=64)
    parts = models.JSONField("各部分", default=dict)
    body = models.TextField("正文")

    class Meta:
        verbose_name = "书页"
        verbose_name_plural = "书页"
        indexes = [models.Index(fields=("issue", "stamp"), name="leaves_of_an_issue")]

    def __str__(self):
        return f"《{self.article}》书页"
