"""The proofing press 打样机: a warm process that sets one article, or pictures one page, at once.

Web processes ask it over a socket. For every question it forks; the fork works under limits of
time and memory and ends with its answer, so that no text, however hostile, reaches the web
process or the next question. It ends when the process that started it ends.
"""

import fcntl
import gc
import hashlib
import json
import os
import select
import signal
import sys
import tempfile
import time
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Connection, Listener
from pathlib import Path

from django.conf import settings
from django.db import connections

from editorial.models import Edition
from editorial.typesetting import imposition, limits, pictures, render, specimen, standing
from editorial.typesetting.refusal import Refused

PROOF = Edition.Kind.PROOF
AT_ONCE = 3  # forks at work; further questions wait
IDLE_SECONDS = 1800
LONGEST_PATH = 100  # bytes: the kernel allows 107 for a socket
FAULT = "排版程序出错（{name}），请把这句话和时间告诉管理员。"


def address() -> str:
    path = settings.VAR_DIR / "run" / "proofer.sock"
    if len(os.fsencode(path)) <= LONGEST_PATH:
        return str(path)
    name = hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    return str(Path(tempfile.gettempdir()) / f"newsroom-{name}.sock")


def key() -> bytes:
    return hashlib.sha256(f"proofer {settings.SECRET_KEY}".encode()).digest()


def serve(master: int) -> None:
    """Answer until the file ``master`` is closed at its other end, or nobody asks for long."""
    Path(address()).parent.mkdir(parents=True, exist_ok=True)
    with open(f"{address()}.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return  # another one is at work already
        with suppress(FileNotFoundError):
            os.unlink(address())
        listener = Listener(address(), "AF_UNIX", backlog=16, authkey=key())
        try:
            os.chmod(address(), 0o600)
            _warm_up()
            _answer_all(listener, master)
        finally:
            with suppress(FileNotFoundError):  # its folder may go before it
                listener.close()


def _warm_up() -> None:
    import pypdfium2  # noqa: F401 - so that no fork need load it

    render.warm_up()
    render.set_html(specimen.html(), PROOF)
    standing.key("", PROOF, 1)
    connections.close_all()
    gc.freeze()


def _answer_all(listener, master: int) -> None:
    door = listener._listener._socket
    last = time.monotonic()
    while time.monotonic() - last < IDLE_SECONDS:
        ready, _, _ = select.select([door, master], [], [], 1.0)
        _reap()
        if master in ready and not os.read(master, 1):
            return
        if door in ready:
            last = time.monotonic()
            with suppress(AuthenticationError, EOFError, OSError), listener.accept() as connection:
                _fork(connection)


_forks: set[int] = set()


def _reap() -> None:
    """Take note of forks that have ended; wait for one when too many are at work."""
    while _forks:
        pid, _ = os.waitpid(-1, 0 if len(_forks) >= AT_ONCE else os.WNOHANG)
        if not pid:
            break
        _forks.discard(pid)


def _fork(connection) -> None:
    pid = os.fork()
    if pid:
        _forks.add(pid)
        return
    try:
        # The kernel's own alarm: it also ends a fork that is stuck inside a library.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, settings.PREVIEW_SECONDS)
        limits.bound_memory(settings.PRESS_MEMORY_MB)
        _answer(connection)
    finally:
        os._exit(0)


def _answer(connection: Connection) -> None:
    """Read a question and send (facts as JSON, bytes)."""
    question = json.loads(connection.recv_bytes())
    files = [connection.recv_bytes() for _ in range(question.pop("files", 0))]
    facts, data = {}, b""
    try:
        facts, data = QUESTIONS[question.pop("do")](*files, **question)
    except Refused as refusal:
        facts = {"sentence": str(refusal)}
    except MemoryError as error:
        limits.make_room(error)
        facts = {"sentence": OUT_OF_MEMORY}
    except Exception as error:
        starved = limits.is_starved()
        limits.make_room(error)
        sys.excepthook(type(error), error, error.__traceback__)
        name = type(error).__name__
        facts = {"sentence": OUT_OF_MEMORY if starved else FAULT.format(name=name)}
    connection.send_bytes(json.dumps(facts).encode())
    connection.send_bytes(data)


OUT_OF_MEMORY = "这篇文章排起来太费内存，已停下；请把特别大的图片缩小、特别大的表格拆开。"


def _preview(html: str, **margins) -> tuple[dict, bytes]:
    """An article's pages as a PDF; kept as plates too, so that the next proof has them.

    Without margins (see ``render.standing_article``) the document is whole as it stands.
    """
    if margins:
        document = render.standing_article(html, **margins, kind=PROOF)
    else:
        forme = render.standing_forme(html, PROOF, 1)
        document = imposition.bind(list(forme.plates), forme.metadata)
    pdf, _ = render.to_pdf(document, PROOF, "")
    return {"pages": len(document.pages)}, pdf


def _picture(pdf: bytes, page: int, width: int) -> tuple[dict, bytes]:
    return {}, pictures.picture(pdf, page, width)


def _marks(old: bytes, new: bytes, old_pages: list, new_pages: list) -> tuple[dict, bytes]:
    return pictures.marks(old or None, old_pages, new or None, new_pages), b""


QUESTIONS = {"preview": _preview, "picture": _picture, "marks": _marks}
