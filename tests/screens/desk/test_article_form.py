"""The article form: what is stored, in which order it stands, who may write when."""

import re

import pytest
from django.urls import reverse

from editorial import workflow
from editorial.models import Article, EditorsNote, Issue, Section, Upload, contributors
from tests import cast
from tests.screens.desk.forms import fields_of, text_of

pytestmark = pytest.mark.django_db
PICTURE = "0123456789abcdef" * 2 + ".png"


def url_of(article):
    return reverse("admin:editorial_article_change", args=[article.pk])


def save(client, article, **changes):
    return client.post(url_of(article), fields_of(client, url_of(article)) | changes)


def test_fields_stand_in_the_order_of_the_printed_page(at_desk, issue):
    article = cast.make_article(issue)

    form = at_desk("lin").get(url_of(article)).context["adminform"]

    names = [field.field.name for fieldset in form for line in fieldset for field in line]
    assert names[:9] == [
        *("note", "seen_version", "title", "contents_title", "document_number", "addressee"),
        *("body", "source", "source_url"),
    ]


def test_saving_stores_the_text_a_new_version_and_who_wrote_it(at_desk, newsroom, issue):
    article = cast.make_article(issue, title="旧题")

    response = save(
        at_desk("lin"), article, title="新题", body="<p>云麓市已建成三处<b>数据驿站</b>。</p>"
    )

    article.refresh_from_db()
    assert response.status_code == 302
    assert article.title == "新题"
    assert article.body == "<p>云麓市已建成三处<strong>数据驿站</strong>。</p>"
    assert article.version == 2
    newest = article.history.first()
    assert (newest.history_user, newest.title, newest.version) == (newsroom["lin"], "新题", 2)


def test_saving_without_a_change_leaves_version_and_history_alone(at_desk, issue):
    article = cast.make_article(issue, body="<p>一段。</p>\n<p>二段。</p>")

    save(at_desk("lin"), article, body="<p>一段。</p><p>二段。</p>")

    article.refresh_from_db()
    assert (article.version, article.history.count()) == (1, 1)
    assert article.body == "<p>一段。</p>\n<p>二段。</p>"


def test_who_only_gives_an_article_to_somebody_has_not_written_it(at_desk, newsroom, issue):
    article = cast.make_article(issue, body="<p>甲。</p>\n<p>乙。</p>", assignee=None)
    url, client = url_of(article), at_desk("chen")

    # The editor widget sends the same text in other white space.
    typed = {"assignee": newsroom["lin"].pk, "body": "<p>甲。</p><p>乙。</p>"}
    client.post(url, fields_of(client, url) | typed)

    article.refresh_from_db()
    assert (article.assignee, article.version) == (newsroom["lin"], 2)
    assert article.history.first().body == "<p>甲。</p>\n<p>乙。</p>"
    assert contributors([article.pk]) == {}


def test_rare_characters_and_emoji_stay_and_control_characters_go(at_desk, issue):
    article = cast.make_article(issue)
    kept = "𠮷㐀🌾👩\u200d🌾\u200f"
    typed = f"甲{kept}\x00\x07\x1f乙"

    save(at_desk("lin"), article, title=typed, source=typed, body=f"<p>{typed}</p>")

    article.refresh_from_db()
    assert (article.title, article.source) == (f"甲{kept}乙", f"甲{kept}乙")
    assert article.body == f"<p>甲{kept}乙</p>"


def test_the_editors_note_is_written_changed_and_taken_away(at_desk, newsroom, issue):
    article = cast.make_article(issue)
    client = at_desk("lin")

    save(client, article, note="<h2>值得一读</h2>")
    written = EditorsNote.objects.get(article=article)
    save(client, article, note="<p>改过的编者按。</p>")
    changed = EditorsNote.objects.get(article=article)
    save(client, article, note="")

    assert (written.body, written.author) == ("<p>值得一读</p>", newsroom["lin"])
    assert changed.body == "<p>改过的编者按。</p>"
    assert not EditorsNote.objects.filter(article=article).exists()
    history = EditorsNote.history.filter(article_id=article.pk)
    assert [row.history_type for row in history.order_by("history_id")] == ["+", "~", "-"]


def test_pictures_in_the_body_are_linked_to_the_article(at_desk, issue):
    article = cast.make_article(issue)
    used = Upload.objects.create(name=PICTURE)
    Upload.objects.create(name="f" * 32 + ".jpg")

    save(at_desk("lin"), article, body=f'<p><img src="/pictures/{PICTURE}" alt="图"></p>')

    article.refresh_from_db()
    assert list(article.pictures.all()) == [used]
    assert article.body == f'<figure><img src="/pictures/{PICTURE}" alt="图"></figure>'


def test_pictures_from_elsewhere_are_left_out_and_the_editor_is_told(at_desk, issue):
    article = cast.make_article(issue)
    client = at_desk("lin")
    body = '<p>甲<img src="https://example.org/a.png">乙</p>'

    response = client.post(
        url_of(article), fields_of(client, url_of(article)) | {"body": body}, follow=True
    )

    article.refresh_from_db()
    assert article.body == "<p>甲乙</p>"
    assert "正文里有 1 幅图片来自别处，没有保留" in text_of(response)


def test_a_draft_may_be_empty(at_desk, issue):
    article = cast.make_article(issue)

    save(at_desk("lin"), article, body="", source="")

    article.refresh_from_db()
    assert (article.body, article.source) == ("", "")


def test_a_new_article_takes_the_next_place_of_its_section(at_desk, newsroom, issue):
    first = cast.make_article(issue, section="国策要论")
    last = cast.make_article(issue, section="前沿观察")
    client = at_desk("lin")
    url = reverse("admin:editorial_article_add") + f"?issue={issue.pk}"
    section = Section.objects.get(name="地方新政")

    client.post(url, fields_of(client, url) | {"title": "新来的", "section": section.pk})

    order = list(issue.articles.in_print_order().values_list("title", "position"))
    assert order == [(first.title, 1), ("新来的", 2), (last.title, 3)]
    assert Article.objects.get(title="新来的").assignee == newsroom["lin"]


def test_an_article_cannot_be_added_to_a_signed_off_issue(at_desk, newsroom):
    closed = cast.make_issue(46, state=Issue.State.SIGNED_OFF)
    client = at_desk("lin")
    url = reverse("admin:editorial_article_add")
    section = Section.objects.get(name="国策要论")

    data = {"issue": closed.pk, "section": section.pk, "title": "迟来的"}
    response = client.post(url, fields_of(client, url) | data)

    assert response.status_code == 200
    assert not closed.articles.exists()


def test_changing_the_section_moves_the_article_in_print_order(at_desk, issue):
    a = cast.make_article(issue, section="国策要论", title="甲")
    cast.make_article(issue, section="地方新政", title="乙")
    cast.make_article(issue, section="前沿观察", title="丙")
    industry = Section.objects.get(name="产业镜像")

    save(at_desk("lin"), a, section=industry.pk)

    order = list(issue.articles.order_by("position").values_list("title", flat=True))
    assert order == ["乙", "甲", "丙"]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (Article.State.FIRST_REVIEW, "稿件在初审，正文锁定。"),
        (Article.State.FINAL_REVIEW, "稿件在终审，正文锁定。"),
    ],
)
def test_a_locked_article_is_read_only_and_says_what_to_do(at_desk, issue, state, sentence):
    article = cast.make_article(issue, state=state, note="按语。", body="<p>只读的正文。</p>")

    response = at_desk("lin").get(url_of(article))

    assert sentence in text_of(response)
    assert "编者按按语。" in re.sub(r"\s", "", text_of(response))
    assert "只读的正文。" in text_of(response)
    assert b'id="id_body"' not in response.content


def test_a_save_that_comes_after_submission_gives_the_typed_words_back(at_desk, newsroom, issue):
    article = cast.make_article(issue, body="<p>库里的。</p>")
    client = at_desk("lin")
    data = fields_of(client, url_of(article)) | {"body": "<p>辛苦写下的一段。</p>"}
    workflow.perform(article, "submit", by=newsroom["chen"])

    response = client.post(url_of(article), data)

    article.refresh_from_db()
    assert response.status_code == 409
    assert "辛苦写下的一段。" in response.content.decode()
    assert "现在是“初审”，不能再改，所以没有保存" in text_of(response)
    assert article.body == "<p>库里的。</p>"


def test_an_article_is_read_only_once_its_issue_is_signed_off(at_desk):
    article = cast.make_article(cast.make_issue(46, state=Issue.State.SIGNED_OFF))

    response = at_desk("zhou").get(url_of(article))

    assert "2026年第46期已经签发，文字锁定。" in text_of(response)


def test_readers_of_the_desk_see_the_article_but_no_form(at_desk, issue):
    article = cast.make_article(issue)

    response = at_desk("xiao").get(url_of(article))

    assert "您的角色只能阅读文章" in text_of(response)
    assert b'name="title"' not in response.content


def test_nobody_deletes_an_article(at_desk, issue):
    article = cast.make_article(issue)

    url = reverse("admin:editorial_article_delete", args=[article.pk])
    codes = [at_desk(who).post(url, {"post": "yes"}).status_code for who in ("lin", "zhou", "root")]

    assert codes == [403, 403, 403]
    assert Article.objects.filter(pk=article.pk).exists()


def test_an_article_moves_to_another_open_issue(at_desk, issue):
    other = cast.make_issue(48)
    article = cast.make_article(issue, section="地方新政", title="移动的")
    cast.make_article(issue, section="前沿观察", title="留下的")
    cast.make_article(other, section="前沿观察", title="原有的")
    issue.cover_story = article
    issue.save()

    url = reverse("admin:editorial_article_transfer", args=[article.pk])
    at_desk("lin").post(url, {"issue": other.pk})

    issue.refresh_from_db()
    assert list(issue.articles.values_list("title", "position")) == [("留下的", 1)]
    order = list(other.articles.order_by("position").values_list("title", flat=True))
    assert order == ["移动的", "原有的"]
    assert issue.cover_story is None


def test_an_article_does_not_move_to_a_closed_issue(at_desk, issue):
    closed = cast.make_issue(46, state=Issue.State.SIGNED_OFF)
    article = cast.make_article(issue)

    url = reverse("admin:editorial_article_transfer", args=[article.pk])
    response = at_desk("lin").post(url, {"issue": closed.pk}, follow=True)

    article.refresh_from_db()
    assert article.issue == issue
    assert "请选一个还在编辑的期。" in text_of(response)


def test_the_history_shows_versions_and_never_writes(at_desk, issue):
    article = cast.make_article(issue, title="第一版")
    client = at_desk("lin")
    save(client, article, title="第二版")
    oldest = article.history.earliest()
    url = reverse("admin:editorial_article_simple_history", args=[article.pk, oldest.pk])

    listed = client.get(reverse("admin:editorial_article_history", args=[article.pk]))
    written = client.post(url, {"title": "第一版"})

    article.refresh_from_db()
    assert "林编辑" in text_of(listed)
    assert client.get(url).status_code == 200
    assert (written.status_code, article.title) == (403, "第二版")


def test_the_source_button_is_for_administrators_only(at_desk, issue):
    article = cast.make_article(issue)

    configs = {
        who: at_desk(who)
        .get(url_of(article))
        .context["adminform"]
        .form.fields["body"]
        .widget.config
        for who in ("lin", "root")
    }

    assert ["Source"] not in configs["lin"]["toolbar"]
    assert ["Source"] in configs["root"]["toolbar"]


def test_an_article_typed_by_hand_is_kept_and_leads_back_to_its_issue(at_desk, issue):
    client = at_desk("lin")
    url = reverse("admin:editorial_article_add") + f"?issue={issue.pk}"
    section = Section.objects.get(name="地方新政")
    typed = {"title": "手写的", "section": section.pk, "body": "<p>𠮷家坳的㐀老汉。😀</p>"}

    response = client.post(url, fields_of(client, url) | typed | {"_save": "保存"})

    article = Article.objects.get(title="手写的")
    assert article.body == "<p>𠮷家坳的㐀老汉。😀</p>"
    assert response.url == f"/desk/editorial/issue/{issue.pk}/change/"


def test_what_keeps_a_form_from_being_saved_is_listed_on_top_with_links(at_desk, issue):
    client = at_desk("lin")
    url = reverse("admin:editorial_article_add") + f"?issue={issue.pk}"

    response = client.post(url, fields_of(client, url) | {"title": "没有栏目", "section": ""})

    assert '<li><a href="#id_section">栏目</a>：这一栏要填写。</li>' in response.content.decode()
    assert "<title>没有保存 添加文章 | 编辑部</title>" in " ".join(
        response.content.decode().split()
    )
