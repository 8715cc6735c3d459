"""CORRECT: an editor's small operations on a proposal, kept as data and applied in order.

Each names a place in the manuscript, never a place in the result, so that any one of them can be
taken back and the stages run again over the rest. ``place`` is a line (``355``), the part of a
line that begins at a character of it (``355+41``), or an article (the line of its title in the
contents list; the line of its title where it is not listed; 0 for what follows the last article).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from editorial.intake.joins import HEADINGS
from editorial.intake.lines import Doubt, Line, join_text
from editorial.intake.refusal import Refused
from editorial.typography import MENDS

DROPPED = "编辑删去"
FIELDS = {"title": 500, "document_number": 60, "addressee": 500, "source": 200}
COVER_FIELDS = {
    "tagline": 120, "strapline": 120, "cover_headline": 200, "phone": 60, "phone_note": 20,
    "email": 120, "address": 200, "disclaimer": 2000,
}  # fmt: skip
MOST_CORRECTIONS = 2000
_PLACE = re.compile(r"\d{1,6}(?:\+\d{1,6})?")
_NUMBER = re.compile(r"\d{1,6}")
_MEND_KINDS = {kind for kind, _, _ in MENDS}

# verb → what its value must look like.
VERBS = {
    "drop": re.compile(""),
    "join": _PLACE,  # onto the paragraph that begins there
    "split": re.compile(r"[1-9]\d{0,5}"),  # before this character of the line
    "apart": re.compile(""),
    "make": re.compile("|".join((*HEADINGS, "text", "note"))),
    "restore": re.compile(""),  # a line that was taken for page furniture
    "seen": re.compile(r"[a-z_]{1,30}"),  # the kind of a doubt that an editor looked into
    "keep": re.compile("|".join(sorted(_MEND_KINDS))),  # place 0: everywhere
    "section": re.compile(r"\S.{0,19}"),
    "begin": _NUMBER,
    "title_at": _NUMBER,
    "article": re.compile(r"\d{0,6}"),  # the contents line of a title that was not found
    "merge": re.compile(""),
    "set_date": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "set_number": re.compile(r"\d{1,3}"),
    "set_running_number": re.compile(r"\d{1,5}"),
    "set_cover_story": _NUMBER,  # the article that the cover announces
    "set_names": re.compile(r"\S[^\n]{0,19}\n[^\n]{0,1000}"),  # role, then its names
    "rename_role": re.compile(r"\S[^\n]{0,19}\n\S[^\n]{0,19}"),  # old, then new
    "rename_section": re.compile(r"[^\n]{0,20}\n\S[^\n]{0,19}"),  # old, then new
    **{f"set_{name}": re.compile("(?s).*") for name in (*FIELDS, *COVER_FIELDS)},
}
OF_BORDERS = ("begin", "title_at", "article", "merge")


@dataclass(frozen=True)
class Correction:
    """One operation. Raises ``Refused`` when it is none of ours."""

    verb: str
    place: str
    value: str = ""

    def __post_init__(self):
        pattern = VERBS.get(self.verb)
        is_sound = pattern and _PLACE.fullmatch(self.place) and pattern.fullmatch(self.value)
        if not is_sound:
            raise Refused("这一步改动看不懂，没有记下，请在核对页上重做。")
        longest = (FIELDS | COVER_FIELDS).get(self.verb.removeprefix("set_"))
        if longest and len(self.value) > longest:
            raise Refused(f"填写的文字有 {len(self.value)} 个字，超过这一栏的 {longest} 个字。")

    @property
    def line(self) -> int:
        return int(self.place.partition("+")[0])


def corrections_of(kept: Iterable[dict]) -> tuple[Correction, ...]:
    """Corrections as they are kept with a manuscript."""
    return tuple(Correction(each["verb"], each["place"], each.get("value", "")) for each in kept)


def of_article(corrections: Iterable[Correction], key: int) -> dict[str, str]:
    """What was set for one article (or, for 0, the cover): the last word of each verb."""
    return {
        each.verb: each.value
        for each in corrections
        if each.line == key and (each.verb == "section" or each.verb.startswith("set_"))
    }


def section_of(printed: str, key: int, corrections: Iterable[Correction]) -> str:
    """The section of an article, moved and renamed in the order of the steps."""
    name = printed
    for each in corrections:
        if each.verb == "section" and each.line == key:
            name = each.value
        elif each.verb == "rename_section":
            old, _, new = each.value.partition("\n")
            name = new if name == old else name
    return name


def unseen(doubts: Iterable[Doubt], corrections: Iterable[Correction]) -> tuple[list, list]:
    """(doubts still open, doubts that an editor looked into)."""
    seen = {(each.line, each.value) for each in corrections if each.verb == "seen"}
    is_open = [(each, (each.line, each.kind) not in seen) for each in doubts]
    return [each for each, yes in is_open if yes], [each for each, yes in is_open if not yes]


def correct(lines: tuple[Line, ...], corrections: Iterable[Correction]) -> tuple[Line, ...]:
    """The lines as the editor wants them read. Nothing but white space appears or goes."""
    corrections = tuple(corrections)
    pieces = _pieces(lines, corrections)
    for each in corrections:
        change = _CHANGES.get(each.verb)
        if change:
            pieces = change(pieces, each)
    return tuple(pieces.values())


def _pieces(lines, corrections) -> dict[str, Line]:
    """Place → line, or part of a line where it was split."""
    cuts: dict[int, set[int]] = {}
    for each in corrections:
        if each.verb == "split" and "+" not in each.place:
            cuts.setdefault(each.line, set()).add(int(each.value))
    pieces = {}
    for line in lines:
        for piece in _split(line, sorted(cuts.get(line.number, ()))):
            pieces[piece.place] = piece
    return pieces


def _split(line: Line, cuts: list[int]) -> list[Line]:
    """The parts of a line; only cuts between two words-bearing parts count."""
    made, text = [line], line.text
    for cut in cuts:
        start = made[-1].offset
        if not text[start:cut].strip() or not text[cut:].strip():
            continue
        made[-1] = replace(made[-1], text=text[start:cut].rstrip())
        made.append(
            replace(
                line, text=text[cut:].lstrip(), offset=cut, starts=True, blanks_before=0,
                removed=(), hashes=0, bullet=False, bold="",
            )
        )  # fmt: skip
    return made


def _drop(pieces: dict[str, Line], each: Correction) -> dict[str, Line]:
    line = pieces.get(each.place)
    if line is None or not line.text:
        return pieces
    removed = (*line.removed, (line.text, DROPPED))
    return pieces | {each.place: replace(line, text="", removed=removed, bold="")}


def _join(pieces: dict[str, Line], each: Correction) -> dict[str, Line]:
    """One line onto an earlier one, which may itself have been joined to another."""
    line, onto = pieces.get(each.place), pieces.get(each.value)
    while onto is not None and onto.onto:
        onto = pieces[onto.onto]
    if line is None or onto is None or not line.text or not onto.text:
        return pieces
    if (onto.number, onto.offset) >= (line.number, line.offset):
        return pieces
    joined = replace(
        onto, text=join_text(onto.text, line.text), also=(*onto.also, line.number, *line.also)
    )
    emptied = replace(line, text="", also=(), bold="", onto=onto.place)
    return pieces | {onto.place: joined, each.place: emptied}


def _apart(pieces: dict[str, Line], each: Correction) -> dict[str, Line]:
    return _change(pieces, each, starts=True)


def _make(pieces: dict[str, Line], each: Correction) -> dict[str, Line]:
    return _change(pieces, each, ruling=each.value)


def _restore(pieces: dict[str, Line], each: Correction) -> dict[str, Line]:
    """A line that was taken for page furniture is text after all."""
    line = pieces.get(each.place)
    if line is None or line.restored or line.onto:
        return pieces
    if line.text:
        return _change(pieces, each, restored=True)
    *others, (text, _) = line.removed or ((line.raw, ""),)
    return _change(pieces, each, text=text.strip(), removed=tuple(others), restored=True)


def _keep(pieces: dict[str, Line], each: Correction) -> dict[str, Line]:
    """Leave one kind of mend undone, on one line or (place 0) on all."""
    return {
        place: replace(line, unmended=(*line.unmended, each.value))
        if each.place in ("0", place)
        else line
        for place, line in pieces.items()
    }


def _change(pieces: dict[str, Line], each: Correction, **changes) -> dict[str, Line]:
    line = pieces.get(each.place)
    return pieces if line is None else pieces | {each.place: replace(line, **changes)}


_CHANGES = {
    "drop": _drop, "join": _join, "apart": _apart, "make": _make, "keep": _keep,
    "restore": _restore,
}  # fmt: skip
