"""Load the three invented issues; with ``--publish``, take the finished ones to the public site."""

from functools import partial

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from editorial import sample, tasks, workflow
from editorial.sample.publishing import STEPS, wait_for_worker


class Command(BaseCommand):
    help = "载入三期示例（可重复执行；已有的期不作任何改动）"

    def add_arguments(self, parser):
        parser.add_argument("--publish", action="store_true", help="等排版完成后签发、出版")
        parser.add_argument("--here", action="store_true", help="在本进程内排版，不用排版进程")
        parser.add_argument("--seconds", type=float, default=180, help="每个成刊最多等多少秒")

    def handle(self, **options):
        try:
            files = sample.read_issues()
            will_publish = options["publish"] or options["here"]
            self._load(files, tell_all=not will_publish)
            if will_publish:
                self._publish(files, _press(options))
        except (sample.SampleFault, sample.Unfinished, workflow.Refused) as error:
            raise CommandError(str(error)) from error

    def _load(self, files, *, tell_all):
        for file in _progress(files, "载入示例"):
            if sample.load(file):
                self._say(f"{file}已载入。")
            elif tell_all:
                self._say(f"{file}已经有了，未作改动。")

    def _publish(self, files, press):
        finished = [file for file in files if file.is_to_be_published]
        with _progress(None, "出版示例", total=STEPS * len(finished)) as bar:
            for file in finished:
                sentence = sample.publish(file, press=press, on_step=partial(_advance, bar))
                self._say(sentence)

    def _say(self, sentence):
        with tqdm.external_write_mode():
            self.stdout.write(sentence)


def _press(options):
    if options["here"]:
        return _typeset_here
    return partial(wait_for_worker, seconds=options["seconds"])


def _typeset_here(edition):
    tasks.typeset_edition(edition.pk)


def _progress(items, label, total=None):
    """A bar on a terminal, nothing in a pipe (``disable=None``)."""
    return tqdm(items, desc=label, total=total, disable=None, leave=False)


def _advance(bar, step):
    bar.set_description(step)
    bar.update()
