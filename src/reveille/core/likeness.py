"""How much each of an article's terms weighs in a stream, so that likeness is a cosine.

A word weighs (1 + ln count) · ln((N + N₀ + 1) / (df + ½)). Three channels (words, headline, names) are each made of
length one (names of less, where they are few and common) and laid side by side by their shares; the facts by which
languages meet are a vector of their own. In an article of few words each weighs by the company that it keeps
(core.company).
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from operator import add
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reveille.core import company
from reveille.core.sums import Places, Weights
from reveille.core.terms import NO_FACT, Channel, Keys, Terms, background

WORDS, HEADLINE, NAMES, FACTS = range(4)
SHARES = (0.55, 0.24, 0.21)
"""Of words, headline and names in an article's vector; flat around these (docs/decisions.md)."""
FEW_NAMES = 50.0
"""Squared weight at which an article's names have half their share: a rare name has some 70, a common one 20, and that
two reports name one country and nobody else says little.
"""
UNSEEN = 5000
"""Documents of the background assumed behind a stream, so that a small one knows its common words."""
SHORT, LIFT = 25, 0.3
"""An article of fewer different words has a vector longer than one: a headline's few shared words say more."""
TINY = 1e-12
"""A squared length that nothing is divided by less than."""
ROUNDING = 1e-9
"""What a length of one may be off by."""
_WORD_BITS = 32  # of a term; those above them are its channel
_WORD = (1 << _WORD_BITS) - 1
FEW_FACTS = 200.0
"""Squared weight at which facts say half of what they could: about three rare ones."""
REPEATED = 0.2
"""What a fact counts that is told once more: it is less of a subject than a word, and a country is told often."""
ALONE = 0.5
"""What a fact counts that only one language has told: it joins nothing, and most are a word that was no name."""
SEVERAL = "*"
NOUNS_CAPITAL = frozenset(("de", "lb"))
"""Languages in which a capital makes no name."""


@functools.cache
def _common_facts() -> dict[int, int]:
    """Of the background's documents, how many have each fact that everybody has."""
    return {key + (FACTS << _WORD_BITS): common for key, common in background().items()}


class Vector(NamedTuple):
    """An article's terms and weights, the heaviest first; its facts; and their lengths, squared.

    ``beside`` is how much an article of few words says beside its headline: 0 for nothing, 1 for as much again.
    """

    terms: list[int]
    weights: Weights
    length: float
    facts: list[int]
    fact_weights: Weights
    fact_length: float
    beside: float = 0.0


@dataclass
class Stream:
    """In how many articles each term was seen, and how often each word stood with a capital and without.

    ``names`` are the sounds that a capital made names; ``tongue`` is the language that told a fact, or ``SEVERAL``.
    """

    seen: int = 0
    spread: dict[int, int] = field(default_factory=lambda: _common_facts().copy())
    capital: dict[int, int] = field(default_factory=dict)
    small: dict[int, int] = field(default_factory=dict)
    names: set[int] = field(default_factory=set)
    tongue: dict[int, str] = field(default_factory=dict)

    def weigh(self, articles: Sequence[Terms]) -> list[Vector]:
        """The vectors of new articles, as the stream knows its words with them in it."""
        if not articles:
            return []
        self.seen += len(articles)
        self._count_capitals(articles)
        channels = [
            _laid([one.words for one in articles], WORDS),
            _laid([one.headline for one in articles], HEADLINE),
            *self._names(articles),
        ]
        weighed = [(of, keys, self._weights(keys, counts)) for of, keys, counts in channels]
        count = len(articles)
        of = np.concatenate([one[0] for one in weighed[:3]])
        keys = np.concatenate([one[1] for one in weighed[:3]])
        weights = np.concatenate(
            [
                _of_length(one[0], one[2], count, share, few)
                for one, share, few in zip(weighed[:3], SHARES, (0.0, 0.0, FEW_NAMES), strict=True)
            ]
        )
        different = np.bincount(channels[0][0], minlength=count)
        wordy = np.minimum(1.0, np.maximum(different, 2) / SHORT)
        weights *= _company(of, keys, weights, 1.0 - wordy)
        weights *= (wordy**-LIFT / np.sqrt(np.maximum(_sums(of, weights * weights, count), TINY)))[of]
        fact_of, fact_keys, fact_weights = weighed[3]
        fact_weights = np.where(
            self._shared_by_languages(fact_of, fact_keys, articles), fact_weights, ALONE * fact_weights
        )
        fact_weights = fact_weights / np.sqrt(_sums(fact_of, fact_weights**2, count) + FEW_FACTS)[fact_of]
        lengths = _sums(of, weights * weights, count)
        headed = np.bincount(channels[1][0], minlength=count)
        beside = np.clip(different / np.maximum(headed, 1) - 1.0, 0.0, 1.0)
        fact_lengths = _sums(fact_of, fact_weights**2, count)
        return [
            Vector(*one, length, *told, fact_length, said)
            for one, length, told, fact_length, said in zip(
                _apart(of, keys, weights, count),
                lengths.tolist(),
                _apart(fact_of, fact_keys, fact_weights, count),
                fact_lengths.tolist(),
                beside.tolist(),
                strict=True,
            )
        ]

    def _count_capitals(self, articles: Sequence[Terms]) -> None:
        keys = np.concatenate([one.cased for one in articles])
        counts = np.concatenate([one.casing for one in articles])
        for column, known in ((0, self.capital), (2, self.small)):
            there = counts[:, column] > 0
            distinct, where = np.unique(keys[there], return_inverse=True)
            totals = np.bincount(where, weights=counts[there, column], minlength=len(distinct))
            _add(known, distinct.tolist(), totals.astype(int).tolist())

    def _names(self, articles: Sequence[Terms]) -> Iterable[tuple[Places, Places, Weights]]:
        """The channel of names, and that of facts with the names among them."""
        of = np.repeat(np.arange(len(articles)), [len(one.cased) for one in articles])
        keys = np.concatenate([one.cased for one in articles])
        counts = np.concatenate([one.casing for one in articles])
        sounds = np.concatenate([one.sounds for one in articles])
        able = sounds > 0
        of, keys, counts, sounds = of[able], keys[able], counts[able], sounds[able]
        distinct, where = np.unique(keys, return_inverse=True)
        capital, small = (_known(counted, distinct)[where] for counted in (self.capital, self.small))
        # A capital that had no choice names only what the stream writes so more than twice as often as small.
        named = counts[:, 0] * (capital >= small) + counts[:, 1] * (capital > 2 * small).astype(np.float64)
        there = named > 0
        yield of[there], _in_channel(keys[there], NAMES), named[there]
        capital_names = np.array([one.language not in NOUNS_CAPITAL for one in articles], dtype=bool)[of]
        self.names.update(sounds[there & capital_names].tolist())
        perhaps = np.logical_not(counts[:, :2].any(axis=1)).astype(np.bool_)
        perhaps[perhaps] = [sound in self.names for sound in sounds[perhaps].tolist()]
        named = np.where(perhaps, 1.0, named)
        there = (there | perhaps) & (sounds > NO_FACT)
        told_of, told_keys, told = _laid([one.facts for one in articles], FACTS)
        yield _together(
            np.concatenate([of[there], told_of]),
            np.concatenate([_in_channel(sounds[there], FACTS), told_keys]),
            1.0 + REPEATED * (np.concatenate([named[there], told]) - 1.0),
        )

    def _shared_by_languages(self, of: Places, keys: Places, articles: Sequence[Terms]) -> NDArray[np.bool_]:
        """Whether each fact was told in two languages."""
        languages = [one.language for one in articles]
        told = self.tongue
        for at, key in zip(of.tolist(), keys.tolist(), strict=True):
            if told.setdefault(key, languages[at]) != languages[at]:
                told[key] = SEVERAL
        return np.fromiter((told[key] == SEVERAL for key in keys.tolist()), dtype=bool, count=len(keys))

    def _weights(self, keys: Places, counts: Weights) -> Weights:
        distinct, where, times = np.unique(keys, return_inverse=True, return_counts=True)
        names = distinct.tolist()
        _add(self.spread, names, times.tolist())
        spread = np.array([self.spread[name] for name in names], dtype=np.float64)
        rarity = np.log((self.seen + UNSEEN + 1) / (spread + 0.5))
        weights: Weights = (1.0 + np.log(counts)) * rarity[where]
        return weights


def bare(vector: Vector) -> float:
    """How bare of words an article is: 0 from ``SHORT`` different ones on, else the share that is missing."""
    return bare_at(vector.length)


def bare_at(length: float) -> float:
    """How bare of words an article is whose vector has this squared length."""
    return 1.0 - length ** (-0.5 / LIFT) if length > 1.0 + ROUNDING else 0.0


def words_at(bareness: float) -> float:
    """How many different words an article has that is so bare, two at least."""
    return SHORT * (1.0 - bareness)


def by_word(terms: Sequence[int], products: Weights) -> list[float]:
    """What each shared word gives to a dot product, as word, in the headline and as a name together."""
    given: dict[int, float] = {}
    for term, product in zip(terms, products.tolist(), strict=True):
        if product > 0.0:
            word = term & _WORD
            given[word] = given.get(word, 0.0) + product
    return list(given.values())


def heaviest(terms: Places, products: Weights) -> tuple[int, float]:
    """The word that gives most to a dot product, in all its channels together, and its share of it; -1: none does."""
    shared = (products > 0.0).nonzero()[0]
    if not len(shared):
        return -1, 0.0
    words, at = np.unique(terms[shared] & _WORD, return_inverse=True)
    given = np.bincount(at, weights=products[shared])
    most = int(given.argmax())
    return int(words[most]), float(given[most] / given.sum())


def in_channels(word: int) -> Iterable[int]:
    """The terms that a word is in the text, in the headline and as a name."""
    return (word + (channel << _WORD_BITS) for channel in (WORDS, HEADLINE, NAMES))


def _known(counted: dict[int, int], keys: Places) -> Places:
    return np.fromiter(map(counted.get, keys.tolist(), repeat(0)), dtype=np.int64, count=len(keys))


def _add(known: dict[int, int], keys: Sequence[int], counts: Sequence[int]) -> None:
    known.update(
        zip(keys, map(add, map(known.get, keys, repeat(0)), counts), strict=True)
    )  # a loop takes twice as long


def _laid(channels: Sequence[Channel], number: int) -> tuple[Places, Places, Weights]:
    """Every article's terms of one channel in a row: whose, which, how often."""
    of = np.repeat(np.arange(len(channels)), [len(keys) for keys, _ in channels])
    keys = np.concatenate([keys for keys, _ in channels])
    counts = np.concatenate([counts for _, counts in channels])
    return of, _in_channel(keys, number), counts.astype(np.float64)


def _in_channel(keys: Keys, number: int) -> Places:
    numbered: Places = keys.astype(np.int64) + (number << _WORD_BITS)
    return numbered


def _together(of: Places, keys: Places, counts: Weights) -> tuple[Places, Places, Weights]:
    """The same with each term once for an article."""
    order = np.lexsort((keys, of))
    of, keys, counts = of[order], keys[order], counts[order]
    first = np.ones(len(of), dtype=bool)
    first[1:] = (of[1:] != of[:-1]) | (keys[1:] != keys[:-1])
    summed = _sums(np.cumsum(first) - 1, counts, int(first.sum()))
    return of[first], keys[first], summed


def _company(of: Places, keys: Places, weights: Weights, bareness: Weights) -> Weights:
    """By how much each term weighs less for the company that its word keeps among the bare articles."""
    factors = np.ones(len(of))
    bare = (bareness[of] > 0.0).nonzero()[0]
    if len(bare):
        whose, word = of[bare], keys[bare] & _WORD
        report, words, told = _together(whose, word, weights[bare])
        told /= np.sqrt(_sums(report, told * told, len(bareness)))[report]
        at = np.searchsorted((report << _WORD_BITS) + words, (whose << _WORD_BITS) + word)
        factors[bare] = company.factors(report, words, told)[at] ** bareness[whose]
    return factors


def _sums(of: Places, values: Weights, count: int) -> Weights:
    return np.bincount(of, weights=values, minlength=count).astype(np.float64)


def _of_length(of: Places, weights: Weights, count: int, share: float, few: float) -> Weights:
    """Weights whose squares sum to ``share`` for each article; to half of it where they summed to ``few``."""
    scaled: Weights = weights * np.sqrt(share / np.maximum(_sums(of, weights * weights, count) + few, TINY))[of]
    return scaled


def _apart(of: Places, keys: Places, weights: Weights, count: int) -> Iterable[tuple[list[int], Weights]]:
    order = np.lexsort((keys, -weights, of))
    ends = np.cumsum(np.bincount(of, minlength=count)).tolist()
    names, values = keys[order].tolist(), weights[order]
    start = 0
    for end in ends:
        yield names[start:end], values[start:end]
        start = end
