"""A whole issue as a Word file: invented, with room for the paragraphs a test is about."""

from editorial.intake import propose
from editorial.intake.read import read
from tests.intake.samples import BACK, FRONT, PROSE
from tests.intake.word.builder import docx, p

TITLE = "山海省算力普惠行动方案"
NAME = "来稿.docx"


def issue(*blocks: str, title: str = TITLE, **more) -> bytes:
    """An issue of one article whose body is these paragraphs and tables."""
    before = [
        *FRONT.format(headline=title).split("\n"),
        *("本期要目", "国策要论", f"01 {title}", "编者按"),
        *("近日，山海省印发行动方案，明确三项任务。", title),
    ]
    after = ["（来源：山海省数据局）", *BACK.split("\n")]
    body = blocks or (p(PROSE),)
    return docx(*map(p, before), *body, *map(p, after), **more)


def lines_of(*blocks: str, **more) -> list[str]:
    """What the reader makes of these paragraphs alone."""
    return read(docx(*blocks, **more), NAME).text.split("\n")


def body_of(*blocks: str, **more) -> str:
    """The stored body of an article of these paragraphs."""
    return propose(issue(*blocks, **more), NAME).articles[0].body_html


def doubts_of(*blocks: str, kind: str, **more) -> list[str]:
    found = propose(issue(*blocks, **more), NAME).doubts
    return [doubt.message for doubt in found if doubt.kind == kind]
