"""期: the issue form and everything done with an issue as a whole."""

from adminsortable2.admin import SortableAdminBase
from django.contrib import admin, messages
from django.db import IntegrityError
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from editorial import workflow
from editorial.admin import board, editions, issue_form, issue_views, moves
from editorial.admin.base import HistoryAdmin
from editorial.admin.exports import BoardExport
from editorial.admin.fields import without_links
from editorial.admin.history import newest_first, rows_of
from editorial.admin.links import change_url, places, view_url
from editorial.admin.locked import may_change
from editorial.admin.single_upload import AddsFromFile
from editorial.admin.versions import VersionedScreen, claim
from editorial.models import Issue, MastheadEntry

LOCKED = "{issue}已经{state}，文字与次序锁定。{way}"
WAYS = {
    Issue.State.SIGNED_OFF: "要修改，请总编辑“撤回签发”。",
    Issue.State.PUBLISHED: "更正由总编辑做：文章在文章页，封面和版权页在这里；撤下整期用“撤刊”。",
    Issue.State.WITHDRAWN: "要重新公开，请总编辑“恢复出版”。",
}
NOT_YOUR_ROLE = "您的角色不能改动封面、版权页和次序；文章可从上面的列表点开。"

FIELDSETS = (
    (
        "期号",
        {"fields": ("seen_version", ("year", "number", "running_number", "date"))},
    ),
    (
        "封面",
        {"fields": ("tagline", "strapline", "cover_headline", "cover_story", "cover_picture")},
    ),
    ("联系方式与声明", {"fields": (("phone", "phone_note"), "email", "address", "disclaimer")}),
)


# Numbers and date stay as they were printed.
CORRECTING = (("更正", {"fields": ("seen_version", "correction")}), *FIELDSETS[1:])
WILL_CORRECT = (
    "{issue}已经公开，这里对封面、版权页等的改动是更正：保存后读者立即看到新的文字和更正说明，"
    "网络版 PDF 随即重排；印刷版照旧。文章的更正在文章页做。"
)
SAVE_CORRECTION = "发布更正"
CORRECTED = "已发布{correction}（{part}），网络版正在重排。"
NOTHING_CORRECTED = "没有改动，所以没有发布更正。"


@admin.register(Issue)
class IssueAdmin(
    issue_views.ArticlesScreen,
    VersionedScreen,
    editions.OrderScreen,
    moves.MoveScreen,
    AddsFromFile,
    BoardExport,
    SortableAdminBase,
    HistoryAdmin,
):
    form = issue_form.IssueForm
    inlines = (issue_form.MastheadInline, issue_form.ProfileInline)
    fieldsets = FIELDSETS
    list_display = ("__str__", "running_number", "date", "state_label", "articles_in_it", "opens")
    list_filter = ("state", "year")
    search_fields = ("number", "running_number", "cover_headline")
    change_form_template = "admin/editorial/issue/change_form.html"
    autocomplete_fields = ("cover_picture",)

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        return may and may_change(request, obj)

    def may_edit_now(self, request, row):
        return may_change(request, row)

    def get_fieldsets(self, request, obj=None):
        return CORRECTING if obj and workflow.may_correct(request.user, obj) else FIELDSETS

    def why_locked(self, request, row):
        if row.is_open:
            return NOT_YOUR_ROLE
        state = row.get_state_display()
        return LOCKED.format(issue=row, state=state, way=WAYS[row.state])

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(article_total=Count("articles"))

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        without_links(form, "cover_story")
        return form

    def view_on_site(self, issue):
        """The public page, once readers can see it."""
        return issue.get_absolute_url() if issue.is_published else None

    def history_view(self, request, object_id, extra_context=None):
        rows = rows_of(MastheadEntry, "版权页", lambda row: f"{row.role}：{'、'.join(row.names)}")
        more = {"related_history": newest_first(rows(issue_id=object_id))}
        return super().history_view(request, object_id, more)

    def get_changeform_initial_data(self, request):
        return issue_form.initial_for_new() | super().get_changeform_initial_data(request)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= self._about(request, obj) if obj else {"continues": issue_form.last_issue()}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _about(self, request, issue) -> dict:
        may_save = self.has_change_permission(request, issue)
        may_correct = may_save and workflow.may_correct(request.user, issue)
        return board.of_issue(issue, request) | {
            "title": str(issue),
            "subtitle": None,
            "buttons": moves.buttons(request.user, issue),
            "bulk_buttons": issue_views.bulk_buttons(request.user, issue),
            "places": places(_findings(request.user, issue), issue),
            "order_buttons": self._order_buttons(request, issue),
            "panel": editions.panel(issue),
            "records": issue.records.select_related("by")[:30],
            "add_article_url": self._add_article_url(request, issue),
            "import_article_url": view_url(issue, "import"),
            "commission_url": self._commission_url(request, issue),
            "export_url": view_url(issue, "export"),
            "corrections": issue.corrections.select_related("article", "by"),
            "why_locked": "" if may_save else self.why_locked(request, issue),
            "saving_does": WILL_CORRECT.format(issue=issue) if may_correct else "",
            "save_says": SAVE_CORRECTION if may_correct else "",
        }

    def _order_buttons(self, request, issue):
        may_order = request.user.has_perm("editorial.add_edition")
        return editions.order_buttons(issue) if may_order else []

    def _add_article_url(self, request, issue) -> str:
        if not (issue.is_open and request.user.has_perm("editorial.add_article")):
            return ""
        return f"{reverse('admin:editorial_article_add')}?issue={issue.pk}"

    def _commission_url(self, request, issue) -> str:
        has_url = self._add_article_url(request, issue)
        return view_url(issue, "commission") if has_url else ""

    # --- saving

    def response_add(self, request, obj, post_url_continue=None):
        """A new issue is opened: its masthead is looked over, its first articles put down."""
        super().response_add(request, obj, post_url_continue)
        return HttpResponseRedirect(change_url(obj))

    def save_model(self, request, obj, form, change):
        if not change:
            obj.save()
        elif form.has_changed():
            claim(form)
            changed = [name for name in form.changed_data if name != "correction"]
            obj.save(update_fields=["version", *changed])

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            issue_form.carry_over(form.instance)
        elif "correction" in form.fields:
            self._correct(request, form, issue_form.corrected_parts(form, formsets))

    def _correct(self, request, form, part):
        if not part:
            messages.warning(request, NOTHING_CORRECTED)
            return
        note = form.cleaned_data["correction"]
        correction = workflow.correct(form.instance, by=request.user, note=note, part=part)
        messages.success(request, CORRECTED.format(correction=correction, part=part))

    def get_urls(self):
        return [*self.file_urls(), *super().get_urls()]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            # Another window took the number after this form was checked: asked again, it says so.
            return super().changeform_view(request, object_id, form_url, extra_context)

    # --- columns

    @admin.display(description="状态", ordering="state")
    def state_label(self, issue):
        return format_html(
            '<span class="state state-{}">{}</span>', issue.state, issue.get_state_display()
        )

    @admin.display(description="文章", ordering="article_total")
    def articles_in_it(self, issue):
        return f"{issue.article_total} 篇"

    @admin.display(description="公开时间", ordering="publish_at")
    def opens(self, issue):
        return issue.publish_at


NEXT = {
    Issue.State.ASSEMBLING: "start_proofing",
    Issue.State.PROOFING: "sign_off",
    Issue.State.SIGNED_OFF: "publish",
}


def _findings(user, issue) -> list:
    """What the checks say about the way forward that is open to this person, else to anybody."""
    ways = {move.verb for move in board.ways_forward(user, issue)}
    if not ways and issue.state in NEXT:
        # Who waits for others sees as well what is missing: often it is theirs to mend.
        ways = {NEXT[issue.state]}
    found = [each for verb in sorted(ways) for each in workflow.faults(issue, verb)]
    return found or workflow.checks.numbering_findings(issue)
