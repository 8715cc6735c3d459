"""图表: data drawn for the dialog in which an editor types or pastes them."""

import json

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, JsonResponse

from editorial import drawing

LARGEST = 256 * 1024  # bytes
TOO_LARGE = "图表的数据太多，画不成图；最多 120 行、6 列，请合并或改用表格。"
UNREADABLE = "图表的数据没有读懂，请刷新页面后再试。"
MAY = ("editorial.add_article", "editorial.change_article")


def chart_view(request):
    """POST of {"kind", "title", "rows"} → {"drawing"} or {"sentence"}; nothing is written."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not any(request.user.has_perm(name) for name in MAY):
        raise PermissionDenied
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return JsonResponse({"sentence": TOO_LARGE}, status=413)
    try:
        asked = json.loads(request.body)
        rows = [[str(cell) for cell in row] for row in asked["rows"]]
        kind, title = str(asked["kind"]), str(asked.get("title", ""))[:200]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"sentence": UNREADABLE}, status=400)
    try:
        return JsonResponse({"drawing": drawing.chart(rows, kind, title=title)})
    except ValueError as error:
        return JsonResponse({"sentence": str(error)})
