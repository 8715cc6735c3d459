"""Files that are no honest .docx: a sentence each, quickly, within bounds of memory."""

import struct
import subprocess
import sys
from pathlib import Path

import pytest

from editorial.intake import Refused, propose
from editorial.intake.word.package import BOMB, DAMAGED, HOSTILE, RESAVE
from tests.intake.samples import manuscript
from tests.intake.word.builder import (
    SHEET,
    SLIDES,
    cell,
    document,
    docx,
    p,
    row,
    table,
    zipped,
)  # fmt: skip
from tests.intake.word.samples import NAME, issue

ROOT = Path(__file__).resolve().parents[3]
MEGABYTE = 1024 * 1024


def refusal_of(data: bytes, name: str = NAME) -> str:
    with pytest.raises(Refused) as refusal:
        propose(data, name)
    return refusal.value.message


def in_document(text: str) -> bytes:
    return zipped({"word/document.xml": text})


def encrypted() -> bytes:
    data = bytearray(docx(p("甲")))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def damaged() -> bytes:
    """One byte of the packed text is another."""
    data = bytearray(docx(p("甲" * 500)))
    at = data.find(b"word/document.xml") + 80
    data[at] ^= 0xFF
    return bytes(data)


DOCTYPE = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
CASES = {
    "a damaged zip": (docx(p("甲"))[:-40], DAMAGED),
    "damaged text": (damaged(), DAMAGED),
    "broken XML": (in_document("<w:document"), DAMAGED),
    "no body": (in_document(document("").replace("w:body", "w:other")), DAMAGED),
    "a password": (
        encrypted(),
        "这个 .docx 文件加了密码；请在 Word 或 WPS 中取消密码，保存后再导入。",
    ),
    "a path out of the folder": (
        zipped({"word/document.xml": document(p("甲")), "../../etc/passwd": "x"}),
        HOSTILE.format(what="指向文件夹之外的文件名"),
    ),
    "an XML entity": (
        in_document(DOCTYPE + document(p("甲")).split("?>", 1)[1]),
        HOSTILE.format(what="XML 实体声明"),
    ),
    "an XML entity in UTF-16": (
        zipped({
            "word/document.xml": (DOCTYPE + document(p("甲")).split("?>", 1)[1]).encode("utf-16")
        }),
        HOSTILE.format(what="XML 实体声明"),
    ),
    "too many parts": (zipped({f"word/{n}.xml": "" for n in range(3_100)}), BOMB),
    "much in little": (in_document(document(p(" " * 12 * MEGABYTE))), BOMB),
    "a spreadsheet": (
        docx(content_type=SHEET),
        "这个文件其实是Excel 表格，不是 Word 文档；请把文字放进 Word 文档（.docx）后再导入。",
    ),
    "slides": (
        docx(content_type=SLIDES),
        "这个文件其实是PowerPoint 演示文稿，不是 Word 文档；"
        "请把文字放进 Word 文档（.docx）后再导入。",
    ),
    "OpenDocument": (
        zipped({"mimetype": "x", "content.xml": "<x/>"}),
        "这个文件是 OpenDocument 文档（.odt 等），不能直接导入；" + RESAVE,
    ),
    "any zip": (
        zipped({"readme.txt": "x"}),
        "这个文件是压缩文件，不是 Word 文档；请先解压，再选择其中的来稿导入。",
    ),
    "no words": (docx(p(), p()), "这个 Word 文档里没有文字，请确认选对了文件后重新导入。"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_bad_file_is_refused_with_its_sentence(name):
    data, sentence = CASES[name]

    assert refusal_of(data) == sentence


def test_the_content_decides_whatever_the_name_says():
    assert propose(manuscript().encode(), "来稿.docx").encoding == "utf-8-sig"
    assert propose(issue(), "来稿.txt").encoding == "docx"


def test_a_list_of_a_million_parts_is_refused_before_it_is_read():
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, 50 * MEGABYTE, 0, 0)

    assert refusal_of(b"PK\x03\x04" + b"\0" * MEGABYTE + end) == BOMB


def test_a_size_that_lies_is_found_out():
    data = bytearray(in_document(document(p("甲" * 9_000))))
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)

    assert refusal_of(bytes(data)) == DAMAGED


def test_tables_nested_without_end_are_refused():
    inner = p("甲")
    for _ in range(300):
        inner = table(row(cell(inner)))

    assert refusal_of(docx(inner)).startswith("这个 .docx 文件")


# (what, bytes): built in the other process, measured there from reading to refusal.
WORST = {
    "many empty tags": "document('<w:p/>' * 1_590_000)",
    "many attributes": "document(''.join(f'<w:p a{n}=\"\"/>' for n in range(790_000)))",
    "ten thousand pages": "document(p('山海省推进算力普惠，覆盖全部市县。' * 20) * 20_000)",
    "many numbered lines": "document(p('甲', number=(1, 0)) * 150_000)",
    "many runs": "document('<w:p>' + '<w:r><w:t>甲</w:t></w:r>' * 250_000 + '</w:p>')",
    "many cells": "document('<w:tbl>' + ('<w:tr>' + '<w:tc><w:p/></w:tc>' * 60 + '</w:tr>') * 3000"
    " + '</w:tbl>')",
    "many nested fields": "document('<w:p>' + '<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>'"
    " * 100_000 + '<w:r><w:t>甲</w:t></w:r>' * 20_000 + '</w:p>')",
}
MEASURE = """
import io, os, re, zipfile
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
import django; django.setup()
from editorial.intake import Refused, propose
from tests.intake.word.builder import *
out = io.BytesIO()
with zipfile.ZipFile(out, "w") as package:  # not packed: no ratio gives it away
    package.writestr("word/document.xml", {worst})
data = out.getvalue()
try:
    propose(data, "x.docx"); outcome = "read"
except Refused as refusal:
    outcome = "refused"
# ``ru_maxrss`` would begin with the memory of the test run that started this process.
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read()).group(1)
print(outcome, peak)
"""


@pytest.mark.parametrize("name", WORST)
def test_the_worst_files_do_not_take_half_a_gigabyte(name):
    code = MEASURE.format(worst=WORST[name])

    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    outcome, kilobytes = run.stdout.split()
    assert outcome == "refused"
    assert int(kilobytes) < 500 * 1024
