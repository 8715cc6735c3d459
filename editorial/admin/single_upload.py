"""导入一篇, 从文件替换正文: the pages on which one author's file is handed in."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html

from editorial.admin.links import change_url, view_url
from editorial.admin.locked import is_open
from editorial.admin.manuscripts import ImportForm
from editorial.models import Article, Issue, Manuscript, Section

SEEN = "《{name}》在 {at} 已由{by}导入本期，就是{link}，没有重复导入。"
REPLACED = "《{name}》在 {at} 已由{by}用来替换过这一篇，没有再替换；见{link}。"
WAITS = "《{name}》在 {at} 已由{by}交来，正在核对，这里接着上次的地方。"
HELP = "作者交来的一篇文章：Word 文档（.docx）或 .txt、.md（UTF-8 或 GB 18030）。"
CHOOSE = "请选一个栏目和位置。"
AT_END = "栏目最后"
BEFORE = "排在《{title}》之前"

ADDING = (
    "找出标题、编者按、文号、主送机关、来源、各级标题、附件、图题和脚注，先给您核对，还没有入库。",
    "拿不准的地方逐条列出行号；文件里的每个字去了哪里，都能对账。",
    "核对时可以改标题级别、分合段落、指定标题行、删去一行，每一步都能单独撤销。",
    "点“入库”才成为本期的一篇草稿；没核对完的留在“来稿”里，别的编辑可以接着做。",
    "文件里有几篇文章时逐篇列出，由您选哪一篇入库。",
    "整期的来稿请用“导入来稿”。",
)
REPLACING = (
    "读出新稿，与现在的文章逐栏对照，只标出变了的字，还没有替换。",
    "由您勾选采用新稿的哪几栏，平常只换正文；编者按、标题、来源等各栏默认不动。",
    "需要时先核对新稿的标题级别和段落，再回来对照。",
    "旧稿留在历史里，也可以一键恢复替换前的文字。",
    "您核对时如有人改了这篇文章，不会覆盖，页面会列出两边的文字。",
)


def places_in(issue: Issue) -> list[tuple[str, list[tuple[str, str]]]]:
    """Sections with the places in them, as grouped choices: ``section:`` or ``section:article``."""
    inside: dict[int, list[Article]] = {}
    for article in issue.articles.in_print_order():
        inside.setdefault(article.section_id, []).append(article)
    return [
        (
            section.name,
            [(f"{section.pk}:", f"{section.name} · {AT_END}")]
            + [
                (f"{section.pk}:{each.pk}", BEFORE.format(title=each.plain_title))
                for each in inside.get(section.pk, [])
            ],
        )
        for section in Section.objects.order_by("order")
    ]


def place_chosen(value: str, issue: Issue) -> tuple[Section, Article | None] | None:
    """The section and the article that a choice names; None when they are not (or no more) here."""
    if value not in {key for _, choices in places_in(issue) for key, _ in choices}:
        return None
    section, _, before = value.partition(":")
    article = issue.articles.get(pk=before) if before else None
    return Section.objects.get(pk=section), article


class SingleFileForm(ImportForm):
    """A file, or its text."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = HELP


class ArticleFileForm(SingleFileForm):
    """A file, and where in the issue its article will stand."""

    place = forms.ChoiceField(
        label="栏目与位置",
        required=False,
        error_messages={"invalid_choice": CHOOSE},
        # The browser asks at once: a page that comes back has lost the file that was chosen.
        widget=forms.Select(attrs={"required": True}),
    )
    field_order = ("place", "file", "text")

    def __init__(self, *args, issue: Issue, **kwargs):
        super().__init__(*args, **kwargs)
        self.issue = issue
        self.fields["place"].choices = [("", "请选择……"), *places_in(issue)]

    def clean_place(self):
        chosen = place_chosen(self.cleaned_data["place"], self.issue)
        if chosen is None:
            raise forms.ValidationError(CHOOSE)
        return chosen


class AddsFromFile:
    """For the screen of issues: 导入一篇."""

    def file_urls(self):
        view = self.admin_site.admin_view(self.import_view)
        return [path("<int:pk>/import/", view, name="editorial_issue_import")]

    def import_view(self, request, pk):
        from editorial import intake
        from editorial.intake import addition

        issue = self.subject_or_404(request, pk)
        if not _may_add(request):
            raise PermissionDenied
        try:
            addition.refuse_closed(issue)
        except intake.Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(change_url(issue))

        def receive(form, data, name):
            section, before = form.cleaned_data["place"]
            return addition.receive_article(
                data, name, issue=issue, section=section, before=before, by=request.user
            )

        form = _form(request, ArticleFileForm, issue=issue, initial=_section_asked(request))
        return _answer(self, request, form, receive, subject=issue, title=f"导入一篇到{issue}",
                       steps=ADDING)  # fmt: skip


class ReplacesFromFile:
    """For the screen of articles: 从文件替换正文."""

    def file_urls(self):
        view = self.admin_site.admin_view(self.replace_view)
        return [path("<int:pk>/replace/", view, name="editorial_article_replace")]

    def from_file(self, request, article) -> dict | None:
        """The card on the form: where to replace, and what can be taken back."""
        may = request.user.has_perm("editorial.add_manuscript") and is_open(request, article)
        if not may:
            return None
        from editorial.intake import replacement

        last = replacement.last_replacement(article)
        return {
            "url": view_url(article, "replace"),
            "last": last,
            "restore_url": view_url(last, "restore") if last else "",
        }

    def replace_view(self, request, pk):
        from editorial import intake
        from editorial.intake import replacement

        article = self.subject_or_404(request, pk)
        if not request.user.has_perm("editorial.add_manuscript"):
            raise PermissionDenied
        try:
            replacement.refuse_locked(article)
        except intake.Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(change_url(article))
        if not is_open(request, article):
            raise PermissionDenied

        def receive(form, data, name):
            return replacement.receive_replacement(data, name, article=article, by=request.user)

        title = f"从文件替换：《{article.plain_title or '无题'}》"
        form = _form(request, SingleFileForm)
        return _answer(self, request, form, receive, subject=article, title=title,
                       steps=REPLACING)  # fmt: skip


def _may_add(request) -> bool:
    wanted = ("editorial.add_manuscript", "editorial.add_article")
    return request.user.has_perms(wanted)


def _section_asked(request) -> dict:
    """``?section=3``: the button below a section of the board."""
    section = request.GET.get("section", "")
    return {"place": f"{section}:"} if section.isdecimal() else {}


def _form(request, form_class, **kwargs):
    if request.method == "POST":
        return form_class(request.POST, request.FILES, **kwargs)
    return form_class(**kwargs)


def _answer(screen, request, form, receive, *, subject, title: str, steps):
    """On to the proposal; or the page, with what is wrong."""
    if form.is_bound and form.is_valid():
        manuscript = _received(form, receive)
        if manuscript:
            return HttpResponseRedirect(_next(request, manuscript))
    context = screen.admin_site.each_context(request) | {
        "title": title,
        "opts": screen.opts,
        "form": form,
        "subject": subject,
        "back_url": change_url(subject),
        "steps": steps,
    }
    status = 400 if form.is_bound and form.errors else 200
    return TemplateResponse(request, "admin/editorial/single/upload.html", context, status=status)


def _received(form, receive) -> Manuscript | None:
    """The manuscript, kept for its corrections, or nothing and the reason on the form."""
    from editorial import intake

    try:
        return receive(form, *form.manuscript())
    except intake.Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _next(request, manuscript: Manuscript) -> str:
    """The proposal or comparison; for what is stored already, the place where it is."""
    is_article = manuscript.kind == Manuscript.Kind.ARTICLE
    if manuscript.state == Manuscript.State.STORED:
        link = _link(manuscript.article or manuscript)
        sentence = SEEN if is_article else REPLACED
        messages.warning(request, format_html(sentence, link=link, **_said(manuscript)))
        return change_url(manuscript)
    if manuscript.version or manuscript.received_by != request.user:
        messages.info(request, WAITS.format(**_said(manuscript)))
    return view_url(manuscript, "proposal" if is_article else "replace")


def _link(row):
    title = f"《{row}》" if isinstance(row, Article) else "来稿的报告"
    return format_html('<a href="{}">{}</a>', change_url(row), title)


def _said(manuscript: Manuscript) -> dict:
    at = f"{timezone.localtime(manuscript.received_at):%Y-%m-%d %H:%M}"
    return {"name": manuscript.name, "at": at, "by": manuscript.received_by or "系统"}
