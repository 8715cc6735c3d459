"""What was set before is not set again, and nobody can tell: the same bytes, nothing stale."""

import random
import re

import pytest

from editorial.models import Article, Edition
from editorial.typesetting import companion, foresight, layout, render, shared_styles, standing
from editorial.typesetting.changes import Change, changed_pages
from editorial.typesetting.cupboard import Cupboard
from tests.cast import make_article, make_issue
from tests.typesetting.conftest import SENTENCE, body_of, set_pages

KINDS = (Edition.Kind.PROOF, Edition.Kind.WEB)
WORDS = ("“数据要素×”", "（试行）", "2026年", "《办法》，", "——", "GB/T 22239", "喆", "《一》〔2〕")


@pytest.fixture
def cache(db, monkeypatch, tmp_path):
    """A cache of this test alone, empty at first."""
    monkeypatch.setattr(standing, "SHELF", Cupboard(f"plates-{tmp_path.name}", megabytes=96))
    monkeypatch.setattr(foresight, "LENGTHS", Cupboard(f"lengths-{tmp_path.name}", megabytes=1))
    standing.forget()
    yield standing.SHELF.folder
    standing.forget()


def forget_everything(cache):
    standing.forget()
    for path in cache.glob("*"):
        path.unlink()


@pytest.fixture
def documents(monkeypatch) -> list[str]:
    """Which documents are really laid out, by one compositor."""
    monkeypatch.setattr(companion, "is_at_hand", lambda: False)
    laid_out, lay_out = [], layout.lay_out

    def noted(html, kind, **more):
        laid_out.append(html)
        return lay_out(html, kind, **more)

    monkeypatch.setattr(layout, "lay_out", noted)
    return laid_out


def edited(article, chance) -> None:
    """A random edit, as editors make them: words in, words out, a paragraph more or less."""
    paragraphs = article.body.split("</p>")
    place = chance.randrange(len(paragraphs) - 1)
    match chance.randrange(4):
        case 0:
            paragraphs[place] += chance.choice(WORDS)
        case 1:
            paragraphs.insert(place, f"<p>{SENTENCE * chance.randrange(1, 12)}")
        case 2:
            paragraphs[place] = paragraphs[place].replace("，", chance.choice("。；"), 1)
        case 3:
            article.title = f"{article.title[:12]}{chance.randrange(100)}"
    article.body = "</p>".join(paragraphs)
    article.save(update_fields=["body", "title"])


@pytest.mark.parametrize("kind", KINDS)
def test_after_any_edit_the_file_is_the_one_that_setting_everything_anew_gives(issue, cache, kind):
    chance = random.Random(kind)
    articles = [
        make_article(issue, section=section, title=f"云麓市办法{n}", body=body_of(5), note=SENTENCE)
        for n, section in enumerate(("国策要论", "地方新政", "前沿观察"))
    ]
    set_pages(issue, kind)

    for _ in range(3):
        edited(chance.choice(articles), chance)
        quick = set_pages(issue, kind)
        standing.forget()
        from_disk = set_pages(issue, kind)
        forget_everything(cache)
        anew = set_pages(issue, kind)

        assert quick.pdf == anew.pdf == from_disk.pdf
        assert quick.start_pages == anew.start_pages
        assert quick.page_marks == anew.page_marks


def test_only_the_changed_article_and_the_front_are_laid_out_again(issue, cache, documents):
    first = make_article(issue, title="不改的一篇", body=body_of(2))
    second = make_article(issue, title="要改的一篇", body=body_of(2))
    set_pages(issue)
    documents.clear()

    second.body = second.body.replace("，", "；", 1)
    second.save(update_fields=["body"])
    set_pages(issue)

    words, front = documents
    assert f'id="article-{second.pk}"' in words
    assert 'class="masthead"' in front
    assert "本期要目" not in front
    assert not any(f'id="article-{first.pk}"' in html for html in documents)


def test_an_article_that_begins_elsewhere_has_its_new_folios_and_is_not_set_again(
    issue, cache, documents
):
    first = make_article(issue, title="变长的一篇", body=body_of(2))
    second = make_article(issue, title="后移的一篇", body=body_of(2))
    assert set_pages(issue).start_pages[second.pk] == 2

    first.body = body_of(20)
    first.save(update_fields=["body"])
    documents.clear()
    sheets = set_pages(issue)

    assert any(f'id="article-{first.pk}"' in html for html in documents)
    assert not any(f'id="article-{second.pk}"' in html for html in documents)
    start = sheets.start_pages[second.pk]
    assert start > 2
    margins = sheets.document.pages[3 + start].places.margins
    assert f"{start:02d}" in margins.values()


@pytest.fixture
def stylesheet(monkeypatch, tmp_path):
    """A stylesheet of this test in the place of all."""
    file = tmp_path / "any.css"
    file.write_text(".body p { color: black; }")
    monkeypatch.setattr(layout, "_path", lambda name: file)
    return file


def test_a_changed_stylesheet_makes_another_key(stylesheet):
    before = standing.key("<p>文", "web", 1)

    stylesheet.write_text(".body p { color: red; }")

    assert standing.key("<p>文", "web", 1) != before


@pytest.mark.parametrize(
    ("html", "kind", "folio"), [("<p>另文", "web", 1), ("<p>文", "proof", 1), ("<p>文", "web", 2)]
)
def test_text_product_and_folio_make_another_key(html, kind, folio):
    assert standing.key(html, kind, folio) != standing.key("<p>文", "web", 1)


def test_one_more_face_on_the_machine_makes_another_key(monkeypatch):
    before = standing.key("<p>文", "web", 1)
    monkeypatch.setattr(standing, "_installed_faces", lambda: b"one more")
    standing._press_digest.cache_clear()

    assert standing.key("<p>文", "web", 1) != before

    monkeypatch.undo()
    standing._press_digest.cache_clear()
    assert standing.key("<p>文", "web", 1) == before


def test_a_changed_issue_line_or_section_name_reaches_every_running_head(issue, cache):
    article = make_article(issue, body=body_of(2))
    set_pages(issue)

    article.section.name = "要论新编"
    article.section.save()
    sheets = set_pages(issue)

    assert "要论新编" in sheets.document.pages[4].places.margins.values()


def test_a_torn_file_of_the_cache_is_set_anew(issue, article, cache):
    whole = set_pages(issue).pdf
    standing.forget()
    for path in cache.glob("*"):
        path.write_bytes(path.read_bytes()[:-7])

    assert set_pages(issue).pdf == whole


def test_the_cache_on_disk_is_bounded(cache, monkeypatch):
    monkeypatch.setattr(standing.SHELF, "most", 3000)

    for n in range(8):
        standing.SHELF.write(f"name{n}", bytes(900))

    assert len(list(cache.glob("*"))) == 3
    assert standing.SHELF.read("name7") == bytes(900)
    assert standing.SHELF.read("name0") is None


def test_a_missing_character_is_told_again_though_nothing_is_set(issue, cache):
    make_article(issue, body="<p>见\uf5a1字。</p>")

    first, again = set_pages(issue), set_pages(issue)

    assert len(first.complaints) > 0
    assert again.complaints == first.complaints


# --- Pages that differ


def test_one_word_changes_one_page(issue, cache):
    article = make_article(issue, title="云麓市办法", body=body_of(12))
    other = make_article(issue, title="临江市办法", body=body_of(2))
    before = set_pages(issue)

    article.body = article.body.replace("县域", "乡镇", 1)
    article.save(update_fields=["body"])
    after = set_pages(issue)

    found = changed_pages(before.page_marks, after.page_marks)
    assert found == [Change(str(article.pk), 5, 5)]
    assert other.pk in after.start_pages


def test_an_article_that_only_moved_counts_as_unchanged(issue, cache):
    first = make_article(issue, section="国策要论", title="变长的一篇", body=body_of(2))
    make_article(issue, section="前沿观察", title="后移的一篇", body=body_of(2))
    before = set_pages(issue)

    first.body = first.body + body_of(30)
    first.save(update_fields=["body"])
    after = set_pages(issue)

    found = changed_pages(before.page_marks, after.page_marks)
    assert after.pages > before.pages
    assert {change.part for change in found} == {str(first.pk), "front"}


def test_bold_alone_is_a_change(issue, cache):
    article = make_article(issue, body="<p>统一调度的服务网络。</p>")
    before = set_pages(issue)

    Article.objects.filter(pk=article.pk).update(
        body="<p>统一调度的<strong>服务</strong>网络。</p>"
    )
    found = changed_pages(before.page_marks, set_pages(issue).page_marks)

    assert Change(str(article.pk), 5, 5) in found


def test_pages_without_counterpart_are_told(issue):
    old = [["front", "a"], ["7", "b"], ["7", "c"], ["8", "d"]]
    new = [["front", "a"], ["7", "b"], ["9", "e"]]

    assert changed_pages(old, new) == [
        Change("9", None, 3), Change("7", 3, None), Change("8", 4, None)
    ]  # fmt: skip


def test_plates_of_another_issue_are_not_mixed_up(cache):
    first, second = make_issue(7), make_issue(8)
    for each in (first, second):
        make_article(each, title="同题的办法", body=body_of(1))

    sheets = set_pages(second)
    set_pages(first)

    assert "2026年第8期" in "".join(sheets.document.pages[4].places.margins.values())
    assert set_pages(second).pdf == sheets.pdf


def test_the_quicker_functions_change_nothing(issue, cache, monkeypatch):
    body = (
        "<h2>一、目标</h2><h2>二、办法</h2><ul><li>甲</li><li>乙</li></ul><table><thead><tr><th>项</th>"
        f"<th>值</th></tr></thead><tbody><tr><td>甲</td><td>1</td></tr></tbody></table>{body_of(6)}"
        f"<p>GB/T 22239—2019 {SENTENCE}</p>"
    )
    for title in ("云麓市办法", "青禾省办法"):
        make_article(
            issue, title=title, note=SENTENCE, document_number="云政发〔2026〕3号", body=body
        )
    set_pages(issue, Edition.Kind.WEB)  # so that all styles are shared ones the next time
    forget_everything(cache)
    quick = set_pages(issue, Edition.Kind.WEB).pdf
    forget_everything(cache)

    from weasyprint.css import StyleFor
    from weasyprint.draw import text

    from editorial.typesetting import glyphs, justify, quicker

    quicker.restore()
    own = shared_styles._set_computed_styles.original
    monkeypatch.setattr(StyleFor, "set_computed_styles", own)
    monkeypatch.setattr(StyleFor, "__call__", shared_styles._style_for.original)
    monkeypatch.setattr(text, "draw_first_line", glyphs.draw_first_line.original)
    monkeypatch.setattr(justify, "_shown", justify.split_first_line.original)
    try:
        slow = set_pages(issue, Edition.Kind.WEB).pdf
    finally:
        quicker.install()

    assert slow == quick


def test_what_was_set_once_needs_no_new_styles(issue, cache):
    chart = (
        '<figure class="chart" data-chart="bar"><table><thead><tr><th>季</th><th>收入</th></tr>'
        "</thead><tbody><tr><td>一</td><td>12</td></tr></tbody></table></figure>"
    )
    make_article(issue, body="<h2>一、总则</h2>" + chart + body_of(1))
    set_pages(issue)
    known = len(shared_styles._lineages)
    forget_everything(cache)

    set_pages(issue)

    assert len(shared_styles._lineages) == known > 0


def test_no_stylesheet_measures_by_the_window():
    # Styles are shared by documents, whose sheets may differ in size.
    sheets = "".join(path.read_text() for path in layout._path("page").parent.glob("*.css"))

    assert re.findall(r"\d+(?:em|pt)\b", sheets)
    assert re.findall(r"\d(?:vw|vh|vi|vb|vmin|vmax)\b", sheets) == []


def test_a_render_lets_go_of_what_it_laid_out(issue, article, cache):
    sheets = set_pages(issue)

    assert {type(page).__name__ for page in sheets.document.pages} == {"Plate"}
    assert render.standing_forme("<p>文", "proof", 1).plates[0]._page_box is None
