"""Order an edition from the command line, and follow it until it is made."""

import json
import re
import time

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from editorial import typesetting
from editorial.models import Edition, Issue

POLL_SECONDS = 0.1
UNATTENDED_SECONDS = 30  # so long nobody may take the order before the command gives up waiting
BAD_USE, NOT_MADE = 2, 1


class Command(BaseCommand):
    help = "排一期：下单给排版进程，打印成刊编号；加 --wait 等到排完"

    def add_arguments(self, parser):
        parser.add_argument("issue", help="年份/期号，如 2026/47")
        parser.add_argument(
            "--kind",
            default="proof",
            help="proof 校样（默认）、print 印刷版、web 网络版、offprint 抽印本",
        )
        parser.add_argument("--article", type=int, metavar="N", help="抽印本：印第几篇")
        parser.add_argument("--fill", action="store_true", help="印刷版：补白页到 4 的倍数")
        parser.add_argument("--wait", action="store_true", help="等到排完")
        parser.add_argument("--here", action="store_true", help="在本进程里排，不用排版进程")
        parser.add_argument("--report", metavar="json", help="排完后按 JSON 报告")

    def handle(self, **options):
        issue, kind = _issue(options["issue"]), _kind(options["kind"])
        if options["report"] not in (None, "json"):
            raise CommandError(
                f"报告只有 json 一种格式，没有“{options['report']}”。", returncode=BAD_USE
            )
        edition = Edition.objects.order(
            issue,
            kind,
            article=_article(issue, kind, options["article"]),
            fills_sheets=options["fill"] and kind == Edition.Kind.PRINT,
        )
        if options["here"]:
            self._make_here(edition)
        elif options["wait"] or options["report"]:
            self._follow(edition)
        else:
            self.stdout.write(f"{edition.pk}")
            return
        edition.refresh_from_db()
        self._tell(edition, as_json=options["report"] == "json")

    def _make_here(self, edition):
        with _bar() as bar:
            typesetting.typeset(edition, on_step=bar.set_postfix_str)
        edition.refresh_from_db()
        if edition.is_unfinished:
            self._follow(edition)

    def _follow(self, edition):
        """Until the row is finished; a press that stays away is told of, then not waited for."""
        started, told = time.monotonic(), False
        with _bar() as bar:
            while edition.is_unfinished:
                time.sleep(POLL_SECONDS)
                edition.refresh_from_db()
                bar.set_postfix_str(edition.step or edition.get_state_display())
                if not told and typesetting.is_unattended(edition):
                    told = True
                    tqdm.write("排版进程好像没有启动，仍在等……", file=self.stderr)
                if told and edition.state == Edition.State.QUEUED:
                    _give_up_after(started, edition)

    def _tell(self, edition, *, as_json):
        if as_json:
            self.stdout.write(json.dumps(report(edition), ensure_ascii=False, indent=2))
        elif edition.is_ready:
            self.stdout.write(
                f"{edition} 排好了：{edition.pages} 页，{edition.size / 1024:.0f} KB，"
                f"用时 {edition.seconds} 秒，文件 {edition.file.name}"
            )
            for finding in edition.findings:
                self.stdout.write(f"  · {finding['message']}")
        if not edition.is_ready:
            raise CommandError(f"{edition} 没有排成：{edition.fault}", returncode=NOT_MADE)


def report(edition) -> dict:
    """The edition as plain data: file, pages, seconds, bytes, articles, findings."""
    articles = edition.issue.articles.in_print_order()
    return {
        "edition": edition.pk,
        "state": edition.state,
        "fault": edition.fault,
        "file": _place(edition),
        "pages": edition.pages,
        "seconds": edition.seconds,
        "bytes": edition.size,
        "articles": [
            {
                "title": article.plain_title,
                "start_page": edition.start_pages.get(str(article.pk)),
                "pages": edition.article_pages.get(str(article.pk)),
            }
            for article in articles
        ],
        "findings": edition.findings,
    }


def _place(edition) -> str:
    """The path of the file, or its name where the storage has no paths."""
    if not edition.file:
        return ""
    try:
        return edition.file.path
    except NotImplementedError:
        return edition.file.name


def _give_up_after(started, edition) -> None:
    if time.monotonic() - started > UNATTENDED_SECONDS:
        raise CommandError(
            f"{UNATTENDED_SECONDS} 秒内没有排版进程接单，请启动排版进程"
            "（celery -A bulletin worker -B）；"
            f"订单 {edition.pk} 已留在队列里，进程一启动就会排。",
            returncode=NOT_MADE,
        )


def _issue(text: str) -> Issue:
    match = re.fullmatch(r"(\d{4})/(\d{1,3})", text)
    if match is None:
        raise CommandError(f"“{text}”不是期号，请写成“年份/期号”，如 2026/47。", returncode=BAD_USE)
    issue = Issue.objects.numbered(int(match[1]), int(match[2])).first()
    if issue is None:
        raise CommandError(
            f"没有{match[1]}年第{int(match[2])}期，请先导入来稿或建立这一期。", returncode=BAD_USE
        )
    return issue


def _kind(text: str) -> str:
    if text not in Edition.Kind.values:
        known = "、".join(f"{value} {label}" for value, label in Edition.Kind.choices)
        raise CommandError(f"没有“{text}”这种成刊，可用的有：{known}。", returncode=BAD_USE)
    return text


def _article(issue, kind: str, position: int | None):
    """The article of an offprint; other products are of the whole issue."""
    if kind != Edition.Kind.OFFPRINT:
        return None
    found = list(issue.articles.in_print_order())
    if position is None or not 1 <= position <= len(found):
        raise CommandError(
            f"抽印本要用 --article 写明印第几篇，{issue}有 {len(found)} 篇。", returncode=BAD_USE
        )
    return found[position - 1]


def _bar():
    """A moving line on a terminal, nothing in a pipe."""
    return tqdm(desc="排版", bar_format="{desc} {elapsed} {postfix}", disable=None)
