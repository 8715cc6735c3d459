"""The sample's texts: every element of the newsletter, at the length of an issue, our own words."""

import re
from functools import cache
from pathlib import Path

import pytest

from editorial import richtext, sample
from editorial.models import Article
from editorial.sample import files, pictures

MANUSCRIPTS = Path(__file__).resolve().parents[2] / "shared" / "manuscripts"
OVERLAP = 24  # characters

# What NEWSLETTER.md names, and how a body on disk shows it.
ELEMENTS = (
    ("heading of level 1, 一、", r"<h2>[一二三四五六七八九十]+、"),
    ("heading of level 2, （一）", r"<h3>（[一二三四五六七八九十]+）"),
    ("heading of level 3, 1.", r"<h4>\d+\."),
    ("heading of level 4, （1）", r"<h5>（\d+）"),
    ("heading that ends with 。", r"<h[2-5]>[^<]+。</h"),
    ("unnumbered subhead", r"<h2>[^一二三四五六七八九十第\d附]"),
    ("run-in of level 1", r'<strong class="run-in">[一二三四五六七八九十]+、[^<]+。</strong>[^<]'),
    (
        "run-in of level 2",
        r'<strong class="run-in">（[一二三四五六七八九十]+）[^<]+。</strong>[^<]',
    ),
    ("run-in of level 3", r'<strong class="run-in">\d+\.[^<]+。</strong>[^<]'),
    ("run-in of level 4", r'<strong class="run-in">（\d+）[^<]+。</strong>[^<]'),
    ("unnumbered lead phrase", r'<strong class="run-in">[^（\d一二三四五六七八九十第<][^<]+。'),
    ("numbers straight through to （十二）", r'<strong class="run-in">（十二）'),
    ("chapter 第X章", r"<h2>第[一二三四五六七八九十]+章"),
    ("条 alone with 【title】", r"<h3>第[^<]+条【[^<]+】</h3>"),
    ("条 alone with （title）", r"<h3>第[^<]+条（[^<]+）</h3>"),
    ("条 run-in with （title）", r'<strong class="run-in">第[^<]+条（[^<]+）</strong>'),
    ("条 run-in without title", r'<strong class="run-in">第[^<（]+条</strong>'),
    ("enumeration that is no heading", r"<p>（[一二三四五六七八九十]+）[^<]+；</p>"),
    ("numbered whole paragraphs", r"<p>\d+\.[^<]+。</p>"),
    ("dash paragraph with lead phrase", r'<p class="dash">——[^<]+。'),
    ("duty tail 责任单位", r'<span class="duty">（责任单位：'),
    ("duty tail 牵头单位 and 配合单位", r'<span class="duty">（牵头单位：[^<]+配合单位：'),
    ("duty tail 负责", r'<span class="duty">（[^<]+负责）</span>'),
    ("bilingual heading", r'<h\d>[^<]+ <span lang="en">[A-Z][^<]+</span></h'),
    ("quotation within a quotation", r"“[^”<]*‘[^’<]+’[^“<]*”"),
    ("title within a title", r"《[^》<]*〈[^〉<]+〉"),
    ("caption of a lost picture", r"<figure><figcaption>图\d+ [^<]+</figcaption></figure>"),
    ("picture with caption", r"<figure><img [^>]+><figcaption>图\d+ "),
    ("QR callout", r'<figure class="qr"><figcaption>扫描二维码[^<]+</figcaption></figure>'),
    ("report contents", r'<section class="report-contents">\s*<p>'),
    ("table with a head and merged cells", r"<thead>.*?rowspan=.*?colspan="),
    ("note （注：…）", r'<p class="note">（注：[^<]+）</p>'),
    ("addressee inside a body", r'<p class="addressee">[^<]+：</p>'),
    ("footnote", r'<sup class="footnote-ref"><a href="#fn-1" id="fnref-1">'),
    ("subscript", r"<sub>2</sub>"),
    ("superscript", r"<sup>[^<]+</sup>"),
)
# The same for what stands in an article's own fields.
FIELDS = (
    ("two-line title", lambda each: "\n" in each.title),
    ("joint issuers apart by a space", lambda each: re.search(r"办公室 全国", each.title)),
    ("year block in a title", lambda each: re.search(r"\n（\d{4}—\d{4}年）$", each.title)),
    ("document number", lambda each: re.search(r"〔2026〕\d+号$", each.document_number)),
    ("addressee", lambda each: each.addressee.endswith("：")),
    ("note of one paragraph", lambda each: each.note_html.count("<p>") == 1),
    ("note of more paragraphs", lambda each: each.note_html.count("<p>") > 1),
    ("attachments", lambda each: len(each.attachments) > 1),
    ("source of two bodies", lambda each: "、" in each.source),
    ("source with brackets", lambda each: "（" in each.source),
    ("source in Latin letters", lambda each: re.search(r"[A-Za-z]{4}", each.source)),
    ("full text behind a QR code", lambda each: each.full_text_url),
)


@cache
def issues() -> list[files.IssueFile]:
    return sample.read_issues()


def articles() -> list[files.ArticleFile]:
    return [each for issue in issues() for each in issue.articles]


def all_bodies() -> str:
    return "\n".join(each.body for each in articles())


def paragraphs() -> list[str]:
    """Every paragraph of prose, white space removed; headings and cells repeat by nature."""
    found = re.findall(r"<p[^>]*>(.*?)</p>", "".join(a.body + a.note_html for a in articles()))
    return [re.sub(r"\s|<[^>]+>", "", each) for each in found]


def shape(html: str) -> list:
    """Tags, what they carry and their words, in order."""
    names = ("class", "data-chart", "lang", "id", "href", "src", "alt", "colspan", "rowspan")
    return [
        (element.tag, [element.get(name) for name in names], element.text_content())
        for element in richtext.fragment(html).iter()
    ]


# --- The texts ---


@pytest.mark.parametrize("pattern", [row[1] for row in ELEMENTS], ids=[row[0] for row in ELEMENTS])
def test_body_element_occurs(pattern):
    assert re.search(pattern, all_bodies(), re.DOTALL)


@pytest.mark.parametrize("present", [row[1] for row in FIELDS], ids=[row[0] for row in FIELDS])
def test_field_occurs(present):
    assert any(present(each) for each in articles())


def test_every_named_style_occurs():
    used = set(re.findall(r'<(\w+) class="([^"]+)"', all_bodies()))

    assert {(tag, name) for tag, name, _ in richtext.NAMED_STYLES} == used


def test_every_kind_of_chart_and_article_occurs():
    assert set(re.findall(r'data-chart="(\w+)"', all_bodies())) == set(richtext.CHART_KINDS)
    assert {each.kind for each in articles()} == set(Article.Kind.values)


def test_every_section_stands_in_every_issue():
    order = ["国策要论", "地方新政", "产业镜像", "前沿观察"]

    for issue in issues():
        assert sorted({each.section for each in issue.articles}, key=order.index) in (
            order,
            [name for name in order if name != "产业镜像"],
        )


def test_sections_follow_their_printed_order():
    order = ["国策要论", "地方新政", "产业镜像", "前沿观察"]

    for issue in issues():
        names = [each.section for each in issue.articles]
        assert names == sorted(names, key=order.index)


@pytest.mark.parametrize("article", articles(), ids=lambda each: each.title[:12])
def test_sanitising_takes_nothing_from_a_body(article):
    body = pictures.REFERENCE.sub(f'src="/pictures/{"0" * 32}.png"', article.body)

    assert shape(richtext.sanitise(body)) == shape(body)


def test_issues_are_numbered_as_printed_ones_are():
    assert [(i.number, i.running_number, i.date.isoformat()) for i in issues()] == [
        (45, 312, "2026-11-06"),
        (46, 313, "2026-11-13"),
        (47, 314, "2026-11-20"),
    ]
    assert [tuple(i.date.isocalendar()) for i in issues()] == [
        (2026, i.number, 5) for i in issues()
    ]


def test_each_issue_has_the_length_of_about_twenty_pages():
    lengths = [
        sum(richtext.character_count(a.body + a.note_html) for a in issue.articles)
        for issue in issues()
    ]

    assert [length for length in lengths if not 14_000 <= length <= 22_000] == []


def test_no_two_paragraphs_are_equal():
    long = [each for each in paragraphs() if len(each) > 12]

    assert len(long) > 300
    assert sorted({each for each in long if long.count(each) > 1}) == []


def test_no_document_number_is_given_twice():
    numbers = [each.document_number for each in articles() if each.document_number]

    assert len(numbers) > 8
    assert len(numbers) == len(set(numbers))


def test_captions_count_up_within_each_article():
    for each in articles():
        numbers = re.findall(r"<figcaption>图(\d+)", each.body)
        assert numbers == [str(n) for n in range(1, len(numbers) + 1)]


def test_notes_stand_where_their_section_expects_them():
    for issue in issues():
        for each in issue.articles:
            if issue.is_to_be_published:
                assert bool(each.note) == (each.section in ("国策要论", "地方新政"))


@pytest.mark.skipif(not MANUSCRIPTS.exists(), reason="the real manuscripts are not here")
def test_no_sentence_of_a_real_manuscript_is_in_the_sample():
    real = set()
    for path in MANUSCRIPTS.glob("*.txt"):
        real |= _pieces(path.read_text("utf-8"))

    ours = {path.name: _pieces(path.read_text("utf-8")) for path in files.FOLDER.glob("*/*")}

    assert len(real) > 50_000
    assert {name: sorted(pieces & real) for name, pieces in ours.items() if pieces & real} == {}


def _pieces(text):
    words = re.sub(r"<[^>]+>|[\s#*\-]", "", text)
    return {words[n : n + OVERLAP] for n in range(len(words) - OVERLAP + 1)}
