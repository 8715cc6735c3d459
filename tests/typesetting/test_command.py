"""``manage.py typeset_issue``: orders, follows, reports; bad words get a sentence and status 2."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from editorial.management.commands import typeset_issue
from editorial.models import Edition


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def said(*arguments) -> str:
    out = io.StringIO()
    call_command("typeset_issue", *arguments, stdout=out, stderr=out)
    return out.getvalue().strip()


def refusal(*arguments) -> tuple[str, int]:
    with pytest.raises(CommandError) as refused:
        said(*arguments)
    return str(refused.value), refused.value.returncode


def test_without_waiting_it_prints_the_number_of_the_edition(issue, article):
    assert said("2026/7") == str(Edition.objects.get(kind="proof", state="queued").pk)


def test_the_same_order_twice_is_one_edition(issue, article):
    assert said("2026/7") == said("2026/7")


def test_here_it_sets_the_issue_and_tells_what_came_of_it(issue, article):
    told = said("2026/7", "--kind", "web", "--here")

    assert told.startswith("2026年第7期 网络版 排好了：6 页，")


def test_the_report_is_json(issue, article):
    told = json.loads(said("2026/7", "--here", "--report", "json"))

    edition = Edition.objects.get()
    assert told == {
        "edition": edition.pk,
        "state": "ready",
        "fault": "",
        "file": edition.file.path,
        "pages": 6,
        "seconds": edition.seconds,
        "bytes": edition.size,
        "articles": [{"title": "云麓市数据条例", "start_page": 1, "pages": 1}],
        "findings": [],
    }


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("2026-7",), "“2026-7”不是期号，请写成“年份/期号”，如 2026/47。"),
        (("2026/8",), "没有2026年第8期，请先导入来稿或建立这一期。"),
        (
            ("2026/7", "--kind", "book"),
            "没有“book”这种成刊，可用的有：proof 校样、print 印刷版、web 网络版、offprint 抽印本。",
        ),
        (
            ("2026/7", "--kind", "offprint", "--article", "2"),
            "抽印本要用 --article 写明印第几篇，2026年第7期有 1 篇。",
        ),
        (("2026/7", "--report", "xml"), "报告只有 json 一种格式，没有“xml”。"),
    ],
)
def test_bad_words_get_a_sentence(issue, article, arguments, sentence):
    assert refusal(*arguments) == (sentence, 2)
    assert not Edition.objects.exists()


def test_an_edition_that_was_not_made_ends_with_status_one(issue):
    told, status = refusal("2026/7", "--kind", "print", "--here")

    assert status == 1
    assert told.startswith("2026年第7期 印刷版 没有排成：2026年第7期还没有文章，")


def test_the_print_edition_is_filled_up_on_request(issue, article):
    told = said("2026/7", "--kind", "print", "--fill", "--here")

    assert told.startswith("2026年第7期 印刷版 排好了：8 页，")


def test_an_offprint_is_ordered_by_the_place_of_its_article(issue, article):
    told = said("2026/7", "--kind", "offprint", "--article", "1", "--here")

    assert told.startswith("2026年第7期 抽印本《云麓市数据条例》 排好了：2 页，")


def test_without_a_worker_it_says_so_and_leaves_the_order(issue, article, monkeypatch):
    monkeypatch.setattr(typeset_issue, "UNATTENDED_SECONDS", 0.2)
    monkeypatch.setattr(typeset_issue.typesetting, "is_unattended", lambda edition: True)

    told, status = refusal("2026/7", "--wait")

    edition = Edition.objects.get()
    assert (status, edition.state) == (1, "queued")
    assert told == (
        "0.2 秒内没有排版进程接单，请启动排版进程（celery -A bulletin worker -B）；"
        f"订单 {edition.pk} 已留在队列里，进程一启动就会排。"
    )
