"""What is collected of the editor's files, and that it serves under hashed names."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from bulletin.finders import is_wanted

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("ckeditor/ckeditor/ckeditor.js", True),
        ("ckeditor/ckeditor/config.js", True),
        ("ckeditor/ckeditor/lang/zh-cn.js", True),
        ("ckeditor/ckeditor/lang/fr.js", False),
        ("ckeditor/ckeditor/plugins/icons.png", True),
        ("ckeditor/ckeditor/plugins/table/dialogs/table.js", True),
        ("ckeditor/ckeditor/plugins/specialchar/dialogs/lang/zh-cn.js", True),
        ("ckeditor/ckeditor/plugins/specialchar/dialogs/lang/de.js", False),
        ("ckeditor/ckeditor/plugins/scayt/dialogs/options.js", False),
        ("ckeditor/ckeditor/plugins/exportpdf/plugin.js", False),
        ("ckeditor/ckeditor/adapters/jquery.js", False),
        ("ckeditor/galleriffic/js/jquery.galleriffic.js", False),
        ("ckeditor/ckeditor-init.js", True),
        ("admin/css/base.css", True),
        ("desk/desk.css", True),
    ],
)
def test_of_the_editor_only_what_the_desk_loads_is_served(path, wanted):
    assert is_wanted(path) is wanted


def test_the_finder_neither_finds_nor_lists_what_is_left_out():
    assert finders.find("ckeditor/ckeditor/plugins/scayt/dialogs/options.js") is None
    assert finders.find("ckeditor/ckeditor/ckeditor.js").endswith("ckeditor.js")


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The static tree as production collects it: hashed, compressed, with its manifest."""
    var = tmp_path_factory.mktemp("var")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bulletin.settings",
        "ENV_FILE": os.devnull,
        "SECRET_KEY": "only-for-this-test-" + "x" * 40,
        "ALLOWED_HOSTS": "localhost",
        "VAR_DIR": str(var),
        "DEBUG": "0",
    }
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"],
        cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return var / "static"


def test_collecting_gives_every_file_of_the_desk_a_hashed_name(collected):
    paths = json.loads((collected / "staticfiles.json").read_text())["paths"]

    for name in ("desk/desk.css", "desk/newsroom.js", "desk/editor.css", "desk/progress.js"):
        assert paths[name] != name
        assert (collected / paths[name]).exists()


def test_plugins_the_editor_loads_by_plain_name_are_there(collected):
    base = collected / "ckeditor" / "ckeditor"

    assert (base / "plugins" / "image" / "dialogs" / "image.js").exists()
    assert (base / "lang" / "zh-cn.js").exists()
    assert not (base / "plugins" / "scayt").exists()
    assert not (base / "samples").exists()


def test_the_editor_takes_less_than_three_megabytes_uncompressed(collected):
    files = (collected / "ckeditor").rglob("*")

    plain = [each for each in files if each.is_file() and each.suffix not in (".gz", ".br")]
    assert sum(each.stat().st_size for each in plain) / 2 < 3_000_000
