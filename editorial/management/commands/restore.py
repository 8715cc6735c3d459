"""restore DIR: make this empty installation what a bundle says."""

from django.core.management.base import BaseCommand, CommandError

from editorial import keeping
from editorial.management.progress import progress

STOPPED = (
    "恢复停下了，没有做完。请再运行一次；如果那时说这里已经有内容，就换一个空的数据库。"
    "已经存好的文件可以留着。"
)


class Command(BaseCommand):
    help = "从备份目录恢复到一个空的数据库和存储；里面已有内容时不动它"
    # The database may have no tables yet, which some checks would ask for.
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("dir", help="备份目录")

    def handle(self, **options):
        bundle = keeping.Bundle(options["dir"])
        try:
            with progress("恢复", options["verbosity"], stopped=STOPPED) as on_step:
                made = keeping.restore(bundle, on_step=on_step)
        except keeping.Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        rows = sum(table["rows"] for table in made["tables"])
        self.stdout.write(
            f"已恢复到 {made['made_at']} 的内容：{rows} 行数据，{len(made['files'])} 个文件。"
        )
        if made["missing"]:
            self.stdout.write(f"备份时就缺少的文件：{'、'.join(made['missing'])}。")
