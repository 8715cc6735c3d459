"""An article's words from a new file: compared, taken over by field, kept, and taken back."""

import pytest

from editorial.intake import Refused
from editorial.intake.replacement import (
    Changed,
    changed_since,
    differences,
    draft_for,
    last_replacement,
    receive_replacement,
    replace_chosen,
    restore_replaced,
)
from editorial.intake.single import propose_single
from editorial.models import Article, Attachment, EditorsNote, Manuscript, Record
from tests.cast import make_article, make_issue
from tests.intake.singles import TITLE, WHOLE, single
from tests.intake.word.builder import docx, p, picture, png

pytestmark = pytest.mark.django_db
OLD = "<h2>一、旧的要求</h2>\n<p>到2027年，全省建成八处数据港。</p>"


@pytest.fixture(autouse=True)
def files_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def article(db):
    made = make_article(make_issue(47), title=TITLE, body=OLD, source="云麓日报", note="旧的按语。")
    Attachment.objects.create(article=made, title="旧名录", url="https://example.org/1", position=1)
    return made


@pytest.fixture
def lin(newsroom):
    return newsroom["lin"]


def receive(article, by, text=WHOLE) -> Manuscript:
    return receive_replacement(text.encode(), "新稿.txt", article=article, by=by)


def replace(manuscript, by, *names, key=1) -> Article:
    manuscript.refresh_from_db()
    article = Article.objects.get(pk=manuscript.article_id)
    return replace_chosen(
        manuscript, key, set(names), by=by, version=manuscript.version, seen=article.version
    )


def test_only_what_differs_is_shown_and_only_the_body_is_taken_by_default(article):
    draft = propose_single(WHOLE.encode(), "新稿.txt").articles[0]

    found = differences(article, draft)

    names = [each.name for each in found]
    assert names == ["note", "document_number", "addressee", "body", "attachments", "source"]
    assert [each.name for each in found if each.is_usual] == ["body"]


def test_words_are_compared_by_the_character(article):
    text = single(body="一、旧的要求\n\n到2027年，全省建成九处数据港。")
    draft = propose_single(text.encode(), "新稿.txt").articles[0]

    body = next(each for each in differences(article, draft) if each.name == "body")

    assert body.paragraphs == [
        [("same", "到2027年，全省建成"), ("gone", "八"), ("new", "九"), ("same", "处数据港。")]
    ]


def test_spaces_and_styles_alone_show_no_paragraph(article):
    text = single(body="# 一、旧的要求\n\n## 到2027年，全省建成八处数据港。")
    article.body = OLD.replace("h2>", "h3>").replace("到2027年", "到 2027 年")
    draft = propose_single(text.encode(), "新稿.txt").articles[0]

    body = next(each for each in differences(article, draft) if each.name == "body")

    assert body.paragraphs == []


def test_the_body_is_replaced_and_the_rest_stays(article, lin):
    manuscript = receive(article, lin)

    replace(manuscript, lin, "body")

    article.refresh_from_db()
    assert "十二处数据港" in article.body
    assert (article.source, article.editors_note.body) == ("云麓日报", "<p>旧的按语。</p>")
    assert [each.title for each in article.attachments.all()] == ["旧名录"]
    assert article.version == 2


def test_the_old_text_stays_in_history_with_who_and_why(article, lin):
    replace(receive(article, lin), lin, "body", "source")

    newest, oldest = article.history.all()
    assert (newest.history_user, oldest.body) == (lin, OLD)
    record = Record.objects.get()
    assert (record.label, record.by, record.article) == ("从文件替换", lin, article)
    assert record.reason == "来稿：新稿.txt；采用新稿的正文、来源"
    assert (record.from_state, record.to_state) == ("draft", "draft")


def test_every_part_can_be_taken_over_and_taken_back(article, lin):
    manuscript = receive(article, lin)
    replace(manuscript, lin, "body", "note", "source", "attachments", "document_number")
    assert [each.title for each in article.attachments.all()] == ["数据港名录", "分工表"]
    assert last_replacement(article) == manuscript

    manuscript.refresh_from_db()
    restore_replaced(manuscript, by=lin, seen=2)

    article = Article.objects.get()
    assert (article.body, article.source, article.document_number) == (OLD, "云麓日报", "")
    assert article.editors_note.body == "<p>旧的按语。</p>"
    assert [(each.title, each.url) for each in article.attachments.all()] == [
        ("旧名录", "https://example.org/1")
    ]
    assert article.version == 3
    assert [each.label for each in Record.objects.order_by("pk")] == [
        "从文件替换", "恢复替换前的文字",
    ]  # fmt: skip
    assert last_replacement(article) is None


def test_a_note_the_file_has_not_is_taken_away_only_when_chosen(article, lin):
    replace(receive(article, lin, single()), lin, "body")
    assert EditorsNote.objects.count() == 1

    replace(receive(article, lin, single(end="（来源：乙）")), lin, "note")
    assert EditorsNote.objects.count() == 0


def test_pictures_of_the_file_come_with_the_body(article, lin):
    data = docx(p(TITLE), p("全省建成十二处数据港。"), p(picture("pic")), p("（来源：甲）"),
                files={"pic": png()})  # fmt: skip
    manuscript = receive_replacement(data, "新稿.docx", article=article, by=lin)

    replace(manuscript, lin, "body")

    upload = article.pictures.get()
    assert f"/pictures/{upload.name}" in Article.objects.get().body


def test_an_article_edited_meanwhile_is_not_touched_and_the_edit_is_named(article, lin, newsroom):
    manuscript = receive(article, lin)
    edited = Article.objects.get()
    edited.body, edited.version = OLD.replace("八处", "七处"), 2
    edited._history_user = newsroom["chen"]
    edited.save()

    with pytest.raises(Changed) as refusal:
        replace_chosen(manuscript, 1, {"body"}, by=lin, version=0, seen=1)

    assert "在您打开这一页之后由陈执编改过，什么都没有替换" in str(refusal.value)
    [change] = changed_since(Article.objects.get(), 1)
    runs = [run for runs in change.paragraphs for run in runs if run[0] != "same"]
    assert runs == [("gone", "八"), ("new", "七")]
    manuscript.refresh_from_db()
    assert manuscript.state == "pending"


def test_a_restoration_from_an_old_page_is_refused(article, lin):
    manuscript = receive(article, lin)
    replace(manuscript, lin, "body")
    manuscript.refresh_from_db()

    with pytest.raises(Refused) as refusal:
        restore_replaced(manuscript, by=lin, seen=1)

    assert str(refusal.value) == f"《{TITLE}》刚刚又有人改过，没有恢复；请刷新页面，看过再决定。"
    assert "十二处" in Article.objects.get().body


@pytest.mark.parametrize(("state", "label"), [("first_review", "初审"), ("final", "定稿")])
def test_an_article_that_went_on_is_not_replaced(article, lin, state, label):
    manuscript = receive(article, lin)
    Article.objects.update(state=state)

    with pytest.raises(Refused) as refusal:
        replace(manuscript, lin, "body")

    sentence = f"《{TITLE}》现在是“{label}”，不能替换；要用新稿，请先退回这一篇。"
    assert str(refusal.value) == sentence
    assert Article.objects.get().body == OLD


def test_nothing_chosen_is_said(article, lin):
    with pytest.raises(Refused) as refusal:
        replace(receive(article, lin), lin)

    assert str(refusal.value) == "没有选任何一栏，什么都没有替换；请勾选要采用新稿的栏。"


def test_the_same_bytes_for_the_same_article_are_one_manuscript(article, lin):
    manuscript = receive(article, lin)
    replace(manuscript, lin, "body")

    again = receive(article, lin)

    assert (again.pk, again.state) == (manuscript.pk, "stored")


def test_after_a_restoration_the_same_file_may_come_again(article, lin):
    manuscript = receive(article, lin)
    replace(manuscript, lin, "body")
    manuscript.refresh_from_db()
    restore_replaced(manuscript, by=lin, seen=2)

    replace(receive(article, lin), lin, "body")

    assert "十二处" in Article.objects.get().body


def test_of_several_articles_the_one_of_the_same_title_is_meant(article):
    text = single("数据港里的一天") + "\n" + WHOLE
    proposal = propose_single(text.encode(), "新稿.txt")

    assert draft_for(proposal, article).title == TITLE
    assert draft_for(proposal, article, key=1).title == "数据港里的一天"
