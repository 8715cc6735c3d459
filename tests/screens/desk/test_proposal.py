"""核对来稿: the proposal beside its source, corrected step by step, confirmed once."""

from pathlib import Path

import pytest

from editorial.models import Issue, Manuscript, Record
from tests.screens.desk.forms import text_of
from tests.screens.desk.proposals import (
    IMPORT,
    LINES,
    POLICY,
    TEXT,
    TRENDS,
    confirm,
    correct,
    key_of,
    line_of,
    url,
)  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_files")]


def test_the_outline_names_sections_articles_and_how_sure_each_is(at_desk, waiting):
    text = text_of(at_desk("lin").get(url(waiting)))

    assert "核对来稿：2026年第47期 待核对" in text
    assert f"国策要论 01 {POLICY} 高" in text
    assert f"前沿观察 03 {TRENDS} 高" in text
    assert "没有待看的存疑" in text


def test_the_cover_shows_every_field_ready_to_be_changed(at_desk, waiting):
    page = at_desk("lin").get(url(waiting, show="cover")).content.decode()

    for field in (
        'name="date" value="2026-11-20"', 'maxlength="3" value="47"', 'maxlength="5" value="314"',
        'name="names" value="陆青野、沈知砚"', 'name="name" value="国策要论"',
    ):  # fmt: skip
        assert field in page


def test_an_article_stands_beside_its_source_lines(at_desk, waiting):
    response = at_desk("lin").get(url(waiting, show=key_of(POLICY)))

    page = response.content.decode()
    line = line_of("一、总体要求")
    assert f'id="line-{line}"' in page
    assert f"<b>{line}</b>一、总体要求" in page
    assert "<h2>一、总体要求</h2>" in page
    assert 'value="国数协〔2026〕31号"' in page


def test_a_doubt_stands_at_its_place(at_desk, db):
    cut = "各省要围绕渡口改造统筹布局大型算力、小型算力和流动算力，推动各市县数据中心的建设"
    text = TEXT.replace("一、总体要求", f"{cut}，\n\n一、总体要求")
    client = at_desk("lin")
    client.post(IMPORT, {"text": text})
    manuscript = Manuscript.objects.get()

    response = client.get(url(manuscript, show=key_of(POLICY)))

    line = next(at for at, each in enumerate(text.split("\n"), 1) if cut in each)
    assert f"第 1 篇：第 {line} 行在“" in text_of(response)
    assert f'is-doubted" id="line-{line}"' in response.content.decode()
    assert "把握中：疑有缺文 1 处" in text_of(response)


def test_the_account_is_shown_and_comes_out(at_desk, waiting):
    text = text_of(at_desk("lin").get(url(waiting, show="overview")))

    assert "字数对账 相符" in text
    assert f"来稿共 {len(TEXT):,} 个字符" in text
    assert "编者按 " in text and "标签，排版时自动加上" in text


def test_a_heading_is_made_text_and_stored_so(at_desk, waiting):
    client = at_desk("lin")
    line = line_of("一、总体要求")

    response = correct(client, waiting, f"make {line} text", show=key_of(POLICY), line=line)

    assert response.redirect_chain[-1][0].endswith(f"?show={key_of(POLICY)}#line-{line}")
    confirm(client, waiting)
    body = Issue.objects.get().articles.get(title=POLICY).body
    assert body.startswith("<p>为推进数据驿站建设，提出以下意见。</p>\n<p>一、总体要求</p>")


def test_fields_and_section_are_corrected_together(at_desk, waiting):
    client = at_desk("lin")
    key = key_of(TRENDS)

    correct(client, waiting, f"fields {key}", section="产业镜像", source="云麓日报", addressee="")
    confirm(client, waiting)

    article = Issue.objects.get().articles.get(title=TRENDS)
    assert (article.section.name, article.source) == ("产业镜像", "云麓日报")
    assert [step["verb"] for step in waiting.corrections] == ["section", "set_source"]


def test_a_paragraph_is_split_before_the_words_given(at_desk, waiting):
    client = at_desk("lin")
    line = line_of("到2028年")

    correct(client, waiting, f"split {line}", words="形成就近")
    confirm(client, waiting)

    body = Issue.objects.get().articles.get(title=POLICY).body
    assert "<p>到2028年，全国建成三千处数据驿站，</p>\n<p>形成就近可用的服务网络。</p>" in body


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "请填写新的一段开头的几个字。"),
        ("没有的字", "里没有找到“没有的字”，请照左边的原文填写断开处后面的几个字。"),
    ],
)
def test_a_place_to_split_that_is_not_there_is_explained(at_desk, waiting, words, sentence):
    response = correct(at_desk("lin"), waiting, f"split {line_of('到2028年')}", words=words)

    assert sentence in text_of(response)
    assert waiting.corrections == []


def test_a_title_is_not_left_empty(at_desk, waiting):
    response = correct(at_desk("lin"), waiting, f"fields {key_of(TRENDS)}", title=" ")

    assert "标题不能空着，请填写后再记下。" in text_of(response)
    assert waiting.corrections == []


def test_parts_of_a_split_line_have_their_own_rows(at_desk, waiting):
    client = at_desk("lin")
    line = line_of("到2028年")
    correct(client, waiting, f"split {line}", words="形成就近")

    page = client.get(url(waiting, show=key_of(POLICY))).content.decode()

    at = LINES[line - 1].index("形成就近")
    assert page.count(f'id="line-{line}"') == page.count(f'id="line-{line}-{at}"') == 1


def test_nothing_is_joined_across_the_title(at_desk, waiting):
    page = at_desk("lin").get(url(waiting, show=key_of(POLICY))).content.decode()

    first, second = line_of("各省数据主管部门："), line_of("为推进数据驿站建设，提出")
    assert f'value="join {second} {first}"' in page
    assert f'value="join {first} ' not in page


def test_a_dropped_line_is_shown_struck_out_and_taken_back(at_desk, waiting):
    client = at_desk("lin")
    line = line_of("为推进数据驿站建设，提出")

    shown = correct(client, waiting, f"drop {line}", show=key_of(POLICY))
    assert "已删去" in text_of(shown) and "收回这一行" in text_of(shown)

    data = {"at": "0", "version": waiting.version, "show": key_of(POLICY)}
    back = client.post(url(waiting, "undo"), data, follow=True)

    waiting.refresh_from_db()
    assert waiting.corrections == []
    assert "收回这一行" not in text_of(back)


def test_each_step_is_undone_by_itself(at_desk, waiting):
    client = at_desk("lin")
    line = line_of("一、总体要求")
    correct(client, waiting, f"make {line} h3")
    correct(client, waiting, "set_tagline 0 甲")

    log = text_of(client.get(url(waiting, show="steps")))
    assert "刊头语改为“甲” 林编辑" in log and f"第 {line} 行改作三级标题 林编辑" in log
    client.post(url(waiting, "undo"), {"at": "0", "version": waiting.version})

    waiting.refresh_from_db()
    assert [step["verb"] for step in waiting.corrections] == ["set_tagline"]


def test_a_step_that_changes_nothing_is_not_kept(at_desk, waiting):
    response = correct(at_desk("lin"), waiting, "drop 9999")

    assert "这一步没有改变什么，所以没有记下，请换一个位置或做法。" in text_of(response)
    assert waiting.corrections == []


@pytest.mark.parametrize("step", ["", "burn 3", "drop x", "make 3 h9"])
def test_a_step_that_is_none_is_refused(at_desk, waiting, step):
    response = correct(at_desk("lin"), waiting, step)

    assert "这一步改动看不懂，没有记下，请在核对页上重做。" in text_of(response)


def test_a_mend_is_listed_and_left_undone(at_desk, db):
    client = at_desk("lin")
    text = TEXT.replace("到2028年，全国", "到2028年,全国")
    client.post(IMPORT, {"text": text})
    manuscript = Manuscript.objects.get()
    line = line_of("到2028年")

    shown = text_of(client.get(url(manuscript, show="mends")))
    assert f"{line} 半角标点改全角 028年,全国建成 028年，全国建成 这一段不改" in shown

    correct(client, manuscript, f"keep {line} width")
    confirm(client, manuscript)
    assert "到2028年,全国" in Issue.objects.get().articles.get(title=POLICY).body


def test_another_editor_takes_it_up_and_sees_who_was_last(at_desk, waiting):
    correct(at_desk("lin"), waiting, "set_tagline 0 甲")

    chen = at_desk("chen")
    listed = text_of(chen.get("/desk/editorial/manuscript/"))
    shown = text_of(chen.get(url(waiting)))

    assert "第47期.txt 待核对" in listed
    assert "林编辑于" in shown and "最后改动，共 1 步" in shown
    confirm(chen, waiting)
    assert Issue.objects.get().tagline == "甲"


@pytest.mark.parametrize("name", ["correct", "undo", "confirm", "set_aside"])
def test_a_page_that_is_out_of_date_changes_nothing_and_says_so(at_desk, waiting, name):
    correct(at_desk("chen"), waiting, "set_tagline 0 甲")
    data = {"step": "set_tagline 0 乙", "at": "0", "version": "0"}

    response = at_desk("lin").post(url(waiting, name), data, follow=True)

    waiting.refresh_from_db()
    assert "在您打开这一页之后由陈执编改动过，您的这一步没有记下" in text_of(response)
    assert [step["value"] for step in waiting.corrections] == ["甲"]
    assert (waiting.state, Issue.objects.count()) == ("pending", 0)


def test_confirming_keeps_the_corrections_and_a_record(at_desk, waiting, newsroom):
    correct(at_desk("lin"), waiting, "set_tagline 0 甲")
    confirm(at_desk("chen"), waiting)

    record = Record.objects.get(verb="import")
    assert (record.by, record.reason) == (newsroom["chen"], "来稿：第47期.txt；核对中改动 1 处")
    waiting.refresh_from_db()
    assert (waiting.state, len(waiting.corrections)) == ("stored", 1)
    assert waiting.received_by == newsroom["lin"]


def test_what_is_stored_is_not_corrected_again(at_desk, waiting):
    client = at_desk("lin")
    confirm(client, waiting)

    response = correct(client, waiting, "set_tagline 0 甲")

    assert "《第47期.txt》已入库，不能再核对。" in text_of(response)
    assert response.redirect_chain[-1][0] == url(waiting, "change")
    assert Issue.objects.count() == 1


def test_confirming_twice_makes_one_issue_and_says_so(at_desk, waiting):
    confirm(at_desk("lin"), waiting)

    second = at_desk("chen").post(url(waiting, "confirm"), {"version": "0"}, follow=True)

    assert "《第47期.txt》已入库，不能再核对。" in text_of(second)
    assert (Issue.objects.count(), Record.objects.filter(verb="import").count()) == (1, 1)


def test_a_number_taken_meanwhile_is_refused_and_it_goes_on_waiting(at_desk, waiting):
    from tests import cast

    cast.make_issue(47)

    response = confirm(at_desk("lin"), waiting)

    waiting.refresh_from_db()
    assert "2026年第47期" in text_of(response) and "已经存在" in text_of(response)
    assert (waiting.state, waiting.version) == ("pending", 0)


def test_what_is_set_aside_is_taken_up_where_it_was(at_desk, waiting):
    client = at_desk("lin")
    correct(client, waiting, "set_tagline 0 甲")
    client.post(url(waiting, "set_aside"), {"version": waiting.version})
    waiting.refresh_from_db()
    assert waiting.state == "set_aside"

    client.post(IMPORT, {"text": TEXT})

    waiting.refresh_from_db()
    assert (waiting.state, len(waiting.corrections)) == ("pending", 1)


def test_readers_of_proofs_have_no_part_in_it(at_desk, waiting):
    assert at_desk("xiao").get(url(waiting)).status_code == 403
    assert at_desk("xiao").post(url(waiting, "confirm"), {"version": "0"}).status_code == 403
    assert Issue.objects.count() == 0


@pytest.mark.parametrize("name", ["proposal", "compare"])
def test_a_file_that_has_gone_is_explained(at_desk, waiting, name):
    from editorial.intake import waiting as shelf

    Path(waiting.file.path).unlink()
    shelf._remembered.cache_clear()

    response = at_desk("lin").get(url(waiting, name), follow=True)

    assert "《第47期.txt》的原文件读不出来" in text_of(response)
    assert response.redirect_chain[-1][0] == url(waiting, "change")
