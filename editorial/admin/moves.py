"""流转: buttons drawn from the workflow table, and the view behind them."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from editorial import workflow
from editorial.admin.links import change_url, places, view_url
from editorial.models import Issue

PUBLISHES = ("publish",)
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
    asks_time: bool


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


def buttons(user, subject) -> list[Button]:
    """The moves open to this person, as the table words them."""
    return [_button(move, subject) for move in workflow.moves_open_to(user, subject)]


def _button(move, subject) -> Button:
    return Button(
        verb=move.verb,
        label=move.label,
        explains=move.explains,
        url=view_url(subject, "move", move.verb),
        needs_reason=move.needs_reason,
        asks_time=isinstance(subject, Issue) and move.verb in PUBLISHES,
    )


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
        try:
            record = workflow.perform(subject, verb, by=request.user, **form.cleaned_data)
        except workflow.Refused as refusal:
            return self.refused(request, subject, verb, refusal.findings)
        done = DONE.format(label=record.label, subject=subject)
        messages.success(request, done + _when(record, subject))
        return HttpResponseRedirect(change_url(subject))

    def refused(self, request, subject, verb, findings):
        """All that stands in the way at once, with links; what was typed is still there."""
        move = next((m for m in workflow.moves_of(type(subject)) if m.verb == verb), None)
        context = self.admin_site.each_context(request) | {
            "title": f"不能{move.label}" if move else "还不能这样做",
            "subject": subject,
            "opts": self.opts,
            "places": places(findings, subject),
            "back_url": change_url(subject),
            "button": _button(move, subject) if move else None,
            "reason": request.POST.get("reason", ""),
            "publish_at": request.POST.get("publish_at", ""),
        }
        template = "admin/editorial/refused.html"
        return TemplateResponse(request, template, context, status=409)


def _when(record, subject) -> str:
    if record.verb == "publish" and subject.publish_at > timezone.now():
        return f"将于 {timezone.localtime(subject.publish_at):%Y-%m-%d %H:%M} 公开。"
    return ""
