"""The keys that were an installation's, a line each in ``former_keys.txt``: until when its links hold, and the key.

    2027-01-25 hJ3…

By a former key we know for good whom we must not write to; what it signed is taken until that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

FILE = "former_keys.txt"
HEAD = (
    "# Keys that were this installation's: until when what they signed holds, and the key. Written by reveille rekey.\n"
)


class Former(NamedTuple):
    """A key that was the installation's; what it signed holds to the end of the day ``until`` (UTC)."""

    until: date
    key: str


def read(text: str) -> tuple[Former, ...]:
    """Return the keys that a file names, the last one first. Raises ValueError, which quotes no key."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        day, _, key = line.strip().partition(" ")
        if day.startswith("#") or not day:
            continue
        try:
            found.append(Former(date.fromisoformat(day), key.strip()))
        except ValueError:
            raise ValueError(f"line {number} does not begin with a date like 2027-01-25") from None
        if not key.strip():
            raise ValueError(f"line {number} has no key")
    return tuple(reversed(found))


def written(former: Sequence[Former]) -> str:
    """Return the file that names these keys, the last one first."""
    return HEAD + "".join(f"{one.until.isoformat()} {one.key}\n" for one in reversed(former))


def holding(former: Sequence[Former], today: date) -> list[str]:
    """Return the keys whose signatures are still taken."""
    return [one.key for one in former if today <= one.until]
