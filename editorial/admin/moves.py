"""流转: buttons drawn from the workflow table, and the view behind them."""

import datetime as dt
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from editorial import comments, workflow
from editorial.admin.links import change_url, places, view_url
from editorial.models import Article, Issue

# Moves that may bring an hour → (what the button says without one, and with one).
HOURS = {
    "publish": ("出版，立即公开", "出版，定于 {time} 公开"),
    "sign_off": ("签发", "签发并于 {time} 公开"),
}
OPENING = dt.time(8, 0)  # the usual hour, on the issue's date
SIGNATURES = [verb for verb, _ in workflow.checks.ROUNDS]
PAST = "公开时间 {at:%Y-%m-%d %H:%M} 已经过去；要立即公开，请把时间留空。"
DONE = "已{label}：{subject}。"
DONE_ALL = "已{label} {count} 篇文章。"
NOTHING_TO_MOVE = "没有可以{label}的文章。"


@dataclass(frozen=True)
class Button:
    """One open move as the page shows it."""

    verb: str
    label: str
    explains: str
    url: str
    needs_reason: bool
    now: str = ""
    later: str = ""
    at: dt.datetime | None = None

    @property
    def asks_time(self) -> bool:
        return bool(self.now)

    @property
    def says(self) -> str:
        """What pressing it will do, as the form stands."""
        return self.later.format(time=spoken(self.at)) if self.at else self.now or self.label


class MoveForm(forms.Form):
    """What a move may bring along: a reason, and for publishing an hour."""

    reason = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    publish_at = forms.DateTimeField(
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": "公开时间请写成“2026-11-27 08:00”的样子。"},
    )

    def clean_publish_at(self):
        at = self.cleaned_data["publish_at"]
        if at and at < timezone.now():
            raise forms.ValidationError(PAST.format(at=timezone.localtime(at)))
        return at


def spoken(at: dt.datetime) -> str:
    at = timezone.localtime(at)
    return f"{at.month} 月 {at.day} 日 {at:%H:%M}"


def buttons(user, subject) -> list[Button]:
    """The moves open to this person, as the table words them; of the proofs, the next round."""
    case = workflow.Case(user, subject)
    moves = workflow.moves_open_to(user, subject, case)
    return [_button(move, subject, user) for move in moves if _is_next(move, case)]


def _is_next(move, case) -> bool:
    """Rounds of proof come one after the other; what cannot be signed yet has no button."""
    if move.verb not in SIGNATURES:
        return True
    due = workflow.checks.next_reading(case.rounds)
    return due is not None and due.verb == move.verb


def _button(move, subject, user) -> Button:
    return Button(
        verb=move.verb,
        label=move.label,
        explains=move.explains,
        url=view_url(subject, "move", move.verb),
        needs_reason=move.needs_reason,
        **_hours(move, subject, user),
    )


def _hours(move, subject, user) -> dict:
    """The two things the button may say, and the hour proposed: eight on the issue's date."""
    publishers = {*workflow.rows(Issue, "publish")[0].roles, workflow.roles.ADMINISTRATOR}
    may_set_hour = workflow.roles.roles_of(user) & publishers
    if move.verb not in HOURS or not may_set_hour:
        return {}
    now, later = HOURS[move.verb]
    usual = timezone.make_aware(dt.datetime.combine(subject.date, OPENING))
    at = subject.publish_at or usual
    return {"now": now, "later": later, "at": at if at > timezone.now() else None}


class MoveScreen:
    """Adds ``<id>/move/<verb>/`` to an admin screen. POST only; a refusal lists every fault."""

    def get_urls(self):
        name = f"editorial_{self.opts.model_name}_move"
        view = self.admin_site.admin_view(self.move_view)
        return [path("<int:pk>/move/<slug:verb>/", view, name=name), *super().get_urls()]

    def subject_or_404(self, request, pk):
        subject = self.get_object(request, str(pk))
        if subject is None:
            raise Http404
        if not self.has_view_permission(request, subject):
            raise PermissionDenied
        return subject

    def move_view(self, request, pk, verb):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        subject = self.subject_or_404(request, pk)
        form = MoveForm(request.POST)
        if not form.is_valid():
            sentences = [workflow.checks.Finding(each[0]) for each in form.errors.values()]
            return self.refused(request, subject, verb, sentences)
        brought = form.cleaned_data | {"reason": _reason(form, subject, request.POST)}
        try:
            record = workflow.perform(subject, verb, by=request.user, **brought)
        except workflow.Refused as refusal:
            return self.refused(request, subject, verb, refusal.findings)
        messages.success(request, DONE.format(label=record.label, subject=subject) + _more(record))
        return HttpResponseRedirect(_page_of(subject, request.POST))

    def refused(self, request, subject, verb, findings):
        """All that stands in the way at once, with links; what was typed is still there."""
        move = workflow.find_move(subject, verb)
        context = self.admin_site.each_context(request) | {
            "title": f"不能{move.label}" if move else "还不能这样做",
            "subject": subject,
            "opts": self.opts,
            "places": places(findings, subject),
            "back_url": _page_of(subject, request.POST),
            "back": request.POST.get("back", ""),
            "button": _button(move, subject, request.user) if move else None,
            "reason": request.POST.get("reason", ""),
            "cited": request.POST.getlist("cite"),
            "publish_at": request.POST.get("publish_at", ""),
        }
        template = "admin/editorial/refused.html"
        return TemplateResponse(request, template, context, status=409)


def _reason(form, subject, sent) -> str:
    """What was written, and the open remarks that were cited with it."""
    cited = comments.cited(subject, sent.getlist("cite")) if isinstance(subject, Article) else ""
    return "\n".join(part for part in (form.cleaned_data["reason"].strip(), cited) if part)


def _page_of(subject, sent) -> str:
    """Where the button was pressed."""
    is_review = isinstance(subject, Article) and sent.get("back") == "review"
    return view_url(subject, "review") if is_review else change_url(subject)


def _more(record) -> str:
    return f"{record.remark}。" if record.remark else ""
