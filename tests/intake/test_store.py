"""Storing: everything in one transaction, twice the same changes nothing, or nothing at all."""

import datetime as dt

import pytest

from editorial import intake
from editorial.intake import Refused, import_manuscript
from editorial.models import Article, Issue, Manuscript, Publication, Record, Section
from tests import cast
from tests.intake.samples import LONG, PROSE, article, manuscript

pytestmark = pytest.mark.django_db

BODY = f"各市人民政府：\n一、总体要求\n{PROSE}\n附件：1.任务清单 2.项目目录"
TWO = (
    article("山海省算力 行动方案（2026年）".replace(" ", ""), body=BODY),
    article("临江市产业观察", note="", source="临江市统计局"),
)
CONTENTS = "国策要论\n01 山海省算力行动方案（2026年）\n产业镜像\n07 临江市产业观察"
TEXT = manuscript(*TWO, contents=CONTENTS, headline="山海省算力 行动方案（2026年）")


@pytest.fixture(autouse=True)
def files_in_a_folder_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def imported(text: str = TEXT, *, by=None):
    return import_manuscript(text.encode(), "第2期.txt", by=by)


def test_an_issue_is_stored_with_its_cover_and_masthead():
    issue = imported().issue

    assert (issue.year, issue.number, issue.running_number) == (2026, 2, 265)
    assert issue.date == dt.date(2026, 1, 9)
    assert issue.cover_headline == "山海省算力\n行动方案（2026年）"
    assert issue.cover_story.plain_title == "山海省算力行动方案（2026年）"
    assert (issue.tagline, issue.strapline) == ("数字山海的观察与思考", "以数据看山海")
    assert [(entry.role, entry.names) for entry in issue.masthead.all()] == [
        ("主编", ["山海数据研究院"]),
        ("编委会", ["林青", "赵云麓", "白河", "孙远"]),
    ]
    assert (issue.phone, issue.phone_note, issue.email) == (
        "000-1234567",
        "传真",
        "desk@example.org",
    )
    assert [profile.abbreviation for profile in issue.profiles.all()] == ["SDI"]


def test_articles_are_stored_in_their_sections_with_note_and_attachments():
    first, second = imported().issue.articles.order_by("position")

    assert (first.section.name, second.section.name) == ("国策要论", "产业镜像")
    assert first.addressee == "各市人民政府："
    assert first.body == f"<h2>一、总体要求</h2>\n<p>{PROSE}</p>"
    assert first.editors_note.body == "<p>近日，山海省印发行动方案，明确三项任务。</p>"
    assert [each.title for each in first.attachments.all()] == ["任务清单", "项目目录"]
    assert not hasattr(second, "editors_note")
    assert (second.source, second.assignee) == ("临江市统计局", None)
    assert first.state == Article.State.DRAFT


def test_the_file_is_kept_as_received_with_its_report(newsroom):
    found = imported(by=newsroom["lin"])

    assert found.is_new
    assert found.manuscript.file.read() == TEXT.encode()
    assert (found.manuscript.name, found.manuscript.encoding) == ("第2期.txt", "utf-8-sig")
    assert found.manuscript.received_by == newsroom["lin"]
    assert found.manuscript.report["cover"]["cumulative_no"] == 265


def test_the_import_is_recorded(newsroom):
    imported(by=newsroom["lin"])

    record = Record.objects.get()
    assert (record.verb, record.label, record.subject) == ("import", "导入来稿", "2026年第2期")
    assert (record.by, record.reason) == (newsroom["lin"], "来稿：第2期.txt")


def test_the_same_file_again_changes_nothing():
    first = imported()
    first.issue.articles.update(title="编辑改过的标题")

    again = imported()

    assert not again.is_new
    assert (again.issue, again.manuscript) == (first.issue, first.manuscript)
    assert (Issue.objects.count(), Article.objects.count(), Record.objects.count()) == (1, 2, 1)
    assert set(Article.objects.values_list("title", flat=True)) == {"编辑改过的标题"}


def test_an_issue_that_exists_is_refused_by_name():
    cast.make_issue(2, running_number=265)

    with pytest.raises(Refused) as refusal:
        imported()

    assert refusal.value.message == (
        "2026年第2期（总第265期，组稿）已经存在，没有重复导入；如要用新来稿替换，请先处理那一期。"
    )


def test_a_running_number_that_exists_is_refused_by_name():
    cast.make_issue(1, running_number=265)

    with pytest.raises(Refused) as refusal:
        imported()

    assert refusal.value.message == (
        "总第265期已经是2026年第1期，与这份来稿的2026年第2期冲突，请核对期号和总期号。"
    )


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("2026年1月9日 ", ""),
        TEXT.replace("（来源：临江市统计局）", f"（来源：{LONG * 6}）"),
    ],
)
def test_a_refusal_leaves_nothing_behind(text, tmp_path):
    with pytest.raises(Refused):
        imported(text)

    assert Issue.objects.count() == Manuscript.objects.count() == Record.objects.count() == 0
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_disk_that_is_full_is_a_sentence_and_leaves_nothing_behind(settings, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder is wanted")
    settings.MEDIA_ROOT = blocked

    refusal = (
        "来稿没能存进磁盘（路径里有一段不是文件夹），"
        "什么都没有导入，请腾出空间或检查存储设置后重试。"
    )
    for door in (imported, lambda: intake.receive(TEXT.encode(), "来稿.txt", by=None)):
        with pytest.raises(Refused) as refused:
            door()
        assert str(refused.value) == refusal

    assert Issue.objects.count() == Manuscript.objects.count() == 0


def test_the_first_issue_tells_the_publication_what_it_did_not_know():
    publication = Publication.current()
    publication.tagline = "编辑部定的刊头语"
    publication.save()

    imported()

    publication.refresh_from_db()
    assert publication.tagline == "编辑部定的刊头语"
    assert (publication.strapline, publication.phone) == ("以数据看山海", "000-1234567")


def test_an_unknown_section_is_made_at_the_end():
    imported(TEXT.replace("产业镜像", "专题聚焦"))

    section = Section.objects.get(name="专题聚焦")
    assert (section.order, section.expects_editors_note) == (5, False)


def test_a_file_whose_issue_was_removed_can_come_in_again():
    first = imported()
    Manuscript.objects.update(issue=None)
    first.issue.cover_story = None
    first.issue.number, first.issue.running_number = 50, 900
    first.issue.save()

    again = imported()

    assert again.is_new
    assert again.manuscript == first.manuscript
    assert Manuscript.objects.count() == 1
