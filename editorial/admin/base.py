"""What all screens of the desk share: nothing is deleted, histories are read, never written."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from simple_history.admin import SimpleHistoryAdmin

from editorial.admin.fields import LINES
from editorial.admin.history import ReadableChanges


class DeskAdmin(admin.ModelAdmin):
    """An admin screen on which nothing is deleted, whoever asks."""

    list_per_page = 50
    actions = None
    formfield_overrides = LINES

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context.setdefault("show_save_and_add_another", False)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(DeskAdmin):
    """A screen to look at: rows come about elsewhere."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class HistoryAdmin(DeskAdmin, SimpleHistoryAdmin):
    """A screen whose rows have a history of versions."""

    history_list_per_page = 30

    def history_view_title(self, request, obj):
        return f"历史：{obj}"

    def get_historical_record_context_helper(self, request, historical_record):
        return ReadableChanges(self.model, historical_record)

    def history_form_view(self, request, object_id, version_id, extra_context=None):
        # The library's own POST would write an old version back for anyone who may look.
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, extra_context)

    def revert_disabled(self, request, obj=None):
        return True
