"""``reveille move``: from SQLite to PostgreSQL as an installation grows, or back."""

from __future__ import annotations

import os
import shlex
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import django
import typer

from reveille.cli import installation, terminal, whereabouts
from reveille.core.errors import MoveError, SettingError

if TYPE_CHECKING:
    from reveille.moving.way import Moved

SOURCE = "source"
SHOWN = 10  # values that had to be changed


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="An installation")(move)


def move(
    to: Annotated[
        str,
        typer.Argument(
            metavar="DATABASE",
            help="postgresql://user:password@host:port/name, or sqlite for the one in the folder; - reads it from "
            "standard input, so that no list of processes shows its password.",
        ),
    ],
) -> None:
    """Copy all of the installation's database into another one that is empty, and use that from now on.

    Nothing else of the installation may be at work meanwhile: stop `reveille run` first. What was used until now stays
    as it is. All is moved or nothing: each table is counted and compared before it counts.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reveille.project.settings")
    from django.conf import settings

    folder, started = Path(settings.DATA), time.monotonic()
    told = sys.stdin.readline().strip() if to == "-" else to
    here, there = settings.DATABASES["default"], settings.CONFIGURATION.database(told or "?")
    left, now = whereabouts.name(here), whereabouts.name(there)
    if left == now:
        raise MoveError(f"it is in {now} already")
    # The other side is the default one, so that the rooms' own code works there.
    settings.DATABASES.update({"default": there, SOURCE: here})
    django.setup()
    if not folder.is_dir():
        raise MoveError(f"there is no {folder}", "REVEILLE_DATA says where it is")
    installation.hold(folder, alone=True)
    _check_source(folder, left)
    result = _moved()
    whereabouts.write(folder, whereabouts.Whereabouts(now, left))
    _tell(result, folder, there, time.monotonic() - started)


def _check_source(folder: Path, left: str) -> None:
    """Raise where there is nothing to move, or it is not the installation's, or not of this version."""
    from django.conf import settings
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from reveille.subscribers import keycheck

    empty = installation.is_empty(connections[SOURCE])
    whereabouts.check(folder, left, empty)
    if empty:
        raise MoveError(f"{left} is empty", "there is nothing to move")
    executor = MigrationExecutor(connections[SOURCE])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise MoveError(f"{left} is of an older version", "`reveille sources` brings it up to this one")
    if not keycheck.fits(settings.SECRET_KEY, SOURCE):
        raise SettingError("REVEILLE_SECRET_KEY", f"what is in {left} was made with another one")


def _moved() -> Moved:
    """Make the tables at the other side, and move into them."""
    from django.conf import settings
    from django.db import connection

    from reveille.moving import way

    known = connection.introspection.table_names()
    if known and "django_migrations" not in known:
        raise MoveError("the other database is not empty", f"it has a table {known[0]}")
    installation.migrate()
    result = way.move(SOURCE, settings.CLOCK(), terminal.progress)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # its planner would otherwise guess until it looks by itself
    return result


def _tell(result: Moved, folder: Path, there: dict[str, Any], seconds: float) -> None:
    """Say what was done, and what to type next."""
    from django.conf import settings

    from reveille.editions.models import Edition

    rows = sum(result.rows.values())
    terminal.say(f"Moved {rows:,} rows of {len(result.rows)} tables in {seconds:,.0f} s; each table is the same there.")
    for label, key, column in result.changed[:SHOWN]:
        terminal.complain(
            RuntimeError(
                f"{label} {key}, {column}: a sign that PostgreSQL takes in no text is \N{REPLACEMENT CHARACTER} now"
            )
        )
    if len(result.changed) > SHOWN:
        terminal.complain(RuntimeError(f"and {len(result.changed) - SHOWN:,} more like that"))
    terminal.say("\nThe old database is as it was, and is not used any more. Next:")
    if "REVEILLE_DATABASE" in os.environ:
        terminal.say("  unset REVEILLE_DATABASE    # and take it out of whatever sets it")
    line = "" if "sqlite" in there["ENGINE"] else f'database = "{_address(there)}"'
    terminal.say(
        f"  put  {line}  into {settings.CONFIGURATION.path}, in place of any other there"
        if line
        else f"  take the line  database = …  out of {settings.CONFIGURATION.path}"
    )
    data = f"REVEILLE_DATA={shlex.quote(str(folder))} " if "REVEILLE_DATA" not in os.environ else ""
    terminal.say(f"  {data}reveille deliver --status    # the ledger adds up")
    latest = Edition.objects.filter(state=Edition.State.CLOSED).order_by("-date").first()
    if latest:
        terminal.say(f"  {data}reveille replay {latest.date}    # byte for byte")
    terminal.say(f"  {data}reveille run    # or: systemctl start reveille")


def _address(there: dict[str, Any]) -> str:
    """The database's address as it is written in a file, without the password itself."""
    who = f"{there['USER']}{':PASSWORD' if there['PASSWORD'] else ''}@" if there["USER"] else ""
    return whereabouts.name(there).replace("://", f"://{who}", 1)
