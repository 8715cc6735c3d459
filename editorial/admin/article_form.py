"""The article form: fields in the order of the printed page, the editor's note first."""

import re

from django import forms

from editorial import editor, provenance, richtext
from editorial.admin.versions import RichTextField, VersionedForm
from editorial.models import Article, EditorsNote, Issue, Section, Upload
from editorial.models.authorship import WORDS

LOST_PICTURES = "正文里有 {count} 幅图片来自别处，没有保留；请用工具栏的“图像”按钮上传后再插入。"
NO_CORRECTION_NOTE = "本文已经公开，改动要写更正说明，读者看得到：原来是什么，改成了什么。"
# Words of a picture's own: to mend them is layout, not text.
ALT = re.compile(r'\s(?:alt|title|width|height)="[^"]*"')
CLOSED = "{issue}已经{state}，不能再添加文章。"


class ArticleForm(VersionedForm):
    """One article with its editor's note."""

    note = RichTextField(
        label="编者按",
        cleaner=richtext.sanitise_note,
        required=False,
        widget=editor.EditorWidget(editor.note_config()),
        help_text="印在标题之前，一至三段；不需要时留空。",
    )
    body = RichTextField(
        label="正文",
        required=False,
        widget=editor.EditorWidget(editor.body_config()),
        help_text="段落样式和标题级别在工具栏左端选取；图表按“图表”填数据；二维码、报告目录、脚注在“版块”里。",
    )

    correction = forms.CharField(
        label="更正说明",
        widget=forms.Textarea(attrs={"rows": 3, "cols": 80}),
        error_messages={"required": NO_CORRECTION_NOTE},
        help_text="公开显示在文章页和本期页上，如：第二段“12.5亿元”应为“12.5万元”，现已改正。",
    )

    class Meta:
        model = Article
        fields = "__all__"
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2, "cols": 60, "class": "title-field"}),
            "addressee": forms.TextInput(attrs={"size": 80}),
            "contents_title": forms.TextInput(attrs={"size": 60}),
            "issuing_bodies": forms.TextInput(attrs={"size": 60}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["note"] = note_of(self.instance)
        self.lost_pictures = 0
        if not (self.instance.pk and self.instance.issue.is_published):
            del self.fields["correction"]
        show_derived(self)

    def clean_issue(self):
        issue = self.cleaned_data["issue"]
        if not issue.is_open:
            state = issue.get_state_display()
            raise forms.ValidationError(CLOSED.format(issue=issue, state=state))
        return issue

    def clean_body(self):
        typed = self.data.get(self.add_prefix("body"), "")
        kept = self.cleaned_data["body"]
        self.lost_pictures = typed.count("<img") - kept.count("<img")
        return kept


def show_derived(form) -> None:
    """What is derived where an editor writes nothing stands in the empty field, in grey."""
    article = form.instance
    derived = provenance.derive(
        title=article.plain_title,
        document_number=article.document_number,
        source=article.source,
        kind=article.kind,
    )
    shown = {
        "issuing_bodies": "、".join(derived.bodies),
        "region": derived.region,
        "document_form": derived.form,
    }
    for name, words in shown.items():
        if name in form.fields and article.pk and words:
            form.fields[name].widget.attrs["placeholder"] = f"自动：{words}"


def text_changes(form: ArticleForm) -> list[str]:
    """The Chinese names of the fields whose words this save changes; none for mere layout."""
    changed = [name for name in form.changed_data if name in (*WORDS, "note")]
    before, after = form.initial.get("body", ""), form.cleaned_data["body"]
    if "body" in changed and _words(before) == _words(after):
        changed.remove("body")
    return [str(form.fields[name].label) for name in changed]


def _words(body: str) -> str:
    return ALT.sub("", richtext.sanitise(body))


def note_of(article: Article) -> str:
    note = getattr(article, "editors_note", None) if article.pk else None
    return note.body if note else ""


def store_note(article: Article, text: str, *, by) -> None:
    """Write, change or take away the editor's note; each leaves a row of history."""
    note = getattr(article, "editors_note", None)
    if note is None and text:
        article.editors_note = EditorsNote.objects.create(article=article, body=text, author=by)
    elif note is not None and not text:
        note.delete()
        del article._state.fields_cache["editors_note"]
    elif note is not None and note.body != text:
        note.body = text
        note.save()


def store_pictures(article: Article) -> None:
    """What the body shows is what the article uses; words written there are the picture's own."""
    told = richtext.picture_words(article.body)
    uploads = list(Upload.objects.filter(name__in=told))
    article.pictures.set(uploads)
    for upload in uploads:
        if told[upload.name] and not upload.alt_text:
            upload.alt_text = told[upload.name][:200]
            upload.save(update_fields=["alt_text"])


def initial_for_new(request) -> dict:
    """A new article stands in the issue it was asked for, or the next one in the making."""
    issue = Issue.objects.filter(pk=_number(request.GET.get("issue"))).first()
    issue = issue or Issue.objects.in_the_making().order_by("date").first()
    section = Section.objects.filter(pk=_number(request.GET.get("section"))).first()
    return {
        "issue": issue and issue.pk,
        "section": section and section.pk,
        "assignee": request.user.pk,
    }


def _number(text) -> int | None:
    return int(text) if text and text.isdigit() else None
