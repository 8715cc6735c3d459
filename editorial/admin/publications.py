"""刊物: the one row of settings; its list leads straight to the form."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect

from editorial.admin.base import DeskAdmin
from editorial.admin.links import change_url
from editorial.models import Publication


@admin.register(Publication)
class PublicationAdmin(DeskAdmin):
    fieldsets = (
        ("刊名", {"fields": ("name", "tagline", "strapline")}),
        ("联系方式", {"fields": ("phone", "phone_note", "email", "address", "disclaimer")}),
        (
            "发行与备案",
            {
                "fields": (
                    *("distribution", "cn_number", "issn", "permit_number"),
                    *("icp_number", "police_number"),
                ),
                "description": "新的一期从这里取刊头语、副题、联系方式和声明；已有的各期不受影响。",
            },
        ),
    )

    def has_add_permission(self, request):
        return False

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(change_url(Publication.current()))
