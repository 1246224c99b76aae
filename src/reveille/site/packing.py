"""How sections fill the front page: four columns, each row full where it can be.

The order of sections is the order of reading, so a section moves up only to fill a row that would else have a
hole; and what still does not fill a row grows until it does.
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


@dataclass(frozen=True)
class Packed:
    """The sections in the order of the page, and how many columns each short box after them spans."""

    places: tuple[Place, ...]
    filler_span: int


def pack(counts: Sequence[int], fillers: int = 0) -> Packed:
    """Return a place for each section that has stories, in the order of the page.

    ``counts`` are the stories of each section; ``fillers`` short boxes follow the last section: in its row
    when they all fit there, else in a row of their own.
    """
    rows = _rows(counts)
    places: list[Place] = []
    beside = False
    for row in rows:
        hole = COLUMNS - sum(_wanted(counts[index]) for index in row)
        if row is rows[-1] and 0 < fillers <= hole:
            beside, hole = True, hole - fillers
        for index in row:
            grown = hole if index == row[-1] else 0
            places.append(Place(index, _wanted(counts[index]) + grown, _inside(counts[index])))
    return Packed(tuple(places), 1 if beside or not fillers else COLUMNS // fillers)


def _rows(counts: Sequence[int]) -> list[list[int]]:
    """Each row takes the next section, and then those that still fit into it."""
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
    return rows


def _wanted(count: int) -> int:
    return min(count, COLUMNS)


def _inside(count: int) -> int:
    """Five stories stand better as three and two than as four and one."""
    if count <= COLUMNS:
        return count
    return 3 if count in (5, 6, 9) else COLUMNS
