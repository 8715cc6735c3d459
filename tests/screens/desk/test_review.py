"""审读页: the text with its remarks, what changed since one saw it, the moves, the links."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial import comments, invitations, workflow
from editorial.admin.seen import block_changes, changes_since
from editorial.models import Article, Comment, Record, Viewing
from editorial.typography import GONE, NEW
from tests import cast
from tests.scenes import article_in, issue_in
from tests.screens.desk.forms import fields_of, text_of

pytestmark = pytest.mark.django_db
BODY = "<h2>一、总体目标</h2><p>到明年底，全省建成服务网络。</p><p>费用另计。</p>"


def url_of(article, view="review", *more):
    return reverse(f"admin:editorial_article_{view}", args=[article.pk, *more])


def rewrite(client, article, **changes):
    url = url_of(article, "change")
    client.post(url, fields_of(client, url) | changes)
    article.refresh_from_db()


@pytest.fixture
def article(newsroom):
    return article_in("first_review", newsroom)


# --- What changed ---------------------------------------------------------------------------


def marks(changes) -> list:
    kinds = (GONE, NEW)
    return [[run for run in each.runs if run[0] in kinds] for each in changes.blocks]


def test_who_comes_for_the_first_time_is_told_so(newsroom, article):
    changes = changes_since(article, newsroom["chen"])

    assert (changes.sentence, changes.count) == ("您第一次看这一篇。", 0)


def test_what_changed_since_this_reviewer_saw_it_and_nobody_elses_viewing_counts(
    newsroom, at_desk, issue
):
    article = cast.make_article(issue, body=BODY)
    at_desk("chen").get(url_of(article))
    rewrite(at_desk("lin"), article, body=BODY.replace("明年底", "后年底"), source="青禾省数据局")
    at_desk("wu").get(url_of(article))

    chen, wu = (changes_since(article, newsroom[name]) for name in ("chen", "wu"))

    assert "看过第 1 版，之后改了 2 处。" in chen.sentence
    assert marks(chen) == [[(GONE, "明"), (NEW, "后")]]
    assert [each.label for each in chen.fields] == ["来源"]
    assert (chen.places, wu.count) == ({1}, 0)


def test_looking_again_at_the_same_version_keeps_the_comparison(newsroom, at_desk, issue):
    article = cast.make_article(issue, body=BODY)
    chen = at_desk("chen")
    chen.get(url_of(article))
    rewrite(at_desk("lin"), article, body=BODY + "<p>各县区报送进展。</p>")

    first, second = chen.get(url_of(article)), chen.get(url_of(article))

    assert "各县区报送进展。" in text_of(second)
    assert first.context["changes"].count == second.context["changes"].count == 1
    assert Viewing.objects.filter(user=newsroom["chen"]).count() == 2


def test_any_earlier_version_can_be_chosen_to_compare_with(at_desk, issue):
    article = cast.make_article(issue, body=BODY)
    for words in ("甲县先行。", "乙县先行。"):
        rewrite(at_desk("lin"), article, body=f"<p>{words}</p>")
    first = article.history.filter(version=1).latest("pk")

    page = at_desk("chen").get(url_of(article), {"since": first.pk})

    changes = page.context["changes"]
    assert changes.sentence.startswith("与第 1 版，")
    assert [each.is_here for each in changes.versions] == [False, True]


def test_a_paragraph_that_came_stands_opposite_nothing_and_styles_alone_are_told():
    old = "<p>甲县先行先试。</p><p>乙县跟进。</p>"
    new = "<p>总则在前。</p><p>甲县先行先试。</p><p><strong>乙县跟进。</strong></p>"

    found = list(block_changes(old, new))

    assert [(each.at, each.is_only_style) for each in found] == [(0, False), (2, True)]


# --- The page -------------------------------------------------------------------------------


def test_text_remarks_moves_and_findings_stand_on_one_page(newsroom, at_desk, article):
    comments.add(article, "请核对出处。", by=newsroom["xiao"], quote="服务网络")

    page = text_of(at_desk("chen").get(url_of(article)))

    assert "到明年底，全省建成统一调度的 服务网络 。" in page
    assert "请核对出处。 萧校对" in page
    assert "初审通过" in page and "退回……" in page
    assert "还有 1 条审读意见没有处理，请改好或答复后标为已处理。" in page


def test_who_may_not_move_it_sees_no_buttons(at_desk, article):
    assert at_desk("chen").get(url_of(article)).context["buttons"] != []
    assert at_desk("xiao").get(url_of(article)).context["buttons"] == []


def test_the_page_costs_the_same_with_many_remarks(newsroom, at_desk, article):
    chen = at_desk("chen")
    comments.add(article, "请核对。", by=newsroom["xiao"], quote="服务网络")
    chen.get(url_of(article))
    few = queries(chen, article)
    for n in range(8):
        comments.add(article, f"请核对第 {n} 处。", by=newsroom["xiao"], quote="全省")

    assert queries(chen, article) == few
    assert few <= 40


def queries(client, article) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url_of(article)).status_code == 200
    return len(captured)


def test_what_is_done_on_the_page_leads_back_to_it(newsroom, at_desk, article):
    made = comments.add(article, "请核对。", by=newsroom["xiao"])
    chen, back = at_desk("chen"), {"back": "review"}

    answers = [
        chen.post(url_of(article, "comment"), back | {"body": "再核。", "quote": "全省"}),
        chen.post(url_of(article, "comment_act", made.pk, "resolve"), back),
        chen.post(url_of(article, "move", "send_back"), back | {"reason": "请改。"}),
    ]

    page = url_of(article)
    assert [each.url for each in answers] == [f"{page}#comments", f"{page}#comments", page]


# --- Sending back ---------------------------------------------------------------------------


def test_a_reason_may_cite_open_remarks_alone(newsroom, at_desk, article):
    first = comments.add(article, "出处不明。", by=newsroom["xiao"], quote="服务网络")
    done = comments.add(article, "已改的。", by=newsroom["xiao"])
    comments.resolve(done, by=newsroom["lin"])

    at_desk("chen").post(url_of(article, "move", "send_back"), {"cite": [first.pk, done.pk, "x"]})

    article.refresh_from_db()
    assert article.state == Article.State.SENT_BACK
    assert Record.objects.get(verb="send_back").reason == "意见1：“服务网络”：出处不明。"
    form = text_of(at_desk("lin").get(url_of(article, "change")))
    assert "退回：意见1：“服务网络”：出处不明。" in form


def test_words_come_before_what_is_cited_and_neither_is_refused(newsroom, at_desk, article):
    made = comments.add(article, "出处不明。", by=newsroom["xiao"])
    chen, url = at_desk("chen"), url_of(article, "move", "send_back")

    assert chen.post(url, {"reason": " "}).status_code == 409
    chen.post(url, {"reason": "请补来源。", "cite": made.pk})

    assert Record.objects.get(verb="send_back").reason == "请补来源。\n意见1：出处不明。"


# --- Finishing ------------------------------------------------------------------------------


def test_an_article_with_open_remarks_is_not_finished(newsroom):
    article = article_in("final_review", newsroom)
    made = comments.add(article, "请核对。", by=newsroom["xiao"])

    with pytest.raises(workflow.Refused) as refused:
        workflow.perform(article, "approve", by=newsroom["zhou"])
    comments.resolve(made, by=newsroom["zhou"])
    workflow.perform(article, "approve", by=newsroom["zhou"])

    assert [(each.message, each.field) for each in refused.value.findings] == [
        ("《算力普惠方案》还有 1 条审读意见没有处理，处理完才能定稿。", "comments")
    ]
    assert article.state == Article.State.FINAL


def test_on_the_way_there_open_remarks_are_only_a_reminder(newsroom, article):
    comments.add(article, "请核对。", by=newsroom["xiao"])

    workflow.perform(article, "approve", by=newsroom["chen"])

    assert article.state == Article.State.SECOND_REVIEW


def test_an_issue_with_open_remarks_is_not_signed_off(newsroom):
    issue = issue_in("proofing")
    comments.add(issue.articles.get(), "请核对。", by=newsroom["xiao"])

    with pytest.raises(workflow.Refused) as refused:
        workflow.perform(issue, "sign_off", by=newsroom["zhou"])

    assert [each.message for each in refused.value.findings] == [
        "《算力普惠方案》还有 1 条审读意见没有处理，处理完才能签发。"
    ]


def test_the_board_counts_open_remarks_and_leads_reviewers_here(newsroom, at_desk, article):
    for n in range(2):
        comments.add(article, f"请核对第 {n} 处。", by=newsroom["xiao"])
    comments.resolve(Comment.objects.first(), by=newsroom["lin"])

    board = at_desk("chen").get(reverse("admin:index"))

    assert "1 条审读意见待处理" in text_of(board)
    assert board.context["waiting"][0].url == url_of(article)


# --- Links for outside ----------------------------------------------------------------------


def test_a_link_is_made_shown_and_withdrawn_here(newsroom, at_desk, article):
    chen = at_desk("chen")

    chen.post(
        url_of(article, "invite"), {"name": "沈审读", "days": "3", "email": "shen@example.org"}
    )
    made = article.invitations.get()
    page = chen.get(url_of(article))
    chen.post(url_of(article, "invitation_withdraw", made.pk))

    assert invitations.address_of(made) in page.content.decode()
    assert "还没有打开过" in text_of(page)
    after = chen.get(url_of(article))
    assert invitations.token_of(made) not in after.content.decode()
    assert "已收回" in text_of(after)


def test_the_link_itself_is_shown_only_to_who_may_send_one(newsroom, at_desk, article):
    made = invitations.invite(article, by=newsroom["lin"], name="沈审读")

    page = at_desk("xiao").get(url_of(article)).content.decode()

    assert "沈审读" in page
    assert invitations.token_of(made) not in page


def test_a_link_without_a_name_or_for_too_long_is_refused_with_the_field(at_desk, article):
    answer = at_desk("chen").post(
        url_of(article, "invite"), {"name": "", "days": "99"}, follow=True
    )

    assert "姓名：这一栏要填写。" in text_of(answer)
    assert "几天内有效：" in text_of(answer)
    assert not article.invitations.exists()


def test_a_note_written_since_is_shown_as_new_and_not_as_struck_out(newsroom, at_desk, issue):
    article = cast.make_article(issue, body=BODY)
    at_desk("chen").get(url_of(article))
    rewrite(at_desk("lin"), article, title="新题", note="<p>新写的按语。</p>")

    fields = {
        each.label: each.paragraphs for each in changes_since(article, newsroom["chen"]).fields
    }

    assert fields["编者按"] == [[(NEW, "新写的按语。")]]
    assert fields["标题"][0][-1] == (NEW, "新题")


def test_who_is_done_with_an_article_is_led_to_the_next_that_waits(newsroom, at_desk):
    first = article_in("first_review", newsroom, title="先审的")
    second = cast.make_article(first.issue, title="后审的")
    workflow.perform(second, "submit", by=newsroom["lin"])
    client = at_desk("chen")
    assert client.get(url_of(first)).context["next_one"] is None

    workflow.perform(first, "approve", by=newsroom["chen"])

    assert client.get(url_of(first)).context["next_one"].subject == "后审的"


def test_a_caption_without_its_picture_is_told_to_who_reviews(newsroom, at_desk, article):
    article.body += "<figure><figcaption>图1 分布示意</figcaption></figure>"
    article.save()

    text = text_of(at_desk("chen").get(url_of(article)))

    assert "的“图1 分布示意”只有图题，没有图：请上传图片放到图题上面" in text


@pytest.mark.parametrize(
    ("arrives", "said"),
    [(True, "正在把信寄给 s@example.org"), (False, "本站没有配置发信服务器，信只写进后台的日志")],
)
def test_what_becomes_of_the_letter_is_said(at_desk, article, settings, arrives, said):
    settings.MAIL_ARRIVES = arrives
    asked = {"name": "沈审读", "email": "s@example.org", "days": 14}

    page = at_desk("chen").post(url_of(article, "invite"), asked, follow=True)

    assert f"已为沈审读建立外审链接{'，' if arrives else '；'}{said}" in text_of(page)
