"""How sections fill the front page: four columns, each row full where it can be.

The order of sections is the order of reading, so a section moves up only to fill a row that would else have a hole; and
what still does not fill a row grows until it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

COLUMNS = 4


@dataclass(frozen=True)
class Place:
    """Where a section goes: ``index`` in the input, columns of the page it spans, columns it has inside."""

    index: int
    span: int
    columns: int


def pack(counts: Sequence[int], fillers: int = 0) -> tuple[Place, ...]:
    """Return a place for each section that has stories, in the order of the page.

    ``counts`` are the stories of each section; ``fillers`` short boxes of one column follow the last section.
    """
    waiting = [index for index, count in enumerate(counts) if count > 0]
    rows: list[list[int]] = []
    while waiting:
        row = [waiting.pop(0)]
        while rest := COLUMNS - sum(_wanted(counts[index]) for index in row):
            fitting = next((index for index in waiting if _wanted(counts[index]) <= rest), None)
            if fitting is None:
                break
            waiting.remove(fitting)
            row.append(fitting)
        rows.append(row)
    places: list[Place] = []
    for number, row in enumerate(rows):
        last = number == len(rows) - 1
        hole = COLUMNS - sum(_wanted(counts[index]) for index in row)
        if last and hole:
            hole = max(0, hole - fillers) if fillers <= hole else 0
        for place, index in enumerate(row):
            grown = hole if place == len(row) - 1 else 0
            places.append(Place(index, _wanted(counts[index]) + grown, _inside(counts[index])))
    return tuple(places)


def _wanted(count: int) -> int:
    return min(count, COLUMNS)


def _inside(count: int) -> int:
    """Five stories stand better as three and two than as four and one."""
    if count <= COLUMNS:
        return count
    return 3 if count in (5, 6, 9) else COLUMNS
