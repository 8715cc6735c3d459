"""BUNDLE: how a backup lies on disk: objects named by their hash, and one manifest that counts.

    manifest.json        what the backup is made of; written last, by one rename
    objects/ab/ab12…     a table (gzipped lines of JSON) or a file, named by its SHA-256

Whoever is interrupted leaves the manifest of the last time, and every object that it names.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from editorial import disks
from editorial.keeping.refusal import Refused, refusal_of

FORMAT = 1
MANIFEST, OBJECTS, UNFINISHED, LOCK = "manifest.json", "objects", ".unfinished-", ".lock"
BLOCK = 1 << 20  # bytes read at a time

IN_USE = "“{place}”正在写另一份备份，请等它写完再来。"
NOT_OURS = "“{place}”里已有别的文件，不是备份目录。请给一个空目录，或原来的备份目录。"
NO_BUNDLE = "“{place}”里没有备份：找不到 manifest.json。请核对目录。"
NEWER = "“{place}”里的备份是较新的版本写的（格式 {format}），这一版只认得格式 {known}。请先升级。"
NO_READING = "“{place}”里的 manifest.json 读不出来（{why}）。请检查目录的权限和磁盘，再来一次。"
TORN = "“{place}”里的 manifest.json 已损坏，这份备份不能用。请换一份备份。"


class Bundle:
    """A folder that is or becomes a backup."""

    def __init__(self, place: str | Path):
        self.place = Path(place).absolute()
        self.objects = self.place / OBJECTS

    def path_of(self, digest: str) -> Path:
        return self.objects / digest[:2] / digest

    def holds(self, digest: str, size: int) -> bool:
        """Whether the object lies there with its size. Its bytes are not read."""
        with suppress(OSError):
            return self.path_of(digest).stat().st_size == size
        return False

    def read(self) -> dict:
        """The manifest; ``Refused`` where there is none, or none that can be trusted."""
        try:
            text = (self.place / MANIFEST).read_text(encoding="utf-8")
        except (FileNotFoundError, NotADirectoryError):
            raise Refused(NO_BUNDLE.format(place=self.place)) from None
        except OSError as error:
            sentence = NO_READING.format(place=self.place, why=disks.why(error))
            raise Refused(sentence) from error
        except UnicodeDecodeError:
            raise Refused(TORN.format(place=self.place)) from None
        return self._checked(text)

    def _checked(self, text: str) -> dict:
        try:
            manifest = json.loads(text)
            told = manifest.pop("digest")
        except (ValueError, KeyError, AttributeError, TypeError):
            raise Refused(TORN.format(place=self.place)) from None
        if told != _digest_of(manifest):
            raise Refused(TORN.format(place=self.place))
        if manifest["format"] > FORMAT:
            sentence = NEWER.format(place=self.place, format=manifest["format"], known=FORMAT)
            raise Refused(sentence)
        return manifest

    @contextmanager
    def being_written(self) -> Iterator[dict]:
        """The folder for us alone, with the last manifest ({} at first); faults are refusals."""
        try:
            self.place.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not (self.place / MANIFEST).exists() and self._strangers():
                raise Refused(NOT_OURS.format(place=self.place))
            self.objects.mkdir(exist_ok=True, mode=0o700)
            with _locked(self.place / LOCK):
                self._clear_unfinished()
                yield self.read() if (self.place / MANIFEST).exists() else {}
        except BlockingIOError:
            raise Refused(IN_USE.format(place=self.place)) from None
        except OSError as error:
            self._clear_unfinished()
            raise refusal_of(error, self.place) from error

    def _strangers(self) -> list[str]:
        ours = (OBJECTS, LOCK, MANIFEST)
        names = (path.name for path in self.place.iterdir())
        return [name for name in names if name not in ours and not name.startswith(UNFINISHED)]

    def _clear_unfinished(self) -> None:
        for path in [*self.place.glob(f"{UNFINISHED}*"), *self.objects.glob(f"{UNFINISHED}*")]:
            path.unlink(missing_ok=True)

    def keep(self, blocks: Iterable[bytes]) -> tuple[str, int]:
        """Write one object; its digest and size. It stands there whole or not at all."""
        draft, digest, size = self.objects / f"{UNFINISHED}{os.getpid()}", hashlib.sha256(), 0
        with _only_ours(draft) as file:
            for block in blocks:
                digest.update(block)
                size += len(block)
                file.write(block)
            _flush(file)
        target = self.path_of(digest.hexdigest())
        target.parent.mkdir(exist_ok=True, mode=0o700)
        draft.replace(target)
        return digest.hexdigest(), size

    def commit(self, manifest: dict) -> None:
        """From now on the bundle is this; what it does not name goes."""
        for folder in (*self.objects.iterdir(), self.objects):
            _flush_folder(folder)
        whole = manifest | {"digest": _digest_of(manifest)}
        draft = self.place / f"{UNFINISHED}{os.getpid()}"
        with _only_ours(draft) as file:
            file.write(json.dumps(whole, ensure_ascii=False, indent=1).encode())
            _flush(file)
        draft.replace(self.place / MANIFEST)
        _flush_folder(self.place)
        self._drop_all_but({each["digest"] for each in objects_of(manifest)})

    def _drop_all_but(self, kept: set[str]) -> None:
        for path in self.objects.glob("??/*"):
            if path.name not in kept:
                path.unlink()

    def blocks_of(self, digest: str) -> Iterator[bytes]:
        with self.path_of(digest).open("rb") as file:
            while block := file.read(BLOCK):
                yield block


def objects_of(manifest: dict) -> list[dict]:
    """Every table and file, each with ``digest`` and ``size``."""
    return [*manifest["tables"], *manifest["files"]]


def _digest_of(manifest: dict) -> str:
    canonical = json.dumps(manifest, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def _only_ours(path: Path):
    """A new file that no other account may read: unpublished words and password hashes."""
    return open(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb")


def _flush(file) -> None:
    file.flush()
    os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
