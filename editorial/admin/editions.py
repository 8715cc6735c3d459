"""成刊: ordering an edition, watching it being made, opening the PDF."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    Http404,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html

from editorial.admin.base import ReadOnlyAdmin
from editorial.admin.links import change_url, view_url
from editorial.models import Edition, text_digest

# (kind, what the button says): the press issue adds PRINT.
ORDERS = ((Edition.Kind.PROOF, "排校样"), (Edition.Kind.WEB, "排网络版"))
USUAL_SECONDS = 2
LATE_SECONDS = 5
NOBODY_WORKS = (
    "排版程序似乎没有启动，请管理员运行 make run 或启动 Celery worker；任务已保留在队列中。"
)


def order_buttons(issue) -> list[dict]:
    """One button a kind; it says how long the last one took."""
    took = {}
    for kind, seconds in issue.editions.ready().order_by("pk").values_list("kind", "seconds"):
        took[kind] = max(1, round(seconds))
    return [
        {
            "url": view_url(issue, "order", kind.value),
            "label": f"{label}（约 {took.get(kind.value, USUAL_SECONDS)} 秒）",
        }
        for kind, label in ORDERS
    ]


def panel(issue) -> list[dict]:
    """The editions of an issue, newest first, each with what it is worth now. Eight queries."""
    digest = text_digest(issue)
    return [
        {
            "edition": edition,
            "is_current": edition.digest == digest,
            "pdf_url": view_url(edition, "pdf"),
            "progress_url": view_url(edition, "progress"),
            "page_url": change_url(edition),
            "progress": progress_of(edition) if edition.is_unfinished else None,
        }
        for edition in issue.editions.select_related("ordered_by", "issue")[:12]
    ]


def progress_of(edition: Edition) -> dict:
    """How far an edition is, in words that the page shows as they are. Up to two queries."""
    progress = {
        "state": edition.state,
        "label": edition.get_state_display(),
        "is_finished": not edition.is_unfinished,
        "sentence": _sentence(edition),
        "url": view_url(edition, "pdf") if edition.is_ready else "",
    }
    return progress | {"is_stuck": progress["sentence"] == NOBODY_WORKS}


def _sentence(edition) -> str:
    if edition.is_ready:
        return f"排成 {edition.pages} 页，用时 {edition.seconds:.1f} 秒。"
    if edition.state == Edition.State.FAILED:
        return f"没有排成：{edition.fault or '原因不明，请重新排版。'}"
    if edition.state == Edition.State.RENDERING:
        return f"排版中：{edition.step or '开始'}……"
    waited = (timezone.now() - edition.ordered_at).total_seconds()
    is_idle = not Edition.objects.filter(state=Edition.State.RENDERING).exists()
    return NOBODY_WORKS if waited > LATE_SECONDS and is_idle else "排队等候……"


class OrderScreen:
    """Adds ``<id>/order/<kind>/`` to the issue screen."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.order_view)
        route = path("<int:pk>/order/<slug:kind>/", view, name="editorial_issue_order")
        return [route, *super().get_urls()]

    def order_view(self, request, pk, kind):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.has_perm("editorial.add_edition"):
            raise PermissionDenied
        issue = self.subject_or_404(request, pk)
        if kind not in [each.value for each, _ in ORDERS]:
            raise Http404
        edition = Edition.objects.order(issue, kind, by=request.user)
        if edition.ordered_by_id != request.user.pk or edition.attempt:
            messages.info(request, f"{edition.get_kind_display()}已经在排，不必再按。")
        return HttpResponseRedirect(f"{change_url(issue)}#editions")


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = (
        *("name", "state_label", "pages", "megabytes", "took"),
        *("ordered_by", "ordered_at", "open_link"),
    )
    list_filter = ("kind", "state", "issue__year")
    list_select_related = ("issue", "ordered_by")
    search_fields = ("issue__number", "issue__running_number")
    ordering = ("-pk",)
    fields = (
        *("issue", "kind", "state_label", "open_link", "pages", "megabytes", "took"),
        *("ordered_by", "ordered_at", "finished_at", "fault", "findings_list", "attempt", "digest"),
    )

    def get_urls(self):
        admin_view = self.admin_site.admin_view
        return [
            path("<int:pk>/pdf/", admin_view(self.pdf_view), name="editorial_edition_pdf"),
            path(
                "<int:pk>/progress/",
                admin_view(self.progress_view),
                name="editorial_edition_progress",
            ),
            *super().get_urls(),
        ]

    def _edition_or_404(self, request, pk) -> Edition:
        if not self.has_view_permission(request):
            raise PermissionDenied
        edition = self.get_queryset(request).select_related("issue").filter(pk=pk).first()
        if edition is None:
            raise Http404
        return edition

    def pdf_view(self, request, pk):
        """The PDF in the browser's own reader: for staff, never by a public address."""
        edition = self._edition_or_404(request, pk)
        if not edition.is_ready or not edition.file:
            raise Http404
        name = f"{edition}.pdf".replace(" ", "-")
        response = FileResponse(edition.file.open("rb"), filename=name)
        response["Content-Type"] = "application/pdf"
        return response

    def progress_view(self, request, pk):
        return JsonResponse(progress_of(self._edition_or_404(request, pk)))

    @admin.display(description="成刊", ordering="pk")
    def name(self, edition):
        return f"{edition} #{edition.pk}"

    @admin.display(description="状态", ordering="state")
    def state_label(self, edition):
        return format_html(
            '<span class="state state-{}">{}</span>', edition.state, edition.get_state_display()
        )

    @admin.display(description="大小")
    def megabytes(self, edition):
        return f"{edition.size / 1_000_000:.2f} MB" if edition.size else "—"

    @admin.display(description="用时")
    def took(self, edition):
        return f"{edition.seconds:.1f} 秒" if edition.seconds else "—"

    @admin.display(description="PDF")
    def open_link(self, edition):
        if not edition.is_ready:
            return "—"
        url = view_url(edition, "pdf")
        return format_html('<a href="{}" target="_blank" rel="noopener">打开</a>', url)

    @admin.display(description="检查结果")
    def findings_list(self, edition):
        sentences = [each.get("message", "") for each in edition.findings]
        return "；".join(sentences) or "没有发现问题"
