"""STORE: proposal → rows, in one transaction. The only stage that writes."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from simple_history.utils import bulk_create_with_history

from editorial import disks, richtext, uploads
from editorial.intake.article import Draft
from editorial.intake.refusal import Refused
from editorial.intake.remarks import store_remarks
from editorial.intake.report import report_of
from editorial.intake.review import Proposal, propose
from editorial.intake.word import ENCODING as WORD
from editorial.models import (
    Article,
    Attachment,
    EditorsNote,
    Issue,
    Manuscript,
    MastheadEntry,
    OrganisationProfile,
    Publication,
    Record,
    Section,
    Upload,
)

VERB, LABEL = "import", "导入来稿"
NOT_ON_DISK = "来稿没能存进磁盘（{error}），什么都没有导入，请腾出空间或检查存储设置后重试。"


@dataclass(frozen=True)
class Imported:
    """What an import left behind. ``is_new`` is False when the same file had come in before."""

    issue: Issue
    manuscript: Manuscript
    report: dict
    is_new: bool


def import_manuscript(data: bytes, name: str, *, by=None) -> Imported:
    """Store a manuscript as an issue. The same bytes again change nothing.

    Raises ``Refused``; then nothing has been stored.
    """
    proposal = propose(data, name)
    return received_before(proposal.digest) or store(proposal, data, by=by)


def received_before(digest: str) -> Imported | None:
    """The import of exactly this file, if its issue still stands."""
    same = Manuscript.objects.filter(digest=digest, kind=Manuscript.Kind.ISSUE)
    manuscript = same.select_related("issue").first()
    if manuscript is None or manuscript.issue is None:
        return None
    return Imported(manuscript.issue, manuscript, manuscript.report, is_new=False)


def store(proposal: Proposal, data: bytes, *, by=None) -> Imported:
    """Everything or nothing: issue, masthead, articles, manuscript and the record of it."""
    refuse_guesses(proposal)
    pictures = prepared(proposal)
    try:
        with all_or_nothing() as saved:
            refuse_known_issue(proposal)
            issue = _issue(proposal)
            names = store_pictures(pictures, by, saved)
            articles = _articles(proposal, issue, names)
            if proposal.cover_story is not None:
                issue.cover_story = articles[proposal.cover_story]
                issue.save(update_fields=["cover_story"])
            _fill_publication(proposal)
            manuscript = _manuscript(proposal, data, issue, by, saved)
            _record(proposal, issue, by, len(manuscript.corrections))
    except IntegrityError as error:
        return _lost_race(proposal, error)
    return Imported(issue, manuscript, manuscript.report, is_new=True)


def prepared(proposal: Proposal) -> dict[str, uploads.Prepared]:
    """Every picture in our own encoding, before anything is written."""
    made = {}
    for name, (file, data) in proposal.pictures.items():
        try:
            made[name] = uploads.prepare(data, file)
        except uploads.Refused as refusal:
            raise Refused(f"来稿里的图片不能用：{refusal}改好后再导入。") from None
    return made


def store_pictures(pictures, by, saved: list) -> dict[str, str]:
    """Name in the proposal → name as stored."""
    names = {}
    for name, picture in pictures.items():
        upload = Upload()
        saved.append(upload)
        names[name] = uploads.store(picture, into=upload, by=by).name
    return names


@contextmanager
def all_or_nothing() -> Iterator[list[Manuscript | Upload]]:
    """One transaction; what is put in the list loses its file again when anything fails.

    Raises ``Refused`` where the disk does not take a file.
    """
    saved: list[Manuscript | Upload] = []
    try:
        with transaction.atomic():
            yield saved
    except OSError as error:
        _forget(saved)
        raise Refused(NOT_ON_DISK.format(error=disks.why(error))) from error
    except BaseException:
        _forget(saved)
        raise


def _forget(saved: list[Manuscript | Upload]) -> None:
    """A file cannot be rolled back with the rows, so it is removed by hand."""
    for each in saved:
        if each.file:
            each.file.delete(save=False)


def refuse_guesses(proposal: Proposal) -> None:
    """An issue is not stored under a number that the manuscript does not print."""
    missing = proposal.front.numbering.missing
    if missing:
        raise Refused(
            f"封面上没有找到{'、'.join(missing)}，不能入库，请在核对页上填好，"
            "或在来稿开头补上“2026年1月9日 第2期 总第265期”这样的一行后再导入。"
        )


def _lost_race(proposal: Proposal, error: IntegrityError) -> Imported:
    """Somebody stored the same issue between our look and our write."""
    same = received_before(proposal.digest)
    if same is not None:
        return same
    refuse_known_issue(proposal)
    raise error


def refuse_known_issue(proposal: Proposal) -> None:
    """A number that exists is not imported a second time."""
    numbering = proposal.front.numbering
    year, number = numbering.date.year, numbering.number
    same = Issue.objects.numbered(year, number).first()
    if same is not None:
        raise Refused(
            f"{same}（总第{same.running_number}期，{same.get_state_display()}）已经存在，"
            "没有重复导入；如要用新来稿替换，请先处理那一期。"
        )
    same = Issue.objects.filter(running_number=numbering.running_number).first()
    if same is not None:
        raise Refused(
            f"总第{numbering.running_number}期已经是{same}，与这份来稿的{proposal.label}冲突，"
            "请核对期号和总期号。"
        )


def _issue(proposal: Proposal) -> Issue:
    front, numbering = proposal.front, proposal.front.numbering
    masthead = front.masthead
    issue = Issue.objects.create(
        year=numbering.date.year,
        number=numbering.number,
        running_number=numbering.running_number,
        date=numbering.date,
        tagline=fit(front.tagline, 120),
        strapline=fit(front.strapline, 120),
        cover_headline=fit(proposal.cover_headline, 200),
        phone=fit(masthead.phone, 60),
        phone_note=fit(masthead.phone_note, 20),
        email=fit(masthead.email, 120),
        address=fit(masthead.address, 200),
        disclaimer=masthead.disclaimer,
    )
    bulk_create_with_history(masthead_rows(issue, proposal), MastheadEntry)
    OrganisationProfile.objects.bulk_create(profile_rows(issue, proposal))
    return issue


def masthead_rows(issue: Issue, proposal: Proposal) -> list[MastheadEntry]:
    return [
        MastheadEntry(issue=issue, position=at, role=fit(entry.role, 20), names=list(entry.names))
        for at, entry in enumerate(proposal.front.masthead.entries, 1)
    ]


def profile_rows(issue: Issue, proposal: Proposal) -> list[OrganisationProfile]:
    return [
        OrganisationProfile(
            issue=issue,
            position=at,
            name_zh=fit(profile.name_zh, 100),
            name_en=fit(profile.name_en, 200),
            abbreviation=fit(profile.abbreviation, 40),
            profile="\n".join(profile.paragraphs),
        )
        for at, profile in enumerate(proposal.profiles, 1)
    ]


def _articles(proposal: Proposal, issue: Issue, pictures: dict[str, str]) -> list[Article]:
    sections = sections_of(proposal.section_names)
    return [
        store_article(draft, issue, sections[draft.section], at, pictures)
        for at, draft in enumerate(proposal.articles, 1)
    ]


def sections_of(names: Iterable[str]) -> dict[str, Section]:
    """Sections by name; a name the house does not know becomes a section at the end."""
    sections = Section.objects.ensure_standard()
    for name in names:
        if name in sections:
            continue
        if not name:
            sections[name] = min(sections.values(), key=lambda each: each.order)
            continue
        order = max(each.order for each in sections.values()) + 1
        sections[name] = Section.objects.create(
            name=fit(name, 20), slug=f"section-{order}", order=order
        )
    return sections


def with_stored_pictures(body: str, names: dict[str, str]) -> str:
    for name, stored in names.items():
        body = body.replace(f"/pictures/{name}", f"/pictures/{stored}")
    return body


def store_article(
    draft: Draft, issue: Issue, section: Section, position: int, pictures, **more
) -> Article:
    """One article with note, pictures and attachments; ``more`` are fields a draft has not."""
    article = Article.objects.create(
        issue=issue,
        section=section,
        position=position,
        kind=draft.kind,
        title=draft.title,
        contents_title=more.pop("contents_title", "") or fit(draft.contents_title, 200),
        document_number=fit(draft.document_number, 60),
        addressee=fit(draft.addressee, 500),
        body=with_stored_pictures(draft.body_html, pictures),
        source=fit(draft.source, 200),
        **more,
    )
    shown = richtext.picture_names(article.body)
    if shown:
        article.pictures.set(Upload.objects.filter(name__in=shown))
    if draft.note_html:
        EditorsNote.objects.create(article=article, body=draft.note_html)
    for at, each in enumerate(draft.attachments, 1):
        Attachment.objects.create(article=article, position=at, title=fit(each.title, 200))
    store_remarks(article, draft.remarks)
    return article


def fit(text: str, length: int) -> str:
    """The text, refused when the field cannot hold it: nothing is cut off silently."""
    if len(text) > length:
        raise Refused(
            f"“{text[:20]}……”有 {len(text)} 个字，超过这一栏的 {length} 个字，"
            "可能是来稿缺少换行，请核对后再导入。"
        )
    return text


def _fill_publication(proposal: Proposal) -> None:
    """The first issue tells the publication what it did not know; later ones change nothing."""
    publication = Publication.current()
    front, masthead = proposal.front, proposal.front.masthead
    known = {
        "tagline": front.tagline,
        "strapline": front.strapline,
        "phone": masthead.phone,
        "phone_note": masthead.phone_note,
        "email": masthead.email,
        "address": masthead.address,
        "disclaimer": masthead.disclaimer,
    }
    new = [name for name, value in known.items() if value and not getattr(publication, name)]
    for name in new:
        setattr(publication, name, known[name])
    if new:
        publication.save(update_fields=new)


def file_name(proposal: Proposal) -> str:
    """What the kept file is called on disk; the name as received stays in the row."""
    extension = "docx" if proposal.encoding == WORD else "txt"
    return f"{proposal.digest[:16]}.{extension}"


def _manuscript(proposal, data: bytes, issue: Issue, by, saved: list) -> Manuscript:
    """The file as received. A file whose issue has gone is taken up again in its own row."""
    same = Manuscript.objects.filter(digest=proposal.digest, kind=Manuscript.Kind.ISSUE)
    manuscript = same.first()
    if manuscript is None:
        manuscript = Manuscript(digest=proposal.digest, name=proposal.name[-200:])
        saved.append(manuscript)
        manuscript.file.save(file_name(proposal), ContentFile(data), save=False)
    manuscript.encoding = proposal.encoding
    manuscript.issue = issue
    manuscript.received_by = manuscript.received_by or by
    manuscript.state = Manuscript.State.STORED
    manuscript.report = report_of(proposal) | carried_of(manuscript)
    manuscript.save()
    return manuscript


def carried_of(manuscript: Manuscript) -> dict:
    """What stays with the report: which issue it is, what came over from an earlier version."""
    return {
        name: manuscript.report[name] for name in ("of", "carried") if name in manuscript.report
    }


def _reason(proposal: Proposal, steps: int) -> str:
    return f"来稿：{proposal.name}" + (f"；核对中改动 {steps} 处" if steps else "")


def _record(proposal: Proposal, issue: Issue, by, steps: int) -> None:
    Record.objects.create(
        by=by,
        issue=issue,
        subject=str(issue),
        verb=VERB,
        label=LABEL,
        to_state=issue.state,
        reason=_reason(proposal, steps),
    )
