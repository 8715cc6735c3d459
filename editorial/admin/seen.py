"""改动: what changed in an article since this person last had it before them."""

from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.utils import timezone

from editorial import richtext
from editorial.admin.history import shortened
from editorial.admin.merging import blocks
from editorial.admin.restore import differences, words_then
from editorial.admin.worded import Worded, lines_of
from editorial.models import Article, Viewing
from editorial.typography import SAME, paired
from editorial.typography import differences as runs_of

MOST_VERSIONS = 20  # offered to compare with
LABEL = "第 {version} 版，{at:%m-%d %H:%M} {by}"
FIRST_TIME = "您第一次看这一篇。"
UNCHANGED = "您 {at:%m-%d %H:%M} 看过第 {seen} 版，文字到现在没有改动。"
CHANGED = "您 {at:%m-%d %H:%M} 看过第 {seen} 版，之后改了 {count} 处。"
COMPARED = "与{label}保存的文字相比，有 {count} 处不同。"
SAME_AS = "与{label}保存的文字相同。"


@dataclass(frozen=True)
class BlockChange:
    """A paragraph, heading, table … that differs; ``at`` is its place in the body of today."""

    at: int | None
    runs: list

    @property
    def is_only_style(self) -> bool:
        return all(kind == SAME for kind, _ in self.runs)


@dataclass(frozen=True)
class Version:
    """An earlier version that may be chosen to compare with."""

    key: str
    label: str
    is_here: bool


@dataclass(frozen=True)
class Changes:
    sentence: str
    fields: list[Worded] = field(default_factory=list)
    blocks: list[BlockChange] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.fields) + len(self.blocks)

    @property
    def places(self) -> frozenset[int]:
        return frozenset(each.at for each in self.blocks if each.at is not None)


def changes_since(article: Article, user, chosen: str = "") -> Changes:
    """Since the version that was last seen, or since a chosen one. Up to six queries."""
    earlier = _earlier_versions(article)
    seen = _last_seen(article, user)
    wanted = next((row for row in earlier if str(row.pk) == chosen), None)
    old = wanted or next((row for row in earlier if seen and row.version == seen[0]), None)
    versions = [Version(str(row.pk), _label(row), row is old) for row in earlier]
    if old is None:
        return Changes(_without_changes(seen), versions=versions)
    fields, found = _compared(article, old)
    said = _sentence(old, seen, wanted, len(fields) + len(found))
    return Changes(said, fields, found, versions)


def _earlier_versions(article) -> list:
    """The last row of each version before this one, newest first. One query."""
    rows = article.history.filter(version__lt=article.version).select_related("history_user")
    newest: dict[int, object] = {}
    for row in rows.order_by("-pk").defer("body")[: 3 * MOST_VERSIONS]:
        newest.setdefault(row.version, row)
    return list(newest.values())[:MOST_VERSIONS]


def _last_seen(article, user):
    """(version, when) of what this person read or wrote before the present version."""
    read = Viewing.objects.last_before(article, user)
    wrote = article.history.filter(history_user=user, version__lt=article.version)
    wrote = wrote.order_by("version", "pk").values_list("version", "history_date").last()
    found = [pair for pair in (read and (read.version, read.at), wrote) if pair]
    now = Viewing.objects.filter(article=article, user=user, version=article.version).first()
    return max(found, default=None) or (now and (now.version, now.at))


def _label(row) -> str:
    at = timezone.localtime(row.history_date)
    return LABEL.format(version=row.version, at=at, by=row.history_user or "系统")


def _without_changes(seen) -> str:
    if not seen:
        return FIRST_TIME
    return UNCHANGED.format(seen=seen[0], at=timezone.localtime(seen[1]))


def _sentence(old, seen, wanted, count) -> str:
    if wanted:
        return (COMPARED if count else SAME_AS).format(label=_label(old), count=count)
    at = timezone.localtime(seen[1])
    return (CHANGED if count else UNCHANGED).format(seen=seen[0], at=at, count=count)


def _compared(article, old) -> tuple[list[Worded], list[BlockChange]]:
    """The fields whose words differ, and the blocks of the body that do."""
    found = differences(article, old, since=True)
    fields = [each for name, each in found if name != "body"]
    if "body" not in dict(found):
        return fields, []
    return fields, list(block_changes(words_then(article, old)["body"], article.body))


def block_changes(old: str, new: str):
    """The blocks of a body that differ, in the order of the text."""
    before, after = blocks(old), blocks(richtext.sanitise(new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield from _paired(before[a:b], after[c:d], c)


def _paired(before, after, at):
    """Which block became which; each as runs, cut down to what stands around the changes."""
    one, other = (["\n".join(lines_of(html)) or " " for html in each] for each in (before, after))
    was, now = iter(before), iter(after)
    for old, new in paired(one, other):
        old_html, new_html = next(was) if old else "", next(now) if new else ""
        if not richtext.is_same_text(old_html, new_html):
            yield BlockChange(at if new else None, shortened(runs_of(old, new)))
        at += bool(new)
