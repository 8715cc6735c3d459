"""The print order: what dragging sends, and what becomes of it."""

import json

import pytest
from django.urls import reverse

from editorial.models import Article, Issue, Section
from tests import cast

pytestmark = pytest.mark.django_db


def arrange(client, issue, placed):
    url = reverse("admin:editorial_issue_arrange", args=[issue.pk])
    return client.post(url, json.dumps(placed), content_type="application/json")


def titles(issue):
    return list(issue.articles.order_by("position").values_list("title", "position"))


def test_articles_take_the_order_they_were_dragged_into(at_desk, newsroom, issue):
    a, b, c = (cast.make_article(issue, title=title) for title in "甲乙丙")
    section = a.section_id

    response = arrange(at_desk("chen"), issue, [[c.pk, section], [a.pk, section], [b.pk, section]])

    assert response.json() == {"sentence": "次序已保存。"}
    assert titles(issue) == [("丙", 1), ("甲", 2), ("乙", 3)]
    assert c.history.first().history_user == newsroom["chen"]


def test_an_article_dragged_to_another_section_belongs_there(at_desk, issue):
    a = cast.make_article(issue, section="国策要论", title="甲")
    b = cast.make_article(issue, section="前沿观察", title="乙")
    frontier = Section.objects.get(name="前沿观察")

    arrange(at_desk("chen"), issue, [[b.pk, frontier.pk], [a.pk, frontier.pk]])

    a.refresh_from_db()
    assert a.section == frontier
    assert titles(issue) == [("乙", 1), ("甲", 2)]


def test_only_articles_that_moved_get_a_row_of_history(at_desk, issue):
    a, b, c = (cast.make_article(issue, title=title) for title in "甲乙丙")
    section = a.section_id

    arrange(at_desk("chen"), issue, [[a.pk, section], [c.pk, section], [b.pk, section]])

    assert [each.history.count() for each in (a, b, c)] == [1, 2, 2]


@pytest.mark.parametrize(
    "placed", [[], [[1, 2, 3]], "nonsense", [[999999, 1]], None, [["x", "y"]], {"a": 1}]
)
def test_an_order_of_other_articles_changes_nothing(at_desk, issue, placed):
    cast.make_article(issue, title="甲")

    response = arrange(at_desk("chen"), issue, placed)

    assert response.status_code == 409
    assert "次序没有保存" in response.json()["sentence"]
    assert titles(issue) == [("甲", 1)]


def test_an_unknown_section_changes_nothing(at_desk, issue):
    a = cast.make_article(issue, title="甲")

    response = arrange(at_desk("chen"), issue, [[a.pk, 999999]])

    assert response.status_code == 409


@pytest.mark.parametrize(
    ("who", "state", "code"),
    [
        ("chen", Issue.State.ASSEMBLING, 200),
        ("mei", Issue.State.PROOFING, 200),
        ("lin", Issue.State.ASSEMBLING, 403),
        ("xiao", Issue.State.ASSEMBLING, 403),
        ("zhou", Issue.State.SIGNED_OFF, 403),
        ("zhou", Issue.State.PUBLISHED, 403),
    ],
)
def test_the_order_is_changed_by_those_who_may_while_the_issue_is_open(at_desk, who, state, code):
    issue = cast.make_issue(46, state=state)
    a = cast.make_article(issue)

    assert arrange(at_desk(who), issue, [[a.pk, a.section_id]]).status_code == code


def test_a_large_issue_is_turned_round_without_a_clash(at_desk, issue):
    articles = [cast.make_article(issue, title=f"第{n}篇") for n in range(12)]
    placed = [[each.pk, each.section_id] for each in reversed(articles)]

    arrange(at_desk("chen"), issue, placed)

    assert titles(issue) == [(f"第{11 - n}篇", n + 1) for n in range(12)]
    assert Article.objects.filter(issue=issue, position__gt=12).count() == 0
