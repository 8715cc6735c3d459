"""Files that may be thrown away: below ``VAR_DIR/cache``, sealed, bounded, oldest out first."""

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings

MEGABYTE = 1024 * 1024
SEAL = 32  # bytes of SHA-256 before the content: a torn file is not read


class Cupboard:
    """One folder of the cache. Names are digests; what is kept under one never changes."""

    def __init__(self, name: str, megabytes: int):
        self.name, self.most = name, megabytes * MEGABYTE

    @property
    def folder(self) -> Path:
        return settings.VAR_DIR / "cache" / self.name

    def read(self, name: str) -> bytes | None:
        path = self.folder / name
        try:
            data = path.read_bytes()
            os.utime(path)  # asked for: it may stay
        except OSError:
            return None
        content = data[SEAL:]
        return content if hashlib.sha256(content).digest() == data[:SEAL] else None

    def write(self, name: str, content: bytes) -> None:
        """Keep it. A full disk costs time later, no more."""
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".", delete=False) as file:
                file.write(hashlib.sha256(content).digest() + content)
            os.replace(file.name, self.folder / name)
            self._clear_out()

    def _clear_out(self) -> None:
        """Delete what was not asked for the longest, once the folder is over its measure."""
        files = []
        with os.scandir(self.folder) as entries:
            for entry in entries:
                with suppress(FileNotFoundError):
                    status = entry.stat()
                    files.append((status.st_mtime_ns, status.st_size, entry.path))
        spare = sum(size for _, size, _ in files) - self.most
        for _, size, path in sorted(files):
            if spare <= 0:
                break
            Path(path).unlink(missing_ok=True)
            spare -= size
