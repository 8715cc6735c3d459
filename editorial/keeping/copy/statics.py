"""STATICS: the styles, scripts and drawings of the public site, under the names they go by."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.templatetags.static import static

from editorial.keeping.copy.sheets import Batch


def batches(stock) -> Iterator[Batch]:
    """Everything of ``static/archive``: pages choose among it, and scripts may load more."""
    yield Batch("static", stock.print_of(), _made)


def _made():
    for path in sorted((settings.BASE_DIR / "static" / "archive").rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            name = f"archive/{path.relative_to(settings.BASE_DIR / 'static' / 'archive')}"
            yield static(name).lstrip("/"), _content(name)


def _content(name: str) -> bytes:
    """As it is served: with hashed names, what it refers to has them as well."""
    served = static(name).removeprefix(settings.STATIC_URL)
    if staticfiles_storage.exists(served):
        with staticfiles_storage.open(served) as file:
            return file.read()
    return Path(finders.find(name)).read_bytes()
