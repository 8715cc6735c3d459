"""An S3 service as a process, and a gate before it that can be shut, narrowed and flooded."""

import shutil
import socket
import socketserver
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import boto3

from tests import servers

KEYS = {"AWS_ACCESS_KEY_ID": "newsroom", "AWS_SECRET_ACCESS_KEY": "only-for-tests",
        "AWS_DEFAULT_REGION": "us-east-1"}  # fmt: skip
BUCKET = "newsroom"
FULL = (
    b"<?xml version='1.0'?><Error><Code>XMinioStorageFull</Code>"
    b"<Message>Storage backend has reached its minimum free drive threshold.</Message></Error>"
)


@contextmanager
def s3(address: str = "127.0.0.1", port: int = 0) -> Iterator[str]:
    """A service with one empty bucket; yields its address."""
    home, port = Path(tempfile.mkdtemp(prefix="newsroom-s3-")), port or servers.free_port()
    url = f"http://{address}:{port}"
    command = [sys.executable, "-m", "moto.server", "-H", address, "-p", port]
    try:
        with servers.running(command, ready=lambda: _answers(url), log=home / "log"):
            make_bucket(url)
            yield url
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _answers(url) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/moto-api/", timeout=5):
            return True
    except OSError:
        return False


def client(url: str):
    names = ("aws_access_key_id", "aws_secret_access_key", "region_name")
    return boto3.client("s3", endpoint_url=url, **dict(zip(names, KEYS.values(), strict=True)))


def make_bucket(url: str) -> None:
    client(url).create_bucket(Bucket=BUCKET)


def environment(url: str) -> dict[str, str]:
    """What an installation needs to keep its files there."""
    return KEYS | {"MEDIA_BUCKET": BUCKET, "MEDIA_ENDPOINT": url}


class _Carrier(socketserver.BaseRequestHandler):
    """One connection: every block there and back, at the gate's pace."""

    def handle(self):
        gate = self.server.gate
        if gate.is_shut:
            return
        with suppress(OSError), socket.create_connection(gate.target) as there:
            back = threading.Thread(target=self._carry, args=(there, self.request), daemon=True)
            back.start()
            self._carry(self.request, there)
            back.join()

    def _carry(self, source, target) -> None:
        gate = self.server.gate
        with suppress(OSError):
            while block := source.recv(65536):
                if gate.is_full and block.startswith((b"PUT ", b"POST ")):
                    return self._say_full()
                time.sleep(gate.seconds)
                target.sendall(block)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def _say_full(self) -> None:
        head = f"HTTP/1.1 507 Insufficient Storage\r\nContent-Length: {len(FULL)}\r\n"
        self.request.sendall(head.encode() + b"Connection: close\r\n\r\n" + FULL)
        self.request.shutdown(socket.SHUT_WR)


class Gate:
    """``is_shut``: nobody answers; ``is_full``: nothing is taken; ``seconds`` a block waits."""

    def __init__(self, url: str):
        host, _, port = url.removeprefix("http://").partition(":")
        self.target = (host, int(port))
        self.is_shut, self.is_full, self.seconds = False, False, 0.0


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True


@contextmanager
def gate(url: str) -> Iterator[tuple[Gate, str]]:
    """The gate, and the address by which one goes through it."""
    with _Server(("127.0.0.1", 0), _Carrier) as server:
        server.gate = Gate(url)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.gate, f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
