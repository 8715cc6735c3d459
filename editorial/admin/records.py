"""记录: who moved what, when and why. To read and to search; written by the workflow alone."""

from django.contrib import admin
from django.utils.html import format_html

from editorial.admin.base import ReadOnlyAdmin
from editorial.admin.links import change_url
from editorial.models import Article, Issue, Record

STATE_LABELS = dict(Issue.State.choices) | dict(Article.State.choices)


@admin.register(Record)
class RecordAdmin(ReadOnlyAdmin):
    list_display = ("at", "by", "label", "subject_link", "way", "reason")
    list_display_links = ("at",)
    list_filter = ("label", "by", "issue__year")
    list_select_related = ("by", "issue", "article")
    search_fields = ("subject", "reason", "by__name", "by__username")
    date_hierarchy = "at"
    fields = ("at", "by", "label", "subject_link", "issue", "way", "reason")

    @admin.display(description="对象", ordering="subject")
    def subject_link(self, record):
        row = record.article or record.issue
        if row is None:
            return record.subject
        return format_html('<a href="{}">{}</a>', change_url(row), record.subject)

    @admin.display(description="状态变化")
    def way(self, record):
        came_from = STATE_LABELS.get(record.from_state, record.from_state)
        return f"{came_from} → {STATE_LABELS.get(record.to_state, record.to_state)}"
