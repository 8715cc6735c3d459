"""Print order: positions are the rank on the contents page, whatever happens to the articles."""

import pytest

from editorial.models import Issue, Section
from editorial.models.print_order import WrongArticles, arrange
from tests import cast

pytestmark = pytest.mark.django_db


def order(issue):
    return list(issue.articles.order_by("position").values_list("title", "position"))


def test_without_a_wish_the_present_order_is_numbered_from_one():
    issue = cast.make_issue(1)
    cast.make_article(issue, section="前沿观察", title="丙", position=3)
    cast.make_article(issue, section="国策要论", title="甲", position=7)
    cast.make_article(issue, section="国策要论", title="乙", position=9)

    arrange(issue)

    assert order(issue) == [("甲", 1), ("乙", 2), ("丙", 3)]


def test_sections_keep_their_order_whatever_is_wished():
    issue = cast.make_issue(1)
    a = cast.make_article(issue, section="国策要论", title="甲")
    b = cast.make_article(issue, section="前沿观察", title="乙")

    arrange(issue, [(b.pk, b.section_id), (a.pk, a.section_id)])

    assert order(issue) == [("甲", 1), ("乙", 2)]


def test_neighbours_change_places():
    issue = cast.make_issue(1)
    a, b = (cast.make_article(issue, title=title) for title in "甲乙")

    arrange(issue, [(b.pk, b.section_id), (a.pk, a.section_id)])

    assert order(issue) == [("乙", 1), ("甲", 2)]


@pytest.mark.parametrize("wish", [[], [(0, 1)], "twice"])
def test_a_wish_for_other_articles_is_refused_whole(wish):
    issue = cast.make_issue(1)
    a = cast.make_article(issue, title="甲")
    section = Section.objects.get(name="前沿观察")

    with pytest.raises(WrongArticles):
        arrange(issue, [(a.pk, section.pk)] * 2 if wish == "twice" else wish)

    a.refresh_from_db()
    assert (a.position, a.section.name) == (1, "国策要论")


def test_a_signed_off_issue_keeps_its_order():
    issue = cast.make_issue(1, state=Issue.State.SIGNED_OFF)
    a, b = (cast.make_article(issue, title=title) for title in "甲乙")

    with pytest.raises(WrongArticles):
        arrange(issue, [(b.pk, b.section_id), (a.pk, a.section_id)])

    assert order(issue) == [("甲", 1), ("乙", 2)]
