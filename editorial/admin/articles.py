"""文章: the form in printed order, its moves above, its records below."""

from adminsortable2.admin import SortableAdminBase, SortableTabularInline
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from editorial import checks, editor, richtext
from editorial.admin import board, moves
from editorial.admin.article_form import (
    LOST_PICTURES,
    ArticleForm,
    initial_for_new,
    note_of,
    store_note,
    store_pictures,
)
from editorial.admin.base import HistoryAdmin
from editorial.admin.fields import without_links
from editorial.admin.links import change_url, places
from editorial.admin.locked import LockedRows, is_open
from editorial.admin.versions import Stale, VersionedScreen, claim
from editorial.models import Article, Attachment, EditorsNote, Issue
from editorial.models.print_order import arrange, locked

WHY_LOCKED = {
    Article.State.SUBMITTED: "稿件已送审，正文锁定。要修改，请送审人“撤回送审”，或由审稿人“退回”。",
    Article.State.FINAL: "稿件已定稿，正文锁定。要修改，请审稿人写明理由“退回”。",
}
ISSUE_CLOSED = "{issue}已经{state}，文字锁定。{way}"
WAYS = {
    Issue.State.SIGNED_OFF: "要修改，请总编辑“撤回签发”，再由审稿人“退回”本文。",
    Issue.State.PUBLISHED: "出版后的更正请报总编辑。",
    Issue.State.WITHDRAWN: "本期已从公开站撤下。",
}
NOT_YOUR_ROLE = "您的角色只能阅读文章；要修改，请联系责任编辑。"
MOVED_TO = "《{article}》已移到{issue}。"
CHANGED_MEANWHILE = "《{article}》或那一期刚刚变了状态，没有移动；请刷新页面后再看。"
NO_SUCH_ISSUE = "请选一个还在编辑的期。"

# The order of the printed page.
FIELDSETS = (
    ("编者按", {"fields": ("note",)}),
    (
        "标题",
        {"fields": ("seen_version", "title", "contents_title", "document_number", "addressee")},
    ),
    ("正文", {"fields": ("body",), "classes": ("has-attachments",)}),
    ("来源", {"fields": ("source", "source_url", "full_text_url")}),
    ("编务", {"fields": (("section", "kind"), ("assignee", "due_date"))}),
)
READING = (
    ("读稿", {"fields": ("reading",)}),
    ("来源", {"fields": ("source", "source_url", "full_text_url", "contents_title")}),
    ("编务", {"fields": (("section", "kind"), ("assignee", "due_date"))}),
)


class AttachmentInline(LockedRows, SortableTabularInline):
    model = Attachment
    extra = 0
    fields = ("title", "url")
    verbose_name_plural = "附件（拖动排序）"


@admin.register(Article)
class ArticleAdmin(VersionedScreen, moves.MoveScreen, SortableAdminBase, HistoryAdmin):
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
        return super().has_change_permission(request, obj) and is_open(request, obj)

    def may_edit_now(self, request, row):
        return is_open(request, row)

    # --- what is shown

    def get_queryset(self, request):
        needed = ("issue", "section", "editors_note", "assignee")
        return super().get_queryset(request).select_related(*needed)

    def get_fieldsets(self, request, obj=None):
        if obj and not self.has_change_permission(request, obj):
            return READING
        if obj:
            return FIELDSETS
        return (("所在期", {"fields": ("issue",)}), *FIELDSETS)

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
        without_links(form, "issue", "section", "assignee")
        return form

    def get_changeform_initial_data(self, request):
        return initial_for_new(request) | super().get_changeform_initial_data(request)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= self._about(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _about(self, request, article) -> dict:
        proof = board.newest_proof(article.issue)
        key = str(article.pk)
        return {
            "title": article.plain_title or "无题",
            "subtitle": None,
            "article": article,
            "buttons": moves.buttons(request.user, article),
            "places": places(checks.article_findings(article), article),
            "records": article.records.select_related("by"),
            "characters": richtext.character_count(article.body + note_of(article)),
            "proof": proof,
            "folio": proof and proof.start_pages.get(key),
            "pages": proof and proof.article_pages.get(key),
            "why_locked": self.why_locked(request, article),
            "issues_to_move_to": self._issues_to_move_to(request, article),
        }

    def why_locked(self, request, article) -> str:
        if self.has_change_permission(request, article):
            return ""
        issue = article.issue
        if not issue.is_open:
            state = issue.get_state_display()
            return ISSUE_CLOSED.format(issue=issue, state=state, way=WAYS[issue.state])
        return WHY_LOCKED.get(article.state, NOT_YOUR_ROLE)

    def _issues_to_move_to(self, request, article):
        if not self.has_change_permission(request, article):
            return []
        return [
            issue
            for issue in Issue.objects.in_the_making().exclude(pk=article.issue_id).order_by("date")
            if issue.is_open
        ]

    # --- saving

    def save_model(self, request, obj, form, change):
        if change and not form.has_changed():
            return
        if change:
            claim(form)
            changed = [name for name in form.changed_data if name != "note"]
            obj.save(update_fields=["version", *changed])
        else:
            # Two articles added at once must not take the same place.
            obj.position = locked(obj.issue).articles.next_position()
            obj.save()
        self._store_what_belongs(request, obj, form)

    def _store_what_belongs(self, request, article, form):
        store_note(article, form.cleaned_data["note"], by=request.user)
        store_pictures(article)
        if "section" in form.changed_data:
            arrange(article.issue)
            article.refresh_from_db(fields=["position"])
        if form.lost_pictures > 0:
            messages.warning(request, LOST_PICTURES.format(count=form.lost_pictures))

    def history_view(self, request, object_id, extra_context=None):
        notes = EditorsNote.history.filter(article_id=object_id).select_related("history_user")[:30]
        for each in notes:
            each.words = richtext.plain_text(each.body)
        return super().history_view(request, object_id, {"note_history": notes})

    def view_on_site(self, article):
        """The public page, once readers can see it."""
        return article.get_absolute_url() if article.issue.is_published else None

    # --- views of our own

    def get_urls(self):
        view = self.admin_site.admin_view(self.transfer_view)
        route = path("<int:pk>/transfer/", view, name="editorial_article_transfer")
        return [route, *super().get_urls()]

    def transfer_view(self, request, pk):
        """Move an article to another open issue, at the end of its section there."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self.subject_or_404(request, pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        wanted = request.POST.get("issue", "")
        target = next(
            (i for i in self._issues_to_move_to(request, article) if str(i.pk) == wanted), None
        )
        if target is None:
            messages.error(request, NO_SUCH_ISSUE)
        else:
            self._transfer(request, article, target)
        return HttpResponseRedirect(change_url(article))

    def _transfer(self, request, article, target):
        try:
            transfer(article, target)
        except Stale:
            messages.error(request, CHANGED_MEANWHILE.format(article=article))
        else:
            messages.success(request, MOVED_TO.format(article=article, issue=target))

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
            format_html('<div class="note-box">{}</div>', note) if note else "",
            title,
            format_html('<p class="document-number">{}</p>', article.document_number)
            if article.document_number
            else "",
            format_html('<p class="addressee">{}</p>', article.addressee)
            if article.addressee
            else "",
            body,
        )


@transaction.atomic
def transfer(article: Article, target: Issue) -> None:
    """Both issues are numbered anew; the old one's cover story is let go of.

    Raises ``Stale`` when article or issue moved on meanwhile.
    """
    source = article.issue
    now = Article.objects.select_for_update().get(pk=article.pk)
    is_same = (now.state, now.issue_id) == (article.state, article.issue_id)
    if not (is_same and locked(source).is_open and locked(target).is_open):
        raise Stale
    article.issue, article.position = target, target.articles.next_position()
    article.save(update_fields=["issue", "position"])
    if source.cover_story_id == article.pk:
        source.cover_story = None
        source.save(update_fields=["cover_story"])
    arrange(source)
    arrange(target)
