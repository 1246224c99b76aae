"""A database in one state, into which nobody writes for as long as it is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime

from django.db import OperationalError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Max

from reveille.core.errors import MoveError
from reveille.delivery.models import Delivery
from reveille.moving import tables

PATIENCE = "10s"  # for whoever is in the midst of writing


@contextmanager
def kept(alias: str, now: datetime) -> Iterator[None]:
    """Keep the database as it is: readers read, and who wants to write waits. Raises MoveError while it is in use.

    SQLite's write lock does it, which a transaction of ours has from its beginning; on PostgreSQL a lock on each table.
    """
    connection = connections[alias]
    with ExitStack() as stack:
        try:
            stack.enter_context(transaction.atomic(using=alias))
            if connection.vendor == "postgresql":
                _lock(connection)
                _nobody_else(connection)
                _nothing_in_hand(alias, now)
        except OperationalError as error:
            raise MoveError("somebody writes into its database", str(error).strip().splitlines()[0]) from error
        yield


def unhurried(alias: str) -> None:
    """Let a transaction wait for the other side as long as it takes."""
    if connections[alias].vendor == "postgresql":
        with connections[alias].cursor() as cursor:
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def _lock(connection: BaseDatabaseWrapper) -> None:
    names = ", ".join(connection.ops.quote_name(table._meta.db_table) for table in tables.every())
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute(f"LOCK TABLE {names} IN SHARE MODE")
    unhurried(connection.alias)


def _nobody_else(connection: BaseDatabaseWrapper) -> None:
    """Raise MoveError while another program of ours is connected: on another machine, say, where no lock is seen."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT coalesce(host(client_addr), 'this machine'), pid FROM pg_stat_activity
            WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
            AND backend_type = 'client backend'"""
        )
        others = [f"{pid} from {where}" for where, pid in cursor.fetchall()]
    if others:
        raise MoveError("others are connected to it", f"server processes {', '.join(others)}; stop them first")


def _nothing_in_hand(alias: str, now: datetime) -> None:
    """Raise MoveError while a worker, on whatever machine, may have letters in hand and note here what became of them.

    SQLite's are on this machine: whoever has the installation to itself knows them dead, and their letters are put
    right at the other side once their time is over.
    """
    in_hand = Delivery.objects.using(alias).filter(state__in=("claimed", "handed"), lease_until__gt=now)
    until = in_hand.aggregate(last=Max("lease_until"))["last"]
    if until:
        raise MoveError(
            f"a worker has {in_hand.count()} letters in hand",
            f"stop it and wait, until {until:%H:%M} UTC at the latest if it was killed",
        )
