"""/<year>/<number>/ : cover, contents, masthead, who publishes it, earlier and later."""

import json
import re

import pytest

from editorial import search
from editorial.models import Issue, MastheadEntry, OrganisationProfile, Publication
from tests import cast
from tests.screens.archive import shelf
from tests.screens.archive.shelf import text

pytestmark = pytest.mark.django_db


def test_an_issue_shows_its_masthead_contact_and_disclaimer(client, issue):
    MastheadEntry.objects.create(issue=issue, role="编委会", names=["温以衡", "陆青野"])
    issue.phone, issue.phone_note, issue.disclaimer = "0600-5550145", "传真", "转载请注明出处。"
    issue.save()

    page = text(client.get("/2026/46/"))

    assert "<dt>编委会</dt><dd><span>温以衡</span><span>陆青野</span></dd>" in page
    assert "<dd>0600-5550145（传真）</dd>" in page
    assert "<b>声明</b>转载请注明出处。" in page


def test_an_issue_shows_the_profiles_of_its_publishers(client, issue):
    logo = shelf.make_picture()
    OrganisationProfile.objects.create(
        issue=issue, name_zh="山海数字战略研究院", logo=logo, profile="第一段。\n第二段。"
    )

    page = text(client.get("/2026/46/"))

    assert "<h3>山海数字战略研究院</h3>" in page
    assert "<p>第一段。</p><p>第二段。</p>" in page
    assert f'<img src="/pictures/{logo.name}" width="30" height="20"' in page


def test_an_issue_leads_to_its_neighbours_across_the_year(client, issue):
    cast.make_issue(52, year=2025, state="published")
    shelf.make_published(47)

    page = text(client.get("/2026/46/"))

    assert (
        '<a rel="prev" href="/2025/52/"><span class="label">上一期</span>2025年第52期</a>' in page
    )
    assert (
        '<a rel="next" href="/2026/47/"><span class="label">下一期</span>2026年第47期</a>' in page
    )


def test_a_neighbour_that_is_not_public_is_passed_over(client, issue):
    cast.make_issue(45)
    cast.make_issue(44, state="published")

    page = text(client.get("/2026/46/"))

    assert 'rel="prev" href="/2026/44/"' in page
    assert "第45期" not in page


def test_an_issue_tells_machines_what_it_is(client, issue):
    page = text(client.get("/2026/46/"))

    data = json.loads(re.search(r'<script type="application/ld\+json">(.*)</script>', page)[1])
    assert data == {
        "@context": "https://schema.org",
        "@type": "PublicationIssue",
        "@id": "https://bulletin.example.org/2026/46/",
        "name": "大数据发展动态 2026年第46期",
        "issueNumber": "46",
        "datePublished": "2026-11-13",
        "isPartOf": {
            "@type": "Periodical",
            "name": "大数据发展动态",
            "url": "https://bulletin.example.org/",
        },
        "inLanguage": "zh-CN",
    }
    assert '<link rel="canonical" href="https://bulletin.example.org/2026/46/">' in page


def test_no_value_can_end_the_data_for_machines_early(client, issue):
    Publication.objects.update(name="</script><b>动态")

    assert "</script><b>" not in text(client.get("/2026/46/"))


@pytest.mark.parametrize(("state", "hours"), shelf.HIDDEN)
def test_an_issue_that_is_not_public_is_not_found(client, newsroom, issue, state, hours):
    shelf.hide(issue, state, hours)
    client.force_login(newsroom["zhou"])

    assert client.get("/2026/46/").status_code == shelf.answer_of(state)


@pytest.mark.parametrize("number", ["0", "47", "99999999999999999999"])
def test_an_unknown_number_is_not_found(client, issue, number):
    assert client.get(f"/2026/{number}/").status_code == 404


@pytest.mark.parametrize("count", [2, 30])
def test_an_issue_asks_ten_queries_whatever_the_number_of_issues(
    client, count, django_assert_num_queries
):
    for number in range(1, count + 1):
        shelf.make_published(number)
    search.index_issue(Issue.objects.get(number=2))

    with django_assert_num_queries(10):
        client.get("/2026/2/")
