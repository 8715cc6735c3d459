"""导入一篇: from an issue's page to a draft in it, looked at and corrected on the way."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from editorial.models import Article, Issue, Manuscript, Section
from tests import cast
from tests.intake.samples import manuscript as whole_issue
from tests.intake.singles import NOTE, TITLE, WHOLE, single
from tests.screens.desk.forms import text_of

pytestmark = pytest.mark.django_db
TWO = WHOLE + "\n" + single("数据港里的一天")
SECOND = WHOLE.count("\n") + 2


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def lin(at_desk):
    return at_desk("lin")


def place(section="国策要论", before="") -> str:
    return f"{Section.objects.get(name=section).pk}:{before and before.pk}"


def hand_in(client, issue, text=WHOLE, **data):
    data = {"text": text, "place": place()} | data
    return client.post(f"/desk/editorial/issue/{issue.pk}/import/", data, follow=True)


def waiting() -> Manuscript:
    return Manuscript.objects.latest("pk")


def url(manuscript, name="proposal", show="") -> str:
    tail = f"?show={show}" if show else ""
    return f"/desk/editorial/manuscript/{manuscript.pk}/{name}/{tail}"


def post(client, name, **data):
    manuscript = waiting()
    data = {"version": manuscript.version, "key": "1", "place": place()} | data
    return client.post(url(manuscript, name), data, follow=True)


def test_the_issue_offers_it_while_it_is_open(lin, issue):
    address = f"/desk/editorial/issue/{issue.pk}/import/"
    page = f"/desk/editorial/issue/{issue.pk}/change/"
    assert address in lin.get(page).content.decode()

    Issue.objects.update(state="signed_off")

    assert address not in lin.get(page).content.decode()
    response = lin.get(address, follow=True)
    assert "2026年第47期已经签发，不能再导入文章。" in text_of(response)


def test_a_file_becomes_a_proposal_beside_its_source(lin, issue):
    file = SimpleUploadedFile("数据港.txt", WHOLE.encode())

    response = hand_in(lin, issue, text="", file=file)

    text = text_of(response)
    assert f"核对来稿：《{TITLE}》 待核对" in text
    assert "放进2026年第47期" in text and "没有待看的存疑" in text and "把握高" in text
    page = response.content.decode()
    assert 'value="山海数发〔2026〕41号"' in page and ">各市数据局，省有关单位：</textarea>" in page
    assert 'value="山海省数据局"' in page
    assert "<b>13</b>一、总体要求" in page and "<h2>一、总体要求</h2>" in page
    assert "1.数据港名录；2.分工表" in text and "编者按 1 段" in text and NOTE in text
    assert Article.objects.count() == 0


def test_the_account_the_mends_and_the_steps_have_their_pages(lin, issue):
    hand_in(lin, issue)

    assert "字数对账 相符" in text_of(lin.get(url(waiting(), show="account")))
    assert "自动修整" in text_of(lin.get(url(waiting(), show="mends")))
    assert "还没有改动" in text_of(lin.get(url(waiting(), show="steps")))
    assert TITLE in text_of(lin.get(url(waiting(), show="nonsense")))


def test_it_is_corrected_with_the_means_of_the_wizard(lin, issue):
    hand_in(lin, issue)

    post(lin, "correct", step="make 13 text", show="1")
    response = post(
        lin, "correct", step="fields 1", title="数据港方案", source="云麓日报", show="1"
    )

    page = response.content.decode()
    assert "<h2>一、总体要求</h2>" not in page
    assert 'value="云麓日报"' in page and "数据港方案" in page
    assert "林编辑于" in text_of(response) and "共 3 步" in text_of(response)
    steps = text_of(lin.get(url(waiting(), show="steps")))
    assert "《数据港方案》来源改为“云麓日报”" in steps


def test_it_is_stored_where_the_page_says(lin, issue):
    other = cast.make_article(issue, section="前沿观察")
    hand_in(lin, issue)

    where = place("前沿观察", other)
    response = post(lin, "store", place=where, contents_title="数据港方案")

    article = Article.objects.get(title=TITLE)
    assert response.redirect_chain[-1][0] == f"/desk/editorial/article/{article.pk}/change/"
    sentence = f"《{TITLE}》已入库，在2026年第47期的“前沿观察”，是草稿。"
    assert sentence in text_of(response)
    assert list(issue.articles.in_print_order()) == [article, other]
    assert article.contents_title == "数据港方案"


def test_a_place_can_be_noted_without_storing(lin, issue):
    hand_in(lin, issue)

    response = post(lin, "place", place=place("前沿观察"), contents_title="数据港方案")

    assert f'value="{place("前沿观察")}" selected' in response.content.decode()
    assert waiting().contents_title == "数据港方案"
    assert Article.objects.count() == 0


def test_another_editor_takes_it_up_from_the_list(lin, issue, at_desk):
    hand_in(lin, issue)
    chen = at_desk("chen")

    page = chen.get("/desk/editorial/manuscript/")
    assert url(waiting()) in page.content.decode() and "单篇" in text_of(page)
    response = post(chen, "store")

    assert f"《{TITLE}》已入库" in text_of(response)
    assert Article.objects.get().assignee.username == "chen"


def test_two_windows_store_it_once(lin, issue):
    hand_in(lin, issue)
    post(lin, "store", version=0)

    response = post(lin, "store", version=0)

    assert f"这一篇已经入库，就是《{TITLE}》，没有再导入。" in text_of(response)
    assert Article.objects.count() == 1


def test_a_file_of_several_articles_lets_the_editor_choose(lin, issue):
    text = text_of(hand_in(lin, issue, TWO))
    assert "文件里有 2 篇，请逐篇核对" in text
    assert f"01 {TITLE}" in text and "02 数据港里的一天" in text

    response = post(lin, "store", key=str(SECOND))
    assert "这个文件里还有 1 篇没有入库，可以接着选。" in text_of(response)
    assert "已入库" in text_of(response)
    assert "其余不要了" in text_of(response)

    response = post(lin, "store")
    assert response.redirect_chain[-1][0].startswith("/desk/editorial/article/")
    assert waiting().state == "stored"
    assert Article.objects.count() == 2


def test_an_issue_is_sent_to_the_import_of_issues(lin, issue):
    response = hand_in(lin, issue, whole_issue())

    assert response.status_code == 400
    assert "是完整的一期，不是一篇文章；请在“导入来稿”页整期导入" in text_of(response)
    assert "/desk/editorial/manuscript/import/" in response.content.decode()
    assert Manuscript.objects.count() == 0


def test_one_article_taken_for_an_issue_is_pointed_here(lin):
    response = lin.post("/desk/editorial/manuscript/import/", {"text": WHOLE}, follow=True)

    assert "再到那一期的页面点“导入一篇”。" in text_of(response)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": ""}, "请选择一个 .docx、.txt 或 .md 文件，或把全文贴进下面的框里。"),
        ({"place": ""}, "请选一个栏目和位置。"),
        ({"place": "1:99"}, "请选一个栏目和位置。"),
    ],
)
def test_what_is_missing_is_said_on_the_page(lin, issue, data, sentence):
    response = hand_in(lin, issue, **data)

    assert response.status_code == 400
    assert sentence in text_of(response)


def test_the_same_file_again_leads_to_its_article(lin, issue):
    hand_in(lin, issue)
    post(lin, "store")
    article = Article.objects.get()

    response = hand_in(lin, issue)

    assert "已由林编辑导入本期，就是 《" in text_of(response)
    assert (
        f'<a href="/desk/editorial/article/{article.pk}/change/">《{TITLE}》</a>，没有重复导入'
        in (response.content.decode())
    )
    assert Article.objects.count() == 1


def test_the_same_file_into_another_issue_needs_a_tick(lin, issue):
    hand_in(lin, issue)
    post(lin, "store")
    response = hand_in(lin, cast.make_issue(48))
    assert "同一个文件已经导入2026年第47期，就是" in text_of(response)

    assert "请勾选“仍要再导入一次”" in text_of(post(lin, "store"))
    assert Article.objects.count() == 1

    post(lin, "store", again="1")
    assert Article.objects.filter(issue__number=48).count() == 1


def test_an_article_of_the_same_title_is_pointed_out(lin, issue):
    same = cast.make_article(issue, title=TITLE)

    response = hand_in(lin, issue)

    assert "2026年第47期里已有同题的" in text_of(response)
    assert f"/desk/editorial/article/{same.pk}/replace/" in response.content.decode()


def test_an_issue_that_closed_meanwhile_is_said_and_nothing_is_stored(lin, issue):
    hand_in(lin, issue)
    Issue.objects.update(state="signed_off")

    sentence = "2026年第47期已经签发，不能再导入文章。"
    assert sentence in text_of(lin.get(url(waiting())))
    assert sentence in text_of(post(lin, "store"))
    assert Article.objects.count() == 0


def test_what_is_kept_shows_its_report(lin, issue):
    hand_in(lin, issue)
    post(lin, "store")

    text = text_of(lin.get(f"/desk/editorial/manuscript/{waiting().pk}/change/"))

    assert f"打开《{TITLE}》" in text
    assert "导入了什么 1 篇" in text and "字数对账" in text


@pytest.mark.parametrize("username", ["mei", "xiao"])
def test_who_does_not_write_may_not(at_desk, issue, username):
    client = at_desk(username)

    assert hand_in(client, issue).status_code == 403
    page = client.get(f"/desk/editorial/issue/{issue.pk}/change/").content.decode()
    assert f"/desk/editorial/issue/{issue.pk}/import/" not in page
