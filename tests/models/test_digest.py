"""The digest of a text: it changes with every printed word and with nothing else."""

import datetime as dt

import pytest
from django.utils import timezone

from editorial.models import (
    Article,
    Attachment,
    EditorsNote,
    Issue,
    MastheadEntry,
    OrganisationProfile,
    Publication,
    Section,
    text_digest,
)
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    issue = cast.make_issue(1, cover_headline="算力入户")
    article = cast.make_article(issue, title="算力普惠方案", note="按语。")
    Attachment.objects.create(article=article, position=1, title="任务清单")
    MastheadEntry.objects.create(issue=issue, position=1, role="主编", names=["某甲"])
    OrganisationProfile.objects.create(issue=issue, position=1, name_zh="东湾数据研究院")
    return issue


PRINTED = {
    "issue date": lambda: Issue.objects.update(date=dt.date(2026, 1, 9)),
    "issue number": lambda: Issue.objects.update(number=2),
    "running number": lambda: Issue.objects.update(running_number=77),
    "tagline": lambda: Issue.objects.update(tagline="内外兼修"),
    "strapline": lambda: Issue.objects.update(strapline="每周一期"),
    "cover headline": lambda: Issue.objects.update(cover_headline="数据下乡"),
    "disclaimer": lambda: Issue.objects.update(disclaimer="另一份声明。"),
    "title": lambda: Article.objects.update(title="算力普惠\n方案"),
    "contents title": lambda: Article.objects.update(contents_title="普惠"),
    "body": lambda: Article.objects.update(body="<p>改了。</p>"),
    "source": lambda: Article.objects.update(source="云麓市数据局"),
    "document number": lambda: Article.objects.update(document_number="山海数发〔2026〕1号"),
    "addressee": lambda: Article.objects.update(addressee="各市："),
    "kind": lambda: Article.objects.update(kind="feature"),
    "position": lambda: Article.objects.update(position=5),
    "section": lambda: Section.objects.filter(order=1).update(name="国策新论"),
    "note": lambda: EditorsNote.objects.update(body="<p>新按语。</p>"),
    "attachment": lambda: Attachment.objects.update(title="名单"),
    "masthead": lambda: MastheadEntry.objects.update(names=["某乙"]),
    "profile": lambda: OrganisationProfile.objects.update(profile="又一段。"),
    "publication": lambda: Publication.objects.update(name="数据周刊"),
}


@pytest.mark.parametrize("change", PRINTED.values(), ids=PRINTED.keys())
def test_a_change_of_what_is_printed_changes_the_digest(change, issue):
    before = text_digest(issue)

    change()

    assert text_digest(Issue.objects.get()) != before


NOT_PRINTED = {
    "issue state": lambda: Issue.objects.update(state="proofing"),
    "publication hour": lambda: Issue.objects.update(publish_at=timezone.now()),
    "article state": lambda: Article.objects.update(state="final"),
    "due date": lambda: Article.objects.update(due_date=dt.date(2026, 1, 1)),
    "version": lambda: Article.objects.update(version=9),
}


@pytest.mark.parametrize("change", NOT_PRINTED.values(), ids=NOT_PRINTED.keys())
def test_a_change_of_anything_else_does_not(change, issue):
    before = text_digest(issue)

    change()

    assert text_digest(Issue.objects.get()) == before


def test_it_costs_six_queries_whatever_the_number_of_articles(issue, django_assert_max_num_queries):
    for _ in range(5):
        cast.make_article(issue, note="按语。")

    with django_assert_max_num_queries(6):
        assert len(text_digest(issue)) == 64
