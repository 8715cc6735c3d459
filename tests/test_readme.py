"""README.md tells the truth about variables, targets, files and pictures."""

import re
from pathlib import Path

from tests.servers import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "bulletin" / "settings.py").read_text(encoding="utf-8")


def test_every_variable_of_the_settings_stands_in_the_table():
    asked = re.findall(
        r'(?:env\.\w+|flag|whole|directory|url_of|required)\(\s*"([A-Z_]+)"', SETTINGS
    )
    told = re.findall(r"`([A-Z_]+)`", "".join(re.findall(r"^\|([^|]+)\|", README, re.M)))

    assert {"SECRET_KEY", "DATABASE_URL", "PRESS_SECONDS"} <= set(asked)
    assert set(told) == {*asked, "ENV_FILE", "HOST", "PORT"}


def test_every_target_that_it_names_is_one_and_none_is_left_out():
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", README, re.M))
    targets = set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text(), re.M))

    assert named == targets - {"help"}


def test_every_file_that_it_names_exists():
    named = re.findall(r"`((?:editorial|tests|bulletin|static|templates|\.ci)/[\w./-]+)`", README)
    linked = re.findall(r"\]\(([\w./-]+)\)|src=\"([^\"]+)\"", README)
    paths = {*named, *(a or b for a, b in linked)}

    assert len(paths) > 10
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_pictures_are_small():
    pictures = list(Path(ROOT / "bulletin" / "readme").glob("*.png"))

    assert len(pictures) == 6
    assert [path.name for path in pictures if path.stat().st_size > 300_000] == []


def test_the_change_log_begins_with_the_present_version():
    version = re.search(r'^version = "([\d.]+)"', (ROOT / "pyproject.toml").read_text(), re.M)[1]
    newest = re.search(r"^## ([\d.]+) \(\d", (ROOT / "CHANGELOG.md").read_text(), re.M)[1]

    assert newest == version
