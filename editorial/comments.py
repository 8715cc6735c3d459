"""COMMENTS 审读意见: remark, answer, deal with it, take it up again; each act is recorded."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from editorial import anchors, notices, richtext, roles
from editorial.anchors import Passage
from editorial.models import Article, Comment, Invitation, Issue, Record
from editorial.models.comment import LONGEST_QUOTE

LONGEST = 4_000  # characters of a comment
_SAME_CLICK = dt.timedelta(minutes=1)
_CLOSED = (Issue.State.PUBLISHED, Issue.State.WITHDRAWN)

EMPTY = "意见是空的，请写明意见后再提交。"
TOO_LONG = "意见有 {count} 个字，超过 {most} 个字的上限，请分成几条提交。"
NOT_THERE = "文章里没有找到“{quote}”，请照抄正文、编者按或标题中的几个字，或把这一栏留空。"
CLOSED = "{issue}已经{state}，审读意见只供查阅；出版后的更正请报总编辑。"
NOT_YOURS = "审读意见要由{roles}来{act}，请转交。"
CITED = "意见{n}：{words}"
DONE_ALREADY = "这条意见已经由别人{act}，请刷新页面后再看。"


class Refused(Exception):
    """An act that was not done. The message is a Chinese sentence."""

    def __init__(self, message: str):
        super().__init__(message)
        self.message = message


def may_comment(user, article: Article) -> bool:
    """Everybody with a role, the proofreader as well, as long as the issue is not out."""
    held = roles.roles_of(user)
    return bool(held) and article.issue.state not in _CLOSED


def may_resolve(user, comment: Comment) -> bool:
    """Those who may change the text, and who made the remark."""
    held = roles.roles_of(user)
    is_hand = bool(held & {*roles.WRITERS, roles.ADMINISTRATOR}) or comment.author_id == user.pk
    return is_hand and may_comment(user, comment.article)


def add(
    article: Article, body: str, *, by, quote: str = "", before: str = "", after: str = ""
) -> Comment:
    """A new thread, on a passage or on the whole article. Raises ``Refused``."""
    _refuse_hand(may_comment(by, article), article, roles.ROLES, "提出")
    place = _anchored(article, quote, before, after)
    return _write(article, body, by, "comment", "提出意见", **place)


def add_from_outside(
    invitation: Invitation, body: str, *, quote: str = "", before: str = "", after: str = ""
) -> Comment:
    """A new thread by somebody who was invited. Whether the link holds is asked before."""
    article = invitation.article
    if article.issue.state in _CLOSED:
        state = article.issue.get_state_display()
        raise Refused(CLOSED.format(issue=article.issue, state=state))
    place = _anchored(article, quote, before, after)
    place |= {"author_name": invitation.name, "invitation": invitation}
    return _write(article, body, None, "comment", "外审意见", **place)


def answer(comment: Comment, body: str, *, by) -> Comment:
    """A further remark in the same thread, whichever of its remarks was answered."""
    _refuse_hand(may_comment(by, comment.article), comment.article, roles.ROLES, "答复")
    thread = comment.parent or comment
    return _write(comment.article, body, by, "answer_comment", "答复意见", parent=thread)


def resolve(comment: Comment, *, by) -> None:
    """Deal with a thread: compare and set, so that of two people at once one is told."""
    _refuse_hand(may_resolve(by, comment), comment.article, roles.WRITERS, "处理")
    _turn(comment, by, was_done=False, resolved_at=timezone.now(), resolved_by=by)
    _record(comment, by, "resolve_comment", "处理意见")


def reopen(comment: Comment, *, by) -> None:
    """Take a thread up again."""
    _refuse_hand(may_resolve(by, comment), comment.article, roles.WRITERS, "重开")
    _turn(comment, by, was_done=True, resolved_at=None, resolved_by=None)
    _record(comment, by, "reopen_comment", "重开意见")


def _turn(comment: Comment, by, *, was_done: bool, **values) -> None:
    with transaction.atomic():
        rows = Comment.objects.filter(
            pk=comment.pk, parent=None, resolved_at__isnull=not was_done
        ).update(**values)
    if not rows:
        raise Refused(DONE_ALREADY.format(act="重开" if was_done else "处理"))
    for name, value in values.items():
        setattr(comment, name, value)


# --- Passages -------------------------------------------------------------------------------


def texts_of(article: Article) -> dict[str, str]:
    """Part of the article → its letters, as passages are looked for in them."""
    note = getattr(article, "editors_note", None)
    return {
        Comment.Part.TITLE: anchors.letters(article.title),
        Comment.Part.NOTE: anchors.letters_of(note.body) if note else "",
        Comment.Part.BODY: anchors.letters_of(article.body),
    }


def find(comment: Comment, texts: dict[str, str]) -> tuple[str, Passage] | None:
    """The part and the place in which the words of a comment stand now, changed or not."""
    around = (comment.before, comment.after)
    found = [(part, anchors.find(text, comment.quote, *around)) for part, text in texts.items()]
    found = [(part, passage) for part, passage in found if passage is not None]

    def likely(pair) -> tuple:
        part, passage = pair
        return passage.is_exact, part == comment.part, anchors.fit(texts[part], passage, *around)

    return max(found, key=likely, default=None)


def _anchored(article: Article, quote: str, before: str, after: str) -> dict[str, str]:
    """The passage as a new comment keeps it. Raises ``Refused`` where the words do not stand."""
    quote = " ".join(quote.split())[:LONGEST_QUOTE]
    if not quote:
        return {}
    texts = texts_of(article)
    sought = Comment(quote=quote, before=before, after=after)
    part, passage = find(sought, texts) or ("", None)
    if passage is None or not passage.is_exact:
        raise Refused(NOT_THERE.format(quote=quote))
    before, after = anchors.surroundings(texts[part], passage)
    return {"quote": quote, "before": before, "after": after, "part": part}


def _refuse_hand(is_allowed: bool, article: Article, wanted: tuple[str, ...], act: str) -> None:
    if is_allowed:
        return
    issue = article.issue
    if issue.state in _CLOSED:
        raise Refused(CLOSED.format(issue=issue, state=issue.get_state_display()))
    raise Refused(NOT_YOURS.format(roles="、".join(wanted), act=act))


@transaction.atomic
def _write(article: Article, body: str, by, verb: str, label: str, **fields) -> Comment:
    """The remark and its record; the second click of a double click finds the first one's."""
    body = richtext.without_control(body.replace("\r\n", "\n")).strip()
    if not body:
        raise Refused(EMPTY)
    if len(body) > LONGEST:
        raise Refused(TOO_LONG.format(count=len(body), most=LONGEST))
    just_now = timezone.now() - _SAME_CLICK
    same = Comment.objects.filter(
        article=article, author=by, body=body, created_at__gte=just_now, **fields
    ).first()
    if same is not None:
        return same
    comment = Comment.objects.create(article=article, author=by, body=body, **fields)
    _record(comment, by, verb, label)
    notices.commented(comment)
    return comment


def cited(article: Article, keys: list[str]) -> str:
    """Open remarks in the words of a reason for sending back; what is not one is passed over."""
    wanted = {int(key) for key in keys if key.isdecimal() and len(key) < 19}
    found = article.comments.unresolved().filter(pk__in=wanted).order_by("created_at", "pk")
    return "\n".join(CITED.format(n=n, words=_said(each)) for n, each in enumerate(found, 1))


def _said(comment: Comment) -> str:
    return (f"“{comment.quote[:30]}”：" if comment.quote else "") + comment.body


def _record(comment: Comment, by, verb: str, label: str) -> None:
    article = comment.article
    Record.objects.create(
        by=by, issue=article.issue, article=article, subject=str(article)[:200], verb=verb,
        label=label, from_state=article.state, to_state=article.state,
        reason=_said(comment), remark=_whose(comment)[:200],
    )  # fmt: skip


def _whose(comment: Comment) -> str:
    """Whom the log names beside the remark, where nobody of the staff made it."""
    return f"外审 {comment.author_name}" if comment.is_from_outside else ""
