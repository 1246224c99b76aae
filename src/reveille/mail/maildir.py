"""A maildir: a folder in which each letter is a file, new ones in ``new``, others in ``cur``."""

from __future__ import annotations

from pathlib import Path

from reveille.core.errors import BoxError


def new(folder: Path) -> list[Path]:
    """Return the letters that nobody has looked at, the oldest first. Raises BoxError."""
    try:
        if not (folder / "cur").is_dir():
            raise BoxError(str(folder), "it is no maildir")
        files = [one for one in (folder / "new").iterdir() if one.is_file() and not one.name.startswith(".")]
        return sorted(files, key=lambda one: (one.stat().st_mtime, one.name))
    except OSError as error:
        raise BoxError(str(folder), error.strerror or "") from error


def read(path: Path, most: int) -> bytes:
    """Return the first ``most`` octets of a letter. Raises BoxError."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        raise BoxError(str(path), error.strerror or "") from error


def looked_at(path: Path, *, seen: bool) -> None:
    """Move a letter out of ``new``; ``seen`` when it was acted upon and is nobody's to read. Raises BoxError."""
    name = path.name.partition(":")[0]
    try:
        path.rename(path.parents[1] / "cur" / (f"{name}:2,S" if seen else f"{name}:2,"))
    except OSError as error:
        raise BoxError(str(path), error.strerror or "") from error
