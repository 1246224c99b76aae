"""``reveille backup``: all of an installation in a folder, as it was at one moment, while it runs on."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from reveille.cli import FAILED, installation, terminal

COPY, DUMP = "reveille.sqlite3", "reveille.pgdump"


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
    mask = os.umask(0o077)  # for its owner only, whatever the installation's own folder is
    try:
        draft.mkdir(parents=True)
        _database(draft)  # first: the journal of who was written to may then know more than it, and never less
        left_out = [name for name in _files(folder) if not _copied(folder / name, draft / name)]
        draft.rename(to)
    except (OSError, sqlite3.Error, subprocess.CalledProcessError) as error:
        shutil.rmtree(draft, ignore_errors=True)
        terminal.complain(RuntimeError(f"nothing was kept: {_why(error)}"))
        raise typer.Exit(FAILED) from None
    finally:
        os.umask(mask)
    for name in left_out:
        terminal.complain(RuntimeError(f"left out: {name} is no file"))
    size = sum(file.stat().st_size for file in to.rglob("*") if file.is_file())
    terminal.say(f"{to}: {size / 1e6:,.1f} MB. It holds readers’ addresses and all keys.")


def _files(folder: Path) -> Iterator[Path]:
    """The names of all that is kept beside the database; what is being written has its name only when it is whole.

    A folder behind a link is kept too: ``handed`` may lie where several machines see it.
    """
    seen = set()
    for where, folders, files in os.walk(folder, followlinks=True, onerror=_unless_gone):
        here = Path(where)
        folders[:] = [] if here.resolve() in seen else folders
        if here.resolve() not in seen:
            yield from (here.relative_to(folder) / name for name in files if _kept(here.relative_to(folder) / name))
        seen.add(here.resolve())


def _unless_gone(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


def _kept(name: Path) -> bool:
    """Whether a file is kept: the database is copied as one, and a dump that lies there was put back once."""
    return name.suffix not in (".tmp", ".lock") and not str(name).startswith(COPY) and str(name) != DUMP


def _copied(source: Path, to: Path) -> bool:
    """Copy a file; tell whether it was one. One that has gone meanwhile is no loss."""
    try:
        if not stat.S_ISREG(source.stat().st_mode):
            return False  # a pipe would be waited for
        with source.open("rb") as found:
            to.parent.mkdir(parents=True, exist_ok=True)
            with to.open("xb") as kept:
                shutil.copyfileobj(found, kept)
            told = os.fstat(found.fileno())
            os.utime(to, ns=(told.st_atime_ns, told.st_mtime_ns))
    except FileNotFoundError:
        return not source.is_symlink()
    return True


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
