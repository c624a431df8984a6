"""
Many rows at once, without making an object of each.

Half of the time of an import of votes went into model instances. SQLite takes `executemany`, PostgreSQL
`COPY`; constraints and triggers hold all the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models


def insert_rows(model: type[models.Model], fields: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows given as tuples, in the order of `fields`; the other columns must have a default in the database."""
    found: list[Any] = [model._meta.get_field(name) for name in fields]
    converters = [(place, convert) for place, field in enumerate(found) if (convert := _converter(field))]
    insert_ready_rows(model, fields, [_prepared(row, converters) for row in rows])


def insert_ready_rows(model: type[models.Model], fields: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows whose moments are written as `ready_moment` writes them, and that hold no JSON."""
    if not rows:
        return
    quote = connection.ops.quote_name
    found: list[Any] = [model._meta.get_field(name) for name in fields]
    table, columns = quote(model._meta.db_table), ", ".join(quote(field.column) for field in found)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Django turns the driver's errors into its own, but not those of COPY.
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(found))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608 - our own names


def ready_moment(moment: datetime) -> str:
    """Write a moment as the database takes it."""
    return str(connection.ops.adapt_datetimefield_value(moment))


def _converter(field: Any) -> Callable[[Any], Any] | None:
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    if isinstance(field, models.JSONField):
        return lambda value: json.dumps(value)
    return None


def _prepared(row: tuple[Any, ...], converters: list[tuple[int, Callable[[Any], Any]]]) -> tuple[Any, ...]:
    if not converters:
        return row
    cells = list(row)
    for place, convert in converters:
        cells[place] = convert(cells[place])
    return tuple(cells)
