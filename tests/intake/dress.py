"""The same manuscript in other clothes: habits of other pages and programs, line by line."""

import random
import re
from collections.abc import Callable

from editorial.typography import width

Lines = list[tuple[int, str]]  # (number in the original, 0 for an added line; text)
_CONTENTS_ENTRY = re.compile(r"^(?:- )?(\d\d) (.*)$")
_NOTE = re.compile(r"^#*\s*编者按$")
_SOURCE = re.compile(r"^[（(]来源[：:](.*)[）)]$")


def _each(change: Callable[[str], str]) -> Callable[[Lines], Lines]:
    return lambda lines: [(number, change(text)) for number, text in lines]


def _in_contents(change: Callable[[str], str]) -> Callable[[Lines], Lines]:
    """Change the lines from 本期要目 to the first note."""

    def dress(lines: Lines) -> Lines:
        texts = [text for _, text in lines]
        start = next(at for at, text in enumerate(texts) if "本期要目" in text)
        end = next(at for at, text in enumerate(texts) if _NOTE.match(text))
        return [
            (number, change(text) if start < at < end else text)
            for at, (number, text) in enumerate(lines)
        ]

    return dress


def _without_marks(text: str) -> str:
    return re.sub(r"^(?:#+ |- )", "", text).replace("**", "")


def _random_depths(lines: Lines) -> Lines:
    """Heading marks of any depth on some short lines, none on the others."""
    chance = random.Random(1)
    dressed = []
    for number, text in lines:
        bare = re.sub(r"^#+ ", "", text)
        marked = bare.strip() and width(bare) < 40 and chance.random() < 0.5
        dressed.append((number, f"{'#' * chance.randint(1, 4)} {bare}" if marked else bare))
    return dressed


def _notes_on_the_line_of_their_label(lines: Lines) -> Lines:
    dressed, waiting = [], False
    for number, text in lines:
        if _NOTE.match(text):
            waiting = True
            dressed.append((number, ""))
        elif waiting and text.strip():
            waiting = False
            dressed.append((number, f"编者按：{text}"))
        else:
            dressed.append((number, text))
    return dressed


def _sources_glued_to_the_text(lines: Lines) -> Lines:
    dressed = list(lines)
    for at, (number, text) in enumerate(lines):
        if _SOURCE.match(text):
            before = next(n for n in range(at - 1, -1, -1) if dressed[n][1].strip())
            if dressed[before][1].rstrip()[-1] in "。）)":
                dressed[before] = (dressed[before][0], dressed[before][1] + text)
                dressed[at] = (number, "")
    return dressed


def _numbers_on_their_own_lines(lines: Lines) -> Lines:
    dressed = []
    for number, text in lines:
        found = re.match(r"^(\S+日) (第\d+期) (总第\d+期)$", text)
        parts = found.groups() if found else (text,)
        dressed += [(number if at == 0 else 0, part) for at, part in enumerate(parts)]
    return dressed


HALF_WIDTH = str.maketrans("（），：；", "(),:;")
FULL_WIDTH = str.maketrans("()", "（）")

# name → dress: what a manuscript of another page, program or year may look like.
DRESSES: dict[str, Callable[[Lines], Lines]] = {
    "as received": list,
    "no marks": _each(_without_marks),
    "marks of any depth": _random_depths,
    "half-width punctuation": _each(lambda text: text.translate(HALF_WIDTH)),
    "full-width brackets": _each(lambda text: text.translate(FULL_WIDTH)),
    "indented": _each(lambda text: f"　　{text}" if text[:1].strip("#-* ") else text),
    "no blank lines": lambda lines: [(n, text) for n, text in lines if text.strip()],
    "tabs before the pages": _in_contents(lambda text: _CONTENTS_ENTRY.sub(r"\1\t\2", text)),
    "pages without zero": _in_contents(lambda text: re.sub(r"^(?:- )?0?(\d+) ", r"\1　", text)),
    "notes in brackets": _each(lambda text: "【编者按】" if _NOTE.match(text) else text),
    "letter-spaced notes": _each(lambda text: "编 者 按" if _NOTE.match(text) else text),
    "notes on the line of their label": _notes_on_the_line_of_their_label,
    "sources without brackets": _each(lambda text: _SOURCE.sub(r"来源：\1", text)),
    "sources glued to the text": _sources_glued_to_the_text,
    "numbers in brackets": _each(
        lambda text: re.sub(r"第(\d+)期 总第(\d+)期", r"第 \1 期（总第 \2 期）", text)
    ),
    "numbers on their own lines": _numbers_on_their_own_lines,
}


def renumbered(dressed: Lines, truth: dict) -> dict:
    """The answers with the line numbers of the dressed manuscript."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for at, (number, _) in enumerate(dressed, 1):
        first.setdefault(number, at)
        last[number] = at
    articles = [
        {
            **article,
            "page_cut_joins": [[last[a], first[b]] for a, b in article["page_cut_joins"]],
            "hidden_page_cut_joins": [
                [last[a], first[b]] for a, b in article["hidden_page_cut_joins"]
            ],
            "truncated_at_lines": [last[a] for a in article["truncated_at_lines"]],
            "orphan_responsibility_lines": [
                last[a] for a in article["orphan_responsibility_lines"]
            ],
        }
        for section in truth["sections"]
        for article in section["articles"]
    ]
    waiting = iter(articles)
    sections = [
        {**section, "articles": [next(waiting) for _ in section["articles"]]}
        for section in truth["sections"]
    ]
    profiles = [
        {**profile, "line_no": first[profile["line_no"]]}
        for profile in truth["organisation_profiles"]
    ]
    return {**truth, "sections": sections, "organisation_profiles": profiles}
