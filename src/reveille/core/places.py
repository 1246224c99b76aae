"""Where it happens: the places that a report names, and the country that a story is about.

A name that several places bear is the one whose country the report names too, else the largest; one that the same
report also writes small is none. Who acts says less of where than a place does ("Nepalese engineers opened the bridge
in Kenya"). No place is better than a wrong one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reveille.core.toponyms import TOKEN, Gazetteer, Name, Stretch, Town

DATELINE, HEADLINE, LEAD, LATER = 3.0, 2.0, 1.0, 0.25
LEAD_CHARACTERS, READ = 500, 4000
WHO = 0.5  # of what a place says, a people or an institution does
THERE = 1.5  # and as much more says one that something happens in
MAIN_SHARE = 0.35  # of all that a story says of places, or it has no main country
UNSAID = 0.5  # of a report, one that names no place counts against every country
SURE = 250_000  # people, from which on a name alone is enough; a smaller place wants its country named, or a dateline
SHOWN = 5


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
    small = {token for token in TOKEN.findall(text[:READ]) if token[:1].islower()}
    named = [(one, weight) for words, weight in texts for one in Stretch(words, gazetteer, language).names()]
    told = {one.country for one, _ in named if one.country}
    behind = {one.name for one in Stretch(region, gazetteer, language).names()} if not region.isupper() else set()
    found: dict[str, Found] = {}
    persons = {one.name for one, weight in named if one.led and weight <= LEAD}  # a headline may have all capitals
    persons -= {one.name for one, _ in named if one.there}
    for one, weight in named:
        if one.name in persons and not one.country and weight < DATELINE:
            continue  # "Hamilton", where the report has Lewis Hamilton
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


def _place(one: Name, weight: float, told: set[str], small: set[str], gazetteer: Gazetteer) -> Found | None:
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
