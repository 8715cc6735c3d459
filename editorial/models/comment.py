"""Comment 审读意见: a remark on a passage of an article, with its answers and its end."""

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

LONGEST_QUOTE = 400  # characters of the passage that are kept
LONGEST_BEFORE = LONGEST_AFTER = 30


class CommentQuerySet(models.QuerySet):
    def threads(self):
        """Comments on passages, oldest first, each with its answers. Two queries."""
        answers = Comment.objects.select_related("author").order_by("created_at", "pk")
        return (
            self.filter(parent=None)
            .select_related("author", "resolved_by")
            .prefetch_related(Prefetch("replies", queryset=answers))
            .order_by("created_at", "pk")
        )

    def unresolved(self):
        """Threads that nobody has dealt with."""
        return self.filter(parent=None, resolved_at=None)

    def delete(self):
        raise TypeError("comments are kept: they cannot be deleted")


class Comment(models.Model):
    """One remark. ``quote`` is the passage as it read then, with the words around it.

    Its writer is a member of staff (``author``), a name in a manuscript (``author_name``), or
    somebody from outside (``invitation``, whose name stands in ``author_name`` too).
    The words are never changed; a thread is dealt with (``resolved_at``) and may be taken up again.
    Whoever dealt with it inside a Word file is not known: ``resolved_by`` stays empty.
    """

    class Part(models.TextChoices):
        TITLE = "title", "标题"
        NOTE = "note", "编者按"
        BODY = "body", "正文"

    article = models.ForeignKey(
        "editorial.Article", verbose_name="文章", related_name="comments", on_delete=models.PROTECT
    )
    parent = models.ForeignKey(
        "self",
        verbose_name="所答复的意见",
        related_name="replies",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    quote = models.TextField("原文", blank=True)
    before = models.CharField("原文之前的字", max_length=LONGEST_BEFORE, blank=True)
    after = models.CharField("原文之后的字", max_length=LONGEST_AFTER, blank=True)
    part = models.CharField("所在部分", max_length=8, choices=Part, blank=True)
    body = models.TextField("意见")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="提出人",
        related_name="comments",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    author_name = models.CharField(
        "署名", max_length=60, blank=True, help_text="来稿里的批注人，或者外审人。"
    )
    invitation = models.ForeignKey(
        "editorial.Invitation",
        verbose_name="外审",
        related_name="comments",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    created_at = models.DateTimeField("提出时间", default=timezone.now)
    resolved_at = models.DateTimeField("处理时间", null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="处理人",
        related_name="+",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "审读意见"
        verbose_name_plural = "审读意见"
        ordering = ("created_at", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="a_comment_says_something"),
            models.CheckConstraint(
                condition=Q(author__isnull=True) | Q(author_name="", invitation__isnull=True),
                name="a_comment_has_one_writer",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(quote="", before="", resolved_at__isnull=True),
                name="an_answer_shares_its_threads_passage_and_end",
            ),
            models.CheckConstraint(
                condition=Q(resolved_by__isnull=True) | Q(resolved_at__isnull=False),
                name="who_resolved_a_comment_did_so_at_some_time",
            ),
        ]

    def __str__(self):
        return f"{self.writer}：{self.body[:20]}"

    @property
    def writer(self) -> str:
        """Whose words they are, as the desk shows it."""
        return str(self.author) if self.author_id else self.author_name or "来稿批注"

    @property
    def is_from_manuscript(self) -> bool:
        return self.author_id is None and self.invitation_id is None

    @property
    def is_from_outside(self) -> bool:
        return self.invitation_id is not None

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None

    def delete(self, *args, **kwargs):
        raise TypeError("comments are kept: they cannot be deleted")
