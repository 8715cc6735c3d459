"""AGAIN: a corrected manuscript beside the issue that it became: per article, what would change."""

import re
from dataclasses import dataclass
from functools import cached_property

from django.db import transaction
from django.db.models import F

from editorial import richtext
from editorial.intake.article import Draft
from editorial.intake.refusal import Refused
from editorial.intake.report import report_of
from editorial.intake.review import Proposal
from editorial.intake.store import fit, forget, prepared, store_pictures, with_stored_pictures
from editorial.intake.waiting import claim, may_replace, proposal_of
from editorial.models import Article, Attachment, EditorsNote, Issue, Manuscript, Record, Upload
from editorial.typography import comparison_form, paragraphs_changed

_PICTURE = re.compile(r"/pictures/[0-9a-f]{32}\.\w+")
VERB, LABEL, LABEL_ISSUE = "reimport", "采用新稿", "核对新稿"
REPLACEABLE = (Article.State.DRAFT, Article.State.SENT_BACK)
LOCKED = "《{title}》现在是“{state}”，不能替换；要用新稿，请先退回这一篇。"
CHANGED = "《{title}》在您打开这一页之后又有人改过，什么都没有替换；请重新比较。"
# (what it is called, value in the issue, value in the manuscript), as paragraphs.
_FIELDS = (
    ("标题", lambda a: a.title, lambda d: d.title),
    ("文号", lambda a: a.document_number, lambda d: d.document_number),
    ("主送机关", lambda a: a.addressee, lambda d: d.addressee),
    ("来源", lambda a: a.source, lambda d: d.source),
    ("附件", lambda a: "\n".join(_attachments(a)), lambda d: "\n".join(_titles(d))),
)
_TEXTS = (
    ("编者按", lambda a: _note(a), lambda d: d.note_html),
    ("正文", lambda a: a.body, lambda d: d.body_html),
)


def _masked(text: str) -> str:
    """Without the names of pictures, which are new with every reading."""
    return _PICTURE.sub("/pictures/", text)


def _attachments(article: Article) -> list[str]:
    return [each.title for each in article.attachments.all()]


def _titles(draft: Draft) -> list[str]:
    return [each.title for each in draft.attachments]


def _note(article: Article) -> str:
    note = getattr(article, "editors_note", None)
    return note.body if note else ""


@dataclass(frozen=True)
class Change:
    """One article of the issue beside its draft in the new manuscript."""

    article: Article
    draft: Draft
    was_edited: bool  # since the issue was imported, or nobody can say

    @property
    def refusal(self) -> str:
        """Why it cannot be replaced; empty when it can."""
        if self.article.state in REPLACEABLE:
            return ""
        state = self.article.get_state_display()
        return LOCKED.format(title=self.article.plain_title, state=state)

    @cached_property
    def differences(self) -> list[tuple[str, list]]:
        """(what, its changed paragraphs as runs); empty when nothing differs."""
        found = []
        for label, stored, fresh in (*_FIELDS, *_TEXTS):
            old, new = stored(self.article), fresh(self.draft)
            if _masked(old) == _masked(new):
                continue
            if (label, stored, fresh) in _TEXTS:
                old, new = richtext.plain_text(old), richtext.plain_text(new)
            runs = list(paragraphs_changed(old.split("\n"), new.split("\n")))
            found.append((label, runs))
        return found


@dataclass(frozen=True)
class Comparison:
    """The issue beside the proposal: pairs, and what stands on one side only."""

    issue: Issue
    changes: tuple[Change, ...]
    only_new: tuple[str, ...]
    only_old: tuple[str, ...]

    @property
    def changed(self) -> list[Change]:
        return [change for change in self.changes if change.differences]

    @property
    def unchanged(self) -> list[Change]:
        return [change for change in self.changes if not change.differences]


def issue_of(proposal: Proposal) -> Issue | None:
    """The issue with the numbers of this manuscript, while its words may still be changed."""
    if not may_replace(proposal):
        return None
    numbering = proposal.front.numbering
    return Issue.objects.get(year=numbering.date.year, number=numbering.number)


def compare(proposal: Proposal, issue: Issue) -> Comparison:
    """Nothing is written. The import that made the issue tells what was edited since."""
    rows = issue.articles.select_related("editors_note", "section", "issue")
    articles = list(rows.prefetch_related("attachments").in_print_order())
    baseline = _baseline(issue)
    pairs = _pairs(articles, proposal.articles)
    paired = {draft.key for _, draft in pairs}
    return Comparison(
        issue,
        tuple(Change(one, draft, _was_edited(one, baseline)) for one, draft in pairs),
        tuple(each.plain_title for each in proposal.articles if each.key not in paired),
        tuple(each.plain_title for each in articles if each not in [one for one, _ in pairs]),
    )


def _baseline(issue: Issue) -> tuple[Draft, ...]:
    """The articles as they were last stored from a manuscript; none when it cannot be read."""
    stored = issue.manuscripts.filter(state=Manuscript.State.STORED).order_by("received_at")
    found: list[Draft] = []
    for manuscript in stored:
        try:
            found += proposal_of(manuscript).articles
        except Refused:
            continue
    return tuple(found)


def _was_edited(article: Article, baseline: tuple[Draft, ...]) -> bool:
    return not any(
        all(
            _masked(stored(article)) == _masked(fresh(draft))
            for _, stored, fresh in (*_FIELDS, *_TEXTS)
        )
        for draft in baseline
    )


def _pairs(articles: list[Article], drafts: tuple[Draft, ...]) -> list[tuple[Article, Draft]]:
    """By title; what is left over, by its place when as many are left on both sides."""
    waiting = list(drafts)
    found: dict[int, Draft] = {}
    for article in articles:
        title = comparison_form(article.plain_title)
        same = next((d for d in waiting if comparison_form(d.plain_title) == title), None)
        if same is not None:
            waiting.remove(same)
            found[article.pk] = same
    left = [article for article in articles if article.pk not in found]
    if len(left) == len(waiting):
        found |= {article.pk: draft for article, draft in zip(left, waiting, strict=True)}
    return [(article, found[article.pk]) for article in articles if article.pk in found]


def adopt(manuscript: Manuscript, versions: dict[int, int], *, by, version: int) -> Issue:
    """Put the new text into the articles chosen (pk → version that was looked at).

    One transaction; raises ``Refused`` and changes nothing when an article moved on meanwhile.
    """
    proposal = proposal_of(manuscript)
    saved: list = []
    try:
        return _adopt(manuscript, proposal, versions, by, version, saved)
    except BaseException:
        forget(saved)
        raise


def _adopt(manuscript, proposal: Proposal, versions, by, version: int, saved: list) -> Issue:
    pictures = prepared(proposal) if versions else {}
    with transaction.atomic():
        issue = issue_of(proposal)
        if issue is None:
            raise Refused(f"{proposal.label}已经不能改动，什么都没有替换。")
        claim(manuscript, version, state=Manuscript.State.STORED, issue=issue,
              report=report_of(proposal))  # fmt: skip
        chosen = [each for each in compare(proposal, issue).changes if each.article.pk in versions]
        bodies = "".join(change.draft.body_html for change in chosen)
        shown = {name: each for name, each in pictures.items() if f"/{name}" in bodies}
        names = store_pictures(shown, by, saved)
        for change in chosen:
            _replace(change, names, seen=versions[change.article.pk])
            _record(change.article, manuscript, by)
        _record_issue(issue, manuscript, len(chosen), by)
    return issue


def _replace(change: Change, pictures: dict[str, str], *, seen: int) -> None:
    article, draft = change.article, change.draft
    if change.refusal:
        raise Refused(change.refusal)
    rows = Article.objects.filter(pk=article.pk, version=seen, state__in=REPLACEABLE)
    if not rows.update(version=F("version") + 1):
        raise Refused(CHANGED.format(title=article.plain_title))
    article.version = seen + 1
    article.title = draft.title
    article.contents_title = fit(draft.contents_title, 200)
    article.document_number = fit(draft.document_number, 60)
    article.addressee = fit(draft.addressee, 500)
    article.source = fit(draft.source, 200)
    article.body = with_stored_pictures(draft.body_html, pictures)
    article.save()
    article.pictures.set(Upload.objects.filter(name__in=richtext.picture_names(article.body)))
    _replace_note(article, draft.note_html)
    _replace_attachments(article, draft)


def _replace_note(article: Article, html: str) -> None:
    if html:
        EditorsNote.objects.update_or_create(article=article, defaults={"body": html})
    else:
        for note in EditorsNote.objects.filter(article=article):
            note.delete()


def _replace_attachments(article: Article, draft: Draft) -> None:
    if _attachments(article) == _titles(draft):
        return
    article.attachments.all().delete()
    Attachment.objects.bulk_create(
        Attachment(article=article, position=at, title=fit(title, 200))
        for at, title in enumerate(_titles(draft), 1)
    )


def _record(article: Article, manuscript: Manuscript, by) -> None:
    Record.objects.create(
        by=by, issue=article.issue, article=article, subject=article.plain_title[:200], verb=VERB,
        label=LABEL, from_state=article.state, to_state=article.state,
        reason=f"来稿：{manuscript.name}",
    )  # fmt: skip


def _record_issue(issue: Issue, manuscript: Manuscript, count: int, by) -> None:
    Record.objects.create(
        by=by, issue=issue, subject=str(issue), verb=VERB, label=LABEL_ISSUE,
        from_state=issue.state, to_state=issue.state,
        reason=f"来稿：{manuscript.name}；{count} 篇采用新稿，其余保留现稿",
    )  # fmt: skip
