"""Rows of JSON Lines files, gzipped or not, as people bring them: one object a line; a bad line ends its own turn."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from reveille.core import moments
from reveille.core.errors import ArchiveError


def rows(file: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
    """Yield each line's number and object, or why it is none; blank lines say nothing.

    Raises ArchiveError, naming the file, where it cannot be read on.
    """
    opened = gzip.open if file.suffix == ".gz" else open
    try:
        with opened(file, "rt", encoding="utf-8-sig", errors="replace") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, _row(line)
    except (OSError, EOFError, zlib.error) as error:
        raise ArchiveError(str(file), str(error)) from error


def objects(file: Path, left_out: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the objects alone; what is none is named in ``left_out``. Raises ArchiveError."""
    for number, row in rows(file):
        if isinstance(row, str):
            left_out.append(f"{file.name}:{number}: {row}")
        else:
            yield row


def moment(value: object) -> datetime | None:
    """Return a row's date (ISO 8601 or seconds since 1970) as an instant in UTC, or None for nonsense."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return moments.believed(datetime.fromtimestamp(value, UTC))
        return moments.believed(datetime.fromisoformat(str(value)))
    except (ValueError, OverflowError, OSError):
        return None


def _row(line: str) -> dict[str, Any] | str:
    try:
        row = json.loads(line)
    except ValueError as error:
        return f"not JSON: {error}"
    except RecursionError:
        return "not JSON that anybody needs: it is nested too deeply"
    return row if isinstance(row, dict) else "not an object"
