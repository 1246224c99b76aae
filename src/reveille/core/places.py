"""Where it happens: cities and countries that a report names, and the country that a story is about.

A gazetteer is given; nothing is loaded here. A name that several places bear is the one whose country the report names
too, else the largest. A name beside another capital ("York" in "Sergeant York") is nobody's town, and neither is one
that the same report also writes small, nor a newspaper's. Who acts says less of where than a place does ("Nepalese
engineers opened the bridge in Kenya"). No place is better than a wrong one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reveille.core import bending

DATELINE, HEADLINE, LEAD, LATER = 3.0, 2.0, 1.0, 0.25
LEAD_CHARACTERS, READ = 500, 4000
WHO = 0.5  # of what a place says, a people or an institution does
THERE = 1.5  # and as much more says one that something happens in
MAIN_SHARE = 0.35  # of all that a story says of places, or it has no main country
UNSAID = 0.5  # of a report, one that names no place counts against every country
SURE = 250_000  # people, from which on a name alone is enough; a smaller place wants its country named, or a dateline
SHOWN = 5
LONGEST, LONGEST_UNSPACED = 4, 8  # words of a name; signs of one in a script without spaces
_TOKEN = re.compile(r"[^\W\d_]+(?:[’'.-][^\W\d_]+)*", re.UNICODE)
_ENDS = frozenset('.!?:;“„«"\n')
_JOINED = re.compile(r"[ \u00a0]+|[ \u00a0]?-[ \u00a0]?")
_PREPOSITIONS = "in at near of from to outside around across over off for and or the on by with into"
_LANDMARKS = """province region city airport bay river oblast harbour harbor port island islands district county base
strait peninsula summit north south east west northern southern eastern western central"""
_PARTS, _KINDS = frozenset(_PREPOSITIONS.split()), frozenset(_LANDMARKS.split())
_GERMAN_ARTICLES = frozenset(("das", "dem", "den", "des"))
_MEDIA = frozenset(
    """times post herald tribune journal star news gazette courier telegraph mail standard chronicle observer express
    bulletin examiner press daily today globe radio television tv review advertiser""".split()  # noqa: SIM905
)
_MEDIA_OF = re.compile(r"\b(?:Times|Voice|Radio|Journal|University|Press Trust) of (?:the )?$")
_POSSESSIVE = re.compile(r"[’'](?:s|S)?$|(?<=\w{3})[’'](?:[dt][ae]n?|[iıuü]n?|n[iıuü]n|y[aeiıuü]|[ae])$")  # "Izmir’den"
_ELISION = re.compile(r"^[^\W\d_]{1,5}[’']")  # "d’Ukraine", "dell’Ucraina"
_COMPOUND = re.compile(r"^(.{2,}?)-[a-z]+$")  # "US-led", "Venezuela-born"
_IN = re.compile(  # what stands before a place in which something happens, in nine languages
    r"(?<!\w)(?:in|at|near|off|outside|across|inside|throughout|bei|nahe|près de|en|au|aux|em|no|na|nel|nella|nell[’']"
    r"|cerca de|we?|во?|у|біля)(?:\s+(?:the|[\w-]*(?:northern|southern|eastern|western|central|north|south|east|west)"
    r"|(?:capital|city|state|province|region|town|village|port|island)(?: of)?))*\s*$",
    re.I,
)
_UNSPACED = re.compile("[\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0e7f]+")


@dataclass(frozen=True, slots=True)
class Town:
    """A city of the gazetteer: its name in English, ISO 3166 country, degrees, people."""

    name: str
    country: str
    latitude: float
    longitude: float
    people: int


@dataclass(frozen=True)
class Names:
    """What a language calls countries: names as they are written, and stems of those that bend (core.bending).

    ``towns`` are large cities by their stems, where those bend too. Words of ``none`` are no place as they are written.
    """

    written: Mapping[str, str] = field(default_factory=dict)
    stems: Mapping[tuple[bending.Kind, str], str] = field(default_factory=dict)
    towns: Mapping[str, tuple[Town, ...]] = field(default_factory=dict)
    none: frozenset[str] = frozenset()


def english_only(language: str) -> Names:
    """Return no names beside those in English."""
    return Names()


@dataclass(frozen=True)
class Gazetteer:
    """Places by their name in small letters: cities in whatever language, the largest first, and countries in English.

    ``peoples`` are words for who lives there or rules there ("ukrainian", "kremlin"): they say the country, and are no
    place on a map. ``names`` gives what another language calls countries. ``longer`` are names that have one of these
    in them and mean another country, or none (""); ``states`` are parts of countries, which stand behind a town.
    """

    towns: Mapping[str, tuple[Town, ...]]
    countries: Mapping[str, str]
    peoples: Mapping[str, str]
    names: Callable[[str], Names] = english_only
    longer: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def begins(self) -> frozenset[str]:
        """The words that a name may begin with."""
        return frozenset(
            words[0]
            for name in (*self.towns, *self.countries, *self.peoples, *self.longer, *self.states)
            if (words := _TOKEN.findall(name))
        )


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


@dataclass(frozen=True)
class _Named:
    """A name as a text has it: what it may be, whether it stands apart from other capitals, whether it says who."""

    name: str
    country: str
    who: bool
    alone: bool
    there: bool = False


def find(title: str, text: str, dateline: str, gazetteer: Gazetteer, language: str = "en") -> tuple[Found, ...]:
    """Return the places that a report names, each once, where it says most, in the order they are named."""
    town, _, region = dateline.partition(",")
    texts = (
        (region, DATELINE),  # "SAARE, Cornwall": behind a town stands where it lies, and no town of that name elsewhere
        (town, DATELINE),
        (title, HEADLINE),
        (text[:LEAD_CHARACTERS], LEAD),
        (text[LEAD_CHARACTERS:READ], LATER),
    )
    names = gazetteer.names(language) if language != "en" else Names()
    small = {token for token in _TOKEN.findall(text[:READ]) if token[:1].islower()}
    named = [(one, weight) for words, weight in texts for one in _names(words, gazetteer, names, language)]
    told = {one.country for one, _ in named if one.country}
    behind = {one.name for one in _names(region, gazetteer, names, language)} if not region.isupper() else set()
    found: dict[str, Found] = {}
    for one, weight in named:
        if weight == DATELINE and one.name in behind and not one.country:
            continue  # "SAARE, Valletta"
        place = _place(one, weight, told, small, gazetteer)
        if place is not None:
            key = place.town.name if place.town else f"={place.country}"
            if key not in found or found[key].weight < place.weight:
                found[key] = place
    return tuple(found.values())


def of_story(reports: Iterable[Sequence[Found]]) -> Where:
    """Return what the reports of a story say together; a report counts the same, however much it names.

    One that names next to nothing counts less. Of two countries that are said as much, the main one is that which was
    named first.
    """
    shares: defaultdict[str, float] = defaultdict(float)
    towns: defaultdict[Town, float] = defaultdict(float)
    unsaid = 0.0
    for report in reports:
        unsaid += 0.0 if report else UNSAID
        total = max(LEAD, sum(one.weight for one in report))
        for one in report:
            shares[one.country] += one.weight / total
            if one.town:
                towns[one.town] += one.weight
    whole = sum(shares.values())
    ordered = sorted(((code, round(share / whole, 3)) for code, share in shares.items()), key=lambda pair: -pair[1])
    main = ordered[0][0] if ordered and ordered[0][1] * whole >= MAIN_SHARE * (whole + unsaid) else ""
    there = [town for town in towns if town.country == main]
    named = sorted(there, key=lambda town: (-towns[town], -town.people, town.name))
    return Where(main, tuple(ordered[:SHOWN]), tuple(named[:SHOWN]))


def _names(words: str, gazetteer: Gazetteer, names: Names, language: str) -> Iterator[_Named]:
    """The names in a stretch of text, the longest first."""
    tokens = list(_TOKEN.finditer(words))
    place = 0
    while place < len(tokens):
        word = tokens[place][0]
        if word[0].islower() and not names.stems and "-" not in word:
            place += 1
            continue
        if word[0] > "\u0dff" and _UNSPACED.fullmatch(word):
            yield from _in_run(word, gazetteer, names)
            place += 1
            continue
        for one, count in _at(words, tokens, place, gazetteer, names, language):
            yield one
            place += count
            break
        else:
            place += 1


def _at(
    words: str, tokens: Sequence[re.Match[str]], place: int, gazetteer: Gazetteer, names: Names, language: str
) -> Iterator[tuple[_Named, int]]:
    """What begins at a word, the longest first, with how many words it has."""
    first = tokens[place][0]
    if first in names.none:
        return
    if not first[0].islower() and (names.written or _folded(first) in gazetteer.begins):
        for count in range(min(LONGEST, len(tokens) - place), 0, -1):
            name = _folded(words[tokens[place].start() : tokens[place + count - 1].end()])
            if name in gazetteer.longer:
                yield _Named(name, gazetteer.longer[name], who=False, alone=False), count
                return
            country = gazetteer.countries.get(name) or names.written.get(name, "")
            if country or name in gazetteer.states:
                country = _state(words, tokens, place, count, name, gazetteer) or country
            people = "" if country else gazetteer.peoples.get(name, "")
            if (country or people or name in gazetteer.towns) and not _of_media(words, tokens, place, count):
                if people and count == 1 and _of_team(words, tokens, place, gazetteer):
                    return
                alone = count > 1 or _apart(words, tokens, place)
                start = tokens[place].start()
                there = not people and _IN.search(words[max(0, start - 40) : start]) is not None
                yield _Named(name, country or people, bool(people), alone, there), count
    for kind, stem in bending.readings(_ELISION.sub("", first), language) if names.stems else ():
        if (kind, stem) in names.stems:
            yield _Named(stem, names.stems[kind, stem], kind != "place", alone=True), 1
            return
        if kind == "place" and stem in names.towns and _apart(words, tokens, place):
            yield _Named(names.towns[stem][0].name.casefold(), "", who=False, alone=True), 1
            return
    led = _COMPOUND.match(first) if "-" in first else None
    if led:
        name = led[1].casefold()
        country = gazetteer.countries.get(name) or gazetteer.peoples.get(name, "")
        if country:
            yield _Named(name, country, who=True, alone=True), 1


def _state(words: str, tokens: Sequence[re.Match[str]], place: int, count: int, name: str, gazetteer: Gazetteer) -> str:
    """The country of a state that is named behind a town ("Athens, Georgia"), or of a town before one that is called
    like a country ("Lebanon, Pennsylvania"); "" for neither.
    """
    if name not in gazetteer.countries:
        towns = gazetteer.towns.get(_folded(tokens[place - 1][0]), ()) if _comma(words, tokens, place) else ()
        country = gazetteer.states.get(name, "")
        return country if country in {town.country for town in towns} else ""
    end = place + count
    return gazetteer.states.get(_folded(tokens[end][0]), "") if _comma(words, tokens, end) else ""


def _comma(words: str, tokens: Sequence[re.Match[str]], place: int) -> bool:
    """Whether nothing but a comma stands before a word and the one that it follows."""
    return 0 < place < len(tokens) and words[tokens[place - 1].end() : tokens[place].start()] == ", "


def _in_run(run: str, gazetteer: Gazetteer, names: Names) -> Iterator[_Named]:
    """The names in a run of signs without spaces."""
    at = 0
    while at < len(run):
        for length in range(min(LONGEST_UNSPACED, len(run) - at), 1, -1):
            name = run[at : at + length]
            if name in names.written or name in gazetteer.towns:
                yield _Named(name, names.written.get(name, ""), who=False, alone=True)
                at += length
                break
        else:
            at += 1


def _of_media(words: str, tokens: Sequence[re.Match[str]], place: int, count: int) -> bool:
    """Whether a name is part of a newspaper's: "Los Angeles Times", "Times of India"."""
    after = tokens[place + count] if place + count < len(tokens) else None
    if (
        after
        and after[0].casefold() in _MEDIA
        and _capital(after[0])
        and _touch(words, tokens[place + count - 1], after)
    ):
        return not words.isupper()
    start = tokens[place].start()
    return _MEDIA_OF.search(words[max(0, start - 24) : start]) is not None


def _of_team(words: str, tokens: Sequence[re.Match[str]], place: int, gazetteer: Gazetteer) -> bool:
    """Whether a people is a club's name behind its town ("Cleveland Indians")."""
    if not place or not tokens[place][0].endswith("s"):
        return False
    before = tokens[place - 1]
    return _touch(words, before, tokens[place]) and _capital(before[0]) and before[0].casefold() in gazetteer.towns


def _apart(words: str, tokens: Sequence[re.Match[str]], place: int) -> bool:
    """Whether the word at ``place`` is no part of a longer name: no capital right before it, none right after."""
    if words.isupper():
        return True
    if place and _ENDS & set(words[tokens[place - 1].end() : tokens[place].start()]):
        return False  # the first word of a sentence has its capital from there
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    here = tokens[place]
    if before and before[0] in _GERMAN_ARTICLES and _touch(words, before, here):
        return False  # "nach dem Essen", "in den Bergen"
    if before and _touch(words, before, here) and _capital(before[0]) and before[0].casefold() not in _KINDS | _PARTS:
        return False
    return not (after and _touch(words, here, after) and _capital(after[0]) and after[0].casefold() not in _KINDS)


def _touch(words: str, one: re.Match[str], other: re.Match[str]) -> bool:
    return _JOINED.fullmatch(words[one.end() : other.start()]) is not None


def _capital(word: str) -> bool:
    return word[:1].isupper()


def _place(one: _Named, weight: float, told: set[str], small: set[str], gazetteer: Gazetteer) -> Found | None:
    if one.country:
        return Found(one.country, None, weight * (WHO if one.who else THERE if one.there else 1.0), one.name)
    towns = gazetteer.towns.get(one.name, ())
    if not towns or not one.alone or one.name in small:
        return None
    there = [town for town in towns if town.country in told]
    town = (there or list(towns))[0]
    if not there and town.people < SURE and weight < DATELINE:
        return None
    return Found(town.country, town, weight * (THERE if one.there else 1.0), one.name)


def _folded(name: str) -> str:
    if "’" in name or "'" in name:
        name = _POSSESSIVE.sub("", name).replace("’", "'")
    return " ".join(name.casefold().split())
