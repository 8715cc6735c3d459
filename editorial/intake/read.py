"""READ: bytes → text, by what a file is and not by its name. Says no to what is no manuscript."""

import hashlib
import re

from editorial.intake.reading import Reading
from editorial.intake.refusal import Refused
from editorial.intake.web_tables import without_web_tables
from editorial.intake.word import LIMIT_MB as WORD_LIMIT_MB
from editorial.intake.word import read_word
from editorial.typography import is_chinese

LIMIT_MB = 10
MOST_CHARACTERS = 600_000  # ten times the longest printed issue
MOST_LINES = 30_000
_SAMPLE = 2000  # characters
SAVE_AS_TEXT = "请在原来的程序里另存为 .txt 或 .md 后再导入。"
SAVE_AS_WORD = "请在 Word 或 WPS 中打开它，另存为 .docx 后再导入。"

_UNPACK = "请先解压，再选择其中的来稿导入。"
_TYPE = "请导入可以选中文字的来稿（.docx、.txt 或 .md）。"
# (first bytes, what the file is and what to do): formats an editor may well choose by mistake.
SIGNATURES = (
    (b"%PDF", f" PDF 文件，不能直接导入；{SAVE_AS_WORD}"),
    (b"{\\rtf", f" RTF 文件，不能直接导入；{SAVE_AS_WORD}"),
    (b"\x1f\x8b", f"压缩文件，{_UNPACK}"),
    (b"Rar!", f"压缩文件，{_UNPACK}"),
    (b"7z\xbc\xaf", f"压缩文件，{_UNPACK}"),
    (b"\x89PNG", f"图片，{_TYPE}"),
    (b"\xff\xd8\xff", f"图片，{_TYPE}"),
    (b"GIF8", f"图片，{_TYPE}"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BYTE_ORDER_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f]")


def read(data: bytes, name: str) -> Reading:
    """The text of a manuscript. Size and format are looked at before anything is decoded."""
    is_word = data.startswith(_ZIP)
    _refuse_size(data, WORD_LIMIT_MB if is_word else LIMIT_MB)
    if is_word:
        reading = read_word(data, name)
    else:
        _refuse_format(data)
        text, encoding = _decode(data)
        digest = hashlib.sha256(data).hexdigest()
        text, marks = without_web_tables(_LINE_ENDS.sub("\n", text))
        reading = Reading(name, digest, encoding, text, left_out=marks)
    _refuse_noise(reading.text)
    return reading


def _refuse_size(data: bytes, limit: int) -> None:
    if not data.strip():
        raise Refused("这个文件是空的，请确认选对了文件后重新导入。")
    if len(data) > limit * 1024 * 1024:
        raise Refused(
            f"这个文件有 {len(data) / 1024 / 1024:.0f} MB，超过了 {limit} MB 的上限；"
            "一期来稿通常不到 1 MB，请确认选对了文件，或只保留文字后再导入。"
        )


def _refuse_format(data: bytes) -> None:
    if data.startswith(_OLE):
        raise Refused(_what_old_office_is(data))
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise Refused(f"这个文件是{what}")
    is_utf16 = data.startswith(tuple(mark for mark, _ in _BYTE_ORDER_MARKS))
    if b"\0" in data and not (is_utf16 or _bare_utf16(data)):
        raise Refused(f"这个文件不是文本（含有二进制内容），{SAVE_AS_TEXT}")


def _what_old_office_is(data: bytes) -> str:
    """One container holds .doc, .wps, .xls, .ppt and every encrypted .docx; streams tell."""
    streams = (
        ("EncryptedPackage", "这个文件加了密码；请在 Word 或 WPS 中取消密码，保存后再导入。"),
        ("Workbook", "这个文件是 Excel 表格，不是文档；请把文字放进 Word 文档（.docx）后再导入。"),
        (
            "PowerPoint Document",
            "这个文件是 PowerPoint 演示文稿；请把文字放进 Word 文档（.docx）后再导入。",
        ),
    )
    for stream, sentence in streams:
        if stream.encode("utf-16-le") in data:
            return sentence
    return f"这个文件是旧版 Word（.doc）或 WPS（.wps）文件，不能直接导入；{SAVE_AS_WORD}"


def _bare_utf16(data: bytes) -> str:
    """The byte order of UTF-16 without a mark: the one in which nearly all of it is text."""
    sample = data[: 2 * _SAMPLE]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        readable = sum(is_chinese(c) or c.isspace() or " " <= c <= "~" for c in text)
        if len(data) % 2 == 0 and readable >= 0.97 * len(text):
            return encoding
    return ""


def _decode(data: bytes) -> tuple[str, str]:
    marked = [encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)]
    if not marked and b"\0" in data:
        marked = [_bare_utf16(data)]
    for encoding in marked or ["utf-8-sig", "gb18030"]:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Refused(
        "这个文件的文字编码认不出来，请用记事本打开它，另存时把编码选为 UTF-8，然后再导入。"
    )


def _refuse_noise(text: str) -> None:
    """A few stray controls are dropped later and reported; many mean that this is no text."""
    if not text.strip():
        raise Refused("这个文件里没有文字，请确认选对了文件后重新导入。")
    lines = text.count("\n") + 1
    if len(text) > MOST_CHARACTERS or lines > MOST_LINES:
        raise Refused(
            f"这份来稿有 {len(text)} 个字符、{lines} 行，超过了一期的上限"
            f"（{MOST_CHARACTERS} 个字符、{MOST_LINES} 行），请确认文件里只有一期的文字。"
        )
    controls = len(_CONTROLS.findall(text))
    if controls > max(20, len(text) // 100):
        raise Refused(f"这个文件里有 {controls} 个控制字符，不像是文本，{SAVE_AS_TEXT}")
