"""Streams are compressed at our level, and still hold what was put in."""

import io
import zlib

import pydyf

from editorial.typesetting import compression


def test_a_stream_is_compressed_at_our_level():
    words = b"BT /F1 11 Tf (grid) Tj ET\n" * 400
    compression.install()

    data = pydyf.Stream([words], compress=True).data

    assert zlib.compress(words, compression.LEVEL) in data
    assert zlib.compress(words, 9) not in data


def test_the_end_of_a_stream_is_told_from_its_last_byte():
    compression.install()

    assert pydyf.Stream([b"last\r"]).data.endswith(b"stream\nlast\r\r\nendstream")
    assert pydyf.Stream([b"last\n"]).data.endswith(b"stream\nlast\n\nendstream")


def test_a_settled_file_is_written_as_pydyf_writes_it():
    compression.install()

    def written(*, is_settled: bool) -> bytes:
        pdf = pydyf.PDF()
        for stream in (pydyf.Stream([b"0 0 m\r"] * 999, compress=True), pydyf.Stream([b"0 g"])):
            pdf.add_object(stream)
            pdf.add_object(pydyf.Dictionary({"Of": stream.reference, "No": pydyf.Array([1, "/A"])}))
        pdf.info["Title"] = pydyf.String("期")
        if is_settled:
            compression.settle(pdf)
        pdf.write(out := io.BytesIO(), identifier=b"same", compress=True)
        return out.getvalue()

    assert written(is_settled=True) == written(is_settled=False)


def test_what_is_packed_often_is_kept_within_bounds():
    for n in range(compression.MOST_KEPT + 5):
        data = b"%d" % n * compression.LARGE
        assert zlib.decompress(compression.packed(data)) == data
        assert compression.packed(data) is compression.packed(data)

    assert len(compression._kept) == compression.MOST_KEPT
