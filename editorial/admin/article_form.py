"""The article form: fields in the order of the printed page, the editor's note first."""

from django import forms

from editorial import editor, richtext
from editorial.admin.versions import RichTextField, VersionedForm
from editorial.models import Article, EditorsNote, Issue, Section, Upload

LOST_PICTURES = "正文里有 {count} 幅图片来自别处，没有保留；请用工具栏的“图像”按钮上传后再插入。"
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
        help_text="段落样式和标题级别在工具栏左端选取；图表、二维码、报告目录、脚注在“版块”里。",
    )

    class Meta:
        model = Article
        fields = "__all__"
        widgets = {
            "title": forms.Textarea(attrs={"rows": 2, "cols": 60, "class": "title-field"}),
            "addressee": forms.TextInput(attrs={"size": 80}),
            "contents_title": forms.TextInput(attrs={"size": 60}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["note"] = note_of(self.instance)
        self.lost_pictures = 0

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
    """What the body shows is what the article uses."""
    names = richtext.picture_names(article.body)
    article.pictures.set(Upload.objects.filter(name__in=names))


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
