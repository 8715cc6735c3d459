"""文章: the form in printed order, its moves above, its records below."""

from adminsortable2.admin import SortableAdminBase, SortableTabularInline
from django.contrib import admin, messages
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from editorial import checks, editor, notices, richtext, workflow
from editorial.admin import board, editions, moves
from editorial.admin.article_form import (
    LOST_PICTURES,
    ArticleForm,
    initial_for_new,
    note_of,
    store_note,
    store_pictures,
    text_changes,
)
from editorial.admin.base import HistoryAdmin
from editorial.admin.comments import CommentScreen, comments_context
from editorial.admin.drafts import DraftScreen
from editorial.admin.exports import ArticleExport
from editorial.admin.fields import without_links
from editorial.admin.history import newest_first, rows_of
from editorial.admin.invitations import InvitationScreen
from editorial.admin.links import change_url, places
from editorial.admin.locked import LockedRows, may_change
from editorial.admin.preview import PreviewScreen
from editorial.admin.restore import RestoreScreen
from editorial.admin.review import ReviewScreen
from editorial.admin.single_upload import ReplacesFromFile
from editorial.admin.tidying import TidyScreen
from editorial.admin.transfer import TransferScreen
from editorial.admin.versions import Stale, VersionedScreen, claim
from editorial.models import Article, Attachment, EditorsNote, Issue, User
from editorial.models.print_order import arrange, locked

WHY_LOCKED = {
    state: f"稿件在{state.label}，正文锁定。要修改，请送审人“撤回送审”，或由审稿人“退回”。"
    for state in Article.IN_REVIEW
}
ISSUE_CLOSED = "{issue}已经{state}，文字锁定。{way}"
WAYS = {
    Issue.State.SIGNED_OFF: "要修改，请总编辑“撤回签发”，再由审稿人“退回”本文。",
    Issue.State.PUBLISHED: "公开之后的更正请报总编辑。",
    Issue.State.WITHDRAWN: "本期已从公开站撤下。",
}
SCHEDULED = "要修改，请总编辑先“取消定时”、再“撤回签发”，由审稿人“退回”本文。"
NOT_YOUR_ROLE = "您的角色只能阅读文章；要修改，请联系责任编辑。"

WILL_FALL_BACK = (
    "本文已定稿。改动文字后保存，将回到“{level}”重新审读，并记入流转记录；"
    "只改图片说明、栏目、体裁、责任编辑和交稿日期不受影响。"
)
SAVE_FINAL = "保存（改动文字则回到{level}）"
FELL_BACK = "《{article}》改动了{changed}，已回到“{state}”重新审读。"
WILL_CORRECT = (
    "{issue}已经公开，这里的改动是更正：保存后读者立即看到新的文字和更正说明，"
    "网络版 PDF 随即重排；印刷版照旧。"
)
SAVE_CORRECTION = "发布更正"
CORRECTED = "已发布{correction}，网络版正在重排。"
INDEXED = ("issuing_bodies", ("region", "document_form"))
# The order of the printed page.
FIELDSETS = (
    ("编者按", {"fields": ("note",)}),
    (
        "标题",
        {"fields": ("seen_version", "title", "contents_title", "document_number", "addressee")},
    ),
    ("正文", {"fields": ("body",), "classes": ("has-attachments",)}),
    ("来源", {"fields": ("source", "source_url", "full_text_url")}),
    ("检索与政策索引", {"fields": INDEXED}),
    ("编务", {"fields": (("section", "kind"), ("assignee", "due_date"))}),
)
# Without its place nothing can be saved: it is asked for first.
NEW = (
    ("所在期", {"fields": (("issue", "section"),)}),
    *FIELDSETS[:-1],
    ("编务", {"fields": ("kind", ("assignee", "due_date"))}),
)
CORRECTING = (("更正", {"fields": ("correction",)}), *FIELDSETS[:-1])
READING = (
    ("读稿", {"fields": ("reading",)}),
    ("来源", {"fields": ("source", "source_url", "full_text_url", "contents_title")}),
    ("检索与政策索引", {"fields": INDEXED}),
    ("编务", {"fields": (("section", "kind"), ("assignee", "due_date"))}),
)


class AttachmentInline(LockedRows, SortableTabularInline):
    model = Attachment
    extra = 0
    fields = ("title", "url")
    verbose_name_plural = "附件（拖动排序）"


@admin.register(Article)
class ArticleAdmin(
    VersionedScreen,
    CommentScreen,
    ReviewScreen,
    InvitationScreen,
    DraftScreen,
    RestoreScreen,
    TidyScreen,
    editions.OffprintScreen,
    PreviewScreen,
    moves.MoveScreen,
    TransferScreen,
    ReplacesFromFile,
    ArticleExport,
    SortableAdminBase,
    HistoryAdmin,
):
    form = ArticleForm
    inlines = (AttachmentInline,)
    list_display = (
        "title_line",
        "issue",
        "section",
        "state_label",
        "assignee",
        "due_date",
        "version",
    )
    list_display_links = ("title_line",)
    list_filter = ("state", "section", "kind", "assignee", "issue__year")
    search_fields = ("title", "source", "document_number", "body")
    ordering = ("-issue__year", "-issue__number", "position")
    save_on_top = False
    change_form_template = "admin/editorial/article/change_form.html"

    # --- who may

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and may_change(request, obj)

    def may_edit_now(self, request, row):
        return may_change(request, row)

    # --- what is shown

    def get_queryset(self, request):
        needed = ("issue", "section", "editors_note", "assignee")
        return super().get_queryset(request).select_related(*needed)

    def get_fieldsets(self, request, obj=None):
        if obj and not self.has_change_permission(request, obj):
            return READING
        if obj:
            return CORRECTING if workflow.may_correct(request.user, obj) else FIELDSETS
        return NEW

    def get_readonly_fields(self, request, obj=None):
        return ("reading",) if obj and not self.has_change_permission(request, obj) else ()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if "body" in form.base_fields:
            with_source = request.user.is_superuser
            form.base_fields["body"].widget = editor.EditorWidget(
                editor.body_config(with_source=with_source)
            )
        if "issue" in form.base_fields:
            is_open = Q(state__in=(Issue.State.ASSEMBLING, Issue.State.PROOFING))
            form.base_fields["issue"].queryset = Issue.objects.filter(is_open)
        if "assignee" in form.base_fields:
            form.base_fields["assignee"].queryset = _people(obj)
        without_links(form, "issue", "section", "assignee")
        return form

    def get_changeform_initial_data(self, request):
        return initial_for_new(request) | super().get_changeform_initial_data(request)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= self._about(request, obj) | comments_context(obj, request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _about(self, request, article) -> dict:
        proof = board.newest_proof(article.issue)
        key = str(article.pk)
        return {
            "title": article.plain_title or "无题",
            "subtitle": None,
            "article": article,
            "buttons": moves.buttons(request.user, article),
            "places": places(checks.shown_findings(article), article),
            "records": (records := article.records.select_related("by")),
            "sent_back": _sent_back(article, records),
            "characters": richtext.character_count(article.body + note_of(article)),
            "proof": proof,
            "folio": proof and proof.start_pages.get(key),
            "pages": proof and proof.article_pages.get(key),
            "why_locked": self.why_locked(request, article),
            "offprints": editions.offprints(article),
            "may_order": request.user.has_perm("editorial.add_edition"),
            "corrections": article.corrections.select_related("by"),
            **self._what_saving_does(request, article),
            "issues_to_move_to": self.issues_to_move_to(request, article),
            "from_file": self.from_file(request, article),
        }

    def _what_saving_does(self, request, article) -> dict:
        """Said above the form and on its button before anything is saved."""
        if not self.has_change_permission(request, article):
            return {}
        if workflow.may_correct(request.user, article):
            said = WILL_CORRECT.format(issue=article.issue)
            return {"saving_does": said, "save_says": SAVE_CORRECTION}
        if article.state != Article.State.FINAL:
            return {}
        level = workflow.after_edit().label
        return {
            "saving_does": WILL_FALL_BACK.format(level=level),
            "save_says": SAVE_FINAL.format(level=level),
        }

    def why_locked(self, request, article) -> str:
        if self.has_change_permission(request, article):
            return ""
        issue = article.issue
        if not issue.is_open:
            state = issue.get_state_display()
            is_waiting = issue.state == Issue.State.PUBLISHED and not issue.is_published
            way = SCHEDULED if is_waiting else WAYS[issue.state]
            return ISSUE_CLOSED.format(issue=issue, state="定时" if is_waiting else state, way=way)
        return WHY_LOCKED.get(article.state, NOT_YOUR_ROLE)

    # --- saving

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        return _to_issue(request, obj) or response

    def response_change(self, request, obj):
        response = super().response_change(request, obj)
        return _to_issue(request, obj) or response

    def save_model(self, request, obj, form, change):
        if change and not form.has_changed():
            return
        if change:
            self._hold_issue(request, obj, form)
            claim(form)
            changed = [name for name in form.changed_data if name not in ("note", "correction")]
            obj.save(update_fields=["version", *changed])
        else:
            # Two articles added at once must not take the same place.
            obj.position = locked(obj.issue).articles.next_position()
            obj.save()
        self._store_what_belongs(request, obj, form)

    def _hold_issue(self, request, article, form):
        """Nobody signs the issue off between this look and the end of the save.

        Nor may it have opened since the form was made: what was meant as editing is then a
        correction, and the form comes back to ask for its note.
        """
        article.issue = locked(article.issue)
        is_correction = workflow.may_correct(request.user, article)
        if not may_change(request, article) or is_correction != ("correction" in form.fields):
            raise Stale

    def _store_what_belongs(self, request, article, form):
        store_note(article, form.cleaned_data["note"], by=request.user)
        store_pictures(article)
        if "section" in form.changed_data:
            arrange(article.issue)
            article.refresh_from_db(fields=["position"])
        if "assignee" in form.changed_data:
            notices.assigned(article, by=request.user)
        if form.lost_pictures > 0:
            messages.warning(request, LOST_PICTURES.format(count=form.lost_pictures))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        changed = text_changes(form)
        if any(formset.has_changed() for formset in formsets):
            changed.append("附件")
        if change and form.has_changed() | bool(changed):
            self._follow_up(request, form, changed)

    def _follow_up(self, request, form, changed):
        """What a change of settled words brings about: review once more, or a correction."""
        article = form.instance
        if workflow.may_correct(request.user, article):
            note = form.cleaned_data["correction"]
            correction = workflow.correct(article, by=request.user, note=note)
            messages.success(request, CORRECTED.format(correction=correction))
        elif workflow.fall_back(article, by=request.user, changed=changed):
            said = "、".join(changed)
            state = article.get_state_display()
            messages.warning(request, FELL_BACK.format(article=article, changed=said, state=state))

    def history_view(self, request, object_id, extra_context=None):
        notes = rows_of(EditorsNote, "编者按", lambda row: richtext.plain_text(row.body))
        listed = rows_of(Attachment, "附件", lambda row: f"{row.title} {row.url}".strip())
        found = newest_first(notes(article_id=object_id), listed(article_id=object_id))
        more = {"related_history": found, "version_links": True}
        return super().history_view(request, object_id, more)

    def view_on_site(self, article):
        """The public page, once readers can see it."""
        return article.get_absolute_url() if article.issue.is_published else None

    def get_urls(self):
        return [*self.file_urls(), *super().get_urls()]

    # --- columns

    @admin.display(description="标题", ordering="title")
    def title_line(self, article):
        return article.plain_title or "无题"

    @admin.display(description="状态", ordering="state")
    def state_label(self, article):
        return format_html(
            '<span class="state state-{}">{}</span>', article.state, article.get_state_display()
        )

    @admin.display(description="")
    def reading(self, article):
        """The article as it reads, for those who may not change it."""
        title = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in article.title_lines))
        # Cleaned on the way in and again here: what is marked safe is only our vocabulary.
        note = mark_safe(richtext.sanitise_note(note_of(article)))
        body = mark_safe(richtext.sanitise(article.body))
        return format_html(
            '<article class="reading">{}<h1>{}</h1>{}{}<div class="body">{}</div></article>',
            format_html('<div class="note-box"><p class="label">编者按</p>{}</div>', note)
            if note
            else "",
            title,
            format_html('<p class="document-number">{}</p>', article.document_number)
            if article.document_number
            else "",
            format_html('<p class="addressee">{}</p>', article.addressee)
            if article.addressee
            else "",
            body,
        )


def _sent_back(article, records):
    """Why it came back, for who has to mend it."""
    if article.state != Article.State.SENT_BACK:
        return None
    return next((each for each in records if each.verb == "send_back"), None)


def _people(article):
    """Who can be asked to write: active staff, and whoever has been asked already."""
    here = Q(is_active=True, is_staff=True)
    return User.objects.filter(here | Q(pk=article and article.assignee_id)).order_by("pk")


def _to_issue(request, article):
    """Saved and left: back to the issue. The list of all articles is nobody's next step."""
    return HttpResponseRedirect(change_url(article.issue)) if "_save" in request.POST else None
