"""STORE: sample files → rows, one transaction an issue; what is already there is left alone."""

import datetime as dt
import re

from django.db import transaction
from django.db.models import Q

from editorial import richtext, roles, workflow
from editorial.models import (
    Article,
    Attachment,
    Edition,
    EditorsNote,
    Issue,
    MastheadEntry,
    OrganisationProfile,
    Publication,
    Section,
    Upload,
)
from editorial.models.print_order import arrange
from editorial.sample import pictures
from editorial.sample.files import ArticleFile, IssueFile
from editorial.sample.people import someone

# Stands in the history of every issue made here, and says so later.
MARK = "载入示例"
ISSUE_FIELDS = ("year", "number", "running_number", "date", "tagline", "strapline",
                "cover_headline", "disclaimer", "phone", "phone_note", "email",
                "address")  # fmt: skip
ARTICLE_FIELDS = ("position", "kind", "title", "contents_title", "document_number", "addressee",
                  "source", "source_url", "full_text_url")  # fmt: skip
PUBLICATION_FIELDS = ("tagline", "strapline", "phone", "phone_note", "email", "address")

DEFAULT_REASON = "数据口径与上月不一致，请与来源核对后再送审。"
DAYS_TO_DUE = 3


def load(file: IssueFile) -> Issue | None:
    """The issue made from its file, or ``None`` when its number is already taken."""
    if is_taken(file):
        return None
    uploads = _ensure_pictures(file)
    with transaction.atomic():
        _fill_publication(file)
        issue = _make_issue(file)
        for each in file.articles:
            _make_article(issue, each, uploads)
        _choose_cover_story(issue, file)
        _put_down(issue, file)
        _move_on(issue, file)
    return issue


def is_taken(file: IssueFile) -> bool:
    same = Q(year=file.year, number=file.number) | Q(running_number=file.running_number)
    return Issue.objects.filter(same).exists()


def made_here(file: IssueFile) -> Issue | None:
    """The issue that was made from this file; one that somebody else made is not ours."""
    issue = Issue.objects.numbered(file.year, file.number).first()
    if issue is None:
        return None
    is_ours = issue.history.filter(history_type="+", history_change_reason=MARK).exists()
    return issue if is_ours else None


def _ensure_pictures(file) -> dict[str, Upload]:
    wanted = {key for each in file.articles for key in pictures.named_in(each.body)}
    wanted |= {pictures.emblem_of(each) for each in file.profiles} - {""}
    return {key: pictures.ensure(key) for key in wanted}


def _fill_publication(file) -> None:
    """A newsroom that has not been described yet takes the sample's words."""
    publication = Publication.current()
    if any(getattr(publication, name) for name in PUBLICATION_FIELDS):
        return
    for name in PUBLICATION_FIELDS:
        setattr(publication, name, getattr(file, name))
    publication.save()


def _make_issue(file) -> Issue:
    issue = Issue(**{name: getattr(file, name) for name in ISSUE_FIELDS})
    issue._change_reason = MARK
    issue.save()
    for position, entry in enumerate(file.masthead, 1):
        MastheadEntry.objects.create(issue=issue, position=position, **entry)
    for position, each in enumerate(file.profiles, 1):
        emblem = Upload.objects.filter(name=pictures.file_name(pictures.emblem_of(each))).first()
        OrganisationProfile.objects.create(issue=issue, position=position, logo=emblem, **each)
    return issue


def _make_article(issue, file: ArticleFile, uploads) -> Article:
    writer = someone(roles.EDITOR)
    article = Article(
        issue=issue,
        section=Section.objects.ensure_standard()[file.section],
        body=richtext.sanitise(_with_addresses(file.body, uploads)),
        assignee=writer,
        due_date=issue.date - dt.timedelta(days=DAYS_TO_DUE),
        **{name: getattr(file, name) for name in ARTICLE_FIELDS},
    )
    article._history_user = writer
    article.save()
    article.pictures.set(Upload.objects.filter(name__in=richtext.picture_names(article.body)))
    _make_parts(article, file, writer)
    _walk(article, file)
    return article


def _with_addresses(body: str, uploads) -> str:
    return re.sub(pictures.REFERENCE, lambda match: f'src="{uploads[match[1]].path}"', body)


def _make_parts(article, file, writer) -> None:
    if file.note:
        note = EditorsNote(article=article, author=writer, body=richtext.sanitise(file.note_html))
        note._history_user = writer
        note.save()
    for position, title in enumerate(file.attachments, 1):
        Attachment.objects.create(article=article, position=position, title=title)


def _walk(article, file) -> None:
    """The article to the state its file asks for, each level of review by its own hand."""
    wanted = Article.State(file.state)
    if wanted == Article.State.DRAFT:
        return
    hands = [someone(roles.EDITOR)]
    workflow.perform(article, "submit", by=hands[0])
    if wanted == Article.State.SENT_BACK:
        executive = someone(roles.EXECUTIVE, other_than=hands)
        reason = file.reason or DEFAULT_REASON
        workflow.perform(article, "send_back", by=executive, reason=reason)
        return
    while article.state not in (wanted, Article.State.FINAL):
        role = workflow.find_move(article, "approve").roles[0]
        hands.append(someone(role, other_than=hands))
        workflow.perform(article, "approve", by=hands[-1])


def _choose_cover_story(issue, file) -> None:
    issue.cover_story = issue.articles.get(position=file.cover_story)
    issue._change_reason = MARK
    issue.save()


def _put_down(issue, file) -> None:
    """What was asked for and is not written yet 约稿; each takes its place in its section."""
    writer = someone(roles.EDITOR)
    sections = Section.objects.ensure_standard()
    for each in file.commissions:
        article = Article(
            issue=issue,
            section=sections[each["section"]],
            position=issue.articles.next_position(),
            title=each["title"],
            kind=each["kind"],
            assignee=writer,
            due_date=issue.date - dt.timedelta(days=each["days"]),
        )
        article._history_user = writer
        article.save()
    if file.commissions:
        arrange(issue)


def _move_on(issue, file) -> None:
    """A finished issue goes to proof; the press does the rest of what leads to publication."""
    if file.is_to_be_published:
        executive = someone(roles.EXECUTIVE)
        workflow.perform(issue, "start_proofing", by=executive)
        Edition.objects.order(issue, Edition.Kind.PROOF, by=executive)
