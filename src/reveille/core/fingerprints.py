"""What is stored of a text, so that it is compared with later ones without being read again.

What is a host's furniture cannot be told from one text, and changes while the host publishes. So two things are kept
of each text: marks of its sentences, of which the host's furniture is counted anew every time, and its shingles
without the furniture that was counted when they were made. Only a text whose furniture has changed is read again; the
answers are those that ``copies.find`` gives for the texts themselves.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reveille.core import copies, furniture

_MARK: Final = np.dtype([("sentence", "<u8"), ("length", "<u4")])
_SHORT: Final = 0  # the mark under which all sentences stand that are too short to be furniture
_HIGH_BITS: Final = 20  # of a shingle, by which most that meet nothing are told at once


@dataclass(frozen=True)
class Marked:
    """A text without its words: whose it is, its digest, and the marks of its sentences."""

    host: str
    digest: str
    marks: bytes


def marks(text: str) -> bytes:
    """Return the text's sentences, each as a hash and how many characters of the text it makes up."""
    lengths: Counter[int] = Counter()
    for sentence in furniture.sentences_of(text):
        lengths[_hash(sentence)] += len(sentence)
    return np.array(sorted(lengths.items()), dtype=_MARK).tobytes()


def furniture_of(texts: Mapping[int, Marked]) -> dict[int, bytes]:
    """Return for each text the hashes of its sentences that are its host's furniture: what ``furniture`` says of them.

    The same text twice is one text. A host "" (nobody knows) repeats nothing.
    """
    sentences = {pk: np.frombuffer(one.marks, dtype=_MARK) for pk, one in texts.items()}
    seen: defaultdict[str, Counter[int]] = defaultdict(Counter)
    distinct = {(one.host, one.digest): pk for pk, one in texts.items() if one.host}
    for (host, _), pk in distinct.items():
        seen[host].update(sentences[pk]["sentence"].tolist())
    repeated = {
        host: {one: count for one, count in counts.items() if count > 1 and one != _SHORT}
        for host, counts in seen.items()
    }
    return {pk: _furniture(sentences[pk], repeated.get(one.host, {})) for pk, one in texts.items()}


def shingles(text: str, gone: bytes) -> bytes:
    """Return the shingles of the text without the sentences in ``gone``, to be stored and compared."""
    return copies.signature(without(text, gone))


def without(text: str, gone: bytes) -> str:
    """Return the text without the sentences in ``gone``, a sentence a line; the text itself when none are."""
    if not gone:
        return text
    left_out = set(np.frombuffer(gone, dtype="<u8").tolist())
    return "\n".join(one for one in furniture.sentences_of(text) if _hash(one) not in left_out)


class Sieve:
    """Tells of stored shingles whether they have any in common with those that are asked about."""

    def __init__(self, asked: Collection[bytes]) -> None:
        """``asked`` are the shingles of the texts that something may be like."""
        self._asked = np.unique(np.concatenate([_array(one) for one in asked] or [_array(b"")]))
        self._high = np.zeros(1 << _HIGH_BITS, dtype=bool)
        self._high[_high(self._asked)] = True

    def catches(self, stored: bytes) -> bool:
        """Return whether one of the ``stored`` shingles was asked about."""
        found = _array(stored)
        found = found[self._high[_high(found)]]
        if not len(found):
            return False
        at = np.searchsorted(self._asked, found)
        at[at == len(self._asked)] = 0
        return bool((self._asked[at] == found).any())


def _furniture(sentences: NDArray[np.void], repeated: Mapping[int, int]) -> bytes:
    """The rule of ``furniture.without``: a sentence in two texts; in three, when two are versions of one article."""
    gone = sorted(repeated.keys() & sentences["sentence"].tolist())
    if gone:
        lengths = dict(sentences.tolist())
        whole = sum(lengths.values())
        if whole - sum(lengths[one] for one in gone) < (1 - furniture.MOSTLY) * whole:
            gone = [one for one in gone if repeated[one] > 2]
    return np.array(gone, dtype="<u8").tobytes()


def _hash(sentence: str) -> int:
    if len(sentence) < furniture.LEAST_LENGTH:
        return _SHORT
    return int.from_bytes(hashlib.blake2b(sentence.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _array(stored: bytes) -> copies.Shingles:
    return np.frombuffer(stored, dtype="<u8").astype(np.uint64, copy=False)


def _high(shingles: copies.Shingles) -> NDArray[np.int64]:
    return (shingles >> np.uint64(64 - _HIGH_BITS)).astype(np.int64)
