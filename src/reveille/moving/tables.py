"""What an installation keeps in its database: every table that a model has, and the numbers that are given next."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

Table = type[models.Model]
MADE_BY_MIGRATIONS: tuple[Table, ...] = (Permission, ContentType)  # the first needs the second


def every() -> list[Table]:
    """Return all tables, those that tie two others together included."""
    found = apps.get_models(include_auto_created=True)
    return [one for one in found if one._meta.managed and not one._meta.proxy]


def name(table: Table) -> str:
    """Return the table's name for people."""
    return str(table._meta.label)


def count(table: Table, alias: str) -> int:
    """Return how many rows the table has there."""
    return int(table._base_manager.using(alias).count())


def held(alias: str) -> dict[str, int]:
    """Return how many rows of what a database holds beside what migrations put into every one."""
    counts = {name(table): count(table, alias) for table in every() if table not in MADE_BY_MIGRATIONS}
    return {label: rows for label, rows in counts.items() if rows}


def last_number(table: Table, alias: str) -> int:
    """Return the last number that the database has given to a row of the table, gone since or not; 0: none."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table._meta.db_table])
            return int((cursor.fetchone() or (0,))[0])
        cursor.execute(f"SELECT last_value, is_called FROM {_sequence(table, connection)}")  # noqa: S608 - ours
        value, called = cursor.fetchone()
        return int(value) if called else 0


def give_on(table: Table, alias: str, last: int) -> None:
    """Have the database give the numbers after ``last``: one that was somebody's is never another's."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table._meta.db_table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table._meta.db_table, last])
        else:
            cursor.execute("SELECT setval(%s, %s)", [_sequence(table, connection), last])


def is_numbered(table: Table) -> bool:
    """Tell whether the database numbers the table's rows itself."""
    return isinstance(table._meta.pk, models.AutoField | models.BigAutoField)


def _sequence(table: Table, connection: BaseDatabaseWrapper) -> str:
    with connection.cursor() as cursor:
        quoted = connection.ops.quote_name(table._meta.db_table)
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quoted, table._meta.pk.column])
        return str(cursor.fetchone()[0])
