"""Months as calendars show them, with the days that had an edition."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

WEEKDAYS = (
    ("Mo", "Monday"),
    ("Tu", "Tuesday"),
    ("We", "Wednesday"),
    ("Th", "Thursday"),
    ("Fr", "Friday"),
    ("Sa", "Saturday"),
    ("Su", "Sunday"),
)


@dataclass(frozen=True)
class Day:
    """A day of a calendar; ``printed`` when it had an edition."""

    date: date
    printed: bool


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday; days of other months are None."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    weekdays: tuple[tuple[str, str], ...] = WEEKDAYS

    @property
    def name(self) -> str:
        """``November 2026``."""
        return f"{self.first:%B %Y}"


def month(year: int, number: int, printed: frozenset[date]) -> Month:
    """Return a month with the days in ``printed`` marked."""
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(year, number)
    return Month(
        date(year, number, 1),
        tuple(tuple(Day(day, day in printed) if day.month == number else None for day in week) for week in weeks),
    )
