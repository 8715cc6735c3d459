"""What is wrong with the sheets, as Chinese sentences an editor can act on."""

import re

from editorial.typesetting.render import Sheets

_MISSING_GLYPH = re.compile(r'\.notdef glyph .*"(?P<character>.+)" \(U\+(?P<code>[0-9A-F]+)\)')
_NOT_LOADED = re.compile(r"Failed to load (?:image|stylesheet) at '?(?P<url>[^' ]+)")


def inspect(sheets: Sheets) -> list[dict]:
    """Findings of the render: {"message", "severity"}, the editor's own first."""
    sentences = [*sheets.findings, *_missing_glyphs(sheets), *_other_complaints(sheets)]
    return [{"message": sentence, "severity": "warning"} for sentence in dict.fromkeys(sentences)]


def _missing_glyphs(sheets) -> list[str]:
    """缺字: characters that no installed face has; they print as an empty box."""
    missing = dict.fromkeys(
        (match["character"], match["code"])
        for complaint in sheets.complaints
        if (match := _MISSING_GLYPH.search(complaint))
    )
    return [
        f"缺字：字体里没有“{character}”（U+{code}），{_places(character, sheets)}印成了空框，"
        "请换字或改用图片。"
        for character, code in missing
    ]


def _places(character, sheets) -> str:
    titles = [title for title, text in sheets.texts if character in text]
    return "、".join(f"《{title}》" for title in titles) + ("里" if titles else "")


def _other_complaints(sheets) -> list[str]:
    sentences = []
    for complaint in sheets.complaints:
        if _MISSING_GLYPH.search(complaint):
            continue
        if match := _NOT_LOADED.search(complaint):
            sentences.append(f"文件“{match['url'][:120]}”读不出来，这一处空着，请重新上传。")
        else:
            sentences.append(f"排版程序提醒：{complaint[:200]}")
    return sentences
