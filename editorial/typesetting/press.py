"""The press as one job: claim the order, render, inspect, store; any fault becomes a sentence."""

import logging

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings

from editorial.models import Edition
from editorial.typesetting import cores, limits, store
from editorial.typesetting.inspect import inspect
from editorial.typesetting.refusal import Refused
from editorial.typesetting.render import render_issue

logger = logging.getLogger(__name__)

AT_WORK_ON = "停下时正在排《{title}》。"
TOO_LONG = (
    f"排版超过 {settings.PRESS_SECONDS} 秒，已停下。"
    "多半是某篇文章里有特别大的表格或特别长的段落，请拆开后重新排版。"
)
OUT_OF_MEMORY = (
    f"排版用的内存超过 {settings.PRESS_MEMORY_MB} MB，已停下。"
    "请把特别大的图片缩小、特别大的表格拆开后重新排版。"
)


def typeset(edition: Edition, *, on_step=None) -> None:
    """Render and store one queued edition; the row tells how it went.

    A row that is not waiting is left alone, so a message may come twice or late.
    """
    claimed = store.claim(edition.pk)
    if claimed is None:
        return
    known = {"edition": claimed.pk, "attempt": claimed.attempt, "kind": claimed.kind}
    logger.info("edition %s: attempt %s begins", claimed.pk, claimed.attempt, extra=known)
    try:
        with store.pulse(claimed), cores.one_taken():
            sheets = render_issue(
                claimed.issue,
                claimed.kind,
                article=claimed.article,
                fills_sheets=claimed.fills_sheets,
                on_step=store.Progress(claimed, on_step),
            )
            store.finish(claimed, sheets, inspect(sheets))
        logger.info("edition %s: %s pages are stored", claimed.pk, sheets.pages, extra=known)
    except store.Superseded:
        logger.info("edition %s: attempt was superseded", claimed.pk, extra=known)
    except Exception as error:
        sentence = _sentence(error, claimed)
        limits.make_room(error)  # first of all: even a line of the log needs some
        logger.warning("edition %s failed: %s", claimed.pk, sentence, extra=known)
        store.fail(claimed, sentence)
        limits.restore()


def _sentence(error: Exception, edition) -> str:
    if isinstance(error, Refused):
        return str(error)
    if isinstance(error, SoftTimeLimitExceeded):
        return TOO_LONG + _where(error)
    if isinstance(error, MemoryError) or limits.is_starved():
        return OUT_OF_MEMORY + _where(error)
    known = {"edition": edition.pk}
    logger.error("edition %s could not be rendered", edition.pk, exc_info=error, extra=known)
    return (
        f"排版程序出错（{type(error).__name__}），{edition.issue}没有排成。"
        "请把这句话和时间告诉管理员，日志里有详情；改动文字后可以再试。"
    )


def _where(error: Exception) -> str:
    """Which article was being set, where that is known."""
    title = getattr(error, "at_work_on", "")
    return AT_WORK_ON.format(title=title) if title else ""
