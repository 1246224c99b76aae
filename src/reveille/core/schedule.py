"""When: at which instant a local hour falls, and when an edition is due for one subscription.

Hours are kept in minutes of the day (0 to 1439), days of the week in a mask (Monday 1, Tuesday 2, … Sunday
64), zones by their IANA name. Every instant that leaves this module is aware and in UTC.

What it promises at the edges: an hour that a clock change skips comes late by what is skipped; an hour that a
clock change repeats comes the first time; a date that a zone left out (Apia, 30 December 2011) has no hours.
Whatever has no sense (a minute 1440, a zone nobody knows) is a ScheduleError that names it.
"""

from __future__ import annotations

import functools
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from babel.core import get_global

from reveille.core.errors import ScheduleError

DAY = timedelta(days=1)
MINUTES = 24 * 60
EVERY_DAY = 127
WORKDAYS = 31
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# How long an edition is worth sending, counted from its due time.
SHELF_LIFE = timedelta(hours=12)
# Regions whose zones are named for a place; the rest of the IANA list is countries, abbreviations, fixed offsets.
REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@dataclass(frozen=True)
class Closing:
    """A day of the paper and the instant (UTC) at which its edition closes."""

    day: date
    at: datetime


def due_at(day: date, minute: int, zone: str) -> datetime:
    """Return the instant (UTC) of ``minute`` on the local ``day`` in ``zone``."""
    place = _zone(zone)
    _minute(minute)
    # fold=0 is what we promise: in a gap the offset from before it holds, in a fold the first of the two
    # (PEP 495, https://peps.python.org/pep-0495/#conversion-from-naive-to-aware).
    local = datetime.combine(day, time(*divmod(minute, 60)), place)
    try:
        return local.astimezone(UTC)
    except OverflowError as error:
        raise ScheduleError(day.isoformat(), "at the edge of the calendar") from error


def closing_at(day: date, minute: int, zone: str) -> datetime:
    """Return the instant (UTC) at which the edition of ``day`` closes."""
    return due_at(day, minute, zone)


def next_closing(now: datetime, minute: int, zone: str) -> Closing:
    """Return the first closing after ``now``."""
    return next(found for found in _hours(now, minute, zone) if found.at > now)


def last_closing(now: datetime, minute: int, zone: str) -> Closing:
    """Return the latest closing at or before ``now``."""
    past = (found for found in _hours(now - 3 * DAY, minute, zone))
    latest = next(past)
    for found in past:
        if found.at > now:
            return latest
        latest = found
    raise AssertionError("days do not end")  # pragma: no cover


def first_due(closed: datetime, minute: int, zone: str, weekdays: int = EVERY_DAY) -> datetime | None:
    """Return when an edition that closed at ``closed`` is due for a subscription, or None when it gets none.

    It is due at the first time the local clock shows ``minute`` at or after closing. When that falls on a day
    that the subscription left out, this edition is not for it: by its next day there is a newer one.
    """
    found = _first(closed, minute, zone)
    return found.at if _weekdays(weekdays) & 1 << found.day.weekday() else None


def next_morning(now: datetime, minute: int, zone: str, weekdays: int, not_before: date | None = None) -> Closing:
    """Return the next local date and instant after ``now`` at which a subscription is due at all."""
    _weekdays(weekdays)
    start = now
    if not_before is not None:
        start = max(now, due_at(not_before, 0, zone) - timedelta(seconds=1))
    return next(
        found
        for found in _hours(start, minute, zone)
        if found.at > start and weekdays & 1 << found.day.weekday() and (not_before is None or found.day >= not_before)
    )


def expires_at(due: datetime) -> datetime:
    """Return when a delivery that was due at ``due`` is no longer worth sending."""
    return due + SHELF_LIFE


@functools.cache
def zone_names() -> tuple[str, ...]:
    """Return the zones to choose from, in order: UTC, then those named for a place."""
    placed = sorted(
        name for name in _known() if name.split("/")[0] in REGIONS and "/" in name and name == present_name(name)
    )
    return ("UTC", *placed)


def present_name(zone: str) -> str:
    """Return the spelling of a zone that is offered (Unicode CLDR): ``Asia/Kolkata`` for Asia/Calcutta, else itself."""
    now = str(get_global("zone_aliases").get(zone, zone))
    if now in ("Etc/UTC", "Etc/GMT"):
        return "UTC"
    return now if now in _known() else zone


def is_zone(name: str) -> bool:
    """Tell whether ``name`` is a zone that we know, old spellings included (browsers still guess those)."""
    return name in _known()


def clock(minute: int) -> str:
    """Return minutes of the day as a clock shows them: ``06:30``."""
    hours, minutes = divmod(_minute(minute), 60)
    return f"{hours:02}:{minutes:02}"


def minute_of(shown: str) -> int:
    """Return the minutes of the day that a clock shows as ``06:30``."""
    hours, colon, minutes = shown.strip().partition(":")
    whole = all(part.isascii() and part.isdigit() and len(part) <= 2 for part in (hours, minutes))
    if not colon or not whole or int(minutes) > 59 or int(hours) > 23:
        raise ScheduleError(shown[:20], "a time is written like 06:30")
    return int(hours) * 60 + int(minutes)


def place(zone: str) -> str:
    """Return the name people say for a zone: ``Vienna`` for Europe/Vienna, ``UTC`` for itself."""
    return zone.rpartition("/")[2].replace("_", " ")


def offset(zone: str, at: datetime) -> str:
    """Return how far a zone's clocks are from UTC at a moment: ``UTC+5:30``, ``UTC−3``, ``UTC+0``."""
    there = at.astimezone(_zone(zone)).utcoffset() or timedelta(0)
    whole, minutes = divmod(abs(there) // timedelta(minutes=1), 60)
    return f"UTC{'−' if there < timedelta(0) else '+'}{whole}" + (f":{minutes:02}" if minutes else "")


def hour_in_words(minute: int, zone: str) -> str:
    """Return ``06:30 Vienna time``; UTC is a time already."""
    return f"{clock(minute)} UTC" if zone == "UTC" else f"{clock(minute)} {place(zone)} time"


def days_in_words(weekdays: int) -> str:
    """Return the days of a mask as a person says them: ``every day``, ``Monday to Friday``, ``on Friday``."""
    if _weekdays(weekdays) == EVERY_DAY:
        return "every day"
    if weekdays == WORKDAYS:
        return "Monday to Friday"
    names = [name for bit, name in enumerate(WEEKDAYS) if weekdays & 1 << bit]
    return "on " + " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def weekdays_listed(weekdays: int) -> str:
    """Return the days of a mask as a list holds them: ``Mon Tue Wed``; ``weekdays_of`` reads it."""
    return " ".join(name[:3] for bit, name in enumerate(WEEKDAYS) if _weekdays(weekdays) & 1 << bit)


def weekdays_of(listed: str) -> int:
    """Return the mask of days written as ``Mon Wed Fri``, ``every`` or ``workdays``."""
    usual = {"every": EVERY_DAY, "workdays": WORKDAYS}.get(listed.strip().lower())
    if usual:
        return usual
    names = [name[:3].lower() for name in WEEKDAYS]
    wanted = [word[:3].lower() for word in listed.replace(",", " ").split()]
    if not wanted or any(word not in names for word in wanted):
        raise ScheduleError(listed[:40], "days are written like Mon Wed Fri, every, or workdays")
    return sum(1 << names.index(word) for word in set(wanted))


def _first(closed: datetime, minute: int, zone: str) -> Closing:
    return next(found for found in _hours(closed, minute, zone) if found.at >= closed)


def _hours(around: datetime, minute: int, zone: str) -> Iterator[Closing]:
    """Yield every local ``minute`` in order, from two days before ``around``."""
    place = _zone(zone)
    _minute(minute)
    if around.tzinfo is None:
        raise ScheduleError(str(around), "an instant needs its zone")
    try:
        day = around.astimezone(place).date() - 2 * DAY
        while True:
            if due_at(day, 0, zone).astimezone(place).date() == day:  # a date that the zone did not leave out
                yield Closing(day, due_at(day, minute, zone))
            day += DAY
    except OverflowError as error:
        raise ScheduleError(str(around), "at the edge of the calendar") from error


def _minute(minute: int) -> int:
    if not 0 <= minute < MINUTES:
        raise ScheduleError(str(minute), "a day has the minutes 0 to 1439")
    return minute


def _weekdays(weekdays: int) -> int:
    if not 1 <= weekdays <= EVERY_DAY:
        raise ScheduleError(str(weekdays), "a mask of weekdays is 1 to 127")
    return weekdays


@functools.cache
def _known() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones() - {"localtime", "Factory"})


def _zone(zone: str) -> zoneinfo.ZoneInfo:
    if zone not in _known():
        raise ScheduleError(zone[:60], "no zone has this name")
    return zoneinfo.ZoneInfo(zone)
