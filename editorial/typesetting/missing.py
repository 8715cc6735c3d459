"""缺字: characters that no installed face has, and that print as an empty box; by article."""

import re

from editorial.typesetting.findings import ERROR, Finding

NAMED, PLACES = 20, 5  # characters and pages that a sentence names; all others are in its detail
_COMPLAINT = re.compile(r'\.notdef glyph .*"(?P<character>.+)" \(U\+(?P<code>[0-9A-F]+)\)')


def is_complaint(complaint: str) -> bool:
    """Whether WeasyPrint complains of a missing glyph."""
    return bool(_COMPLAINT.search(complaint))


def judge(complaints, pages, titles: dict[int, str]) -> list[Finding]:
    """One finding for each article, and one for what stands in none of them."""
    found = [match for each in complaints if (match := _COMPLAINT.search(each))]
    codes = {match["character"]: match["code"] for match in found}
    groups = _by_article(codes, pages) if codes else {}
    return [
        _finding(owner, titles.get(owner), group, codes, pages) for owner, group in groups.items()
    ]


def _by_article(codes: dict[str, str], pages) -> dict[int | None, dict[str, list[int]]]:
    """Article → character → sheets. What an article has is not told again of cover and contents."""
    places = _places(codes, pages)
    groups: dict = {}
    for character in [*places, *(each for each in codes if each not in places)]:
        owned = dict(places.get(character, {}))
        elsewhere = owned.pop(None, [])
        if not owned:
            groups.setdefault(None, {})[character] = elsewhere
        for owner, sheets in owned.items():
            groups.setdefault(owner, {})[character] = sorted([*elsewhere, *sheets])
            elsewhere = []
    return groups


def _places(codes: dict[str, str], pages) -> dict[str, dict[int | None, list[int]]]:
    """Character → article, or None → the sheets where it stands, in reading order."""
    found: dict = {}
    for page in pages:
        for line in page.lines:
            for character in dict.fromkeys(line.text):
                if character in codes:
                    owners = found.setdefault(character, {})
                    owners.setdefault(line.article, []).append(line.sheet)
    return found


def _finding(owner, title, group, codes, pages) -> Finding:
    sheets = sorted({sheet for each in group.values() for sheet in each})
    named = "、".join(pages[sheet - 1].place for sheet in sheets[:PLACES])
    many = f"等 {len(sheets)} 页" if len(sheets) > PLACES else ""
    where = f"{f'《{title}》' if title else ''}{named}{many}里" if sheets else ""
    message = f"缺字：字体里没有{_named(group, codes)}，{where}印成了空框，请换字或改用图片。"
    detail = "；".join(_told(each, codes, group, pages) for each in group)
    return Finding(
        message,
        ERROR,
        page=sheets[0] if sheets else None,
        article=owner,
        detail=detail if len(group) > 1 else "",
    )


def _named(group, codes) -> str:
    characters = list(group)
    if len(characters) == 1:
        return f"“{characters[0]}”（U+{codes[characters[0]]}）"
    more = f"和另外 {len(characters) - NAMED} 个字" if len(characters) > NAMED else ""
    return f"“{''.join(characters[:NAMED])}”{more}"


def _told(character: str, codes, group, pages) -> str:
    sheets = group[character]
    place = f" {pages[sheets[0] - 1].place}" if sheets else ""
    return f"“{character}”U+{codes[character]}{place}"
