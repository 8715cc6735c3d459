"""READ: bytes → text. Says no to what is not a text manuscript; Word readers will join here."""

import hashlib
import re
from dataclasses import dataclass

from editorial.intake.refusal import Refused

LIMIT_MB = 10
MOST_CHARACTERS = 600_000  # ten times the longest printed issue
MOST_LINES = 30_000
SAVE_AS_TEXT = "请在原来的程序里另存为 .txt 或 .md 后再导入。"

# (first bytes, what the file is): formats an editor may well choose by mistake.
SIGNATURES = (
    (b"PK\x03\x04", "Word（.docx）、WPS 或压缩文件"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Word（.doc）或 WPS 文件"),
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"\x1f\x8b", "压缩文件"),
    (b"Rar!", "压缩文件"),
    (b"7z\xbc\xaf", "压缩文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
)
_BYTE_ORDER_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f]")


@dataclass(frozen=True)
class Reading:
    """A manuscript as text: line ends are newlines, everything else is as received."""

    name: str
    digest: str
    encoding: str
    text: str


def read(data: bytes, name: str) -> Reading:
    """The text of a manuscript. Size and format are looked at before anything is decoded."""
    _refuse_size(data)
    _refuse_format(data)
    text, encoding = _decode(data)
    text = _LINE_ENDS.sub("\n", text)
    _refuse_noise(text)
    return Reading(name, hashlib.sha256(data).hexdigest(), encoding, text)


def _refuse_size(data: bytes) -> None:
    if not data.strip():
        raise Refused("这个文件是空的，请确认选对了文件后重新导入。")
    if len(data) > LIMIT_MB * 1024 * 1024:
        raise Refused(
            f"这个文件有 {len(data) / 1024 / 1024:.0f} MB，超过了 {LIMIT_MB} MB 的上限；"
            "一期来稿通常不到 1 MB，请确认选对了文件，或只保留文字后再导入。"
        )


def _refuse_format(data: bytes) -> None:
    for signature, label in SIGNATURES:
        if data.startswith(signature):
            raise Refused(f"这个文件是{label}，目前还不能直接导入，{SAVE_AS_TEXT}")
    is_utf16 = data.startswith(tuple(mark for mark, _ in _BYTE_ORDER_MARKS))
    if b"\0" in data and not is_utf16:
        raise Refused(f"这个文件不是文本（含有二进制内容），{SAVE_AS_TEXT}")


def _decode(data: bytes) -> tuple[str, str]:
    marked = [encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark)]
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
