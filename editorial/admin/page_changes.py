"""改动对照: which pages of an edition differ from the one before, and both side by side."""

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path

from editorial import typesetting
from editorial.admin.links import change_url, view_url
from editorial.admin.preview import WIDTHS, page_picture
from editorial.models import Article, Edition

WIDTH = WIDTHS[2]
LISTED = 12  # pages named in a line of the board; more are counted
GONE = "已撤下的文章"
MOVED_ONLY = "这一页没有增删文字：是前面的增删推移了行，或改了字体、颜色、图片。"
FRONT_PAGES = ("封面", "封二", "版权页")


def before(edition: Edition) -> Edition | None:
    """The finished edition of the same kind that was ordered last before this one. One query."""
    earlier = Edition.objects.filter(issue_id=edition.issue_id, pk__lt=edition.pk)
    return before_among(earlier.select_related("issue").order_by("-pk"), edition)


def before_among(editions, edition: Edition) -> Edition | None:
    """The same, among editions that were read already, newest first."""
    alike = (each for each in editions if each.pk < edition.pk and each.kind == edition.kind)
    return next((each for each in alike if each.is_ready and each.page_marks), None)


def summary(edition: Edition, earlier: Edition | None) -> dict | None:
    """One line for the board: how many pages changed since the edition before, and which."""
    if earlier is None or not (edition.is_ready and edition.page_marks):
        return None
    found = typesetting.changed_pages(earlier.page_marks, edition.page_marks)
    places = [place_of(edition, each.new) for each in found if each.new]
    gone = sum(each.new is None for each in found)
    return {
        "earlier": earlier,
        "sentence": _sentence(earlier, places, gone, edition.pages - earlier.pages),
        "url": view_url(edition, "changes") if found else "",
    }


def _sentence(earlier, places, gone, more) -> str:
    named = earlier.name if earlier.number else f"{earlier.get_kind_display()} #{earlier.pk} "
    words = [f"与{named}相比"]
    if places:
        named = "、".join(places[:LISTED]) + ("等" if len(places) > LISTED else "")
        words.append(f"改动 {len(places)} 页（{named}）")
    if gone:
        words.append(f"去掉 {gone} 页")
    if not (places or gone):
        words.append("各页内容没有改动")
    if more:
        words.append(f"总页数{more:+d}".replace("-", "−"))
    return "，".join(words) + "。"


def place_of(edition: Edition, sheet: int) -> str:
    """A sheet (from 1) as an editor finds it: by its printed folio, or its name in the front."""
    front = Counter(part for part, _ in edition.page_marks)[typesetting.FRONT]
    if sheet > front:
        return f"{sheet - front:02d}"
    return FRONT_PAGES[sheet - 1] if sheet <= len(FRONT_PAGES) else "要目"


class ChangesScreen:
    """Adds ``<id>/changes/`` and the pictures of pages to the screen of editions."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/changes/", wrap(self.changes_view), name="editorial_edition_changes"),
            path(
                "<int:pk>/page/<int:page>-<int:width>.png",
                wrap(self.page_view, cacheable=True),
                name="editorial_edition_page",
            ),
            *super().get_urls(),
        ]

    def page_view(self, request, pk, page, width):
        edition = self._edition_or_404(request, pk)
        if not (edition.is_ready and edition.file and page <= edition.pages):
            raise Http404
        return page_picture(_pdf_of(edition), page, width)

    def changes_view(self, request, pk):
        """The changed pages as a list, and one pair of them, ``?at=n``, side by side."""
        edition = self._edition_or_404(request, pk)
        earlier = before(edition) if edition.is_ready else None
        if earlier is None:
            raise Http404
        if not self.has_view_permission(request, earlier):
            raise PermissionDenied
        found = typesetting.changed_pages(earlier.page_marks, edition.page_marks)
        at = _place(request.GET.get("at"), len(found))
        context = self.admin_site.each_context(request) | {
            "title": "改动对照",
            "opts": self.opts,
            "edition": edition,
            "earlier": earlier,
            "back_url": change_url(edition.issue),
            "groups": _groups(found, edition, earlier, at),
            "pair": _pair(found, at, edition, earlier) if found else None,
            "previous": at if at else None,
            "next": at + 2 if at + 1 < len(found) else None,
            "at": at + 1,
            "total": len(found),
        }
        return TemplateResponse(request, "admin/editorial/edition/changes.html", context)


def _place(asked: str | None, count: int) -> int:
    """The change asked for, from 1, as an index; the nearest there is."""
    wanted = int(asked) if asked and asked.isascii() and asked.isdigit() else 1
    return max(0, min(wanted, count) - 1)


def _pdf_of(edition) -> bytes:
    with edition.file.open("rb") as file:
        return file.read()


def _groups(found, edition, earlier, at) -> list[dict]:
    """The changes by article, in printed order."""
    keys = [each.part for each in found if each.part.isdigit()]
    titles = {str(a.pk): a.plain_title for a in Article.objects.filter(pk__in=keys).only("title")}
    groups: dict[str, dict] = {}
    for n, change in enumerate(found):
        name = typesetting.PART_NAMES.get(change.part) or titles.get(change.part, GONE)
        group = groups.setdefault(change.part, {"name": name, "changes": []})
        group["changes"].append(
            {
                "number": n + 1,
                "is_here": n == at,
                "old": place_of(earlier, change.old) if change.old else "",
                "new": place_of(edition, change.new) if change.new else "",
            }
        )
    return list(groups.values())


def _pair(found, at, edition, earlier) -> dict:
    """Both pages with the rectangles of what changed. Compared as far as the article changed."""
    change = found[at]
    together = [each for each in found if each.part == change.part]
    old_pages = [each.old - 1 for each in together if each.old]
    new_pages = [each.new - 1 for each in together if each.new]
    try:
        marks = typesetting.marks(_pdf_of(earlier), old_pages, _pdf_of(edition), new_pages)
    except typesetting.Refused as refusal:
        marks = {"old": {}, "new": {}, "sentence": str(refusal)}
    return {
        "old": _side(earlier, change.old, marks["old"]),
        "new": _side(edition, change.new, marks["new"]),
        "sentence": marks.get("sentence", "") or _said(change, marks),
    }


def _said(change, marks) -> str:
    """A page without marks of its own is explained."""
    old, new = str((change.old or 0) - 1), str((change.new or 0) - 1)
    is_marked = marks["old"].get(old) or marks["new"].get(new)
    return "" if is_marked else MOVED_ONLY


def _side(edition, sheet, marks) -> dict:
    if sheet is None:
        return {"edition": edition, "url": ""}
    return {
        "edition": edition,
        "place": place_of(edition, sheet),
        "url": view_url(edition, "page", sheet, WIDTH),
        "pdf_url": f"{view_url(edition, 'pdf')}#page={sheet}",
        "marks": [
            {"x": 100 * x, "y": 100 * y, "width": 100 * wide, "height": 100 * high}
            for x, y, wide, high in marks.get(str(sheet - 1), [])
        ],
    }
