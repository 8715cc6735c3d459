"""VIEWS for machines: alive, ready, and what there is to count. No word of what is printed."""

import hmac
import logging
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse, HttpResponseForbidden, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from editorial.keeping import health, metrics

logger = logging.getLogger(__name__)

PLAIN = "text/plain; charset=utf-8"
OURSELVES = ("127.0.0.1", "::1")


@never_cache
@require_safe
def healthz(request):
    """Whether this process answers. Nothing is asked of anybody."""
    return HttpResponse("ok\n", content_type=PLAIN)


@never_cache
@require_safe
def readyz(request):
    """200 when work can be done, else 503; of each thing whether it is well, and no more.

    ``?pages``: only what readers' pages stand on, for whoever chooses a web machine for them.
    """
    is_of_pages = "pages" in request.GET
    found = health.findings(health.PAGES_STAND_ON) if is_of_pages else health.findings()
    told = {each.name: "ok" if each.is_well else "fault" for each in found}
    if told["database"] == "ok" and not is_of_pages:
        with suppress(DatabaseError):  # no tables yet, which is told above
            told["oldest_waiting_seconds"] = round(health.oldest_waiting_seconds(), 1)
    for each in found:
        if not each.is_well:
            logger.warning("not ready, %s: %s", each.name, each.fault)
    is_ready = all(each.is_well for each in found)
    return JsonResponse(told, status=200 if is_ready else 503)


@never_cache
@require_safe
def show_metrics(request):
    """For whoever brings the token, or asks on this machine and not through a proxy."""
    if not _may_count(request):
        return HttpResponseForbidden("forbidden\n", content_type=PLAIN)
    try:
        text = metrics.text()
    except DatabaseError as error:
        logger.error("nothing can be counted: %s", error)
        return HttpResponse("no database\n", status=503, content_type=PLAIN)
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def _may_count(request) -> bool:
    if settings.METRICS_TOKEN:
        brought = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(brought.encode(), settings.METRICS_TOKEN.encode())
    is_proxied = "X-Forwarded-For" in request.headers
    return request.META.get("REMOTE_ADDR") in OURSELVES and not is_proxied
