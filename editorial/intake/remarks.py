"""REMARKS: comments of a Word file → 审读意见 on the article that they were made on."""

from dataclasses import replace

from django.utils import timezone

from editorial.intake.article import Draft
from editorial.intake.lines import Doubt, LeftOut, Line, leave_out
from editorial.intake.reading import Remark
from editorial.models import Article, Comment
from editorial.models.comment import LONGEST_BEFORE, LONGEST_QUOTE

HOMELESS = "批注不在文章里（见存疑）"
KEPT = "第 {line} 行{words}有{author}批注：“{text}”，入库时存为这一篇的审读意见。"
LOST = "第 {line} 行{words}有{author}批注：“{text}”；它不在文章里，没有导入，请处理。"
_SHOWN = 30  # characters of a passage, in a doubt
_EARLIEST = 1990
_LONGEST_NAME = Comment._meta.get_field("author_name").max_length


def with_remarks(
    drafts: tuple[Draft, ...], remarks: tuple[Remark, ...], back: tuple[Line, ...]
) -> tuple[Draft, ...]:
    """The articles with the remarks on their lines; cover, contents and back matter take none."""
    end = back[0].number if back else None
    found: dict[int, list[Remark]] = {}
    for remark in remarks:
        above = [n for n, draft in enumerate(drafts) if draft.start_line <= remark.line]
        if above and (end is None or remark.line < end):
            at = max(above, key=lambda n: drafts[n].start_line)
            found.setdefault(at, []).append(remark)
    return tuple(replace(draft, remarks=tuple(found.get(n, ()))) for n, draft in enumerate(drafts))


def _homeless(remarks: tuple[Remark, ...], drafts: tuple[Draft, ...]) -> list[Remark]:
    kept = {id(remark) for draft in drafts for remark in draft.remarks}
    return [remark for remark in remarks if id(remark) not in kept]


def doubts_about(remarks: tuple[Remark, ...], drafts: tuple[Draft, ...]) -> list[Doubt]:
    """One sentence a remark; those that were dealt with in Word need no eye."""
    kept = [each for draft in drafts for each in draft.remarks if not each.is_done]
    lost = _homeless(remarks, drafts)
    return [_doubt(each, KEPT) for each in kept] + [_doubt(each, LOST) for each in lost]


def _doubt(remark: Remark, sentence: str) -> Doubt:
    quote = remark.quote
    shown = f"{quote[:_SHOWN]}……" if len(quote) > _SHOWN else quote
    message = sentence.format(
        line=remark.line,
        words=f"“{shown}”处" if shown else "",
        author=f"{remark.author}的" if remark.author else "",
        text=remark.text,
    )
    return Doubt(remark.line, "comment", message)


def remarks_left_out(remarks: tuple[Remark, ...], drafts: tuple[Draft, ...]) -> list[LeftOut]:
    """The words of remarks that found no article."""
    return [
        found
        for remark in _homeless(remarks, drafts)
        for each in (remark, *remark.answers)
        for found in leave_out(remark.line, each.text, HOMELESS)
    ]


def store_remarks(article: Article, remarks: tuple[Remark, ...]) -> None:
    """Those that the article does not have yet: a newer version of a file brings the old ones."""
    for remark in remarks:
        thread = _row(article, remark, quote=remark.quote[:LONGEST_QUOTE])
        known = Comment.objects.filter(
            article=article, parent=None, author=None, author_name=thread.author_name,
            body=thread.body, quote=thread.quote,
        ).first()  # fmt: skip
        if known is None:
            thread.before = remark.before[-LONGEST_BEFORE:]
            thread.resolved_at = timezone.now() if remark.is_done else None
            thread.save()
        _store_answers(known or thread, remark.answers)


def _store_answers(thread: Comment, answers: tuple[Remark, ...]) -> None:
    for answer in answers:
        row = _row(thread.article, answer, parent=thread)
        same = thread.replies.filter(author=None, author_name=row.author_name, body=row.body)
        if not same.exists():
            row.save()


def _row(article: Article, remark: Remark, **fields) -> Comment:
    name = remark.author[:_LONGEST_NAME]
    return Comment(
        article=article, body=remark.text, author_name=name, created_at=_time(remark), **fields
    )


def _time(remark: Remark):
    """When it was written, if that can be; a file may say anything."""
    now = timezone.now()
    if remark.at is None or not _EARLIEST <= remark.at.year < 9999:
        return now
    return min(now, timezone.make_aware(remark.at))
