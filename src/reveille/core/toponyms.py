"""Names of places that stand in a text: cities and regions of a gazetteer, countries and who lives there.

A gazetteer is given; nothing is loaded here. A name beside another capital ("York" in "Sergeant York") is nobody's
town, and neither is a newspaper's or a club's. What is written like a country is asked of core.countries.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from reveille.core import bending, capitals, countries, nations
from reveille.core.countries import Named

LONGEST, LONGEST_UNSPACED = 4, 8  # words of a name; signs of one in a script without spaces
BEFORE_COUNTRIES = 250_000  # people of a town whose name goes before a country's that only bends to it
TOKEN: Final = re.compile(r"[^\W\d_]+(?:[’'.-][^\W\d_]+)*", re.UNICODE)
_ENDS = frozenset('.!?:;“„«"\n')
_JOINED = re.compile(r"[ \u00a0]+|[ \u00a0]?-[ \u00a0]?")
_PREPOSITIONS = "in at near of from to outside around across over off for and or the on by with into"
_LANDMARKS = """province region city airport bay river oblast harbour harbor port island islands district county base
strait peninsula summit north south east west northern southern eastern western central"""
_PARTS, _KINDS = frozenset(_PREPOSITIONS.split()), frozenset(_LANDMARKS.split())
_GERMAN_KINDS = ("stadt", "dorf", "gemeinde", "provinz", "region", "insel", "flughafen", "hafen", "großraum")
_GERMAN_ARTICLES = frozenset(("das", "dem", "den", "des"))
_MEDIA = frozenset(
    """times post herald tribune journal star news gazette courier telegraph mail standard chronicle observer express
    bulletin examiner press daily today globe radio television tv review advertiser""".split()  # noqa: SIM905
)
_MEDIA_OF = re.compile(r"\b(?:Times|Voice|Radio|Journal|University|Press Trust) of (?:the )?$")
_POSSESSIVE = re.compile(r"[’'](?:s|S)?$|(?<=\w{3})[’'](?:[dt][ae]n?|[iıuü]n?|n[iıuü]n|y[aeiıuü]|[ae])$")  # "Izmir’den"
_ELISION = re.compile(r"^[^\W\d_]{1,5}[’']")  # "d’Ukraine", "dell’Ucraina"
_IN = re.compile(  # what stands before a place in which something happens, in nine languages
    r"(?<!\w)(?:in|at|near|off|outside|across|inside|throughout|bei|nahe|près de|en|au|aux|em|no|na|nel|nella|nell[’']"
    r"|cerca de|we?|во?|у|біля)(?:\s+(?:the|[\w-]*(?:northern|southern|eastern|western|central|north|south|east|west)"
    r"|(?:capital|city|state|province|region|town|village|port|island)(?: of)?))*\s*$",
    re.I,
)
_NOT_THERE = re.compile(  # where somebody or something is from, or goes
    r"-(?:born|origin|bound|flagged|registered|made|built|designed|owned|style|speaking|language|trained)(?![\w])"
)
_ACRONYM: Final = 4
"""Letters of a word in capitals that is no town ("ICA" is not Ica)."""
_UNSPACED = re.compile("[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0e7f]+")


@dataclass(frozen=True, slots=True)
class Town:
    """A city of the gazetteer: its name in English, ISO 3166 country, degrees, people."""

    name: str
    country: str
    latitude: float
    longitude: float
    people: int


def no_towns(language: str) -> Mapping[str, tuple[Town, ...]]:
    """Return no towns whose names bend."""
    return {}


@dataclass(frozen=True)
class Gazetteer:
    """Places by their name in small letters: cities in whatever language, the largest first, and parts of countries.

    ``bodies`` are words for who rules or fights somewhere ("kremlin"): they say the country, and are no place on a map.
    ``states`` are parts of countries that stand behind a town. ``bent`` gives the large cities of a language by their
    stems (core.bending), ``own`` the names that mean another place in it than elsewhere.
    """

    towns: Mapping[str, tuple[Town, ...]]
    parts: Mapping[str, str]
    bodies: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    bent: Callable[[str], Mapping[str, tuple[Town, ...]]] = no_towns
    own: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def begins(self) -> frozenset[str]:
        """The words that a name may begin with."""
        own = [name for names in self.own.values() for name in names]
        return frozenset(
            words[0]
            for name in (*self.towns, *self.parts, *self.bodies, *self.states, *own)
            if (words := TOKEN.findall(name))
        )


@dataclass(frozen=True)
class Name:
    """A name as a text has it: what it may be, whether it stands apart from other capitals, whether it says who.

    ``there`` is what something happens in, ``led`` what stands behind another capital ("Lewis Hamilton").
    """

    name: str
    country: str
    who: bool
    alone: bool
    there: bool = False
    led: bool = False


class Stretch:
    """A stretch of text in a language, with its words and the countries that stand in it."""

    def __init__(self, text: str, gazetteer: Gazetteer, language: str) -> None:
        self.text, self.gazetteer, self.language = text, gazetteer, language
        self.tokens = list(TOKEN.finditer(text))
        self.known = countries.with_parts(language)
        self.bent = gazetteer.bent(language)
        self.own = gazetteer.own.get(language, {})
        self.countries = self._countries()
        self.no_names = capitals.no_names(language)

    def _countries(self) -> dict[int, list[tuple[Named, int]]]:
        """The countries that begin within each word ("US-Iran"), with how many words of the text they take."""
        starts = [token.start() for token in self.tokens]
        begun: defaultdict[int, list[tuple[Named, int]]] = defaultdict(list)
        for start, end, named in self.known.found(self.text):
            place = bisect_right(starts, start) - 1
            if place < 0 or start >= (token := self.tokens[place]).end():
                continue
            if _NOT_THERE.match(self.text, end):
                continue
            led = end < token.end() and self.text[end] == "-"
            behind = start > token.start() and self.text[start - 1] == "-"
            count = bisect_right(starts, end - 1) - place
            begun[place].append((named._replace(who=True) if led or behind else named, count))
        return begun

    def names(self) -> Iterator[Name]:
        """The names in it, the longest first."""
        place = 0
        while place < len(self.tokens):
            word = self.tokens[place][0]
            if word[0].islower() and place not in self.countries:
                place += 1
                continue
            if word[0] > "\u0dff" and _UNSPACED.fullmatch(word):
                yield from self._in_run(word)
                place += 1
                continue
            found, count = self._at(place)
            yield from found
            place += max(1, count)

    def _at(self, place: int) -> tuple[list[Name], int]:
        """What begins at a word, the longest, with how many words it has."""
        token = self.tokens[place]
        told = self.countries.get(place, [])
        if not told and token[0] in self.known.none:
            return [], 1
        length = told[0][1] if told else 0
        for count in range(min(LONGEST, len(self.tokens) - place), 0, -1) if self._begins(token[0]) else ():
            if count < length or (count == length and not told[0][0].bent):
                break
            found = self._listed(place, count)
            if found and not (count == length and self._little_known(found[0])):
                return found, count
        if not told and (country := self._unsure(place)):
            return [Name(f"={country}", country, who=False, alone=True, there=True)], 1
        return (self._shown(told, place), length) if told else (self._bent_town(place), 1)

    def _unsure(self, place: int) -> str:
        """The country that is called like somebody, where something happens in it ("in Jordan"), or ""."""
        country = nations.NOT_BY_NAME.get(self.tokens[place][0].casefold(), "") if self.language in ("en", "") else ""
        return country if country and self._apart(place) and self._inside(place) else ""

    def _begins(self, word: str) -> bool:
        return not word[0].islower() and folded(word) in self.gazetteer.begins

    def _little_known(self, name: Name) -> bool:
        """Whether a name is that of small towns alone, which a country that is written so is before."""
        return not name.country and all(town.people < BEFORE_COUNTRIES for town in self.gazetteer.towns[name.name])

    def _listed(self, place: int, count: int) -> list[Name]:
        """What the gazetteer has under a name of so many words."""
        name = folded(self.text[self.tokens[place].start() : self.tokens[place + count - 1].end()])
        country = self.gazetteer.parts.get(name) or self.own.get(name, "")
        if country or name in self.gazetteer.states:
            country = self._state(place, count, name) or country
        body = "" if country else self.gazetteer.bodies.get(name, "")
        if not (country or body) and count == 1 and self._acronym(place):
            return []
        if not (country or body or name in self.gazetteer.towns) or self._of_media(place, count):
            return []
        alone, there = count > 1 or self._apart(place), not body and self._inside(place)
        return [Name(name, country or body, bool(body), alone, there, count == 1 and self._led(place))]

    def _acronym(self, place: int) -> bool:
        word = self.tokens[place][0]
        return len(word) <= _ACRONYM and word.isupper() and not self.text.isupper()

    def _led(self, place: int) -> bool:
        """Whether a word stands behind another capital, as a surname does; German writes every noun with one."""
        before = self._token(place - 1)
        if before is None or self.language == "de" or before[0].isupper() or not _capital(before[0]):
            return False
        known = before[0].casefold() in _KINDS | _PARTS | self.no_names
        return not known and self._touch(before, self.tokens[place])

    def _shown(self, told: Sequence[tuple[Named, int]], place: int) -> list[Name]:
        names = []
        for named, count in told:
            if not named.country or self._of_media(place, count) or (named.who and self._of_team(place, count)):
                continue
            country = "" if named.who else self._state(place, count, folded(self.tokens[place][0]))
            there = not named.who and self._inside(place)
            names.append(Name(f"={named.country}", country or named.country, named.who, alone=True, there=there))
        return names

    def _bent_town(self, place: int) -> list[Name]:
        for kind, stem in bending.readings(_ELISION.sub("", self.tokens[place][0]), self.language) if self.bent else ():
            if kind == "place" and stem in self.bent and self._apart(place):
                return [Name(self.bent[stem][0].name.casefold(), "", who=False, alone=True)]
        return []

    def _in_run(self, run: str) -> Iterator[Name]:
        """The names in a run of signs without spaces."""
        at = 0
        while at < len(run):
            for length in range(min(LONGEST_UNSPACED, len(run) - at), 1, -1):
                name = run[at : at + length]
                named = self.known.whole.get(name)
                if named is not None or name in self.gazetteer.towns:
                    yield Name(name, named.country if named else "", who=False, alone=True)
                    at += length
                    break
            else:
                at += 1

    def _state(self, place: int, count: int, name: str) -> str:
        """The country of a state that is named behind a town ("Athens, Georgia"), or of a town before one that is
        called like a country ("Lebanon, Pennsylvania"); "" for neither.
        """
        states = self.gazetteer.states
        if name in states and name not in self.gazetteer.parts:
            towns = self.gazetteer.towns.get(folded(self.tokens[place - 1][0]), ()) if self._comma(place) else ()
            country = states[name]
            return country if country in {town.country for town in towns} else ""
        end = place + count
        return states.get(folded(self.tokens[end][0]), "") if self._comma(end) else ""

    def _comma(self, place: int) -> bool:
        """Whether nothing but a comma stands before a word and the one that it follows."""
        tokens = self.tokens
        return 0 < place < len(tokens) and self.text[tokens[place - 1].end() : tokens[place].start()] == ", "

    def _inside(self, place: int) -> bool:
        """Whether it is said that something happens in what is named."""
        start = self.tokens[place].start()
        return _IN.search(self.text[max(0, start - 40) : start]) is not None

    def _of_media(self, place: int, count: int) -> bool:
        """Whether a name is part of a newspaper's: "Los Angeles Times", "Times of India"."""
        last, after = self.tokens[place + count - 1], self._token(place + count)
        if after and after[0].casefold() in _MEDIA and _capital(after[0]) and self._touch(last, after):
            return not self.text.isupper()
        start = self.tokens[place].start()
        return _MEDIA_OF.search(self.text[max(0, start - 24) : start]) is not None

    def _of_team(self, place: int, count: int) -> bool:
        """Whether a people is a club's name behind its town ("Cleveland Indians")."""
        before, here = self._token(place - 1), self.tokens[place]
        if count > 1 or before is None or not here[0].endswith("s"):
            return False
        return self._touch(before, here) and _capital(before[0]) and before[0].casefold() in self.gazetteer.towns

    def _apart(self, place: int) -> bool:
        """Whether a word is no part of a longer name: no capital right before it, none right after."""
        if self.text.isupper():
            return True
        before, here, after = self._token(place - 1), self.tokens[place], self._token(place + 1)
        if before and _ENDS & set(self.text[before.end() : here.start()]):
            return False  # the first word of a sentence has its capital from there
        if before and before[0] in _GERMAN_ARTICLES and self._touch(before, here):
            return False  # "nach dem Essen", "in den Bergen"
        led = before is not None and self._touch(before, here) and _capital(before[0])
        if before and led and not self._kind(before[0].casefold()):
            return False
        return not (after and self._touch(here, after) and _capital(after[0]) and after[0].casefold() not in _KINDS)

    def _kind(self, word: str) -> bool:
        """Whether a word with a capital may stand before a town's name ("South Kyiv", "Hafenstadt Odessa")."""
        return word in _KINDS | _PARTS or (self.language == "de" and word.endswith(_GERMAN_KINDS))

    def _token(self, place: int) -> re.Match[str] | None:
        return self.tokens[place] if 0 <= place < len(self.tokens) else None

    def _touch(self, one: re.Match[str], other: re.Match[str]) -> bool:
        return _JOINED.fullmatch(self.text[one.end() : other.start()]) is not None


def folded(name: str) -> str:
    """Return a name in small letters, without what English and Turkish hang behind it."""
    if "’" in name or "'" in name:
        name = _POSSESSIVE.sub("", name).replace("’", "'")
    return " ".join(name.casefold().split())


def _capital(word: str) -> bool:
    return word[:1].isupper()
