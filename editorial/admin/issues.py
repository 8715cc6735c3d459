"""期: the issue form and everything done with an issue as a whole."""

import json

from adminsortable2.admin import SortableAdminBase
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils.html import format_html

from editorial import workflow
from editorial.admin import board, editions, issue_form, moves
from editorial.admin.base import HistoryAdmin
from editorial.admin.fields import without_links
from editorial.admin.links import change_url, places, view_url
from editorial.admin.versions import VersionedScreen, claim
from editorial.models import Article, Issue
from editorial.models.print_order import WrongArticles, arrange

CHANGED_MEANWHILE = "本期的文章刚刚有人增减过，次序没有保存；请刷新页面后再排。"
LOCKED = "{issue}已经{state}，文字与次序锁定。{way}"
WAYS = {
    Issue.State.SIGNED_OFF: "要修改，请总编辑“撤回签发”。",
    Issue.State.PUBLISHED: "要撤下，请总编辑“撤刊”。",
    Issue.State.WITHDRAWN: "要重新公开，请总编辑“恢复出版”。",
}
NOT_YOUR_ROLE = "您的角色不能改动封面、版权页和次序；文章可从上面的列表点开。"
BULK = (("submit", "全部送审"), ("approve", "全部定稿"))

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


@admin.register(Issue)
class IssueAdmin(
    VersionedScreen, editions.OrderScreen, moves.MoveScreen, SortableAdminBase, HistoryAdmin
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
        return may and (obj is None or workflow.may_edit(request.user, obj))

    def may_edit_now(self, request, row):
        return workflow.may_edit(request.user, row)

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

    def get_changeform_initial_data(self, request):
        return issue_form.initial_for_new() | super().get_changeform_initial_data(request)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= self._about(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _about(self, request, issue) -> dict:
        may_arrange = self.has_change_permission(request, issue)
        return board.of_issue(issue) | {
            "title": str(issue),
            "subtitle": None,
            "buttons": moves.buttons(request.user, issue),
            "bulk_buttons": self._bulk_buttons(request, issue),
            "places": places(_findings(request.user, issue), issue),
            "order_buttons": self._order_buttons(request, issue),
            "panel": editions.panel(issue),
            "records": issue.records.select_related("by")[:30],
            "arrange_url": view_url(issue, "arrange") if may_arrange else "",
            "add_article_url": self._add_article_url(request, issue),
            "why_locked": "" if may_arrange else self.why_locked(request, issue),
        }

    def _order_buttons(self, request, issue):
        may_order = request.user.has_perm("editorial.add_edition")
        return editions.order_buttons(issue) if may_order else []

    def _add_article_url(self, request, issue) -> str:
        if not (issue.is_open and request.user.has_perm("editorial.add_article")):
            return ""
        return f"{reverse('admin:editorial_article_add')}?issue={issue.pk}"

    def _bulk_buttons(self, request, issue) -> list[dict]:
        """全部送审 and 全部定稿, with the number of articles each would move."""
        if not issue.is_open:
            return []
        held = workflow.roles.roles_of(request.user)
        found = []
        for verb, label in BULK:
            move = workflow.find_move(Article(), verb)
            count = issue.articles.filter(state__in=move.sources).count()
            if count and held & {*move.roles, workflow.roles.ADMINISTRATOR}:
                found.append(
                    {"label": f"{label}（{count} 篇）", "url": view_url(issue, "all", verb)}
                )
        return found

    # --- saving

    def save_model(self, request, obj, form, change):
        if not change:
            obj.save()
        elif form.has_changed():
            claim(form)
            obj.save(update_fields=["version", *form.changed_data])

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            issue_form.carry_over(form.instance)

    # --- views of our own

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/arrange/", wrap(self.arrange_view), name="editorial_issue_arrange"),
            path("<int:pk>/all/<slug:verb>/", wrap(self.all_view), name="editorial_issue_all"),
            *super().get_urls(),
        ]

    def arrange_view(self, request, pk):
        """The new print order, as JSON ``[[article, section], …]``; answers with a sentence."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        issue = self.subject_or_404(request, pk)
        if not self.has_change_permission(request, issue):
            raise PermissionDenied
        try:
            placed = [(int(article), int(section)) for article, section in json.loads(request.body)]
            arrange(issue, placed)
        except (WrongArticles, KeyError, ValueError, TypeError):
            return JsonResponse({"sentence": CHANGED_MEANWHILE}, status=409)
        return JsonResponse({"sentence": "次序已保存。"})

    def all_view(self, request, pk, verb):
        """The same move for every article that stands before it: all of them, or none."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        issue = self.subject_or_404(request, pk)
        try:
            move = workflow.find_move(Article(), verb)
            waiting = issue.articles.in_print_order().filter(state__in=move.sources)
            waiting = waiting.select_related("issue", "section", "editors_note")
            records = workflow.perform_all(waiting, verb, by=request.user)
        except workflow.Refused as refusal:
            return self.refused(request, issue, verb, refusal.findings)
        if records:
            done = moves.DONE_ALL.format(label=move.label, count=len(records))
            messages.success(request, done)
        else:
            messages.info(request, moves.NOTHING_TO_MOVE.format(label=move.label))
        return HttpResponseRedirect(change_url(issue))

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


def _findings(user, issue) -> list:
    """What the checks say about the way forward that is open to this person."""
    found = []
    for move in workflow.moves_open_to(user, issue):
        if not move.needs_reason:
            found += workflow.faults(issue, move.verb)
    return found or workflow.checks.numbering_findings(issue)
