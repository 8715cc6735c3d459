"""对照新稿: a corrected manuscript of an issue that exists, taken over article by article."""

from pathlib import Path

import pytest

from editorial.models import Article, Issue, Manuscript, Record
from tests.screens.desk.forms import text_of

pytestmark = pytest.mark.django_db
TEXT = (Path(__file__).parent / "manuscript.txt").read_text(encoding="utf-8")
IMPORT = "/desk/editorial/manuscript/import/"
POLICY, METHOD = "关于推进数据驿站建设的指导意见", "山海省公共数据授权运营管理办法"
CORRECTED = TEXT.replace("三千处", "四千处").replace(
    "（来源：全国数据工作协调办公室）", "（来源：云麓日报）"
)


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def lin(at_desk):
    """林编辑, who has imported the issue."""
    client = at_desk("lin")
    client.post(IMPORT, {"text": TEXT})
    client.post(url(Manuscript.objects.get(), "confirm"), {"version": "0"})
    return client


def url(manuscript, name="compare"):
    return f"/desk/editorial/manuscript/{manuscript.pk}/{name}/"


def receive(client, text=CORRECTED) -> Manuscript:
    client.post(IMPORT, {"text": text})
    return Manuscript.objects.get(state="pending")


def article(title=POLICY) -> Article:
    return Article.objects.get(title=title)


def adopt(client, manuscript, *articles, **data):
    data |= {"version": manuscript.version}
    for each in articles:
        data |= {f"choice_{each.pk}": "new", f"seen_{each.pk}": each.version}
    return client.post(url(manuscript, "adopt"), data, follow=True)


def test_the_proposal_leads_to_the_comparison_instead_of_a_second_issue(lin):
    manuscript = receive(lin)

    page = lin.get(url(manuscript, "proposal"))

    assert "与现有的2026年第47期逐篇对照" in text_of(page)
    assert "确认入库" not in text_of(page)


def test_only_the_words_that_differ_are_marked(lin):
    page = lin.get(url(receive(lin))).content.decode()

    assert "全国建成<del>三</del><ins>四</ins>千处数据驿站" in page
    assert "<ins>云麓日报</ins>" in page
    assert "1 篇有不同" in page and "2 篇相同" in page
    assert METHOD not in page


def test_the_new_text_is_taken_with_history_and_records(lin, newsroom):
    before = article()

    response = adopt(lin, receive(lin), before)

    after = article()
    assert "四千处" in after.body and after.source == "云麓日报"
    assert after.version == before.version + 1
    assert "三千处" in after.history.all()[1].body and "四千处" in after.history.all()[0].body
    record = Record.objects.get(article=after, verb="reimport")
    assert (record.label, record.by) == ("采用新稿", newsroom["lin"])
    assert "2026年第47期：1 篇采用新稿，其余保留现稿。" in text_of(response)
    assert set(Manuscript.objects.values_list("state", "issue")) == {
        ("stored", Issue.objects.get().pk)
    }


def test_an_article_edited_since_is_marked_and_kept_unless_the_editor_says_otherwise(lin):
    edited = article()
    edited.body += "<p>编辑补写的一段。</p>"
    edited.save()
    manuscript = receive(lin)

    page = lin.get(url(manuscript)).content.decode()
    assert "导入后改过" in page
    assert f'name="choice_{edited.pk}" value="present" checked' in page
    assert f'name="choice_{edited.pk}" value="new" checked' not in page

    adopt(lin, manuscript)
    assert "编辑补写的一段" in article().body and "三千处" in article().body


def test_an_article_not_edited_since_is_offered_the_new_text(lin):
    page = lin.get(url(receive(lin))).content.decode()

    assert f'name="choice_{article().pk}" value="new" checked' in page
    assert "导入后改过" not in page


@pytest.mark.parametrize("state", ["submitted", "final"])
def test_an_article_that_went_on_is_named_and_not_replaced(lin, state):
    manuscript = receive(lin)
    Article.objects.filter(title=POLICY).update(state=state)

    label = article().get_state_display()
    sentence = f"《{POLICY}》现在是“{label}”，不能替换；要用新稿，请先退回这一篇。"
    page = lin.get(url(manuscript))
    assert sentence in text_of(page)
    assert f"choice_{article().pk}" not in page.content.decode()

    assert sentence in text_of(adopt(lin, manuscript, article()))
    assert "三千处" in article().body


def test_an_edit_between_looking_and_choosing_is_never_lost(lin):
    manuscript, seen = receive(lin), article()
    Article.objects.filter(pk=seen.pk).update(version=seen.version + 1)

    response = adopt(lin, manuscript, seen)

    assert "在您打开这一页之后又有人改过，什么都没有替换；请重新比较。" in text_of(response)
    assert "三千处" in article().body
    manuscript.refresh_from_db()
    assert manuscript.state == "pending"


def test_a_note_is_changed_added_and_taken_away(lin):
    note = "数据驿站是基层用数的第一站。"
    adopt(lin, receive(lin, TEXT.replace(note, "数据驿站在云麓市先行。")), article())

    assert article().editors_note.body.startswith("<p>数据驿站在云麓市先行。")
    assert article().editors_note.history.count() == 2


def test_articles_on_one_side_only_are_named(lin):
    gone = TEXT.replace("06 数据空间的三个趋势", "06 海上数据的五个问题").replace(
        "数据空间的三个趋势", "海上数据的五个问题"
    )
    extra = article()
    extra.pk, extra.position, extra.title = None, 9, "另一篇"
    extra.save(force_insert=True)

    text = text_of(lin.get(url(receive(lin, gone))))

    assert "新稿多出《海上数据的五个问题》：不会自动添加" in text
    assert "新稿里没有《另一篇》：保留现稿。" in text


def test_format_alone_is_said_in_words(lin):
    manuscript = receive(lin, CORRECTED)
    edited = article()
    edited.body = edited.body.replace("<h2>一、总体要求</h2>", "<h3>一、总体要求</h3>").replace(
        "三千处", "四千处"
    )
    edited.save()

    assert "文字相同，只有标题级别、段落样式等不同。" in text_of(lin.get(url(manuscript)))
