"""FOLDER: the copy on disk: what changed is written beside and renamed, what is gone is removed.

``.copy.json`` says which batch left which files; nothing else in the folder is touched. It is
written last, so an interrupted run is simply run again.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from editorial.keeping.copy.sheets import Batch, Stored
from editorial.keeping.refusal import Refused, refusal_of

LEDGER, UNFINISHED, BLOCK = ".copy.json", ".unfinished-", 1 << 20
NOT_OURS = "“{place}”里已有别的文件，不是静态副本。请给一个空目录，或原来的副本目录。"
OUTSIDE = "文件名 {path!r} 不能用，没有写出。"


class Folder:
    """The copy at ``place``; ``ledger`` is batch → [fingerprint, {path: size}]."""

    def __init__(self, place: str | Path):
        self.place = Path(place).absolute()
        self.ledger: dict[str, list] = {}
        self._ready: set[str] = set()  # folders that were made or seen
        self._sizes: dict[str, int] = {}  # of what lay here at the beginning

    @contextmanager
    def being_written(self):
        """Faults of the disk are refusals; a folder of other things is left alone."""
        try:
            self.place.mkdir(parents=True, exist_ok=True)
            ledger = self.place / LEDGER
            if ledger.exists():
                self.ledger = json.loads(ledger.read_text(encoding="utf-8"))
            elif any(not each.name.startswith(".") for each in self.place.iterdir()):
                raise Refused(NOT_OURS.format(place=self.place))
            self._sizes = dict(_listed(str(self.place), ""))
            yield
        except OSError as error:
            raise refusal_of(error, self.place) from error

    def is_current(self, batch: Batch) -> bool:
        """Whether the batch was made of the same, and its files still lie there whole."""
        known, files = self.ledger.get(batch.key, ("", {}))
        return known == batch.fingerprint and all(
            self._sizes.get(path) == size for path, size in files.items()
        )

    def _size(self, path: str) -> int:
        try:
            return os.stat(os.path.join(self.place, path)).st_size
        except OSError:
            return -1

    def read(self, path: str) -> bytes | None:
        """What lies there, ours or not."""
        try:
            return (self.place / path).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, batch: Batch) -> dict[str, int]:
        """The files of a batch by their sizes, each whole or not there."""
        return {path: self._write(path, content) for path, content in batch.make()}

    def _write(self, path: str, content: bytes | Stored) -> int:
        folder = self._folder_of(path)
        if isinstance(content, Stored):
            return self._store(content.file, path, folder)
        if self._size(path) != len(content) or (self.place / path).read_bytes() != content:
            draft = f"{folder}/{UNFINISHED}{os.getpid()}"
            with open(draft, "wb", buffering=0) as file:
                file.write(content)
            os.replace(draft, os.path.join(self.place, path))
        return len(content)

    def _folder_of(self, path: str) -> str:
        """Where the file is to lie, made if need be, and never outside of the copy."""
        folder, _, name = path.rpartition("/")
        if folder not in self._ready:
            where = (self.place / folder).resolve()
            if not where.is_relative_to(self.place.resolve()):
                raise Refused(OUTSIDE.format(path=path))
            where.mkdir(parents=True, exist_ok=True)
            self._ready.add(folder)
        if name in ("", ".", ".."):
            raise Refused(OUTSIDE.format(path=path))
        return os.path.join(self.place, folder)

    def _store(self, stored, path: str, folder: str) -> int:
        """A stored file never changes, but another may take its place under the same address."""
        draft = f"{folder}/{UNFINISHED}{os.getpid()}"
        with stored.open("rb") as source, open(draft, "wb") as file:
            for block in source.chunks(BLOCK):
                file.write(block)
        os.replace(draft, os.path.join(self.place, path))
        return self._size(path)

    def finish(self, ledger: dict[str, list]) -> list[str]:
        """Remove what no batch names any more, then write the ledger. What was removed."""
        kept = {path for _, files in ledger.values() for path in files}
        gone = sorted({p for _, files in self.ledger.values() for p in files} - kept)
        for path in gone:
            (self.place / path).unlink(missing_ok=True)
        self._drop_empty({(self.place / path).parent for path in gone})
        draft = self.place / f"{UNFINISHED}{os.getpid()}"
        told = json.dumps(ledger, ensure_ascii=False, sort_keys=True, indent=0)
        if not (self.place / LEDGER).exists() or ledger != self.ledger:
            draft.write_text(told, encoding="utf-8")
            draft.replace(self.place / LEDGER)
        return gone

    def _drop_empty(self, folders: set[Path]) -> None:
        for folder in sorted(folders, key=lambda each: -len(each.parts)):
            while folder != self.place and folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
                folder = folder.parent


def _listed(folder: str, path: str) -> Iterator[tuple[str, int]]:
    """(path in the copy, size) of every file; pieces that an interrupted run left are removed."""
    with os.scandir(folder) as found:
        for each in found:
            if each.is_dir(follow_symlinks=False):
                yield from _listed(each.path, f"{path}{each.name}/")
            elif each.name.startswith(UNFINISHED):
                os.unlink(each.path)
            elif each.is_file():
                yield path + each.name, each.stat().st_size
