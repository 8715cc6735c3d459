"""自动保存: the form's unsaved words kept on the server and offered back, and who else is here."""

import json
import re

from django import forms
from django.http import HttpResponseNotAllowed, JsonResponse
from django.urls import path
from django.utils import timezone

from editorial import richtext
from editorial.admin import kept_attachments
from editorial.admin.links import view_url
from editorial.admin.versions import RichTextField
from editorial.admin.worded import worded
from editorial.models import Draft
from editorial.models.authorship import WORDS

LARGEST = 4 * 1024 * 1024  # bytes of one request: forty times the longest article there is
KEPT = "{at:%H:%M} 已自动保存"
TOO_LARGE = "文字超过 4 MB，不能自动保存；暂存在本机浏览器里，请分开保存。"
SHUT = "没有自动保存，文字留在本机浏览器里。{why}"
NOT_READABLE = "自动保存的内容不完整，没有收下；文字还在表单里。"
EDITING = "{name}正在编辑，{ago}。"
NEWER = "{name}在 {at:%H:%M} 保存过新的版本；您照常写，保存时再逐段合并。"
SAVED_COOKIE = "desk-saved"
_COPY_KEY = re.compile(r"^[a-z0-9-]{1,60}$")


class DraftScreen:
    """Adds ``<id>/draft/`` to the article's screen, and the offer to its form."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.draft_view)
        route = path("<int:pk>/draft/", view, name="editorial_article_draft")
        return [route, *super().get_urls()]

    def draft_view(self, request, pk):
        """A sign of life, with the words typed so far where there are any. POST of JSON."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        article = self.subject_or_404(request, pk)
        if not self.has_change_permission(request, article):
            said = SHUT.format(why=self.why_locked(request, article))
            return JsonResponse({"sentence": said}, status=403)
        if len(request.body) > LARGEST:
            return JsonResponse({"sentence": TOO_LARGE}, status=413)
        try:
            sent = _read(request.body, self.form.base_fields)
        except (ValueError, RecursionError):  # nested ten thousand deep
            return JsonResponse({"sentence": NOT_READABLE}, status=400)
        return JsonResponse(_keep(article, request.user, sent))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form = context["adminform"].form
        context["copies"] = f"{request.user.pk}-{obj.pk if obj else 'new'}"
        context["is_unsaved"] = form.is_bound
        if obj:
            context["draft_url"] = view_url(obj, "draft")
            context["presence"] = presence(obj, request.user)
            context["offer"] = None
            if not form.is_bound:
                context["offer"] = offer(form, self.form.base_fields, obj, request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request, obj):
        Draft.objects.forget(obj, request.user)
        return _saved(request, super().response_change(request, obj))

    def response_add(self, request, obj, post_url_continue=None):
        return _saved(request, super().response_add(request, obj, post_url_continue))


def _saved(request, response):
    """Tells the browser which of its rescue copies is not needed any more."""
    key = request.POST.get("copy_key", "")
    if _COPY_KEY.match(key):
        response.set_cookie(SAVED_COOKIE, key, max_age=3600, path="/desk/", samesite="Lax")
    return response


def _read(body: bytes, fields) -> dict:
    """``{"version", "typed", "drop"}``; ``typed`` is ``None`` in a mere sign of life."""
    sent = json.loads(body)
    if not isinstance(sent, dict):
        raise ValueError("not an object")
    version, typed = sent.get("version"), sent.get("typed")
    if typed is not None:
        if type(version) is not int or not 0 <= version < 2**31 or not isinstance(typed, dict):
            raise ValueError("words without the version they belong to")
        typed = {
            name: richtext.without_control(text)
            for name, text in typed.items()
            if name in fields and name != "seen_version" and isinstance(text, str)
        } | _rows_in(typed)
    return {"version": version, "typed": typed, "drop": sent.get("drop") is True}


def _rows_in(typed) -> dict[str, str]:
    """The attachments below the form, where any were sent."""
    text = typed.get(kept_attachments.NAME)
    rows = kept_attachments.readable(text) if isinstance(text, str) else ""
    return {kept_attachments.NAME: rows} if rows else {}


def _keep(article, user, sent) -> dict:
    """What the page is told: a sentence where words were kept, and who else is here."""
    drafts, said = Draft.objects, ""
    if sent["typed"]:
        kept = drafts.keep(article, user, sent["typed"], version=sent["version"])
        said = KEPT.format(at=timezone.localtime(kept.typed_at))
    else:
        if sent["drop"] or sent["typed"] == {}:
            drafts.forget(article, user)
        drafts.note_presence(article, user)
    others = presence(article, user)
    if type(sent["version"]) is int and article.version > sent["version"]:
        others += _newer(article)
    return {"sentence": said, "presence": others}


def presence(article, user) -> list[str]:
    """Who else is at this form, a sentence each; nobody is kept out by it."""
    return [
        EDITING.format(name=row.user, ago=_ago(row.seen_at))
        for row in Draft.objects.present(article, but=user)
    ]


def _ago(at) -> str:
    minutes = int((timezone.now() - at).total_seconds() // 60)
    return f"{minutes} 分钟前" if minutes > 0 else "刚才"


def _newer(article) -> list[str]:
    last = article.history.select_related("history_user").first()
    if last is None:
        return []
    at = timezone.localtime(last.history_date)
    return [NEWER.format(name=last.history_user or "有人", at=at)]


def offer(form, fields, article, user) -> dict | None:
    """The words kept for this person that differ from what is stored now, with the difference.

    ``fields`` are all of the article's form; ``form`` has those that may be written now.
    """
    draft = Draft.objects.filter(article=article, user=user).first()
    if draft is None or not draft.typed:
        return None
    rows = draft.typed.get(kept_attachments.NAME)
    words = {name: text for name, text in draft.typed.items() if name in fields}
    typed = {name: _clean(fields[name], text) for name, text in words.items()}
    before = form.initial | _words_of(article, draft.version)
    found = [
        _difference(form, fields, before, name, text)
        for name, text in typed.items()
        if _differs(form, fields, name, text)
    ]
    if rows and (differing := kept_attachments.difference(article, rows)):
        found.append(differing)
        typed[kept_attachments.NAME] = rows
    if not found:
        return None
    return {
        "at": draft.typed_at,
        "is_old": draft.version != article.version,
        "differences": found,
        "kept": {"version": draft.version, "typed": typed},
    }


def _words_of(article, version) -> dict[str, str]:
    """The words of an earlier version, for what was typed on it; nothing for the present one."""
    row = None
    if version != article.version:
        row = article.history.filter(version=version).first()
    return {name: getattr(row, name) for name in WORDS} if row else {}


def _clean(field, text) -> str:
    return field.cleaner(text) if isinstance(field, RichTextField) else text


def _differs(form, fields, name, text) -> bool:
    if name in form.fields:
        return form.fields[name].has_changed(form.initial.get(name), text)
    return isinstance(fields[name], forms.CharField)  # locked: only words are worth showing


def _difference(form, fields, before, name, text):
    is_rich = isinstance(fields[name], RichTextField)
    if name not in form.fields:
        return worded(str(fields[name].label), "", text, is_rich=is_rich)
    field = form.fields[name]
    old, new = (form.shown(field, each) for each in (before.get(name), text))
    return worded(form.label_of(name), old, new, is_rich=is_rich)
