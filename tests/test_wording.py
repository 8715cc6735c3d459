"""What Django says at the desk: our own catalogue, compiled as it is written."""

import gettext
import re
from pathlib import Path

from django.conf import settings
from django.utils import translation

FOLDER = Path(settings.LOCALE_PATHS[0]) / "zh_Hans/LC_MESSAGES"
ENTRY = re.compile(r"msgid (.+?)\n(?:msgid_plural .+?\n)?msgstr(?:\[0\])? (.+?)(?:\n\n|\Z)", re.S)


def joined(lines: str) -> str:
    parts = "".join(line.strip()[1:-1] for line in lines.splitlines() if line.startswith('"'))
    return parts.replace("\\n", "\n")


def written() -> dict[str, str]:
    """msgid → msgstr of the source; of a plural, its only form."""
    source = (FOLDER / "django.po").read_text("utf-8")
    found = {joined(key): joined(value) for key, value in ENTRY.findall(source)}
    return {key: value for key, value in found.items() if key}


def test_what_is_compiled_is_what_is_written():
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    assert len(written()) > 30
    for key, value in written().items():
        assert compiled.ngettext(key, key, 1) == value or compiled.gettext(key) == value


def test_our_words_go_before_djangos():
    with translation.override("zh-hans"):
        assert translation.gettext("Error:") == "没有保存"
        assert translation.gettext("Select %s to change") == "%s"
