"""从文件替换正文: the new file against the article, part by part, and back again."""

import pytest

from editorial.models import Article, Manuscript
from tests import cast
from tests.intake.singles import TITLE, WHOLE, single
from tests.screens.desk.forms import text_of

pytestmark = pytest.mark.django_db
OLD = "<p>到2027年，全省建成八处数据港。</p>"
NEW = single(body="到2028年，全省建成八处数据港。", end="（来源：山海省数据局）")


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def article(issue):
    return cast.make_article(issue, title=TITLE, body=OLD, source="云麓日报", note="旧的按语。")


@pytest.fixture
def lin(at_desk):
    return at_desk("lin")


def hand_in(client, article, text=NEW):
    return client.post(
        f"/desk/editorial/article/{article.pk}/replace/", {"text": text}, follow=True
    )


def waiting() -> Manuscript:
    return Manuscript.objects.latest("pk")


def url(name="replace") -> str:
    return f"/desk/editorial/manuscript/{waiting().pk}/{name}/"


def take(client, *names, **data):
    manuscript = waiting()
    data = {"version": manuscript.version, "key": "1", "take": names} | {"seen": "1"} | data
    return client.post(url(), data, follow=True)


def change(client, article):
    return client.get(f"/desk/editorial/article/{article.pk}/change/")


def test_the_form_offers_it_while_the_article_may_be_edited(lin, article):
    address = f"/desk/editorial/article/{article.pk}/replace/"
    assert address in change(lin, article).content.decode()

    Article.objects.update(state="first_review")

    assert address not in change(lin, article).content.decode()
    response = lin.get(address, follow=True)
    sentence = f"《{TITLE}》现在是“初审”，不能替换；要用新稿，请先退回这一篇。"
    assert sentence in text_of(response)


def test_only_the_words_that_differ_are_marked_and_the_body_is_ticked(lin, article):
    page = hand_in(lin, article).content.decode()

    assert "到<del>2027</del><ins>2028</ins>年，全省建成八处数据港。" in page
    assert "<del>云麓日报</del><ins>山海省数据局</ins>" in page
    assert 'name="take" value="body" checked' in page
    assert 'name="take" value="source" checked' not in page
    assert 'value="title"' not in page
    assert "新稿里没有编者按，采用就会清空。" in page
    article.refresh_from_db()
    assert article.body == OLD


def test_the_parts_that_are_ticked_are_replaced(lin, article):
    hand_in(lin, article)

    response = take(lin, "body", "source")

    article.refresh_from_db()
    assert article.body == "<p>到2028年，全省建成八处数据港。</p>"
    assert article.source == "山海省数据局"
    assert article.editors_note.body == "<p>旧的按语。</p>"
    assert f"《{TITLE}》已换成新稿的正文、来源；旧稿留在历史里。" in text_of(response)
    history = text_of(lin.get(f"/desk/editorial/article/{article.pk}/history/"))
    assert "林编辑" in history


def test_the_old_text_is_taken_back_from_the_form(lin, article):
    hand_in(lin, article)
    page = take(lin, "body").content.decode()
    assert "恢复替换前的文字" in page and 'name="seen" value="2"' in page

    response = lin.post(url("restore"), {"seen": "2"}, follow=True)

    article.refresh_from_db()
    assert article.body == OLD
    assert f"《{TITLE}》已恢复替换前的文字。" in text_of(response)
    assert "恢复替换前的文字 林编辑" not in text_of(response)
    assert 'action="' + url("restore") not in response.content.decode()


def test_an_edit_meanwhile_stops_it_and_both_sides_are_shown(lin, article, newsroom):
    hand_in(lin, article)
    edited = Article.objects.get()
    edited.body, edited.version = OLD.replace("八处", "七处"), 2
    edited._history_user = newsroom["chen"]
    edited.save()

    response = take(lin, "body", "source")

    page = response.content.decode()
    assert response.status_code == 409
    assert "在您打开这一页之后由陈执编改过，什么都没有替换；请看下面改了什么，再决定。" in page
    assert "全省建成<del>八</del><ins>七</ins>处数据港。" in page
    assert "到<del>2027</del><ins>2028</ins>年" in page and 'name="seen" value="2"' in page
    assert 'name="take" value="source" checked' in page
    assert "七处" in Article.objects.get().body

    take(lin, "body", seen="2")
    assert "八处" in Article.objects.get().body


def test_nothing_ticked_is_said(lin, article):
    hand_in(lin, article)

    assert "没有选任何一栏，什么都没有替换" in text_of(take(lin))


def test_the_new_file_can_be_corrected_first(lin, article):
    hand_in(lin, article, WHOLE)
    page = lin.get(url("proposal"))
    assert "与现在的文章逐栏对照" in text_of(page) and "入库，成为" not in text_of(page)

    data = {"step": "make 13 text", "version": "0", "show": "1"}
    lin.post(url("correct"), data)

    take(lin, "body", version="1")
    assert "<p>一、总体要求</p>" in Article.objects.get().body


def test_an_approved_article_in_the_meantime_is_said(lin, article):
    hand_in(lin, article)
    Article.objects.update(state="final")

    assert "现在是“定稿”，不能替换" in text_of(lin.get(url()))
    assert "现在是“定稿”，不能替换" in text_of(take(lin, "body"))
    assert Article.objects.get().body == OLD


def test_the_same_file_again_changes_nothing(lin, article):
    hand_in(lin, article)
    take(lin, "body")
    Article.objects.update(body=OLD)

    response = hand_in(lin, article)

    assert "已由林编辑用来替换过这一篇，没有再替换" in text_of(response)
    assert Article.objects.get().body == OLD


def test_a_double_press_replaces_once(lin, article):
    hand_in(lin, article)
    take(lin, "body")

    take(lin, "body", version="0")

    assert Article.objects.get().version == 2
    assert article.history.count() == 2


def test_of_several_articles_one_is_chosen(lin, article):
    second = NEW.count("\n") + 2
    response = hand_in(lin, article, NEW + "\n" + single("数据港里的一天"))
    assert "文件里有 2 篇，用哪一篇？" in text_of(response)

    page = lin.get(f"{url()}?part={second}").content.decode()

    assert f'name="key" value="{second}"' in page
    assert "数据港里的一天" in page


@pytest.mark.parametrize("username", ["mei", "xiao"])
def test_who_does_not_write_may_not(at_desk, lin, article, username):
    hand_in(lin, article)
    client = at_desk(username)

    assert client.get(f"/desk/editorial/article/{article.pk}/replace/").status_code == 403
    assert take(client, "body").status_code == 403
    assert Article.objects.get().body == OLD
