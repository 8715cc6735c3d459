"""对照新稿: a corrected manuscript of an issue that exists, taken over article by article."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from editorial import intake
from editorial.models import Article, Issue, Manuscript, Record, Upload
from tests import cast
from tests.intake.word.builder import docx, p, picture, png
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


@pytest.mark.parametrize("state", ["first_review", "final"])
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

    assert "新稿多出《海上数据的五个问题》（前沿观察），选上就添加到这一期。" in text
    assert "新稿里没有《另一篇》：保留现稿。" in text


def test_format_alone_is_said_in_words(lin):
    manuscript = receive(lin, CORRECTED)
    edited = article()
    edited.body = edited.body.replace("<h2>一、总体要求</h2>", "<h3>一、总体要求</h3>").replace(
        "三千处", "四千处"
    )
    edited.save()

    assert "文字相同，只有标题级别、段落样式等不同。" in text_of(lin.get(url(manuscript)))


def executive(at_desk, text) -> tuple:
    """陈执编, who may change the issue itself, and the new version that she received."""
    client = at_desk("chen")
    return client, receive(client, text)


NEW_FRONT = TEXT.replace("编委会：陆青野、沈知砚", "编委会：陆青野、闻桐").replace(
    "为数字时代的决策者提供参考", "为云麓的决策者提供参考"
)


def test_cover_masthead_and_contact_are_compared_and_taken(lin, at_desk):
    client, manuscript = executive(at_desk, NEW_FRONT)
    page = client.get(url(manuscript)).content.decode()
    assert "编委会：陆青野、<del>沈知砚</del><ins>闻桐</ins>" in page
    assert "为<del>数字时代</del><ins>云麓</ins>的决策者提供参考" in page
    assert 'name="choice_part_contact"' not in page

    issue = Issue.objects.get()
    data = {"choice_part_masthead": "new", "choice_part_cover": "new", "seen_issue": issue.version}
    response = adopt(client, manuscript, **data)

    after = Issue.objects.get()
    assert after.tagline == "为云麓的决策者提供参考"
    assert after.masthead.get(role="编委会").names == ["陆青野", "闻桐"]
    assert after.version == issue.version + 1
    assert "0 篇采用新稿，另有 2 部分采用新稿，其余保留现稿。" in text_of(response)


def test_the_cover_is_left_alone_by_those_who_may_not_change_an_issue(lin):
    manuscript = receive(lin, NEW_FRONT)
    assert "由执行编辑以上的编辑采用；这里先保留现稿。" in text_of(lin.get(url(manuscript)))

    response = adopt(lin, manuscript, choice_part_cover="new", seen_issue="1")

    assert "由执行编辑以上的编辑采用；这一次没有改动它们。" in text_of(response)
    assert Issue.objects.get().tagline == "为数字时代的决策者提供参考"


def test_an_issue_changed_between_looking_and_choosing_is_not_overwritten(lin, at_desk):
    client, manuscript = executive(at_desk, NEW_FRONT)
    Issue.objects.update(version=7)

    response = adopt(client, manuscript, choice_part_cover="new", seen_issue="1")

    sentence = "2026年第47期在您打开这一页之后又有人改过，什么都没有替换；请重新比较。"
    assert sentence in text_of(response)
    assert Manuscript.objects.get(pk=manuscript.pk).state == "pending"


def test_a_cover_edited_since_is_kept_unless_the_editor_says_otherwise(lin, at_desk):
    Issue.objects.update(tagline="编辑改过的刊头语")
    client, manuscript = executive(at_desk, NEW_FRONT)

    page = client.get(url(manuscript)).content.decode()

    assert 'name="choice_part_cover" value="present" checked' in page
    assert 'name="choice_part_masthead" value="new" checked' in page


def test_an_article_only_the_new_version_has_is_added_where_it_belongs(lin):
    source = "（来源：全国数据工作协调办公室）"
    extra = "海上数据的五个问题\n\n近海渔船每日回传数据，岸上照此调度。\n\n（来源：云麓日报）"
    new = TEXT.replace(f"01 {POLICY}", f"01 {POLICY}\n02 海上数据的五个问题")
    manuscript = receive(lin, new.replace(source, f"{source}\n\n{extra}"))
    draft = next(d for d in intake.proposal_of(manuscript).articles if "海上" in d.title)
    response = adopt(lin, manuscript, **{f"add_{draft.key}": "add"})

    assert "添加 1 篇" in text_of(response)
    added = article("海上数据的五个问题")
    assert (added.section.name, added.source) == ("国策要论", "云麓日报")
    assert [each.position for each in Issue.objects.get().articles.in_print_order()] == [1, 2, 3, 4]
    assert Record.objects.get(article=added).label == "添加新稿"


def test_a_section_changed_by_the_author_goes_with_the_article(lin):
    new = TEXT.replace("前沿观察\n", "产业镜像\n")
    trends = article("数据空间的三个趋势")

    adopt(lin, receive(lin, new), trends)

    assert article("数据空间的三个趋势").section.name == "产业镜像"


def with_picture(client, size) -> Manuscript:
    """The issue as a Word file with a picture of this size in its first article."""
    lines = TEXT.split("\n")
    at = lines.index("一、总体要求")
    body = [*map(p, lines[:at]), p(picture("i1", "驿站")), *map(p, lines[at:])]
    file = SimpleUploadedFile("期.docx", docx(*body, files={"i1": png(*size)}))
    client.post(IMPORT, {"file": file})
    return Manuscript.objects.latest("pk")


def test_another_picture_is_shown_and_taken(at_desk):
    client = at_desk("lin")
    client.post(url(with_picture(client, (4, 3)), "confirm"), {"version": "0"})
    assert article().pictures.get().width == 4

    manuscript = with_picture(client, (8, 6))
    page = text_of(client.get(url(manuscript)))
    assert "1 篇有不同" in page and "图片 第1张 i1.png （换了一张）" in page
    assert "导入后改过" not in page
    adopt(client, manuscript, article())

    assert article().pictures.get().width == 8
    assert article().pictures.get().name in article().body
    assert Upload.objects.count() == 2


def test_a_full_disk_while_adopting_is_a_sentence_and_changes_nothing(at_desk, settings):
    client = at_desk("lin")
    client.post(url(with_picture(client, (4, 3)), "confirm"), {"version": "0"})
    manuscript = with_picture(client, (8, 6))
    before = article().body
    pictures = Path(settings.MEDIA_ROOT) / "pictures"
    pictures.rename(pictures.with_name("aside"))
    pictures.write_text("a file where a folder is wanted")

    response = adopt(client, manuscript, article())

    pictures.unlink()
    pictures.with_name("aside").rename(pictures)
    assert "来稿没能存进磁盘" in text_of(response)
    assert (article().body, Upload.objects.count()) == (before, 1)
    assert Manuscript.objects.get(pk=manuscript.pk).state == "pending"


def test_corrections_of_the_first_version_come_over_and_stay_readable(at_desk, newsroom):
    client = at_desk("lin")
    client.post(IMPORT, {"text": TEXT})
    first = Manuscript.objects.get()
    heading = TEXT.split("\n").index("一、总体要求") + 1
    for at, step in enumerate([f"make {heading} h2", "set_tagline 0 海风"]):
        client.post(url(first, "correct"), {"step": step, "version": str(at)})
    client.post(url(first, "confirm"), {"version": "2"})

    manuscript = receive(client, NEW_FRONT.replace("三千处", "四千处"))
    shown = text_of(client.get(url(manuscript, "proposal")))
    assert "有 1 步照内容带到了这一稿。下面 1 步没有带来，需要的请重做：" in shown
    assert "刊头语改为“海风”（上一稿） 作者在新稿里也改了这一处" in shown

    adopt(client, manuscript, article())
    assert "<h3>一、总体要求</h3>" in article().body and "四千处" in article().body
    report = text_of(client.get(url(manuscript, "change")))
    assert f"第 {heading} 行改作二级标题 林编辑" in report and "自上一稿带来" in report
    assert "刊头语改为“海风”（上一稿）" in report and "字数对账" in report


def test_all_articles_are_chosen_for_an_issue_that_was_made_ready_and_is_empty(at_desk):
    client = at_desk("lin")
    cast.make_issue(47, running_number=314)

    page = client.get(url(receive(client))).content.decode()

    assert page.count('value="add" checked') == 3
    assert "按下面的选择放进这一期" in page
    assert "导入后改过" not in page
