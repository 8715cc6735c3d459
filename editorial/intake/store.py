"""STORE: proposal → rows, in one transaction. The only stage that writes."""

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from editorial import richtext, uploads
from editorial.intake.article import Draft
from editorial.intake.refusal import Refused
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
    manuscript = Manuscript.objects.filter(digest=digest).select_related("issue").first()
    if manuscript is None or manuscript.issue is None:
        return None
    return Imported(manuscript.issue, manuscript, manuscript.report, is_new=False)


def store(proposal: Proposal, data: bytes, *, by=None) -> Imported:
    """Everything or nothing: issue, masthead, articles, manuscript and the record of it."""
    pictures = prepared(proposal)
    saved: list[Manuscript | Upload] = []
    try:
        with transaction.atomic():
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
        forget(saved)
        return _lost_race(proposal, error)
    except OSError as error:
        forget(saved)
        raise Refused(
            f"来稿没能存进磁盘（{error.strerror or error}），什么都没有导入，"
            "请腾出空间或检查存储设置后重试。"
        ) from error
    except BaseException:
        forget(saved)
        raise
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


def forget(saved: list[Manuscript | Upload]) -> None:
    """A file cannot be rolled back with the rows, so it is removed by hand."""
    for each in saved:
        if each.file:
            each.file.delete(save=False)


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
    MastheadEntry.objects.bulk_create(
        MastheadEntry(issue=issue, position=at, role=fit(entry.role, 20), names=list(entry.names))
        for at, entry in enumerate(masthead.entries, 1)
    )
    OrganisationProfile.objects.bulk_create(
        OrganisationProfile(
            issue=issue,
            position=at,
            name_zh=fit(profile.name_zh, 100),
            name_en=fit(profile.name_en, 200),
            abbreviation=fit(profile.abbreviation, 40),
            profile="\n".join(profile.paragraphs),
        )
        for at, profile in enumerate(proposal.profiles, 1)
    )
    return issue


def _articles(proposal: Proposal, issue: Issue, pictures: dict[str, str]) -> list[Article]:
    sections = _sections(proposal)
    return [
        _article(draft, issue, sections[draft.section], at, pictures)
        for at, draft in enumerate(proposal.articles, 1)
    ]


def _sections(proposal: Proposal) -> dict[str, Section]:
    """Sections by name; a name the house does not know becomes a section at the end."""
    sections = Section.objects.ensure_standard()
    for name in proposal.section_names:
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


def _article(draft: Draft, issue: Issue, section: Section, position: int, pictures) -> Article:
    article = Article.objects.create(
        issue=issue,
        section=section,
        position=position,
        kind=draft.kind,
        title=draft.title,
        contents_title=fit(draft.contents_title, 200),
        document_number=fit(draft.document_number, 60),
        addressee=fit(draft.addressee, 500),
        body=with_stored_pictures(draft.body_html, pictures),
        source=fit(draft.source, 200),
    )
    shown = richtext.picture_names(article.body)
    if shown:
        article.pictures.set(Upload.objects.filter(name__in=shown))
    if draft.note_html:
        EditorsNote.objects.create(article=article, body=draft.note_html)
    Attachment.objects.bulk_create(
        Attachment(article=article, position=at, title=fit(each.title, 200))
        for at, each in enumerate(draft.attachments, 1)
    )
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
    manuscript = Manuscript.objects.filter(digest=proposal.digest).first()
    if manuscript is None:
        manuscript = Manuscript(digest=proposal.digest, name=proposal.name[-200:])
        saved.append(manuscript)
        manuscript.file.save(file_name(proposal), ContentFile(data), save=False)
    manuscript.encoding = proposal.encoding
    manuscript.issue = issue
    manuscript.received_by = manuscript.received_by or by
    manuscript.state = Manuscript.State.STORED
    manuscript.report = report_of(proposal)
    manuscript.save()
    return manuscript


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
