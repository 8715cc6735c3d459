"""自动保存: what is typed is kept, offered back to its writer alone, and let go of."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from editorial import workflow
from editorial.admin import drafts
from editorial.models import Article, Draft, Issue, text_digest
from tests import cast
from tests.screens.desk.forms import fields_of, text_of

pytestmark = pytest.mark.django_db
LONG = "<h2>一、总体要求</h2>" + "<p>云麓市统一调度算力网络，山海省各地接续推进。</p>" * 450


@pytest.fixture
def article(issue):
    return cast.make_article(issue, title="原题", body="<p>共建三处驿站。</p>")


def form_of(article):
    return reverse("admin:editorial_article_change", args=[article.pk])


def tell(client, article, **message):
    url = reverse("admin:editorial_article_draft", args=[article.pk])
    return client.post(url, json.dumps(message), content_type="application/json")


def test_typed_words_are_kept_for_their_writer_and_change_nothing_else(at_desk, newsroom, article):
    digest = text_digest(article.issue)

    answer = tell(at_desk("lin"), article, version=1, typed={"title": "新题", "body": "<p>新</p>"})

    draft = Draft.objects.get()
    at = timezone.localtime(draft.typed_at)
    assert answer.json() == {"sentence": f"{at:%H:%M} 已自动保存", "presence": []}
    assert (draft.user, draft.version) == (newsroom["lin"], 1)
    assert draft.typed == {"title": "新题", "body": "<p>新</p>"}
    article.refresh_from_db()
    assert (article.title, article.version, article.history.count()) == ("原题", 1, 1)
    assert text_digest(article.issue) == digest


def test_the_newest_words_take_the_place_of_the_older(at_desk, article):
    tell(at_desk("lin"), article, version=1, typed={"title": "先写的", "source": "云麓日报"})
    tell(at_desk("lin"), article, version=1, typed={"title": "后写的"})

    assert [draft.typed for draft in Draft.objects.all()] == [{"title": "后写的"}]


def test_words_are_offered_back_with_what_differs_when_the_form_is_opened_again(at_desk, article):
    tell(at_desk("lin"), article, version=1, typed={"body": "<p>共建四处驿站。</p>"})

    response = at_desk("lin").get(form_of(article))

    found = response.context["offer"]
    shown = [(each.label, each.paragraphs) for each in found["differences"]]
    runs = [("same", "共建"), ("gone", "三"), ("new", "四"), ("same", "处驿站。")]
    assert shown == [("正文", [runs])]
    assert found["kept"] == {"version": 1, "typed": {"body": "<p>共建四处驿站。</p>"}}
    assert "自动保存的文字 ，还没有存进文章。 放回 不要了" in text_of(response)


def test_words_typed_on_an_older_version_are_compared_with_that_one(at_desk, article):
    tell(at_desk("lin"), article, version=1, typed={"body": "<p>共建三处驿站。补一句。</p>"})
    chen = at_desk("chen")
    chen.post(form_of(article), fields_of(chen, form_of(article)) | {"body": "<p>陈的话。</p>"})

    found = at_desk("lin").get(form_of(article)).context["offer"]

    runs = [("same", "共建三处驿站。"), ("new", "补一句。")]
    assert [each.paragraphs for each in found["differences"]] == [[runs]]
    assert (found["is_old"], found["kept"]["version"]) == (True, 1)


def test_words_are_offered_to_nobody_else(at_desk, article):
    tell(at_desk("lin"), article, version=1, typed={"title": "林的新题"})

    response = at_desk("chen").get(form_of(article))

    assert response.context["offer"] is None
    assert "林的新题" not in response.content.decode()
    assert "林编辑正在编辑，刚才。" in text_of(response)


def test_what_is_stored_already_is_not_offered(at_desk, article):
    tell(at_desk("lin"), article, version=1, typed={"title": "原题"})

    assert at_desk("lin").get(form_of(article)).context["offer"] is None


def test_saving_lets_go_of_the_draft_and_of_the_copy_in_the_browser(at_desk, article):
    lin = at_desk("lin")
    tell(lin, article, version=1, typed={"title": "新题"})

    data = fields_of(lin, form_of(article)) | {"title": "新题", "copy_key": "3-7-abc"}
    response = lin.post(form_of(article), data)

    assert response.status_code == 302
    assert not Draft.objects.exists()
    assert response.cookies["desk-saved"].value == "3-7-abc"


def test_a_refused_save_keeps_draft_and_copy(at_desk, article):
    lin = at_desk("lin")
    tell(lin, article, version=1, typed={"title": "新题"})
    data = fields_of(lin, form_of(article)) | {"title": "", "copy_key": "3-7-abc"}

    response = lin.post(form_of(article), data)

    assert response.status_code == 200
    assert Draft.objects.get().typed == {"title": "新题"}
    assert "desk-saved" not in response.cookies


def test_a_strange_name_of_a_copy_is_not_sent_back(at_desk, article):
    lin = at_desk("lin")
    data = fields_of(lin, form_of(article)) | {"title": "新题", "copy_key": "a; path=/"}

    assert "desk-saved" not in lin.post(form_of(article), data).cookies


@pytest.mark.parametrize("message", [{"drop": True}, {"version": 1, "typed": {}}])
def test_words_not_wanted_or_taken_back_are_let_go_of(at_desk, article, message):
    tell(at_desk("lin"), article, version=1, typed={"title": "新题"})

    answer = tell(at_desk("lin"), article, **message)

    assert answer.json() == {"sentence": "", "presence": []}
    assert Draft.objects.get().typed == {}


def test_a_sign_of_life_keeps_the_words(at_desk, article):
    tell(at_desk("lin"), article, version=1, typed={"title": "新题"})

    tell(at_desk("lin"), article, version=1)

    assert Draft.objects.get().typed == {"title": "新题"}


def test_presence_tells_minutes_and_ends_after_ten(at_desk, newsroom, article):
    now = timezone.now()
    for name, minutes in (("chen", 3), ("zhou", 11)):
        seen = now - timezone.timedelta(minutes=minutes, seconds=5)
        Draft.objects.create(article=article, user=newsroom[name], seen_at=seen)

    answer = tell(at_desk("lin"), article, version=1)

    assert answer.json()["presence"] == ["陈执编正在编辑，3 分钟前。"]


def test_who_saved_meanwhile_is_told_while_one_writes(at_desk, article):
    chen = at_desk("chen")
    chen.post(form_of(article), fields_of(chen, form_of(article)) | {"title": "陈的题"})
    at = timezone.localtime(article.history.first().history_date)

    answer = tell(at_desk("lin"), article, version=1, typed={"title": "林的题"})

    said = f"陈执编在 {at:%H:%M} 保存过新的版本；您照常写，保存时再逐段合并。"
    assert answer.json()["presence"] == [said]
    assert at_desk("lin").get(form_of(article)).context["offer"]["is_old"] is True


def test_a_locked_article_takes_no_words_but_shows_those_it_has(at_desk, newsroom, article):
    tell(at_desk("lin"), article, version=1, typed={"title": "新题", "body": "<p>留着的话。</p>"})
    workflow.perform(article, "submit", by=newsroom["lin"])

    answer = tell(at_desk("lin"), article, version=1, typed={"title": "更新的题"})
    page = at_desk("lin").get(form_of(article))

    assert answer.status_code == 403
    assert answer.json()["sentence"].startswith("没有自动保存，文字留在本机浏览器里。稿件在初审")
    assert Draft.objects.get().typed["title"] == "新题"
    assert "留着的话。" in text_of(page)
    assert 'data-act="put"' not in page.content.decode()


def test_control_characters_and_unknown_names_are_left_out(at_desk, article):
    typed = {
        "title": "甲\x00\x0b乙\ud842𠮷㐀\u200f",
        "state": "final",
        "seen_version": "9",
        "body": 5,
    }

    tell(at_desk("lin"), article, version=1, typed=typed)

    assert Draft.objects.get().typed == {"title": "甲乙𠮷㐀\u200f"}


def test_script_in_a_draft_is_cleaned_before_it_is_offered(at_desk, article):
    bad = '<p onclick="x()">甲</p><script>alert(1)</script><p>乙</p>'
    tell(at_desk("lin"), article, version=1, typed={"body": bad})

    kept = at_desk("lin").get(form_of(article)).context["offer"]["kept"]

    assert kept["typed"]["body"] == "<p>甲</p><p>乙</p>"


@pytest.mark.parametrize(
    "body",
    ["", "[]", "{", '{"typed": {}}', '{"version": true, "typed": {}}', '{"version": 1, "typed": 3}',
     '{"version": -1, "typed": {}}'],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_a_sentence(at_desk, article, body):
    url = reverse("admin:editorial_article_draft", args=[article.pk])

    answer = at_desk("lin").post(url, body, content_type="application/json")

    assert (answer.status_code, answer.json()) == (400, {"sentence": drafts.NOT_READABLE})


def test_five_megabytes_of_word_are_refused_in_a_sentence(at_desk, article):
    answer = tell(at_desk("lin"), article, version=1, typed={"body": "<p>" + "x" * 5_000_000})

    assert (answer.status_code, answer.json()) == (413, {"sentence": drafts.TOO_LARGE})
    assert not Draft.objects.exists()


def test_the_forgery_check_holds_for_drafts(article, newsroom):
    client = Client(enforce_csrf_checks=True)
    client.force_login(newsroom["lin"])

    assert tell(client, article, version=1, typed={"title": "甲"}).status_code == 403
    assert not Draft.objects.exists()


def test_keeping_a_long_article_asks_the_database_little(at_desk, article):
    lin = at_desk("lin")
    tell(lin, article, version=1)

    with CaptureQueriesContext(connection) as captured:
        tell(lin, article, version=1, typed={"body": LONG})
    assert len(captured) <= 12


def test_a_correction_being_written_stays_inside(at_desk, client, newsroom):
    issue = cast.make_issue(48, state=Issue.State.PUBLISHED)
    article = cast.make_article(issue, state=Article.State.FINAL)

    answer = tell(at_desk("zhou"), article, version=1, typed={"body": "<p>还没定的更正。</p>"})
    page = client.get(article.get_absolute_url())

    assert answer.status_code == 200
    assert page.status_code == 200
    assert "还没定的更正" not in page.content.decode()


# --- Attachments --------------------------------------------------------------------------------


def rows_of(article, *more) -> str:
    stored = [[str(row.pk), row.title, row.url, False] for row in article.attachments.all()]
    return json.dumps([*stored, *more])


def test_attachments_that_were_typed_are_offered_back(at_desk, article):
    article.attachments.create(title="驿站名录", position=1)
    rows = rows_of(article, ["", "分工表", "https://a.invalid/x", False])
    tell(at_desk("lin"), article, version=1, typed={"attachments": rows})

    found = at_desk("lin").get(form_of(article)).context["offer"]

    shown = [(each.label, each.paragraphs) for each in found["differences"]]
    assert shown == [("附件", [[("new", "分工表（https://a.invalid/x）")]])]
    assert found["kept"] == {"version": 1, "typed": {"attachments": rows}}


def test_attachments_that_are_stored_by_now_are_not_offered(at_desk, article):
    article.attachments.create(title="驿站名录", position=1)
    gone = ["", "旧的", "", True]
    tell(at_desk("lin"), article, version=1, typed={"attachments": rows_of(article, gone)})

    assert at_desk("lin").get(form_of(article)).context["offer"] is None


@pytest.mark.parametrize("rows", ["不是行", "[1]", '[["", "", "", 0]]', '{"a": 1}', "[" * 9000])
def test_attachments_that_are_none_are_not_kept(at_desk, article, rows):
    tell(at_desk("lin"), article, version=1, typed={"title": "新题", "attachments": rows})

    assert Draft.objects.get().typed == {"title": "新题"}
