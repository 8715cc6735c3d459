"""整理: what is pasted into the editor, or stands there already, as clean structure."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, JsonResponse
from django.template.loader import render_to_string
from django.urls import path

from editorial import intake, richtext
from editorial.admin.worded import worded

PASTED, PLAIN, OWN, NOTE, LINE = "pasted", "plain", "own", "note", "line"
KINDS = (PASTED, PLAIN, OWN, NOTE, LINE)
TOO_LARGE = "贴来的内容超过 10 MB，不能整理；请分几次粘贴，或用“导入一篇”导入文件。"
UNKNOWN = "不知道要整理成什么，请刷新页面后再试。"
_EDGE = 64 * 1024  # bytes
# Styles that a comparison names; headings are named there already.
_SHOWN = {("p", "addressee"), ("p", "dash"), ("p", "note"), ("strong", "run-in")}


class TidyScreen:
    """Adds ``tidy/<kind>/`` to the article's screen. POST of HTML; nothing is written."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.tidy_view)
        return [path("tidy/<slug:kind>/", view, name="editorial_article_tidy"), *super().get_urls()]

    def tidy_view(self, request, kind):
        """The clean HTML and what was done to it, as JSON; a refusal is a sentence."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            raise PermissionDenied
        if kind not in KINDS:
            return JsonResponse({"sentence": UNKNOWN}, status=404)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > intake.LARGEST_PASTE + _EDGE:
            return JsonResponse({"sentence": TOO_LARGE}, status=413)
        markup = request.body.decode("utf-8", "replace")
        try:
            made = intake.tidied(
                markup, is_own=kind == OWN, is_plain=kind != PASTED and kind != OWN
            )
        except intake.Refused as refusal:
            return JsonResponse({"sentence": str(refusal)}, status=422)
        return JsonResponse(_told(made) | _as_asked(made.html, kind, markup))


def _told(made: intake.Tidied) -> dict:
    return {
        "done": made.done,
        "look": made.look,
        "pictures": [
            {"address": each.address, "alt": each.alt, "after": each.after, "why": each.why}
            for each in made.missing
        ],
    }


def _as_asked(html: str, kind: str, before: str) -> dict:
    """The HTML for the place it is meant for; of a text already there, what would change."""
    if kind == OWN:
        return _compared(richtext.sanitise(before), html)
    if kind == NOTE:
        html = richtext.sanitise_note(html)
    if kind == LINE:
        html = richtext.on_one_line(html)
    return {"html": html}


def _compared(before: str, after: str) -> dict:
    if richtext.is_same_text(before, after):
        return {"html": after, "is_same": True}
    found = worded("正文", _named(before), _named(after), is_rich=True)
    told = {"each": found, "label": found.label}
    differences = render_to_string("admin/editorial/single/_difference.html", told)
    return {"html": after, "is_same": False, "differences": differences}


def _named(html: str) -> str:
    """The body with the name of each paragraph's style before its words, so that it is compared."""
    tree = richtext.fragment(html)
    for tag, name, label in richtext.NAMED_STYLES:
        if (tag, name) in _SHOWN:
            for element in tree.iterfind(f".//{tag}[@class='{name}']"):
                element.text = f"【{label}】{element.text or ''}"
    for item in tree.iterfind(".//ul/li"):
        item.text = f"【列表】{item.text or ''}"
    return richtext.as_html(tree)
