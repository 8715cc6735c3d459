"""The issue form: cover, masthead and profiles; what a new issue starts with; who may write."""

import datetime as dt

import pytest
from django.urls import reverse

from editorial.models import Issue, Publication
from tests import cast
from tests.screens.desk.forms import fields_of, text_of

pytestmark = pytest.mark.django_db
ADD = "/desk/editorial/issue/add/"


def url_of(issue):
    return reverse("admin:editorial_issue_change", args=[issue.pk])


def test_cover_data_is_stored_with_the_hand_that_wrote_it(at_desk, newsroom, issue):
    client = at_desk("chen")
    data = fields_of(client, url_of(issue)) | {"cover_headline": "临江市数据新政\n十条"}

    response = client.post(url_of(issue), data)

    issue.refresh_from_db()
    assert response.status_code == 302
    assert issue.cover_lines == ["临江市数据新政", "十条"]
    assert issue.history.first().history_user == newsroom["chen"]


def test_a_new_issue_is_the_next_week_with_the_last_masthead(at_desk, issue):
    issue.tagline = "上一期的刊头语"
    issue.save()
    issue.masthead.create(position=1, role="主编", names=["温以衡", "陆青野"])
    issue.profiles.create(position=1, name_zh="山海数字战略研究院")
    client = at_desk("chen")

    data = fields_of(client, ADD)
    client.post(ADD, data)

    new = Issue.objects.get(number=48)
    assert (new.year, new.running_number) == (2026, issue.running_number + 1)
    assert new.date == issue.date + dt.timedelta(days=7)
    assert new.tagline == "上一期的刊头语"
    assert [(e.role, e.names) for e in new.masthead.all()] == [("主编", ["温以衡", "陆青野"])]
    assert [profile.name_zh for profile in new.profiles.all()] == ["山海数字战略研究院"]
    assert issue.masthead.count() == 1


def test_after_the_last_week_of_a_year_numbering_starts_again(at_desk):
    last = cast.make_issue(53, year=2026)

    data = fields_of(at_desk("chen"), ADD)

    assert (data["year"], data["number"]) == ("2027", "1")
    assert data["running_number"] == str(last.running_number + 1)


def test_the_first_issue_takes_its_texts_from_the_publication(at_desk):
    publication = Publication.current()
    publication.tagline = "为决策者提供可查证的信息"
    publication.save()

    data = fields_of(at_desk("chen"), ADD)

    assert data["tagline"] == "为决策者提供可查证的信息"


def test_a_number_that_exists_is_refused_with_a_sentence(at_desk, issue):
    client = at_desk("chen")

    data = fields_of(client, ADD) | {"number": 47}
    response = client.post(ADD, data)

    assert "这一年已有这个期号，请核对年份和期号。" in text_of(response)
    assert Issue.objects.count() == 1


def test_the_cover_story_is_one_of_the_issues_own_articles(at_desk, issue):
    own = cast.make_article(issue)
    cast.make_article(cast.make_issue(48))

    form = at_desk("chen").get(url_of(issue)).context["adminform"].form

    assert list(form.fields["cover_story"].queryset) == [own]


@pytest.mark.parametrize("who", ["lin", "xiao"])
def test_roles_without_the_right_see_the_issue_but_no_form(at_desk, issue, who):
    response = at_desk(who).get(url_of(issue))

    assert "您的角色不能改动封面、版权页和次序" in text_of(response)
    assert b'name="tagline"' not in response.content


def test_a_signed_off_issue_is_locked_and_says_what_to_do(at_desk):
    issue = cast.make_issue(46, state=Issue.State.SIGNED_OFF)
    issue.masthead.create(role="主编", names=["温以衡", "陆青野"])

    response = at_desk("zhou").get(url_of(issue))

    assert "要修改，请总编辑“撤回签发”。" in text_of(response)
    assert "温以衡、陆青野" in text_of(response)
    assert b'name="tagline"' not in response.content


def test_a_locked_issue_is_not_written_by_a_forged_save(at_desk):
    issue = cast.make_issue(46, state=Issue.State.SIGNED_OFF, tagline="签发的刊头语")

    codes = [
        at_desk(who).post(url_of(issue), {"tagline": "偷改的刊头语"}).status_code
        for who in ("lin", "zhou")
    ]

    issue.refresh_from_db()
    assert (codes, issue.tagline) == ([403, 409], "签发的刊头语")


def test_a_save_that_comes_after_sign_off_gives_the_typed_words_back(at_desk, issue):
    client = at_desk("zhou")
    data = fields_of(client, url_of(issue)) | {"tagline": "想了很久的刊头语"}
    Issue.objects.update(state=Issue.State.SIGNED_OFF)

    response = client.post(url_of(issue), data)

    assert "《2026年第47期》在您编辑时变了状态，现在是“签发”" in text_of(response)
    assert "想了很久的刊头语" in response.content.decode()


def test_nobody_deletes_an_issue(at_desk, issue):
    url = reverse("admin:editorial_issue_delete", args=[issue.pk])

    codes = [at_desk(who).post(url, {"post": "yes"}).status_code for who in ("zhou", "root")]

    assert codes == [403, 403]
    assert Issue.objects.filter(pk=issue.pk).exists()


def test_the_public_page_is_linked_once_readers_can_see_it(at_desk, issue):
    published = cast.make_issue(45, state=Issue.State.PUBLISHED)
    client = at_desk("zhou")

    assert published.get_absolute_url() in client.get(url_of(published)).content.decode()
    assert issue.get_absolute_url() + '"' not in client.get(url_of(issue)).content.decode()


def test_who_waits_for_others_sees_what_is_missing_as_well(at_desk, issue):
    """责任编辑 moves no issue, yet what it lacks is often theirs to mend."""
    client = at_desk("lin")

    text = text_of(client.get(reverse("admin:editorial_issue_change", args=[issue.pk])))

    assert "2026年第47期还没有文章，请先导入来稿或添加文章。" in text
    assert "本期没有发现问题" not in text
