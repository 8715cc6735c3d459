"""Ahead of time: the calendar, an issue from the last one, 约稿, filters, order by buttons."""

import datetime as dt

import pytest
from django.urls import reverse

from editorial import workflow
from editorial.models import Article, Holiday, Issue, MastheadEntry, Section
from tests import cast
from tests.screens.desk.forms import fields_of, text_of

pytestmark = pytest.mark.django_db


def view(issue, name, *arguments):
    return reverse(f"admin:editorial_issue_{name}", args=[issue.pk, *arguments])


def coming(client):
    places = client.get("/desk/").context["coming"]
    return [(f"{p.slot.date:%m-%d}", p.slot.number, p.slot.running_number) for p in places]


# --- The calendar ---------------------------------------------------------------------------


def test_the_board_looks_ahead_over_the_end_of_the_year(at_desk):
    cast.make_issue(49, running_number=316)

    assert coming(at_desk("lin"))[:5] == [
        ("12-04", 49, 316),
        ("12-11", 50, 317),
        ("12-18", 51, 318),
        ("01-08", 1, 319),
        ("01-15", 2, 320),
    ]


def test_a_holiday_is_left_out_and_numbers_run_on(at_desk):
    cast.make_issue(5, running_number=100)
    Holiday.objects.create(date=dt.date(2026, 2, 13), name="春节")

    assert coming(at_desk("lin"))[:3] == [("01-30", 5, 100), ("02-06", 6, 101), ("02-20", 7, 102)]


def test_a_holiday_is_a_friday(at_desk):
    url = reverse("admin:editorial_holiday_add")

    response = at_desk("chen").post(url, {"date": "2026-02-12", "name": "春节"})

    assert "休刊周按出版日记，请填那一周的星期五。" in text_of(response)
    assert Holiday.objects.count() == 0


def test_a_new_issue_starts_from_the_last_one(at_desk):
    last = cast.make_issue(47, running_number=314, tagline="可查证", email="a@example.org")
    MastheadEntry.objects.create(issue=last, role="主编", names=["山海研究院"], position=1)
    client = at_desk("chen")
    place = client.get("/desk/").context["coming"][1]

    data = fields_of(client, place.url)
    page = client.get(place.url)
    answer = client.post(place.url, data)

    made = Issue.objects.latest("pk")
    assert (made.number, made.running_number, made.date) == (48, 315, dt.date(2026, 11, 27))
    assert (made.tagline, made.email) == ("可查证", "a@example.org")
    assert made.masthead.get().names == ["山海研究院"]
    assert "接着2026年第47期：" in text_of(page)
    assert answer.url == reverse("admin:editorial_issue_change", args=[made.pk])


def test_a_number_that_is_taken_is_said(at_desk):
    cast.make_issue(47, running_number=314)
    client = at_desk("chen")
    url = reverse("admin:editorial_issue_add")

    response = client.post(url, fields_of(client, url) | {"number": "47"})

    assert "这一年已有这个期号，请核对年份和期号。" in text_of(response)
    assert Issue.objects.count() == 1


# --- 约稿 -----------------------------------------------------------------------------------


def test_an_article_is_put_down_before_it_is_written(at_desk, newsroom, issue):
    cast.make_article(issue, section="前沿观察", title="在后的")
    section = Section.objects.get(name="地方新政")
    asked = {"title": "公共数据专区侧记", "section": section.pk, "due_date": "2026-11-18"}

    response = at_desk("chen").post(
        view(issue, "commission"), asked | {"assignee": newsroom["lin"].pk}, follow=True
    )

    article = Article.objects.get(title="公共数据专区侧记")
    assert (article.position, article.state, article.is_commissioned) == (1, "draft", True)
    assert (article.assignee, article.due_date) == (newsroom["lin"], dt.date(2026, 11, 18))
    assert "已约稿：《公共数据专区侧记》。" in text_of(response)
    row = response.context["groups"][1].rows[0]
    assert (row.article, row.is_overdue, row.findings) == (article, True, [])


def test_a_double_click_puts_one_article_down(at_desk, newsroom, issue):
    asked = {"title": "公共数据专区侧记", "assignee": newsroom["lin"].pk}
    asked["section"] = Section.objects.get(name="地方新政").pk
    client, url = at_desk("chen"), view(issue, "commission")

    for _ in range(2):
        assert client.post(url, asked).status_code == 302
    client.post(url, asked | {"title": "公共数据专区再记"})

    assert sorted(issue.articles.values_list("title", flat=True)) == [
        "公共数据专区侧记",
        "公共数据专区再记",
    ]


def test_what_is_not_written_holds_up_no_other_article(at_desk, newsroom, issue):
    cast.make_article(issue, title="写好的", note="按语。")
    cast.make_article(issue, title="约来的", body="", source="")
    lin, chen = at_desk("lin"), at_desk("chen")

    page = text_of(lin.get(reverse("admin:editorial_issue_change", args=[issue.pk])))
    lin.post(view(issue, "all", "submit"))

    assert "全部送审（1 篇）" in page
    assert list(issue.articles.values_list("title", "state")) == [
        ("写好的", "first_review"),
        ("约来的", "draft"),
    ]
    told = text_of(chen.get(reverse("admin:editorial_issue_change", args=[issue.pk])))
    assert "《约来的》是约稿，还没有写；签发之前请写好，或移到另一期。" in told


def test_what_is_asked_of_nobody_is_not_put_down(at_desk, issue):
    response = at_desk("chen").post(view(issue, "commission"), {"title": "无人写的"})

    assert response.status_code == 200
    assert Article.objects.count() == 0


def test_who_has_left_is_not_asked_to_write(at_desk, newsroom, issue):
    newsroom["lin"].is_active = False
    newsroom["lin"].save()

    field = at_desk("chen").get(view(issue, "commission")).context["form"].fields["assignee"]

    assert newsroom["lin"] not in field.queryset


def test_who_leaves_leaves_a_list_of_unwritten_articles(at_desk, newsroom, issue):
    cast.make_article(issue, title="没写完的", assignee=newsroom["lin"])
    cast.make_article(issue, title="定稿的", assignee=newsroom["lin"], state="final")
    client = at_desk("root")
    url = reverse("admin:editorial_user_change", args=[newsroom["lin"].pk])
    form = client.get(url).context["adminform"].form
    data = {"username": "lin", "name": "林编辑", "is_staff": "on"}
    data |= {"groups": [group.pk for group in form.initial["groups"]]}

    response = client.post(url, data, follow=True)

    newsroom["lin"].refresh_from_db()
    assert newsroom["lin"].is_active is False
    assert "林编辑已不能进入编务台，名下还有没写完的文章，请改派：《没写完的》。" in text_of(
        response
    )


# --- Filters and order ----------------------------------------------------------------------


def test_filters_show_what_is_mine_and_what_i_review(at_desk, newsroom, issue):
    cast.make_article(issue, title="我写的", assignee=newsroom["chen"])
    under = cast.make_article(issue, title="我审的", assignee=newsroom["lin"])
    workflow.perform(under, "submit", by=newsroom["lin"])
    client = at_desk("chen")

    seen = {word: client.get(f"/desk/?show={word}").context for word in ("", "mine", "review")}

    titles = {
        word: [row.article.title for group in context["groups"] for row in group.rows]
        for word, context in seen.items()
    }
    assert titles == {"": ["我写的", "我审的"], "mine": ["我写的"], "review": ["我审的"]}
    assert [each.count for each in seen[""]["filters"]] == [2, 1, 1]
    # A part of the articles cannot be put in order.
    assert [bool(seen[word]["arrange_url"]) for word in ("", "mine")] == [True, False]


@pytest.mark.parametrize(
    ("title", "step", "order"),
    [
        ("乙", -1, [("乙", "国策要论"), ("甲", "国策要论"), ("丙", "前沿观察")]),
        ("乙", 1, [("甲", "国策要论"), ("乙", "地方新政"), ("丙", "前沿观察")]),
        ("丙", -1, [("甲", "国策要论"), ("乙", "国策要论"), ("丙", "产业镜像")]),
        ("甲", -1, [("甲", "国策要论"), ("乙", "国策要论"), ("丙", "前沿观察")]),
        ("丙", 1, [("甲", "国策要论"), ("乙", "国策要论"), ("丙", "前沿观察")]),
    ],
    ids=["up", "into the next section", "back into an empty one", "first stays", "last stays"],
)
def test_without_scripts_a_button_moves_an_article_one_place(at_desk, issue, title, step, order):
    cast.make_article(issue, title="甲")
    cast.make_article(issue, title="乙")
    cast.make_article(issue, title="丙", section="前沿观察")
    pressed = {"step": f"{Article.objects.get(title=title).pk}:{step}", "page": "index"}

    response = at_desk("chen").post(view(issue, "arrange"), pressed)

    assert response.url == "/desk/#articles"
    assert list(issue.articles.in_print_order().values_list("title", "section__name")) == order


@pytest.mark.parametrize("pressed", [{}, {"step": "x"}, {"step": "999999:1"}])
def test_a_step_of_nothing_is_said_and_changes_nothing(at_desk, issue, pressed):
    cast.make_article(issue, title="甲")

    response = at_desk("chen").post(view(issue, "arrange"), pressed, follow=True)

    assert "次序没有保存；请刷新页面后再排。" in text_of(response)


def test_buttons_say_when_the_issue_will_open(at_desk):
    issue = cast.make_issue(27, year=2999, state=Issue.State.PROOFING)
    cast.make_article(issue, state=Article.State.FINAL)
    url = reverse("admin:editorial_issue_change", args=[issue.pk])

    said = {
        who: [button.says for button in at_desk(who).get(url).context["buttons"]]
        for who in ("wu", "zhou")
    }

    at = f"{issue.date.month} 月 {issue.date.day} 日 08:00"
    assert said == {"wu": ["退回组稿", "签发"], "zhou": ["退回组稿", f"签发并于 {at} 公开"]}
