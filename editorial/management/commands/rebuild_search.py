"""rebuild_search: make the search index anew from what is published, and look it over."""

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from editorial import search


class Command(BaseCommand):
    help = "按已出版的文章重建检索和政策索引，并核对；--check 只核对，--if-needed 只在缺漏时重建"

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="只核对，不重建")
        parser.add_argument("--if-needed", action="store_true", help="索引齐全时不重建")

    def handle(self, **options):
        if options["check"]:
            return self._check("检索与已出版的文章一致。")
        if options["if_needed"] and search.is_current():
            return None
        with tqdm(unit="篇", disable=options["verbosity"] == 0 or None) as bar:
            count = search.rebuild(on_article=bar.update)
        return self._check(f"已重建检索，共 {count} 篇文章。")

    def _check(self, content):
        if found := search.faults():
            raise CommandError("".join(found) + "请运行 manage.py rebuild_search 重建。")
        self.stdout.write(content)
