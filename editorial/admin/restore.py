"""对照与恢复: an earlier version beside the present words, and back again as a new version."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from editorial import richtext, workflow
from editorial.admin.article_form import note_of, store_note, store_pictures
from editorial.admin.links import change_url, view_url
from editorial.admin.versions import Stale
from editorial.admin.worded import worded
from editorial.models import Article, Attachment, EditorsNote, Record
from editorial.models.authorship import WORDS
from editorial.models.print_order import locked

VERB, LABEL = "restore_version", "恢复旧版"
FIELDS = (*WORDS, "issuing_bodies", "region", "document_form")
NOTE, ATTACHMENTS = "note", "attachments"
RICH = ("body", NOTE)
TITLE = "第 {version} 版（{at:%m-%d %H:%M}）"
REMARK = "恢复第 {version} 版的{changed}"
RESTORED = "《{article}》已恢复第 {version} 版的{changed}，是新的一版；原来的文字留在历史里。"
FELL_BACK = "《{article}》恢复了旧版的文字，已回到“{state}”重新审读。"
CHANGED_MEANWHILE = "《{article}》刚刚又有人改过，没有恢复；请看过现在的差别再决定。"
NOTHING = "与现在的文字相同，不用恢复。"
IS_OUT = "本期已经公开：请照这里的差别在文章页上改，并写更正说明。"


class RestoreScreen:
    """Adds ``<id>/version/<version>/`` to the article's screen: GET compares, POST restores."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.version_view)
        route = "<int:pk>/version/<int:version_pk>/"
        return [path(route, view, name="editorial_article_version"), *super().get_urls()]

    def version_view(self, request, pk, version_pk):
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "POST"])
        article = self.subject_or_404(request, pk)
        old = article.history.select_related("history_user").filter(pk=version_pk).first()
        if old is None:
            raise Http404
        if request.method == "POST":
            return self._restore(request, article, old)
        return self._compared(request, article, old)

    def _compared(self, request, article, old, status=200):
        may_edit = self.has_change_permission(request, article)
        is_out = may_edit and not workflow.may_edit(request.user, article)
        context = self.admin_site.each_context(request) | {
            "title": TITLE.format(version=old.version, at=timezone.localtime(old.history_date)),
            "opts": self.opts,
            "article": article,
            "old": old,
            "differences": [each for _, each in differences(article, old)],
            "may_restore": may_edit and not is_out,
            "why_not": IS_OUT if is_out else self.why_locked(request, article),
            "saving_does": self._what_saving_does(request, article).get("saving_does"),
        }
        template = "admin/editorial/article/version.html"
        return TemplateResponse(request, template, context, status=status)

    def _restore(self, request, article, old):
        right = self.has_change_permission(request, article)
        if not (right and workflow.may_edit(request.user, article)):
            raise PermissionDenied
        seen = request.POST.get("seen", "")
        try:
            changed, record = restore(article, old, by=request.user, seen=seen)
        except Stale:
            messages.error(request, CHANGED_MEANWHILE.format(article=article))
            return HttpResponseRedirect(view_url(article, "version", old.pk))
        said = "、".join(changed)
        about = {"article": article, "version": old.version, "changed": said}
        messages.success(request, RESTORED.format(**about) if changed else NOTHING)
        if record:
            state = article.get_state_display()
            messages.warning(request, FELL_BACK.format(article=article, state=state))
        return HttpResponseRedirect(change_url(article))


def attachments_then(article: Article, old) -> list[tuple[str, str]]:
    """(title, address) of the attachments as they stood until the next version."""
    later = article.history.filter(pk__gt=old.pk).order_by("pk").first()
    return Attachment.objects.then(article, later and later.history_date)


def words_then(article: Article, old) -> dict[str, str]:
    """The words of a version, the editor's note as it stood until the next one. Two queries."""
    later = article.history.filter(pk__gt=old.pk).order_by("pk").first()
    notes = EditorsNote.history.filter(article_id=article.pk)
    if later is not None:
        notes = notes.filter(history_date__lt=later.history_date)
    note = notes.order_by("-history_date", "-pk").first()
    words = {name: getattr(old, name) for name in FIELDS}
    words["body"] = richtext.sanitise(old.body)
    is_there = note is not None and note.history_type != "-"
    return words | {NOTE: note.body if is_there else ""}


def differences(article: Article, old, *, since=False) -> list[tuple[str, object]]:
    """(field, what differs) for each field whose words are not those of that version.

    Told as the way back, from the present words to the old ones; with ``since`` as what happened.
    """
    found, told = [], _told_since if since else worded
    now = {name: getattr(article, name) for name in FIELDS} | {NOTE: note_of(article)}
    for name, then in words_then(article, old).items():
        is_same = richtext.is_same_text(now[name], then) if name in RICH else now[name] == then
        if not is_same:
            found.append((name, told(_label(name), now[name], then, is_rich=name in RICH)))
    listed = attachments_then(article, old)
    if listed != (there := Attachment.objects.then(article)):
        found.append((ATTACHMENTS, told(_label(ATTACHMENTS), _lines(there), _lines(listed))))
    return found


def _told_since(label, now, then, **kind):
    return worded(label, then, now, **kind)


def _lines(rows) -> str:
    return "\n".join(f"{title}（{url}）" if url else title for title, url in rows)


def _label(name) -> str:
    own = {NOTE: "编者按", ATTACHMENTS: "附件"}
    return own.get(name) or str(Article._meta.get_field(name).verbose_name)


@transaction.atomic
def restore(article: Article, old, *, by, seen: str) -> tuple[list[str], Record | None]:
    """The words of a version as a new one; what changed, and the record if it fell back.

    Raises ``Stale`` when the article is no longer the version ``seen`` or may not be changed.
    """
    article.issue = locked(article.issue)
    then, found = words_then(article, old), differences(article, old)
    listed = attachments_then(article, old)
    if not found:
        return [], None
    _claim(article, by, seen)
    fields = [name for name, _ in found if name not in (NOTE, ATTACHMENTS)]
    for name in fields:
        setattr(article, name, then[name])
    article._history_user = by
    article.save(update_fields=["version", *fields])
    if NOTE in dict(found):
        store_note(article, then[NOTE], by=by)
    if ATTACHMENTS in dict(found):
        Attachment.objects.put(article, listed)
    store_pictures(article)
    changed = [each.label for _, each in found]
    _record(article, old, changed, by)
    settled = [each.label for name, each in found if name in (*WORDS, NOTE, ATTACHMENTS)]
    return changed, workflow.fall_back(article, by=by, changed=settled)


def _claim(article, by, seen) -> None:
    if not workflow.may_edit(by, article) or str(article.version) != seen:
        raise Stale
    rows = Article.objects.filter(pk=article.pk, version=article.version, state=article.state)
    if not rows.update(version=F("version") + 1):
        raise Stale
    article.version += 1


def _record(article, old, changed, by) -> None:
    remark = REMARK.format(version=old.version, changed="、".join(changed))
    Record.objects.create(
        by=by, issue=article.issue, article=article, subject=article.plain_title[:200], verb=VERB,
        label=LABEL, from_state=article.state, to_state=article.state, remark=remark[:200],
    )  # fmt: skip
