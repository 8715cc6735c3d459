"""刊物: the one row of settings; its list leads straight to the form."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect

from editorial.admin.base import DeskAdmin
from editorial.admin.links import change_url
from editorial.admin.recorded import RecordedScreen
from editorial.models import Publication


@admin.register(Publication)
class PublicationAdmin(RecordedScreen, DeskAdmin):
    fieldsets = (
        ("刊名", {"fields": ("name", "tagline", "strapline")}),
        ("联系方式", {"fields": ("phone", "phone_note", "email", "address", "disclaimer")}),
        (
            "审读",
            {
                "fields": ("review_levels", "after_edit"),
                "description": "改动之后送审的稿件照新的审级走；已在审读中的走完现在这一级。",
            },
        ),
        (
            "发行与备案",
            {
                "fields": (
                    *("distribution", "cn_number", "issn", "permit_number"),
                    *("icp_number", "police_number"),
                ),
                "description": "新的一期照上一期的刊头语、副题、联系方式和声明；"
                "上一期空着的才从这里取，已有的各期不受影响。",
            },
        ),
    )

    def has_add_permission(self, request):
        return False

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(change_url(Publication.current()))
