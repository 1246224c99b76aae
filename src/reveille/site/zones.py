"""The time zones to choose from: by region, each under the name that people say for its city, with its hour."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.utils.translation import gettext

from reveille.core import schedule, text
from reveille.editions import hours, languages


@dataclass(frozen=True)
class Zone:
    """A time zone to choose: its IANA name, the place it is named for, how far it is from UTC now."""

    name: str
    place: str
    offset: str = ""

    def __str__(self) -> str:
        return f"{self.place} ({self.offset})" if self.offset else self.place


Regions = tuple[tuple[str, tuple[Zone, ...]], ...]


def regions(language: str, now: datetime, kept: str = "") -> Regions:
    """Return all zones to choose from, by region; those that lie nowhere stand under ``Anywhere``.

    ``kept`` is the present name of a zone that was chosen elsewhere and may not be on the list (``Etc/GMT+5``): it is
    one of them.
    """
    old = ((kept, (Zone(kept, kept),)),) if kept and kept not in schedule.zone_names() else ()
    return (*old, *hourly(language, now.replace(minute=0, second=0, microsecond=0)))


@functools.lru_cache(maxsize=2 * len(settings.LANGUAGES))
def hourly(language: str, hour: datetime) -> Regions:
    """Some 420 zones are read from as many files, in 40 ms: once an hour will do."""
    return tuple((region, tuple(_at(zone, hour) for zone in zones)) for region, zones in named(language))


@functools.cache
def named(language: str) -> Regions:
    """Return the zones without their hours, each region in the order of its places' names."""
    with languages.speaking(language):
        return tuple(
            (gettext(region or "Anywhere"), tuple(sorted(zones, key=lambda one: text.unaccented(one.place).casefold())))
            for region, zones in groupby(_zones(language), key=lambda one: _region(one.name))
        )


def _at(zone: Zone, now: datetime) -> Zone:
    return zone if zone.name == "UTC" else Zone(zone.name, zone.place, schedule.offset(zone.name, now))


def _zones(language: str) -> Iterator[Zone]:
    for name in schedule.zone_names():
        place = name.split("/", 1)[-1].replace("_", " ").replace("/", ", ")
        yield Zone(name, place if language == languages.ENGLISH else hours.place(name))


def _region(name: str) -> str:
    return name.split("/")[0] if "/" in name else ""
