"""Sums of sparse vectors that grow: each term has a place in one array, and who was added knows its places there."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float64]
Places = NDArray[np.int64]

_NO_TERM = -1  # stands at place 0, where the weight is always 0: what has no place is looked up there


class Sum:
    """Vectors added up. ``slack`` is what the squared length lacks where vectors are not of length one: an article is
    as like itself as can be, however long its vector.
    """

    __slots__ = ("length", "place", "slack", "total")

    def __init__(self, place: dict[int, int] | None = None) -> None:
        """``place`` gives the places of another sum, so that what has places there has them here."""
        self.place = {_NO_TERM: 0} if place is None else place
        self.total: Weights = np.zeros(max(64, len(self.place)))
        self.length = 0.0
        self.slack = 0.0

    @property
    def whole(self) -> float:
        """The squared length by which a dot product becomes a likeness."""
        return self.length + self.slack

    @property
    def terms(self) -> Iterable[int]:
        """The terms in the order of their places, from the first."""
        terms = iter(self.place)
        next(terms)
        return terms

    @property
    def weights(self) -> Weights:
        """The weights of ``terms``."""
        return self.total[1 : len(self.place)]

    def places(self, terms: Iterable[int]) -> Places:
        """Where the terms stand; new ones get a place."""
        place = self.place
        found = np.array([place.setdefault(term, len(place)) for term in terms], dtype=np.int64)
        if len(place) > len(self.total):
            self.total = np.concatenate([self.total, np.zeros(len(place))])
        return found

    def add(self, places: Places, weights: Weights, sign: float = 1.0) -> None:
        """Add (or, with a ``sign`` of -1, take away) a vector whose terms stand at the places."""
        before = self.total[places]
        self.total[places] = before + sign * weights
        self.length += float(weights @ (2.0 * sign * before + weights))

    def dot(self, terms: Iterable[int], weights: Weights) -> float:
        """The dot product with a vector that may have been added or not."""
        return float(self.total[self.known(terms, len(weights))] @ weights)

    def known(self, terms: Iterable[int], count: int) -> Places:
        """Where so many terms stand; those without a place at 0."""
        return np.fromiter(map(self.place.get, terms, repeat(0)), dtype=np.int64, count=count)

    def dot_sum(self, other: Sum) -> float:
        """The dot product with another sum."""
        if self.place is other.place:
            size = min(len(self.total), len(other.total))
            return float(self.total[:size] @ other.total[:size])
        small, large = (self, other) if len(self.place) <= len(other.place) else (other, self)
        return large.dot(small.terms, small.weights)

    def products(self, other: Sum) -> tuple[Places, Weights]:
        """Terms of the smaller of two sums, and what each gives to their dot product."""
        small, large = (self, other) if len(self.place) <= len(other.place) else (other, self)
        count = len(small.place) - 1
        terms = np.fromiter(small.terms, dtype=np.int64, count=count)
        return terms, small.weights * large.total[large.known(small.terms, count)]

    def take_in(self, other: Sum) -> Places:
        """Add all of another sum; the places here of what stands at each place there."""
        moved = self.places(other.terms)
        self.add(moved, other.weights)
        self.slack += other.slack
        return np.concatenate([np.zeros(1, dtype=np.int64), moved])

    def less(self, part: Sum) -> Sum:
        """What is left of this sum without a part of it that has its places."""
        rest = Sum(self.place)
        rest.total = self.total.copy()
        rest.total[: len(part.total)] -= part.total[: len(self.total)]
        rest.length = float(rest.total @ rest.total)
        rest.slack = self.slack - part.slack
        return rest

    def heaviest(self, count: int) -> tuple[list[int], Weights]:
        """The heaviest terms and their weights, the heaviest first."""
        weights = self.weights
        if len(weights) > count:
            at = np.argpartition(weights, -count)[-count:]
        else:
            at = np.arange(len(weights))
        at = at[np.argsort(-weights[at], kind="stable")]
        terms = list(self.terms)
        return [terms[one] for one in at.tolist()], weights[at]
