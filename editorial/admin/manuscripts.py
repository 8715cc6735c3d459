"""来稿: bringing a manuscript in, and what was made of it."""

import datetime as dt
import json
from collections.abc import Iterator

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from editorial.admin.base import ReadOnlyAdmin
from editorial.admin.links import change_url, view_url
from editorial.admin.proposal_screen import ProposalScreen
from editorial.admin.single_screen import SingleScreen
from editorial.models import Manuscript

NOTHING = "请选择一个 .docx、.txt 或 .md 文件，或把全文贴进下面的框里。"
BOTH = "文件和粘贴的文字只要一样，请清空其中一处。"
SEEN = "《{name}》在 {at} 已由{by}导入过，没有重复导入。"
SEE_ISSUE = "它所成的是"
WAITS = "《{name}》在 {at} 已由{by}交来，正在核对，这里接着上次的地方。"
JUST_NOW = dt.timedelta(seconds=30)
ACCEPTED = ".docx,.docm,.txt,.md,text/plain,text/markdown"
LINES = "application/x-ndjson"
MOST_PASTED = 600_000  # characters; more is no issue, and is not sent
MOST_READ = 64 * 1024 * 1024
PASTED = "粘贴的文字 {at:%Y-%m-%d %H-%M}.txt"


class ImportForm(forms.Form):
    """One manuscript: a file, or its text."""

    file = forms.FileField(
        label="来稿文件",
        required=False,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        help_text="Word 文档（.docx）或 .txt、.md（UTF-8 或 GB 18030）；一个文件是完整的一期。",
    )
    text = forms.CharField(
        label="或者粘贴全文",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "data-most": MOST_PASTED}),
    )

    def clean(self):
        cleaned = super().clean()
        has_text = bool(cleaned.get("text", "").strip())
        if cleaned.get("file") and has_text:
            raise forms.ValidationError(BOTH)
        if not cleaned.get("file") and not has_text and not self.errors:
            raise forms.ValidationError(NOTHING)
        return cleaned

    def field_of_text(self) -> str:
        """The field that the words came from: what is wrong with them is said there."""
        return "file" if self.cleaned_data.get("file") else "text"

    def manuscript(self) -> tuple[bytes, str]:
        """Bytes and name, as intake takes them."""
        file = self.cleaned_data.get("file")
        if file:
            # Intake refuses what is too large; it need not fill the memory to be told so.
            return file.read(MOST_READ), file.name
        name = PASTED.format(at=timezone.localtime())
        return self.cleaned_data["text"].encode(), name


@admin.register(Manuscript)
class ManuscriptAdmin(SingleScreen, ProposalScreen, ReadOnlyAdmin):
    list_display = (
        "opened", "label", "kind", "issue", "received_by", "received_at",
        "corrected_by", "corrected_at",
    )  # fmt: skip
    list_display_links = None
    list_filter = ("state", "kind")
    list_select_related = ("issue", "received_by", "corrected_by")
    search_fields = ("name",)
    fields = ("name", "issue", "encoding", "received_by", "received_at")
    change_form_template = "admin/editorial/manuscript/change_form.html"
    change_list_template = "admin/editorial/manuscript/change_list.html"

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("import/", wrap(self.import_view), name="editorial_manuscript_import"),
            path(
                "<int:pk>/original/", wrap(self.original_view), name="editorial_manuscript_original"
            ),
            path(
                "<int:pk>/received/", wrap(self.received_view), name="editorial_manuscript_received"
            ),
            *self.proposal_urls(),
            *super().get_urls(),
        ]

    @admin.display(description="来稿", ordering="name")
    def opened(self, manuscript):
        """What waits opens on its proposal, what is stored on its report."""
        is_waiting = manuscript.state == Manuscript.State.PENDING
        url = view_url(manuscript, "proposal") if is_waiting else change_url(manuscript)
        return format_html('<a href="{}">{}</a>', url, manuscript.name)

    @admin.display(description="状态", ordering="state")
    def label(self, manuscript):
        css = {"pending": "waiting", "stored": "ready"}.get(manuscript.state, "")
        label = manuscript.get_state_display()
        return format_html('<span class="state state-{}">{}</span>', css, label)

    def may_import(self, request) -> bool:
        return request.user.has_perm("editorial.add_manuscript")

    def changelist_view(self, request, extra_context=None):
        extra = {"may_import": self.may_import(request)}
        return super().changelist_view(request, (extra_context or {}) | extra)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {
            "title": obj.name,
            "subtitle": None,
            "manuscript": obj,
            "report": obj.report,
            **_history_of(obj),
            "original_url": view_url(obj, "original"),
            "issue_url": change_url(obj.issue) if obj.issue else "",
            "article_url": change_url(obj.article) if obj.article else "",
            "is_waiting": obj.state == Manuscript.State.PENDING and self.may_import(request),
            "proposal_url": view_url(obj, "proposal"),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def original_view(self, request, pk):
        """The file exactly as it was received, to be saved, never shown as a page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        manuscript = Manuscript.objects.filter(pk=pk).first()
        if manuscript is None:
            raise Http404
        return FileResponse(
            manuscript.file.open("rb"),
            as_attachment=True,
            filename=manuscript.name,
            content_type="application/octet-stream",
        )

    def import_view(self, request):
        if not self.may_import(request):
            raise PermissionDenied
        is_sent = request.method == "POST"
        form = ImportForm(request.POST, request.FILES) if is_sent else ImportForm()
        if is_sent and request.headers.get("Accept") == LINES:
            return StreamingHttpResponse(_told(form, request.user), content_type=LINES)
        if is_sent and form.is_valid():
            manuscript = self._receive(request, form)
            if manuscript:
                return HttpResponseRedirect(self._next(request, manuscript))
        context = self.admin_site.each_context(request) | {
            "title": "导入来稿",
            "opts": self.opts,
            "form": form,
            "list_url": reverse("admin:editorial_manuscript_changelist"),
        }
        status = 400 if form.is_bound and form.errors else 200
        return TemplateResponse(request, "admin/editorial/import.html", context, status=status)

    def received_view(self, request, pk):
        """Where the page goes on once everything has been read."""
        return HttpResponseRedirect(self._next(request, self._waiting(request, pk)))

    def _receive(self, request, form):
        """The manuscript, kept for its corrections, or nothing and the reason on the form."""
        # Reading manuscripts is a large room; only these screens need it.
        from editorial import intake

        data, name = form.manuscript()
        try:
            return intake.receive(data, name, by=request.user)
        except intake.Refused as refusal:
            form.add_error(form.field_of_text(), str(refusal))
            return None

    def _next(self, request, manuscript) -> str:
        """Where to go on: the proposal, or the report of what is already stored."""
        is_new = timezone.now() - manuscript.received_at < JUST_NOW
        if manuscript.state == Manuscript.State.PENDING:
            if not is_new or manuscript.received_by != request.user:
                messages.info(request, _said(WAITS, manuscript))
            return view_url(manuscript, "proposal")
        messages.warning(request, _said_with_issue(manuscript))
        return change_url(manuscript)


def _told(form: ImportForm, user) -> Iterator[str]:
    """A line of JSON for each step as it begins; the last one says where to go on, or why not.

    The page that reads them keeps what was typed and chosen, whatever happens.
    """
    from editorial import intake

    if not form.is_valid():
        yield _line(faults={name: list(said) for name, said in form.errors.items()})
        return
    data, name = form.manuscript()
    steps = intake.receiving(data, name, by=user)
    try:
        while True:
            yield _line(step=next(steps))
    except StopIteration as done:
        yield _line(url=view_url(done.value, "received"))
    except intake.Refused as refusal:
        yield _line(faults={form.field_of_text(): [str(refusal)]})


def _line(**said) -> str:
    return json.dumps(said, ensure_ascii=False) + "\n"


def _history_of(manuscript) -> dict:
    """The corrections made before it was stored, as they stay readable ever after."""
    from editorial import intake
    from editorial.admin.proposal_steps import lost_steps, steps_shown

    try:
        proposal = intake.proposal_of(manuscript) if manuscript.corrections else None
    except intake.Refused:
        # The file has gone; the steps can still be told, without the titles of articles.
        proposal = None
    return {
        "steps": steps_shown(proposal, manuscript.corrections),
        "lost_steps": lost_steps(manuscript.report.get("carried", {})),
    }


def _said_with_issue(manuscript) -> str:
    said = _said(SEEN, manuscript)
    if manuscript.issue is None:
        return said
    link = format_html('<a href="{}">{}</a>', change_url(manuscript.issue), manuscript.issue)
    return format_html("{}{}{}。", said, SEE_ISSUE, link)


def _said(sentence: str, manuscript) -> str:
    at = f"{timezone.localtime(manuscript.received_at):%Y-%m-%d %H:%M}"
    return sentence.format(name=manuscript.name, at=at, by=manuscript.received_by or "系统")
