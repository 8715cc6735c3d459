"""Attachments in 自动保存: the rows below the form as one text, compared with those stored."""

import json

from editorial.admin.worded import Worded, worded
from editorial.models import Article

NAME, LABEL = "attachments", "附件"
_MOST, _LONGEST = 200, 700


def readable(text: str) -> str:
    """The text if it is a list of ``[id, title, address, gone]``, else nothing."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):  # nested ten thousand deep
        return ""
    is_list = isinstance(rows, list) and len(rows) <= _MOST
    return text if is_list and all(map(_is_row, rows)) else ""


def _is_row(row) -> bool:
    return (
        isinstance(row, list)
        and [type(each) for each in row] == [str, str, str, bool]
        and all(len(each) <= _LONGEST for each in row[:3])
    )


def difference(article: Article, text: str) -> Worded | None:
    """What differs from the attachments stored now; ``None`` where nothing does."""
    old = [_line(each.title, each.url) for each in article.attachments.all()]
    new = [_line(title, url) for _, title, url, is_gone in json.loads(text) if not is_gone]
    return worded(LABEL, "\n".join(old), "\n".join(new)) if old != new else None


def _line(title: str, url: str) -> str:
    return f"{title}（{url}）" if url else title
