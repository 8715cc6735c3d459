"""What is worth telling, in one Chinese sentence each, and whom it concerns."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from editorial import roles
from editorial.models import Article, Comment, Edition, Issue, Notice, Record, User
from editorial.notices.tell import tell

Kind = Notice.Kind
LONGEST_DETAIL = 400


def staff(*role_names: str):
    """Active members of staff with one of these roles. One query."""
    here = Q(is_active=True, is_staff=True)
    return User.objects.filter(here, groups__name__in=role_names).distinct().order_by("pk")


def assigned(article: Article, *, by) -> None:
    """An article was given to its editor, on being put down or later."""
    due = f"，{_day(article.due_date)}交稿" if article.due_date else ""
    text = f"{by}把{article.issue}的《{_title(article)}》交给您写{due}。"
    key = f"assigned:{article.pk}:{article.version}"
    about = {"path": _page(article), "by": by, "article": article}
    tell(Kind.ASSIGNED, [article.assignee], text, key=key, **about)


def to_review(article: Article, record: Record, people) -> None:
    """It is these people's turn to read the article."""
    what = f"《{_title(article)}》（{article.issue}）等您{article.get_state_display()}"
    who = record.by or "系统"
    text, path = f"{what}：{who}{record.label}。", _page(article, "review")
    _of_record(Kind.REVIEW, people, text, article, record, path=path)


def returned(article: Article, record: Record, people) -> None:
    """The article came back, with the reason."""
    text = f"{record.by}退回了《{_title(article)}》（{article.issue}），请修改后再送审。"
    _of_record(Kind.RETURNED, people, text, article, record, detail=f"理由：{record.reason}")


def _of_record(kind, people, text, article, record, *, detail="", path="") -> None:
    about = {"path": path or _page(article), "by": record.by, "article": article, "detail": detail}
    tell(kind, people, text, key=f"record:{record.pk}", **about)


def settle(article: Article) -> None:
    """The article moved on: what asked somebody to read or mend it has been dealt with."""
    asked = Notice.objects.filter(article=article, kind__in=(Kind.REVIEW, Kind.RETURNED))
    asked.filter(mail=Notice.Mail.WAITING).update(mail=Notice.Mail.NONE)
    asked.read_now()


def published(issue: Issue, record: Record) -> None:
    """Everybody with a role hears that an issue is out, or when it will be."""
    at = timezone.localtime(issue.publish_at)
    is_out = issue.publish_at <= timezone.now()
    hour = f"{_day(at)} {at:%H:%M}"
    text = f"{issue}已经出版。" if is_out else f"{issue}定于 {hour} 公开。"
    path = reverse("admin:editorial_issue_change", args=[issue.pk])
    key = f"record:{record.pk}"
    tell(Kind.PUBLISHED, staff(*roles.ROLES), text, key=key, path=path, by=record.by)


def edition_finished(edition: Edition) -> None:
    """Who ordered it hears how it went; who reads proofs hears of every new one."""
    is_proof = edition.kind == Edition.Kind.PROOF
    people = [edition.ordered_by]
    if edition.is_ready and is_proof:
        people += staff(roles.PROOFREADER)
    what = f"{edition.issue}{edition.name}" if not edition.article_id else str(edition)
    went = f"排好了，共 {edition.pages} 页" if edition.is_ready else "没有排成"
    path = reverse("admin:editorial_edition_change", args=[edition.pk])
    about = {"key": f"edition:{edition.pk}:{edition.attempt}", "path": path}
    tell(Kind.PRESS, people, f"{what}{went}。", detail=edition.fault, **about)


def commented(comment: Comment) -> None:
    """Its editor hears of a remark; of an answer also who remarked and answered before."""
    article, thread = comment.article, comment.parent
    people = [article.assignee]
    if comment.invitation_id:
        people.append(comment.invitation.sent_by)
    if thread is not None:
        answers = thread.replies.select_related("author")
        people += [thread.author, *(each.author for each in answers)]
    act = "答复了一条审读意见" if thread else "提了审读意见"
    text = f"{comment.writer}对《{_title(article)}》（{article.issue}）{act}。"
    quote = f"“{comment.quote[:40]}”：" if comment.quote else ""
    tell(
        Kind.COMMENT, people, text, key=f"comment:{comment.pk}", by=comment.author,
        path=f"{_page(article)}#comments", article=article,
        detail=(quote + comment.body)[:LONGEST_DETAIL],
    )  # fmt: skip


def due(article: Article, *, is_late: bool) -> None:
    """Tomorrow is its day, or that day has passed."""
    said = "已过交稿日期" if is_late else "明天交稿"
    text = f"《{_title(article)}》（{article.issue}）{said}（{_day(article.due_date)}）。"
    key = f"{'late' if is_late else 'due'}:{article.pk}:{article.due_date}"
    tell(Kind.DUE, [article.assignee], text, key=key, path=_page(article), article=article)


def _page(article, view: str = "change") -> str:
    return reverse(f"admin:editorial_article_{view}", args=[article.pk])


def _title(article) -> str:
    return article.plain_title or "无题"


def _day(date) -> str:
    return f"{date.month} 月 {date.day} 日"
