"""What changed in a story since the last edition, in fixed phrases around what the outlets published.

Nothing false is better than something more: a number is only said to have changed when two publisher families or more
had it with a noun yesterday, two or more have another with the same noun today, nobody had a third, and the two are of
one size. A name or a place is only said to be new when two families have it today and nobody had it yesterday.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reveille.core import capitals, stops
from reveille.core import text as texts

NUMBERS_SAID = 3
NAMES_SAID = 3
MARK_WORDS = 8  # of what stands beside a headline
WITNESSES = 2  # publisher families that have a number, for it to be known
SIZES = (
    1.0,
    3.0,
)  # of the new number to the old: what grew by more, or shrank, is likely another thing that was counted
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_ONES = "|".join(_WORDS)
_NUMBER = (
    r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-)?"
    rf"(?:{_ONES})"
)
_COUNTED = re.compile(
    rf"(?<![\w.,:/$€£¥-])({_NUMBER})\s+(?:(square)\s+)?([a-z]{{3,}}s|people|men|women|children)\b", re.I
)
# What is counted all the time and says nothing when it differs.
_DULL = frozenset(
    (
        "years", "days", "hours", "minutes", "weeks", "months", "seconds", "times", "people", "men", "women",
        "children", "others", "thirds", "percents", "cents", "points", "places", "metres", "meters", "miles",
        "kilometres", "kilometers", "feet", "inches", "tonnes", "tons", "kilograms", "knots", "dollars", "euros",
        "pounds", "parts", "steps", "ways", "things", "reasons", "sides", "halves", "quarters", "rounds", "pages",
        "words", "sentences", "outlets", "reports", "countries", "articles", "sources", "ones", "pairs",
    )
)  # fmt: skip
_CAPITAL = r"[^\W\d_a-zß-öø-ÿа-яёіїєґ][\w’'-]*[^\W_]"
_NAME = re.compile(rf"{_CAPITAL}(?: (?:(?:al|el|de|del|della|di|da|dos|von|van|der|den|bin|ibn|la) )?{_CAPITAL})+")
_CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*"
)


@dataclass(frozen=True)
class Told:
    """One outlet's own report of a story, as far as a change is concerned. ``text`` begins with its headline.

    ``places`` are towns that it names, as they are called.
    """

    article: int
    outlet: str
    family: str
    country: str
    language: str
    text: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class StoryFacts:
    """What is known of a story at an edition: who reported, from where, and every counted noun with its numbers.

    ``named`` and ``places`` have what anybody named, and as it is written where WITNESSES families did; None where an
    edition did not keep it. ``outlets`` are the names under which families reported.
    """

    articles: frozenset[int]
    families: frozenset[str]
    countries: frozenset[str]
    numbers: Mapping[str, tuple[str, ...]]
    named: Mapping[str, str] | None = None
    places: Mapping[str, str] | None = None
    outlets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Change:
    """``kind`` is new, updated or unchanged; ``short`` has at most eight words, ``lines`` are whole phrases."""

    kind: str
    short: str = ""
    lines: tuple[str, ...] = ()


def facts(reports: Sequence[Told]) -> StoryFacts:
    """Return what the reports establish together."""
    counted: dict[str, dict[str, set[str]]] = {}
    for report in reports:
        for noun, number in numbers(report.text, report.language):
            counted.setdefault(noun, {}).setdefault(number, set()).add(report.family)
    return StoryFacts(
        articles=frozenset(report.article for report in reports),
        families=frozenset(report.family for report in reports),
        countries=frozenset(report.country for report in reports if report.country),
        numbers={
            noun: tuple(sorted(number for number in found if len(found[number]) >= WITNESSES))
            for noun, found in sorted(counted.items())
        },
        named=_witnessed((report.family, names(report.text, report.language)) for report in reports),
        places=_witnessed((report.family, report.places) for report in reports),
        outlets={report.family: report.outlet for report in sorted(reports, key=lambda one: -one.article)},
    )


def _witnessed(told: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Every name by its key; with its commonest form where enough families have it, else with ""."""
    families: defaultdict[str, set[str]] = defaultdict(set)
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for family, found in told:
        for name in found:
            families[_key(name)].add(family)
            forms[_key(name)][name] += 1
    return {
        key: min(forms[key], key=lambda form: (-forms[key][form], form)) if len(families[key]) >= WITNESSES else ""
        for key in sorted(families)
    }


def _key(name: str) -> str:
    """By what a name is known again: its last two words, "President Anna Berg" and "Anna Berg"."""
    return " ".join(re.sub(r"[’']s$", "", name).casefold().split()[-2:])


def names(text: str, language: str = "en") -> list[str]:
    """Return the names of two words and more in a text after its headline, whose capitals may say nothing."""
    none = capitals.no_names(language)
    found = []
    body = text.partition("\n\n")[2]
    for match in _NAME.finditer(body):
        words = re.sub(r"[’']s$", "", match[0]).split()
        while words and (words[0].casefold() in none or _CALENDAR.fullmatch(words[0])):
            words.pop(0)
        while words and words[-1].casefold() in none:  # a caption runs into the sentence behind it: "… Saare The"
            words.pop()
        if len(words) < 2 or any(_CALENDAR.fullmatch(word) for word in words):
            continue
        shouted = all(word.isupper() for word in words)  # a dateline, or a headline between paragraphs
        cut_short = body.startswith(".", match.end()) and stops.goes_on_after(words[-1])  # "Rear Adm."
        if not shouted and not cut_short:
            found.append(" ".join(words))
    return found


def together(told: Sequence[StoryFacts]) -> StoryFacts:
    """Return what several editions, the latest last, told of what is one story now. The latest numbers hold."""
    return StoryFacts(
        articles=frozenset().union(*(known.articles for known in told)),
        families=frozenset().union(*(known.families for known in told)),
        countries=frozenset().union(*(known.countries for known in told)),
        numbers=told[-1].numbers,
        named=_joined([known.named for known in told]),
        places=_joined([known.places for known in told]),
        outlets={family: name for known in told for family, name in known.outlets.items()},
    )


def _joined(told: Sequence[Mapping[str, str] | None]) -> dict[str, str] | None:
    """What several editions named; None when one of them did not keep it, so that nothing is called new."""
    if any(known is None for known in told):
        return None
    return {key: name for known in told if known is not None for key, name in known.items()}


def numbers(text: str, language: str = "en") -> Iterable[tuple[str, str]]:
    """Yield each counted noun and its number, as digits: ("villages", "46"). English only: elsewhere, nothing."""
    if language not in ("en", ""):
        return
    for match in _COUNTED.finditer(text):
        number, square, noun = match.groups()
        name = f"square {noun.lower()}" if square else noun.lower()
        if square or name not in _DULL:
            yield name, _digits(number)


def since(before: StoryFacts | None, after: StoryFacts) -> Change:
    """Return what changed from one edition's facts to the next one's."""
    if before is None:
        return Change("new")
    reports = len(after.articles - before.articles)
    if not reports:
        return Change("unchanged")
    moved = _moved(before, after)
    grown = _grown(before, after)
    news = texts.counted(reports, "new report", "new reports")
    places = _first(before.places, after.places)
    people = [name for name in _first(before.named, after.named) if _key(name) not in (after.places or {})]
    outlets = [after.outlets[family] for family in sorted(after.families - before.families) if family in after.outlets]
    named = f"named for the first time: {', '.join(people[:NAMES_SAID])}" if people else ""
    lines = (
        *(f"{noun.capitalize()}: {old} before, {new} now." for noun, old, new in moved),
        *((f"{named[:1].upper()}{named[1:]}.",) if named else ()),
        *((f"Places named for the first time: {', '.join(places[:NAMES_SAID])}.",) if places else ()),
        *((f"Now also reported by {', '.join(outlets[:NAMES_SAID])}.",) if outlets else ()),
        f"{', '.join((news, *grown)).capitalize()}.",
    )
    if moved:
        noun, old, new = moved[0]
        return Change("updated", f"{noun}: {old} before, {new} now", lines)
    first = f"named for the first time: {people[0]}" if people else ""
    short = first if first and len(first.split()) <= MARK_WORDS else ", ".join(grown) or news
    return Change("updated", short, lines)


def _first(before: Mapping[str, str] | None, after: Mapping[str, str] | None) -> list[str]:
    """Names that enough families have now and nobody had before."""
    if before is None or after is None:
        return []
    return [name for key, name in after.items() if name and key not in before]


def _moved(before: StoryFacts, after: StoryFacts) -> list[tuple[str, str, str]]:
    """Nouns that had one number and have one other now. What was said yesterday and is repeated today is no news."""
    found = []
    for noun, now in after.numbers.items():
        old = before.numbers.get(noun, ())
        new = [number for number in now if number not in old]
        if (
            len(old) == 1
            and len(new) == 1
            and len(now) <= 2
            and SIZES[0] <= _size(new[0]) / max(_size(old[0]), 1e-9) <= SIZES[1]
        ):
            found.append((noun, old[0], new[0]))
    return found[:NUMBERS_SAID]


def _grown(before: StoryFacts, after: StoryFacts) -> tuple[str, ...]:
    outlets = len(after.families - before.families)
    countries = len(after.countries - before.countries)
    return (
        *((texts.counted(outlets, "more outlet", "more outlets"),) if outlets else ()),
        *((texts.counted(countries, "more country", "more countries"),) if countries else ()),
    )


def to_json(known: StoryFacts) -> dict[str, Any]:
    """Return the facts as values that JSON knows."""
    return {
        "articles": sorted(known.articles),
        "families": sorted(known.families),
        "countries": sorted(known.countries),
        "numbers": {noun: list(found) for noun, found in known.numbers.items()},
        "named": known.named,
        "places": known.places,
        "outlets": dict(known.outlets),
    }


def from_json(stored: Mapping[str, Any]) -> StoryFacts:
    """Return the facts that ``to_json`` stored."""
    return StoryFacts(
        frozenset(stored["articles"]),
        frozenset(stored["families"]),
        frozenset(stored["countries"]),
        {noun: tuple(found) for noun, found in stored["numbers"].items()},
        stored.get("named"),
        stored.get("places"),
        stored.get("outlets", {}),
    )


def _digits(number: str) -> str:
    """A number as digits, however it was written; thousands keep their comma."""
    plain = number.lower()
    if plain[0].isdigit():
        return plain
    tens, _, ones = plain.partition("-")
    return str(_WORDS[tens] + (_WORDS[ones] if ones else 0))


def _size(number: str) -> float:
    return float(number.replace(",", ""))
