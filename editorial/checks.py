"""编校检查: what must be true before a move, and what merely looks wrong. One sentence each."""

from dataclasses import dataclass

from editorial.models import Article, Edition, Issue, text_digest


@dataclass(frozen=True)
class Finding:
    """One finding: ``message`` is a Chinese sentence; ``field`` names the place to mend."""

    message: str
    severity: str = "error"
    article_id: int | None = None
    field: str = ""

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


# (field, test, sentence): what an article must have before it is reviewed.
REQUIRED = (
    ("title", lambda article: article.plain_title, "《{title}》缺少标题，请在“标题”栏补上。"),
    ("body", lambda article: article.body.strip(), "《{title}》还没有正文，请写入或导入正文。"),
    ("source", lambda article: article.source.strip(), "《{title}》缺少来源，请在“来源”栏补上。"),
)


def article_findings(article: Article) -> list[Finding]:
    """Everything to be said about one article, errors first. At most two queries."""
    title = article.plain_title or "无题"
    found = [
        Finding(sentence.format(title=title), article_id=article.pk, field=field)
        for field, present, sentence in REQUIRED
        if not present(article)
    ]
    return found + _note_findings(article, title)


def _note_findings(article, title) -> list[Finding]:
    has_note = hasattr(article, "editors_note") and bool(article.editors_note.body.strip())
    if article.section.expects_editors_note and not has_note:
        return [
            Finding(
                f"《{title}》没有编者按，{article.section.name}的文章应有一则。",
                severity="warning",
                article_id=article.pk,
                field="editors_note",
            )
        ]
    return []


def numbering_findings(issue: Issue) -> list[Finding]:
    """Warnings an editor can override: the rules that every printed issue kept."""
    found = []
    if issue.date.isoweekday() != 5:
        weekday = "一二三四五六日"[issue.date.isoweekday() - 1]
        found.append(f"{issue}的出版日期 {issue.date:%Y-%m-%d} 是星期{weekday}，往常都是星期五。")
    week = issue.date.isocalendar().week
    if week != issue.number:
        found.append(f"{issue.date:%Y-%m-%d} 是当年第 {week} 周，期号却是第 {issue.number} 期。")
    found += _offset_sentences(issue)
    return [Finding(sentence, severity="warning", field="number") for sentence in found]


def _offset_sentences(issue) -> list[str]:
    sibling = Issue.objects.filter(year=issue.year).exclude(pk=issue.pk).order_by("number").last()
    if sibling is None:
        return []
    expected = issue.number + sibling.running_number - sibling.number
    if expected == issue.running_number:
        return []
    return [
        f"总期号是 {issue.running_number}，按{sibling}（总第{sibling.running_number}期）"
        f"推算应为 {expected}。"
    ]


def assembly_findings(issue: Issue) -> list[Finding]:
    """What keeps an issue from going to proof."""
    if not issue.articles.exists():
        return [Finding(f"{issue}还没有文章，请先导入来稿或添加文章。", field="articles")]
    return numbering_findings(issue)


def sign_off_findings(issue: Issue) -> list[Finding]:
    """What keeps an issue from being signed off: unfinished articles, no current proof."""
    found = []
    for article in issue.articles.in_print_order().select_related("section", "editors_note"):
        if article.state != Article.State.FINAL:
            found.append(
                Finding(
                    f"《{article.plain_title}》还是“{article.get_state_display()}”，"
                    "全部文章定稿后才能签发。",
                    article_id=article.pk,
                )
            )
        found += article_findings(article)
    return found + _edition_findings(issue, Edition.Kind.PROOF) + numbering_findings(issue)


def publication_findings(issue: Issue) -> list[Finding]:
    """What keeps an issue from being published: no web edition of the signed text."""
    return _edition_findings(issue, Edition.Kind.WEB)


def _edition_findings(issue, kind) -> list[Finding]:
    label = Edition.Kind(kind).label
    newest = issue.editions.filter(kind=kind).order_by("pk").last()
    if newest is None:
        return [Finding(f"{issue}还没有{label}，请先排版。", field="editions")]
    if newest.is_unfinished:
        return [Finding(f"{label}还在{newest.get_state_display()}，请稍候再试。", field="editions")]
    if not newest.is_ready:
        return [Finding(f"{label}没有排成（{newest.fault}），请改正后重新排版。", field="editions")]
    if newest.digest != text_digest(issue):
        return [Finding(f"{label}排好之后文字又改过，请重新排版。", field="editions")]
    return [
        Finding(each["message"], severity="warning", field="editions") for each in newest.findings
    ]
