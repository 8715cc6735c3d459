"""Comments of a Word file, and what Word keeps beside them: who answers whom, what is done."""

from dataclasses import dataclass, replace
from datetime import datetime

from editorial.intake.reading import Remark
from editorial.intake.refusal import Refused
from editorial.intake.word.names import local, w

MOST_COMMENTS = 1_000
MOST_WORDS = 20_000  # characters of one comment
TOO_MANY = "这个 Word 文档里有 {count} 条批注，超过 {most} 条的上限；请删去已经处理的批注后再导入。"
TOO_LONG = "这个 Word 文档里有一条批注长达 {count} 个字，不像批注；请把它移到正文或删去后再导入。"
WORDLESS = "（这条批注没有文字。）"
_ALONE = ("", False)  # answers nothing, is not done
_TIME = "%Y-%m-%dT%H:%M:%S"


@dataclass(frozen=True)
class _Comment:
    name: str
    paragraph: str  # w14:paraId of its last paragraph, by which the other part speaks of it
    remark: Remark


def remarks_of(comments, extended, quoted: dict[str, tuple[int, str, str]]) -> tuple[Remark, ...]:
    """The threads in the order of the text. ``quoted``: id → (line, passage, words before it)."""
    found = [] if comments is None else list(comments.iterchildren(w("comment")))
    if len(found) > MOST_COMMENTS:
        raise Refused(TOO_MANY.format(count=len(found), most=MOST_COMMENTS))
    threads = _threads([_comment(each) for each in found], _beside(extended))
    made = (_thread(each, answers, quoted) for each, answers in threads)
    return tuple(sorted(made, key=lambda remark: remark.line))


def _threads(comments, beside) -> list[tuple["_Comment", list[Remark]]]:
    """Each comment that answers none, with its answers; those without any words are left away."""
    by_paragraph = {each.paragraph: each for each in comments if each.paragraph}
    heads, answers = [], {}
    for each in comments:
        head = _head(each, by_paragraph, beside)
        if head is not each:
            answers.setdefault(head.name, []).extend([each.remark] if each.remark.text else [])
            continue
        _, is_done = beside.get(each.paragraph, _ALONE)
        heads.append(replace(each, remark=replace(each.remark, is_done=is_done)))
    found = [(each, answers.get(each.name, [])) for each in heads]
    return [(each, replies) for each, replies in found if each.remark.text or replies]


def _comment(element) -> _Comment:
    paragraphs = list(element.iter(w("p")))
    lines = [" ".join("".join(t.text or "" for t in p.iter(w("t"))).split()) for p in paragraphs]
    text = "\n".join(line for line in lines if line)
    if len(text) > MOST_WORDS:
        raise Refused(TOO_LONG.format(count=len(text)))
    remark = Remark(
        1, text, author=" ".join(element.get(w("author"), "").split()),
        at=_time(element.get(w("date"), "")),
    )  # fmt: skip
    last = paragraphs[-1] if paragraphs else None
    return _Comment(element.get(w("id"), ""), _paragraph_id(last), remark)


def _paragraph_id(paragraph) -> str:
    """Its paraId, whichever namespace the writing program put it in; not every program does."""
    attributes = {} if paragraph is None else paragraph.attrib
    return next((value for name, value in attributes.items() if name.endswith("}paraId")), "")


def _beside(extended) -> dict[str, tuple[str, bool]]:
    """commentsExtended.xml: paragraph → (paragraph that it answers, whether it is done)."""
    found = {}
    for element in () if extended is None else extended:
        if local(element) == "commentEx":
            said = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
            is_done = said.get("done") in ("1", "true", "on")
            if name := said.get("paraId"):
                found[name] = said.get("paraIdParent", ""), is_done
    return found


def _head(comment: _Comment, by_paragraph, beside) -> _Comment:
    """The comment that began its thread; a forged circle is cut where it closes."""
    seen = {comment.name}
    while True:
        parent = by_paragraph.get(beside.get(comment.paragraph, _ALONE)[0])
        if parent is None or parent.name in seen:
            return comment
        seen.add(parent.name)
        comment = parent


def _thread(comment: _Comment, answers: list[Remark], quoted) -> Remark:
    line, quote, before = quoted.get(comment.name, (1, "", ""))
    return replace(
        comment.remark,
        line=line,
        text=comment.remark.text or WORDLESS,
        quote=" ".join(quote.split()),
        before=" ".join(before.split()),
        answers=tuple(answers),
    )


def _time(text: str) -> datetime | None:
    """Word writes the local time, whatever letter it puts behind it."""
    try:
        return datetime.strptime(text[:19], _TIME)
    except ValueError:
        return None
