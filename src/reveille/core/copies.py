"""The same text under other mastheads: wire copy, syndication, one owner's titles.

Two texts are held together by their 5-word shingles, exactly: a copy is a text of which most stands in
another one, or the other in it. What a host puts around all its articles goes first, so that furniture
makes no copy. Shingles can be stored (``signature``), so that a new article is compared with older ones
without their texts.
"""

import functools
import re
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from reveille.core import datelines, furniture
from reveille.core.stopwords import STOPWORDS

Shingles = NDArray[np.uint64]
"""Sorted, distinct hashes of a text's shingles."""

SHINGLE: Final = 5
"""Words."""
LEAST_SHINGLES: Final = 20
"""A shorter text says too little to be known again."""
ENOUGH: Final = 0.6
"""Containment in the shorter text: syndicated copies lie there and above, others below .2."""
BY_WAY_OF: Final = 0.2
"""Enough for a copy of a copy: two texts cut from one differently. Below, texts are of one story at most."""
MANY: Final = 200
"""A shingle in more texts than these is paired with the first of them only: no phrase costs its square."""
_WORD: Final = re.compile(r"\w+")
_ROLL: Final = np.array([1_000_003**power % 2**64 for power in range(SHINGLE)], dtype=np.uint64)

AGENCIES: Final[Mapping[str, str]] = {
    written: name
    for name, others in {
        "Associated Press": ("AP", "The Associated Press"),
        "Reuters": (),
        "Agence France-Presse": ("AFP",),
        "dpa": ("DPA", "Deutsche Presse-Agentur"),
        "EFE": (),
        "ANSA": (),
        "PA Media": ("PA",),
        "Xinhua": (),
        "TASS": (),
        "Kyodo": ("Kyodo News",),
        "Yonhap": ("Yonhap News Agency",),
        "Press Trust of India": ("PTI",),
        "UPI": ("United Press International",),
        "Bloomberg": ("Bloomberg News",),
        "The Canadian Press": ("Canadian Press", "La Presse Canadienne"),
        "AAP": ("Australian Associated Press",),
        "PAP": (),
        "Ukrinform": (),
        "Interfax": (),
        "Anadolu": ("Anadolu Agency",),
    }.items()
    for written in (name, *others)
}
"""Agencies of the world as credits write them; an installation's own agencies come with the call."""


@dataclass(frozen=True)
class Document:
    """A text to compare. ``agency`` is who it is credited to; ``wire`` says that its outlet is an agency.

    ``host`` names whose furniture is around it. Where ``signature`` is given, ``text`` is not read.
    """

    id: int
    host: str
    outlet: str
    text: str
    agency: str
    published: datetime
    wire: bool = False
    signature: bytes = b""


@dataclass(frozen=True)
class Copy:
    """``id`` carries the text of ``of``; ``containment`` is the share of the shorter text in the other."""

    id: int
    of: int
    containment: float
    reason: str


def find(documents: Sequence[Document], new: Collection[int] | None = None) -> tuple[Copy, ...]:
    """The copies among ``documents``, each with its origin; only pairs with one of ``new`` are looked at.

    The origin is the agency's own article; else one of the outlet that the text is credited to; else the
    earliest, and of two at once the lower id. Every copy has its own share of the origin's text: there are
    no chains.
    """
    shingled = {
        document.id: found
        for document, found in zip(documents, _without_furniture(documents), strict=True)
        if len(found) >= LEAST_SHINGLES
    }
    wanted = set(shingled) if new is None else set(new) & set(shingled)
    alike = {pair: share for pair, share in _shares(shingled, wanted).items() if share >= ENOUGH}
    by_id = {document.id: document for document in documents}
    return tuple(sorted(_with_origins(alike, by_id, shingled), key=lambda copy: copy.id))


def without(
    copy_of: Mapping[int, int | None], gone: Collection[int], order: Mapping[int, Any]
) -> dict[int, int | None]:
    """What is a copy of what where the originals in ``gone`` are not there: the first by ``order`` of those that
    carried the same text stands in for it, and the others are copies of that one.
    """
    heirs: dict[int, int] = {}
    for pk in sorted((pk for pk, of in copy_of.items() if of in gone), key=lambda pk: order[pk]):
        heirs.setdefault(copy_of[pk] or 0, pk)
    return {
        pk: (None if heirs[of] == pk else heirs[of]) if of is not None and of in gone else of
        for pk, of in copy_of.items()
    }


def signature(text: str) -> bytes:
    """The text's shingles to store, eight bytes each (some 5 kB for 600 words); give it back in ``Document``.

    Furniture cannot be told from one text: take the host's off first (``furniture.find(...).without(...)``).
    """
    return shingles(text).astype("<u8").tobytes()


def containment(one: Shingles, other: Shingles) -> float:
    """The share of the smaller set of shingles that is in the larger, 0 to 1."""
    smaller = min(len(one), len(other))
    return len(np.intersect1d(one, other, assume_unique=True)) / smaller if smaller else 0.0


def shingles(text: str) -> Shingles:
    """The sorted, distinct hashes of the text's 5-word shingles; the same on every machine."""
    words = _WORD.findall(text.casefold())
    count = len(words) - SHINGLE + 1
    if count < 1:
        return np.empty(0, dtype=np.uint64)
    hashed = np.array([_hash(word) for word in words], dtype=np.uint64)
    rolled = np.zeros(count, dtype=np.uint64)
    for at in range(SHINGLE):
        rolled += hashed[at : at + count] * _ROLL[at]
    found: Shingles = np.unique(rolled)
    return found


# A round compares with what the last days brought, of which it has seen nearly all before.
_shingled = functools.lru_cache(maxsize=8192)(shingles)


@functools.lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    """64 bits of a word: its checksum, spread by a 64-bit mixing step (Steele et al. 2014, SplitMix)."""
    mixed = (zlib.crc32(word.encode("utf-8", "surrogatepass")) + 1) * 0x9E3779B97F4A7C15 % 2**64
    mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    return mixed ^ mixed >> 27


def _without_furniture(documents: Sequence[Document]) -> Iterator[Shingles]:
    around = furniture.find((one.host, one.text) for one in documents if not one.signature)
    for one in documents:
        if one.signature:
            yield np.frombuffer(one.signature, dtype="<u8").astype(np.uint64)
        else:
            yield _shingled(around.without(one.host, one.text))


def _shares(shingled: Mapping[int, Shingles], wanted: Collection[int]) -> dict[tuple[int, int], float]:
    """Containment of each pair that shares a shingle, lower id first; one of the two is wanted."""
    if not wanted:
        return {}
    ids = sorted(shingled)
    sizes = np.array([len(shingled[pk]) for pk in ids])
    owners = np.repeat(np.arange(len(ids)), sizes)
    hashes = np.concatenate([shingled[pk] for pk in ids])
    if len(wanted) < len(ids):
        asked = np.isin(hashes, np.concatenate([shingled[pk] for pk in sorted(wanted)]))
        owners, hashes = owners[asked], hashes[asked]
    pairs, shared = np.unique(_pairs(owners, hashes, len(ids)), return_counts=True)
    low, high = pairs // len(ids), pairs % len(ids)
    shares = shared / np.minimum(sizes[low], sizes[high])
    return {
        (ids[a], ids[b]): share
        for a, b, share in zip(low.tolist(), high.tolist(), shares.tolist(), strict=True)
        if ids[a] in wanted or ids[b] in wanted
    }


def _pairs(owners: NDArray[np.int64], hashes: Shingles, width: int) -> NDArray[np.int64]:
    """Every two owners of one hash, as lower times ``width`` plus higher, once for each hash."""
    order = np.argsort(hashes, kind="stable")
    owners, hashes = owners[order], hashes[order]
    starts = np.flatnonzero(np.concatenate(([True], hashes[1:] != hashes[:-1])))
    runs = np.diff(np.append(starts, len(hashes)))
    found = [np.empty(0, dtype=np.int64)]
    for size in np.unique(runs[runs > 1]).tolist():
        carriers = owners[starts[runs == size][:, None] + np.arange(size)]
        first, second = np.triu_indices(size, 1) if size <= MANY else (np.zeros(size - 1, int), np.arange(1, size))
        found.append((carriers[:, first] * width + carriers[:, second]).ravel())
    return np.concatenate(found)


def _with_origins(
    alike: Mapping[tuple[int, int], float], by_id: Mapping[int, Document], shingled: Mapping[int, Shingles]
) -> Iterator[Copy]:
    """A copy for each document that carries another's text, the more original first."""
    beside: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), share in alike.items():
        beside[a][b] = beside[b][a] = share
    credited = {document.agency for pk in beside if (document := by_id[pk]).agency}

    def originality(pk: int) -> tuple[bool, bool, bool, datetime, str, int]:
        one = by_id[pk]
        return not one.wire, one.outlet not in credited, bool(one.agency), one.published, one.outlet, one.id

    origin_of: dict[int, int] = {}
    for pk in sorted(beside, key=originality):
        direct = [other for other in beside[pk] if origin_of.get(other) == other]
        if direct:
            origin = min(direct, key=originality)
            share = beside[pk][origin]
        else:
            indirect = {origin_of[other] for other in beside[pk] if other in origin_of}
            shares = {other: containment(shingled[pk], shingled[other]) for other in sorted(indirect)}
            origin = max(shares, key=lambda other: shares[other], default=pk)
            share = shares.get(origin, 0.0)
            if share < BY_WAY_OF:
                origin = pk
        origin_of[pk] = origin
        if origin != pk:
            yield Copy(pk, origin, round(share, 4), _reason(by_id[pk], by_id[origin], share))


def _reason(copy: Document, origin: Document, share: float) -> str:
    said = f"{share:.0%} of the shorter text stands in both, and {origin.outlet} "
    if origin.wire:
        said += "is the agency"
    elif copy.agency and copy.agency == origin.outlet:
        said += "is credited with it"
    else:
        said += "had it first"
    return said + (f"; credited to {copy.agency}" if copy.agency else "")


# --- credits ---------------------------------------------------------------------------------------------

_PARTS: Final = re.compile(r"[,;/()|•·\n]| (?:and|with|for|und|mit|et|avec) ")
_BY: Final = re.compile(r"^(?:by|from|von|par|source|quelle)\b:?\s*", re.IGNORECASE)
_OPENING: Final = re.compile(r"[^.!?\n]{0,60}?\(([^()\n]{2,40})\)\s*[-–—]")
_STATE: Final = re.compile(r",\s(?:PA|AP)\b")  # Pennsylvania, Andhra Pradesh
_SIGNED: Final = re.compile(r"(?:source|quelle|©|text|by|from)?\s*:?\s*(?:\d{4}\s+)?(.+)", re.IGNORECASE)


def credit(byline: str, dateline: str, text: str, agencies: Mapping[str, str]) -> str:
    """The agency that a text is credited to in its byline, dateline, opening or last line; "" when to none.

    ``agencies`` are names that count beside the world's known ones; a name's first word counts too. What
    comes back is the agency's whole name. A text that only mentions an agency ("told Reuters") is not
    credited to it.
    """
    names = dict(AGENCIES)
    for name in agencies:
        first, *rest = name.split() or [""]
        if rest and len(first) > 2 and first.lower() not in STOPWORDS["en"]:
            names.setdefault(first, name)
        if name:
            names[name] = name
    opening = _OPENING.match(text)
    if opening and datelines.introduces(text[: opening.start(1) - 1], opening[1]):
        opening = None
    last = _SIGNED.match(text[-120:].rpartition("\n")[2].strip(" .—–-()[]"))
    parts = [part for where in (byline, _STATE.sub("", dateline)) for part in _PARTS.split(where)]
    parts += [match[1] for match in (opening, last) if match]
    named = (_named(_BY.sub("", part.strip()).strip(" ."), names) for part in parts)
    return next(filter(None, named), "")


def _named(words: str, names: Mapping[str, str]) -> str:
    """The agency of that name; in capitals it is the same one."""
    if words in names:
        return names[words]
    return next((name for written, name in names.items() if len(written) > 3 and words == written.upper()), "")
