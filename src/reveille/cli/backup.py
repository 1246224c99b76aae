"""``reveille backup``: all of an installation in a folder, as it was at one moment, while it runs on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Annotated

import typer

from reveille.cli import FAILED, installation, terminal

COPY, DUMP = "reveille.sqlite3", "reveille.pgdump"
# The database is copied as one, not file by file; a dump that lies there was put back once, and is old.
NOT_KEPT = shutil.ignore_patterns("*.lock", f"{COPY}*", DUMP)


def register(app: typer.Typer) -> None:
    """Add the verb."""
    app.command(rich_help_panel="An installation")(backup)


def backup(to: Annotated[Path, typer.Argument(help="A folder that is not there yet.")]) -> None:
    """Copy the installation to a folder: database, settings, keys, journal. It may run meanwhile.

    docs/operating.md says how it is put back.
    """
    folder, to = installation.ready(enrol=False), to.resolve()
    if to.exists():
        terminal.complain(RuntimeError(f"{to} is there already"), "Each backup has a folder of its own.")
        raise typer.Exit(FAILED)
    if to.is_relative_to(folder.resolve()):
        terminal.complain(RuntimeError(f"{to} is within the installation"), "Choose a folder outside, on another disk.")
        raise typer.Exit(FAILED)
    draft = to.with_name(f".{to.name}.unfinished")
    shutil.rmtree(draft, ignore_errors=True)
    try:
        draft.mkdir(parents=True, mode=0o700)
        _database(draft)  # first: the journal of who was written to may then know more than it, and never less
        shutil.copytree(folder, draft, ignore=NOT_KEPT, dirs_exist_ok=True)
        draft.chmod(0o700)  # whatever the installation's own folder has
        draft.rename(to)
    except (OSError, shutil.Error, sqlite3.Error, subprocess.CalledProcessError) as error:
        shutil.rmtree(draft, ignore_errors=True)
        terminal.complain(RuntimeError(f"nothing was kept: {_why(error)}"))
        raise typer.Exit(FAILED) from None
    size = sum(file.stat().st_size for file in to.rglob("*") if file.is_file())
    terminal.say(f"{to}: {size / 1e6:,.1f} MB. It holds readers’ addresses and all keys.")


def _database(to: Path) -> None:
    """Copy the database as it is at one moment."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.ensure_connection()
        copy = sqlite3.connect(to / COPY)
        try:
            connection.connection.backup(copy)
        finally:
            copy.close()
        return
    from django.db.backends.postgresql.client import DatabaseClient

    told = [f"--file={to / DUMP}", "--format=custom", "--no-owner"]
    (_, *words), env = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, told)
    program = shutil.which("pg_dump")
    if program is None:
        raise FileNotFoundError("pg_dump is not on this machine: apt-get install postgresql-client")
    subprocess.run([program, *words], env={**os.environ, **(env or {})}, check=True, capture_output=True, text=True)  # noqa: S603 - PostgreSQL's own


def _why(error: Exception) -> str:
    said = getattr(error, "stderr", None) or str(error)
    return str(said).strip().splitlines()[-1] if str(said).strip() else type(error).__name__
