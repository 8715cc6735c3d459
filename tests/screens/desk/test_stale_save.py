"""Two people at one form: nothing is overwritten unseen, nothing typed is lost."""

import datetime as dt

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from editorial.admin.article_form import ArticleForm
from editorial.admin.versions import Stale, claim
from editorial.models import Article, Issue
from tests import cast
from tests.screens.desk.forms import fields_of, text_of

pytestmark = pytest.mark.django_db


def url_of(row):
    return reverse(f"admin:editorial_{row._meta.model_name}_change", args=[row.pk])


def test_a_stale_save_is_refused_with_both_texts_and_keeps_what_was_typed(at_desk, issue):
    article = cast.make_article(issue, title="原题", body="<p>原文。</p>")
    lin, chen = at_desk("lin"), at_desk("chen")
    data = fields_of(lin, url_of(article))
    chen.post(url_of(article), fields_of(chen, url_of(article)) | {"body": "<p>陈的文字。</p>"})

    response = lin.post(url_of(article), data | {"body": "<p>林的文字。</p>"})

    article.refresh_from_db()
    assert article.body == "<p>陈的文字。</p>"
    assert response.status_code == 200
    form = response.context["adminform"].form
    shown = [(d.label, d.theirs, d.mine) for d in form.conflict.differences]
    assert shown == [("正文", "<p>陈的文字。</p>", "<p>林的文字。</p>")]
    assert form.conflict.by == "陈执编"
    assert form["body"].value() == "<p>林的文字。</p>"
    assert "陈执编在" in text_of(response)


def test_of_two_saves_at_the_same_moment_one_is_sent_back_to_look(issue):
    article = cast.make_article(issue)
    form = ArticleForm(instance=Article.objects.get(pk=article.pk))
    form.cleaned_data = {"seen_version": 1}
    Article.objects.filter(pk=article.pk).update(version=2)

    with pytest.raises(Stale):
        claim(form)

    article.refresh_from_db()
    assert article.version == 2


def test_a_text_that_was_submitted_at_the_same_moment_is_not_written(issue):
    article = cast.make_article(issue)
    form = ArticleForm(instance=Article.objects.get(pk=article.pk))
    form.cleaned_data = {"seen_version": 1}
    Article.objects.filter(pk=article.pk).update(state=Article.State.FIRST_REVIEW)

    with pytest.raises(Stale):
        claim(form)


def test_saving_again_after_seeing_both_texts_is_accepted(at_desk, issue):
    article = cast.make_article(issue, body="<p>原文。</p>")
    lin, chen = at_desk("lin"), at_desk("chen")
    data = fields_of(lin, url_of(article)) | {"body": "<p>合并后的文字。</p>"}
    chen.post(url_of(article), fields_of(chen, url_of(article)) | {"body": "<p>陈的文字。</p>"})
    refused = lin.post(url_of(article), data)
    seen = refused.context["adminform"].form["seen_version"].value()

    response = lin.post(url_of(article), data | {"seen_version": seen})

    article.refresh_from_db()
    assert response.status_code == 302
    assert (article.body, article.version) == ("<p>合并后的文字。</p>", 3)


def test_the_same_change_made_twice_is_no_conflict(at_desk, issue):
    article = cast.make_article(issue, title="原题")
    lin, chen = at_desk("lin"), at_desk("chen")
    data = fields_of(lin, url_of(article)) | {"title": "新题"}
    chen.post(url_of(article), fields_of(chen, url_of(article)) | {"title": "新题"})

    response = lin.post(url_of(article), data)

    article.refresh_from_db()
    assert response.status_code == 302
    assert (article.title, article.version) == ("新题", 2)


def test_a_stale_issue_form_is_refused_too(at_desk, issue):
    chen, zhou = at_desk("chen"), at_desk("zhou")
    data = fields_of(chen, url_of(issue))
    zhou.post(url_of(issue), fields_of(zhou, url_of(issue)) | {"tagline": "周的刊头语"})

    response = chen.post(url_of(issue), data | {"tagline": "陈的刊头语"})

    issue.refresh_from_db()
    assert issue.tagline == "周的刊头语"
    assert "两边的文字" in text_of(response)
    assert response.context["adminform"].form["tagline"].value() == "陈的刊头语"


def test_a_changed_masthead_counts_as_a_new_version(at_desk, issue):
    issue.masthead.create(role="主编", names=["温以衡"])
    chen = at_desk("chen")

    data = fields_of(chen, url_of(issue)) | {"masthead-0-names": "温以衡、陆青野"}
    chen.post(url_of(issue), data)

    issue.refresh_from_db()
    assert issue.masthead.get().names == ["温以衡", "陆青野"]
    assert (issue.version, issue.history.count()) == (2, 2)


def test_a_save_during_which_the_issue_opened_comes_back_to_ask_for_its_note(rf, newsroom):
    """The form was made while one could still edit; in between the publication minute passed."""
    article = cast.make_article(cast.make_issue(47, state=Issue.State.PROOFING))
    form = ArticleForm(instance=Article.objects.get(pk=article.pk))
    past = timezone.now() - dt.timedelta(seconds=1)
    Issue.objects.update(state=Issue.State.PUBLISHED, publish_at=past)
    request = rf.post(url_of(article))
    request.user = newsroom["zhou"]

    with pytest.raises(Stale):
        admin.site.get_model_admin(Article).save_model(request, form.instance, form, change=True)

    assert Article.objects.get().version == 1


def test_the_form_that_comes_back_publishes_nothing_without_a_note(at_desk):
    article = cast.make_article(cast.make_issue(47, state=Issue.State.PROOFING), source="甲局")
    client = at_desk("zhou")
    data = fields_of(client, url_of(article)) | {"source": "乙局"}
    past = timezone.now() - dt.timedelta(seconds=1)
    Issue.objects.update(state=Issue.State.PUBLISHED, publish_at=past)

    response = client.post(url_of(article), data)

    article.refresh_from_db()
    assert (article.source, article.corrections.count()) == ("甲局", 0)
    assert "本文已经公开，改动要写更正说明" in text_of(response)
    assert response.context["adminform"].form["source"].value() == "乙局"
