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
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html

from editorial import workflow
from editorial.admin import moves
from editorial.admin.base import ReadOnlyAdmin
from editorial.admin.links import change_url, places, view_url
from editorial.admin.page_changes import ChangesScreen, before, before_among, summary
from editorial.models import Article, Edition, text_digest

# (kind, what the button says); an offprint is ordered from its article.
ORDERS = (
    (Edition.Kind.PROOF, "排校样"),
    (Edition.Kind.WEB, "排网络版"),
    (Edition.Kind.PRINT, "排印刷版"),
)
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
            "asks_to_fill": kind == Edition.Kind.PRINT,
        }
        for kind, label in ORDERS
    ]


def offprints(article) -> list[dict]:
    """The offprints of an article, newest first, as ``panel`` shows editions."""
    found = article.offprints.select_related("ordered_by", "issue", "article")
    return _told(found, text_digest(article.issue))


def panel(issue) -> list[dict]:
    """The editions of an issue, newest first, each with what it is worth now. Eight queries."""
    found = issue.editions.select_related("ordered_by", "issue", "article", "signed_by")
    return _told(found, text_digest(issue))


def _told(found, digest: str) -> list[dict]:
    editions = list(found[:12])
    return [
        {
            "edition": edition,
            "is_current": edition.digest == digest,
            "findings": found_in(edition),
            "changes": summary(edition, before_among(editions, edition)),
            "pdf_url": view_url(edition, "pdf"),
            "progress_url": view_url(edition, "progress"),
            "page_url": change_url(edition),
            "progress": progress_of(edition) if edition.is_unfinished else None,
        }
        for edition in editions
    ]


def found_in(edition) -> dict:
    """The findings by what they ask for, each with the address of its page in the PDF."""
    pdf = view_url(edition, "pdf") if edition.is_ready else ""
    told = [
        each | {"url": f"{pdf}#page={each['page']}" if pdf and each.get("page") else ""}
        for each in edition.findings
    ]
    notes = [each for each in told if each.get("severity") == "note"]
    return {"pressing": [each for each in told if each not in notes], "notes": notes}


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
        fills = kind == Edition.Kind.PRINT and bool(request.POST.get("fill"))
        edition = Edition.objects.order(issue, kind, by=request.user, fills_sheets=fills)
        if edition.ordered_by_id != request.user.pk or edition.attempt:
            messages.info(request, f"{edition.get_kind_display()}已经在排，不必再按。")
        return HttpResponseRedirect(f"{change_url(issue)}#editions")


class OffprintScreen:
    """Adds ``<id>/offprint/`` to the article screen."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.offprint_view)
        route = path("<int:pk>/offprint/", view, name="editorial_article_offprint")
        return [route, *super().get_urls()]

    def offprint_view(self, request, pk):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.has_perm("editorial.add_edition"):
            raise PermissionDenied
        article = self.subject_or_404(request, pk)
        Edition.objects.order(
            article.issue, Edition.Kind.OFFPRINT, by=request.user, article=article
        )
        return HttpResponseRedirect(f"{change_url(article)}#editions")


@admin.register(Edition)
class EditionAdmin(ChangesScreen, ReadOnlyAdmin):
    list_display = (
        *("name", "state_label", "pages", "megabytes", "took"),
        *("ordered_by", "ordered_at", "open_link"),
    )
    list_filter = ("kind", "state", "issue__year")
    list_select_related = ("issue", "ordered_by", "article")
    change_form_template = "admin/editorial/edition/change_form.html"
    search_fields = ("issue__number", "issue__running_number")
    ordering = ("-pk",)
    fields = (
        *("issue", "kind", "article", "state_label", "open_link", "pages", "filling"),
        *("megabytes", "took", "ordered_by", "ordered_at", "finished_at", "fault", "attempt"),
        *("digest", "file_digest", "signed_by", "signed_at", "signed_reason"),
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
            path("<int:pk>/sign/", admin_view(self.sign_view), name="editorial_edition_sign"),
            *super().get_urls(),
        ]

    def _edition_or_404(self, request, pk) -> Edition:
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = self.get_queryset(request).select_related("issue", "article", "signed_by")
        edition = found.filter(pk=pk).first()
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

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= {
                "title": str(obj),
                "subtitle": None,
                "edition": obj,
                "findings": found_in(obj),
                "changes": summary(obj, before(obj)),
                "starts": _starts(obj),
                "sign_button": _sign_button(request.user, obj),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def sign_view(self, request, pk):
        """付印签发: the printer may have this very file. A refusal lists everything at once."""
        edition = self._edition_or_404(request, pk)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        reason = request.POST.get("reason", "")
        try:
            workflow.sign_for_print(edition, by=request.user, reason=reason)
        except workflow.Refused as refusal:
            return self._sign_refused(request, edition, refusal.findings)
        messages.success(request, f"已付印签发：{edition}。")
        return HttpResponseRedirect(change_url(edition))

    def _sign_refused(self, request, edition, findings):
        context = self.admin_site.each_context(request) | {
            "title": "不能付印签发",
            "subject": edition,
            "opts": self.opts,
            "places": places(findings, edition),
            "back_url": change_url(edition),
            "button": _sign_button(request.user, edition),
            "reason": request.POST.get("reason", ""),
        }
        return TemplateResponse(request, "admin/editorial/refused.html", context, status=409)

    @admin.display(description="成刊", ordering="pk")
    def name(self, edition):
        return f"{edition} #{edition.pk}"

    @admin.display(description="状态", ordering="state")
    def state_label(self, edition):
        return format_html(
            '<span class="state state-{}">{}</span>', edition.state, edition.get_state_display()
        )

    @admin.display(description="补足 4 的倍数")
    def filling(self, edition):
        return "已补足" if edition.fills_sheets else "不补"

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


def _starts(edition) -> list[dict]:
    """Where each article begins in this edition, in printed order."""
    found = Article.objects.filter(pk__in=edition.start_pages).only("title")
    rows = [
        {
            "title": article.plain_title,
            "start": edition.start_pages[str(article.pk)],
            "pages": edition.article_pages.get(str(article.pk)),
        }
        for article in found
    ]
    return sorted(rows, key=lambda row: row["start"])


def _sign_button(user, edition) -> moves.Button | None:
    if not workflow.may_sign_for_print(user, edition):
        return None
    return moves.Button(
        verb="sign",
        label="付印签发",
        explains="把这个文件交给印刷厂；有错误时不能签，有提醒时要写明放行的理由。",
        url=view_url(edition, "sign"),
        needs_reason=bool(edition.findings_of("warning")),
    )
