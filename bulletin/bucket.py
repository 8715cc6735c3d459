"""The bucket as a disk that may fail: whatever its library raises comes as an ``OSError``.

So those who store and read know one kind of fault, wherever the files lie; ``strerror`` is a
Chinese sentence without its end. Nobody waits longer than half a minute for an answer.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3File, S3Storage, clean_name

SILENT = "文件存储没有回应"
REFUSED = "文件存储拒绝了请求，答复是 {code}"
FULL = "文件存储已满"
GONE = "文件存储里没有这个文件"
FULL_CODES = {"QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded"}
PATIENCE = Config(
    connect_timeout=3,
    read_timeout=10,
    retries={"total_max_attempts": 2},
    # Services other than Amazon's do not know its newer checksums.
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)


@contextmanager
def _as_a_disk() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        raise _fault_of(error) from error
    except (BotoCoreError, Boto3Error) as error:
        raise OSError(errno.EIO, SILENT) from error


def _fault_of(error: ClientError) -> OSError:
    code = str(error.response.get("Error", {}).get("Code", "?"))
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
    if status == 404 and code != "NoSuchBucket":
        return FileNotFoundError(errno.ENOENT, GONE)
    if status == 507 or code in FULL_CODES:
        return OSError(errno.ENOSPC, FULL)
    return OSError(errno.EIO, REFUSED.format(code=code))


class StoredFile(S3File):
    """Its bytes are fetched when they are first asked for."""

    def _get_file(self):
        with _as_a_disk():
            return super()._get_file()

    file = property(_get_file, S3File._set_file)


class Bucket(S3Storage):
    """What ``MEDIA_BUCKET`` names."""

    def get_default_settings(self):
        return super().get_default_settings() | {"client_config": PATIENCE}

    def _open(self, name, mode="rb"):
        with _as_a_disk():
            return StoredFile(self._normalize_name(clean_name(name)), mode, self)

    def _save(self, name, content):
        with _as_a_disk():
            return super()._save(name, content)

    def delete(self, name):
        with _as_a_disk():
            super().delete(name)

    def exists(self, name):
        with _as_a_disk():
            return super().exists(name)

    def listdir(self, name):
        with _as_a_disk():
            return super().listdir(name)

    def size(self, name):
        with _as_a_disk():
            return super().size(name)

    def get_modified_time(self, name):
        with _as_a_disk():
            return super().get_modified_time(name)
