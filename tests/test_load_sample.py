"""Loading the sample: what it writes, what it leaves alone, how it reaches the public site."""

import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from editorial import sample, workflow
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


def issues() -> list[files.IssueFile]:
    return sample.read_issues()


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
    written = Article.objects.exclude(body="").select_related("issue")
    made = {(a.issue.number, a.position): a.state for a in written}

    assert made == asked
    assert set(made.values()) == set(Article.State.values)


def test_the_issue_in_the_making_has_articles_that_are_only_asked_for(loaded):
    asked = next(i for i in issues() if i.number == 47).commissions
    made = [each for each in loaded[47].articles.in_print_order() if each.is_commissioned]

    assert [each.title for each in made] == [each["title"] for each in asked]
    assert [each.position for each in made] == [8, 9]
    assert all(each.assignee and each.due_date for each in made)


def test_nobody_approves_what_they_submitted(loaded):
    for article in Article.objects.filter(state=Article.State.FINAL):
        records = article.records.order_by("pk")
        assert [record.label for record in records] == ["送审", "初审通过", "复审通过", "终审定稿"]
        assert len({record.by for record in records}) == 4


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

    assert sorted(people.values_list("name", flat=True)) == [
        "示例副总编辑",
        "示例总编辑",
        "示例执行编辑",
        "示例编辑",
    ]
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


def test_the_command_says_which_issues_it_left_alone(loaded):
    out = io.StringIO()

    call_command("load_sample", stdout=out)

    assert out.getvalue().splitlines() == [
        "2026年第45期已经有了，未作改动。",
        "2026年第46期已经有了，未作改动。",
        "2026年第47期已经有了，未作改动。",
    ]


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
        "sign_first_proof",
        "sign_second_proof",
        "sign_third_proof",
        "sign_off",
        "publish",
    ]

    again = io.StringIO()
    call_command("load_sample", publish=True, here=True, stdout=again)

    assert again.getvalue().splitlines() == ["2026年第45期已经出版。", "2026年第46期已经出版。"]
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
