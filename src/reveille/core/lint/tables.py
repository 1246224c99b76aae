"""B6: a layout that old programs know: tables of a width, and nothing that floats or flexes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reveille.core.lint import documents
from reveille.core.lint.findings import FAIL, Finding

WIDEST = 600


def check(seen: documents.Seen) -> Iterator[Finding]:
    """Yield what Outlook or Gmail would lay out in another way."""
    for one in seen.elements:
        if one.tag == "table" and one.get("role") not in ("presentation", "none") and not one.xpath(".//th"):
            yield Finding(
                "B6", FAIL, documents.where(one), "a table without role=presentation", "screen readers count its cells"
            )
        for name in ("width", "min-width"):
            width = _pixels(one.get("width", "") if name == "width" else "") or _pixels(seen.day.value(one, name))
            if width and width > WIDEST:
                yield Finding("B6", FAIL, documents.where(one), f"{name} of {width:.0f} pixels", f"{WIDEST} at most")
        display = seen.day.value(one, "display")
        if any(part in display for part in ("flex", "grid")):
            yield Finding("B6", FAIL, documents.where(one), f"display:{display}", "Outlook knows tables")
        if seen.day.value(one, "position") in ("absolute", "fixed", "relative", "sticky"):
            yield Finding(
                "B6", FAIL, documents.where(one), f"position:{seen.day.value(one, 'position')}", "Gmail drops it"
            )
        if seen.day.value(one, "float") in ("left", "right"):
            yield Finding(
                "B6", FAIL, documents.where(one), f"float:{seen.day.value(one, 'float')}", "use align, or a table"
            )
    tables = [one for one in seen.elements if one.tag == "table"]
    if tables and not any(0 < (_pixels(one.get("width", "")) or 0) <= WIDEST for one in tables):
        yield Finding("B6", FAIL, "<table>", f"none has a width of {WIDEST} or less", "Outlook needs the attribute")
    elif tables and not any(
        0 < (_pixels(seen.day.value(one, name)) or 0) <= WIDEST for one in tables for name in ("width", "max-width")
    ):
        yield Finding("B6", FAIL, "<table>", f"none has a style of {WIDEST}px or less", "other programs need the style")


def _pixels(value: str) -> float | None:
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*", value)
    return float(match.group(1)) if match else None
