"""运行状况: what the newsroom stands on, who is at work on what, and what went wrong of late."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from editorial import keeping
from editorial.admin.links import change_url
from editorial.models import Backup, Edition, Worker

FAULTS_SHOWN, BACKUPS_SHOWN, LINE_SHOWN = 10, 3, 20
MAY_SEE = "editorial.view_worker"
OLD_BACKUP_DAYS = 7


def urls(site) -> list:
    """The page, and the button that orders again what failed."""
    return [
        path("status/", site.admin_view(_page(site)), name="status"),
        path("status/<int:pk>/retry/", site.admin_view(retry), name="status_retry"),
    ]


def _page(site):
    def view(request):
        if not request.user.has_perm(MAY_SEE):
            raise PermissionDenied
        context = site.each_context(request) | _context() | {"title": "运行状况"}
        return TemplateResponse(request, "admin/editorial/status.html", context)

    return view


def _context() -> dict:
    """Nine queries, and what looking costs."""
    editions = Edition.objects.select_related("issue", "article")
    queued = editions.filter(state=Edition.State.QUEUED).order_by("pk")
    queued_count = queued.count()
    backups = list(Backup.objects.all()[:BACKUPS_SHOWN])
    return {
        "findings": keeping.findings(),
        "free": keeping.free_bytes(),
        "workers": Worker.objects.all(),
        "present": set(Worker.objects.present().values_list("pk", flat=True)),
        "rendering": editions.filter(state=Edition.State.RENDERING).order_by("pk"),
        "queued": queued[:LINE_SHOWN],
        "queued_count": queued_count,
        "queued_more": max(0, queued_count - LINE_SHOWN),
        "failed": _with_the_next(editions.filter(state=Edition.State.FAILED)[:FAULTS_SHOWN]),
        "backups": backups,
        "backup_is_old": not backups or _days_since(backups[0]) > OLD_BACKUP_DAYS,
    }


def _with_the_next(failed) -> list[tuple[Edition, Edition | None]]:
    """Each with the last order of the same that came after it: what is dealt with has one."""
    failed = list(failed)
    issues = {each.issue_id for each in failed}
    orders = Edition.objects.filter(issue__in=issues).order_by("pk")
    last = {_what(each): each for each in orders.only("issue", "kind", "article", "state")}
    return [(each, last[_what(each)] if last[_what(each)] != each else None) for each in failed]


def _what(edition) -> tuple:
    return edition.issue_id, edition.kind, edition.article_id


def _days_since(backup) -> float:
    return (timezone.now() - backup.made_at).total_seconds() / 86400


def retry(request, pk):
    """The same order once more; the failed one stays as it is."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not (request.user.has_perm(MAY_SEE) and request.user.has_perm("editorial.add_edition")):
        raise PermissionDenied
    failed = get_object_or_404(Edition.objects.select_related("issue"), pk=pk)
    if failed.state != Edition.State.FAILED:
        return HttpResponseRedirect(reverse("admin:status"))
    made = Edition.objects.order(
        failed.issue, failed.kind, by=request.user, article=failed.article,
        fills_sheets=failed.fills_sheets,
    )  # fmt: skip
    return HttpResponseRedirect(change_url(made))
