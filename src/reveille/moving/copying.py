"""A table's rows, read at one side in the order of their keys and written at the other, some at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import Error, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from reveille.core.errors import MoveError
from reveille.core.rowsums import RowSum, storable
from reveille.moving.tables import Table, name

BATCH = 1000  # rows; of the largest (an edition with its mail) some hundred megabytes
Row = tuple[Any, ...]
_PLACE = re.compile(r"line (\d+)(?:, column (\w+))?")  # where a COPY stopped, in PostgreSQL's words


@dataclass
class Copied:
    """What was copied of a table, and which values had to be changed for it (the row's key, the column)."""

    sum: RowSum = field(default_factory=RowSum)
    changed: list[tuple[Any, str]] = field(default_factory=list)


def read(table: Table, alias: str) -> Iterator[tuple[Row, ...]]:
    """Yield the table's rows in batches, in the order of their keys."""
    rows = table._base_manager.using(alias).order_by("pk").values_list(*(one.attname for one in _columns(table)))
    found = rows.iterator(chunk_size=BATCH)
    while batch := tuple(islice(found, BATCH)):
        yield batch


def added_up(table: Table, alias: str, tick: Callable[[], None]) -> RowSum:
    """Return the sum of all of the table's rows there."""
    total = RowSum()
    for rows in read(table, alias):
        total.add(rows)
        tick()
    return total


def copy(table: Table, source: str, target: str, tick: Callable[[], None]) -> Copied:
    """Copy all rows of the table; return what they add up to. Raises MoveError, which names the row."""
    done, connection = Copied(), connections[target]
    for found in read(table, source):
        rows = _storable(table, found, done) if connection.vendor == "postgresql" else found
        done.sum.add(rows)
        try:
            _write(table, rows, connection)
        except (Error, ValueError, OverflowError) as error:
            raise MoveError(_place(table, rows, error), str(error).strip().splitlines()[0]) from error
        tick()
    return done


def _columns(table: Table) -> list[models.Field[Any, Any]]:
    return list(table._meta.concrete_fields)


def _storable(table: Table, rows: Sequence[Row], done: Copied) -> list[Row]:
    """The rows as PostgreSQL takes them; what had to be changed is noted."""
    made = []
    for row in rows:
        new = tuple(map(storable, row))
        if new != row:
            key = row[_columns(table).index(table._meta.pk)]
            changed = [one.name for one, old, now in zip(_columns(table), row, new, strict=True) if old != now]
            done.changed += [(key, column) for column in changed]
        made.append(new)
    return made


def _write(table: Table, rows: Sequence[Row], connection: BaseDatabaseWrapper) -> None:
    """Insert the rows in one go, by PostgreSQL's COPY or SQLite's statement that is prepared once."""
    quoted = connection.ops.quote_name
    into = f"{quoted(table._meta.db_table)} ({', '.join(quoted(str(one.column)) for one in _columns(table))})"
    ways = [_as_stored(one, connection) for one in _columns(table)]
    ready = [[way(value) if way else value for way, value in zip(ways, row, strict=True)] for row in rows]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {into} FROM STDIN") as lines:
                for row in ready:
                    lines.write_row(row)
        else:
            places = ", ".join(["%s"] * len(ways))
            cursor.executemany(f"INSERT INTO {into} VALUES ({places})", ready)  # noqa: S608 - our own tables


def _as_stored(column: models.Field[Any, Any], connection: BaseDatabaseWrapper) -> Callable[[Any], Any] | None:
    """Return what makes a column's value into what the database stores; nothing where it is that already."""
    while isinstance(column, models.ForeignKey):
        column = column.target_field
    if isinstance(column, models.JSONField) and not column.null:
        return lambda value: column.get_db_prep_value(value, connection)  # JSON's null is none of SQL's
    if isinstance(column, models.CharField | models.TextField | models.IntegerField | models.FloatField):
        return None
    return lambda value: column.get_db_prep_save(value, connection)


def _place(table: Table, rows: Sequence[Row], error: BaseException) -> str:
    """Return where a batch failed: the table, and the row's key or the batch's first and last."""
    at = _columns(table).index(table._meta.pk)
    keys = [row[at] for row in rows]
    said = getattr(getattr(error.__cause__, "diag", None), "context", "") or ""
    if found := _PLACE.search(said):
        line = min(int(found[1]), len(keys))
        return f"{name(table)} {keys[line - 1]}" + (f", {found[2]}" if found[2] else "")
    return f"{name(table)} {keys[0]} to {keys[-1]}"
