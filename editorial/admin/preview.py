"""看排版: the article form shows the printed pages of the text as it is typed, not yet saved."""

from django.http import Http404, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import path

from editorial import richtext, typesetting
from editorial.admin import board
from editorial.admin.links import view_url
from editorial.models import EditorsNote

WIDTHS = (480, 720, 960, 1200, 1440)  # px: what is not in between is kept once
TYPED = ("title", "document_number", "addressee", "source", "full_text_url")
STARTS = "第 {folio:02d} 页起，共 {pages} 页"
NEVER_SET = "本期还没有排过版，暂从第 1 页起，共 {pages} 页"
MORE, LESS, SAME = "比上次排版多 {count} 页", "比上次排版少 {count} 页", "与上次排版页数相同"


class PreviewScreen:
    """Adds ``<id>/preview/`` and the pictures of its pages to the article screen."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/preview/", wrap(self.preview_view), name="editorial_article_preview"),
            path(
                "<int:pk>/preview/<slug:key>/<int:page>-<int:width>.png",
                wrap(self.preview_page_view, cacheable=True),
                name="editorial_article_preview_page",
            ),
            *super().get_urls(),
        ]

    def preview_view(self, request, pk):
        """GET: have the press ready. POST: set the typed text; answers with pages or a sentence."""
        article = self.subject_or_404(request, pk)
        if request.method == "GET":
            typesetting.wake()
            return HttpResponse(status=204)
        if request.method != "POST":
            return HttpResponseNotAllowed(["GET", "POST"])
        newest = board.newest_proof(article.issue)
        opens = _opens_section(article)
        _put_typed_text(article, request.POST)
        folio = newest.start_pages.get(str(article.pk), 1) if newest else 1
        try:
            made = typesetting.preview(article, folio=folio, opens_section=opens)
        except typesetting.Refused as refusal:
            return JsonResponse({"sentence": str(refusal)}, status=422)
        return JsonResponse(_told(article, made, newest))

    def preview_page_view(self, request, pk, key, page, width):
        article = self.subject_or_404(request, pk)
        pdf = typesetting.preview_pdf(article, key)
        if pdf is None:
            raise Http404
        return page_picture(pdf, page, width)


def page_picture(pdf: bytes, page: int, width: int) -> HttpResponse:
    """A page (from 1) as PNG. Its address names its content, so that browsers may keep it."""
    if width not in WIDTHS or page < 1:
        raise Http404
    try:
        data = typesetting.picture(pdf, page - 1, width)
    except typesetting.Refused:
        raise Http404 from None
    response = HttpResponse(data, content_type="image/png")
    response["Cache-Control"] = "private, max-age=86400, immutable"
    return response


def _opens_section(article) -> bool:
    earlier = article.issue.articles.filter(section=article.section)
    return not earlier.filter(position__lt=article.position).exists()


def _put_typed_text(article, typed) -> None:
    """The words of the form in the article, in memory; what was not sent stays as stored."""
    for name in TYPED:
        if name in typed:
            setattr(article, name, "\n".join(typed[name].strip().splitlines()))
    if "body" in typed:
        article.body = richtext.sanitise(typed["body"])
    if "note" in typed:
        note = richtext.sanitise_note(typed["note"])
        article._state.fields_cache["editors_note"] = EditorsNote(body=note) if note else None


def _told(article, made, newest) -> dict:
    """What the page shows: a sentence, and the pictures of the pages."""
    before = newest.article_pages.get(str(article.pk)) if newest else None
    words = (STARTS if newest else NEVER_SET).format(folio=made.folio, pages=made.pages)
    if before:
        more = made.pages - before
        words += "，" + (MORE if more > 0 else LESS if more else SAME).format(count=abs(more))
    return {
        "sentence": words + "。",
        "findings": list(made.findings),
        "pages": [
            {
                "folio": f"{made.folio + n:02d}",
                "url": view_url(article, "preview_page", made.key, n + 1, WIDTHS[0]),
            }
            for n in range(made.pages)
        ],
    }
