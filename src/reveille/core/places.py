"""Where it happens: cities and countries that a report names, and the country that a story is about.

A gazetteer is given; nothing is loaded here. A name that several places bear is the one whose country the report names
too, else the largest. A name beside another capital ("York" in "Sergeant York") is nobody's town, and neither is one
that the same report also writes small. No place is better than a wrong one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

DATELINE, HEADLINE, LEAD, LATER = 3.0, 2.0, 1.0, 0.25
LEAD_CHARACTERS, READ = 500, 4000
MAIN_SHARE = 0.35  # of all that a story says of places, or it has no main country
SURE = 250_000  # people, from which on a name alone is enough; a smaller place wants its country named, or a dateline
SHOWN = 5
_TOKEN = re.compile(r"[^\W\d_]+(?:[’'.-][^\W\d_]+)*", re.UNICODE)
_ENDS = frozenset('.!?:;“„«"\n')
_JOINED = re.compile(r"[ \u00a0]+|[ \u00a0]?-[ \u00a0]?")
_PREPOSITIONS = "in at near of from to outside around across over off for and or the on by with into"
_LANDMARKS = """province region city airport bay river oblast harbour harbor port island islands district county base
strait peninsula summit north south east west northern southern eastern western central"""
_PARTS, _KINDS = frozenset(_PREPOSITIONS.split()), frozenset(_LANDMARKS.split())


@dataclass(frozen=True, slots=True)
class Town:
    """A city of the gazetteer: its name in English, ISO 3166 country, degrees, people."""

    name: str
    country: str
    latitude: float
    longitude: float
    people: int


@dataclass(frozen=True)
class Gazetteer:
    """Places by their name in small letters, in whatever language: cities, the largest first, and countries.

    ``peoples`` are words for who lives there ("ukrainian"): they say the country, and are no place on a map.
    """

    towns: Mapping[str, tuple[Town, ...]]
    countries: Mapping[str, str]
    peoples: Mapping[str, str]
    longest: int = 4  # words of a name

    @cached_property
    def lengths(self) -> Mapping[str, int]:
        """How many words the longest name has that begins with a word: few words begin one."""
        most: dict[str, int] = {}
        for name in (*self.towns, *self.countries, *self.peoples):
            words = _TOKEN.findall(name)
            if words:
                most[words[0]] = max(most.get(words[0], 0), min(len(words), self.longest))
        return most


@dataclass(frozen=True)
class Found:
    """A place that a report names: ``country`` always, ``town`` when it is one; how much it says."""

    country: str
    town: Town | None
    weight: float
    words: str


@dataclass(frozen=True)
class Where:
    """What a story says of places: its main country or "", each country's share, and towns in the main one."""

    country: str
    shares: tuple[tuple[str, float], ...]
    towns: tuple[Town, ...]


def find(title: str, text: str, dateline: str, gazetteer: Gazetteer) -> tuple[Found, ...]:
    """Return the places that a report names, each once, where it says most."""
    town, _, region = dateline.partition(",")
    texts = (
        (town, DATELINE),
        (title, HEADLINE),
        (text[:LEAD_CHARACTERS], LEAD),
        (text[LEAD_CHARACTERS:READ], LATER),
    )
    small = {token for token in _TOKEN.findall(text[:READ]) if token[:1].islower()}
    # "SAARE, Cornwall": what stands behind a town is where that lies, and no town of that name elsewhere.
    named = [(name, DATELINE, region.isupper()) for name, _ in _names(region, gazetteer)]
    named += [(name, weight, alone) for words, weight in texts for name, alone in _names(words, gazetteer)]
    told = {gazetteer.countries.get(name) or gazetteer.peoples.get(name) for name, *_ in named} - {None}
    found: dict[str, Found] = {}
    for name, weight, alone in named:
        one = _place(name, weight, alone, told, small, gazetteer)
        if one is not None:
            found.setdefault(one.town.name if one.town else f"={one.country}", one)
    return tuple(found.values())


def of_story(reports: Iterable[Sequence[Found]]) -> Where:
    """Return what the reports of a story say together; each report counts the same, however much it names."""
    shares: defaultdict[str, float] = defaultdict(float)
    towns: defaultdict[Town, float] = defaultdict(float)
    for report in reports:
        total = sum(one.weight for one in report)
        for one in report:
            shares[one.country] += one.weight / total
            if one.town:
                towns[one.town] += one.weight
    whole = sum(shares.values())
    ordered = sorted(((code, share / whole) for code, share in shares.items()), key=lambda pair: (-pair[1], pair[0]))
    main = ordered[0][0] if ordered and ordered[0][1] >= MAIN_SHARE else ""
    there = [town for town in towns if town.country == main]
    named = sorted(there, key=lambda town: (-towns[town], -town.people, town.name))
    return Where(main, tuple((code, round(share, 3)) for code, share in ordered[:SHOWN]), tuple(named[:SHOWN]))


def _names(words: str, gazetteer: Gazetteer) -> Iterable[tuple[str, bool]]:
    """The names in a stretch of text, the longest first, and whether each stands apart from other capitals."""
    tokens = list(_TOKEN.finditer(words))
    place = 0
    lengths = gazetteer.lengths
    while place < len(tokens):
        begins = tokens[place][0]
        longest = 0 if begins[0].islower() else lengths.get(_folded(begins), 0)
        for count in range(min(longest, len(tokens) - place), 0, -1):
            folded = _folded(words[tokens[place].start() : tokens[place + count - 1].end()])
            if folded in gazetteer.towns or _says_country(folded, gazetteer):
                yield folded, count > 1 or _apart(words, tokens, place)
                place += count
                break
        else:
            place += 1


def _apart(words: str, tokens: Sequence[re.Match[str]], place: int) -> bool:
    """Whether the word at ``place`` is no part of a longer name: no capital right before it, none right after."""
    if words.isupper():
        return True
    if place and _ENDS & set(words[tokens[place - 1].end() : tokens[place].start()]):
        return False  # the first word of a sentence has its capital from there
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    here = tokens[place]
    if before and _touch(words, before, here) and _capital(before[0]) and before[0].casefold() not in _KINDS | _PARTS:
        return False
    return not (after and _touch(words, here, after) and _capital(after[0]) and after[0].casefold() not in _KINDS)


def _touch(words: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return _JOINED.fullmatch(words[one.end() : other.start()]) is not None


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _place(
    name: str, weight: float, alone: bool, told: set[str | None], small: set[str], gazetteer: Gazetteer
) -> Found | None:
    country = gazetteer.countries.get(name) or gazetteer.peoples.get(name)
    if country:
        return Found(country, None, weight, name)
    towns = gazetteer.towns.get(name, ())
    if not towns or not alone or name in small:
        return None
    there = [town for town in towns if town.country in told]
    town = (there or list(towns))[0]
    if not there and town.people < SURE and weight < DATELINE:
        return None
    return Found(town.country, town, weight, name)


def _says_country(folded: str, gazetteer: Gazetteer) -> bool:
    return folded in gazetteer.countries or folded in gazetteer.peoples


def _folded(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())
