"""The way from one database to the other, step by step, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from math import ceil
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from reveille.core.errors import MoveError
from reveille.core.rowsums import RowSum
from reveille.day import Watch
from reveille.editions import searching
from reveille.editions.models import Edition
from reveille.moving import copying, stillness, tables

TARGET = DEFAULT_DB_ALIAS  # what the rooms use: their own code fills what they keep beside their tables


@dataclass
class Moved:
    """How many rows of each table, and the values that the other database could not hold as they were."""

    rows: dict[str, int] = field(default_factory=dict)
    changed: list[tuple[str, Any, str]] = field(default_factory=list)


def move(source: str, now: datetime, watch: Watch) -> Moved:
    """Move all that the database ``source`` holds into the default one. Raises MoveError: nothing is moved then."""
    result = Moved()
    with stillness.kept(source, now), transaction.atomic(using=TARGET):
        stillness.unhurried(TARGET)
        refuse_what_is_held(TARGET)
        for table in tables.MADE_BY_MIGRATIONS:
            table._base_manager.using(TARGET).all().delete()
        sums = {table: _copy(table, source, result, watch) for table in tables.every()}
        for table in filter(tables.is_numbered, sums):
            if last := tables.last_number(table, source):
                tables.give_on(table, TARGET, last)
        _index(watch)
        _compare(sums, watch)
        _check_ties(connections[TARGET])
    ContentType.objects.clear_cache()
    return result


def refuse_what_is_held(alias: str) -> None:
    """Raise MoveError where the database is not empty."""
    if held := tables.held(alias):
        shown = ", ".join(f"{rows:,} {label}" for label, rows in list(held.items())[:3])
        raise MoveError("the other database is not empty", f"it holds {shown}{' …' if len(held) > 3 else ''}")


def _copy(table: tables.Table, source: str, result: Moved, watch: Watch) -> RowSum:
    rows = tables.count(table, source)
    with watch(f"Copying {tables.name(table)}", ceil(rows / copying.BATCH)) as tick:
        done = copying.copy(table, source, TARGET, tick)
    result.rows[tables.name(table)] = done.sum.rows
    result.changed += [(tables.name(table), key, column) for key, column in done.changed]
    return done.sum


def _index(watch: Watch) -> None:
    """Make what is searched in: each database has its own."""
    closed = Edition.objects.filter(state=Edition.State.CLOSED).only("state").order_by("pk")
    searching.clear()
    with watch("Making the index of the archive", closed.count()) as tick:
        for edition in closed.iterator():
            searching.add(edition)
            tick()


def _compare(sums: dict[tables.Table, RowSum], watch: Watch) -> None:
    """Raise MoveError where a table does not hold there what was read here."""
    for table, told in sums.items():
        with watch(f"Comparing {tables.name(table)}", ceil(told.rows / copying.BATCH)) as tick:
            found = copying.added_up(table, TARGET, tick)
        if found != told:
            raise MoveError(
                f"{tables.name(table)} is not the same there", f"{told.rows:,} rows here, {found.rows:,} there"
            )


def _check_ties(connection: BaseDatabaseWrapper) -> None:
    """Raise MoveError where a row belongs to one that is not there, before that ends the transaction."""
    try:
        connection.check_constraints()
    except IntegrityError as error:
        raise MoveError("a row belongs to one that is not there", str(error).strip().splitlines()[0]) from error
