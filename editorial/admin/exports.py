"""导出: a list as it is filtered and searched, or the board of an issue, as an XLSX file."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse

from editorial import richtext
from editorial.admin import board, sheets
from editorial.admin.article_form import note_of
from editorial.admin.sheets import Column, Sheet

BOARD = (
    Column("栏目", 10),
    Column("次序", 6),
    Column("起始页", 7),
    Column("标题", 50),
    Column("状态", 8),
    Column("责任编辑"),
    Column("交稿日期"),
    Column("逾期", 6),
    Column("字数", 8),
    Column("页数", 6),
    Column("要看的地方", 50),
    Column("最后改动", 17),
    Column("由谁"),
)
ARTICLES = (
    *(Column("期", 16), Column("出版日期"), Column("栏目", 10), Column("次序", 6)),
    *(Column("标题", 50), Column("文号", 24), Column("体裁", 10), Column("来源", 24)),
    *(Column("状态", 8), Column("责任编辑"), Column("交稿日期"), Column("字数", 8)),
    Column("版本", 6),
)


class ExportScreen:
    """Adds ``export/`` to a list: the rows that its filters leave, in its order. To read only."""

    change_list_template = "admin/editorial/exported_list.html"
    export_name = ""
    export_columns: tuple[Column, ...] = ()

    def get_urls(self):
        view = self.admin_site.admin_view(self.export_view)
        name = f"editorial_{self.opts.model_name}_export"
        return [path("export/", view, name=name), *super().get_urls()]

    def export_view(self, request):
        if request.method != "GET":
            return HttpResponseNotAllowed(["GET"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            found = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(self._list_url() + "?e=1")
        rows = self.export_rows(found)
        return sheets.answer(self.export_name, [Sheet(self.export_name, self.export_columns, rows)])

    def changelist_view(self, request, extra_context=None):
        asked = request.GET.urlencode()
        url = f"{self._list_url()}export/" + (f"?{asked}" if asked else "")
        more = {"export_url": url, "title": self.opts.verbose_name_plural}
        return super().changelist_view(request, (extra_context or {}) | more)

    def _list_url(self) -> str:
        return reverse(f"admin:editorial_{self.opts.model_name}_changelist")


class ArticleExport(ExportScreen):
    """The list of articles, with their characters."""

    export_name, export_columns = "文章", ARTICLES

    def export_rows(self, queryset):
        for article in queryset.iterator(chunk_size=200):
            issue = article.issue
            yield (
                *(str(issue), issue.date, article.section.name, article.position),
                *(article.plain_title, article.document_number, article.get_kind_display()),
                *(article.source, article.get_state_display()),
                *(article.assignee and str(article.assignee), article.due_date),
                *(richtext.character_count(article.body + note_of(article)), article.version),
            )


class BoardExport:
    """Adds ``<id>/export/`` to the issue screen: its board as a table."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.board_export_view)
        return [
            path("<int:pk>/export/", view, name="editorial_issue_export"),
            *super().get_urls(),
        ]

    def board_export_view(self, request, pk):
        if request.method != "GET":
            return HttpResponseNotAllowed(["GET"])
        issue = self.subject_or_404(request, pk)
        proof = board.newest_proof(issue)
        groups = board.groups(issue, proof, board.layout_before(proof), request.user)
        rows = (_line(group, row) for group in groups for row in group.rows)
        return sheets.answer(f"{issue}编务台", [Sheet(str(issue), BOARD, rows)])


def _line(group, row) -> tuple:
    article = row.article
    return (
        group.section.name,
        article.position,
        row.folio,
        article.plain_title,
        "约稿" if article.is_commissioned else article.get_state_display(),
        article.assignee and str(article.assignee),
        article.due_date,
        "逾期" if row.is_overdue else "",
        row.characters,
        row.pages,
        "".join(place.sentence for place in row.findings),
        article.changed_at,
        article.changed_by or "",
    )
