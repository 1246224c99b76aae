"""What company a word keeps: how alike the short reports are that share it, in what they have beside it.

A word of one event stands in reports that have more in common; one of a whole matter ("Covid", "Wales") in reports that
share little else, and says little of what each of them tells.
"""

from __future__ import annotations

import numpy as np

from reveille.core.sums import Places, Weights

GOOD = 0.04
"""Mean cosine from which on a word weighs all it has; below it, as much less as its company is worse."""
LEAST = 0.3
"""What is left to a word in the worst company."""
ENOUGH = 5
"""Reports in which a word must stand for its company to say something."""
LATEST = 300
"""Of a word's reports, so many are looked at: a mean needs no more."""


def factors(of: Places, words: Places, weights: Weights) -> Weights:
    """By how much each word of each report weighs less for its company: from ``LEAST`` to 1.

    A row is one word of one report: whose, which, how heavy. Each report has a word once and its rows in a row, the
    reports in their order; the squares of a report's weights sum to one.
    """
    distinct, place, times = np.unique(words, return_inverse=True, return_counts=True)
    kept = np.ones(len(distinct))
    starts = np.searchsorted(of, np.arange(int(of[-1]) + 2)) if len(of) else np.zeros(1, dtype=np.int64)
    order = np.argsort(place, kind="stable")
    ends = np.cumsum(times)
    for word in (times >= ENOUGH).nonzero()[0].tolist():
        reports = of[order[max(ends[word] - times[word], ends[word] - LATEST) : ends[word]]]
        rows = _rows(starts[reports], starts[reports + 1])
        rows = rows[place[rows] != word]
        kept[word] = _alike(place[rows], weights[rows], len(reports)) / GOOD
    factors: Weights = np.clip(kept, LEAST, 1.0)[place]
    return factors


def _rows(starts: Places, ends: Places) -> Places:
    """All rows from each start to its end."""
    sizes = ends - starts
    rows: Places = np.arange(sizes.sum()) + np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
    return rows


def _alike(words: Places, weights: Weights, reports: int) -> float:
    """The mean dot product of two different reports, from the words and weights of all."""
    _, place = np.unique(words, return_inverse=True)
    total = np.bincount(place, weights=weights)
    return float(total @ total - weights @ weights) / (reports * (reports - 1))
