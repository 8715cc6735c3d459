"""Merging by paragraph: whoever left a paragraph alone gives way; nothing of either is lost."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from editorial.admin.merging import blocks, pieces
from editorial.models import Article
from tests import cast
from tests.browser import sign_in
from tests.screens.desk.forms import fields_of

BODY = "CKEDITOR.instances.id_body"
BASE = "<p>甲。</p><p>乙。</p><p>丙。</p>"


@pytest.mark.parametrize(
    ("theirs", "mine", "found"),
    [
        ("<p>甲。</p><p>乙二。</p><p>丙。</p>", BASE, [("<p>乙二。</p>", "<p>乙。</p>", "theirs")]),
        (BASE, "<p>甲。</p><p>乙三。</p><p>丙。</p>", [("<p>乙。</p>", "<p>乙三。</p>", "mine")]),
        ("<p>甲二。</p><p>乙。</p><p>丙。</p>", "<p>甲。</p><p>乙三。</p><p>丙。</p>",
         [("<p>甲二。</p>", "<p>甲。</p>", "theirs"), ("<p>乙。</p>", "<p>乙三。</p>", "mine")]),
        ("<p>甲。</p><p>乙二。</p><p>丙。</p>", "<p>甲。</p><p>乙三。</p><p>丙。</p>",
         [("<p>乙二。</p>", "<p>乙三。</p>", "both")]),
        ("<p>甲。</p><p>丙。</p>", BASE, [("", "<p>乙。</p>", "theirs")]),
        (BASE, "<p>甲。</p><p>丙。</p>", [("<p>乙。</p>", "", "mine")]),
        (f"{BASE}<p>丁。</p>", BASE, [("<p>丁。</p>", "", "theirs")]),
        (BASE, f"{BASE}<p>丁。</p>", [("", "<p>丁。</p>", "mine")]),
    ],
)  # fmt: skip
def test_each_paragraph_goes_to_who_changed_it(theirs, mine, found):
    made = pieces(BASE, theirs, mine)

    differing = [
        (each.theirs, each.mine, each.proposed) for each in made if each.proposed != "same"
    ]
    assert differing == found


def test_headings_and_tables_are_paragraphs_of_their_own():
    html = "<h2>一、总则</h2>\n<p>甲。</p><table><tbody><tr><td>1</td></tr></tbody></table>"

    assert blocks(html) == [
        "<h2>一、总则</h2>", "<p>甲。</p>", "<table><tbody><tr><td>1</td></tr></tbody></table>",
    ]  # fmt: skip


def test_both_sides_can_be_had_whole_from_the_pieces():
    theirs, mine = "<p>甲二。</p><p>新。</p><p>丙。</p>", "<p>甲三。</p><h2>题</h2><p>丁。</p>"

    made = pieces(BASE, theirs, mine)

    assert "".join(each.theirs for each in made) == theirs
    assert "".join(each.mine for each in made) == mine


@pytest.mark.django_db
def test_a_refused_save_offers_the_paragraphs(at_desk, issue):
    article = cast.make_article(issue, body=BASE)
    url = reverse("admin:editorial_article_change", args=[article.pk])
    lin, chen = at_desk("lin"), at_desk("chen")
    data = fields_of(lin, url)
    chen.post(url, fields_of(chen, url) | {"body": BASE.replace("甲", "甲二")})

    response = lin.post(url, data | {"body": BASE.replace("丙", "丙三")})

    (difference,) = response.context["adminform"].form.conflict.differences
    assert [each.proposed for each in difference.pieces] == ["theirs", "same", "mine"]
    assert difference.open_choices == 0
    assert difference.pieces[2].my_runs == [("same", "丙"), ("new", "三"), ("same", "。")]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_chosen_paragraphs_are_put_into_the_form(live_server, newsroom, page, at_desk):
    article = cast.make_article(cast.make_issue(47), body=BASE)
    url = reverse("admin:editorial_article_change", args=[article.pk])
    sign_in(page, live_server.url, "lin")
    page.goto(live_server.url + url)
    page.wait_for_function(f"window.CKEDITOR && {BODY} && {BODY}.status === 'ready'")
    chen = at_desk("chen")
    theirs = BASE.replace("甲", "甲二").replace("乙", "乙二")
    chen.post(url, fields_of(chen, url) | {"body": theirs})
    mine = BASE.replace("乙", "乙三").replace("丙", "丙三")
    page.evaluate(f"{BODY}.setData('{mine}')")
    page.click("input[name=_continue]")
    page.wait_for_function(f"window.CKEDITOR && {BODY} && {BODY}.status === 'ready'")
    expect(page.locator("[data-merge] tr.undecided")).to_have_count(1)
    page.get_by_role("button", name="合成到表单").click()
    expect(page.locator("[data-merge] [role=status]")).to_contain_text("已合成到下面的表单")
    page.wait_for_function(f"{BODY}.getData().includes('甲二')")
    page.click("input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()

    merged = ["甲二。", "乙二。", "乙三。", "丙三。"]
    assert blocks(Article.objects.get().body) == [f"<p>{line}</p>" for line in merged]
