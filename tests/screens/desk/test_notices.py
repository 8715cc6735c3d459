"""The bell at the desk: how many are unread, the list, marking as read, and the settings."""

import pytest
from django.urls import reverse

from editorial import workflow
from editorial.models import Notice, Record, Section, User
from tests import cast
from tests.screens.desk.forms import text_of

pytestmark = pytest.mark.django_db
URL = "/desk/notices/"
SETTINGS = "/desk/notices/settings/"


@pytest.fixture
def article(newsroom, issue):
    """Submitted, so that 陈执编 has a notice; 林编辑 has none."""
    made = cast.make_article(issue, title="甲文", assignee=newsroom["lin"])
    workflow.perform(made, "submit", by=newsroom["lin"])
    return made


def test_the_bell_counts_what_is_unread_on_every_page(at_desk, article):
    page = at_desk("chen").get("/desk/handbook/").content.decode()

    assert 'aria-label="通知，1 条未读"' in page
    assert 'aria-label="通知，' not in at_desk("lin").get("/desk/handbook/").content.decode()


def test_a_notice_is_read_by_following_it(at_desk, article):
    client, notice = at_desk("chen"), Notice.objects.get()

    answer = client.post(reverse("admin:notice", args=[notice.pk]))

    assert answer.url == reverse("admin:editorial_article_review", args=[article.pk])
    assert "没有未读的通知。" in text_of(client.get(URL))
    assert "等您初审" in text_of(client.get(URL + "?show=all"))


def test_or_marked_as_read_where_it_stands_or_all_at_once(at_desk, article, newsroom):
    client, notice = at_desk("chen"), Notice.objects.get()
    other = Notice.objects.create(to=newsroom["chen"], kind="due", key="x", text="乙", path="/")

    assert client.post(reverse("admin:notice", args=[notice.pk]), {"stay": "1"}).url == URL
    assert list(Notice.objects.unread(newsroom["chen"])) == [other]
    client.post("/desk/notices/read/")
    assert not Notice.objects.unread(newsroom["chen"]).exists()


def test_nobody_opens_what_was_told_to_somebody_else(at_desk, article):
    url = reverse("admin:notice", args=[Notice.objects.get().pk])

    assert at_desk("wu").post(url).status_code == 404
    assert Notice.objects.get().read_at is None


def test_each_person_chooses_the_ways_and_the_record_says_so(at_desk, newsroom, article):
    ticks = {"email": "chen@example.org", "review_mail": "on", "published_screen": "on"}

    at_desk("chen").post(SETTINGS, ticks)

    chen = User.objects.get(username="chen")
    assert chen.email == "chen@example.org"
    assert (chen.notice_choices["review"], chen.notice_choices["published"]) == (
        ["mail"],
        ["screen"],
    )
    assert chen.notice_choices["due"] == []
    assert "待我审：站内：是 → 否" in Record.objects.filter(kind="user").get().remark


def test_the_settings_say_when_no_mail_can_come(at_desk, settings):
    client = at_desk("chen")

    assert "本站没有配置发信服务器，信只写进后台的日志" in text_of(client.get(SETTINGS))
    settings.MAIL_ARRIVES = True
    assert "您还没有填邮箱" in text_of(client.get(SETTINGS))


def test_whoever_is_given_an_article_at_its_form_hears_of_it(at_desk, newsroom, issue):
    section, lin = Section.objects.first(), newsroom["lin"]
    data = {"title": "新约的稿", "section": section.pk, "assignee": lin.pk}

    at_desk("chen").post(reverse("admin:editorial_issue_commission", args=[issue.pk]), data)

    assert Notice.objects.get().text == "陈执编把2026年第47期的《新约的稿》交给您写。"
