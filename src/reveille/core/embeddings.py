"""What articles mean to a sentence model, where there is one, and how much that counts beside their words.

A model brings near what is of one kind, two robberies as much as one; words, names and numbers know better. So it is
heard only where these have little to go on, which is where it gained (docs/quality.md): among headlines, as far as
they are bare of words, it confirms or doubts; between two languages it joins what facts alone do not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from reveille.core.likeness import Vector, bare

Embedding = NDArray[np.float32]

LEAD: Final = 400
"""Characters of a text that a model reads after its headline."""
GAIN: Final = 2.5
"""How much a model confirms or doubts two headlines without any text, for each unit of cosine above ``EVEN``."""
EVEN: Final = 0.5
"""The cosine at which it does neither."""
ABROAD, UNLIKE = 1.5, 0.2
"""Two languages are as like as ``ABROAD`` times what their cosine is above ``UNLIKE``."""
PRIOR: Final = 50
"""Articles that a stream must have for its own mean to count half."""


@dataclass(frozen=True)
class Meaning:
    """What articles mean together: the sum of their embeddings, how many those are, and how bare of words."""

    total: NDArray[np.float64]
    count: int
    bare: float

    def __add__(self, other: Meaning) -> Meaning:
        if not self.count or not other.count:
            return self if self.count else other
        return Meaning(self.total + other.total, self.count + other.count, self.bare + other.bare)

    def __sub__(self, part: Meaning) -> Meaning:
        if not part.count:
            return self
        if part.count == self.count:
            return NOTHING
        return Meaning(self.total - part.total, self.count - part.count, self.bare - part.bare)


NOTHING: Final = Meaning(np.zeros(0), 0, 0.0)


def words(title: str, text: str) -> str:
    """What of an article a model reads."""
    return f"{title}\n{text[:LEAD]}".strip()


def meanings(embeddings: Sequence[Embedding | None], vectors: Sequence[Vector]) -> list[Meaning]:
    """What each article of a stream means beside the others of it: what all of them have in common tells none apart."""
    there = [one for one in embeddings if one is not None]
    if not there:
        return [NOTHING] * len(embeddings)
    common = np.sum(there, axis=0, dtype=np.float64) / (len(there) + PRIOR)
    return [
        NOTHING if one is None else Meaning(_of_length_one(one - common), 1, bare(vector))
        for one, vector in zip(embeddings, vectors, strict=True)
    ]


def heard(likeness: float, one: Meaning, other: Meaning, *, foreign: bool) -> float:
    """How like two are once the model was heard; ``likeness`` where it knows nothing of one of them."""
    if not one.count or not other.count:
        return likeness
    lengths = math.sqrt(float(one.total @ one.total) * float(other.total @ other.total))
    cosine = float(one.total @ other.total) / max(lengths, 1e-9)
    if foreign:
        return max(likeness, ABROAD * (cosine - UNLIKE))
    barest = max(one.bare / one.count, other.bare / other.count)
    return likeness * max(0.0, 1.0 + GAIN * barest * (cosine - EVEN))


def _of_length_one(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


def pack(embedding: Embedding) -> bytes:
    """The embedding as bytes to store, two for each number."""
    return embedding.astype("<f2").tobytes()


def unpack(packed: bytes) -> Embedding | None:
    """The embedding that was packed; None when there is none."""
    return np.frombuffer(packed, dtype="<f2").astype(np.float32) if packed and len(packed) % 2 == 0 else None
