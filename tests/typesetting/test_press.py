"""An order becomes a file, once; every fault becomes a sentence on the row."""

import errno
import hashlib

import pytest
from billiard.exceptions import SoftTimeLimitExceeded
from django.core.files.storage import FileSystemStorage

from editorial.models import Edition, text_digest
from editorial.typesetting import inks, press, setting, store, typeset
from tests.cast import make_article, make_issue


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def ordered(issue, kind=Edition.Kind.PROOF) -> Edition:
    return Edition.objects.create(issue=issue, kind=kind)


def made(edition) -> Edition:
    typeset(edition)
    edition.refresh_from_db()
    return edition


def raising(error):
    def render(*args, **options):
        raise error

    return render


def test_an_order_becomes_a_file_with_its_facts(issue, article):
    edition = made(ordered(issue))

    assert edition.state == Edition.State.READY
    assert edition.digest == text_digest(issue)
    assert (edition.pages, edition.start_pages) == (6, {str(article.pk): 1})
    assert edition.article_pages == {str(article.pk): 1}
    assert edition.file.read()[:5] == b"%PDF-"
    assert edition.size == edition.file.size
    assert (edition.attempt, edition.step, edition.fault, edition.findings) == (1, "", "", [])
    assert edition.finished_at is not None and edition.seconds > 0


def test_steps_are_told_on_the_way(issue):
    make_article(issue, title="临江市从未排过的办法")
    steps = []

    typeset(ordered(issue), on_step=steps.append)

    assert steps[0] == "第 1 步：整理稿件"
    assert "第 2 步：排第 1 篇，共 1 篇" in steps
    assert "第 2 步：排封面与版权页：第 3 页" in steps
    assert steps[-1] == "第 3 步：生成 PDF"


def test_the_message_may_come_twice(issue, article):
    edition = made(ordered(issue))
    first = edition.file.name

    typeset(edition)

    edition.refresh_from_db()
    assert (edition.attempt, edition.file.name) == (1, first)


def test_a_row_that_another_press_took_is_left_alone(issue, article):
    edition = ordered(issue)
    assert store.claim(edition.pk).attempt == 1

    assert store.claim(edition.pk) is None


def test_an_overtaken_attempt_leaves_row_and_disk_alone(issue, article, tmp_path):
    edition = ordered(issue)
    late = store.claim(edition.pk)
    Edition.objects.filter(pk=edition.pk).update(attempt=2)
    sheets = press.render_issue(issue, edition.kind)

    with pytest.raises(store.Superseded):
        store.finish(late, sheets, [])

    edition.refresh_from_db()
    assert (edition.state, edition.file.name) == (Edition.State.RENDERING, "")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_digest_of_the_file_is_kept(issue, article):
    edition = made(ordered(issue))

    assert edition.file_digest == hashlib.sha256(edition.file.read()).hexdigest()


def test_without_a_profile_the_print_edition_is_refused_with_a_sentence(issue, article, settings):
    settings.PRESS_PROFILE = "/nowhere/printer.icc"
    inks.profile.cache_clear()

    edition = made(ordered(issue, Edition.Kind.PRINT))

    inks.profile.cache_clear()
    assert edition.state == Edition.State.FAILED
    assert edition.fault == (
        "印刷版需要 CMYK 的 ICC 特性文件，“printer.icc”不在或读不出来。请管理员在"
        " PRESS_PROFILE 里写明印刷厂给的文件，或删去这一项，用自带的。"
    )


def test_an_offprint_is_made_of_the_article_that_was_ordered(issue, article):
    make_article(issue, section="地方新政", title="后一篇")

    edition = made(Edition.objects.create(issue=issue, kind="offprint", article=article))

    assert (edition.state, edition.pages) == (Edition.State.READY, 2)
    assert edition.start_pages == {str(article.pk): 1}


def test_an_offprint_of_an_article_that_has_left_is_refused(issue, article):
    gone = make_article(make_issue(8))

    edition = made(Edition.objects.create(issue=issue, kind="offprint", article=gone))

    assert edition.fault == "这篇文章已不在这一期里，排不了抽印本。"


def test_an_issue_without_articles_is_refused(db):
    edition = made(ordered(make_issue(9)))

    assert edition.fault == "2026年第9期还没有文章，排不出版，请先导入来稿或添加文章。"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (SoftTimeLimitExceeded(), "排版超过 120 秒，已停下。"),
        (MemoryError(), "排版用的内存超过 2048 MB，已停下。"),
        (ValueError("bad"), "排版程序出错（ValueError），2026年第7期没有排成。"),
    ],
)
def test_a_fault_is_told_in_chinese(issue, article, monkeypatch, error, sentence):
    monkeypatch.setattr(press, "render_issue", raising(error))

    edition = made(ordered(issue))

    assert edition.state == Edition.State.FAILED
    assert edition.fault.startswith(sentence)


def test_what_is_nested_too_deep_is_told_in_chinese(issue):
    body = "<blockquote>" * 400 + "<p>文</p>" + "</blockquote>" * 400
    make_article(issue, title="一层又一层", body=body)

    edition = made(ordered(issue))

    assert edition.fault == (
        "《一层又一层》里的列表、引文或表格一层套一层，套得太深，排不出来，请改浅后再排。"
    )


@pytest.mark.parametrize("error", [SoftTimeLimitExceeded(), MemoryError()])
def test_it_is_told_which_article_took_too_much(issue, monkeypatch, error):
    make_article(issue, title="谁也没有排过的办法")
    monkeypatch.setattr(setting, "set_heard", raising(error))

    edition = made(ordered(issue))

    assert edition.fault.endswith("停下时正在排《谁也没有排过的办法》。")


def test_a_full_disk_leaves_a_sentence_and_no_half_file(issue, article, monkeypatch, tmp_path):
    full = OSError(errno.ENOSPC, "No space left on device")
    monkeypatch.setattr(FileSystemStorage, "_save", raising(full))

    edition = made(ordered(issue))

    assert edition.fault == "磁盘满了，PDF 没有存下来。请管理员清出空间，再重新排版。"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_text_saved_while_it_is_read_is_read_again(issue, article, monkeypatch):
    from editorial.typesetting import markup

    plain, saves = markup._mark_up, iter([True])

    def while_saving(*args):
        if next(saves, False):
            result = plain(*args)
            make_article(issue, section="地方新政", title="后来的稿件")
            return result
        return plain(*args)

    monkeypatch.setattr(markup, "_mark_up", while_saving)

    edition = made(ordered(issue))

    assert edition.digest == text_digest(issue)
    assert len(edition.start_pages) == 2
