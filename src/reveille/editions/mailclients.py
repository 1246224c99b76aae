"""What mail programs can do, and who reads with them: two files, of which an installation may have its own."""

from __future__ import annotations

import functools
import json
import tomllib
from datetime import date
from pathlib import Path

from django.conf import settings

from reveille.core.errors import SettingError
from reveille.core.lint.support import SUPPORT, Feature, Table


def table() -> Table:
    """Return the table of this installation. Raises SettingError when a file of its own cannot be read."""
    return _table(_file("caniemail.json"), _file("shares.toml"))


def _file(name: str) -> Path:
    return next(Path(folder) / name for folder in settings.MAIL_CLIENTS if (Path(folder) / name).is_file())


@functools.lru_cache(maxsize=2)
def _table(data: Path, shares: Path) -> Table:
    try:
        tested = json.loads(data.read_text("utf-8"))
        names: dict[str, str] = tested["clients"]
        features = {slug: _feature(one, tuple(names)) for slug, one in tested["features"].items()}
        day = date.fromisoformat(tested["date"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingError(str(data), f"it is not what tools/caniemail.py makes: {error}") from error
    try:
        told = tomllib.loads(shares.read_text("utf-8"))
        weights = {str(client): float(share) for client, share in told["shares"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingError(str(shares), f"it has no [shares] of numbers: {error}") from error
    unknown = set(weights) - set(names)
    if unknown or not all(0 <= share <= 100 for share in weights.values()):
        raise SettingError(str(shares), f"no such mail program: {min(unknown)}" if unknown else "a share is 0 to 100")
    return Table(day, names, features, weights, str(told.get("from", "")))


def _feature(one: dict[str, object], clients: tuple[str, ...]) -> Feature:
    letters, notes = str(one["support"]), one.get("notes", {})
    if len(letters) != len(clients) or not isinstance(notes, dict):
        raise ValueError(f"{one.get('title')}: not one letter for each program")
    return Feature(
        str(one["title"]),
        dict(zip(clients, (SUPPORT[letter] for letter in letters), strict=True)),
        {client: words for words, told in notes.items() for client in told},
    )
