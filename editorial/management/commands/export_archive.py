"""export_archive DIR: the public archive as files for any web server."""

from django.core.management.base import BaseCommand, CommandError

from editorial import keeping
from editorial.management.progress import progress

STOPPED = "副本没有写完。再运行一次就会接着写。"


class Command(BaseCommand):
    help = "把公开站写成一套静态文件，任何网站服务器都能提供；再次运行只写变化的部分"

    def add_arguments(self, parser):
        parser.add_argument("dir", help="副本目录：空目录，或原来的副本目录")
        parser.add_argument("--jobs", type=int, default=0, help="同时排多少页，默认与核数相同")

    def handle(self, **options):
        try:
            with progress("静态副本", options["verbosity"], stopped=STOPPED) as on_step:
                told = keeping.export_archive(
                    options["dir"], jobs=max(0, options["jobs"]), on_step=on_step
                )
        except keeping.Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"副本共 {told['files']} 个文件，这次写了 {told['made']} 个，"
            f"撤下 {told['removed']} 个。"
        )
