"""The index follows what is published: on publishing, withdrawing, restoring; never before."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from editorial import search, workflow
from editorial.models import Article, Entry, Issue, Mention, Posting, Shelf
from tests import cast, scenes

pytestmark = pytest.mark.django_db


def titles(typed: str = "算力") -> list[str]:
    answer = search.ask(search.read_question({"q": typed}))
    assert answer.total == len(answer.articles)
    return [article.title for article in answer.articles]


@pytest.fixture
def signed_off(newsroom):
    return scenes.issue_in(Issue.State.SIGNED_OFF)


def test_publishing_makes_an_issue_findable_and_withdrawing_hides_it(signed_off, newsroom):
    assert titles() == []

    workflow.perform(signed_off, "publish", by=newsroom["zhou"])
    assert titles() == ["算力普惠方案"]

    workflow.perform(signed_off, "withdraw", by=newsroom["zhou"], reason="数字有误。")
    assert titles() == []

    workflow.perform(signed_off, "restore", by=newsroom["zhou"], reason="已更正。")
    assert titles() == ["算力普惠方案"]


def test_a_withdrawn_issue_leaves_nothing_behind(signed_off, newsroom):
    workflow.perform(signed_off, "publish", by=newsroom["zhou"])
    assert Posting.objects.count() > 100

    workflow.perform(signed_off, "withdraw", by=newsroom["zhou"], reason="数字有误。")

    assert (Posting.objects.count(), Entry.objects.count(), Mention.objects.count()) == (0, 0, 0)
    assert search.ask(search.Question(page=0)).facets["region"] == ()


def test_a_move_that_is_undone_undoes_its_index(signed_off, newsroom):
    with transaction.atomic():
        workflow.perform(signed_off, "publish", by=newsroom["zhou"])
        transaction.set_rollback(True)

    assert (titles(), Posting.objects.count()) == ([], 0)


def test_what_is_to_open_later_is_neither_found_nor_counted_before(signed_off, newsroom):
    hour = timezone.now() + dt.timedelta(hours=1)
    workflow.perform(signed_off, "publish", by=newsroom["zhou"], publish_at=hour)

    answer = search.ask(search.read_question({"year": "2026"}))
    assert (titles(), answer.total, answer.facets["body"]) == ([], 0, ())
    assert search.heard(search.read_question({"q": "suanli"})) is None
    assert search.hints(search.read_question({"q": "蒜力"})) == []

    Issue.objects.update(publish_at=timezone.now())
    search.index_issue(Issue.objects.get())
    assert titles() == ["算力普惠方案"]


def test_an_index_that_lags_behind_shows_nothing_unpublished():
    issue = cast.make_issue(1, state=Issue.State.PUBLISHED)
    cast.make_article(issue, title="算力普惠方案")
    search.index_issue(issue)

    Issue.objects.update(state=Issue.State.WITHDRAWN)

    assert search.ask(search.read_question({"q": "算力"})).articles == ()


def test_a_correction_is_indexed_and_the_old_words_are_gone():
    issue = cast.make_issue(1, state=Issue.State.PUBLISHED)
    cast.make_article(issue, title="算力普惠方案", body="<p>旧词。</p>")
    search.index_issue(issue)

    Article.objects.update(body="<p>新语。</p>", region="青禾省")
    search.index_issue(issue)

    assert (titles("旧词"), titles("新语")) == ([], ["算力普惠方案"])
    assert search.ask(search.Question(page=0)).facets["region"] == (("青禾省", 1),)
    assert search.faults() == []


def test_two_issues_do_not_touch_each_other():
    issues = [cast.make_issue(n, state=Issue.State.PUBLISHED) for n in (1, 2)]
    for n, issue in enumerate(issues, 1):
        cast.make_article(issue, title=f"算力方案之{n}")
        search.index_issue(issue)

    search.forget_issue(issues[0])

    assert titles() == ["算力方案之2"]
    assert search.faults() == ["有 1 篇已出版的文章不在检索中。"]


def test_everything_of_an_article_is_searched():
    issue = cast.make_issue(1, state=Issue.State.PUBLISHED)
    article = cast.make_article(
        issue, title="甲题\n乙题", contents_title="目录所题", document_number="山海数发〔2026〕7号",
        addressee="各有关单位：", source="云麓数据局", note="按语所言",
        body="<h2>一、层次</h2><table><tr><td>左格</td><td>右格</td></tr></table><p>正文<strong>所</strong>言</p>",
    )  # fmt: skip
    article.attachments.create(title="附表一览")
    search.index_issue(issue)

    for typed in ("甲题乙题", "目录所题", "山海数发[2026]7", "各有关单位", "云麓数据局", "按语所言",
                  "层次", "左格", "正文所言", "附表一览"):  # fmt: skip
        assert titles(typed) == ["甲题\n乙题"], typed
    assert titles("左格右格") == []


# --- Rebuilding -----------------------------------------------------------------------------


def test_rebuilding_makes_the_same_index_and_says_how_much(capsys):
    issue = cast.make_issue(1, state=Issue.State.PUBLISHED)
    for _ in range(3):
        cast.make_article(issue)
    search.index_issue(issue)
    kept = sorted(Posting.objects.values_list("zone", "key", "slots"))
    Posting.objects.all().delete()
    Shelf.objects.all().delete()

    call_command("rebuild_search", verbosity=0)

    assert capsys.readouterr().out == "已重建检索，共 3 篇文章。\n"
    assert sorted(Posting.objects.values_list("zone", "key", "slots")) == kept


def test_the_check_finds_what_is_missing_extra_or_wrong():
    issues = [cast.make_issue(n, state=Issue.State.PUBLISHED) for n in (1, 2, 3)]
    for issue in issues:
        cast.make_article(issue, title="算力方案")
    for issue in issues[:2]:
        search.index_issue(issue)
    Issue.objects.filter(number=1).update(state=Issue.State.WITHDRAWN)
    Posting.objects.filter(key="算力", zone=Posting.Zone.ANYWHERE).delete()

    with pytest.raises(CommandError) as refusal:
        call_command("rebuild_search", "--check", verbosity=0)

    assert str(refusal.value) == (
        "有 1 篇已出版的文章不在检索中。检索中有 1 篇没有出版的文章。"
        "有 2 篇文章的检索词与文字不符。请运行 manage.py rebuild_search 重建。"
    )


def test_only_what_is_needed_is_rebuilt(capsys):
    issue = cast.make_issue(1, state=Issue.State.PUBLISHED)
    cast.make_article(issue)

    for _ in range(2):
        call_command("rebuild_search", "--if-needed", verbosity=0)

    assert capsys.readouterr().out == "已重建检索，共 1 篇文章。\n"
