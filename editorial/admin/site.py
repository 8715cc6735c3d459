"""The desk itself: its name, its first page, its navigation and the screens that have no model."""

from functools import cache

from django.contrib.admin import AdminSite
from django.http import HttpResponseRedirect
from django.urls import path, reverse

from editorial.models import User
from editorial.signin import SignInForm, second_factor

# (label, URL name, permission to see it): the bar at the top of every page.
NAVIGATION = (
    ("编务台", "index", ""),
    ("期", "editorial_issue_changelist", "editorial.view_issue"),
    ("文章", "editorial_article_changelist", "editorial.view_article"),
    ("来稿", "editorial_manuscript_changelist", "editorial.view_manuscript"),
    ("图片", "editorial_upload_changelist", "editorial.view_upload"),
    ("成刊", "editorial_edition_changelist", "editorial.view_edition"),
    ("记录", "editorial_record_changelist", "editorial.view_record"),
    ("统计", "statistics", "editorial.view_record"),
    ("休刊", "editorial_holiday_changelist", "editorial.view_holiday"),
    ("刊物", "editorial_publication_changelist", "editorial.view_publication"),
    ("版式", "editorial_pagedesign_changelist", "editorial.view_pagedesign"),
    ("成员", "editorial_user_changelist", "editorial.view_user"),
    ("运行状况", "status", "editorial.view_worker"),
    ("编辑手册", "handbook", ""),
)


class Desk(AdminSite):
    site_header = "大数据发展动态 · 编辑部"
    site_title = "编辑部"
    index_title = "编务台"
    empty_value_display = "—"
    enable_nav_sidebar = False
    login_form = SignInForm

    def register(self, model_or_iterable, admin_class=None, **options):
        """Our own screens alone: a library's would show the keys of second factors."""
        if admin_class and admin_class.__module__.startswith("editorial."):
            super().register(model_or_iterable, admin_class, **options)

    def get_urls(self):
        from editorial.admin.charting import chart_view
        from editorial.admin.handbook import handbook_view
        from editorial.admin.notice_screens import notice_urls
        from editorial.admin.statistics import statistics_view

        wrap = self.admin_view
        counted, as_file = statistics_view(self), statistics_view(self, as_file=True)
        from editorial.admin import status

        asks = second_factor(self)
        return [
            path("second-factor/", wrap(asks), name="second_factor"),
            *status.urls(self),
            path("chart/", wrap(chart_view), name="draw_chart"),
            path("handbook/", wrap(handbook_view(self)), name="handbook"),
            path("statistics/", wrap(counted), name="statistics"),
            path("statistics/export/", wrap(as_file), name="statistics_export"),
            *notice_urls(self),
            *super().get_urls(),
        ]

    def each_context(self, request):
        from editorial.admin.notice_screens import unread_count

        return super().each_context(request) | {
            "desk_navigation": self._navigation(request),
            "unread_notices": unread_count(request),
        }

    def _navigation(self, request) -> list[dict]:
        items = []
        for label, name, permission in NAVIGATION:
            if permission and not request.user.has_perm(permission):
                continue
            url = reverse(f"{self.name}:{name}")
            is_here = request.path == url or (name != "index" and request.path.startswith(url))
            items.append({"label": label, "url": url, "is_here": is_here})
        return items

    def password_change(self, request, extra_context=None):
        """Afterwards nobody else knows it, and the desk is open."""
        response = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            User.objects.filter(pk=request.user.pk).update(must_change_password=False)
        return response

    def app_index(self, request, app_label, extra_context=None):
        """There is one application: its list is the first page."""
        return HttpResponseRedirect(reverse(f"{self.name}:index"))

    def index(self, request, extra_context=None):
        from editorial.admin.board import first_page

        return super().index(request, (extra_context or {}) | first_page(request))


@cache
def desk() -> Desk:
    """The one desk. Django may ask twice while the admin modules are still being imported."""
    return Desk()
