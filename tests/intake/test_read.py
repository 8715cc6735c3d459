"""Reading: which files are taken as text, and the sentence for each that is not."""

import pytest

from editorial.intake import Refused
from editorial.intake.read import MOST_CHARACTERS, read

TEXT = "本期要目\n国策要论\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_text_is_read_in_every_usual_encoding(data, encoding):
    reading = read(data, "来稿.txt")

    assert (reading.text, reading.encoding) == (TEXT, encoding)


def test_all_line_ends_become_newlines():
    assert read("甲\r\n乙\r丙\u2028丁\x0c戊".encode(), "来稿.txt").text == "甲\n乙\n丙\n丁\n戊"


def test_the_digest_is_that_of_the_bytes():
    same = read(TEXT.encode(), "甲.txt").digest == read(TEXT.encode(), "乙.txt").digest
    other = read(TEXT.encode("gb18030"), "甲.txt").digest

    assert same
    assert other != read(TEXT.encode(), "甲.txt").digest


RESAVE = "请在 Word 或 WPS 中打开它，另存为 .docx 后再导入。"
SAVE = "请在原来的程序里另存为 .txt 或 .md 后再导入。"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "这个文件是空的，请确认选对了文件后重新导入。"),
        (b" \n ", "这个文件是空的，请确认选对了文件后重新导入。"),
        ("\u3000\n".encode(), "这个文件里没有文字，请确认选对了文件后重新导入。"),
        (b"\x00\x01text", "这个文件不是文本（含有二进制内容），" + SAVE),
        (b"PK\x03\x04rest", "这个 .docx 文件已损坏，读不完整；" + RESAVE),
        (b"%PDF-1.7", "这个文件是 PDF 文件，不能直接导入；" + RESAVE),
        (b"{\\rtf1 text}", "这个文件是 RTF 文件，不能直接导入；" + RESAVE),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "这个文件是旧版 Word（.doc）或 WPS（.wps）文件，不能直接导入；" + RESAVE,
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "这个文件加了密码；请在 Word 或 WPS 中取消密码，保存后再导入。",
        ),
        (b"Rar!", "这个文件是压缩文件，请先解压，再选择其中的来稿导入。"),
        (
            b"\x89PNG",
            "这个文件是图片，请导入可以选中文字的来稿（.docx、.txt 或 .md）。",
        ),
        (
            b"\xff\xff\x80 text",
            "这个文件的文字编码认不出来，请用记事本打开它，另存时把编码选为 UTF-8，然后再导入。",
        ),
        (("\x07" * 30 + "文字").encode(), "这个文件里有 30 个控制字符，不像是文本，" + SAVE),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(data, sentence):
    with pytest.raises(Refused) as refusal:
        read(data, "来稿.txt")

    assert refusal.value.message == sentence


def test_fifty_megabytes_are_refused_before_they_are_decoded():
    with pytest.raises(Refused) as refusal:
        read(b"\xff" * 50 * 1024 * 1024, "来稿.txt")

    assert refusal.value.message.startswith("这个文件有 50 MB，超过了 10 MB 的上限；")


def test_more_words_than_ten_issues_hold_are_refused():
    with pytest.raises(Refused, match="超过了一期的上限"):
        read(("字" * (MOST_CHARACTERS + 1)).encode(), "来稿.txt")
