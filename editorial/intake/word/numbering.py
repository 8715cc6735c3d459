"""numbering.xml → the numbers that Word prints before its paragraphs, counted as Word counts."""

import re
from dataclasses import dataclass, replace

from editorial.intake.word.names import child, flag, integer, value_of, w
from editorial.intake.word.numbers import numeral
from editorial.intake.word.styles import Styles

LEVELS = 9
BULLET = "- "
_PLACEHOLDER = re.compile(r"%([1-9])")
_LONGEST = 60  # characters of a level's text
_WIDE_GAP = re.compile(r"第.+[章节条编款项部篇]$")


@dataclass(frozen=True)
class Level:
    """One level of a list: what Word prints and how it counts."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    gap: str = "tab"  # tab, space, nothing
    is_legal: bool = False  # all numbers as Arabic digits
    restart: int | None = None  # starts again after this level (1-based); 0: never
    style: str = ""


class Numbering:
    """Counts through one document; ask for every paragraph, in order."""

    def __init__(self, root, styles: Styles):
        self._styles = styles
        self._abstracts, self._nums, self._style_links = {}, {}, {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is None:
            return
        for each in root.iterchildren(w("abstractNum")):
            self._abstracts[each.get(w("abstractNumId"), "")] = each
            if link := value_of(child(each, "styleLink")):
                self._style_links[link] = each.get(w("abstractNumId"), "")
        self._nums = {each.get(w("numId"), ""): each for each in root.iterchildren(w("num"))}
        self._levels: dict[str, tuple[tuple[Level, ...], str]] = {}

    def number(self, properties, style_id: str | None) -> str:
        """What is printed before this paragraph, with its gap; empty when it has no number."""
        num_id, level = self._place(properties, style_id)
        if num_id not in self._nums:
            return ""
        levels, abstract = self._levels_of(num_id)
        counts = self._count(num_id, abstract, levels, level)
        if levels[level].kind == "bullet":
            return BULLET
        return _printed(levels, level, counts)

    def _place(self, properties, style_id: str | None) -> tuple[str, int]:
        """(numId, level) of a paragraph: its own, or its style's."""
        own = child(properties, "numPr")
        inherited, carrier = self._styles.numbering(style_id)
        num_id = value_of(child(own, "numId")) or value_of(child(inherited, "numId")) or ""
        written = value_of(child(own, "ilvl"))
        if written is None and own is None and num_id in self._nums:
            levels, _ = self._levels_of(num_id)
            for at, level in enumerate(levels):
                if level.style and level.style in (style_id, carrier):
                    return num_id, at
        written = written or value_of(child(inherited, "ilvl"))
        return num_id, integer(written, high=LEVELS - 1)

    def _levels_of(self, num_id: str) -> tuple[tuple[Level, ...], str]:
        """(the levels of a list, the id under which it counts)."""
        if num_id not in self._levels:
            num = self._nums[num_id]
            abstract = self._resolved(value_of(child(num, "abstractNumId")) or "")
            levels = _levels(self._abstracts.get(abstract))
            for override in num.iterchildren(w("lvlOverride")):
                at = integer(override.get(w("ilvl")), high=LEVELS - 1)
                levels[at] = _overridden(levels[at], override)
            self._levels[num_id] = tuple(levels), abstract
        return self._levels[num_id]

    def _resolved(self, abstract: str) -> str:
        """A list that only names a style is the list which that style names."""
        link = value_of(child(self._abstracts.get(abstract), "numStyleLink"))
        if not link:
            return abstract
        if link in self._style_links:
            return self._style_links[link]
        found, _ = self._styles.numbering(link)
        num = self._nums.get(value_of(child(found, "numId")) or "")
        return value_of(child(num, "abstractNumId")) or abstract

    def _count(self, num_id: str, abstract: str, levels, level: int) -> list[int | None]:
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        is_first = (num_id, level) not in self._started
        self._started.add((num_id, level))
        if counts[level] is None or (is_first and self._starts_over(num_id, level)):
            counts[level] = levels[level].start
        else:
            counts[level] += 1
        for deeper in range(level + 1, LEVELS):
            restart = levels[deeper].restart
            if restart is None or level < restart:
                counts[deeper] = None
        return counts

    def _starts_over(self, num_id: str, level: int) -> bool:
        """Whether this list begins anew where it shares its definition with one before it."""
        return any(
            integer(override.get(w("ilvl"))) == level
            and child(override, "startOverride") is not None
            for override in self._nums[num_id].iterchildren(w("lvlOverride"))
        )


def _levels(abstract) -> list[Level]:
    levels = [Level() for _ in range(LEVELS)]
    for each in () if abstract is None else abstract.iterchildren(w("lvl")):
        levels[integer(each.get(w("ilvl")), high=LEVELS - 1)] = _level(each)
    return levels


def _level(element) -> Level:
    restart = value_of(child(element, "lvlRestart"))
    legal = child(element, "isLgl")
    return Level(
        start=integer(value_of(child(element, "start")), 0),
        kind=_kind(element),
        text=(value_of(child(element, "lvlText")) or "")[:_LONGEST],
        gap=value_of(child(element, "suff")) or "tab",
        is_legal=legal is not None and flag(legal),
        restart=None if restart is None else integer(restart, high=LEVELS),
        style=value_of(child(element, "pStyle")) or "",
    )


def _kind(element) -> str:
    """The number format; newer ones stand in a choice of two."""
    found = child(element, "numFmt")
    if found is None:
        found = next(element.iter(w("numFmt")), None)
    return value_of(found) or "decimal"


def _overridden(level: Level, override) -> Level:
    own = child(override, "lvl")
    made = _level(own) if own is not None else level
    start = value_of(child(override, "startOverride"))
    return made if start is None else replace(made, start=integer(start, made.start))


def _printed(levels, level: int, counts) -> str:
    this = levels[level]

    def number(found: re.Match) -> str:
        at = int(found.group(1)) - 1
        value = counts[at] if counts[at] is not None else levels[at].start
        return numeral(value, "decimal" if this.is_legal else levels[at].kind)

    text = _PLACEHOLDER.sub(number, this.text).replace("\u200b", "").strip()
    return text + _gap(text, this.gap) if text else ""


def _gap(text: str, gap: str) -> str:
    """White space after the number, where the printed page shows a gap that means something."""
    if _WIDE_GAP.search(text):
        return "\u3000"
    return "" if gap == "nothing" or text[-1] in "、）】〕．" else " "
