"""The back matter: the publishing organisations' profiles."""

import re
from dataclasses import dataclass

from editorial.intake.grammar import ends_sentence
from editorial.intake.joins import rejoin
from editorial.intake.lines import LeftOut, Line, block_of, leave_out
from editorial.typography import drop_all_between_han, has_han, letters, mend, width

_ABBREVIATION = re.compile(
    r"[\s,，]*[（(]?\s*(?:简称|缩写)?\s*[:：]?\s*([A-Z][A-Z0-9&-]{1,11})\s*[）)]?$"
)
_LONGEST_NAME = 40.0


@dataclass(frozen=True)
class Profile:
    name_zh: str
    name_en: str
    abbreviation: str
    name_en_raw: str
    line: int
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class BackMatter:
    profiles: tuple[Profile, ...] = ()
    taken: int = 0
    left_out: tuple[LeftOut, ...] = ()


def read_profiles(lines: tuple[Line, ...]) -> BackMatter:
    """Chinese name, English name with abbreviation, paragraphs; once for each organisation."""
    starts = [at for at in range(len(lines)) if _opens_profile(lines, at)]
    left = [
        each
        for line in lines[: starts[0] if starts else len(lines)]
        for each in leave_out(line.number, line.text, "文末没有归属的文字")
    ]
    ends = [*starts[1:], len(lines)][: len(starts)]
    profiles = [_profile(lines[start:end]) for start, end in zip(starts, ends, strict=True)]
    taken = sum(_letters_of(profile) for profile in profiles)
    first = lines[starts[0]].number if starts else 0
    total = sum(len(letters(line.text)) for line in lines[starts[0] :]) if starts else 0
    if total != taken:
        left.append(LeftOut(first, total - taken, "单位名称与缩写之间的符号"))
    return BackMatter(tuple(profiles), taken, tuple(left))


def _is_english(text: str) -> bool:
    return not has_han(text) and len(re.findall("[A-Za-z]{2,}", text)) >= 2


def _is_name(line: Line) -> bool:
    text = line.text
    return has_han(text) and width(text) <= _LONGEST_NAME and not ends_sentence(text)


def _opens_profile(lines: tuple[Line, ...], at: int) -> bool:
    """A short Chinese line above an English one, or above a paragraph that begins with it."""
    if not _is_name(lines[at]) or at + 1 >= len(lines):
        return False
    following = lines[at + 1].text
    if _is_english(following):
        return True
    name = letters(re.sub(r"[A-Za-z（(].*$", "", lines[at].text))
    return bool(name) and letters(following).startswith(name) and ends_sentence(following)


def _profile(lines: tuple[Line, ...]) -> Profile:
    english = 1
    while english < len(lines) and _is_english(lines[english].text):
        english += 1
    while english < len(lines) and re.fullmatch(r"[（(]?[A-Z]{2,12}[）)]?", lines[english].text):
        english += 1
    raw = " ".join(line.text for line in lines[1:english])
    name_en, abbreviation = _english_name(raw)
    paragraphs = rejoin(tuple(block_of(line) for line in lines[english:])).blocks
    return Profile(
        drop_all_between_han(mend(lines[0].text)),
        name_en,
        abbreviation,
        raw,
        lines[0].number,
        tuple(mend(block.text) for block in paragraphs),
    )


def _english_name(raw: str) -> tuple[str, str]:
    found = _ABBREVIATION.search(raw)
    if not found or found.start() == 0:
        return raw.strip(" ,，"), ""
    return raw[: found.start()].strip(" ,，（("), found.group(1)


def _letters_of(profile: Profile) -> int:
    texts = (profile.name_zh, profile.name_en, profile.abbreviation, *profile.paragraphs)
    return sum(len(letters(text)) for text in texts)
