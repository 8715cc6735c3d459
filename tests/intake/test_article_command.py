"""manage.py import_article: what it prints where, its exit status, and what it leaves behind."""

import io
import json

import pytest
from django.core.management import call_command

from editorial.models import Article, Manuscript, Record
from tests.cast import make_article, make_issue
from tests.intake.samples import manuscript
from tests.intake.singles import TITLE, WHOLE, single

pytestmark = pytest.mark.django_db
INTO = ("--issue", "2026-47", "--section", "国策要论")
TWO = WHOLE + "\n" + single("数据港里的一天")


@pytest.fixture(autouse=True)
def files_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def issue(db):
    return make_issue(47)


@pytest.fixture
def run(tmp_path, issue):
    def run_command(text: str, *arguments: str):
        """(exit status, standard output, standard error)"""
        path = tmp_path / "来稿.txt"
        path.write_text(text, "utf-8")
        out, err = io.StringIO(), io.StringIO()
        with pytest.raises(SystemExit) as left:
            call_command("import_article", str(path), *arguments, stdout=out, stderr=err)
        return left.value.code, out.getvalue(), err.getvalue()

    return run_command


def files(tmp_path) -> list[str]:
    return [path.name for path in (tmp_path / "media").rglob("*.*")]


def test_a_clean_import_says_where_the_article_is(run, issue):
    status, out, err = run(WHOLE, *INTO)

    assert (status, err) == (0, "")
    assert out.startswith(f"《{TITLE}》已入库，在2026年第47期的“国策要论”：国策要论 1 篇。\n来稿 ")
    assert issue.articles.get().title == TITLE


def test_doubts_give_status_one(run):
    status, out, _ = run(single(end=""), *INTO)

    assert status == 1
    assert f"有 1 处存疑，请核对：\n  《{TITLE}》没有找到来源" in out


def test_a_dry_run_stores_nothing(run):
    status, out, _ = run(WHOLE, *INTO, "--dry-run")

    assert status == 0
    assert out.startswith(f"《{TITLE}》可以导入2026年第47期（试读，没有入库）：")
    assert (Article.objects.count(), Manuscript.objects.count()) == (0, 0)


def test_the_report_is_one_json_object_that_accounts_for_everything(run):
    status, out, err = run(WHOLE, *INTO, "--report", "json")

    report = json.loads(out)
    [section] = report["sections"]
    assert (status, err, section["name"]) == (0, "", "国策要论")
    assert section["articles"][0]["document_number"] == "山海数发〔2026〕41号"
    account = report["accounting"]
    left = sum(each["characters"] for each in account["left_out"])
    assert account["characters_in"] == account["in_fields"] + account["in_bodies"] + left


def test_a_position_is_a_place_in_the_issue(run, issue):
    first, second = make_article(issue), make_article(issue)

    run(WHOLE, *INTO, "--position", "2")
    run(single("数据港里的一天"), *INTO, "--position", "4")

    titles = [each.title for each in issue.articles.in_print_order()]
    assert titles == [first.title, TITLE, second.title, "数据港里的一天"]


def test_a_position_outside_the_section_is_refused(run, issue):
    make_article(issue, section="前沿观察")

    status, _, err = run(WHOLE, *INTO, "--position", "2")

    assert status == 2
    assert err == (
        "“国策要论”在2026年第47期里占第 1 到第 1 篇的位置，不能排在第 2 篇，请改 --position。\n"
    )


def test_the_same_file_again_says_so(run):
    run(WHOLE, *INTO)

    status, out, _ = run(WHOLE, *INTO)

    assert status == 0
    assert out.startswith(f"这份来稿以前已经导入2026年第47期，就是《{TITLE}》，这次没有改动：")
    assert Article.objects.count() == 1


def test_another_issue_takes_it_only_on_purpose(run):
    run(WHOLE, *INTO)
    make_issue(48)
    other = ("--issue", "2026-48", "--section", "地方新政")

    status, _, err = run(WHOLE, *other)
    assert status == 2
    assert err.endswith("确实还要放进2026年第48期，请加 --again。\n")

    assert run(WHOLE, *other, "--again")[0] == 0
    assert Article.objects.count() == 2


def test_of_several_articles_one_or_all_are_taken(run, issue):
    status, _, err = run(TWO, *INTO)
    assert status == 2
    assert err.startswith(f"这个文件里有 2 篇文章：1.《{TITLE}》2.《数据港里的一天》。请用 --part")

    assert run(TWO, *INTO, "--part", "2")[0] == 0
    assert [each.title for each in issue.articles.all()] == ["数据港里的一天"]
    assert run(TWO, *INTO, "--all")[0] == 0
    assert issue.articles.count() == 2
    assert Manuscript.objects.get().state == "stored"


def test_an_article_is_replaced_from_a_file(run, issue, newsroom):
    article = make_article(issue, title="数据港方案", source="云麓日报")
    target = ("--replace", str(article.pk), "--by", "lin")

    status, out, _ = run(WHOLE, *target, "--dry-run")
    assert status == 0
    assert out.startswith(
        "《数据港方案》与新稿不同的是：编者按、标题、文号、主送机关、正文、附件、来源（试读"
    )

    status, out, _ = run(WHOLE, *target)
    article.refresh_from_db()
    assert out.startswith("《数据港方案》已换成新稿的正文：")
    assert "十二处" in article.body and article.source == "云麓日报"
    assert article.history.first().history_user == newsroom["lin"]
    assert Record.objects.get().by == newsroom["lin"]


def test_the_fields_to_replace_can_be_named(run, issue):
    article = make_article(issue, title="数据港方案")

    run(WHOLE, "--replace", str(article.pk), "--fields", "title,source")

    article.refresh_from_db()
    assert (article.title, article.source) == (TITLE, "山海省数据局")
    assert "十二处" not in article.body


def test_a_submitted_article_is_not_replaced(run, issue, tmp_path):
    article = make_article(issue, title="数据港方案", state="first_review")

    status, _, err = run(WHOLE, "--replace", str(article.pk))

    assert status == 2
    assert err == "《数据港方案》现在是“初审”，不能替换；要用新稿，请先退回这一篇。\n"
    assert (Manuscript.objects.count(), files(tmp_path)) == (0, [])


def test_what_fails_while_storing_leaves_no_file_behind(run, tmp_path):
    status, _, err = run(single(end="（来源：" + "山海省数据局、" * 40 + "）"), *INTO)

    assert status == 2
    assert "超过这一栏的 200 个字" in err
    assert (Manuscript.objects.count(), files(tmp_path)) == (0, [])


@pytest.mark.parametrize(
    ("text", "arguments", "sentence"),
    [
        ("", INTO, "这个文件是空的，请确认选对了文件后重新导入。\n"),
        (manuscript(), INTO, "请在“导入来稿”页整期导入，或把要用的一篇另存成一个文件。\n"),
        (
            WHOLE,
            ("--issue", "47"),
            "没有“47”这一期，请把 --issue 写成 2026-47 这样的年份和期号。\n",
        ),
        (WHOLE, ("--issue", "2026-47"), "请用 --section 写明栏目，如 --section 国策要论。\n"),
        (
            WHOLE,
            ("--issue", "2026-47", "--section", "社论"),
            "没有“社论”这个栏目，现有：国策要论、地方新政、产业镜像、前沿观察。\n",
        ),
        (WHOLE, ("--replace", "99"), "没有编号为 99 的文章，请核对 --replace。\n"),
        (WHOLE, (*INTO, "--part", "2"), "文件里只有 1 篇，没有第 2 篇，请改 --part。\n"),
        (WHOLE, (*INTO, "--by", "nobody"), "没有用户名为“nobody”的成员，请核对 --by。\n"),
    ],
)
def test_a_refusal_is_one_sentence_on_standard_error(run, text, arguments, sentence):
    status, out, err = run(text, *arguments)

    assert (status, out) == (2, "")
    assert err.endswith(sentence)
    assert err.count("\n") == 1


def test_a_closed_issue_is_refused(run, issue):
    type(issue).objects.update(state="published")

    assert run(WHOLE, *INTO)[::2] == (2, "2026年第47期已经出版，不能再导入文章。\n")
