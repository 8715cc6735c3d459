"""AGAIN: a corrected manuscript beside the issue that it became, and what is taken of it."""

import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from django.db.models import F

from editorial import richtext
from editorial.intake.article import Draft
from editorial.intake.parts import Part, order_part, parts_of, take_parts
from editorial.intake.refusal import Refused
from editorial.intake.remarks import store_remarks
from editorial.intake.report import report_of
from editorial.intake.review import Proposal
from editorial.intake.store import (
    all_or_nothing,
    carried_of,
    fit,
    prepared,
    sections_of,
    store_article,
    store_pictures,
    with_stored_pictures,
)
from editorial.intake.waiting import claim, may_replace, proposal_of
from editorial.models import Article, Attachment, EditorsNote, Issue, Manuscript, Record, Upload
from editorial.models.print_order import arrange
from editorial.typography import comparison_form, paragraphs_changed

_PICTURE = re.compile(r"/pictures/[0-9a-f]{32}\.\w+")
VERB, LABEL, LABEL_NEW, LABEL_ISSUE = "reimport", "采用新稿", "添加新稿", "核对新稿"
REPLACEABLE = (Article.State.DRAFT, Article.State.SENT_BACK)
LOCKED = "《{title}》现在是“{state}”，不能替换；要用新稿，请先退回这一篇。"
CHANGED = "《{title}》在您打开这一页之后又有人改过，什么都没有替换；请重新比较。"
# (what it is called, value in the issue, value in the manuscript), as paragraphs.
_FIELDS = (
    ("栏目", lambda a: a.section.name, lambda d: d.section),
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
    pictures: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())  # in the issue, in the manuscript

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
        old, new = self.pictures
        return found + ([("图片", list(paragraphs_changed(old, new)))] if old != new else [])


@dataclass(frozen=True)
class Comparison:
    """The issue beside the proposal: pairs, and what stands on one side only."""

    issue: Issue
    changes: tuple[Change, ...]
    only_new: tuple[Draft, ...]
    only_old: tuple[str, ...]
    parts: tuple[Part, ...] = ()

    @property
    def changed(self) -> list[Change]:
        return [change for change in self.changes if change.differences]

    @property
    def changed_parts(self) -> list[Part]:
        return [part for part in self.parts if part.differences]

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
        tuple(_change(one, draft, proposal, baseline) for one, draft in pairs),
        tuple(each for each in proposal.articles if each.key not in paired),
        tuple(each.plain_title for each in articles if each not in [one for one, _ in pairs]),
        (
            *parts_of(issue, proposal, baseline),
            order_part(issue, proposal, pairs, baseline),
        ),
    )


def _change(article: Article, draft: Draft, proposal: Proposal, baseline) -> Change:
    stored = _stored_from(article, baseline)
    count = len(_PICTURE.findall(article.body))
    old = _pictures_of(*stored) if stored else []
    if len(old) != count:
        old = [("现稿的图片", "")] * count
    return Change(article, draft, stored is None, _as_lines(old, _pictures_of(draft, proposal)))


def _pictures_of(draft: Draft, proposal: Proposal) -> list[tuple[str, str]]:
    """(file, digest of its bytes) of each picture in the body, in order."""
    found = (path.rpartition("/")[2] for path in _PICTURE.findall(draft.body_html))
    files = (proposal.pictures.get(name, ("", b"")) for name in found)
    return [(file, sha256(data).hexdigest()) for file, data in files]


def _as_lines(old, new) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A line a picture; another picture under the same name is said to be another."""
    other = [
        (f"{file}（换了一张）" if (file, digest) not in old and file in dict(old) else file, "")
        for file, digest in new
    ]
    return tuple(
        tuple(f"第{at}张 {file}" for at, (file, _) in enumerate(side, 1)) for side in (old, other)
    )


def _baseline(issue: Issue) -> tuple[Proposal, ...]:
    """What was stored from manuscripts before; none when it cannot be read any more."""
    stored = issue.manuscripts.filter(state=Manuscript.State.STORED).order_by("received_at")
    found: list[Proposal] = []
    for manuscript in stored:
        try:
            found.append(proposal_of(manuscript))
        except Refused:
            continue
    return tuple(found)


def _stored_from(article: Article, baseline) -> tuple[Draft, Proposal] | None:
    """The draft that the article still is, word for word, and its proposal; None: edited since."""
    found = (
        (draft, proposal)
        for proposal in reversed(baseline)
        for draft in proposal.articles
        if all(
            _masked(stored(article)) == _masked(fresh(draft))
            for _, stored, fresh in (*_FIELDS, *_TEXTS)
        )
    )
    return next(found, None)


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


@dataclass(frozen=True)
class Choice:
    """What an editor takes from the new manuscript, and which versions she was looking at."""

    articles: dict[int, int]  # of the issue → version
    added: frozenset[int] = frozenset()  # articles only the manuscript has, by key
    parts: frozenset[str] = frozenset()
    issue_version: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.articles or self.added or self.parts)


def adopt(manuscript: Manuscript, choice: Choice, *, by, version: int) -> Issue:
    """Put what was chosen into the issue; the rest stays as it is.

    One transaction; raises ``Refused`` and changes nothing when something moved on meanwhile.
    """
    proposal = proposal_of(manuscript)
    pictures = prepared(proposal) if choice.articles or choice.added else {}
    with all_or_nothing() as saved:
        return _adopt(manuscript, proposal, pictures, choice, by, version, saved)


def _adopt(manuscript, proposal, pictures, choice: Choice, by, version: int, saved: list) -> Issue:
    issue = issue_of(proposal)
    if issue is None:
        raise Refused(f"{proposal.label}已经不能改动，什么都没有替换。")
    report = report_of(proposal) | carried_of(manuscript)
    claim(manuscript, version, state=Manuscript.State.STORED, issue=issue, report=report)
    comparison = compare(proposal, issue)
    chosen = [each for each in comparison.changes if each.article.pk in choice.articles]
    added = [draft for draft in comparison.only_new if draft.key in choice.added]
    bodies = "".join(draft.body_html for draft in (*(c.draft for c in chosen), *added))
    shown = {name: each for name, each in pictures.items() if f"/{name}" in bodies}
    names = store_pictures(shown, by, saved)
    for change in chosen:
        _replace(change, names, seen=choice.articles[change.article.pk])
        _record(change.article, manuscript, by, LABEL)
    for draft in added:
        _record(_add(draft, issue, names), manuscript, by, LABEL_NEW)
    if chosen or added:
        arrange(issue)
    wanted = [part for part in comparison.changed_parts if part.name in choice.parts]
    take_parts(issue, proposal, wanted, seen=choice.issue_version)
    _record_issue(issue, manuscript, chosen, added, wanted, by)
    return issue


def _add(draft: Draft, issue: Issue, pictures: dict[str, str]) -> Article:
    section = sections_of([draft.section])[draft.section]
    return store_article(draft, issue, section, issue.articles.next_position(), pictures)


def _replace(change: Change, pictures: dict[str, str], *, seen: int) -> None:
    article, draft = change.article, change.draft
    if change.refusal:
        raise Refused(change.refusal)
    rows = Article.objects.filter(pk=article.pk, version=seen, state__in=REPLACEABLE)
    if not rows.update(version=F("version") + 1):
        raise Refused(CHANGED.format(title=article.plain_title))
    article.version = seen + 1
    article.section = sections_of([draft.section])[draft.section]
    article.title = draft.title
    article.contents_title = fit(draft.contents_title, 200)
    article.document_number = fit(draft.document_number, 60)
    article.addressee = fit(draft.addressee, 500)
    article.source = fit(draft.source, 200)
    article.body = with_stored_pictures(draft.body_html, pictures)
    article.save()
    article.pictures.set(Upload.objects.filter(name__in=richtext.picture_names(article.body)))
    replace_note(article, draft.note_html)
    replace_attachments(article, _titles(draft))
    store_remarks(article, draft.remarks)


def replace_note(article: Article, html: str) -> None:
    if html:
        EditorsNote.objects.update_or_create(article=article, defaults={"body": html})
    else:
        for note in EditorsNote.objects.filter(article=article):
            note.delete()


def replace_attachments(article: Article, titles: list[str]) -> None:
    if _attachments(article) == titles:
        return
    Attachment.objects.put(article, [(fit(title, 200), "") for title in titles])


def _record(article: Article, manuscript: Manuscript, by, label: str) -> None:
    Record.objects.create(
        by=by, issue=article.issue, article=article, subject=article.plain_title[:200], verb=VERB,
        label=label, from_state=article.state, to_state=article.state,
        reason=f"来稿：{manuscript.name}",
    )  # fmt: skip


def _record_issue(issue: Issue, manuscript: Manuscript, chosen, added, wanted, by) -> None:
    said = [f"{len(chosen)} 篇采用新稿"]
    said += [f"添加 {len(added)} 篇"] if added else []
    said += [f"{'、'.join(part.label for part in wanted)}采用新稿"] if wanted else []
    Record.objects.create(
        by=by, issue=issue, subject=str(issue), verb=VERB, label=LABEL_ISSUE,
        from_state=issue.state, to_state=issue.state,
        reason=f"来稿：{manuscript.name}；{'，'.join(said)}，其余保留现稿",
    )  # fmt: skip
