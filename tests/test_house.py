"""The house keeps its own rules: who imports whom, how long things grow, what stands where."""

import ast
import functools
import importlib
import re
import statistics
import subprocess
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "Makefile",
    "README.md",
    "SECURITY.md",
    "bulletin",
    "editorial",
    "manage.py",
    "pyproject.toml",
    "requirements-dev.in",
    "requirements-dev.txt",
    "requirements.in",
    "requirements.txt",
    "static",
    "templates",
    "tests",
}
FUNCTION_LINES = 40
FILE_LINES = 400
TEMPLATE_LINES = 100
MEDIAN_FUNCTION_LINES = 8

# room → the rooms it may import. A module beside the rooms (richtext, editor …) is one as well.
WORDS = {"richtext", "typography"}
PICTURES = {"drawing"}
MAY_IMPORT = {
    "typography": set(),
    "drawing": set(),
    "richtext": set(),
    "editor": {"richtext"},
    "folios": set(),
    "display": {"drawing", "folios"} | WORDS,
    "anchors": {"richtext"},
    "models": {"typography"},
    "disks": set(),
    "uploads": {"models", "disks", "richtext"},
    "pictures": {"models", "uploads", "workflow"},
    "checks": {"models", "typography"},
    "roles": set(),
    "notices": {"models", "roles"},
    "comments": {"models", "anchors", "notices", "richtext", "roles"},
    "invitations": {"models", "comments", "roles"},
    "marked": {"models", "comments", "anchors", "display", "richtext"},
    "outside": {"models", "comments", "invitations", "marked", "display"} | WORDS,
    "provenance": set(),
    "search": {"models", "provenance"} | WORDS,
    "workflow": {"models", "checks", "notices", "roles", "search"},
    "intake": {"models", "disks", "uploads"} | WORDS,
    "typesetting": {"models", "disks", "notices"} | WORDS | PICTURES,
    "archive": {"models", "provenance", "search", "display"} | WORDS | PICTURES,
    "presence": {"models"},
    "signin": {"models", "roles", "workflow"},
    "tasks": {
        *("models", "intake", "notices", "pictures", "presence", "typesetting", "archive"),
        *("invitations", "workflow"),
    },
    "keeping": {"models", "disks", "provenance", "search", "archive", "typesetting"},
    "apps": set(),
}
# Rooms at the end of the line: they may use every other one but those named here.
MAY_NOT_IMPORT = {
    "admin": {"archive", "sample", "management"},
    "sample": {"admin", "archive", "management"},
    "management": set(),
}
# Rooms that know nothing of Django: str → str.
WITHOUT_DJANGO = ("typography", "drawing", "provenance")


@functools.cache
def tracked() -> tuple[str, ...]:
    """Every file of the project by its path from the top, as Git knows them."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return tuple(sorted(path for path in listed.split("\0") if path and (ROOT / path).is_file()))


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def python_files() -> list[str]:
    return [path for path in tracked() if path.endswith(".py") and "/migrations/" not in path]


def templates() -> list[str]:
    return [path for path in tracked() if path.startswith("templates/") and path.endswith(".html")]


# --- Who may import whom --------------------------------------------------------------------


def room_of(path: str) -> str:
    return path.split("/")[1].removesuffix(".py")


def imports_of(code: str) -> set[str]:
    """The modules that a piece of code imports, at its top or anywhere inside."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("a relative import")
    return found


def trespasses(room: str, code: str) -> list[str]:
    """The imports by which this code leaves the rooms it may enter."""
    rooms = {name.split(".")[1] for name in imports_of(code) if name.startswith("editorial.")}
    if room in MAY_NOT_IMPORT:
        wrong = rooms & MAY_NOT_IMPORT[room]
    else:
        wrong = rooms - MAY_IMPORT[room] - {room}
    if room in WITHOUT_DJANGO:
        wrong |= {name for name in imports_of(code) if name.split(".")[0] == "django"}
    return sorted(wrong | ({"a relative import"} & imports_of(code)))


def editorial_files() -> list[str]:
    return [
        path
        for path in python_files()
        if path.startswith("editorial/") and path != "editorial/__init__.py"
    ]


def test_every_room_imports_only_what_it_may():
    wrong = {path: trespasses(room_of(path), read(path)) for path in editorial_files()}

    assert {path: names for path, names in wrong.items() if names} == {}


@pytest.mark.parametrize(
    ("room", "line", "found"),
    [
        ("archive", "from editorial.workflow import perform", ["workflow"]),
        ("archive", "from editorial import workflow", ["workflow"]),
        ("archive", "def f():\n    import editorial.intake.store", ["intake"]),
        ("admin", "from editorial.archive import views", ["archive"]),
        ("models", "from editorial import checks", ["checks"]),
        ("typography", "from django.utils import html", ["django.utils.html"]),
        ("intake", "from . import read", ["a relative import"]),
        ("archive", "from editorial.models import Issue", []),
    ],
)
def test_a_forbidden_import_is_seen(room, line, found):
    assert trespasses(room, line) == found


def test_nothing_below_the_app_imports_the_tests_and_wiring_knows_no_trade():
    app = {path: imports_of(read(path)) for path in python_files() if not path.startswith("tests/")}

    assert [p for p, names in app.items() if any(n.split(".")[0] == "tests" for n in names)] == []
    wiring = {name for path, names in app.items() if path.startswith("bulletin/") for name in names}
    assert {n for n in wiring if n.startswith("editorial.")} <= {
        "editorial.editor.KEPT_LANGUAGES",
        "editorial.editor.KEPT_PLUGIN_FOLDERS",
    }


def test_there_are_no_signals_and_no_saving_by_stealth():
    signals = re.compile(r"django\.(?:db\.models|core)\.signals|@receiver|post_save|pre_save")

    assert [p for p in editorial_files() if signals.search(read(p))] == []
    assert [p for p in editorial_files() if "/models/" in p and "def save(" in read(p)] == []


# --- How long things grow -------------------------------------------------------------------


def functions_of(code: str) -> list[tuple[str, int]]:
    """(name, lines) of every function, decorators not counted."""
    return [
        (node.name, node.end_lineno - node.lineno + 1)
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def all_functions() -> list[tuple[str, str, int]]:
    return [(path, *found) for path in python_files() for found in functions_of(read(path))]


def test_a_long_function_is_measured():
    assert functions_of("@a\ndef long():\n" + "    x = 1\n" * 40) == [("long", 41)]


def test_no_function_is_longer_than_a_screen():
    assert [each for each in all_functions() if each[2] > FUNCTION_LINES] == []


def test_half_of_all_functions_fit_in_eight_lines():
    ours = [lines for path, _, lines in all_functions() if not path.startswith("tests/")]

    assert statistics.median(ours) <= MEDIAN_FUNCTION_LINES


def too_long(paths: list[str], most: int) -> dict[str, int]:
    lengths = {path: read(path).count("\n") for path in paths}
    return {path: lines for path, lines in lengths.items() if lines > most}


def test_no_file_of_code_is_longer_than_400_lines():
    code = (".py", ".js", ".css", ".sh")

    assert too_long(["requirements.txt"], FILE_LINES) != {}
    ours = [path for path in tracked() if path.endswith(code) and "/migrations/" not in path]
    assert too_long(ours, FILE_LINES) == {}


def test_no_template_is_longer_than_100_lines():
    assert too_long(["tests/test_house.py"], TEMPLATE_LINES) != {}
    assert too_long(templates(), TEMPLATE_LINES) == {}


# --- What stands where ----------------------------------------------------------------------


def test_the_top_level_is_the_one_of_the_house():
    assert {path.split("/")[0] for path in tracked()} - TOP_LEVEL == set()


def test_no_file_of_ours_takes_the_name_of_djangos_own_static_folder():
    assert [path for path in tracked() if path.startswith("static/admin/")] == []


def test_every_module_opens_with_one_line_that_says_its_job():
    without = []
    for path in python_files():
        code = read(path)
        first = (ast.get_docstring(ast.parse(code)) or "").partition("\n")[0]
        if code.strip() and not (10 <= len(first) <= 100 and first.endswith(".")):
            without.append((path, first))

    assert without == []


def test_every_room_has_a_door_that_says_what_it_is():
    doors = [p for p in python_files() if re.fullmatch(r"editorial/[a-z]+/__init__\.py", p)]
    silent = [p for p in doors if p != "editorial/management/__init__.py" and not read(p).strip()]

    assert len(doors) > 5
    assert silent == []


def door_names() -> list[tuple[str, str]]:
    """(room, name) of everything that a room's door exports."""
    names = []
    for path in python_files():
        if not re.fullmatch(r"editorial/[a-z]+/__init__\.py", path):
            continue
        for node in ast.parse(read(path)).body:
            if isinstance(node, ast.Assign) and node.targets[0].id == "__all__":
                names += [(path.split("/")[1], value) for value in ast.literal_eval(node.value)]
    return names


@pytest.mark.parametrize(("room", "name"), door_names())
def test_what_a_door_exports_is_explained(room, name):
    found = getattr(importlib.import_module(f"editorial.{room}"), name)

    if callable(found) and found.__module__.startswith("editorial."):
        own = found.__doc__ and not found.__doc__.startswith(f"{name}(")
        assert own, f"editorial.{room}.{name} has no docstring"


def test_templates_carry_no_style_and_no_script_of_their_own():
    inline = re.compile(
        r"<style\b|\sstyle=|\son(?:click|change|submit|load|input|error)="
        r"|<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")",
        re.I,
    )

    assert inline.search('<p style="color: red">')
    assert not inline.search('<script type="application/ld+json">')
    assert [path for path in templates() if inline.search(read(path))] == []


def test_nobody_elses_machine_is_named():
    marks = re.compile(r"(?<![\w./:])/(?:work|root|home|Users)/\w|/\.library\b")

    assert marks.search("path = '/home/lin/file'")
    texts = [p for p in tracked() if p.endswith((".py", ".html", ".md", ".sh", ".toml", ".in"))]
    assert [p for p in texts if p != "tests/test_house.py" and marks.search(read(p))] == []


def test_pages_ask_no_other_host_for_anything():
    foreign = re.compile(r"""(?:src|href)=["'](?:https?:)?//|url\(["']?(?:https?:)?//|@import""")
    links = re.compile(r"""<a\b[^>]*href=["']https?://""")
    pages = [p for p in tracked() if p.startswith(("templates/", "static/"))]

    assert foreign.search('<link href="https://fonts.example/a.css">')
    texts = {p: links.sub("", read(p)) for p in pages if p.endswith((".html", ".css", ".js"))}
    assert [p for p, text in texts.items() if foreign.search(text)] == []


# --- What a user reads is Chinese -----------------------------------------------------------

CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Keyword arguments and calls whose words a user reads.
READ_BY_USERS = {"verbose_name", "verbose_name_plural", "help_text", "label", "short_description",
                 "description", "violation_error_message", "help"}  # fmt: skip
LATIN_TERMS = {"ISSN", "PDF", "URL"}


def english_words_for_users(code: str) -> list[str]:
    """Literals in places that a user reads which hold no Chinese character."""
    found = []
    for node in ast.walk(ast.parse(code)):
        is_argument = isinstance(node, ast.keyword) and node.arg in READ_BY_USERS
        is_named = isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "")
        if is_argument or is_named in READ_BY_USERS:
            found += _literals(node.value)
    return [text for text in found if not CHINESE.search(text) and text not in LATIN_TERMS]


def _literals(node) -> list[str]:
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value
    return [node.value] if is_text else []


def test_labels_and_helps_are_chinese():
    assert english_words_for_users('x = F(label="Title", help_text="标题")') == ["Title"]

    found = {path: english_words_for_users(read(path)) for path in editorial_files()}
    assert {path: words for path, words in found.items() if words} == {}


def test_every_field_that_the_desk_shows_has_a_chinese_name():
    fields = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config("editorial").get_models()
        if not model.__name__.startswith("Historical")
        for field in model._meta.fields
        if field.editable
        and not field.primary_key
        and not CHINESE.search(str(field.verbose_name))
        and str(field.verbose_name) not in LATIN_TERMS
    ]

    assert fields == []
