"""Which stories a term leads to: of each term the latest, so that a common one costs no more than a rare one.

Stories are known here by slots, small numbers that are given again when a story has gone.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

LATEST = 96
"""Stories that a term leads to, at least; up to twice as many before the list is cut."""

Votes = NDArray[np.float64]

_NOTHING: array[int] = array("i")


class Leads:
    """An inverted index of heavy terms."""

    def __init__(self) -> None:
        self._of: dict[int, array[int]] = {}
        self._led: dict[int, int] = {}

    def times(self, term: int) -> int:
        """To how many stories the term leads, those among them that its list was cut by."""
        return self._led.get(term, 0)

    def add(self, slot: int, terms: Iterable[int]) -> None:
        """Let the terms, which did not until now, lead to the slot."""
        for term in terms:
            self._led[term] = self._led.get(term, 0) + 1
            led = self._of.get(term)
            if led is None:
                self._of[term] = array("i", (slot,))
                continue
            led.append(slot)
            if len(led) > 2 * LATEST:
                del led[:-LATEST]

    def drop(self, slot: int, terms: Iterable[int]) -> None:
        """Let none of the terms lead to the slot any more."""
        for term in terms:
            if (others := self._led.pop(term, 0) - 1) > 0:
                self._led[term] = others
            led = self._of.get(term)
            if led is not None and slot in led:
                led.remove(slot)
                if not led:
                    del self._of[term]

    def votes(self, terms: Iterable[int], weights: Votes, slots: int) -> Votes:
        """What leads to each of so many slots: the sum of the squared weights of terms that do."""
        led = list(map(self._of.get, terms, repeat(_NOTHING)))
        if not any(led):
            return np.zeros(slots)
        to = np.frombuffer(b"".join(led), dtype=np.intc)
        shares: Votes = (weights * weights).repeat(list(map(len, led)))
        votes: Votes = np.bincount(to, weights=shares, minlength=slots).astype(np.float64, copy=False)
        return votes
