"""Settings, sections, holidays, design and members: whoever changes one is written down."""

import pytest
from django.urls import reverse

from editorial.models import Holiday, Publication, Record, Section, User
from tests import cast
from tests.screens.desk.forms import fields_of, text_of

pytestmark = pytest.mark.django_db


def change(client, row, **fields):
    url = reverse(f"admin:editorial_{row._meta.model_name}_change", args=[row.pk])
    return client.post(url, fields_of(client, url) | fields)


def told(record) -> tuple:
    return str(record.by), record.label, record.kind, record.subject, record.remark


def test_a_change_of_the_publication_says_from_what_to_what(at_desk):
    publication = Publication.current()

    change(at_desk("zhou"), publication, tagline="数据要素参考", review_levels="2")

    assert told(Record.objects.get()) == (
        *("周主编", "修改刊物", "publication", "大数据发展动态"),
        "刊头语：（空） → 数据要素参考；"
        "审级：三级：初审、复审、终审 → 两级：初审、终审（复审并入终审）",
    )


def test_saving_without_a_change_leaves_no_record(at_desk):
    change(at_desk("zhou"), Publication.current())

    assert Record.objects.count() == 0


def test_a_section_is_recorded_too_and_its_record_leads_to_it(at_desk):
    Section.objects.ensure_standard()
    section = Section.objects.get(slug="frontier")

    change(at_desk("zhou"), section, name="前沿瞭望")

    assert told(Record.objects.get())[1:] == (
        *("修改栏目", "section", "前沿瞭望"),
        "栏目名：前沿观察 → 前沿瞭望",
    )
    page = at_desk("xiao").get("/desk/editorial/record/?about=section")
    assert f"/desk/editorial/section/{section.pk}/change/" in page.content.decode()


def test_a_holiday_is_recorded_when_it_comes_and_when_it_goes(at_desk):
    client = at_desk("chen")
    client.post("/desk/editorial/holiday/add/", {"date": "2026-10-02", "name": "国庆"})
    holiday = Holiday.objects.get()

    url = reverse("admin:editorial_holiday_delete", args=[holiday.pk])
    client.post(url, {"post": "yes"})

    assert [each.label for each in Record.objects.all()] == ["删除休刊", "添加休刊"]
    assert {each.subject for each in Record.objects.all()} == {str(holiday)}


def test_a_role_that_is_given_is_written_down(at_desk, newsroom):
    group = newsroom["lin"].groups.get()

    change(at_desk("root"), newsroom["xiao"], groups=[group.pk])

    assert told(Record.objects.get())[1:] == (
        *("修改成员", "user", "萧校对"),
        "角色：校对 → 责任编辑",
    )


def test_of_a_password_only_that_it_was_set(at_desk, newsroom):
    url = reverse("admin:auth_user_password_change", args=[newsroom["xiao"].pk])
    new = "a long phrase 10"

    at_desk("root").post(url, {"usable_password": "true", "password1": new, "password2": new})

    record = Record.objects.get()
    assert (record.label, record.subject, record.remark) == ("重设密码的成员", "萧校对", "")
    assert User.objects.get(username="xiao").check_password(new)


def test_who_would_delete_a_member_is_told_to_take_the_tick_away(at_desk, newsroom, issue):
    cast.make_article(issue, assignee=newsroom["lin"])
    url = reverse("admin:editorial_user_delete", args=[newsroom["lin"].pk])

    answer = at_desk("root").post(url, {"post": "yes"}, follow=True)

    assert "没有删除林编辑：写过的文章、历史和记录都要留着" in text_of(answer)
    assert User.objects.filter(username="lin").exists()


def test_an_administrator_cannot_lock_themselves_out(at_desk, newsroom):
    client = at_desk("root")
    url = reverse("admin:editorial_user_change", args=[newsroom["root"].pk])
    data = {name: value for name, value in fields_of(client, url).items() if name != "is_active"}

    answer = client.post(url, data)

    assert "不能停用自己，也不能收回自己的管理员身份" in text_of(answer)
    assert User.objects.get(username="root").is_active
