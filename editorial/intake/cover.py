"""The cover: tagline, name, strapline, date and numbers, headline."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from editorial.intake.grammar import PUBLICATION
from editorial.intake.lines import Doubt, LeftOut, Line, leave_out, remainder
from editorial.intake.masthead import Masthead, is_masthead_line, read_masthead, role_of
from editorial.intake.numbers import Numbering, numbering_of, numbers_in
from editorial.intake.refusal import Refused
from editorial.typography import comparison_form, letters, mend, width, words_only

_NAME_ENDINGS = (
    "动态", "简报", "内参", "快报", "通讯", "周刊", "月刊", "周报", "月报", "专报", "要报", "导刊",
    "文摘", "观察", "参考", "摘要", "快讯", "日报",
)  # fmt: skip
FURNITURE = "重复的封面文字"
BESIDE = "封面上的外文刊名、刊号或图片说明"
OTHER = "封面标题之外的文字"
_BANNER = re.compile(r"(?:合刊|专刊|特刊|增刊|专号|专辑|号外)[》”]?$")
_BESIDE = re.compile(
    r"内部资料|准印证|免费交流|注意保存|ISSN|^CN\s*\d|刊号|^封面(?:图片|摄影|照片|设计|图)?\s*[:：]"
    r"|^(?:图片|摄影|供图|照片|插画)\S{0,4}\s*[:：/]|^[A-Za-z0-9 ,.&'-]+$"
)


@dataclass(frozen=True)
class Front:
    """Everything before 本期要目: cover and masthead page."""

    numbering: Numbering
    name: str
    tagline: str
    strapline: str
    headline_lines: tuple[Line, ...]
    masthead: Masthead
    doubts: tuple[Doubt, ...] = ()
    taken: int = 0
    left_out: tuple[LeftOut, ...] = ()


def read_front(lines: tuple[Line, ...], *, year: int = 0) -> Front:
    """The cover and the masthead page; the headline is set once the titles are known.

    ``year`` is the best guess at the year, for a manuscript that prints no date.
    """
    lines = tuple(line for line in lines if line.text)
    _refuse_other_publication(lines)
    numbering = numbering_of(lines, year=year)
    cover, page = _split(lines)
    beside = tuple(line for line in cover if _is_beside(line))
    cover = tuple(line for line in cover if line not in beside)
    above, between, below = _bands(cover)
    strapline, headline = _strapline_and_headline(between, below)
    repeated, masthead_lines = _repeated(page)
    texts = (_text(above), _text(strapline))
    return Front(
        numbering=numbering,
        name=PUBLICATION,
        tagline=texts[0],
        strapline=texts[1],
        headline_lines=headline,
        masthead=read_masthead(masthead_lines),
        doubts=numbering.doubts + _doubts(lines, headline, masthead_lines),
        taken=_taken(cover, above, strapline),
        left_out=(
            *(left for line in repeated for left in leave_out(line.number, line.text, FURNITURE)),
            *(left for line in beside for left in leave_out(line.number, line.text, BESIDE)),
            *_mended(above),
            *_mended(strapline),
        ),
    )


def with_headline(front: Front, titles: set[str]) -> Front:
    """The front with only its headline below the date; ``titles`` are those of the articles.

    The headline is the run of lines that is one of them; else all lines but 国庆特刊 and the like.
    """
    lines = front.headline_lines
    runs = [
        lines[at : at + size]
        for size in range(len(lines), 0, -1)
        for at in range(len(lines) - size + 1)
    ]
    plain = tuple(line for line in lines if not _BANNER.search(line.text)) or lines
    kept = next((run for run in runs if words_only(_text(run)) in titles), plain)
    beside = [line for line in lines if line not in kept]
    return replace(
        front,
        headline_lines=kept,
        doubts=front.doubts + tuple(map(_no_headline, beside)),
        left_out=front.left_out
        + tuple(left for line in beside for left in leave_out(line.number, line.text, OTHER)),
    )


def _no_headline(line: Line) -> Doubt:
    message = f"封面第 {line.number} 行“{line.text[:20]}”不是封面标题，没有导入，请核对。"
    return Doubt(line.number, "cover", message)


def dated_lines(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines of the cover that print its date and numbers."""
    cover, _ = _split(tuple(line for line in lines if line.text))
    return tuple(line for line in cover if numbers_in(line.text) and not is_name(line.text))


def _is_beside(line: Line) -> bool:
    return bool(_BESIDE.search(line.text)) and not numbers_in(line.text)


def _text(lines) -> str:
    return mend(" ".join(line.text for line in lines))


def _mended(lines: tuple[Line, ...]) -> tuple[LeftOut, ...]:
    """The letters that mending saved in a field of the cover."""
    raw = "".join(line.text for line in lines)
    return remainder(lines[0].number, raw, _text(lines), "修整") if lines else ()


def is_name(text: str) -> bool:
    return comparison_form(text).strip("《》") == PUBLICATION


def _refuse_other_publication(lines: tuple[Line, ...]) -> None:
    """A cover that prints another name is another publication's; a missing name is a doubt."""
    if any(PUBLICATION in comparison_form(line.text) for line in lines):
        return
    texts = [comparison_form(line.text) for line in lines]
    for line, text in zip(lines, texts, strict=True):
        is_label = bool(numbers_in(line.text)) or is_masthead_line(line)
        looks_like_a_name = text.strip("《》").endswith(_NAME_ENDINGS) or texts.count(text) > 1
        if not is_label and width(text) <= 15 and looks_like_a_name:
            raise Refused(
                f"封面上的刊名是“{line.text}”，不是《{PUBLICATION}》的来稿，请确认选对了文件。"
            )


def _split(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Cover and masthead page: the page repeats the name, or begins with its first role."""
    names = [at for at, line in enumerate(lines) if is_name(line.text)]
    role = next((at for at, line in enumerate(lines) if role_of(line)), len(lines))
    repeated = [at for at in names[1:] if at < role]
    at = repeated[0] if repeated else min(role, _second_numbers(lines, role))
    return lines[:at], lines[at:]


def _second_numbers(lines: tuple[Line, ...], role: int) -> int:
    """Where the date is printed again, when the name is not."""
    dated = [at for at, line in enumerate(lines[:role]) if numbers_in(line.text)]
    gaps = [later for earlier, later in pairwise(dated) if later > earlier + 1]
    return gaps[0] if gaps else len(lines)


def _bands(cover: tuple[Line, ...]):
    """Lines above the name, between name and date, and below the date."""
    name = next((at for at, line in enumerate(cover) if is_name(line.text)), None)
    dated = [at for at, line in enumerate(cover) if numbers_in(line.text)]
    first, last = (dated[0], dated[-1]) if dated else (len(cover), len(cover))
    if name is None:
        return cover[:1] if first else (), cover[1:first], cover[last + 1 :]
    plain = [line for at, line in enumerate(cover) if at != name and not numbers_in(line.text)]
    above = tuple(line for line in plain if line.number < cover[name].number)
    border = cover[last].number if dated and last > name else cover[name].number
    between = tuple(each for each in plain if cover[name].number < each.number < border)
    below = tuple(each for each in plain if each.number > border)
    return above, between, below


def _strapline_and_headline(between, below):
    """The strapline normally stands above the date; printed below it, it comes first."""
    if not between and len(below) > 1:
        return below[:1], below[1:]
    if between and not below and len(between) > 1:
        return between[:1], between[1:]
    return between, below


def _repeated(page: tuple[Line, ...]):
    """The masthead page without its copies of name and date."""
    role = next((at for at, line in enumerate(page) if is_masthead_line(line)), len(page))
    repeated = [line for at, line in enumerate(page) if at < role or is_name(line.text)]
    kept = tuple(line for line in page if line not in repeated)
    return repeated, kept


def _taken(cover, above, strapline) -> int:
    """Characters in fields: name, date and numbers, tagline, strapline. Not the headline."""
    dated = [line for line in cover if numbers_in(line.text) or is_name(line.text)]
    texts = (*(line.text for line in dated), _text(above), _text(strapline))
    return sum(len(letters(text)) for text in texts)


def _doubts(lines, headline, masthead_lines) -> tuple[Doubt, ...]:
    found = []
    first = lines[0].number if lines else 1
    if not any(PUBLICATION in comparison_form(line.text) for line in lines):
        found.append(Doubt(first, "cover", f"封面上没有找到刊名《{PUBLICATION}》，请核对。"))
    if not headline:
        found.append(Doubt(first, "cover", "封面上没有找到封面标题，请在期的表单里补上。"))
    if not any(role_of(line) for line in masthead_lines):
        found.append(Doubt(first, "masthead", "没有找到版权页（主编、编委会等），请补上。"))
    return tuple(found)
