"""Standing type 存版: documents that were set once are kept as plates, and not set again.

A document is known by the digest of all it depends on: its HTML (text, templates, folio), the
stylesheets, the faces, the code of the press. Whatever changes, the digest is another, so that
nothing stale is ever found. Plates are kept in this process and, for others, in ``VAR_DIR/cache``;
both are bounded, and either may be emptied at any time.
"""

import hashlib
import os
import pickle
import subprocess
from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from editorial.models import Edition
from editorial.typesetting import inks, layout
from editorial.typesetting.cupboard import Cupboard
from editorial.typesetting.plates import Plate

MOST_PLATES = 1200  # in memory, some 20 kB each
SHELF = Cupboard("plates", megabytes=96)
ROOMS = ("typesetting", "typography", "drawing")


@dataclass(frozen=True)
class Forme:
    """The plates of one document, and what WeasyPrint complained of while setting it."""

    plates: tuple[Plate, ...]
    metadata: object
    complaints: tuple[str, ...] = ()


_formes: OrderedDict[str, Forme] = OrderedDict()


def key(html: str, kind: str, folio: int) -> str:
    told = (html, kind, str(folio), layout.style_digest(kind), _press_digest(), _condition(kind))
    return hashlib.sha256("\0".join(told).encode()).hexdigest()


def find(name: str) -> Forme | None:
    """What is kept under this key, here or on disk."""
    forme = _formes.get(name)
    if forme is None and (kept := SHELF.read(name)):
        # The folder is the newsroom's own, as its database is: pickles from it are trusted.
        forme = pickle.loads(kept)
    if forme is not None:
        remember(name, forme)
    return forme


def keep(name: str, forme: Forme) -> None:
    remember(name, forme)
    shelve(name, forme)


def shelve(name: str, forme: Forme) -> bytes:
    """Keep it for other processes only, in the form that is given back."""
    pickled = pickle.dumps(forme, pickle.HIGHEST_PROTOCOL)
    SHELF.write(name, pickled)
    return pickled


def forget() -> None:
    """Let go of what this process holds; the disk keeps its copy."""
    _formes.clear()


def remember(name: str, forme: Forme) -> None:
    _formes[name] = forme
    _formes.move_to_end(name)
    while len(_formes) > 1 and sum(len(each.plates) for each in _formes.values()) > MOST_PLATES:
        _formes.popitem(last=False)


def _condition(kind: str) -> str:
    """What is drawn for the printer depends on the printer's profile."""
    return hashlib.sha256(inks.profile()).hexdigest() if kind == Edition.Kind.PRINT else ""


@cache
def _press_digest() -> str:
    """Code and faces, which do not change while a process runs."""
    digest = hashlib.sha256(version("weasyprint").encode())
    digest.update(str(settings.SITE_URL).encode())
    editorial = Path(__file__).resolve().parent.parent
    for path in sorted(path for room in ROOMS for path in (editorial / room).glob("*.py")):
        digest.update(path.read_bytes())
    digest.update(_installed_faces())
    return digest.hexdigest()


def _installed_faces() -> bytes:
    """Every face fontconfig knows: one more may fill a gap, one less may open it."""
    listed = subprocess.run(
        ["fc-list", "--format", "%{file} %{index}\n"], capture_output=True, check=False
    ).stdout
    files = sorted(set(listed.splitlines()))
    stats = [_stat(line.rsplit(b" ", 1)[0]) for line in files]
    return b"\n".join(files) + repr(stats).encode()


def _stat(path: bytes) -> tuple[int, int] | None:
    with suppress(OSError):
        status = os.stat(path)
        return status.st_size, status.st_mtime_ns
    return None
