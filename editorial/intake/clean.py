"""CLEAN: text → lines. Takes off the marks of one page or another, and remembers each of them."""

import re

from editorial.intake.lines import Line
from editorial.intake.reading import Reading
from editorial.intake.web_tables import ROW_END
from editorial.typography import fold_latin, is_invisible

MARK, CONTROL, RULE, PAGE = "标记符号", "不可见字符", "分隔线", "页码"

_HASHES = re.compile(r"^\s*(#{1,6}|＃{1,6})(?=[^#＃]|$)\s*")
_QUOTE = re.compile(r"^\s*>+\s*")
_BULLET = re.compile(r"^\s*[-*+](?=\s+\S)\s+")
_RULER = re.compile(r"^\s*(?:[-*_=—]\s*){3,}$|^\s*={2,}\s*$")
_PAGE_NUMBER = re.compile(
    r"^\s*(?:[-–—·•]\s*\d{1,3}\s*[-–—·•]|第\s*\d{1,3}\s*页(?:\s*[/，,]?\s*共\s*\d{1,3}\s*页)?"
    r"|\d{1,3}\s*/\s*\d{1,3})\s*$"
)
_BOLD = re.compile(r"\*\*|__(?=\S)|(?<=\S)__")
_BOLD_LEAD = re.compile(r"^\s*(\*\*|__)(.+?)\1")
_BOLD_SPAN = re.compile(r"\*\*(\S[^*]*?)\*\*|<(b|strong)>([^<>]+)</\2>")
_ESCAPE = re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!~>|\"'%&$])")
# \(30\%\): a formula of a page that was recognised, not words in escaped brackets.
_FORMULA = re.compile(
    r"\\\(\s*([^\u4e00-\u9fff\s](?:[^\u4e00-\u9fff]{0,78}?[^\u4e00-\u9fff\s])?)\s*\\\)"
)
_TAG = re.compile(
    r"</?(?:b|strong|u|i|em|font|center|div|span|p|h[1-6]|br|blockquote)(?:\s[^<>]*)?/?>", re.I
)
_BREAK = re.compile(r"<br(?:\s[^<>]*)?/?>", re.I)
_TABLE_ROW = re.compile(r"^\s*\|.*\|\s*$")
_SPACE_ENTITY = re.compile(r"&(?:nbsp|emsp|ensp|thinsp);")


def clean(reading: Reading) -> tuple[Line, ...]:
    """Every line that holds something, numbered as in the file."""
    lines, blanks = [], 0
    for number, raw in enumerate(reading.text.split("\n"), 1):
        if not raw.strip():
            blanks += 1
            continue
        take = _clean_rows if ROW_END in raw else _clean_line
        lines.append(take(number, raw, blanks))
        blanks = 0
    return tuple(lines)


def _clean_rows(number: int, raw: str, blanks: int) -> Line:
    """A table that stands on one line of the file."""
    rows = [_clean_line(number, row, 0) for row in raw.split(ROW_END)]
    removed = tuple(each for row in rows for each in row.removed)
    text = "\n".join(row.text for row in rows)
    return Line(number, raw, text, blanks_before=blanks, removed=removed)


def _clean_line(number: int, raw: str, blanks: int) -> Line:
    visible, removed = raw, []
    if not raw.isprintable():  # most lines are, and this is quick
        visible = "".join(c for c in raw if not is_invisible(c))
        removed = [(c, CONTROL) for c in raw if is_invisible(c) and not c.isspace()]
    for pattern, reason in ((_RULER, RULE), (_PAGE_NUMBER, PAGE)):
        if pattern.match(visible):
            return Line(
                number, raw, "", blanks_before=blanks, removed=(*removed, (visible, reason))
            )
    text, hashes, bullet = _strip_lead(visible, removed)
    if hashes and _PAGE_NUMBER.match(text):
        return Line(
            number, raw, "", hashes=hashes, blanks_before=blanks, removed=(*removed, (text, PAGE))
        )
    bold = _BOLD_LEAD.match(text)
    spans = tuple(_plain(each.group(1) or each.group(3)) for each in _BOLD_SPAN.finditer(text))
    text = _strip_inline(text, removed)
    return Line(
        number,
        raw,
        fold_latin(text).strip(),
        hashes=hashes,
        bullet=bullet,
        bold=_strip_inline(bold.group(2), []).strip() if bold else "",
        blanks_before=blanks,
        removed=tuple(removed),
        emphasis=spans,
    )


def _plain(text: str) -> str:
    return fold_latin(_strip_inline(text, [])).strip()


def _strip_lead(text: str, removed: list) -> tuple[str, int, bool]:
    """The text without ``#``, ``>`` and ``- ``; how deep the heading mark was; whether a list."""
    hashes, bullet = 0, False
    while True:
        for pattern in (_HASHES, _QUOTE, _BULLET):
            found = pattern.match(text)
            if found and found.group():
                break
        else:
            return text, hashes, bullet
        removed.append((found.group(), MARK))
        hashes = len(found.group(1)) if pattern is _HASHES else hashes
        bullet = bullet or pattern is _BULLET
        text = text[found.end() :]


def _strip_inline(text: str, removed: list) -> str:
    """The text without ``**``, escapes and tags that only carry looks."""

    def take(found: re.Match) -> str:
        removed.append((found.group(), MARK))
        return ""

    def take_space(found: re.Match) -> str:
        removed.append((found.group(), MARK))
        return " "

    def take_tag(found: re.Match) -> str:
        """Lines inside a cell stay apart; anywhere else a line break is a look."""
        is_kept = is_row and _BREAK.match(found.group())
        return "<br>" if is_kept and found.group() == "<br>" else take(found)

    def take_brackets(found: re.Match) -> str:
        removed.append((r"\(\)", MARK))
        return found.group(1)

    is_row = bool(_TABLE_ROW.match(text))
    text = _FORMULA.sub(take_brackets, text) if r"\(" in text else text
    text = _SPACE_ENTITY.sub(take_space, _TAG.sub(take_tag, text))
    return _ESCAPE.sub(take, _BOLD.sub(take, text))
