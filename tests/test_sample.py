"""The sample: what its texts contain, how it is loaded, and how it reaches the public site."""

import datetime as dt
import io
import re
from functools import cache
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from editorial import richtext, sample, workflow
from editorial.models import (
    Article,
    Edition,
    EditorsNote,
    Issue,
    Publication,
    Record,
    Upload,
    User,
    text_digest,
)
from editorial.sample import files, pictures, publishing
from tests import cast

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


# --- Reading ---


def test_an_unknown_word_in_front_matter_is_named(tmp_path):
    path = tmp_path / "01.html"
    path.write_text('---\nsection = "国策要论"\ntitel = "x"\n---\n<p>文</p>\n', "utf-8")

    with pytest.raises(sample.SampleFault, match=r"/01\.html: unknown titel$"):
        files.read_article(path)


def test_a_body_without_front_matter_is_a_fault(tmp_path):
    path = tmp_path / "02.html"
    path.write_text("<p>文</p>\n", "utf-8")

    with pytest.raises(sample.SampleFault, match=r"^02\.html: front matter must stand between"):
        files.read_article(path)


# --- Pictures ---


def test_the_landscape_is_the_same_at_every_drawing():
    first, second = (pictures.as_png(pictures.landscape()) for _ in range(2))

    assert first == second
    assert Image.open(io.BytesIO(first)).size == (1600, 640)


# --- Loading ---


@pytest.fixture
def loaded(db):
    """The sample in an empty newsroom, with nobody on the staff."""
    return {file.number: sample.load(file) for file in issues()}


def test_finished_issues_go_to_proof_and_the_third_stays_in_the_making(loaded):
    states = {number: issue.state for number, issue in loaded.items()}

    assert states == {
        45: Issue.State.PROOFING,
        46: Issue.State.PROOFING,
        47: Issue.State.ASSEMBLING,
    }
    assert list(Edition.objects.order_by("issue__number").values_list("issue__number", "kind")) == [
        (45, "proof"),
        (46, "proof"),
    ]


def test_every_article_is_in_the_state_its_file_asks_for(loaded):
    asked = {(i.number, a.position): a.state for i in issues() for a in i.articles}
    made = {(a.issue.number, a.position): a.state for a in Article.objects.select_related("issue")}

    assert made == asked
    assert set(made.values()) == set(Article.State.values)


def test_nobody_approves_what_they_submitted(loaded):
    for article in Article.objects.filter(state=Article.State.FINAL):
        submitted, approved = article.records.order_by("pk")
        assert (submitted.verb, approved.verb) == ("submit", "approve")
        assert submitted.by != approved.by


def test_what_was_sent_back_says_why(loaded):
    asked = [a.reason for i in issues() for a in i.articles if a.state == "sent_back"]

    assert list(Record.objects.filter(verb="send_back").values_list("reason", flat=True)) == asked
    assert all(asked)


def test_fields_note_and_attachments_arrive(loaded):
    file = next(i for i in issues() if i.number == 46).articles[0]
    article = loaded[46].articles.get(position=1)

    assert article.title == file.title
    assert (article.document_number, article.addressee) == (file.document_number, file.addressee)
    assert article.editors_note.body == file.note_html
    assert tuple(each.title for each in article.attachments.all()) == file.attachments
    assert loaded[46].cover_story == loaded[46].articles.get(position=3)


def test_masthead_and_profiles_arrive_in_order(loaded):
    file = next(i for i in issues() if i.number == 46)

    assert [(e.role, tuple(e.names)) for e in loaded[46].masthead.all()] == [
        (entry["role"], tuple(entry["names"])) for entry in file.masthead
    ]
    assert [p.abbreviation for p in loaded[46].profiles.all()] == ["SIDS", "LBDDA"]
    assert all(profile.logo for profile in loaded[46].profiles.all())


def test_a_named_picture_becomes_an_upload_with_words(loaded):
    article = loaded[46].articles.get(position=3)
    upload = article.pictures.get()

    assert f'<img src="{upload.path}" alt="' in article.body
    assert (upload.width, upload.height, upload.credit) == (1600, 640, "本刊绘制")
    assert upload.alt_text.startswith("由圆点组成的山峦")


def test_an_empty_publication_takes_the_words_of_the_first_issue(loaded):
    assert Publication.current().tagline == issues()[0].tagline
    assert Publication.current().address == issues()[0].address


def test_a_publication_that_has_words_keeps_them(db):
    Publication.objects.create(pk=1, email="desk@example.org")

    sample.load(issues()[0])

    assert Publication.current().email == "desk@example.org"
    assert Publication.current().tagline == ""


def test_stand_ins_can_never_sign_in(loaded):
    people = User.objects.filter(username__startswith="sample-")

    assert sorted(people.values_list("name", flat=True)) == ["示例执行编辑", "示例编辑"]
    assert [p.username for p in people if p.is_active or p.has_usable_password()] == []


def test_staff_of_the_role_make_the_moves_when_there_are_any(newsroom):
    sample.load(issues()[0])

    record = Record.objects.filter(verb="submit").first()
    assert record.by == newsroom["lin"]
    assert record.article.assignee == newsroom["lin"]
    assert not User.objects.filter(username__startswith="sample-").exists()


def test_loading_again_writes_nothing(loaded):
    before = _everything()

    with CaptureQueriesContext(
        connection,
    ) as seen:
        again = [sample.load(file) for file in issues()]

    assert again == [None, None, None]
    assert [q["sql"] for q in seen if not q["sql"].startswith("SELECT")] == []
    assert _everything() == before


def _everything():
    models = (Article, EditorsNote, Issue, Edition, Record, Upload, User, Article.history.model)
    return [model.objects.count() for model in models] + [
        text_digest(issue) for issue in Issue.objects.order_by("pk")
    ]


def test_what_an_editor_changed_is_kept(loaded):
    Article.objects.filter(issue=loaded[47], position=1).update(title="编辑改过的标题")

    for file in issues():
        sample.load(file)

    assert loaded[47].articles.get(position=1).title == "编辑改过的标题"


def test_a_running_number_that_is_taken_is_left_alone(db):
    taken = cast.make_issue(10, running_number=312)

    assert sample.load(issues()[0]) is None
    assert list(Issue.objects.all()) == [taken]


def test_a_fault_half_way_leaves_nothing_of_the_issue(db):
    broken = files.IssueFile(**vars(issues()[0]) | {"cover_story": 99})

    with pytest.raises(Article.DoesNotExist):
        sample.load(broken)

    assert (Issue.objects.count(), Article.objects.count()) == (0, 0)


# --- Publishing ---


def test_the_command_publishes_two_issues_with_the_real_press(db, capfd):
    out = io.StringIO()

    call_command("load_sample", publish=True, here=True, stdout=out)

    published = Issue.objects.published().order_by("number")
    assert [issue.number for issue in published] == [45, 46]
    pages = [issue.editions.get(kind="web", state="ready").pages for issue in published]
    assert out.getvalue().splitlines() == [
        "2026年第45期已载入。",
        "2026年第46期已载入。",
        "2026年第47期已载入。",
        f"2026年第45期已出版，共 {pages[0]} 页。",
        f"2026年第46期已出版，共 {pages[1]} 页。",
    ]
    assert [count for count in pages if not 17 <= count <= 34] == []
    assert capfd.readouterr().err == ""
    assert [r.verb for r in published[0].records.filter(article=None).order_by("pk")] == [
        "start_proofing",
        "sign_off",
        "publish",
    ]

    again = io.StringIO()
    call_command("load_sample", publish=True, here=True, stdout=again)

    assert again.getvalue().splitlines()[3:] == ["2026年第45期已经出版。", "2026年第46期已经出版。"]
    assert Edition.objects.count() == 4


def test_an_issue_opens_at_nine_on_its_day_but_never_later_than_now():
    past = Issue(year=2020, number=1, date=dt.date(2020, 1, 3))
    future = Issue(year=2999, number=1, date=dt.date(2999, 1, 4))

    assert publishing._hour_of(past).isoformat() == "2020-01-03T09:00:00+08:00"
    assert publishing._hour_of(future).year < 2999


def test_waiting_ends_with_a_sentence_that_says_what_to_do(loaded):
    edition = loaded[45].editions.get()

    with pytest.raises(sample.Unfinished) as refusal:
        publishing.wait_for_worker(edition, seconds=0)

    assert str(refusal.value) == (
        "2026年第45期 校样等了 0 秒还没有排好，排版进程可能没有启动；"
        "请启动后再运行 manage.py load_sample --publish。"
    )


def test_an_edition_that_failed_stops_with_its_fault(loaded):
    def fail(edition):
        Edition.objects.filter(pk=edition.pk).update(state="failed", fault="缺少字体，请安装。")

    with pytest.raises(sample.Unfinished, match=r"^2026年第45期 校样没有排成：缺少字体，请安装。$"):
        sample.publish(issues()[0], press=fail, on_step=str)

    assert loaded[45].editions.count() == 1


def test_an_issue_that_editors_took_over_is_not_published(loaded, newsroom):
    workflow.perform(loaded[45], "return_to_assembly", by=newsroom["chen"], reason="还要补一篇。")

    sentence = sample.publish(issues()[0], press=pytest.fail, on_step=str)

    assert sentence == "2026年第45期已由编辑部接手，未作改动。"
    assert Issue.objects.get(number=45).state == Issue.State.ASSEMBLING


def test_somebody_elses_issue_of_the_same_number_is_not_published(db):
    cast.make_issue(45, state=Issue.State.SIGNED_OFF)

    sentence = sample.publish(issues()[0], press=pytest.fail, on_step=str)

    assert sentence == "2026年第45期不是由示例建立的，未作改动。"
    assert Issue.objects.get(number=45).state == Issue.State.SIGNED_OFF
