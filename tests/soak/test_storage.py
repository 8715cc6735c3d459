"""A bucket that refuses, is slow, is full or gone: sentences, nothing half stored, and it heals."""

import pytest

from tests import servers, storage
from tests.soak import scene

TYPESET = "from editorial import tasks; tasks.typeset_edition({pk})"
UPLOAD = """
import io
from PIL import Image
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from editorial.models import Upload, User
from tests import cast
if not User.objects.exists():
    cast.make_newsroom()
data = io.BytesIO()
Image.new("RGB", (300, 200)).save(data, "PNG")
client = Client(SERVER_NAME="127.0.0.1")
client.force_login(User.objects.get(username="mei"))
file = SimpleUploadedFile("a.png", data.getvalue(), "image/png")
answer = client.post("/desk/editorial/upload/receive/", {"upload": file}).json()
print(answer.get("error", answer).get("message", "taken"), Upload.objects.count(), sep="|")
"""


@pytest.fixture(scope="module")
def service():
    with storage.s3() as url:
        yield url


@pytest.fixture
def house(service):
    """An installation whose bucket lies behind a gate."""
    with (
        storage.gate(service) as (gate, url),
        servers.installation(**storage.environment(url)) as made,
    ):
        made.python(scene.FILL.format(issues=3))
        yield made, gate


def typeset(house, number: int) -> list[str]:
    """[state, attempt, fault] of an edition that was ordered and set at once."""
    pk = scene.order(house, number)
    house.python(TYPESET.format(pk=pk))
    return scene.row(house, pk)


def heals(house) -> None:
    assert typeset(house, 3)[0] == "ready"
    assert house.python(scene.WHOLE) == "[]"


def test_what_is_stored_in_a_bucket_is_read_back(house):
    house, _ = house

    assert typeset(house, 3)[0] == "ready"
    assert house.python(scene.WHOLE) == "[]"


def test_a_bucket_that_does_not_answer_is_a_sentence(house):
    house, gate = house
    gate.is_shut = True

    assert typeset(house, 1) == [
        "failed", "1", "PDF 存不下来（文件存储没有回应），请管理员检查存储，再重新排版。"
    ]  # fmt: skip
    assert house.python(UPLOAD) == (
        "图片没能存下来（文件存储没有回应），什么都没有上传；请稍后再试，仍不行就告诉管理员。|0"
    )

    gate.is_shut = False
    assert house.python(UPLOAD).endswith("|1")
    heals(house)


def test_a_full_bucket_is_a_sentence(house):
    house, gate = house
    gate.is_full = True

    assert typeset(house, 1)[2] == "磁盘满了，PDF 没有存下来。请管理员清出空间，再重新排版。"
    assert house.python(UPLOAD) == (
        "图片没能存下来（文件存储已满），什么都没有上传；请稍后再试，仍不行就告诉管理员。|0"
    )

    gate.is_full = False
    heals(house)


def test_a_slow_bucket_is_waited_for(house):
    house, gate = house
    gate.seconds = 0.5

    assert typeset(house, 1)[0] == "ready"
    assert house.python(scene.WHOLE) == "[]"


def test_one_that_is_slower_than_anybody_waits_is_a_sentence(house):
    house, gate = house
    gate.seconds = 60

    assert typeset(house, 1)[2].startswith("PDF 存不下来（文件存储没有回应）")

    gate.seconds = 0
    heals(house)


def test_a_backup_from_a_bucket_that_goes_away_leaves_the_last_one(house, tmp_path):
    house, gate = house
    heals(house)
    bundle = tmp_path / "bundle"
    house.manage("backup", bundle)
    before = (bundle / "manifest.json").read_bytes()
    gate.is_shut = True

    refused = house.attempt("backup", "--full", bundle)

    assert refused.returncode == 1
    assert "文件存储没有回应" in refused.stderr
    assert (bundle / "manifest.json").read_bytes() == before
    assert "备份完好" in house.manage("verify", bundle)


def test_a_bundle_is_restored_into_a_bucket_and_served_from_it(house, tmp_path, service):
    house, _ = house
    heals(house)
    house.manage("backup", tmp_path / "bundle")
    storage.client(service).create_bucket(Bucket="restored")
    place = storage.environment(service) | {"MEDIA_BUCKET": "restored"}

    with servers.installation(is_blank=True, **place) as other:
        other.manage("restore", tmp_path / "bundle")
        assert other.python(scene.WHOLE) == "[]"
        assert other.python(scene.STATES) == house.python(scene.STATES)
