"""记录: who moved or changed what, when and why. To read, to search, to take along as XLSX."""

from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from editorial.admin.base import ReadOnlyAdmin
from editorial.admin.exports import ExportScreen
from editorial.admin.links import change_url
from editorial.admin.sheets import Column
from editorial.models import Article, Issue, Record

# The one review of 0.1.0; its records keep the words of their day.
BEFORE = {"submitted": "送审"}
STATE_LABELS = BEFORE | dict(Issue.State.choices) | dict(Article.State.choices)
ARTICLES, ISSUES = "article", "issue"
KINDS = ((ARTICLES, "文章"), (ISSUES, "期"), *Record.Kind.choices)
COLUMNS = (
    Column("时间", 17),
    Column("人员"),
    Column("操作"),
    Column("类别", 8),
    Column("期", 16),
    Column("对象", 40),
    Column("原状态", 10),
    Column("新状态", 10),
    Column("附注", 50),
    Column("理由", 50),
)


class KindFilter(admin.SimpleListFilter):
    """What the record is about."""

    title = "类别"
    parameter_name = "about"

    def lookups(self, request, model_admin):
        return KINDS

    def queryset(self, request, queryset):
        wanted = self.value()
        if wanted == ARTICLES:
            return queryset.filter(article__isnull=False)
        if wanted == ISSUES:
            return queryset.filter(issue__isnull=False, article=None)
        return queryset.filter(kind=wanted) if wanted else queryset


@admin.register(Record)
class RecordAdmin(ExportScreen, ReadOnlyAdmin):
    list_display = ("at", "by", "label", "subject_link", "way", "remark", "reason")
    list_display_links = ("at",)
    list_filter = (("at", admin.DateFieldListFilter), KindFilter, "label", "by", "issue__year")
    list_select_related = ("by", "issue", "article")
    search_fields = ("subject", "reason", "remark", "label", "by__name", "by__username")
    date_hierarchy = "at"
    fields = ("at", "by", "label", "subject_link", "issue", "way", "remark", "edition", "reason")
    export_name = "记录"
    export_columns = COLUMNS

    def export_rows(self, queryset):
        for record in queryset.select_related("by", "issue").iterator(chunk_size=2000):
            yield (
                record.at,
                str(record.by) if record.by else "系统",
                record.label,
                kind_of(record),
                record.issue and str(record.issue),
                record.subject,
                _state(record.from_state),
                _state(record.to_state),
                record.remark,
                record.reason,
            )

    @admin.display(description="对象", ordering="subject")
    def subject_link(self, record):
        address = address_of(record)
        if not address:
            return record.subject
        return format_html('<a href="{}">{}</a>', address, record.subject)

    @admin.display(description="状态变化")
    def way(self, record):
        if not (record.from_state or record.to_state):
            return "—"
        return f"{_state(record.from_state)} → {_state(record.to_state)}"


def kind_of(record: Record) -> str:
    """What the record is about, in Chinese."""
    if record.kind:
        return record.get_kind_display()
    return "文章" if record.article_id else "期"


def address_of(record: Record) -> str:
    """Where its subject stands at the desk; nothing for what has no page, or is gone."""
    row = record.article or record.issue
    if row is not None:
        return change_url(row)
    if not record.row or record.verb.startswith(("delete_", "remove_")):
        return ""
    try:
        return reverse(f"admin:editorial_{record.kind}_change", args=[record.row])
    except NoReverseMatch:
        return ""


def _state(state: str) -> str:
    return STATE_LABELS.get(state, state)
