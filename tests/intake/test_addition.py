"""One article from a file into an issue: kept, corrected, placed, stored once, or not at all."""

import pytest

from editorial.intake import Correction, Refused, add_corrections, confirm, set_aside
from editorial.intake.addition import (
    Place,
    place_article,
    receive_article,
    store_chosen,
    stored_elsewhere,
)
from editorial.models import Article, Issue, Manuscript, Record, Section
from tests.cast import make_article, make_issue
from tests.intake.singles import TITLE, WHOLE, single

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def issue(db):
    return make_issue(47)


@pytest.fixture
def lin(newsroom):
    return newsroom["lin"]


def section(name="国策要论") -> Section:
    return Section.objects.get(name=name)


def receive(issue, by, text=WHOLE, **where) -> Manuscript:
    where = {"section": section()} | where
    return receive_article(text.encode(), "来稿.txt", issue=issue, by=by, **where)


def store(manuscript, by, key=1, **more) -> Article:
    manuscript.refresh_from_db()
    return store_chosen(manuscript, key, by=by, version=manuscript.version, **more)


def test_it_waits_and_is_no_article_yet(issue, lin):
    manuscript = receive(issue, lin)

    assert (manuscript.state, manuscript.kind) == ("pending", "article")
    assert Article.objects.count() == 0


def test_it_becomes_a_draft_with_everything_that_belongs_to_it(issue, lin):
    article = store(receive(issue, lin), lin)

    article.refresh_from_db()
    assert (article.title, article.state, article.assignee) == (TITLE, "draft", lin)
    assert (article.document_number, article.source) == ("山海数发〔2026〕41号", "山海省数据局")
    assert article.editors_note.body == "<p>山海省日前印发文件，布局沿岸数据港。</p>"
    assert [each.title for each in article.attachments.all()] == ["数据港名录", "分工表"]
    assert article.history.count() == 1


def test_manuscript_record_and_report_are_kept(issue, lin):
    manuscript = receive(issue, lin)

    article = store(manuscript, lin)

    manuscript.refresh_from_db()
    assert (manuscript.state, manuscript.article, manuscript.issue) == ("stored", article, issue)
    assert manuscript.report["sections"][0]["articles"][0]["title"] == TITLE
    record = Record.objects.get()
    assert (record.article, record.label, record.by) == (article, "导入一篇", lin)
    assert record.reason == "来稿：来稿.txt"


def test_it_stands_at_the_end_of_its_section_or_before_another_article(issue, lin):
    first, last = make_article(issue), make_article(issue, section="前沿观察")

    at_end = store(receive(issue, lin), lin)
    in_front = store(receive(issue, lin, single("数据港里的一天"), before=first), lin)

    order = list(issue.articles.in_print_order())
    assert order == [in_front, first, at_end, last]
    assert [each.position for each in order] == [1, 2, 3, 4]


def test_section_place_and_contents_title_can_still_be_changed(issue, lin):
    manuscript = receive(issue, lin)
    other = make_article(issue, section="前沿观察")

    place_article(manuscript, Place(section("前沿观察"), other, "数据港方案"), by=lin, version=0)
    article = store(manuscript, lin)

    assert (article.section.name, article.contents_title) == ("前沿观察", "数据港方案")
    assert list(issue.articles.in_print_order()) == [article, other]


def test_a_place_that_has_gone_is_said_and_nothing_is_stored(issue, lin):
    other = make_article(issue)
    manuscript = receive(issue, lin, before=other)
    Article.objects.filter(pk=other.pk).update(section=section("前沿观察"))

    with pytest.raises(Refused) as refusal:
        store(manuscript, lin)

    sentence = f"《{other}》已经不在2026年第47期的“国策要论”里，请重新选排在哪里。"
    assert str(refusal.value) == sentence
    assert list(Article.objects.all()) == [other]


def test_corrections_are_stored_with_it(issue, lin):
    manuscript = receive(issue, lin)
    step = Correction("set_title", "1", "数据港方案")
    add_corrections(manuscript, (step,), by=lin, version=0)

    assert store(manuscript, lin).title == "数据港方案"
    assert Record.objects.get().reason == "来稿：来稿.txt；核对中改动 1 处"


def test_the_same_bytes_for_the_same_issue_are_one_manuscript(issue, lin, newsroom):
    manuscript = receive(issue, lin)
    store(manuscript, lin)

    again = receive(issue, newsroom["chen"])

    assert again.pk == manuscript.pk and again.state == "stored"
    assert Article.objects.count() == 1


def test_an_issue_of_the_same_bytes_is_no_obstacle(issue, lin):
    kept = Manuscript.objects.create(name="整期.txt", digest=receive(issue, lin).digest)

    assert kept.kind == "issue"
    assert Manuscript.objects.count() == 2


def test_another_issue_takes_the_same_file_only_on_purpose(issue, lin):
    first = store(receive(issue, lin), lin)
    manuscript = receive(make_issue(48), lin)

    with pytest.raises(Refused) as refusal:
        store(manuscript, lin)
    assert str(refusal.value) == (
        f"同一个文件已经导入2026年第47期，就是《{TITLE}》；"
        "确实还要放进2026年第48期，请勾选“仍要再导入一次”。"
    )

    assert store(manuscript, lin, again=True).issue.number == 48
    assert stored_elsewhere(manuscript.digest, manuscript.issue) == [first]


def test_articles_of_one_file_are_stored_one_by_one(issue, lin):
    manuscript = receive(issue, lin, WHOLE + "\n" + single("数据港里的一天"))
    second = WHOLE.count("\n") + 2

    store(manuscript, lin)
    manuscript.refresh_from_db()
    assert manuscript.state == "pending"
    with pytest.raises(Refused) as refusal:
        store(manuscript, lin)
    assert str(refusal.value) == f"这一篇已经入库，就是《{TITLE}》，没有再导入。"

    store(manuscript, lin, key=second)
    manuscript.refresh_from_db()
    assert manuscript.state == "stored"
    titles = [each.title for each in issue.articles.in_print_order()]
    assert titles == [TITLE, "数据港里的一天"]


def test_an_article_that_is_not_in_the_file_is_refused(issue, lin):
    with pytest.raises(Refused) as refusal:
        store(receive(issue, lin), lin, key=99)

    assert str(refusal.value) == "要入库的那一篇已经不在这份来稿里，请刷新页面后再选。"


def test_a_second_confirmation_from_another_window_stores_nothing(issue, lin):
    manuscript = receive(issue, lin)
    seen = manuscript.version
    store(manuscript, lin)

    with pytest.raises(Refused):
        store_chosen(Manuscript.objects.get(), 1, by=lin, version=seen)

    assert Article.objects.count() == 1


def test_a_step_by_another_editor_stops_the_confirmation(issue, lin, newsroom):
    manuscript = receive(issue, lin)
    step = Correction("set_title", "1", "数据港方案")
    add_corrections(manuscript, (step,), by=newsroom["chen"], version=0)

    with pytest.raises(Refused) as refusal:
        store_chosen(manuscript, 1, by=lin, version=0)

    assert "在您打开这一页之后由陈执编改动过" in str(refusal.value)
    assert Article.objects.count() == 0


@pytest.mark.parametrize(
    ("state", "label"),
    [("signed_off", "签发"), ("published", "出版"), ("withdrawn", "撤刊")],
)
def test_a_closed_issue_takes_none(issue, lin, state, label):
    manuscript = receive(issue, lin)
    Issue.objects.update(state=state)
    issue.refresh_from_db()

    for attempt in (lambda: store(manuscript, lin), lambda: receive(issue, lin, single())):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert str(refusal.value) == f"2026年第47期已经{label}，不能再导入文章。"
    assert Article.objects.count() == 0


def test_a_field_too_long_leaves_nothing_behind(issue, lin, tmp_path):
    manuscript = receive(issue, lin, single(end="（来源：" + "山海省数据局、" * 40 + "）"))
    files = set(tmp_path.rglob("*.*"))

    with pytest.raises(Refused):
        store(manuscript, lin)

    assert (Article.objects.count(), Record.objects.count()) == (0, 0)
    assert set(tmp_path.rglob("*.*")) == files


def test_it_is_never_made_an_issue(issue, lin):
    manuscript = receive(issue, lin)

    with pytest.raises(Refused) as refusal:
        confirm(manuscript, by=lin, version=0)

    assert str(refusal.value) == "《来稿.txt》不是完整的一期，不能建成一期。"


def test_one_set_aside_is_taken_up_where_it_was(issue, lin):
    manuscript = receive(issue, lin)
    set_aside(manuscript, by=lin, version=0)

    again = receive(issue, lin, section=section("前沿观察"))

    assert (again.pk, again.state, again.section.name) == (manuscript.pk, "pending", "前沿观察")
