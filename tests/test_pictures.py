"""Pictures of the library: cut, exchanged, taken away; nothing that history needs is ever lost."""

import datetime as dt
import io
import os

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from editorial import pictures, uploads, workflow
from editorial.models import Article, Draft, OrganisationProfile, Upload, User
from tests import cast

pytestmark = pytest.mark.django_db
BOX = pictures.Box(10, 20, 40, 30)


def a_picture(size=(100, 80), **words):
    """Left half red, right half blue."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    out = io.BytesIO()
    image.save(out, "PNG")
    words = {"alt_text": "示意图", "credit": "临江市数据局"} | words
    return uploads.store(uploads.prepare(out.getvalue(), "图.png"), into=Upload(**words))


def show(article, upload):
    article.body += f'<figure><img src="{upload.path}" alt=""></figure>'
    article.save()
    article.pictures.add(upload)
    return article


def pixels(upload):
    with upload.file.open("rb") as file, Image.open(file) as image:
        return image.size, image.convert("RGB").getpixel((0, 0))


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def issue(newsroom):
    return cast.make_issue(47)


@pytest.fixture
def upload(newsroom):
    return a_picture()


@pytest.fixture
def article(issue, upload):
    return show(cast.make_article(issue, title="甲文"), upload)


# --- Cutting --------------------------------------------------------------------------------


def test_a_cut_is_a_picture_of_its_own_and_the_whole_one_stays(upload, newsroom):
    piece, _ = pictures.cut(upload, pictures.Box(60, 0, 40, 30), "figure", by=newsroom["lin"])

    assert pixels(piece) == ((40, 30), (0, 0, 255))
    assert pixels(upload) == ((100, 80), (255, 0, 0))
    assert (piece.crop, piece.source, piece.alt_text, piece.credit) == (
        [60, 0, 40, 30],
        upload,
        "示意图",
        "临江市数据局",
    )
    assert str(piece) == "图.png（文中插图裁切）"


def test_a_cut_takes_the_pictures_place_in_articles_as_a_new_version(article, upload, newsroom):
    piece, found = pictures.cut(upload, BOX, "figure", by=newsroom["lin"])

    article.refresh_from_db()
    assert (found.done, found.left) == ([article], [])
    assert piece.path in article.body and upload.path not in article.body
    assert (article.version, list(article.pictures.all())) == (2, [piece])
    newest = article.history.first()
    assert (newest.history_user, piece.name in newest.body) == (newsroom["lin"], True)


def test_a_cut_for_the_cover_leaves_articles_alone_and_the_other_way_round(
    article, issue, upload, newsroom
):
    issue.cover_picture = upload
    issue.save()

    piece, found = pictures.cut(upload, BOX, "cover", by=newsroom["chen"])

    issue.refresh_from_db()
    assert found.done == [issue]
    assert (issue.cover_picture, issue.version) == (piece, 2)
    assert list(article.pictures.all()) == [upload]


def test_a_cut_is_cut_again_from_the_whole_picture(article, upload, newsroom):
    first, _ = pictures.cut(upload, BOX, "figure", by=newsroom["lin"])

    wider, found = pictures.cut(first, pictures.Box(0, 0, 90, 70), "figure", by=newsroom["lin"])

    assert (pixels(wider)[0], wider.source, wider.replaces) == ((90, 70), upload, first)
    assert found.done == [article]


@pytest.mark.parametrize(
    ("box", "sentence"),
    [
        ((0, 0, 15, 80), "框得太小了，至少留 16 × 16 像素。"),
        ((90, 0, 20, 20), "框超出了图片，请重新框；图片是 100 × 80 像素。"),
        ((-1, 0, 20, 20), "框超出了图片，请重新框；图片是 100 × 80 像素。"),
        ((0, 0, 100, 80), "框的就是整幅图片，没有裁切。"),
    ],
)
def test_a_box_that_cannot_be_cut_is_refused(upload, newsroom, box, sentence):
    with pytest.raises(pictures.Refused) as refusal:
        pictures.cut(upload, pictures.Box(*box), "figure", by=newsroom["lin"])

    assert str(refusal.value) == sentence
    assert Upload.objects.count() == 1


# --- In place of another --------------------------------------------------------------------


def test_what_is_reviewed_signed_off_or_not_ones_own_keeps_its_picture(upload, newsroom):
    open_, out = cast.make_issue(47), cast.make_issue(46)
    under_review = show(cast.make_article(open_), upload)
    workflow.perform(under_review, "submit", by=newsroom["lin"])
    published = show(cast.make_article(out), upload)
    type(out).objects.filter(pk=out.pk).update(state="published", publish_at=timezone.now())
    draft = show(cast.make_article(open_), upload)

    new, found = pictures.replace(upload, uploads.prepare(_png(), "新.png"), by=newsroom["lin"])
    _, of_reader = pictures.replace(new, uploads.prepare(_png(), "新.png"), by=newsroom["xiao"])

    assert (found.done, found.left) == ([draft], [under_review, published])
    assert of_reader.left == [draft]
    published.refresh_from_db()
    assert upload.path in published.body


def test_another_picture_in_a_finished_article_brings_it_back_to_review(article, newsroom, upload):
    Article.objects.filter(pk=article.pk).update(state="final")

    _, found = pictures.replace(upload, uploads.prepare(_png(), "新.png"), by=newsroom["chen"])

    article.refresh_from_db()
    assert (found.fell_back, article.state) == ([article], "first_review")
    assert article.records.get().remark == "改动了图片"


def test_an_emblem_is_replaced_where_the_issue_is_open(issue, newsroom, upload):
    profile = OrganisationProfile.objects.create(issue=issue, name_zh="东湾数据研究院", logo=upload)

    new, found = pictures.replace(upload, uploads.prepare(_png(), "新.png"), by=newsroom["chen"])

    profile.refresh_from_db()
    assert (profile.logo, found.done) == (new, [issue])
    assert (new.replaces, new.alt_text) == (upload, "示意图")


def _png():
    out = io.BytesIO()
    Image.new("RGB", (50, 50), "green").save(out, "PNG")
    return out.getvalue()


# --- Taking away ----------------------------------------------------------------------------


def test_what_nobody_needs_is_taken_away_with_its_file(upload, django_capture_on_commit_callbacks):
    path = upload.file.name

    with django_capture_on_commit_callbacks(execute=True):
        pictures.remove(upload)
        assert default_storage.exists(path)

    assert not default_storage.exists(path)
    assert Upload.objects.count() == 0


def test_what_an_article_a_cover_or_an_older_version_needs_stays(article, issue, upload, newsroom):
    refusals = []

    def try_it():
        with pytest.raises(pictures.Refused) as refusal:
            pictures.remove(upload)
        refusals.append(str(refusal.value))

    try_it()
    article.body = "<p>图删了。</p>"
    article.save()
    article.pictures.clear()
    try_it()
    other = a_picture()
    Draft.objects.keep(article, newsroom["lin"], {"body": other.path}, version=1)
    upload = other
    try_it()
    upload = pictures.cut(a_picture(), BOX, "cover", by=newsroom["chen"])[0].source
    try_it()

    assert refusals == [
        "“图.png”正在用：《甲文》，不能移除。",
        "“图.png”在历史版本里用过（《甲文》），恢复旧版时还要用，不能移除。",
        "“图.png”在还没有保存的文字里，不能移除。",
        "“图.png”有裁切或替换它的图片，要留作原图，不能移除。",
    ]


def test_files_of_failed_uploads_are_swept_when_they_are_a_day_old(upload, settings):
    folder = settings.MEDIA_ROOT / "pictures"
    for name, days in (("old.png", 2), ("fresh.png", 0)):
        (folder / name).write_bytes(b"x")
        at = (timezone.now() - dt.timedelta(days=days)).timestamp()
        os.utime(folder / name, (at, at))
    os.utime(folder / upload.name, (0, 0))
    killed = settings.MEDIA_ROOT / "unfinished" / "killed"
    killed.write_bytes(b"x")
    os.utime(killed, (0, 0))

    assert pictures.sweep_files() == ["pictures/old.png", "unfinished/killed"]
    assert sorted(each.name for each in folder.iterdir()) == sorted(["fresh.png", upload.name])


def test_sweeping_an_empty_house_does_nothing():
    assert pictures.sweep_files() == []


def test_a_row_that_fails_leaves_no_file_behind(settings, upload):
    with pytest.raises(ValueError, match="unsaved related object"):
        uploads.store(uploads.prepare(_png(), "x.png"), into=Upload(), by=User(username="new"))

    names = [each.name for each in (settings.MEDIA_ROOT / "pictures").iterdir()]
    assert names == [upload.name]


def test_a_designer_puts_a_cut_into_a_text_which_goes_back_to_review(article, newsroom, upload):
    Article.objects.filter(pk=article.pk).update(state="final")

    piece, found = pictures.cut(upload, BOX, "figure", by=newsroom["mei"])

    article.refresh_from_db()
    assert piece.path in article.body and upload.path not in article.body
    assert (found.fell_back, article.state) == ([article], Article.State.FIRST_REVIEW)
    assert not workflow.may_edit(newsroom["mei"], article)
