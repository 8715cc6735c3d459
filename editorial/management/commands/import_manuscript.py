"""import_manuscript FILE: a manuscript becomes an issue. Exit 0 clean, 1 doubts, 2 refused.

With ``--report json`` standard output is one JSON object whatever happens: ``result`` says
proposed, stored, unchanged or refused; a refusal has ``file`` and ``message`` besides.
"""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from tqdm import tqdm

from editorial import disks, intake
from editorial.models import User

CLEAN, DOUBTFUL, REFUSED = 0, 1, 2
MOST_MB = 100  # a Word file of an issue with all its pictures is far below
_SHOWN = 20


class Command(BaseCommand):
    help = "导入一份来稿（.docx、.txt、.md），成为一期"

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="来稿文件")
        parser.add_argument("--dry-run", action="store_true", help="只试读，不入库")
        parser.add_argument("--report", choices=["json"], help="把整份报告按 JSON 写到标准输出")
        parser.add_argument("--by", metavar="USERNAME", help="收稿人的用户名")

    def handle(self, *args, file, dry_run, report, by, **options):
        try:
            result, found, heading = self._run(Path(file), dry_run, by)
        except intake.Refused as refusal:
            if report == "json":
                self._write_json({"result": "refused", "file": file, "message": refusal.message})
            self.stderr.write(refusal.message, self.style.ERROR)
            sys.exit(REFUSED)
        if report == "json":
            self._write_json({"result": result, **found})
        else:
            print_report(self.stdout, found, heading)
        sys.exit(DOUBTFUL if found["doubts"] else CLEAN)

    def _write_json(self, found: dict):
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2))

    def _run(self, path: Path, dry_run: bool, username: str | None) -> tuple[str, dict, str]:
        """(proposed, stored or unchanged; report; first line of the summary)."""
        by = member(username)
        with tqdm(total=3, desc="读取", disable=not sys.stderr.isatty(), leave=False) as bar:
            data = contents_of(path)
            bar.update()
            bar.set_description("识别")
            proposal = intake.propose(data, path.name)
            bar.update()
            if dry_run:
                heading = f"{proposal.label}可以导入（试读，没有入库）"
                return "proposed", intake.report_of(proposal), heading
            bar.set_description("入库")
            imported = intake.received_before(proposal.digest) or intake.store(
                proposal, data, by=by
            )
            bar.update()
        if imported.is_new:
            return "stored", imported.report, f"{imported.issue}已入库"
        heading = f"这份来稿以前导入过，就是{imported.issue}，这次没有改动"
        return "unchanged", imported.report, heading


def print_report(stdout, report: dict, heading: str) -> None:
    """The first line, where every character went, and the doubts."""
    account = report["accounting"]
    sections = "，".join(f"{s['name']} {len(s['articles'])} 篇" for s in report["sections"])
    stdout.write(f"{heading}：{sections}。")
    left = sum(each["characters"] for each in account["left_out"])
    stdout.write(
        f"来稿 {account['characters_in']} 个字符：正文 {account['in_bodies']}，"
        f"各栏 {account['in_fields']}，略去 {left}（空白、标记、目录等）。"
    )
    doubts = report["doubts"]
    if doubts:
        stdout.write(f"有 {len(doubts)} 处存疑，请核对：")
    for doubt in doubts[:_SHOWN]:
        stdout.write(f"  {doubt['message']}")
    if len(doubts) > _SHOWN:
        stdout.write(f"  ……其余 {len(doubts) - _SHOWN} 处见导入报告。")


def member(username: str | None) -> User | None:
    if username is None:
        return None
    member = User.objects.filter(username=username, is_active=True).first()
    if member is None:
        raise intake.Refused(f"没有用户名为“{username}”的成员，请核对 --by。")
    return member


def contents_of(path: Path) -> bytes:
    """The file's bytes. One that is far too big is not read at all."""
    try:
        _refuse_what_is_no_manuscript(path)
        with path.open("rb") as file:
            return file.read()
    except FileNotFoundError:
        raise intake.Refused(f"找不到文件“{path}”，请核对路径。") from None
    except OSError as error:
        raise intake.Refused(f"文件“{path}”打不开（{disks.why(error)}），请检查权限。") from None


def _refuse_what_is_no_manuscript(path: Path) -> None:
    """Folders and devices, and files above every limit, told without reading them."""
    if path.is_dir():
        raise intake.Refused(f"“{path}”是一个文件夹，请指定其中的来稿文件。")
    if path.exists() and not path.is_file():
        raise intake.Refused(f"“{path}”不是普通文件，请指定来稿文件。")
    size = path.stat().st_size / 1024 / 1024
    if size > MOST_MB:
        raise intake.Refused(
            f"“{path}”有 {size:.0f} MB，超过了 {MOST_MB} MB 的上限，请确认选对了文件。"
        )
