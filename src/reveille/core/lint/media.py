"""Whether rules under ``@media`` and its like hold, by day or by night, on a wide screen."""

from __future__ import annotations

import re
from collections.abc import Sequence

WIDE = 700  # pixels: a letter on a desk


def applies(conditions: Sequence[str], *, dark: bool) -> bool:
    """Return whether rules under these at-rules hold on a wide screen, by day or by night."""
    return all(_condition(one, dark) for one in conditions)


def _condition(condition: str, dark: bool) -> bool:
    if not condition.startswith("@media"):
        return not condition.startswith("@supports not") and condition != "nested"
    return any(_query(one, dark) for one in condition.removeprefix("@media").split(","))


def _query(query: str, dark: bool) -> bool:
    query = query.strip()
    if query.startswith("not ") or re.match(r"(?:only )?(?:print|speech)\b", query):
        return False
    for name, value in re.findall(r"\(\s*([a-z-]+)\s*(?::\s*([^)]*?))?\s*\)", query):
        if name == "prefers-color-scheme":
            if (value == "dark") != dark:
                return False
        elif name in ("max-width", "max-device-width"):
            if _pixels(value) < WIDE:
                return False
        elif name in ("min-width", "min-device-width"):
            if _pixels(value) > WIDE:
                return False
        else:
            return False
    return True


def _pixels(value: str) -> float:
    match = re.match(r"([\d.]+)(px|em|rem)", value)
    return float(match.group(1)) * (1 if match.group(2) == "px" else 16) if match else 0.0
