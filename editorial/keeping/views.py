"""VIEWS for machines: alive, ready, and what there is to count. No word of what is printed."""

import hmac

from django.conf import settings
from django.http import HttpResponse, HttpResponseForbidden, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from editorial.keeping import health, metrics

OURSELVES = ("127.0.0.1", "::1")


@never_cache
@require_safe
def healthz(request):
    """Whether this process answers. Nothing is asked of anybody."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(request):
    """200 when work can be done, else 503; of each thing whether it is well, and no more."""
    found = health.findings()
    told = {each.name: "ok" if each.is_well else "fault" for each in found}
    waited = next((each for each in found if each.name == "database" and each.is_well), None)
    if waited:
        told["oldest_waiting_seconds"] = round(health.oldest_waiting_seconds(), 1)
    is_ready = all(each.is_well for each in found)
    return JsonResponse(told, status=200 if is_ready else 503)


@never_cache
@require_safe
def show_metrics(request):
    """For whoever brings the token, or asks on this machine and not through a proxy."""
    if not _may_count(request):
        return HttpResponseForbidden("forbidden\n", content_type="text/plain; charset=utf-8")
    return HttpResponse(metrics.text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_count(request) -> bool:
    if settings.METRICS_TOKEN:
        brought = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(brought.encode(), settings.METRICS_TOKEN.encode())
    is_proxied = "X-Forwarded-For" in request.headers
    return request.META.get("REMOTE_ADDR") in OURSELVES and not is_proxied
