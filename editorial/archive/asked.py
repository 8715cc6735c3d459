"""ASKED: questions put together once a process and asked again with other values.

Django takes up to ten times as long to put a question together as a database takes to answer it.
Here that is done once, with made-up numbers; afterwards the numbers alone are exchanged.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import QuerySet
from django.db.models.query import get_related_populators
from django.utils import timezone

# Whatever differs between these two is a value; all else stays as it is.
_ONE, _OTHER = range(1001, 1100), range(2001, 2100)


class Asked:
    """``Asked(lambda year: queryset)(2026)`` → the rows, as the queryset would bring them.

    The values are whole numbers, as they stand in the database. No prefetches. The hour, where
    the question asks what is public now, is that of each asking.
    """

    def __init__(self, build: Callable[..., QuerySet]):
        self.build = build
        self.prepared: dict[str, _Prepared] = {}

    def __call__(self, *values: int) -> list:
        database = connections[DEFAULT_DB_ALIAS]  # looked up once: it is another in every thread
        prepared = self.prepared.get(database.vendor)
        if prepared is None:
            prepared = self.prepared[database.vendor] = _prepared(self.build, len(values))
        return prepared.rows(database, values)

    def first(self, *values: int):
        """The first row, or None."""
        return next(iter(self(*values)), None)


@dataclass(frozen=True)
class _Prepared:
    sql: str
    params: tuple
    places: tuple[tuple[int, int], ...]  # (place among the parameters, which value)
    hours: tuple[int, ...]  # places of the present hour
    compiler: object
    converters: dict
    names: tuple[str, ...]  # columns of the model itself; none where values were asked for
    populators: tuple

    def rows(self, database, values) -> list:
        params = list(self.params)
        for place, which in self.places:
            params[place] = values[which]
        if self.hours:
            now = database.ops.adapt_datetimefield_value(timezone.now())
            for place in self.hours:
                params[place] = now
        with database.cursor() as cursor:
            cursor.execute(self.sql, params)
            found = cursor.fetchall()
        if self.converters:
            found = list(map(tuple, self.compiler.apply_converters(found, self.converters)))
        return list(self._models(found)) if self.names else found

    def _models(self, rows):
        """As ``ModelIterable`` makes them."""
        model = self.compiler.klass_info["model"]
        start = self.compiler.klass_info["select_fields"][0]
        end, annotations = start + len(self.names), self.compiler.annotation_col_map.items()
        for row in rows:
            made = model.from_db(DEFAULT_DB_ALIAS, self.names, row[start:end])
            for populator in self.populators:
                populator.populate(row, made)
            for name, place in annotations:
                setattr(made, name, row[place])
            yield made


def _prepared(build, count: int) -> _Prepared:
    compiler, sql, one = _compiled(build(*_ONE[:count]))
    _, _, other = _compiled(build(*_OTHER[:count]))
    differing = [n for n, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
    columns = [each[0] for each in compiler.select[: compiler.col_count]]
    return _Prepared(
        sql=sql,
        params=tuple(one),
        places=tuple((n, _ONE.index(one[n])) for n in differing if one[n] in _ONE),
        hours=tuple(n for n in differing if one[n] not in _ONE),
        compiler=compiler,
        converters=compiler.get_converters(columns),
        names=_names(compiler),
        populators=tuple(_populators(compiler)),
    )


def _compiled(asked: QuerySet):
    compiler = asked.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    return compiler, sql, params


def _told(compiler) -> dict | None:
    """What Django knows of the models to make; nothing where values were asked for."""
    return None if compiler.query.values_select else compiler.klass_info


def _names(compiler) -> tuple[str, ...]:
    told = _told(compiler)
    chosen = [compiler.select[place][0] for place in told["select_fields"]] if told else ()
    return tuple(column.target.attname for column in chosen)


def _populators(compiler):
    told = _told(compiler)
    return get_related_populators(told, compiler.select, connection.alias) if told else ()
