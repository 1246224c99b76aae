"""What of an article is compared with others, taken from its words once and stored beside it.

Terms are counts under hashed names: of the words of headline, lead and link; of the headline's alone; of every word's
capitals; of numbers and places. What a word weighs is the stream's matter (core.likeness). Beside them stands what
the article names (core.particulars).
"""

from __future__ import annotations

import functools
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reveille.core import capitals, facts, headlines, particulars, sounds, transcribed
from reveille.core import text as texts

VERSION: Final = 4
"""Of the taking: what was stored by another is taken anew."""
LEAD: Final = 400
NAMES: Final = 1500
"""Characters of the text in which names are looked for."""
NO_FACT: Final = 1
"""The sound of a word that is a fact already."""
HEADLINE: Final = 100
"""Characters of the text that stand for a headline where there is none."""

_HEAD: Final = 21
"""Bytes before the keys: version, language, six sizes."""

Keys = NDArray[np.uint32]
Counts = NDArray[np.uint8]
Channel = tuple[Keys, Counts]


@dataclass(frozen=True)
class Terms:
    """An article's terms, each channel sorted by key.

    ``casing`` has a column each for: capitals that a writer chose (a headline's count double), capitals that had no
    choice, small. ``sounds`` gives the fact that each of those words is as a name, 0 for none, ``NO_FACT`` for a name
    that is told by another. What may be a name, in a script without capitals, is a row that is small and has a sound.
    """

    language: str
    words: Channel
    headline: Channel
    facts: Channel
    cased: Keys
    casing: NDArray[np.uint8]
    sounds: Keys
    named: particulars.Particulars = particulars.NONE


def take(title: str, text: str, language: str, link: str = "") -> Terms:
    """The terms of an article, from its headline and text without furniture (core.headlines, core.furniture)."""
    language = language or "en"
    head = texts.tokens(title, language)
    words = Counter(texts.tokens(text[:LEAD], language))
    words.update(head + head)
    for word in texts.tokens(" ".join(headlines.of_link(link)), language):
        words.setdefault(word, 1)
    told = facts.found(title, text, language)
    cased, casing, heard = _cased(title, text, language, told.told)
    return Terms(
        language,
        _channel(words),
        _channel(Counter(head or texts.tokens(text[:HEADLINE], language))),
        _channel(told.counts),
        cased,
        casing,
        heard,
        particulars.of(title, text, language),
    )


def _channel(counts: Mapping[str, int]) -> Channel:
    hashed: Counter[int] = Counter()
    for term, count in counts.items():
        hashed[_hash(term)] += count
    keys = sorted(hashed)
    return np.array(keys, dtype=np.uint32), np.array([min(hashed[key], 255) for key in keys], dtype=np.uint8)


def _cased(title: str, text: str, language: str, told: frozenset[str]) -> tuple[Keys, NDArray[np.uint8], Keys]:
    stops = capitals.no_names(language)
    counts: dict[str, list[int]] = {}
    for cased, weight in ((capitals.cased_headline(title), 2), (capitals.cased_words(text[:NAMES]), 1)):
        for key, capital, opening in cased:
            row = counts.setdefault(key, [0, 0, 0])
            if not capital:
                row[2] += 1
            elif len(key) > 1 and key not in stops:
                row[1 if opening else 0] += weight
    rows = [(_hash(key), row, _sound(key, told) if row[0] or row[1] else 0) for key, row in counts.items()]
    if language in facts.UNCASED:
        words = f"{title}\n{text[: facts.LOOKED_AT // 2]}"
        rows += [(_hash(f"~{one}"), [0, 0, 1], _hash(one)) for one in transcribed.sounding(words, told, language)]
    rows.sort()
    return (
        np.array([key for key, _, _ in rows], dtype=np.uint32),
        np.array([[min(count, 255) for count in row] for _, row, _ in rows], dtype=np.uint8).reshape(-1, 3),
        np.array([sound for _, _, sound in rows], dtype=np.uint32),
    )


def _sound(word: str, told: frozenset[str]) -> int:
    return NO_FACT if word in told else _hash(sounds.key_of_name(word))


def _hash(term: str) -> int:
    return zlib.crc32(term.encode("utf-8", "surrogatepass"))


def pack(terms: Terms) -> bytes:
    """The terms as bytes to store: some 2 kB for a text of 300 words and more."""
    language = terms.language.encode("ascii", "replace")[:8].ljust(8)
    beginning, whole = (np.array(sorted(keys), dtype="<u4") for keys in (terms.named.beginning, terms.named.whole))
    channels = (terms.words[0], terms.headline[0], terms.facts[0])
    sizes = np.array([len(keys) for keys in (*channels, terms.cased, beginning, whole)], dtype="<u2")
    keys = np.concatenate([*channels, terms.cased, terms.sounds, beginning, whole])
    counts = np.concatenate([terms.words[1], terms.headline[1], terms.facts[1], terms.casing.ravel()])
    return bytes([VERSION]) + language + sizes.tobytes() + keys.astype("<u4").tobytes() + counts.tobytes()


def unpack(packed: bytes) -> Terms | None:
    """The terms that were packed; None when another version packed them, or they are not whole."""
    if len(packed) < _HEAD or packed[0] != VERSION:
        return None
    words, headline, facts_, cased, beginning, whole = np.frombuffer(packed, dtype="<u2", count=6, offset=9).tolist()
    channels = words + headline + facts_
    sounds_end = channels + 2 * cased
    named_end = sounds_end + beginning
    keys_end = _HEAD + 4 * (named_end + whole)
    if len(packed) != keys_end + channels + 3 * cased:
        return None
    keys = np.frombuffer(packed, dtype="<u4", count=named_end + whole, offset=_HEAD)
    counts = np.frombuffer(packed, dtype=np.uint8, offset=keys_end)
    first, second = words, words + headline
    return Terms(
        packed[1:9].decode("ascii").strip(),
        (keys[:first], counts[:first]),
        (keys[first:second], counts[first:second]),
        (keys[second:channels], counts[second:channels]),
        keys[channels : channels + cased],
        counts[channels:].reshape(-1, 3),
        keys[channels + cased : sounds_end],
        particulars.Particulars(frozenset(keys[sounds_end:named_end].tolist()), frozenset(keys[named_end:].tolist())),
    )


@functools.cache
def background() -> Mapping[int, int]:
    """Of 5,000 reports so many have each fact that everybody has, by its hashed name."""
    return {_hash(key): common for key, common in facts.background().items()}
