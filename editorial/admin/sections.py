"""栏目: the fixed order in which an issue is read."""

from django.contrib import admin

from editorial.admin.base import DeskAdmin
from editorial.admin.recorded import RecordedScreen
from editorial.models import Section


@admin.register(Section)
class SectionAdmin(RecordedScreen, DeskAdmin):
    list_display = ("name", "slug", "order", "expects_editors_note")
    fields = ("name", "slug", "order", "expects_editors_note")
