"""Streams are compressed at our level, and still hold what was put in."""

import zlib

import pydyf

from editorial.typesetting import compression


def test_a_stream_is_compressed_at_our_level():
    words = b"BT /F1 11 Tf (grid) Tj ET\n" * 400
    compression.install()

    data = pydyf.Stream([words], compress=True).data

    assert zlib.compress(words, compression.LEVEL) in data
    assert zlib.compress(words, 9) not in data
