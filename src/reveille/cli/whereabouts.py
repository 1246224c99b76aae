"""Which database a folder's installation has, so that no other takes its place unnoticed.

``database.toml`` in the folder says it, without any password: written at the first command, read at each. An empty
database in place of one that was in use would start the paper anew, without readers and without who has left; one that
the installation has moved away from would mail people again.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reveille.core.errors import SettingError

FILE = "database.toml"
SQLITE = "sqlite"
HEAD = "# Which database this installation has: written by reveille, which is told it in reveille.toml.\n"


@dataclass(frozen=True)
class Whereabouts:
    """Where an installation's database is, and where it was until it moved; nothing where that is not known."""

    now: str = ""
    left: str = ""


def name(told: Mapping[str, Any]) -> str:
    """Return a database as it is named to people, from Django's words for it: without user and password."""
    if "sqlite" in told["ENGINE"]:
        return SQLITE
    port = f":{told['PORT']}" if told["PORT"] else ""
    return f"postgresql://{told['HOST']}{port}/{told['NAME']}"


def read(folder: Path) -> Whereabouts:
    """Return what the folder says."""
    try:
        told = tomllib.loads((folder / FILE).read_text("utf-8"))
    except FileNotFoundError:
        return Whereabouts()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingError(str(folder / FILE), str(error)) from error
    return Whereabouts(str(told.get("database", "")), str(told.get("left", "")))


def write(folder: Path, where: Whereabouts) -> None:
    """Keep it, whole or not at all."""
    lines = [f"database = {json.dumps(where.now)}", *([f"left = {json.dumps(where.left)}"] if where.left else [])]
    draft = folder / f".{FILE}.tmp"
    draft.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")
    draft.replace(folder / FILE)


def check(folder: Path, told: str, empty: bool) -> None:
    """Raise SettingError where the database ``told`` must not be used: it was left, or it is empty and another was not.

    A folder without a word of its own is judged by its journal: letters have left, and nobody knows of them.
    """
    where, file = read(folder), folder / "reveille.toml"
    if where.left == told != where.now:
        raise SettingError(
            "REVEILLE_DATABASE",
            f"this installation moved from {told} to {where.now}: say so in {file}; nothing else in the environment",
        )
    if empty and (where.now or any(folder.glob("handed/*.txt"))):
        raise SettingError(
            "REVEILLE_DATABASE",
            f"{told} is empty, and this installation had its readers in {where.now or 'another'}: say so in {file}, "
            "or put a backup back; to begin anew, choose another REVEILLE_DATA",
        )
