"""ROWS: a table ↔ lines of JSON, the same on every database.

A line is a list of values in the order of ``columns_of``; keys of JSON are sorted, since
PostgreSQL forgets their order. Rows of Django's own bookkeeping, which each database numbers as
it likes, are named by their natural keys.
"""

import base64
import datetime as dt
import decimal
import json
import uuid
from collections.abc import Iterable, Iterator

from django.db import models

ROWS_A_TIME = 500
# Numbered by each database as it comes: (model, its natural key as field lookups).
NATURAL = {
    "contenttypes.contenttype": ("app_label", "model"),
    "auth.permission": ("content_type__app_label", "content_type__model", "codename"),
}


def columns_of(model) -> list:
    return list(model._meta.concrete_fields)


def lines_of(model) -> Iterator[bytes]:
    """Every row in the order of its key. One query, and one for each kind of natural key."""
    columns = columns_of(model)
    names = [field.attname for field in columns]
    natural = [_natural_keys(field) for field in columns]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(ROWS_A_TIME):
        told = [keys[value] if keys else value for keys, value in zip(natural, row, strict=True)]
        yield _line(told)


def _line(values: list) -> bytes:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=_told).encode() + b"\n"


def _told(value) -> str:
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, decimal.Decimal | uuid.UUID):
        return str(value)
    raise TypeError(f"no form in a bundle for {value!r}")


def is_natural(field) -> bool:
    return field.is_relation and field.related_model._meta.label_lower in NATURAL


def _natural_keys(field) -> dict | None:
    """Key → natural key of what this column points to; None for ordinary columns."""
    if not is_natural(field):
        return None
    target = field.related_model
    lookups = NATURAL[target._meta.label_lower]
    found = target._base_manager.values_list("pk", *lookups)
    return {None: None} | {pk: list(natural) for pk, *natural in found}


def insert(model, names: list[str], lines: Iterable[bytes], connection) -> Iterator[int]:
    """Write the rows, keys and all; yields how many after each batch."""
    columns = [model._meta.get_field(_field_name(model, name)) for name in names]
    readers = [_reader(field, connection) for field in columns]
    quote = connection.ops.quote_name
    told = ", ".join(quote(field.column) for field in columns)
    places = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({told}) VALUES ({places})"
    with connection.cursor() as cursor:
        for batch in _batches(lines):
            cursor.executemany(sql, [_read(line, readers) for line in batch])
            yield len(batch)


def _field_name(model, attname: str) -> str:
    return next(f.name for f in model._meta.concrete_fields if f.attname == attname)


def _batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    batch = []
    for line in lines:
        batch.append(line)
        if len(batch) == ROWS_A_TIME:
            yield batch
            batch = []
    if batch:
        yield batch


def _read(line: bytes, readers) -> list:
    return [read(value) for read, value in zip(readers, json.loads(line), strict=True)]


def _reader(field, connection):
    """How one column's value is made ready for the database."""
    if is_natural(field):
        found = _found_by_nature(field.related_model)
        return lambda value: None if value is None else found(tuple(value))
    if isinstance(field, models.BinaryField):
        return lambda value: field.get_db_prep_save(base64.b64decode(value), connection)
    if isinstance(field, models.JSONField) or field.is_relation:
        return lambda value: field.get_db_prep_save(value, connection)
    return lambda value: field.get_db_prep_save(field.to_python(value), connection)


def _found_by_nature(target):
    """natural key → key in this database, made where it is not known yet."""
    lookups = NATURAL[target._meta.label_lower]
    known = {tuple(keys): pk for pk, *keys in target._base_manager.values_list("pk", *lookups)}

    def find(natural):
        if natural not in known:
            known[natural] = _made(target, natural)
        return known[natural]

    return find


def _made(target, natural) -> int:
    if target._meta.model_name == "contenttype":
        return target._base_manager.create(app_label=natural[0], model=natural[1]).pk
    kind = target._meta.get_field("content_type").related_model
    of, _ = kind._base_manager.get_or_create(app_label=natural[0], model=natural[1])
    made = {"content_type": of, "codename": natural[2], "name": natural[2]}
    return target._base_manager.create(**made).pk
