"""How objects are written: worked out once, streams at our level, their end unmistakable."""

import hashlib
import threading
import zlib
from functools import cached_property
from types import SimpleNamespace

# pydyf always asks zlib for level 9, the slowest. Level 6 takes half the time and gives 1 % more.
LEVEL = 6
END = b"\nendstream"
MOST_KEPT, LARGE = 32, 4_000  # streams of that many bytes are kept compressed for the next file
_originals: dict = {}
_keeping = threading.Lock()
_kept: dict[bytes, bytes] = {}  # digest of a stream → the stream, compressed


def install() -> None:
    """Replace zlib and the writing of streams in pydyf; a second call changes nothing."""
    import pydyf

    pydyf.zlib = SimpleNamespace(compressobj=lambda level: zlib.compressobj(LEVEL))
    if not _originals:
        _originals["data"] = pydyf.Stream.data.fget
        pydyf.Stream.data = property(_data)


def _data(stream) -> bytes:
    """The stream as pydyf writes it, its end unmistakable.

    A last byte of 0D and the end of line after it read like one end of line of two bytes, and
    ``Length`` like a byte too many: validators refuse such a file (ISO 19005-2, 6.1.7.1).
    """
    data = _originals["data"](stream)
    if data[-len(END) - 1 :].startswith(b"\r"):
        return data[: -len(END)] + b"\r" + END
    return data


class Settled:
    """An object that changes no more. pydyf asks for its bytes twice, and makes them each time."""

    def __init__(self, thing):
        self.thing, self.number, self.offset = thing, thing.number, 0
        self.generation, self.free = thing.generation, thing.free
        self.compressible = thing.compressible

    @cached_property
    def data(self) -> bytes:
        return self.thing.data

    @property
    def indirect(self) -> bytes:
        return b"%d %d obj\n%b\nendobj" % (self.number, self.generation, self.data)


def settle(pdf) -> None:
    """Fix every object of a file that is ready to be written."""
    import pydyf

    for place, each in enumerate(pdf.objects):
        if each.free != "f":
            if isinstance(each, pydyf.Stream) and each.compress:
                _pack(each)
            pdf.objects[place] = Settled(each)


def _pack(stream) -> None:
    from pydyf import _to_bytes

    data = b"\n".join(_to_bytes(item) for item in stream.stream)
    stream.stream, stream.compress = [packed(data)], False
    stream.extra["Filter"] = "/FlateDecode"


def packed(data: bytes) -> bytes:
    """Compressed; faces and profiles are the same in many files, and compressed once."""
    if len(data) < LARGE:
        return zlib.compress(data, LEVEL)
    name = hashlib.sha256(data).digest()
    found = _kept.get(name) or zlib.compress(data, LEVEL)
    with _keeping:
        _kept.pop(name, None)
        _kept[name] = found  # the last one is thrown out last
        if len(_kept) > MOST_KEPT:
            del _kept[next(iter(_kept))]
    return found
