"""FRESHNESS: what an answer depends on, told before it is made, so that most are never made.

The tag of an answer is the digest of its address, of the code, templates and styles that make it,
of the publication, and of how far every table has come that a page reads. Whatever is done at the
desk leaves a record, a version or a line in the desk's log; the hour that makes a planned issue
public is asked for itself. A tag that changes for nothing costs one rendering, no more.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.utils import timezone

from editorial.models import (
    AnnualIndex,
    Article,
    Attachment,
    Correction,
    Edition,
    EditorsNote,
    Entry,
    Issue,
    Record,
    Section,
    Upload,
)

# The end of each of these, found by its key without reading a row.
_GROWING = (
    (Record, "id"),
    (LogEntry, "id"),
    (Correction, "id"),
    (Issue.history.model, "history_id"),
    (Article.history.model, "history_id"),
    (EditorsNote.history.model, "history_id"),
    (Attachment, "id"),
    (Section, "id"),
    (Upload, "id"),
    (Entry, "slot"),
)
_ADDRESS = ("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")
AT_ONCE = 20  # more rows than the newsroom writes at the same moment
_MADE_OF = ("editorial/**/*.py", "templates/archive/*", "templates/*.html", "static/archive/*")


def tag(environ, publication) -> str:
    """The weak entity tag of the answer to this request. One query, none of it by table scan.

    ``environ`` is as in PEP 3333; Django calls it ``META``.
    """
    address = tuple(environ.get(name, "") for name in _ADDRESS)
    told = (address, design(), row(publication), _reached())
    return f'W/"{hashlib.sha256(repr(told).encode()).hexdigest()[:32]}"'


def row(publication) -> tuple:
    """All that is set of the publication."""
    values = vars(publication)
    return tuple(values[each.attname] for each in publication._meta.concrete_fields)


def _reached() -> tuple:
    database = connections[DEFAULT_DB_ALIAS]
    with database.cursor() as cursor:
        now = database.ops.adapt_datetimefield_value(timezone.now())
        cursor.execute(_question(), [Edition.State.READY, Issue.State.PUBLISHED, now])
        return cursor.fetchone()


@cache
def _question() -> str:
    """One row: the end of every growing table, the last edition made, the last hour that came."""
    ends = [_end(_name(_table(model)), _name(key)) for model, key in _GROWING]
    ends.append(f"(SELECT MAX(finished_at) FROM {_name(_table(Edition))} WHERE state = %s)")
    ends.append(f"(SELECT MAX(made_at) FROM {_name(_table(AnnualIndex))})")
    ends.append(
        f"(SELECT MAX(publish_at) FROM {_name(_table(Issue))} "
        "WHERE state = %s AND publish_at <= %s)"
    )
    return f"SELECT {', '.join(ends)}"


def _end(table: str, key: str) -> str:
    """Not the last key alone: of two transactions at once, the lower may be written later."""
    last = f"SELECT {key} AS k FROM {table} ORDER BY {key} DESC LIMIT {AT_ONCE}"
    return f"(SELECT SUM(k) FROM ({last}) AS newest)"


def _table(model) -> str:
    return model._meta.db_table


def _name(name: str) -> str:
    return connection.ops.quote_name(name)


@cache
def design() -> str:
    """Code, templates and styles, which do not change while a process runs."""
    return digest_of(_MADE_OF)


def digest_of(patterns: tuple[str, ...]) -> str:
    """The digest of these files of ours, and of the address that stands in what they make."""
    digest = hashlib.sha256(settings.SITE_URL.encode())
    for pattern in patterns:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            digest.update(_content(path))
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    return path.name.encode() + path.read_bytes() if path.is_file() else b""
