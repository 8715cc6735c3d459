"""A backup is whole or is not there; what is damaged is named."""

import resource
from threading import Thread

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection

from editorial import keeping
from editorial.models import Backup, Edition, Issue
from tests.keeping import scene

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bundle(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    scene.fill()
    return keeping.Bundle(tmp_path / "bundle")


class Interrupted(Exception):
    """Somebody pulled the plug."""


def unplug_at(step: int):
    """Called at every step, it ends the work at the given one."""
    count = 0

    def on_step(*_):
        nonlocal count
        count += 1
        if count == step:
            raise Interrupted

    return on_step


def tables_of(manifest) -> dict:
    return {table["model"]: table["rows"] for table in manifest["tables"]}


def test_rows_and_files_are_counted(bundle):
    made = keeping.back_up(bundle)

    assert bundle.read() == made
    assert [file["name"] for file in made["files"]] == scene.FILES
    assert made["missing"] == []
    counted = {"editorial.issue": 1, "editorial.article": 2, "editorial.user": 7}
    assert {name: tables_of(made)[name] for name in counted} == counted
    assert keeping.damage(bundle) == []
    noted = Backup.objects.get()
    assert (noted.place, noted.files, noted.missing) == (str(bundle.place), 3, 0)


def test_sessions_and_what_can_be_made_anew_stay_behind(bundle):
    named = tables_of(keeping.back_up(bundle))

    assert not {"sessions.session", "editorial.posting", "auth.permission"} & named.keys()


def test_only_its_owner_may_read_it(bundle):
    keeping.back_up(bundle)

    modes = {path.stat().st_mode & 0o077 for path in bundle.objects.rglob("*")}
    assert modes == {0}
    assert (bundle.place / "manifest.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("step", [1, 3, 4, 20, -1])
def test_whenever_it_is_interrupted_the_last_bundle_stands(step, bundle):
    """In the files, between files and tables, among the tables, and before the last file."""
    first = keeping.back_up(bundle)
    Issue.objects.update(cover_headline="改过")
    Edition.objects.get().file.save("乙.pdf", ContentFile(b"%PDF-new"))
    steps = len(first["tables"]) + len(first["files"])

    with pytest.raises(Interrupted):
        keeping.back_up(bundle, on_step=unplug_at(steps if step == -1 else step))

    assert bundle.read() == first
    assert keeping.damage(bundle) == []
    assert keeping.back_up(bundle) != first


def test_what_is_half_written_goes_the_next_time(bundle):
    keeping.back_up(bundle)
    half = bundle.objects / ".unfinished-1"
    half.write_bytes(b"half")

    keeping.back_up(bundle)

    assert not half.exists()
    assert keeping.damage(bundle) == []


def test_what_is_no_longer_named_goes(bundle):
    first = keeping.back_up(bundle)
    stored = Edition.objects.get().file
    old = next(file for file in first["files"] if file["name"] == stored.name)
    Edition.objects.update(file="")

    keeping.back_up(bundle)

    assert not bundle.path_of(old["digest"]).exists()


def test_every_table_is_of_one_moment(bundle):
    """A row that comes while tables are written is in none of them."""

    def write_elsewhere():
        Issue.objects.create(year=2026, number=9, running_number=9, date="2026-02-27")
        connection.close()

    def on_step(what, *_):
        if what == "数据表" and not written:
            written.append(Thread(target=write_elsewhere))
            written[0].start()
            written[0].join(20)

    written = []
    made = keeping.back_up(bundle, on_step=on_step)

    assert Issue.objects.count() == 2
    assert tables_of(made)["editorial.issue"] == 1


def test_a_file_that_is_gone_is_told_and_the_rest_is_kept(bundle, capsys):
    default_storage.delete("manuscripts/2026/来稿.txt")

    with pytest.raises(CommandError) as refused:
        call_command("backup", str(bundle.place), verbosity=0)

    assert refused.value.returncode == 3
    assert str(refused.value) == (
        "存储里少了 1 个文件，备份里没有它们：manuscripts/2026/来稿.txt。其余都已备份。"
    )
    assert [file["name"] for file in bundle.read()["files"]] == [scene.FILES[0], scene.FILES[2]]


def test_a_folder_with_other_things_is_left_alone(bundle):
    bundle.place.mkdir()
    (bundle.place / "照片.jpg").write_bytes(b"mine")

    with pytest.raises(keeping.Refused, match="里已有别的文件，不是备份目录。"):
        keeping.back_up(bundle)

    assert [path.name for path in bundle.place.iterdir()] == ["照片.jpg"]


def test_two_at_once_are_one_and_a_refusal(bundle):
    with bundle.being_written(), pytest.raises(keeping.Refused, match="正在写另一份备份"):
        keeping.back_up(keeping.Bundle(bundle.place))


def test_a_disk_that_takes_no_more_leaves_the_last_bundle(bundle):
    """With a limit on the size of files, which the kernel keeps as it keeps that of a disk."""
    first = keeping.back_up(bundle)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, before[1]))
    try:
        with pytest.raises(keeping.Refused) as refused, bundle.being_written():
            bundle.keep([b"0" * 70000])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)

    assert str(refused.value) == (
        f"“{bundle.place}”写不进去（文件超过了允许的大小），没有写成。"
        "原来的内容没有动；请检查目录的权限，再来一次。"
    )
    assert bundle.read() == first
    assert [path.name for path in bundle.objects.iterdir() if len(path.name) != 2] == []


# --- Verify ---------------------------------------------------------------------------------


def test_every_damaged_object_is_named(bundle):
    made = keeping.back_up(bundle)
    articles = next(t for t in made["tables"] if t["model"] == "editorial.article")
    pdf, text, _ = made["files"]
    bundle.path_of(pdf["digest"]).write_bytes(b"%PDF-" + b"1" * 5000)
    bundle.path_of(text["digest"]).unlink()
    bundle.path_of(articles["digest"]).write_bytes(b"")

    place = {
        each["digest"]: f"（objects/{each['digest'][:2]}/{each['digest']}）。"
        for each in (articles, pdf, text)
    }
    assert keeping.damage(bundle) == [
        f"数据表“文章 editorial.article”内容已损坏{place[articles['digest']]}",
        f"文件 {pdf['name']} 内容已损坏{place[pdf['digest']]}",
        f"文件 {text['name']} 不见了{place[text['digest']]}",
    ]


def test_a_full_backup_heals_a_damaged_bundle(bundle):
    pdf = keeping.back_up(bundle)["files"][0]
    bundle.path_of(pdf["digest"]).write_bytes(b"%PDF-" + b"1" * 5000)

    keeping.back_up(bundle)
    assert len(keeping.damage(bundle)) == 1

    keeping.back_up(bundle, is_full=True)
    assert keeping.damage(bundle) == []


def test_a_torn_manifest_is_not_believed(bundle):
    keeping.back_up(bundle)
    manifest = bundle.place / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"rows": 2', '"rows": 3', 1))

    with pytest.raises(CommandError) as refused:
        call_command("verify", str(bundle.place))

    assert str(refused.value) == (
        f"“{bundle.place}”里的 manifest.json 已损坏，这份备份不能用。请换一份备份。"
    )


def test_a_folder_without_a_backup_is_told(tmp_path, db):
    with pytest.raises(CommandError) as refused:
        call_command("verify", str(tmp_path))

    assert str(refused.value) == (f"“{tmp_path}”里没有备份：找不到 manifest.json。请核对目录。")


def test_a_manifest_that_cannot_be_read_is_not_called_damaged(bundle):
    (bundle.place / "manifest.json").mkdir(parents=True)

    with pytest.raises(keeping.Refused) as refused:
        keeping.damage(bundle)

    assert str(refused.value) == (
        f"“{bundle.place}”里的 manifest.json 读不出来（这是一个文件夹）。"
        "请检查目录的权限和磁盘，再来一次。"
    )


# --- What is not empty ----------------------------------------------------------------------


def test_nothing_is_restored_over_what_is_there(bundle):
    keeping.back_up(bundle)

    with pytest.raises(CommandError) as refused:
        call_command("restore", str(bundle.place), verbosity=0)

    assert str(refused.value).startswith("这里已经有内容（文章、")
    assert "user-group" not in str(refused.value)
    assert str(refused.value).endswith("没有恢复任何东西。请换一个空的数据库再恢复。")
    assert Issue.objects.count() == 1


def test_nothing_is_restored_from_a_damaged_bundle(bundle):
    pdf = keeping.back_up(bundle)["files"][0]
    bundle.path_of(pdf["digest"]).unlink()

    with pytest.raises(keeping.Refused) as refused:
        keeping.restore(bundle)

    assert str(refused.value).startswith(f"备份已损坏，没有恢复任何东西：文件 {pdf['name']} 不见了")
