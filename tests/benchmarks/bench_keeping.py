"""Keeping: seconds to back up, restore and verify 160 issues with their PDFs, and to copy them."""

import os
import tempfile
import time
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.management import call_command

from tests import servers
from tests.benchmarks.figures import Figure

ISSUES = 160
START = 39  # of the invented archive: the issue after these is the last of its year, the dearest
PDF_BYTES = 1_500_000  # what seventy pages have


def measure(house):
    call_command("flush", interactive=False, verbosity=0)
    _publish(START, START + ISSUES)
    with tempfile.TemporaryDirectory() as folder:
        yield from _bundle(Path(folder))
        yield from _copy(Path(folder) / "copy")


def _publish(start: int, stop: int) -> None:
    """Issues with their PDFs, indexed, and their leaves laid ready as the worker does."""
    from editorial import archive, search
    from editorial.models import Edition, Issue
    from tests import corpus

    corpus.publish(start, stop)
    for issue in Issue.objects.filter(editions=None).order_by("running_number"):
        edition = Edition(issue=issue, kind="web", state="ready", size=PDF_BYTES, pages=70)
        edition.file.save("bench.pdf", ContentFile(b"%PDF-" + os.urandom(PDF_BYTES)))
    search.rebuild()
    archive.keep_leaves(seconds=3600)


def _bundle(folder: Path):
    bundle = folder / "bundle"
    yield Figure(f"back up {ISSUES} issues", _seconds("backup", bundle), "s", most=60)
    yield Figure("back them up again, nothing new", _seconds("backup", bundle), "s")
    yield Figure("verify the bundle", _seconds("verify", bundle), "s")
    with servers.installation(is_blank=True) as other:
        began = time.perf_counter()
        other.manage("restore", bundle)
        yield Figure("restore them", time.perf_counter() - began, "s", most=120)


def _copy(place: Path):
    yield Figure("static copy of 1,440 articles", _seconds("export_archive", place), "s", most=10)
    yield Figure("  again, nothing new", _seconds("export_archive", place), "s")
    _publish(START + ISSUES, START + ISSUES + 1)
    yield Figure("  after one publication", _seconds("export_archive", place), "s", most=2)


def _seconds(command: str, place: Path) -> float:
    began = time.perf_counter()
    with open(os.devnull, "w") as nowhere:
        call_command(command, str(place), verbosity=0, stdout=nowhere)
    return time.perf_counter() - began
