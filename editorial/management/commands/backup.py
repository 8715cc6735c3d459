"""backup DIR: write everything there is into a bundle, while the site runs."""

from django.core.management.base import BaseCommand, CommandError

from editorial import keeping
from editorial.management.progress import progress

INCOMPLETE = 3  # exit code: the bundle stands, but stored files were not found

STOPPED = "备份停下了，没有写成。原来的备份没有动；再运行一次即可。"


class Command(BaseCommand):
    help = "把数据库、来稿、图片和成刊备份到一个目录（网站照常运行）；再次备份只写变化的部分"

    def add_arguments(self, parser):
        parser.add_argument("dir", help="备份目录：空目录，或原来的备份目录")
        parser.add_argument("--full", action="store_true", help="全部重写，补好损坏的旧备份")

    def handle(self, **options):
        bundle = keeping.Bundle(options["dir"])
        try:
            with progress("备份", options["verbosity"], stopped=STOPPED) as on_step:
                made = keeping.back_up(bundle, is_full=options["full"], on_step=on_step)
        except keeping.Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        rows = sum(table["rows"] for table in made["tables"])
        files, missing = made["files"], made["missing"]
        size = sum(each["size"] for each in made["tables"] + files) / 1e6
        self.stdout.write(
            f"已备份到 {bundle.place}：{rows} 行数据，{len(files)} 个文件，共 {size:.1f} MB。"
        )
        if missing:
            raise CommandError(
                f"存储里少了 {len(missing)} 个文件，备份里没有它们：{'、'.join(missing)}。"
                "其余都已备份。",
                returncode=INCOMPLETE,
            )
