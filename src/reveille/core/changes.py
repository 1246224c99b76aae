"""What changed in a story since the last edition, in fixed phrases around what the outlets published.

Nothing false is better than something more: a number is only said to have changed when two publisher families or more
had it with a noun yesterday, two or more have another with the same noun today, nobody had a third, and the two are of
one size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

NUMBERS_SAID = 3
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


@dataclass(frozen=True)
class Told:
    """One outlet's own report of a story, as far as a change is concerned."""

    article: int
    outlet: str
    family: str
    country: str
    language: str
    text: str


@dataclass(frozen=True)
class StoryFacts:
    """What is known of a story at an edition: who reported, from where, and every counted noun with its numbers."""

    articles: frozenset[int]
    families: frozenset[str]
    countries: frozenset[str]
    numbers: Mapping[str, tuple[str, ...]]


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
    )


def together(told: Sequence[StoryFacts]) -> StoryFacts:
    """Return what several editions, the latest last, told of what is one story now. The latest numbers hold."""
    return StoryFacts(
        articles=frozenset().union(*(known.articles for known in told)),
        families=frozenset().union(*(known.families for known in told)),
        countries=frozenset().union(*(known.countries for known in told)),
        numbers=told[-1].numbers,
    )


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
    news = _many(reports, "new report", "new reports")
    lines = (
        *(f"{noun.capitalize()}: {old} before, {new} now." for noun, old, new in moved),
        f"{', '.join((news, *grown)).capitalize()}.",
    )
    if moved:
        noun, old, new = moved[0]
        return Change("updated", f"{noun}: {old} before, {new} now", lines)
    return Change("updated", ", ".join(grown) or news, lines)


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
        *((_many(outlets, "more outlet", "more outlets"),) if outlets else ()),
        *((_many(countries, "more country", "more countries"),) if countries else ()),
    )


def to_json(known: StoryFacts) -> dict[str, Any]:
    """Return the facts as values that JSON knows."""
    return {
        "articles": sorted(known.articles),
        "families": sorted(known.families),
        "countries": sorted(known.countries),
        "numbers": {noun: list(found) for noun, found in known.numbers.items()},
    }


def from_json(stored: Mapping[str, Any]) -> StoryFacts:
    """Return the facts that ``to_json`` stored."""
    return StoryFacts(
        frozenset(stored["articles"]),
        frozenset(stored["families"]),
        frozenset(stored["countries"]),
        {noun: tuple(found) for noun, found in stored["numbers"].items()},
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


def _many(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
