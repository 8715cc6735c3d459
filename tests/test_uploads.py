"""Pictures as they come in: what is kept, what is stripped, what is refused."""

import io

import pytest
from PIL import Image, ImageCms, ImageFile

from editorial import uploads
from editorial.models import Upload

ORIENTATION, ARTIST = 0x0112, 0x013B


def encoded(picture, kind, **options):
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def opened(prepared):
    return Image.open(io.BytesIO(prepared.content))


@pytest.mark.parametrize(
    ("kind", "mode", "extension"),
    [
        ("JPEG", "RGB", "jpg"),
        ("JPEG", "L", "jpg"),
        ("JPEG", "CMYK", "jpg"),
        ("PNG", "RGBA", "png"),
        ("PNG", "P", "png"),
        ("PNG", "1", "png"),
        ("PNG", "I;16", "png"),
        ("GIF", "P", "png"),
        ("BMP", "RGB", "png"),
        ("WEBP", "RGB", "jpg"),
        ("WEBP", "RGBA", "png"),
        ("TIFF", "RGB", "jpg"),
        ("TIFF", "CMYK", "jpg"),
    ],
)
def test_every_kind_becomes_a_jpeg_or_png_that_browsers_and_press_read(kind, mode, extension):
    data = encoded(Image.new(mode, (8, 5)), kind)

    prepared = uploads.prepare(data, "图")

    picture = opened(prepared)
    assert prepared.extension == extension
    assert picture.size == (8, 5)
    assert picture.mode in ("L", "RGB", "RGBA")


def test_the_camera_data_is_dropped_and_its_turn_applied():
    exif = Image.Exif()
    exif[ORIENTATION], exif[ARTIST] = 6, "somebody"
    data = encoded(Image.new("RGB", (8, 4)), "JPEG", exif=exif)

    picture = opened(uploads.prepare(data, "照片.jpg"))

    assert picture.size == (4, 8)
    assert dict(picture.getexif()) == {}


def test_text_hidden_in_a_png_does_not_survive():
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Comment", "<script>alert(1)</script>")
    data = encoded(Image.new("RGB", (3, 3)), "PNG", pnginfo=info)

    assert b"script" not in uploads.prepare(data, "x.png").content


def test_transparency_and_colours_are_kept():
    data = encoded(Image.new("RGBA", (2, 2), (200, 30, 40, 0)), "PNG")

    assert opened(uploads.prepare(data, "x.png")).getpixel((0, 0)) == (200, 30, 40, 0)


def test_a_scan_of_sixteen_bits_keeps_its_greys():
    data = encoded(Image.new("I;16", (2, 2), 32896), "PNG")

    assert opened(uploads.prepare(data, "扫描.png")).getpixel((0, 0)) == 128


NO_PICTURE = "不是能用的图片；请上传 JPG、PNG、WebP、GIF、BMP 或 TIFF 文件。"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "图片文件是空的，请重新选择。"),
        (b"GIF?", f"“a.jpg”{NO_PICTURE}"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, f"“a.jpg”{NO_PICTURE}"),
        (b"%PDF-1.7", "“a.jpg”是 PDF 文件，请把图导出为 JPG 或 PNG 再上传。"),
        (b"<?xml?>\n<SVG/>", "“a.jpg”是 SVG 矢量图，请导出为 PNG 再上传，宽 2000 像素以上。"),
        (
            b"\0\0\0\x18ftypheic\0\0",
            "“a.jpg”是苹果手机的 HEIC 照片，请在手机或电脑上另存为 JPG 再上传。",
        ),
        (
            b"<!doctype html><html><script>",
            "“a.jpg”其实是网页，不是图片；请在网页上另存图片后再上传。",
        ),
    ],
)
def test_what_is_no_picture_is_refused_with_what_to_do_about_it(data, sentence):
    with pytest.raises(uploads.Refused) as refusal:
        uploads.prepare(data, "a.jpg")

    assert str(refusal.value) == sentence


def several(kind, **options):
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue", "green")]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:], **options)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("GIF", "“动.gif”是3帧的动图，印刷和网页只用静止的图片；"),
        ("WEBP", "“动.gif”是3帧的动图，印刷和网页只用静止的图片；"),
        ("PNG", "“动.gif”是3帧的动图，印刷和网页只用静止的图片；"),
        ("TIFF", "“动.gif”里有 3 页，请把要用的一页另存为 JPG 或 PNG 再上传。"),
    ],
)
def test_what_moves_or_has_pages_is_refused(kind, sentence):
    with pytest.raises(uploads.Refused) as refusal:
        uploads.prepare(several(kind), "动.gif")

    assert str(refusal.value).startswith(sentence)


def test_a_phones_jpeg_with_a_preview_inside_stays_a_jpeg():
    prepared = uploads.prepare(several("MPO"), "手机.jpg")

    assert (prepared.extension, prepared.size) == ("jpg", (9, 9))


def test_the_extension_follows_the_content_not_the_name():
    data = encoded(Image.new("RGB", (3, 3)), "PNG")

    assert uploads.prepare(data, "其实是PNG.jpg").extension == "png"


def test_colours_follow_the_profile_that_the_file_carries():
    # A profile that swaps red and blue, to see that it is used.
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"????").replace(b"bXYZ", b"rXYZ").replace(b"????", b"bXYZ")
    data = encoded(Image.new("RGB", (4, 4), (250, 0, 0)), "PNG", icc_profile=swapped)

    picture = opened(uploads.prepare(data, "x.png"))

    red, _, blue = picture.getpixel((0, 0))
    assert blue > 200 > 60 > red
    assert "icc_profile" not in picture.info


def test_inks_without_a_profile_are_taken_for_those_of_our_printing():
    data = encoded(Image.new("CMYK", (8, 8), (0, 0, 0, 255)), "JPEG")

    black = opened(uploads.prepare(data, "黑.jpg")).convert("RGB").getpixel((0, 0))

    assert all(20 < part < 60 for part in black)  # black ink on paper is no screen black


def test_a_broken_profile_or_broken_camera_data_costs_no_picture():
    data = encoded(
        Image.new("RGB", (8, 8), "navy"), "JPEG", icc_profile=b"nonsense", exif=b"Exif\0\0x"
    )

    assert uploads.prepare(data, "x.jpg").size == (8, 8)


@pytest.mark.parametrize("is_press_loaded", [False, True])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP", "BMP", "TIFF"])
def test_half_a_picture_is_refused(kind, is_press_loaded, monkeypatch):
    # WeasyPrint sets this when it is imported.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", is_press_loaded)
    whole = encoded(Image.effect_noise((120, 90), 80).convert("RGB"), kind)

    with pytest.raises(uploads.Refused):
        uploads.prepare(whole[: len(whole) // 2], "半张")


def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked():
    bomb = encoded(Image.new("1", (8000, 5001)), "PNG")
    assert len(bomb) < 50_000

    with pytest.raises(uploads.Refused) as refusal:
        uploads.prepare(bomb, "bomb.png")

    assert str(refusal.value) == "图片超过 4000 万像素的上限；请缩小尺寸后再上传。"


def test_a_bomb_that_alarms_pillow_itself_is_refused_in_our_words():
    bomb = encoded(Image.new("1", (20_000, 20_000)), "PNG")

    with pytest.raises(uploads.Refused) as refusal:
        uploads.prepare(bomb, "bomb.png")

    assert "4000 万像素" in str(refusal.value)


def test_a_file_above_twenty_megabytes_is_refused_unread():
    with pytest.raises(uploads.Refused) as refusal:
        uploads.check_size(21 * 1024 * 1024)

    assert str(refusal.value) == "图片有 21.0 MB，超过 20 MB 的上限；请缩小后再上传。"


@pytest.mark.django_db
def test_a_received_picture_has_a_random_name_that_tells_nothing():
    data = encoded(Image.new("RGB", (2, 2)), "PNG")

    one, other = (uploads.receive(data, "../../机密.png") for _ in range(2))

    assert one.name != other.name
    assert len(one.name) == 36 and one.name.endswith(".png")
    assert one.file.name == f"pictures/{one.name}"
    assert Upload.objects.count() == 2
