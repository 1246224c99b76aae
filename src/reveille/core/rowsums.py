"""Whether two tables hold the same rows, in whatever order and whatever database: how many, and a sum of their digests.

A row is a tuple of Python's values. What databases write differently and mean alike is made alike first: the order of
keys in JSON, whole numbers with a point and without, the zone of a moment.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

_WRAP = 1 << 256
_UNTEXT = re.compile("[\0\ud800-\udfff]")  # what PostgreSQL takes in no text: NUL, and half of a character
_UNTEXT_IN_JSON = re.compile(r"\\u(?:0000|d[89a-f])")
IN_ITS_PLACE = "\ufffd"


@dataclass
class RowSum:
    """What was added up of a table."""

    rows: int = 0
    total: int = 0

    def add(self, rows: Iterable[Sequence[Any]]) -> None:
        """Add rows; their order does not matter."""
        for row in rows:
            said = repr(tuple(_SAME[type(value)](value) if type(value) in _SAME else value for value in row))
            digest = hashlib.sha256(said.encode("utf-8", "surrogatepass")).digest()
            self.total = (self.total + int.from_bytes(digest, "big")) % _WRAP
            self.rows += 1


def storable(value: Any) -> Any:
    """Return the value as PostgreSQL takes it: what no text there may hold is U+FFFD, as many characters as before."""
    if isinstance(value, str):
        return _UNTEXT.sub(IN_ITS_PLACE, value)
    if isinstance(value, dict | list) and _UNTEXT_IN_JSON.search(json.dumps(value)):
        return _cleaned(value)
    return value


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        return {storable(key): _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_cleaned(inner) for inner in value]
    return storable(value)


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() else value


def _json(value: Any) -> Any:
    """JSON's value with its numbers alike and its keys in order."""
    if isinstance(value, dict):
        return {key: _json(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_json(inner) for inner in value]
    return _number(value) if isinstance(value, float) else value


_SAME: dict[type, Callable[[Any], Any]] = {
    datetime: lambda moment: moment.astimezone(UTC).isoformat(),
    memoryview: bytes,
    float: _number,
    dict: _json,
    list: _json,
}
