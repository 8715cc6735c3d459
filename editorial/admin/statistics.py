"""统计: how many articles and characters, by editor, section, issue and month; also as XLSX."""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.utils import timezone

from editorial import richtext
from editorial.admin import sheets
from editorial.admin.sheets import Column, Sheet
from editorial.models import Article, Record

NOBODY = "未分派"
HEADS = ("篇数", "定稿", "退回次数", "字数", "平均字数", "占字数")
BACKWARDS = "开始日期晚于结束日期，请对调。"


@dataclass
class Line:
    """One line of a table."""

    label: str
    articles: int = 0
    final: int = 0
    sent_back: int = 0
    characters: int = 0
    share: float = 0  # of all characters

    @property
    def average(self) -> int:
        return round(self.characters / self.articles) if self.articles else 0

    @property
    def percent(self) -> str:
        return f"{self.share:.1%}"

    def cells(self) -> tuple:
        share = round(self.share, 4)
        counts = (self.articles, self.final, self.sent_back, self.characters, self.average)
        return (self.label, *counts, share)


@dataclass(frozen=True)
class Table:
    title: str
    lines: list[Line]


class PeriodForm(forms.Form):
    """From when to when: by the date on which the issue comes out."""

    since = forms.DateField(label="从", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="到", widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self):
        cleaned = super().clean()
        if all(map(cleaned.get, ("since", "until"))) and cleaned["since"] > cleaned["until"]:
            raise forms.ValidationError(BACKWARDS)
        return cleaned


def statistics_view(site, *, as_file=False):
    """The screen, or its tables as XLSX; for who may see records."""

    def view(request):
        if request.method != "GET":
            return HttpResponseNotAllowed(["GET"])
        if not request.user.has_perm("editorial.view_record"):
            raise PermissionDenied
        form = PeriodForm(request.GET if "since" in request.GET else this_year())
        counted = tables(**form.cleaned_data) if form.is_valid() else []
        if as_file and form.is_valid():
            return sheets.answer(_name(form), [_sheet(each) for each in counted])
        context = site.each_context(request) | {
            "title": "稿件统计",
            "form": form,
            "tables": counted,
            "heads": HEADS,
            "query": request.GET.urlencode(),
        }
        return TemplateResponse(request, "admin/editorial/statistics.html", context)

    return view


def this_year() -> dict[str, str]:
    today = timezone.localdate()
    return {"since": f"{today.year}-01-01", "until": f"{today.year}-12-31"}


def tables(since: dt.date, until: dt.date) -> list[Table]:
    """Four tables and the total of a period. Two queries."""
    articles = list(_articles(since, until))
    returns = _returns(since, until)
    counted = [(each, _characters(each), returns[each.pk]) for each in articles]
    ways = (
        ("按责任编辑", lambda article: str(article.assignee or NOBODY), True),
        ("按栏目", lambda article: article.section.name, False),
        ("按期", lambda article: str(article.issue), False),
        ("按月", lambda article: f"{article.issue.date:%Y年%m月}", False),
    )
    total = _grouped(counted, lambda article: "合计", False)
    found = [Table(title, _grouped(counted, of, by_size)) for title, of, by_size in ways]
    return [Table(each.title, each.lines + total) for each in found] if articles else []


def _articles(since, until):
    """Those that are written: what was only commissioned has no words to count."""
    found = Article.objects.filter(issue__date__range=(since, until)).exclude(body="")
    return (
        found.select_related("issue", "section", "assignee", "editors_note")
        .only(
            *("body", "state", "position", "editors_note__body", "section__name"),
            *("issue__year", "issue__number", "issue__date", "assignee__name"),
            "assignee__username",
        )
        .order_by("issue__date", "section__order", "position")
    )


def _returns(since, until) -> Counter:
    """Article id → how often it was sent back."""
    sent = Record.objects.filter(verb="send_back", article__issue__date__range=(since, until))
    return Counter(sent.order_by().values_list("article_id", flat=True))


def _characters(article) -> int:
    note = getattr(article, "editors_note", None)
    return richtext.character_count(article.body + (note.body if note else ""))


def _grouped(counted, label_of, by_size) -> list[Line]:
    lines = defaultdict(lambda: Line(""))
    for article, characters, returns in counted:
        line = lines[label_of(article)]
        line.articles += 1
        line.final += article.state == Article.State.FINAL
        line.sent_back += returns
        line.characters += characters
    total = sum(line.characters for line in lines.values())
    for label, line in lines.items():
        line.label, line.share = label, line.characters / total if total else 0
    found = list(lines.values())
    return sorted(found, key=lambda line: -line.characters) if by_size else found


def _name(form) -> str:
    return f"稿件统计 {form.cleaned_data['since']} 至 {form.cleaned_data['until']}"


def _sheet(table: Table) -> Sheet:
    columns = (Column(table.title.removeprefix("按"), 20), *(Column(head, 10) for head in HEADS))
    return Sheet(table.title, columns, (line.cells() for line in table.lines))
