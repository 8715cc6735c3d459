"""休刊日历: the weeks without an issue; the numbers of coming issues follow from it."""

from django.contrib import admin

from editorial.admin.base import DeskAdmin
from editorial.admin.recorded import RecordedScreen
from editorial.models import Holiday


@admin.register(Holiday)
class HolidayAdmin(RecordedScreen, DeskAdmin):
    list_display = ("date", "name")
    date_hierarchy = "date"
    search_fields = ("name",)

    def has_delete_permission(self, request, obj=None):
        """A week may appear after all: this, unlike what was written, can be taken back."""
        return admin.ModelAdmin.has_delete_permission(self, request, obj)
