"""REPLACE: the words of one article from a new file, field by field, and back again.

What is replaced stays in the article's history and, word for word, in the manuscript's report.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from editorial import richtext
from editorial.intake.addition import chosen, signed, single_report
from editorial.intake.again import REPLACEABLE, replace_attachments, replace_note
from editorial.intake.article import Draft
from editorial.intake.refusal import Refused
from editorial.intake.remarks import store_remarks
from editorial.intake.review import Proposal
from editorial.intake.single import propose_single
from editorial.intake.store import (
    all_or_nothing,
    fit,
    prepared,
    store_pictures,
    with_stored_pictures,
)
from editorial.intake.waiting import claim, keep, proposal_of
from editorial.models import Article, Attachment, Manuscript, Record, Upload
from editorial.models.print_order import locked
from editorial.typography import GONE, NEW, comparison_form, letters, paragraphs_changed

VERB, LABEL = "replace_article", "从文件替换"
RESTORE_VERB, RESTORE_LABEL = "restore_article", "恢复替换前的文字"
LOCKED = "《{title}》现在是“{state}”，不能替换；要用新稿，请先退回这一篇。"
CLOSED = "{issue}已经{state}，文字锁定，不能替换。"
NOTHING = "没有选任何一栏，什么都没有替换；请勾选要采用新稿的栏。"
CHANGED = "《{title}》在您打开这一页之后由{by}改过，什么都没有替换；请看下面改了什么，再决定。"
CHANGED_SINCE = "《{title}》刚刚又有人改过，没有恢复；请刷新页面，看过再决定。"
NOTHING_KEPT = "这次替换没有留下可恢复的文字，请在“历史”里查看旧稿。"
BODY, NOTE, ATTACHMENTS = "body", "note", "attachments"
# name, label: in the order of the printed page.
PARTS = (
    ("note", "编者按"), ("title", "标题"), ("document_number", "文号"), ("addressee", "主送机关"),
    ("body", "正文"), ("attachments", "附件"), ("source", "来源"),
)  # fmt: skip
LABELS = dict(PARTS)
_LENGTHS = {"document_number": 60, "addressee": 500, "source": 200}
_RICH = (BODY, NOTE)


class Changed(Refused):
    """The article is no longer the one that was looked at."""


@dataclass(frozen=True)
class Difference:
    """One part of the article: as it is, and as the file has it."""

    name: str
    old: str
    new: str

    @property
    def label(self) -> str:
        return LABELS[self.name]

    @property
    def paragraphs(self) -> list:
        """The changed paragraphs as runs; empty when only styles or spaces differ."""
        sides = [self.old, self.new]
        if self.name in _RICH:
            sides = [richtext.plain_text(text) for text in sides]
        found = paragraphs_changed(*(text.split("\n") for text in sides))
        return [runs for runs in found if _has_words(runs)]

    @property
    def is_usual(self) -> bool:
        """Whether it is taken over unless the editor says otherwise."""
        return self.name == BODY

    @property
    def would_empty(self) -> bool:
        return bool(self.old.strip()) and not self.new.strip()


def _has_words(runs) -> bool:
    """Whether a changed paragraph differs in more than white space."""
    old, new = (
        letters("".join(text for kind, text in runs if kind != other)) for other in (NEW, GONE)
    )
    return old != new


def receive_replacement(data: bytes, name: str, *, article: Article, by) -> Manuscript:
    """Keep a file for its comparison. The same bytes for the same article are the same row."""
    proposal = propose_single(data, name)
    refuse_locked(article)
    same = {
        "digest": proposal.digest, "kind": Manuscript.Kind.REPLACEMENT, "article": article,
    }  # fmt: skip
    known = Manuscript.objects.filter(**same).first()
    if known is None:
        return keep(proposal, data, by, same, issue=article.issue, section=article.section)
    if known.state == Manuscript.State.SET_ASIDE:
        known.state = Manuscript.State.PENDING
        known.save(update_fields=["state"])
    return known


def refuse_locked(article: Article) -> None:
    """Whether its words may be changed by anybody now."""
    issue = article.issue
    if not issue.is_open:
        raise Refused(CLOSED.format(issue=issue, state=issue.get_state_display()))
    if article.state not in REPLACEABLE:
        state = article.get_state_display()
        raise Refused(LOCKED.format(title=article.plain_title, state=state))


def draft_for(proposal: Proposal, article: Article, key: int | None = None) -> Draft:
    """The article of the file that is meant: the one chosen, of the same title, or the first."""
    if key is not None:
        return chosen(proposal, key)
    same = (each for each in proposal.articles if is_same_title(each, article))
    return next(same, proposal.articles[0])


def is_same_title(draft: Draft, article: Article) -> bool:
    return comparison_form(draft.plain_title) == comparison_form(article.plain_title)


# --- Comparing --------------------------------------------------------------------------------


def parts_of(article: Article) -> dict[str, str]:
    """The words of an article by part; attachments one a line."""
    note = getattr(article, "editors_note", None)
    plain = {name: getattr(article, name) for name in ("title", *_LENGTHS)}
    titles = [each.title for each in article.attachments.all()]
    return plain | {
        BODY: article.body, NOTE: note.body if note else "", ATTACHMENTS: "\n".join(titles),
    }  # fmt: skip


def _parts_in(draft: Draft) -> dict[str, str]:
    plain = {name: getattr(draft, name) for name in ("title", *_LENGTHS)}
    titles = [each.title for each in draft.attachments]
    return plain | {
        BODY: draft.body_html, NOTE: draft.note_html, ATTACHMENTS: "\n".join(titles),
    }  # fmt: skip


def differences(article: Article, draft: Draft) -> list[Difference]:
    """The parts that differ, in printed order; pictures of the file count as new ones."""
    return _differences(parts_of(article), _parts_in(draft))


def _differences(old: dict, new: dict) -> list[Difference]:
    found = [Difference(name, old[name], new[name]) for name, _ in PARTS if name in old]
    return [each for each in found if not richtext.is_same_text(each.old, each.new)]


def changed_since(article: Article, seen: int) -> list[Difference]:
    """What others changed in the fields of an article since the version that was looked at."""
    then = article.history.filter(version__lte=seen).first()
    if then is None:
        return []
    names = ("title", *_LENGTHS, BODY)
    old = {name: getattr(then, name) for name in names}
    return _differences(old, {name: getattr(article, name) for name in names})


def last_editor(article: Article) -> str:
    newest = article.history.select_related("history_user").first()
    user = newest and newest.history_user
    return str(user) if user else "别人"


# --- Replacing --------------------------------------------------------------------------------


def replace_chosen(
    manuscript: Manuscript, key: int, names: set[str], *, by, version: int, seen: int
) -> Article:
    """Put these parts of the file into its article, if it is still the version that was seen.

    One transaction. Raises ``Changed`` when somebody edited it meanwhile, else ``Refused``.
    """
    names = {name for name in LABELS if name in names}
    if not names:
        raise Refused(NOTHING)
    proposal = proposal_of(manuscript)
    if proposal.accounting.missing:
        raise Refused(proposal.doubts[0].message)
    with all_or_nothing() as saved:
        return _replace(manuscript, proposal, key, names, by, version, seen, saved)


def _replace(manuscript, proposal, key, names, by, version, seen, saved) -> Article:
    draft = chosen(proposal, key)
    article = _claimed(manuscript.article, seen)
    before = _kept(article, names)
    fresh = {name: text for name, text in _parts_in(draft).items() if name in names}
    if BODY in fresh:
        shown = {name: each for name, each in prepared(proposal).items()
                 if f"/{name}" in fresh[BODY]}  # fmt: skip
        fresh[BODY] = with_stored_pictures(fresh[BODY], store_pictures(shown, by, saved))
    _write(article, fresh, by)
    if BODY in fresh:
        store_remarks(article, draft.remarks)
    report = single_report(proposal, article.section.name) | {"before": before}
    claim(manuscript, version, state=Manuscript.State.STORED, issue=article.issue,
          report=report, **signed(by))  # fmt: skip
    labels = "、".join(label for name, label in PARTS if name in names)
    reason = f"来稿：{manuscript.name}；采用新稿的{labels}"
    _record(article, VERB, LABEL, reason, by)
    return article


def _claimed(article: Article, seen: int) -> Article:
    """The article at its next version, or ``Changed``: somebody was here first."""
    now = Article.objects.select_related("issue", "section").get(pk=article.pk)
    now.issue = locked(now.issue)
    refuse_locked(now)
    rows = Article.objects.filter(pk=now.pk, version=seen, state__in=REPLACEABLE)
    if not rows.update(version=F("version") + 1):
        raise Changed(CHANGED.format(title=now.plain_title, by=last_editor(now)))
    now.version = seen + 1
    return now


def _kept(article: Article, names: set[str]) -> dict:
    """What is replaced, word for word; attachments with their addresses."""
    parts = {name: text for name, text in parts_of(article).items() if name in names}
    if ATTACHMENTS in names:
        parts[ATTACHMENTS] = [[each.title, each.url] for each in article.attachments.all()]
    return parts


def _write(article: Article, parts: dict, by) -> None:
    """The fields with one row of history, then note and attachments."""
    fields = [name for name in ("title", BODY, *_LENGTHS) if name in parts]
    for name in fields:
        length = _LENGTHS.get(name)
        setattr(article, name, fit(parts[name], length) if length else parts[name])
    article._history_user = by
    article.save(update_fields=["version", *fields])
    if BODY in parts:
        names = richtext.picture_names(article.body)
        article.pictures.set(Upload.objects.filter(name__in=names))
    if NOTE in parts:
        replace_note(article, parts[NOTE])
    if ATTACHMENTS in parts:
        replace_attachments(article, [each for each in parts[ATTACHMENTS].split("\n") if each])


def _record(article: Article, verb: str, label: str, reason: str, by) -> None:
    Record.objects.create(
        by=by, issue=article.issue, article=article, subject=article.plain_title[:200], verb=verb,
        label=label, from_state=article.state, to_state=article.state, reason=reason,
    )  # fmt: skip


# --- And back ---------------------------------------------------------------------------------


def last_replacement(article: Article) -> Manuscript | None:
    """The file that last replaced words of this article, and can be taken back."""
    rows = article.manuscripts.filter(
        kind=Manuscript.Kind.REPLACEMENT, state=Manuscript.State.STORED
    )
    return rows.select_related("corrected_by").order_by("corrected_at", "pk").last()


@transaction.atomic
def restore_replaced(manuscript: Manuscript, *, by, seen: int) -> Article:
    """The parts that were replaced, as they were before; what stands there now stays in history."""
    before = manuscript.report.get("before") or {}
    if manuscript.state != Manuscript.State.STORED or not before:
        raise Refused(NOTHING_KEPT)
    try:
        article = _claimed(manuscript.article, seen)
    except Changed:
        title = manuscript.article.plain_title
        raise Refused(CHANGED_SINCE.format(title=title)) from None
    attachments = before.pop(ATTACHMENTS, None)
    _write(article, before, by)
    if attachments is not None:
        _put_attachments_back(article, attachments)
    rows = Manuscript.objects.filter(pk=manuscript.pk, state=Manuscript.State.STORED)
    if not rows.update(state=Manuscript.State.SET_ASIDE, version=F("version") + 1):
        raise Refused(CHANGED_SINCE.format(title=article.plain_title))
    _record(article, RESTORE_VERB, RESTORE_LABEL, f"来稿：{manuscript.name}", by)
    return article


def _put_attachments_back(article: Article, kept: list) -> None:
    Attachment.objects.put(article, kept)
