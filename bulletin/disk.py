"""Files on a disk: each is there whole or not at all, whatever happens while it is written.

Django's own storage writes under the final name: a full disk or a killed process leaves a piece
of the file there. Here it is written beside, flushed, and then given its name.
"""

import os
import secrets

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

UNFINISHED = "unfinished"  # the folder of what is being written; what is old there nobody finishes


class _Draft(File):
    """A finished draft, which Django's storage gives its name by moving it."""

    def temporary_file_path(self) -> str:
        return self.name


class Disk(FileSystemStorage):
    """Raises ``OSError`` as its parent does; then nothing is left behind."""

    def _save(self, name, content):
        folder = os.path.join(self.location, UNFINISHED)
        os.makedirs(folder, exist_ok=True)
        draft = os.path.join(folder, secrets.token_hex(16))
        try:
            with open(draft, "xb") as file:
                for block in content.chunks():
                    file.write(block.encode() if isinstance(block, str) else block)
                file.flush()
                os.fsync(file.fileno())
                return super()._save(name, _Draft(file, draft))
        except BaseException:
            if os.path.exists(draft):
                os.unlink(draft)
            raise
