"""The data that people edit: beat profiles and the weights of the ranking.

A file in the installation's own ``beats`` folder takes the place of the one that ships.
"""

from __future__ import annotations

import functools
import hashlib
import tomllib
from pathlib import Path

from django.conf import settings

from reveille.core import beat as beats
from reveille.core import ranking as rankings
from reveille.core.errors import ProfileError


def beat(name: str) -> beats.Profile:
    """Return the profile of the beat called ``name``. Raises ProfileError."""
    path = _find(name)
    return _beat(path, path.stat().st_mtime_ns)


def digest(name: str) -> str:
    """Return the SHA-256 of the profile's file: a changed profile judges anew."""
    return hashlib.sha256(_find(name).read_bytes()).hexdigest()


def ranking() -> rankings.Weights:
    """Return the weights of the ranking. Raises ProfileError."""
    path = _find("ranking")
    return _ranking(path, path.stat().st_mtime_ns)


def names() -> list[str]:
    """Return the names of the beats that there are."""
    found = {p.stem for folder in settings.BEATS if folder.is_dir() for p in folder.glob("*.toml")}
    return sorted(found - {"ranking"})


def _find(name: str) -> Path:
    for folder in settings.BEATS:
        path = Path(folder) / f"{name}.toml"
        if path.parent == Path(folder) and path.is_file():
            return path
    raise ProfileError(name, f"no {name}.toml in {' or '.join(str(f) for f in settings.BEATS)}")


@functools.lru_cache(maxsize=16)
def _beat(path: Path, _changed: int) -> beats.Profile:
    return beats.read(_toml(path))


@functools.lru_cache(maxsize=4)
def _ranking(path: Path, _changed: int) -> rankings.Weights:
    return rankings.read(_toml(path))


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ProfileError(str(path), str(error)) from error
