"""Article 文章 with its editor's note 编者按 and attachments 附件, in printed order."""

from django.conf import settings
from django.db import models
from django.db.models import Max
from simple_history.models import HistoricalRecords

from editorial.models.addresses import address
from editorial.models.issue import Issue


def one_line(title: str) -> str:
    """A title in one line; a manual break leaves nothing behind."""
    return "".join(line.strip() for line in title.splitlines())


class ArticleQuerySet(models.QuerySet):
    def published(self):
        """Articles a reader may see: those of issues a reader may see."""
        return self.filter(issue__in=Issue.objects.published())

    def in_print_order(self):
        """Section by section, then by position: the order of the contents page."""
        return self.order_by("section__order", "position", "pk")

    def next_position(self) -> int:
        return (self.aggregate(last=Max("position"))["last"] or 0) + 1


class Article(models.Model):
    """One article. ``body`` is sanitised semantic HTML (see ``editorial.richtext``)."""

    class State(models.TextChoices):
        DRAFT = "draft", "草稿"
        FIRST_REVIEW = "first_review", "初审"
        SECOND_REVIEW = "second_review", "复审"
        FINAL_REVIEW = "final_review", "终审"
        SENT_BACK = "sent_back", "退回"
        FINAL = "final", "定稿"

    # The three levels of review 三审, in order.
    IN_REVIEW = (State.FIRST_REVIEW, State.SECOND_REVIEW, State.FINAL_REVIEW)
    # Where its editor is at work on it.
    IN_WRITING = (State.DRAFT, State.SENT_BACK)

    class Kind(models.TextChoices):
        POLICY = "policy", "政策文件"
        REGULATION = "regulation", "法规"
        NUMBERED_CLAUSES = "numbered_clauses", "编号条款"
        FEATURE = "feature", "新闻特写"
        STATISTICS = "industry_statistics", "产业统计"
        REPORT_DIGEST = "report_digest", "报告摘编"
        TREND_DIGEST = "trend_digest", "趋势摘编"

    issue = models.ForeignKey(
        Issue, verbose_name="期", related_name="articles", on_delete=models.PROTECT
    )
    section = models.ForeignKey(
        "editorial.Section", verbose_name="栏目", related_name="articles", on_delete=models.PROTECT
    )
    position = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("体裁", max_length=20, choices=Kind.choices, default=Kind.POLICY)
    title = models.TextField("标题", help_text="可换行；印刷时照此分行。")
    contents_title = models.CharField(
        "目录标题", max_length=200, blank=True, help_text="留空则用标题。"
    )
    document_number = models.CharField(
        "文号", max_length=60, blank=True, help_text="如：山海数发〔2026〕17号。"
    )
    addressee = models.CharField(
        "主送机关", max_length=500, blank=True, help_text="以冒号结尾，印在正文之前，顶格。"
    )
    body = models.TextField("正文", blank=True)
    source = models.CharField(
        "来源", max_length=200, blank=True, help_text="不写括号和“来源：”，印刷时自动加上。"
    )
    source_url = models.URLField("来源网址", max_length=500, blank=True)
    full_text_url = models.URLField(
        "全文网址", max_length=500, blank=True, help_text="填写后，文中的二维码指向这里。"
    )
    issuing_bodies = models.CharField(
        "发文机关",
        max_length=200,
        blank=True,
        help_text="用于检索和政策索引。留空则由标题、来源和文号推定；几个机关用顿号隔开。",
    )
    region = models.CharField(
        "地区", max_length=20, blank=True, help_text="省级地区，如“山海省”；留空则自动推定。"
    )
    document_form = models.CharField(
        "文种", max_length=10, blank=True, help_text="如“意见”“办法”“行动计划”；留空则自动推定。"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="责任编辑",
        related_name="assigned_articles",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    due_date = models.DateField("交稿日期", null=True, blank=True)
    state = models.CharField(
        "状态", max_length=20, choices=State.choices, default=State.DRAFT, editable=False
    )
    version = models.PositiveIntegerField("版本", default=1, editable=False)
    pictures = models.ManyToManyField(
        "editorial.Upload", verbose_name="所用图片", related_name="articles", editable=False
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords(
        verbose_name="文章的历史", verbose_name_plural="文章的历史", excluded_fields=("state",)
    )

    class Meta:
        verbose_name = "文章"
        verbose_name_plural = "文章"
        ordering = ("issue", "section__order", "position")
        constraints = [
            models.UniqueConstraint(
                fields=("issue", "position"),
                name="one_article_per_position",
                violation_error_message="这一期已有文章排在这个次序，请换一个。",
            ),
            models.CheckConstraint(
                condition=models.Q(position__gte=1), name="article_positions_start_at_one"
            ),
        ]

    def __str__(self):
        return self.plain_title

    def get_absolute_url(self) -> str:
        """Its page on the public site, where it can be read once its issue is published."""
        return address("archive:article", self.issue.year, self.issue.number, self.position)

    @property
    def title_lines(self) -> list[str]:
        """The title, one string a printed line."""
        return [line.strip() for line in self.title.splitlines() if line.strip()]

    @property
    def plain_title(self) -> str:
        return one_line(self.title)

    @property
    def is_commissioned(self) -> bool:
        """Put down for its issue, but not written yet 约稿."""
        return self.state == self.State.DRAFT and not self.body.strip()

    @property
    def title_in_contents(self) -> str:
        return self.contents_title or self.plain_title


HISTORY_BEGAN = "history began"  # the reason of rows made when attachments got a history


class EditorsNote(models.Model):
    """The editor's note 编者按 printed before an article's title. ``body`` is HTML paragraphs."""

    article = models.OneToOneField(
        Article, verbose_name="文章", related_name="editors_note", on_delete=models.CASCADE
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="撰写人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    body = models.TextField("编者按")

    history = HistoricalRecords(verbose_name="编者按的历史", verbose_name_plural="编者按的历史")

    class Meta:
        verbose_name = "编者按"
        verbose_name_plural = "编者按"

    def __str__(self):
        return f"《{self.article}》编者按"


class AttachmentQuerySet(models.QuerySet):
    def put(self, article, rows: list[tuple[str, str]]) -> None:
        """These (title, address), in order, in place of those there; each leaves history."""
        self.filter(article=article).delete()
        for at, (title, url) in enumerate(rows, 1):
            self.create(article=article, position=at, title=title, url=url)

    def then(self, article, before=None) -> list[tuple[str, str]]:
        """(title, address) as they stood just before a moment, or as they stand. One query.

        What was there when history began was there before as well.
        """
        if before is None:
            return [(each.title, each.url) for each in self.filter(article=article)]
        found: dict[int, models.Model] = {}
        for row in self.model.history.filter(article_id=article.pk).order_by("history_id"):
            is_known = row.history_date < before or row.history_change_reason == HISTORY_BEGAN
            if is_known and (row.history_date < before or row.id not in found):
                found[row.id] = row
        there = [row for row in found.values() if row.history_type != "-"]
        return [
            (row.title, row.url) for row in sorted(there, key=lambda row: (row.position, row.id))
        ]


class Attachment(models.Model):
    """One line of an article's list of attachments 附件."""

    article = models.ForeignKey(
        Article, verbose_name="文章", related_name="attachments", on_delete=models.CASCADE
    )
    position = models.PositiveSmallIntegerField("顺序", default=0)
    title = models.CharField("附件名称", max_length=200)
    url = models.URLField("网址", max_length=500, blank=True)

    history = HistoricalRecords(verbose_name="附件的历史", verbose_name_plural="附件的历史")
    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        ordering = ("position", "pk")

    def __str__(self):
        return self.title
