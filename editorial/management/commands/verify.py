"""verify DIR: whether a bundle can be restored; names whatever is damaged."""

from django.core.management.base import BaseCommand, CommandError

from editorial import keeping
from editorial.management.progress import progress

STOPPED = "核对停下了，没有做完；备份没有动。"
HEAL = "用 manage.py backup --full 重写这份备份可以补好；或换一份备份。"


class Command(BaseCommand):
    help = "核对备份目录里的每一个文件，说出损坏的是哪些"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("dir", help="备份目录")

    def handle(self, **options):
        bundle = keeping.Bundle(options["dir"])
        try:
            with progress("核对", options["verbosity"], stopped=STOPPED) as on_step:
                found = keeping.damage(bundle, on_step=on_step)
            made = bundle.read()
        except keeping.Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        if found:
            raise CommandError("\n".join([*found, f"共 {len(found)} 处损坏。{HEAL}"]))
        count = len(made["tables"]) + len(made["files"])
        self.stdout.write(f"备份完好：{made['made_at']} 的内容，{count} 个文件的摘要都相符。")
