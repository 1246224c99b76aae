"""Hours and days as a person says them, in the language spoken now; ``core.schedule`` has them in English."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from babel import Locale
from babel.core import get_global
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext, gettext_noop

from reveille.core import schedule
from reveille.editions import languages, wording

REGIONS = (
    *(gettext_noop("Africa"), gettext_noop("America"), gettext_noop("Antarctica"), gettext_noop("Arctic")),
    *(gettext_noop("Asia"), gettext_noop("Atlantic"), gettext_noop("Australia"), gettext_noop("Europe")),
    *(gettext_noop("Indian"), gettext_noop("Pacific"), gettext_noop("Anywhere")),
)


def hour(minute: int, zone: str) -> str:
    """Return ``06:30 Vienna time``; UTC is a time already."""
    clock = schedule.clock(minute)
    if zone == "UTC":
        return f"{clock} UTC"
    return gettext("%(clock)s %(place)s time") % {"clock": clock, "place": place(zone)}


def place(zone: str) -> str:
    """Return the name people say for a zone in their language (Unicode CLDR): ``Wien`` for Europe/Vienna."""
    if languages.spoken() == languages.ENGLISH:
        return schedule.place(zone)
    known = Locale.parse(languages.spoken()).time_zones
    return next(
        (known[one]["city"] for one in (zone, *_spellings(zone)) if "city" in known.get(one, {})), schedule.place(zone)
    )


@functools.cache
def _spellings(zone: str) -> tuple[str, ...]:
    """The other names of a zone: CLDR keeps some under an old one, as Asia/Calcutta."""
    aliases = get_global("zone_aliases")
    now = aliases.get(zone, zone)
    return (now, *(old for old, new in aliases.items() if new == now))


def days(weekdays: int) -> str:
    """Return the days of a mask as a person says them: ``every day``, ``Monday to Friday``, ``on Friday``."""
    if weekdays == schedule.EVERY_DAY:
        return gettext("every day")
    if weekdays == schedule.WORKDAYS:
        return gettext("Monday to Friday")
    names = [name for bit, name in enumerate(weekday_names()) if weekdays & 1 << bit]
    return gettext("on %(days)s") % {"days": wording.listed(names)}


def weekday_names() -> Sequence[str]:
    """Return the names of the days, Monday first."""
    return [str(WEEKDAYS[number]) for number in range(7)]
