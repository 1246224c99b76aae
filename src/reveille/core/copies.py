"""The same text under other mastheads: wire copy, syndication, one owner's titles.

MinHash finds who may be alike, exact containment of 5-word shingles in the shorter text decides (docs/decisions.md,
Copies). Sentences that one host repeats are dropped first: furniture must not make a copy.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

SHINGLE = 5  # words
LEAST_SHINGLES = 20  # a shorter text says too little to be known again
ENOUGH = 0.6  # containment in the shorter text: syndicated copies lie at .6 and above, others below .2
HASHES, BANDS = 128, 64  # two rows a band finds nearly every pair from a likeness of .3 on
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|\n+")
_RANDOM = np.random.Generator(np.random.PCG64(20261124))
_FACTORS = _RANDOM.integers(1, 2**63, HASHES, dtype=np.uint64) | np.uint64(1)
_TERMS = _RANDOM.integers(0, 2**63, HASHES, dtype=np.uint64)
_ROLL = np.array([1_000_003**power % 2**64 for power in range(SHINGLE)], dtype=np.uint64)
# Agencies of the world, as credits name them; an installation's own agencies come with the call.
AGENCIES = {
    "AP": "Associated Press", "Associated Press": "Associated Press", "The Associated Press": "Associated Press",
    "Reuters": "Reuters", "AFP": "Agence France-Presse", "Agence France-Presse": "Agence France-Presse", "dpa": "dpa",
    "DPA": "dpa", "EFE": "EFE", "ANSA": "ANSA", "PA": "PA Media", "PA Media": "PA Media", "Xinhua": "Xinhua", "TASS": "TASS",
    "Kyodo": "Kyodo", "Kyodo News": "Kyodo", "Yonhap": "Yonhap", "PTI": "Press Trust of India", "UPI": "UPI",
    "Bloomberg": "Bloomberg", "Canadian Press": "The Canadian Press", "The Canadian Press": "The Canadian Press",
    "AAP": "AAP", "PAP": "PAP", "Ukrinform": "Ukrinform", "Interfax": "Interfax", "Anadolu": "Anadolu",
}  # fmt: skip


@dataclass(frozen=True)
class Document:
    """A text to compare. ``agency`` is who it is credited to; ``wire`` says that its outlet is an agency."""

    id: int
    host: str
    outlet: str
    text: str
    agency: str
    published: datetime
    wire: bool = False


@dataclass(frozen=True)
class Copy:
    """``id`` carries the text of ``of``; ``containment`` is the share of the shorter text that is in the other."""

    id: int
    of: int
    containment: float
    reason: str


def find(documents: Sequence[Document], new: Collection[int] | None = None) -> tuple[Copy, ...]:
    """Return the copies among ``documents``, each with its origin; only pairs with one of ``new`` are looked at.

    The origin is the agency's own article; else one of the outlet that the text is credited to; else the earliest.
    """
    wanted = set(new) if new is not None else {document.id for document in documents}
    shingled = {
        document.id: shingles for document, shingles in zip(documents, _shingles(documents), strict=True)
        if len(shingles) >= LEAST_SHINGLES
    }  # fmt: skip
    alike = {
        (a, b): share
        for a, b in _maybe_alike(shingled)
        if (a in wanted or b in wanted) and (share := containment(shingled[a], shingled[b])) >= ENOUGH
    }
    by_id = {document.id: document for document in documents}
    return tuple(
        copy for group in _groups(alike) for copy in _with_origin([by_id[pk] for pk in group], alike)
    )


def containment(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> float:
    """Return the share of the smaller set of shingles that is in the larger, 0 to 1."""
    smaller = min(len(one), len(other))
    return len(np.intersect1d(one, other, assume_unique=True)) / smaller if smaller else 0.0


def shingles(text: str) -> NDArray[np.uint64]:
    """Return the sorted, distinct hashes of the text's 5-word shingles; the same on every machine, in every process."""
    words = _WORD.findall(text.casefold())
    if len(words) < SHINGLE:
        return np.empty(0, dtype=np.uint64)
    hashed = np.array([_hash(word) for word in words], dtype=np.uint64)
    rolled = sum(
        (hashed[at : len(hashed) - SHINGLE + 1 + at] * _ROLL[at] for at in range(SHINGLE)),
        start=np.zeros(len(hashed) - SHINGLE + 1, dtype=np.uint64),
    )
    found: NDArray[np.uint64] = np.unique(rolled)
    return found


def credit(byline: str, dateline: str, text: str, agencies: Mapping[str, str]) -> str:
    """Return the agency that a text is credited to in its byline, dateline, opening or last lines; "" when to none.

    ``agencies`` are names that count beside the world's known ones, each a whole name or its first word in brackets.
    """
    names = {**AGENCIES, **{name: name for name in agencies}}
    for name in agencies:
        names.setdefault(name.split()[0], name)
    for where in (byline, dateline):
        for part in re.split(r"[,;/()]| and | with | for ", where):
            if part.strip() in names:
                return names[part.strip()]
    opening = re.match(r"[^.!?\n]{0,60}?\(([\w .’'-]{2,40})\)\s*[-–—]", text)
    if opening and opening.group(1).strip() in names:
        return names[opening.group(1).strip()]
    for name in sorted(names, key=len, reverse=True):
        if re.search(rf"(?:^|\n)\W{{0,3}}(?:Source:|©|Text:|Reporting by|By)?\s*{re.escape(name)}\W{{0,3}}$", text[-120:]):
            return names[name]
    return ""


def _hash(word: str, known: dict[str, int] = {}) -> int:  # noqa: B006 - a cache for the words of the language
    found = known.get(word)
    if found is None:
        data = word.encode()
        found = zlib.crc32(data) | zlib.crc32(data, 0x9E3779B9) << 32
        if len(known) < 500_000:
            known[word] = found
    return found


def _shingles(documents: Sequence[Document]) -> Iterator[NDArray[np.uint64]]:
    """Each document's shingles, without the sentences that its host repeats elsewhere."""
    repeated = _repeated(documents)
    for document in documents:
        if not repeated:
            yield shingles(document.text)
            continue
        kept = [s for s in _SENTENCE.split(document.text) if (document.host, s) not in repeated]
        yield shingles("\n".join(kept))


def _repeated(documents: Sequence[Document]) -> set[tuple[str, str]]:
    """Sentences that stand in two texts of one host that are not the same text."""
    seen: dict[tuple[str, str], str] = {}
    repeated: set[tuple[str, str]] = set()
    for document in documents:
        start = document.text[:300]
        for sentence in set(_SENTENCE.split(document.text)):
            key = (document.host, sentence)
            if len(sentence) > 20 and seen.setdefault(key, start) != start:
                repeated.add(key)
    return repeated


def _maybe_alike(shingled: Mapping[int, NDArray[np.uint64]]) -> set[tuple[int, int]]:
    """Pairs that share a band of their MinHash signatures."""
    buckets: defaultdict[tuple[int, bytes], list[int]] = defaultdict(list)
    rows = HASHES // BANDS
    for pk, found in shingled.items():
        signature = _signature(found)
        for band in range(BANDS):
            buckets[band, signature[band * rows : (band + 1) * rows].tobytes()].append(pk)
    pairs: set[tuple[int, int]] = set()
    for bucket in buckets.values():
        if 1 < len(bucket) <= 200:
            pairs.update((min(a, b), max(a, b)) for i, a in enumerate(bucket) for b in bucket[:i])
    return pairs


def _signature(found: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """MinHash by multiply-shift (Dietzfelbinger et al. 1997) over all shingles at once."""
    smallest: NDArray[np.uint64] = np.full(HASHES, np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(found), 512):
        part = found[start : start + 512]
        mixed = (part[:, None] * _FACTORS[None, :] + _TERMS[None, :]) >> np.uint64(20)
        np.minimum(smallest, mixed.min(axis=0), out=smallest)
    return smallest


def _groups(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Those that are joined by pairs, together; in order of their lowest id."""
    parent: dict[int, int] = {}

    def root(pk: int) -> int:
        while parent.setdefault(pk, pk) != pk:
            parent[pk] = parent[parent[pk]]
            pk = parent[pk]
        return pk

    for a, b in sorted(pairs):
        parent[max(root(a), root(b))] = min(root(a), root(b))
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for pk in sorted(parent):
        groups[root(pk)].append(pk)
    return [groups[first] for first in sorted(groups)]


def _with_origin(group: Sequence[Document], alike: Mapping[tuple[int, int], float]) -> Iterator[Copy]:
    credited = {document.agency for document in group if document.agency}
    origin = min(
        group, key=lambda d: (not d.wire, bool(d.agency), d.outlet not in credited, d.published, d.id)
    )
    for document in group:
        if document.id == origin.id:
            continue
        share = alike.get((min(document.id, origin.id), max(document.id, origin.id)))
        told = f"{share:.0%} of the shorter text is the same" if share else "the same text by way of another copy"
        by = f", credited to {document.agency}" if document.agency else ""
        yield Copy(document.id, origin.id, share or ENOUGH, f"{told}{by}")
