"""The data that people edit: beat profiles, what was learned for them, and the weights of the ranking.

A file in the installation's own ``beats`` folder takes the place of the one that ships. What was learned for a beat
stands beside it, in ``NAME.learned.toml``, and for its sections in ``NAME.sections.toml``; they are made anew by each
learning and edited by nobody.
"""

from __future__ import annotations

import functools
import hashlib
import tomllib
from pathlib import Path

from django.conf import settings

from reveille.core import ranking as rankings
from reveille.core.errors import ProfileError
from reveille.core.profile import Profile, read, sectioned, taught

LEARNED, SECTIONS = ".learned.toml", ".sections.toml"


def beat(name: str) -> Profile:
    """Return the profile of the beat called ``name``. Raises ProfileError."""
    paths = _paths(name)
    return _beat(paths, tuple(path.stat().st_mtime_ns for path in paths))


def load(path: Path) -> Profile:
    """Return the profile in a file, with what was learned beside it. Raises ProfileError."""
    beside = (path.with_suffix(kind) for kind in (LEARNED, SECTIONS))
    return _read((path, *(one for one in beside if one.is_file())))


def digest(name: str) -> str:
    """Return the SHA-256 of the profile's files: a changed profile judges anew."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in _paths(name))).hexdigest()


def ranking() -> rankings.Weights:
    """Return the weights of the ranking. Raises ProfileError."""
    path = _find("ranking")
    return _ranking(path, path.stat().st_mtime_ns)


def names() -> list[str]:
    """Return the names of the beats that there are."""
    found = {p.stem for folder in settings.BEATS if folder.is_dir() for p in folder.glob("*.toml")}
    return sorted(name for name in found - {"ranking"} if "." not in name)


def written(name: str) -> Profile:
    """Return what a person wrote of the beat, without what was learned. Raises ProfileError."""
    return _read((_find(name),))


def _paths(name: str) -> tuple[Path, ...]:
    beside = (_there(f"{name}{kind}") for kind in (LEARNED, SECTIONS))
    return (_find(name), *(path for path in beside if path))


def _find(name: str) -> Path:
    path = _there(f"{name}.toml")
    if path:
        return path
    raise ProfileError(name, f"no {name}.toml in {' or '.join(str(f) for f in settings.BEATS)}")


def _there(file: str) -> Path | None:
    for folder in settings.BEATS:
        path = Path(folder) / file
        if path.parent == Path(folder) and path.is_file():
            return path
    return None


@functools.lru_cache(maxsize=16)
def _beat(paths: tuple[Path, ...], _changed: tuple[int, ...]) -> Profile:
    return _read(paths)


def _read(paths: tuple[Path, ...]) -> Profile:
    profile = read(_toml(paths[0]))
    for path in paths[1:]:
        profile = (sectioned if path.name.endswith(SECTIONS) else taught)(profile, _toml(path))
    return profile


@functools.lru_cache(maxsize=4)
def _ranking(path: Path, _changed: int) -> rankings.Weights:
    return rankings.read(_toml(path))


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ProfileError(str(path), str(error)) from error
