"""The desk itself: its name, its first page, its navigation and the screens that have no model."""

from functools import cache

from django.contrib.admin import AdminSite
from django.urls import path, reverse

# (label, URL name, permission to see it): the bar at the top of every page.
NAVIGATION = (
    ("编务台", "index", ""),
    ("期", "editorial_issue_changelist", "editorial.view_issue"),
    ("文章", "editorial_article_changelist", "editorial.view_article"),
    ("来稿", "editorial_manuscript_changelist", "editorial.view_manuscript"),
    ("图片", "editorial_upload_changelist", "editorial.view_upload"),
    ("成刊", "editorial_edition_changelist", "editorial.view_edition"),
    ("记录", "editorial_record_changelist", "editorial.view_record"),
    ("刊物", "editorial_publication_changelist", "editorial.view_publication"),
    ("成员", "editorial_user_changelist", "editorial.view_user"),
    ("编辑手册", "handbook", ""),
)


class Desk(AdminSite):
    site_header = "大数据发展动态 · 编辑部"
    site_title = "编辑部"
    index_title = "编务台"
    empty_value_display = "—"
    enable_nav_sidebar = False

    def get_urls(self):
        from editorial.admin.handbook import handbook_view

        return [
            path("handbook/", self.admin_view(handbook_view(self)), name="handbook"),
            *super().get_urls(),
        ]

    def each_context(self, request):
        return super().each_context(request) | {"desk_navigation": self._navigation(request)}

    def _navigation(self, request) -> list[dict]:
        items = []
        for label, name, permission in NAVIGATION:
            if permission and not request.user.has_perm(permission):
                continue
            url = reverse(f"{self.name}:{name}")
            is_here = request.path == url or (name != "index" and request.path.startswith(url))
            items.append({"label": label, "url": url, "is_here": is_here})
        return items

    def index(self, request, extra_context=None):
        from editorial.admin.board import first_page

        return super().index(request, (extra_context or {}) | first_page(request.user))


@cache
def desk() -> Desk:
    """The one desk. Django may ask twice while the admin modules are still being imported."""
    return Desk()
