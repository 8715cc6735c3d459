"""版式 at the desk: who may change it, what is refused, what is recorded, and the specimen."""

import pytest
from django.urls import reverse

from editorial.models import Edition, PageDesign, Upload
from tests.cast import make_article, make_issue
from tests.screens.desk.forms import fields_of

pytestmark = pytest.mark.django_db
URL = "/desk/editorial/pagedesign/1/change/"


@pytest.fixture
def design():
    design = PageDesign(pk=1)
    design.save()
    return design


def form(**changes) -> dict:
    return PageDesign().settings | changes


def sentences(response) -> list[str]:
    return [str(each) for each in response.context["messages"]]


def test_the_list_leads_to_the_one_form(at_desk):
    response = at_desk("mei").get(reverse("admin:editorial_pagedesign_changelist"))

    assert response.url == URL


@pytest.mark.parametrize("who", ["zhou", "mei", "root"])
def test_chief_designer_and_administrator_change_it(at_desk, design, who):
    response = at_desk(who).post(URL, form(columns="40"))

    design.refresh_from_db()
    assert (response.status_code, design.columns) == (302, 40)


@pytest.mark.parametrize("who", ["lin", "chen", "wu", "xiao"])
def test_others_read_it(at_desk, design, who):
    assert at_desk(who).get(URL).status_code == 200
    assert at_desk(who).post(URL, form(columns="40")).status_code == 403


def test_a_change_is_recorded_with_its_author_and_what_was_before(at_desk, design):
    at_desk("mei").post(URL, form(columns="40"))

    newest, first = design.history.all()
    assert (str(newest.history_user), newest.columns, first.columns) == ("梅美编", 40, 41)


def test_saving_without_a_change_leaves_no_version(at_desk, design):
    at_desk("mei").post(URL, form())

    assert design.history.count() == 1


def test_a_grid_that_does_not_fit_is_refused_in_its_field(at_desk, design):
    response = at_desk("mei").post(URL, form(columns="46"))

    assert response.context["adminform"].form.errors == {
        "columns": [
            "每行 46 字、每字 11 点，共 178.5 毫米，加上订口 25.4 毫米，210 毫米宽的纸放不下"
            "（切口至少留 12 毫米）；这样的字号最多每行 44 字。"
        ]
    }


def test_who_saves_is_told_which_proofs_are_void(at_desk, design):
    issue = make_issue(7)
    make_article(issue)
    Edition.objects.create(issue=issue, kind="proof", state="ready")

    response = at_desk("mei").post(URL, form(columns="40"), follow=True)

    assert sentences(response)[0] == (
        "版式改了：2026年第7期的校样和签字已经失效，请重新排版、重新签字。"
        "已签发和已出版的各期不变。"
    )


def test_the_specimen_names_what_stands_in_the_way(at_desk, design):
    response = at_desk("lin").post(f"{URL[:-7]}preview/", form(main_colour="blue"))

    assert (response.status_code, response.json()["sentence"]) == (
        422,
        "还有几栏要改，改好就重排：颜色写成 # 加六位小写十六进制数，如“#0f2a4a”。",
    )


def test_without_an_article_there_is_no_specimen(at_desk, design):
    response = at_desk("mei").post(f"{URL[:-7]}preview/", form())

    assert response.json()["sentence"] == (
        "还没有一期有文章，排不出样张；先建一期、添一篇文章，再来看。"
    )


@pytest.mark.usefixtures("own_files")
def test_the_specimen_shows_cover_contents_and_article_in_the_typed_design(at_desk, design):
    article = make_article(make_issue(7), title="云麓市数据条例")

    told = at_desk("mei").post(f"{URL[:-7]}preview/", form(type_size="10.5", columns="42")).json()

    assert told["sentence"].startswith(
        "2026年第7期用这个版式排出来：封面、要目和《云麓市数据条例》。"
    )
    assert [page["name"] for page in told["pages"]] == ["封面", "本期要目", "正文第 01 页"]
    assert at_desk("mei").get(told["pages"][2]["url"])["Content-Type"] == "image/png"
    assert design.columns == 41 and article.issue.editions.count() == 0


def test_a_coarse_cover_picture_is_refused_on_the_issue_form(at_desk):
    picture = Upload.objects.create(
        name="a.png", width=800, height=600, alt_text="海岸。", credit="本刊"
    )
    issue = make_issue(7)

    client, url = at_desk("chen"), f"/desk/editorial/issue/{issue.pk}/change/"
    page = client.post(url, fields_of(client, url) | {"cover_picture": picture.pk})

    issue.refresh_from_db()
    assert issue.cover_picture is None
    assert page.context["adminform"].form.errors["cover_picture"] == [
        "这张图片有 800 × 600 像素，照现在的版式作封面，每英寸只有 94 点；印刷要 300 点，"
        "至少 2552 × 1634 像素，请换一张更大的。"
    ]
