"""What a visitor sees: one article and their own remarks, and no way to anything else."""

import io
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from PIL import Image

from editorial import comments, invitations, richtext, uploads
from editorial.models import Invitation
from tests import cast
from tests.screens.desk.forms import text_of

pytestmark = pytest.mark.django_db


def png(colour) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def invitation(newsroom, settings, tmp_path):
    cache.clear()
    settings.MEDIA_ROOT = tmp_path
    own, _ = pictures = [uploads.receive(png(colour), "图.png") for colour in ("navy", "gold")]
    body = f'<p>全省建成服务网络。</p><figure><img src="{own.path}" alt="图"></figure>'
    article = cast.make_article(cast.make_issue(1), title="未刊之题", body=body, note="按语。")
    article.pictures.set(pictures)
    return invitations.invite(article, by=newsroom["lin"], name="沈审读", message="请看数字。")


def url_of(invitation, view="article", *more):
    return reverse(f"outside:{view}", args=[invitations.token_of(invitation), *more])


def shown_in(invitation) -> str:
    """The name of the picture that the article shows; another one is only attached to it."""
    return richtext.picture_names(invitation.article.body).pop()


def page_of(invitation):
    return Client().get(url_of(invitation))


def test_the_article_stands_there_with_what_was_asked(invitation):
    page = text_of(page_of(invitation))

    assert "沈审读，您好。" in page and "请看数字。" in page
    assert "未刊之题" in page and "全省建成服务网络。" in page and "按语。" in page


def test_nobody_keeps_indexes_or_frames_it_and_no_other_site_hears_of_it(invitation):
    answer = page_of(invitation)

    assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_every_address_on_the_page_is_below_the_link_or_a_style(invitation):
    html = page_of(invitation).content.decode()

    addresses = re.findall(r'(?:href|src|action)="([^"#][^"]*)"', html)
    own = url_of(invitation)
    assert [each for each in addresses if not each.startswith((own, "/static/"))] == []
    assert f"{own}pictures/{shown_in(invitation)}" in addresses


def test_its_own_pictures_are_shown_and_no_others(invitation):
    own = shown_in(invitation)
    other = invitation.article.pictures.exclude(name=own).get().name

    answers = [Client().get(url_of(invitation, "picture", name)) for name in (own, other)]

    assert [each.status_code for each in answers] == [200, 404]
    assert b"".join(answers[0].streaming_content)[1:4] == b"PNG"


def test_the_newsrooms_remarks_and_answers_stay_in_the_newsroom(newsroom, invitation):
    comments.add(invitation.article, "内部意见。", by=newsroom["wu"], quote="服务网络")
    own = invitations.remark(invitation, "我的意见。")
    comments.answer(own, "内部答复。", by=newsroom["lin"])

    page = text_of(page_of(invitation))

    assert "我的意见。" in page
    assert "内部" not in page
    assert "<mark" not in page_of(invitation).content.decode()


def test_a_remark_is_made_and_shown_at_its_passage(invitation):
    sent = {"body": "请列出处。", "quote": "服务网络", "before": "全省建成", "after": "。"}

    answer = Client().post(url_of(invitation, "comment"), sent, follow=True)

    assert "您的意见已经交给编辑部。" in text_of(answer)
    assert "请列出处。" in text_of(answer)
    assert '<mark class="passage"' in answer.content.decode()


def test_a_refused_remark_stands_in_the_form_again(invitation):
    answer = Client().post(url_of(invitation, "comment"), {"body": "请改。", "quote": "海洋经济"})

    assert answer.status_code == 409
    assert "文章里没有找到“海洋经济”" in text_of(answer)
    assert ">请改。</textarea>" in answer.content.decode()


def test_having_read_it_all_is_told_once(invitation):
    for _ in range(2):
        answer = Client().post(url_of(invitation, "finished"), follow=True)

    assert "已告诉编辑部您审读完毕。" in text_of(answer)
    assert invitation.article.records.filter(verb="finish_invitation").count() == 1


def test_the_sender_trying_the_link_does_not_count_as_its_opening(newsroom, invitation):
    staff = Client()
    staff.force_login(newsroom["lin"])

    staff.get(url_of(invitation))
    tried = Invitation.objects.get().times_opened
    page_of(invitation)

    assert (tried, Invitation.objects.get().times_opened) == (0, 1)


def test_after_it_ended_not_even_the_title_is_told(newsroom, invitation):
    assert "未刊之题" in text_of(page_of(invitation))
    invitations.withdraw(invitation, by=newsroom["lin"])

    answers = [
        page_of(invitation),
        Client().post(url_of(invitation, "comment"), {"body": "再提。"}),
        Client().get(url_of(invitation, "picture", shown_in(invitation))),
    ]

    assert [each.status_code for each in answers] == [410, 410, 410]
    assert "编辑部已经收回这个审读链接。" in text_of(answers[0])
    assert "未刊之题" not in text_of(answers[0])
    assert answers[0]["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def test_holding_a_link_opens_no_other_door(invitation):
    visitor = Client()
    visitor.get(url_of(invitation))

    desk = visitor.get(reverse("admin:editorial_article_review", args=[invitation.article_id]))
    picture = visitor.get(reverse("archive:picture", args=[shown_in(invitation)]))

    assert desk.url.startswith("/desk/login/")
    assert (picture.status_code, "sessionid" in visitor.cookies) == (404, False)
