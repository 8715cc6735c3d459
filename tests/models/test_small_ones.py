"""Publication, section, masthead, manuscript, upload, staff: their few promises."""

import pytest
from django.db import IntegrityError

from editorial.models import (
    Manuscript,
    MastheadEntry,
    OrganisationProfile,
    Publication,
    Section,
    Upload,
    User,
)
from tests import cast

pytestmark = pytest.mark.django_db


def test_there_is_one_publication_made_on_first_asking():
    assert Publication.objects.count() == 0

    assert Publication.current() == Publication.current()
    assert str(Publication.current()) == "大数据发展动态"
    assert Publication.objects.count() == 1


def test_a_second_publication_is_refused():
    with pytest.raises(IntegrityError):
        Publication.objects.create(pk=2, name="另一份刊物")


@pytest.mark.parametrize(("distribution", "is_internal"), [("public", False), ("internal", True)])
def test_distribution_decides_who_may_read(distribution, is_internal):
    assert Publication(distribution=distribution).is_internal is is_internal


def test_the_four_sections_stand_in_their_order():
    Section.objects.ensure_standard()
    Section.objects.ensure_standard()

    rows = [(each.name, each.slug, each.expects_editors_note) for each in Section.objects.all()]

    assert rows == [
        ("国策要论", "policy", True),
        ("地方新政", "regions", True),
        ("产业镜像", "industry", False),
        ("前沿观察", "frontier", False),
    ]


def test_a_role_stands_once_in_a_masthead_with_its_names_in_order():
    issue = cast.make_issue(1)
    entry = MastheadEntry.objects.create(issue=issue, role="主编", names=["某乙", "某甲"])

    assert str(entry) == "主编：某乙、某甲"
    with pytest.raises(IntegrityError):
        MastheadEntry.objects.create(issue=issue, role="主编", names=["某丙"])


def test_a_profile_is_one_paragraph_a_line():
    profile = OrganisationProfile(name_zh="东湾数据研究院", profile="第一段。\n\n 第二段。\n")

    assert profile.paragraphs == ["第一段。", "第二段。"]


def test_the_same_file_is_received_once():
    Manuscript.objects.create(name="甲.txt", digest="d" * 64)

    with pytest.raises(IntegrityError):
        Manuscript.objects.create(name="乙.txt", digest="d" * 64)


def test_a_picture_has_an_address_of_its_own():
    upload = Upload(name="a" * 32 + ".png", original_name="山海.png")

    assert upload.path == f"/pictures/{'a' * 32}.png"
    assert str(upload) == "山海.png"


def test_staff_are_called_by_their_chinese_name():
    person = User(username="lin", name="林编辑")

    assert (str(person), person.get_full_name()) == ("林编辑", "林编辑")
    assert str(User(username="lin")) == "lin"
