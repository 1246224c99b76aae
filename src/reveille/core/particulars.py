"""What a report names: who, where and how many, at its beginning and in all of it.

Two reports of a kind in one place (two quakes, two verdicts of a court) are as alike in their words as two outlets'
reports of one event, or more. But who tells an event names most of what another begins with, somewhere in the text.
A headline or a lead names too little to say so: where one has no more, two do not differ.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reveille.core import capitals, numerals
from reveille.core.text import LETTER

BEGINNING: Final = 500
"""Characters of the text that are the beginning, with the headline."""
LEAST_TEXT: Final = 700
"""Characters from which a text is more than its lead."""
LOOKED_AT: Final = 4000
LEAST: Final = 4
"""Names and numbers at the beginning from which it says which event is told."""
IN_COMMON: Final = 0.3
"""Two that find less of each other's beginnings, by the mean of both, differ; less than half of it, where they have a
number in common.
"""

_UNITS: Final = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS: Final = tuple(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SPELLED: Final = {
    **{word: number for number, word in enumerate(_TEENS, start=10)},
    **{
        f"{tens}-{unit}".rstrip("-"): 10 * ten + one
        for ten, tens in enumerate(_TENS, start=2)
        for one, unit in enumerate(_UNITS)
    },
}
_SPELLED_OUT: Final = re.compile(rf"\b(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_UNITS[1:])}))?|{'|'.join(_TEENS)})\b")
_DIGIT: Final = re.compile(r"\d")
_WORD: Final = re.compile(rf"(?:{LETTER})+")


@dataclass(frozen=True)
class Particulars:
    """Names and numbers by their hashes, a number's odd: of headline and beginning, and of all (there every word with
    a capital, had it a choice or not). Both are empty where there is too little to judge by.
    """

    beginning: frozenset[int] = frozenset()
    whole: frozenset[int] = frozenset()


NONE: Final = Particulars()


def of(title: str, text: str, language: str) -> Particulars:
    """The particulars of a report, from its headline and text without furniture; ``language`` is an ISO 639-1 code."""
    if len(text) < LEAST_TEXT:
        return NONE
    head = capitals.cased_headline(title)
    first = f"{title}\n{text[:BEGINNING]}"
    stops = capitals.no_names(language)
    chosen = {
        word.key
        for word in (*head, *capitals.cased_words(text[:BEGINNING]))
        if word.capital and not word.opening and len(word.key) > 1 and word.key not in stops
    }
    beginning = _hashed(chosen, _numbers(first, language))
    if len(beginning) < LEAST:
        return NONE
    whole = f"{title}\n{text[:LOOKED_AT]}"
    capital = {word.lower() for word in set(_WORD.findall(whole)) if word[0].isupper()}
    return Particulars(beginning, _hashed(capital, _numbers(whole, language)))


def differ(one: Particulars, other: Particulars) -> bool:
    """Whether two reports name other people, places and numbers; never where one has too few."""
    if not one.beginning or not other.beginning:
        return False
    found = (_share(one.beginning, other.whole) + _share(other.beginning, one.whole)) / 2
    share_number = any(key & 1 for key in one.whole & other.whole)
    return found < (IN_COMMON / 2 if share_number else IN_COMMON)


def _share(keys: frozenset[int], among: frozenset[int]) -> float:
    return len(keys & among) / len(keys)


def _hashed(names: set[str], numbers: Iterator[str]) -> frozenset[int]:
    return frozenset({_hash(name) & ~1 for name in names} | {_hash(number) | 1 for number in numbers})


def _hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def _numbers(words: str, language: str) -> Iterator[str]:
    with_digits = "\n".join(piece for piece in words.split(". ") if _DIGIT.search(piece))  # dates and groups cost most
    yield from numerals.found(with_digits, language)
    if language == "en":
        for spelled in _SPELLED_OUT.findall(words.lower()):
            yield f"#{_SPELLED[spelled]}"
