"""Records, sections, publication, members: Chinese, and closed where they must be."""

import pytest
from django.urls import reverse

from editorial import workflow
from editorial.models import Publication, Record, Section, User
from tests import cast
from tests.screens.desk.forms import fields_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(newsroom, issue):
    return workflow.perform(cast.make_article(issue, title="走一步"), "submit", by=newsroom["lin"])


def test_records_are_read_in_chinese(at_desk, record):
    text = text_of(at_desk("xiao").get("/desk/editorial/record/"))

    assert "林编辑" in text
    assert "草稿 → 初审" in text


def test_records_are_searched_by_person_and_subject(at_desk, record):
    client = at_desk("xiao")

    found = client.get("/desk/editorial/record/?q=林编辑").context["cl"].result_count
    missed = client.get("/desk/editorial/record/?q=无此人").context["cl"].result_count

    assert (found, missed) == (1, 0)


def test_nobody_writes_changes_or_deletes_a_record(at_desk, record):
    client = at_desk("root")
    change, delete = (
        reverse(f"admin:editorial_record_{name}", args=[record.pk]) for name in ("change", "delete")
    )

    codes = [
        client.get("/desk/editorial/record/add/").status_code,
        client.post(change, {"reason": "改"}).status_code,
        client.post(delete, {"post": "yes"}).status_code,
    ]

    assert codes == [403, 403, 403]
    assert Record.objects.get().reason == ""


def test_the_publication_opens_on_its_form(at_desk):
    response = at_desk("zhou").get("/desk/editorial/publication/")

    assert response.url == "/desk/editorial/publication/1/change/"


def test_the_chief_changes_the_publication_and_others_read_it(at_desk):
    url = reverse("admin:editorial_publication_change", args=[Publication.current().pk])
    client = at_desk("zhou")

    client.post(url, fields_of(client, url) | {"icp_number": "山ICP备00000001号"})

    assert Publication.current().icp_number == "山ICP备00000001号"
    assert b'name="icp_number"' not in at_desk("lin").get(url).content


def test_there_is_no_second_publication(at_desk):
    assert at_desk("root").get("/desk/editorial/publication/add/").status_code == 403


def test_sections_stay_while_articles_stand_in_them(at_desk, issue):
    section = Section.objects.get(name="国策要论")
    url = reverse("admin:editorial_section_delete", args=[section.pk])

    assert at_desk("root").post(url, {"post": "yes"}).status_code == 403


def test_members_are_shown_by_name_and_role(at_desk):
    text = text_of(at_desk("root").get("/desk/editorial/user/"))

    assert "林编辑" in text
    assert "责任编辑" in text


def test_a_new_member_is_added_with_a_name(at_desk):
    data = {
        "username": "zhong",
        "name": "钟编辑",
        "usable_password": "true",
        "password1": "a long phrase 9",
        "password2": "a long phrase 9",
    }

    at_desk("root").post("/desk/editorial/user/add/", data)

    assert User.objects.get(username="zhong").name == "钟编辑"


def test_a_role_is_given_by_a_tick(at_desk, newsroom):
    url = reverse("admin:editorial_user_change", args=[newsroom["xiao"].pk])
    client = at_desk("root")
    group = newsroom["lin"].groups.get()

    data = fields_of(client, url) | {"groups": [group.pk]}
    client.post(url, data)

    assert [each.name for each in newsroom["xiao"].groups.all()] == ["责任编辑"]


@pytest.mark.parametrize("who", ["lin", "zhou", "xiao"])
def test_only_administrators_see_the_members(at_desk, who):
    assert at_desk(who).get("/desk/editorial/user/").status_code == 403
    assert "成员" not in [
        item["label"] for item in at_desk(who).get("/desk/").context["desk_navigation"]
    ]


def test_groups_are_ruled_by_the_table_and_have_no_screen(at_desk):
    assert at_desk("root").get("/desk/auth/group/").status_code == 404


def test_the_desk_carries_its_name(at_desk):
    text = text_of(at_desk("lin").get("/desk/"))

    assert "大数据发展动态 · 编辑部" in text
