"""What is done with the articles of an issue: their order, the same move for all, 约稿."""

import datetime as dt
import json

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from editorial import notices, workflow
from editorial.admin import moves
from editorial.admin.links import change_url, view_url
from editorial.models import Article, User, contributors
from editorial.models.print_order import WrongArticles, arrange, locked, stepped

CHANGED_MEANWHILE = "本期的文章刚刚有人增减过，次序没有保存；请刷新页面后再排。"
ORDER_KEPT = "次序已保存。"
COMMISSIONED = "已约稿：《{article}》。"
SAME_CLICK = dt.timedelta(minutes=1)
BULK = ("submit", "approve")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def movable(user, issue, verb: str) -> list[Article]:
    """The articles for which this move is open to this person, in print order. Five queries."""
    sources = {source for move in workflow.rows(Article, verb) for source in move.sources}
    found = issue.articles.in_print_order().filter(state__in=sources)
    written = found.select_related("issue", "section", "editors_note")
    # What was only put down stays where it is: it would hold up all the others.
    articles = [each for each in written if not each.is_commissioned]
    prefetch_related_objects(articles, "records")
    authors = contributors([each.pk for each in articles])
    return [
        each for each in articles if verb in _open_verbs(user, each, authors.get(each.pk, set()))
    ]


def _open_verbs(user, article, authors) -> list[str]:
    case = workflow.Case(user, article, authors=authors)
    return [move.verb for move in workflow.moves_open_to(user, article, case)]


def bulk_buttons(user, issue) -> list[dict]:
    """全部送审, 全部初审通过 …, with the number of articles each would move."""
    if not issue.is_open:
        return []
    found = []
    for verb in BULK:
        articles = movable(user, issue, verb)
        labels = {workflow.find_move(each, verb).label for each in articles}
        label = labels.pop() if len(labels) == 1 else "通过"
        if articles:
            url = view_url(issue, "all", verb)
            found.append({"label": f"全部{label}（{len(articles)} 篇）", "url": url})
    return found


class CommissionForm(forms.ModelForm):
    """An article that is put down before it is written: what, where, who, until when."""

    class Meta:
        model = Article
        fields = ("title", "section", "assignee", "due_date")
        labels = {"title": "题目", "assignee": "由谁写"}
        help_texts = {"title": "先写个题目就行，以后可以改。"}
        widgets = {
            "title": forms.TextInput(attrs={"size": 60}),
            "due_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = User.objects.filter(is_active=True, is_staff=True)
        self.fields["assignee"].required = True


class ArticlesScreen:
    """Adds ``arrange/``, ``all/<verb>/`` and ``commission/`` to the issue screen."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/arrange/", wrap(self.arrange_view), name="editorial_issue_arrange"),
            path("<int:pk>/all/<slug:verb>/", wrap(self.all_view), name="editorial_issue_all"),
            path(
                "<int:pk>/commission/",
                wrap(self.commission_view),
                name="editorial_issue_commission",
            ),
            *super().get_urls(),
        ]

    def arrange_view(self, request, pk):
        """The new print order.

        As JSON ``[[article, section], …]``, answered with a sentence; or, from a page without
        scripts, one article a place up or down: ``step=12:-1``.
        """
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        issue = self.subject_or_404(request, pk)
        has_right = self.has_change_permission(request, issue)
        if not (has_right and workflow.may_edit(request.user, issue)):
            raise PermissionDenied
        if request.content_type in FORMS:
            return self._step(request, issue)
        try:
            placed = [(int(article), int(section)) for article, section in json.loads(request.body)]
            arrange(issue, placed)
        except (WrongArticles, KeyError, ValueError, TypeError):
            return JsonResponse({"sentence": CHANGED_MEANWHILE}, status=409)
        return JsonResponse({"sentence": ORDER_KEPT})

    def _step(self, request, issue):
        try:
            article, step = map(int, request.POST["step"].split(":"))
            arrange(issue, stepped(issue, article, 1 if step > 0 else -1))
        except (WrongArticles, KeyError, ValueError):
            messages.error(request, CHANGED_MEANWHILE)
        else:
            messages.success(request, ORDER_KEPT)
        is_from_index = request.POST.get("page") == "index"
        back = reverse("admin:index") if is_from_index else change_url(issue)
        return HttpResponseRedirect(f"{back}#articles")

    def all_view(self, request, pk, verb):
        """The same move for every article this person can make it for: all of them, or none."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        issue = self.subject_or_404(request, pk)
        rows = workflow.rows(Article, verb)
        held = workflow.roles.roles_of(request.user)
        wanted = {role for move in rows for role in move.roles} | {workflow.roles.ADMINISTRATOR}
        if verb not in BULK or not held & wanted:
            return self.refused(request, issue, verb, [_not_for_you(rows)])
        if not issue.is_open:
            return self.refused(request, issue, verb, [_closed(issue)])
        try:
            with transaction.atomic():
                articles = movable(request.user, locked(issue), verb)
                records = workflow.perform_all(articles, verb, by=request.user)
        except workflow.Refused as refusal:
            return self.refused(request, issue, verb, refusal.findings)
        self._say_what_moved(request, records, rows)
        return HttpResponseRedirect(change_url(issue))

    def _say_what_moved(self, request, records, rows):
        for label in dict.fromkeys(record.label for record in records):
            count = sum(record.label == label for record in records)
            messages.success(request, moves.DONE_ALL.format(label=label, count=count))
        if not records:
            messages.info(request, moves.NOTHING_TO_MOVE.format(label=rows[0].label))

    def commission_view(self, request, pk):
        issue = self.subject_or_404(request, pk)
        if not (issue.is_open and request.user.has_perm("editorial.add_article")):
            raise PermissionDenied
        form = CommissionForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            if not was_put_down(form, issue):
                put_down(form, issue, by=request.user)
            messages.success(request, COMMISSIONED.format(article=form.instance))
            again = view_url(issue, "commission") if "_more" in request.POST else ""
            return HttpResponseRedirect(again or change_url(issue))
        context = self.admin_site.each_context(request) | {
            "title": f"约稿：{issue}",
            "opts": self.opts,
            "subject": issue,
            "back_url": change_url(issue),
            "form": form,
        }
        return TemplateResponse(request, "admin/editorial/issue/commission.html", context)


def _not_for_you(rows):
    if not rows:
        return workflow.checks.Finding("没有这个操作，请刷新页面后重试。")
    who = "、".join(dict.fromkeys(role for move in rows for role in move.roles))
    return workflow.checks.Finding(f"{rows[0].label}要由{who}来做，请转交。")


def _closed(issue):
    state = issue.get_state_display()
    return workflow.checks.Finding(f"{issue}已经{state}，文章不能再移动。")


def was_put_down(form, issue) -> bool:
    """Whether the same was asked of the same person a moment ago: the click was a double one."""
    just_now = timezone.now() - SAME_CLICK
    same = issue.articles.filter(created_at__gte=just_now, **form.cleaned_data)
    return any(each.is_commissioned for each in same)


@transaction.atomic
def put_down(form, issue, *, by) -> None:
    """At the end of its section, without a word written yet."""
    article = form.instance
    article.issue, article.position = issue, locked(issue).articles.next_position()
    form.save()
    notices.assigned(article, by=by)
    arrange(issue)
