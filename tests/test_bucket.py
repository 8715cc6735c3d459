"""A bucket that fails is told like a disk that fails: ``OSError`` with a sentence."""

import errno

import pytest
from botocore.exceptions import ClientError
from django.core.files.base import ContentFile

from bulletin.bucket import Bucket, _fault_of
from tests import servers


@pytest.fixture
def deaf(monkeypatch):
    """A bucket behind a port where nobody listens."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "only-for-tests")
    address = f"http://127.0.0.1:{servers.free_port()}"
    return Bucket(bucket_name="newsroom", endpoint_url=address, region_name="us-east-1")


@pytest.mark.parametrize(
    "ask",
    [
        lambda bucket: bucket.exists("甲.pdf"),
        lambda bucket: bucket.size("甲.pdf"),
        lambda bucket: bucket.open("甲.pdf").read(),
        lambda bucket: bucket.save("甲.pdf", ContentFile(b"%PDF-")),
        lambda bucket: bucket.get_modified_time("甲.pdf"),
    ],
    ids=["exists", "size", "open", "save", "modified"],
)
def test_nobody_there_is_a_fault_of_the_disk(ask, deaf):
    with pytest.raises(OSError, match="文件存储没有回应") as fault:
        ask(deaf)

    assert fault.value.errno == errno.EIO


@pytest.mark.parametrize(
    ("status", "code", "number", "said"),
    [
        (404, "NoSuchKey", errno.ENOENT, "文件存储里没有这个文件"),
        (404, "NoSuchBucket", errno.EIO, "文件存储拒绝了请求，答复是 NoSuchBucket"),
        (403, "AccessDenied", errno.EIO, "文件存储拒绝了请求，答复是 AccessDenied"),
        (507, "XMinioStorageFull", errno.ENOSPC, "文件存储已满"),
        (403, "QuotaExceeded", errno.ENOSPC, "文件存储已满"),
    ],
)
def test_an_answer_is_told_by_what_it_means(status, code, number, said):
    answer = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}

    fault = _fault_of(ClientError(answer, "PutObject"))

    assert (fault.errno, fault.strerror) == (number, said)
