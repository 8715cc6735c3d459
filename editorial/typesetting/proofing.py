"""What web processes ask of the proofing press: an article's pages, a page's picture, the marks."""

import hashlib
import json
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client

from django.conf import settings

from editorial.models import Edition
from editorial.typesetting import standing
from editorial.typesetting.cupboard import Cupboard
from editorial.typesetting.markup import Markup, mark_up_article, mark_up_design
from editorial.typesetting.proofer import address, key
from editorial.typesetting.refusal import Refused

START_SECONDS = 20
MOST_SHOWN = 2  # pages of an article in a specimen
PATIENCE = 3  # seconds beyond the limit of the press
PREVIEWS = Cupboard("previews", megabytes=64)
PICTURES = Cupboard("pictures", megabytes=128)
TOO_LONG = (
    f"排这篇文章超过 {settings.PREVIEW_SECONDS} 秒，已停下。"
    "多半是有特别大的表格或特别长的段落，请拆开后再看排版。"
)
NOT_THERE = "看排版的程序没有启动，请稍后再试；一直如此，请告诉管理员。"


@dataclass(frozen=True)
class Preview:
    """An article as it would be printed: how many pages, from which folio, and where they lie."""

    key: str
    pages: int
    folio: int
    findings: tuple[str, ...]


def preview(article, *, folio: int, opens_section: bool) -> Preview:
    """The pages of an article as it stands in memory, saved or not. Raises ``Refused``."""
    markup = mark_up_article(article, opens_section=opens_section)
    key_, pages = _set(f"{article.pk}", **_asked(markup, folio))
    return Preview(key_, pages, folio, markup.findings)


def _asked(markup: Markup, folio: int) -> dict:
    """The documents of which the markup's first article is made."""
    (part, *_), side = markup.articles, markup.side(folio)
    margins = {"heads": markup.heads(part.article.section), "folios": markup.folios()}
    return {"html": markup.article(part, side), "side": side, "folio": folio} | margins


def _set(whose: str, **question) -> tuple[str, int]:
    """(key, pages) of what was set for a preview, now or before."""
    key_ = standing.key(json.dumps(question), Edition.Kind.PROOF, 1)
    kept = PREVIEWS.read(f"{whose}-{key_}")
    if kept is None:
        facts, pdf = _ask("preview", **question)
        kept = b"%d\n" % facts["pages"] + pdf
        PREVIEWS.write(f"{whose}-{key_}", kept)
    return key_, int(kept.split(b"\n", 1)[0])


def preview_pdf(article, key_: str) -> bytes | None:
    """The PDF of a preview of this very article, as long as it is kept."""
    kept = PREVIEWS.read(f"{article.pk}-{key_}")
    return kept and kept.split(b"\n", 1)[1]


@dataclass(frozen=True)
class Specimen:
    """样张 of a design: (name, key, page from 1) of each page shown, and the article set."""

    pages: tuple[tuple[str, str, int], ...]
    title: str


def preview_design(issue, design, starts: dict[int, int]) -> Specimen:
    """Cover, contents and an article's first pages in a design, stored or not.

    ``starts`` are the folios that the contents name. Raises ``Refused``.
    """
    markup = mark_up_design(issue, design)
    part = markup.articles[0]
    names = {each.article.pk: starts.get(each.article.pk, 1) for each in markup.articles}
    front, _ = _set("design", html=markup.front())
    contents, _ = _set("design", html=markup.contents(names))
    article, count = _set("design", **_asked(markup, 1))
    pages = [("封面", front, 1), ("本期要目", contents, 1)]
    pages += [(f"正文第 {n:02d} 页", article, n) for n in range(1, min(count, MOST_SHOWN) + 1)]
    return Specimen(tuple(pages), part.article.plain_title)


def design_pdf(key_: str) -> bytes | None:
    """The PDF of a specimen, as long as it is kept."""
    kept = PREVIEWS.read(f"design-{key_}")
    return kept and kept.split(b"\n", 1)[1]


def picture(pdf: bytes, page: int, width: int) -> bytes:
    """A page (from 0) as PNG; asked a second time, it is only read."""
    told = hashlib.sha256(pdf).hexdigest()
    name = hashlib.sha256(f"{told} {page} {width}".encode()).hexdigest()
    found = PICTURES.read(name)
    if found is None:
        _, found = _ask("picture", pdf, page=page, width=width)
        PICTURES.write(name, found)
    return found


def marks(old: bytes, old_pages: list[int], new: bytes, new_pages: list[int]) -> dict:
    """Rectangles of what changed, by page; see ``pictures.marks``. Empty bytes: no such file."""
    return _ask("marks", old, new, old_pages=old_pages, new_pages=new_pages)[0]


def _ask(do: str, *files: bytes, **question) -> tuple[dict, bytes]:
    connection = _connected()
    try:
        told = {"do": do, "files": len(files)} | question
        connection.send_bytes(json.dumps(told).encode())
        for file in files:
            connection.send_bytes(file)
        if not connection.poll(settings.PREVIEW_SECONDS + PATIENCE):
            raise Refused(TOO_LONG)
        facts, data = json.loads(connection.recv_bytes()), connection.recv_bytes()
    except (EOFError, OSError):
        raise Refused(TOO_LONG) from None  # the alarm has ended the fork
    finally:
        connection.close()
    if "sentence" in facts:
        raise Refused(facts["sentence"])
    return facts, data


# --- The press is started by the first web process that misses it, and ends with that one.

_press: subprocess.Popen | None = None
_starting = threading.Lock()


def wake() -> None:
    """Have the press running soon; returns at once. Asked when an article form is opened."""
    global _press
    with _starting:
        if (_press is None or _press.poll() is not None) and not _answers():
            _press = subprocess.Popen(
                [sys.executable, str(settings.BASE_DIR / "manage.py"), "proofer"],
                stdin=subprocess.PIPE,
                cwd=settings.BASE_DIR,
                start_new_session=True,
            )


def _answers() -> bool:
    try:
        Client(address(), "AF_UNIX", authkey=key()).close()
    except (OSError, EOFError, AuthenticationError):
        return False
    return True


def _connected():
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            return Client(address(), "AF_UNIX", authkey=key())
        except (OSError, EOFError, AuthenticationError):
            if time.monotonic() > end:
                raise Refused(NOT_THERE) from None
            wake()
            time.sleep(0.05)
