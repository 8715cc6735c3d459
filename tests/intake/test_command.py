"""manage.py import_manuscript: what it prints where, and its exit status."""

import io
import json

import pytest
from django.core.management import call_command

from editorial.models import Issue, Record
from tests.intake.samples import LONG, article, manuscript

pytestmark = pytest.mark.django_db
CLEAN = manuscript(article(title="山海省算力行动方案"))
DOUBTFUL = manuscript(article(title="山海省算力行动方案", body=LONG))


@pytest.fixture(autouse=True)
def files_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def run(tmp_path):
    def run_command(text: str | None, *arguments: str):
        """(exit status, standard output, standard error)"""
        path = tmp_path / "第2期.txt"
        if text is not None:
            path.write_text(text, "utf-8")
        out, err = io.StringIO(), io.StringIO()
        with pytest.raises(SystemExit) as left:
            call_command("import_manuscript", str(path), *arguments, stdout=out, stderr=err)
        return left.value.code, out.getvalue(), err.getvalue()

    return run_command


def test_a_clean_import_says_what_came_in(run):
    status, out, err = run(CLEAN)

    assert (status, err) == (0, "")
    assert out.startswith("2026年第2期已入库：国策要论 1 篇。\n来稿 ")
    assert Issue.objects.count() == 1


def test_doubts_are_listed_and_give_status_one(run):
    status, out, _ = run(DOUBTFUL)

    assert status == 1
    assert "有 1 处存疑，请核对：\n  第 27 行在“的数据中心向集群”处断开" in out


def test_a_dry_run_stores_nothing(run):
    status, out, _ = run(CLEAN, "--dry-run")

    assert status == 0
    assert out.startswith("2026年第2期可以导入（试读，没有入库）：")
    assert Issue.objects.count() == 0


def test_the_same_file_again_says_so(run):
    run(CLEAN)

    status, out, _ = run(CLEAN)

    assert status == 0
    assert out.startswith("这份来稿以前导入过，就是2026年第2期，这次没有改动：")


def test_the_report_is_one_json_object_and_nothing_else(run):
    status, out, err = run(DOUBTFUL, "--dry-run", "--report", "json")

    report = json.loads(out)
    assert (status, err) == (1, "")
    assert report["sections"][0]["articles"][0]["title"] == "山海省算力行动方案"
    assert [doubt["kind"] for doubt in report["doubts"]] == ["lost_text"]
    account = report["accounting"]
    left = sum(each["characters"] for each in account["left_out"])
    assert account["characters_in"] == account["in_fields"] + account["in_bodies"] + left


def test_the_object_says_what_became_of_the_file(run):
    proposed = json.loads(run(CLEAN, "--dry-run", "--report", "json")[1])
    stored = json.loads(run(CLEAN, "--report", "json")[1])
    unchanged = json.loads(run(CLEAN, "--report", "json")[1])

    results = [each["result"] for each in (proposed, stored, unchanged)]
    assert results == ["proposed", "stored", "unchanged"]


def test_a_refusal_is_one_json_object_too(run):
    status, out, err = run("", "--report", "json")

    found = json.loads(out)
    assert (status, found["result"], set(found)) == (2, "refused", {"result", "file", "message"})
    assert found["message"] == "这个文件是空的，请确认选对了文件后重新导入。"
    assert err == found["message"] + "\n"


def test_a_cover_without_numbers_is_proposed_and_not_stored(run):
    text = CLEAN.replace("2026年1月9日 第2期 总第265期\n", "")

    proposed, refused = run(text, "--dry-run"), run(text)

    assert (proposed[0], refused[0]) == (1, 2)
    assert refused[2] == (
        "封面上没有找到日期、期号、总期号，不能入库，请在核对页上填好，"
        "或在来稿开头补上“2026年1月9日 第2期 总第265期”这样的一行后再导入。\n"
    )
    assert Issue.objects.count() == 0


def test_who_imported_it_is_recorded(run, newsroom):
    run(CLEAN, "--by", "lin")

    assert Record.objects.get().by == newsroom["lin"]


@pytest.mark.parametrize(
    ("text", "arguments", "sentence"),
    [
        ("", (), "这个文件是空的，请确认选对了文件后重新导入。\n"),
        (None, (), "请核对路径。\n"),
        (CLEAN, ("--by", "nobody"), "没有用户名为“nobody”的成员，请核对 --by。\n"),
    ],
)
def test_a_refusal_is_one_sentence_on_standard_error(run, text, arguments, sentence):
    status, out, err = run(text, *arguments)

    assert (status, out) == (2, "")
    assert err.endswith(sentence)
    assert err.count("\n") == 1


def test_a_folder_is_refused(tmp_path):
    err = io.StringIO()

    with pytest.raises(SystemExit) as left:
        call_command("import_manuscript", str(tmp_path), stderr=err)

    assert left.value.code == 2
    assert err.getvalue() == f"“{tmp_path}”是一个文件夹，请指定其中的来稿文件。\n"


def test_a_file_above_every_limit_is_not_even_read(tmp_path):
    path, err = tmp_path / "大.txt", io.StringIO()
    with path.open("wb") as file:
        file.truncate(101 * 1024 * 1024)

    with pytest.raises(SystemExit):
        call_command("import_manuscript", str(path), stderr=err)

    assert err.getvalue() == f"“{path}”有 101 MB，超过了 100 MB 的上限，请确认选对了文件。\n"
