"""Countries and who lives there, as a text in some language names them: "в Украине", "Niemczech", "deutsche", "U.S.".

One reader for all who ask (core.facts for stories across languages, core.toponyms for where it happens): CLDR's
territories and languages, cut to stems and bent (core.bending), with what those do not give (core.nations), and without
what only looks like a country (core.namesakes). English names count in every language, English words for a people where
nothing is known of it. A name wants its capital where its script has some; a word for who lives there where its
language writes one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from babel import Locale, UnknownLocaleError

from reveille.core import bending, namesakes, nations, regions, wording

VARIANTS: Final = {"zh": ("zh_Hans", "zh_Hant")}
SHORTEST_NAME, SHORTEST_REST = 4, 5
"""Letters of a country that begins a compound, and of what follows ("Iranabkommen")."""
REMEMBERED: Final = 50_000


_PIECE: Final = re.compile(r"[^\s’'.\-]+")


Kind = Literal["place", "people", "body"]


class Named(NamedTuple):
    """A country that a text names: ISO 3166, "" for a longer name that is none; whether by who lives there.

    ``words`` are how many it takes; ``bent`` is one that is not written as it is called.
    """

    country: str
    who: bool
    words: int = 1
    bent: bool = False


class _Phrase(NamedTuple):
    """The words of a name, what it names, and whether it may be written small."""

    patterns: tuple[wording.Pattern, ...]
    named: Named
    small: bool = False


@dataclass
class Names:
    """What a language calls countries: whole names, stems of those that bend, and phrases by their first two letters.

    Words of ``none`` are no country as they are written.
    """

    language: str
    whole: dict[str, Named] = field(default_factory=dict)
    cased: dict[str, Named] = field(default_factory=dict)
    stems: dict[tuple[bending.Kind, str], str] = field(default_factory=dict)
    phrases: dict[str, list[_Phrase]] = field(default_factory=dict)
    none: frozenset[str] = frozenset()
    _seen: dict[str, tuple[tuple[_Phrase, ...], Named | None] | None] = field(default_factory=dict)

    def found(self, text: str) -> Iterator[tuple[int, int, Named]]:
        """Each country that a text names, with where its name begins and ends."""
        spans = list(wording.WORD.finditer(text))
        words, at = [span[0] for span in spans], 0
        while at < len(words):
            named = self.at(words, at)
            if named is not None:
                yield spans[at].start(), spans[at + named.words - 1].end(), named
            at += named.words if named else 1

    def at(self, words: Sequence[str], at: int) -> Named | None:
        """Return the country whose name begins with the word at ``at``, the longest, or None."""
        word = words[at]
        if word not in self._seen:
            if len(self._seen) > REMEMBERED:
                self._seen.clear()
            self._seen[word] = self._looked_up(word)
        entry = self._seen[word]
        if entry is None:
            return None
        phrases, single = entry
        for phrase in phrases:
            if wording.goes_on(words, at + 1, phrase.patterns[1:], self.language):
                return phrase.named
        return single

    def enter(self, name: str, country: str, kind: Kind) -> None:
        """Learn a name: one of a word bends by itself; with ``*`` a word may go on, what is in capitals stands so."""
        pieces = tuple(_pattern(piece) for piece in _PIECE.findall(name))
        who = kind != "place"
        if len(pieces) > 1 or pieces[0].open:
            small = name[0].islower() and not bending.capitals(self.language)
            phrase = _Phrase(pieces, Named(country, who, len(pieces), bent=True), small)
            self.phrases.setdefault(pieces[0].text.lower()[:2], []).append(phrase)
        elif pieces[0].cased:
            self.cased[name] = Named(country, who)
        elif kind == "people" and bending.bends(self.language):
            self.stems["adjective", bending.folded(name)] = country
        else:
            self.whole[wording.fold(name)] = Named(country, who)
            stem = bending.stem(name, self.language, "place")
            if kind == "place" and bending.bends(self.language) and len(stem) >= bending.SURE:
                self.stems["place", stem] = country

    def _looked_up(self, word: str) -> tuple[tuple[_Phrase, ...], Named | None] | None:
        folded, capital = wording.fold(word), word[:1].isupper() or word[:1].lower() == word[:1].upper()
        phrases = [
            phrase
            for form in wording.forms(folded, self.language)
            for phrase in self.phrases.get(form[:2], ())
            if phrase.patterns[0].fits(word, form) and (capital or phrase.small)
        ]
        single = self.cased.get(word) or (self._single(word, folded) if capital else self._who(word))
        single = None if word in self.none else single
        return (tuple(sorted(phrases, key=lambda one: -len(one.patterns))), single) if phrases or single else None

    def _single(self, word: str, folded: str) -> Named | None:
        return self.whole.get(folded) or self._bent(word) or self._joined(folded)

    def _who(self, word: str) -> Named | None:
        return None if bending.capitals(self.language) else self._bent(word)

    def _bent(self, word: str) -> Named | None:
        for kind, stem in bending.readings(word, self.language):
            if country := self.stems.get((kind, stem)):
                return Named(country, kind != "place", bent=True)
        return None

    def _joined(self, folded: str) -> Named | None:
        """A country before what German and Dutch write together with it."""
        if self.language in wording.COMPOUNDS:
            for length in range(len(folded) - SHORTEST_REST, SHORTEST_NAME - 1, -1):
                named = self.whole.get(folded[:length])
                if named is not None and named.country:
                    return named._replace(who=True, bent=True)
        return None


@functools.lru_cache(maxsize=64)  # a page may say that it is in any language
def of_language(language: str) -> Names:
    """Return what a language calls countries and who lives there; English names alone where CLDR does not know it."""
    names = Names(language, none=namesakes.PERSONS.get(language, frozenset()))
    for name, country in _territories("en").items():
        if name.casefold() not in nations.NOT_BY_NAME:
            _whole(names, name, country)
    if language != "en":
        _own(names)
    for country, places, people in _table(nations.NATIONS.get(language, nations.NATIONS["en"])):
        for name in places:
            names.enter(name, country, "place")
        for name in people:
            names.enter(name, country, "people")
    for name, country in namesakes.longer().items():
        names.enter(name, country, "place")
    for name in namesakes.seas(language):
        names.enter(name, "", "place")
    return names


@functools.lru_cache(maxsize=64)
def with_parts(language: str) -> Names:
    """Return the same with parts of countries that have another name in each language, and whose body it is."""
    known = of_language(language)
    names = Names(
        language, dict(known.whole), dict(known.cased), dict(known.stems),
        {begin: list(phrases) for begin, phrases in known.phrases.items()}, known.none,
    )  # fmt: skip
    for name, country, who in regions.in_language(language):
        names.enter(name, country, "body" if who else "place")
    return names


def _whole(names: Names, name: str, country: str) -> None:
    words = wording.split(name)
    if len(words) > 1:
        patterns = tuple(wording.Pattern(wording.fold(word), open=False, cased=False) for word in words)
        phrase = _Phrase(patterns, Named(country, who=False, words=len(words)))
        names.phrases.setdefault(patterns[0].text[:2], []).append(phrase)
    if words:
        names.whole[wording.fold(name)] = Named(country, who=False)


def _own(names: Names) -> None:
    """What CLDR has of a language itself: territories, and languages that are one country's."""
    language = names.language
    for name, country in _territories(language).items():
        _whole(names, name, country)
        for kind in ("place", "people") if bending.bends(language) else ():
            names.stems.setdefault((kind, bending.stem(name, language, kind)), country)
    for variant in VARIANTS.get(language, (language,)) if bending.bends(language) else ():
        tongues = Locale.parse(variant).languages
        for tongue, country in nations.SPOKEN.items():
            if tongue in tongues:
                stem = bending.stem(str(tongues[tongue]), language, "adjective")
                names.stems.setdefault(("adjective", stem), country)


@functools.cache
def _territories(language: str) -> Mapping[str, str]:
    """CLDR's countries by their name in a language, without those that are another word in it."""
    none, found = namesakes.NOT_COUNTRIES.get(language, frozenset()), {}
    for variant in VARIANTS.get(language, (language,)):
        try:
            territories = Locale.parse(variant).territories
        except (UnknownLocaleError, ValueError):
            continue
        for code, name in territories.items():
            country = len(code) == 2 and code.isalpha() and code not in nations.NO_COUNTRIES
            if country and len(name) > 1 and str(name).casefold() not in none:
                found[str(name)] = str(code)
    return found


def _table(table: str) -> Iterable[tuple[str, list[str], list[str]]]:
    """The entries of a table: country, its names, words for its people."""
    for entry in " ".join(table.split()).split(";"):
        if entry.strip():
            names, _, people = entry.strip().partition(":")
            code, _, places = names.strip().partition(" ")
            yield code, _listed(places), _listed(people)


def _listed(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _pattern(piece: str) -> wording.Pattern:
    bare = piece.rstrip("*")
    cased = bare.isupper()
    return wording.Pattern(bare if cased else wording.fold(bare), piece.endswith("*"), cased)
