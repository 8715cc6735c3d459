"""WeasyPrint's import: nothing is looked for that is not there, nothing loaded that is not used."""

import subprocess
import sys

from editorial.typesetting import loading
from tests.servers import ROOT

NEW_PROCESS = """
import sys, django
django.setup()
from editorial.typesetting import loading
started = []
sys.addaudithook(lambda event, told: event == "subprocess.Popen" and started.append(told))
loading.load()
from weasyprint.text.ffi import harfbuzz_subset
print(started, bool(harfbuzz_subset), "fontTools.subset" in sys.modules)
"""


def test_a_new_process_asks_no_compiler_where_the_libraries_are():
    told = subprocess.run(
        [sys.executable, "-c", NEW_PROCESS], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert told == "[] True False\n"


def test_what_was_put_off_is_loaded_when_it_is_called(monkeypatch):
    monkeypatch.delitem(sys.modules, "colorsys", raising=False)

    with loading._put_off(["colorsys"]):
        from colorsys import rgb_to_hls

    assert "colorsys" not in sys.modules
    assert rgb_to_hls(1, 1, 1) == (0, 1, 0)
    assert "colorsys" in sys.modules
