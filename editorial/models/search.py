"""Search 检索: what the public search and the policy index are answered from.

A published article has one ``Entry`` and, in it, a slot: the number of its bit in every posting.
Nothing here is written by hand: ``editorial.search`` makes all of it in the transaction that
publishes, and can make it anew.
"""

from django.db import models

from editorial.models.article import Article


class Entry(models.Model):
    """One published article as it is searched. Lines of ``text`` and ``folded`` are as long."""

    article = models.OneToOneField(
        Article,
        verbose_name="文章",
        related_name="entry",
        primary_key=True,
        on_delete=models.CASCADE,
    )
    slot = models.PositiveIntegerField("位号", unique=True)
    rank = models.PositiveBigIntegerField("先后")
    is_document = models.BooleanField("列入政策索引", default=False)
    number = models.CharField("文号", max_length=60, blank=True, db_index=True)
    number_order = models.CharField("文号次序", max_length=120, blank=True, db_index=True)
    bodies = models.JSONField("发文机关", default=list)
    body = models.CharField("首个发文机关", max_length=60, blank=True)
    region = models.CharField("地区", max_length=20, blank=True)
    form = models.CharField("文种", max_length=10, blank=True)
    characters = models.PositiveIntegerField("字数", null=True)
    folded = models.TextField("归一的文字")
    text = models.TextField("文字")

    class Meta:
        verbose_name = "检索条目"
        verbose_name_plural = "检索条目"
        indexes = [
            models.Index(fields=("body", "-rank"), name="entries_of_a_body"),
            models.Index(fields=("region", "-rank"), name="entries_of_a_region"),
            models.Index(fields=("form", "-rank"), name="entries_of_a_form"),
        ]

    def __str__(self):
        return f"{self.slot}：{self.text.partition(chr(10))[0]}"


class Mention(models.Model):
    """A document number that an article carries or speaks of."""

    entry = models.ForeignKey(
        Entry, verbose_name="条目", related_name="mentions", on_delete=models.CASCADE
    )
    number = models.CharField("文号", max_length=60, db_index=True)

    class Meta:
        verbose_name = "文号的提及"
        verbose_name_plural = "文号的提及"

    def __str__(self):
        return self.number


class Posting(models.Model):
    """The slots of one shard in which a key occurs, packed by ``editorial.search.bits``."""

    class Zone(models.IntegerChoices):
        ANYWHERE = 0, "全文"
        SALIENT = 1, "要处"
        TITLE = 2, "标题"
        LABEL = 3, "标签"

    zone = models.PositiveSmallIntegerField("区域", choices=Zone.choices)
    key = models.CharField("词", max_length=80)
    shard = models.PositiveSmallIntegerField("分片")
    slots = models.BinaryField("位号")

    class Meta:
        verbose_name = "检索倒排"
        verbose_name_plural = "检索倒排"
        constraints = [
            models.UniqueConstraint(fields=("zone", "key", "shard"), name="one_posting_per_key"),
        ]

    def __str__(self):
        return f"{self.get_zone_display()}：{self.key}"


class Shelf(models.Model):
    """What is asked of every slot of one shard: its rank by date, and when it opens."""

    shard = models.PositiveSmallIntegerField("分片", primary_key=True)
    ranks = models.BinaryField("先后")
    openings = models.BinaryField("公开时间")

    class Meta:
        verbose_name = "检索书架"
        verbose_name_plural = "检索书架"

    def __str__(self):
        return f"第{self.shard}片"


class Sound(models.Model):
    """How a pair of Chinese characters that matters somewhere is read: ``suan li`` → 算力."""

    sound = models.CharField("读音", max_length=20)
    word = models.CharField("词", max_length=2)

    class Meta:
        verbose_name = "读音"
        verbose_name_plural = "读音"
        constraints = [
            models.UniqueConstraint(fields=("sound", "word"), name="one_sound_per_word"),
        ]

    def __str__(self):
        return f"{self.sound}：{self.word}"
