"""版式: how the printed page looks, with its pages beside the form, as they would be printed."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse

from editorial import typesetting
from editorial.admin import board
from editorial.admin.base import HistoryAdmin
from editorial.admin.links import change_url
from editorial.admin.preview import WIDTHS, page_picture
from editorial.admin.recorded import RecordedScreen
from editorial.models import Issue, PageDesign

LEAVES = "切口留 {outer:.1f} 毫米，地脚留 {foot:.1f} 毫米。"
SHOWN = "{issue}用这个版式排出来：封面、要目和《{title}》。要目页码取自上次校样。{leaves}"
NO_ISSUE = "还没有一期有文章，排不出样张；先建一期、添一篇文章，再来看。"
NOT_YET = "还有几栏要改，改好就重排：{faults}"
STALE = "版式改了：{issues}的校样和签字已经失效，请重新排版、重新签字。已签发和已出版的各期不变。"


class _Form(forms.ModelForm):
    """What stands in the form; whoever may look may also see it set, and nothing is stored."""

    class Meta:
        model = PageDesign
        fields = tuple(PageDesign().settings)


@admin.register(PageDesign)
class PageDesignAdmin(RecordedScreen, HistoryAdmin):
    change_form_template = "admin/editorial/pagedesign/change_form.html"
    fieldsets = (
        (
            "纸张与版心",
            {
                "fields": (
                    "trim",
                    ("type_size", "pitch"),
                    ("columns", "rows"),
                    ("top_margin", "inner_margin"),
                ),
                "description": "切口和地脚是剩下的白边，不用填。185 × 260 毫米常用 10.5 点、"
                "行距 22 点、38 字、27 行，天头 27、订口 22 毫米。",
            },
        ),
        ("字体", {"fields": ("text_face", "title_face", "heading_face")}),
        (
            "颜色",
            {
                "fields": (
                    ("main_colour", "main_inks"),
                    ("accent_colour", "accent_inks"),
                    ("paper_colour", "paper_inks"),
                ),
                "description": "前一栏是网络版的颜色，后一栏是印刷版的青、品红、黄、黑百分比；"
                "换颜色时两栏都要换。",
            },
        ),
        ("封面", {"fields": ("cover_layout",)}),
    )

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/preview/", wrap(self.preview_view), name="editorial_pagedesign_preview"),
            path(
                "<int:pk>/preview/<slug:key>/<int:page>-<int:width>.png",
                wrap(self.preview_page_view, cacheable=True),
                name="editorial_pagedesign_preview_page",
            ),
            *super().get_urls(),
        ]

    def has_add_permission(self, request):
        return False

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(change_url(PageDesign.objects.get_or_create(pk=1)[0]))

    def save_model(self, request, obj, form, change):
        if not form.changed_data:
            return
        super().save_model(request, obj, form, change)
        stale = [
            str(issue)
            for issue in Issue.objects.in_the_making().newest_first()
            if issue.is_open and issue.editions.filter(kind="proof").exists()
        ]
        if stale:
            messages.warning(request, STALE.format(issues="、".join(stale)))

    def preview_view(self, request, pk):
        """GET: have the press ready. POST: set the pages by what stands in the form."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "GET":
            typesetting.wake()
            return JsonResponse({})
        if request.method != "POST":
            return HttpResponseNotAllowed(["GET", "POST"])
        form = _Form(request.POST, instance=PageDesign(pk=1))
        if not form.is_valid():
            faults = [sentence for found in form.errors.values() for sentence in found]
            return JsonResponse({"sentence": NOT_YET.format(faults="".join(faults))}, status=422)
        return self._set(form.instance)

    def _set(self, design) -> JsonResponse:
        issue = Issue.objects.exclude(articles=None).newest_first().first()
        if issue is None:
            return JsonResponse({"sentence": NO_ISSUE}, status=422)
        try:
            made = typesetting.preview_design(issue, design, _starts(issue))
        except typesetting.Refused as refusal:
            return JsonResponse({"sentence": str(refusal)}, status=422)
        leaves = LEAVES.format(outer=design.outer_margin, foot=design.foot_margin)
        sentence = SHOWN.format(issue=issue, title=made.title, leaves=leaves)
        pages = [_page(*each) for each in made.pages]
        return JsonResponse({"sentence": sentence, "pages": pages})

    def preview_page_view(self, request, pk, key, page, width):
        if not self.has_view_permission(request):
            raise PermissionDenied
        pdf = typesetting.design_pdf(key)
        if pdf is None:
            raise Http404
        return page_picture(pdf, page, width)


def _starts(issue) -> dict[int, int]:
    newest = board.newest_proof(issue)
    return {int(pk): page for pk, page in newest.start_pages.items()} if newest else {}


def _page(name: str, key: str, number: int) -> dict:
    address = "admin:editorial_pagedesign_preview_page"
    return {"name": name, "folio": name, "url": reverse(address, args=[1, key, number, WIDTHS[0]])}
