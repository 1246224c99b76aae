"""Months as calendars show them, with the days that had an edition."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from babel import Locale
from django.utils import dateformat

from reveille.editions import hours, languages


@dataclass(frozen=True)
class Day:
    """A day of a calendar, as it stands in addresses and in words; ``printed`` when it had an edition."""

    iso: str
    number: str
    printed: bool


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday; days of other months are None."""

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]

    @property
    def name(self) -> str:
        """``November 2026``."""
        return dateformat.format(self.first, "F Y")

    @property
    def weekdays(self) -> list[tuple[str, str]]:
        """The names of the days, short and whole, Monday first."""
        locale = Locale.parse(languages.spoken())
        short = locale.days["stand-alone"]["short" if languages.spoken() != "ar" else "narrow"]
        return [(short[number], name) for number, name in enumerate(hours.weekday_names())]


def month(year: int, number: int, printed: frozenset[date]) -> Month:
    """Return a month with the days in ``printed`` marked."""
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(year, number)
    return Month(
        date(year, number, 1),
        tuple(tuple(_day(day, day in printed) if day.month == number else None for day in week) for week in weeks),
    )


def _day(day: date, printed: bool) -> Day:
    return Day(day.isoformat(), str(day.day), printed)
