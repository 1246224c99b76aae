"""Words of one language that stand for what has another word in each: concepts, parts of countries, bodies.

The tables (core.concepts, core.regions, core.organisations) are read once a language. A word is looked up as it is,
then by its beginnings; behind what Arabic and Hebrew write together with it; and within what German and Dutch join.
Accents do not count, capitals only where the table has some. Countries have a reader of their own (core.countries).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from reveille.core import concepts, organisations, regions
from reveille.core import text as texts

SHORTEST_STEM: Final = 2
SHORTEST_PART: Final = 5
"""Letters of a word within another."""
REMEMBERED: Final = 50_000

WORD: Final = re.compile(
    r"[^\W_]+(?:(?:(?<=[\u0400-\u04ff])['’ʼ](?=[\u0400-\u04ff])|(?<=[\u0590-\u05ff])[\"'״׳](?=[\u0590-\u05ff]))[^\W_]+)*"
)
"""A word: В'єтнам is one, and so is the Hebrew acronym with its double mark."""
_PIECE: Final = re.compile(r"[^_'’\".\-]+")
_PLAIN: Final = str.maketrans(
    {"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i", "ة": "ه", "ى": "ي", "ـ": None}
    | dict.fromkeys("'’ʼ״׳\"")
)
_MARKS: Final = str.maketrans(dict.fromkeys("'\"״׳"))
_JOINED: Final = {
    "ar": ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف"),
    "he": ("וה", "שה", "מה", "בה", "לה", "כש", "ה", "ו", "ב", "ל", "מ", "ש"),
}
COMPOUNDS: Final = frozenset(("de", "nl"))
UNSPACED: Final = frozenset(("zh", "ja", "ko"))
"""Languages whose words are found within runs of signs."""


class Pattern(NamedTuple):
    """A word of a table: ``text`` folded unless ``cased``; ``open`` is a beginning."""

    text: str
    open: bool
    cased: bool

    def fits(self, word: str, folded: str) -> bool:
        """Return whether a word is meant."""
        if self.cased:
            return word == self.text
        return folded.startswith(self.text) if self.open else folded == self.text


class Entry(NamedTuple):
    """What a word stands for, and the phrases that it begins, each with its other words."""

    keys: tuple[str, ...]
    phrases: tuple[tuple[tuple[Pattern, ...], str], ...]


@dataclass
class Wording:
    """One language's words, each with the keys of what it stands for."""

    language: str
    whole: dict[str, tuple[str, ...]] = field(default_factory=dict)
    beginnings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    cased: dict[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[Pattern, ...], str]]] = field(default_factory=dict)
    signs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _seen: dict[str, Entry | None] = field(default_factory=dict)

    def found(self, words: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """Each key that stands in these words, with the first word and how many they are."""
        seen, free = self._seen, 0
        for at, word in enumerate(words):
            entry = seen[word] if word in seen else self._remember(word)
            if entry is None or at < free:
                continue
            for rest, key in entry.phrases:
                if goes_on(words, at + 1, rest, self.language):
                    yield key, at, 1 + len(rest)
                    free = at + 1 + len(rest)
                    break
            else:
                for key in entry.keys:
                    yield key, at, 1

    def _remember(self, word: str) -> Entry | None:
        if len(self._seen) > REMEMBERED:
            self._seen.clear()
        folded = fold(word)
        keys = self.cased.get(word) or tuple(dict.fromkeys(self._lookup(folded)))
        phrases = tuple(
            (pattern[1:], key)
            for form in forms(folded, self.language)
            for pattern, key in self.phrases.get(form[:2], ())
            if pattern[0].fits(word, form)
        )
        entry = self._seen[word] = Entry(keys, phrases) if keys or phrases else None
        return entry

    def _lookup(self, folded: str) -> Iterable[str]:
        for form in forms(folded, self.language):
            if form in self.whole:
                return self.whole[form]
            for length in range(len(form), SHORTEST_STEM - 1, -1):
                if form[:length] in self.beginnings:
                    return (*self.beginnings[form[:length]], *self._parts(form, length))
        return self._parts(folded, 0)

    def _parts(self, folded: str, begin: int) -> Iterator[str]:
        """What stands within a compound: "Drohnenangriff", "Waldbrand"."""
        if self.language not in COMPOUNDS:
            return
        at = max(begin, 3)
        while at <= len(folded) - SHORTEST_PART:
            for end in range(len(folded), at + SHORTEST_PART - 1, -1):
                part = folded[at:end]
                keys = self.beginnings.get(part) or (self.whole.get(part) if end == len(folded) else None)
                if keys:
                    yield from keys
                    at = end
                    break
            at += 1


def split(text: str) -> list[str]:
    """The words of a text as they are written, parted at apostrophes and hyphens."""
    return WORD.findall(text)


@functools.lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A word without capitals and accents; Chinese, Japanese and Korean as it is."""
    if word.isascii():
        return word.lower()
    low = word.replace("İ", "i").lower().translate(_PLAIN)
    if "\u3000" <= low[0] <= "\ud7ff":
        return low
    return texts.unaccented(low)


def forms(folded: str, language: str) -> Iterator[str]:
    """A word, and what stands behind the words that Arabic and Hebrew write together with it."""
    yield folded
    for joined in _JOINED.get(language, ()):
        if folded.startswith(joined) and len(folded) - len(joined) >= 2:
            yield folded[len(joined) :]


def goes_on(words: Sequence[str], at: int, rest: Sequence[Pattern], language: str) -> bool:
    """Return whether the words from ``at`` on are those of a phrase."""
    told = words[at : at + len(rest)]
    return len(told) == len(rest) and all(
        any(one.fits(word, form) for form in forms(fold(word), language)) for one, word in zip(rest, told, strict=True)
    )


@functools.cache
def of_language(language: str) -> Wording:
    """The words of a language; those of English, which press everywhere has some of, where the tables have none."""
    if language not in concepts.LANGUAGES:
        return of_language("en")
    wording = Wording(language)
    column = concepts.LANGUAGES.index(language)
    for key, _, columns in rows():
        for one in columns[column].split():
            _enter(wording, one, key)
    for patterns in wording.phrases.values():
        patterns.sort(key=lambda one: -len(one[0]))
    return wording


@functools.cache
def rows() -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    """All rows of the tables: the key, of a thousand reports how many have it, and its words by language."""
    found = []
    tables = ("~", concepts.CONCEPTS), ("+", regions.REGIONS), ("&", organisations.ORGANISATIONS)
    for mark, table in tables:
        for row in table.strip().splitlines():
            head, *columns = row.split("|")
            common, name, *_ = head.split()
            found.append((mark + name, int(common), tuple(columns)))
    return tuple(found)


def _enter(wording: Wording, written: str, key: str) -> None:
    if wording.language in UNSPACED:
        _add(wording.signs, written.replace("_", ""), key)
        return
    if wording.language == "he":
        written = written.translate(_MARKS)
    patterns = tuple(_pattern(piece) for piece in _PIECE.findall(written) if piece != "*")
    if len(patterns) > 1:
        wording.phrases.setdefault(fold(patterns[0].text)[:2], []).append((patterns, key))
        return
    (one,) = patterns
    _add(wording.cased if one.cased else wording.beginnings if one.open else wording.whole, one.text, key)


def _add(words: dict[str, tuple[str, ...]], word: str, key: str) -> None:
    if key not in words.get(word, ()):
        words[word] = (*words.get(word, ()), key)


def _pattern(piece: str) -> Pattern:
    bare = piece.rstrip("*")
    cased = bare != bare.lower()
    return Pattern(bare if cased else fold(bare), piece.endswith("*") and not cased, cased)
