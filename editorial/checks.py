"""编校检查: what must be true before a move, and what merely looks wrong. One sentence each."""

import re
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from editorial.models import Article, Edition, Issue, Record, text_digest
from editorial.models.holiday import FRIDAY, number_on


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
    """Everything to be said about one article, errors first. At most three queries."""
    title = article.plain_title or "无题"
    found = [
        Finding(sentence.format(title=title), article_id=article.pk, field=field)
        for field, present, sentence in REQUIRED
        if not present(article)
    ]
    return found + _note_findings(article, title) + _picture_findings(article, title)


_FIGURE = re.compile(r"<figure(?![^>]*\bqr\b)[^>]*>(.*?)</figure>", re.S)
_MARKS = re.compile(r"<[^>]*>")
LOST_PICTURE = (
    "《{title}》的“{caption}”只有图题，没有图：请上传图片放到图题上面，或用“图表”补上数据。"
)


def lost_pictures(article: Article) -> list[Finding]:
    """Captions left alone, as a manuscript of plain text leaves them. A proof says the same."""
    title = article.plain_title or "无题"
    alone = [inner for inner in _FIGURE.findall(article.body) if not _shows_something(inner)]
    said = [LOST_PICTURE.format(title=title, caption=_MARKS.sub("", each)) for each in alone]
    return [Finding(each, "warning", article.pk, "body") for each in said]


def shown_findings(article: Article) -> list[Finding]:
    """What its form and the board tell of an article. At most three queries."""
    return article_findings(article) + lost_pictures(article)


def _shows_something(figure: str) -> bool:
    return "<img" in figure or "<table" in figure


def _picture_findings(article, title) -> list[Finding]:
    """Pictures whose words or source are missing. One query, none where they were fetched."""
    wanting = [each for each in article.pictures.all() if not (each.alt_text and each.credit)]
    if not wanting:
        return []
    names = "、".join(f"“{each}”" for each in wanting[:3]) + ("等" if len(wanting) > 3 else "")
    said = f"《{title}》有 {len(wanting)} 幅图片没有写替代文字或来源（{names}），请在“图片”页补上。"
    return [Finding(said, severity="warning", article_id=article.pk, field="pictures")]


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


OPEN_REMARKS = "《{title}》还有 {count} 条审读意见没有处理，{then}"
SHOULD_BE = "请改好或答复后标为已处理。"
MUST_BE = "处理完才能{what}。"


def review_findings(article: Article) -> list[Finding]:
    """The article's own, and a reminder of the remarks that are open. Three queries at most."""
    return shown_findings(article) + _open_remarks(article, "warning", SHOULD_BE)


def final_findings(article: Article) -> list[Finding]:
    """The same where the words are finished: no remark may be left open."""
    then = MUST_BE.format(what="定稿")
    return article_findings(article) + _open_remarks(article, "error", then)


def _open_remarks(article, severity, then) -> list[Finding]:
    count = article.comments.unresolved().count() if article.pk else 0
    return [_remarks_finding(article, count, severity, then)] if count else []


def _remarks_finding(article, count, severity, then) -> Finding:
    sentence = OPEN_REMARKS.format(title=article.plain_title or "无题", count=count, then=then)
    return Finding(sentence, severity, article.pk, "comments")


def numbering_findings(issue: Issue) -> list[Finding]:
    """Warnings an editor can override: the rules that every printed issue kept."""
    found = []
    if issue.date.isoweekday() != FRIDAY:
        weekday = "一二三四五六日"[issue.date.isoweekday() - 1]
        found.append(f"{issue}的出版日期 {issue.date:%Y-%m-%d} 是星期{weekday}，往常都是星期五。")
    found += _calendar_sentences(issue)
    found += _offset_sentences(issue)
    return [Finding(sentence, severity="warning", field="number") for sentence in found]


def _calendar_sentences(issue) -> list[str]:
    expected = number_on(issue.date)
    if expected is None and issue.date.isoweekday() == FRIDAY:
        return [f"按休刊日历，{issue.date:%Y-%m-%d} 这一周不出刊。"]
    if expected not in (None, issue.number):
        return [
            f"按出版日历，{issue.date:%Y-%m-%d} 应出第 {expected} 期，"
            f"期号却是第 {issue.number} 期。"
        ]
    return []


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
    return _unwritten(issue) + numbering_findings(issue)


def _unwritten(issue) -> list[Finding]:
    """Articles that were only put down 约稿: an issue with one of them is not signed off."""
    drafts = issue.articles.in_print_order().filter(state=Article.State.DRAFT)
    return [
        Finding(
            f"《{each.plain_title}》是约稿，还没有写；签发之前请写好，或移到另一期。",
            severity="warning",
            article_id=each.pk,
            field="body",
        )
        for each in drafts
        if each.is_commissioned
    ]


# The three proofs 三校: (verb that signs it, what it is called).
ROUNDS = (
    ("sign_first_proof", "一校"),
    ("sign_second_proof", "二校"),
    ("sign_third_proof", "三校"),
)


@dataclass(frozen=True)
class Reading:
    """One round of proofs as it stands: its last signature, and whether that still holds."""

    verb: str
    label: str
    record: Record | None
    is_valid: bool

    @property
    def is_void(self) -> bool:
        """Signed once, for a text that has changed since."""
        return self.record is not None and not self.is_valid

    @property
    def signature(self) -> str:
        at = timezone.localtime(self.record.at)
        by = self.record.by or "系统"
        return f"{by} {at.month}月{at.day}日 {at:%H:%M}，{self.record.remark}"


def readings(issue: Issue, digest: str = "") -> list[Reading]:
    """The three rounds in order. A signature holds for the text it was given for, no other.

    ``digest`` is that of the present text, for who knows it already. One query beside it.
    """
    verbs = [verb for verb, _ in ROUNDS]
    signed = issue.records.filter(verb__in=verbs).select_related("by").order_by("pk")
    last = {record.verb: record for record in signed}
    now = (digest or text_digest(issue)) if last else ""
    return [
        Reading(verb, label, last.get(verb), verb in last and last[verb].digest == now)
        for verb, label in ROUNDS
    ]


def next_reading(rounds: list[Reading]) -> Reading | None:
    """The first round without a signature that holds."""
    return next((each for each in rounds if not each.is_valid), None)


def first_proof_findings(issue: Issue) -> list[Finding]:
    return _round_findings(issue, 0)


def second_proof_findings(issue: Issue) -> list[Finding]:
    return _round_findings(issue, 1)


def third_proof_findings(issue: Issue) -> list[Finding]:
    return _round_findings(issue, 2)


def _round_findings(issue, place) -> list[Finding]:
    """What keeps a round from being signed: no current proof, a round before it, a signature."""
    rounds = readings(issue)
    found = _edition_findings(issue, Edition.Kind.PROOF)
    found += [_unsigned(issue, each) for each in rounds[:place] if not each.is_valid]
    here = rounds[place]
    if here.is_valid:
        sentence = f"{here.label}已经签过字（{here.signature}），文字没有再改，不必重签。"
        found.append(Finding(sentence, field="proofs"))
    return found


def _unsigned(issue, reading) -> Finding:
    if reading.is_void:
        sentence = (
            f"{reading.label}的签字（{reading.signature}）之后文字或版式又改过，已经失效，"
            "请看过新校样后重签。"
        )
    else:
        sentence = f"{issue}的{reading.label}还没有签字。"
    return Finding(sentence, field="proofs")


def sign_off_findings(issue: Issue) -> list[Finding]:
    """What keeps an issue from being signed off: unfinished articles, no current proof."""
    found = []
    is_open = Q(comments__parent=None, comments__resolved_at=None)
    articles = issue.articles.annotate(open_remarks=Count("comments", filter=is_open))
    for article in (
        articles.in_print_order()
        .select_related("section", "editors_note")
        .prefetch_related("pictures")
    ):
        if article.state != Article.State.FINAL:
            found.append(
                Finding(
                    f"《{article.plain_title}》还是“{article.get_state_display()}”，"
                    "全部文章定稿后才能签发。",
                    article_id=article.pk,
                )
            )
        found += article_findings(article)
        if article.open_remarks:
            then = MUST_BE.format(what="签发")
            found.append(_remarks_finding(article, article.open_remarks, "error", then))
    found += _edition_findings(issue, Edition.Kind.PROOF)
    found += [_unsigned(issue, each) for each in readings(issue) if not each.is_valid]
    return found + numbering_findings(issue)


def publication_findings(issue: Issue) -> list[Finding]:
    """What keeps an issue from being published: no web edition of the signed text."""
    return _edition_findings(issue, Edition.Kind.WEB)


def print_findings(edition: Edition) -> list[Finding]:
    """What keeps a print edition from the printer: changed text, errors; then its warnings."""
    if edition.digest != text_digest(edition.issue):
        return [Finding("印刷版排好之后文字或版式又改过，请重新排版。", field="editions")]
    return [
        Finding(each["message"], severity=each["severity"], field="editions")
        for each in edition.findings
        if each["severity"] != "note"
    ]


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
        return [Finding(f"{label}排好之后文字或版式又改过，请重新排版。", field="editions")]
    return [
        Finding(each["message"], severity="warning", field="editions")
        for each in newest.findings
        if each.get("severity") != "note"
    ]
