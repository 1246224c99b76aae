"""Learn which words speak for which section of a beat, from items that somebody put into sections.

The outcome is what a person writes into a profile: terms (single words, and pairs of neighbours) with points, which
speak for a section and never against one. They come of a regression over all sections at once, in which every section
weighs the same and a term's points cost what they are worth (L1), so that most terms have none. What the hand-written
profile says counts too: learning adds to it, in its unit, a word of the profile being 1. The same examples in the same
order give the same points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import optimize, sparse

from reveille.core import beat
from reveille.core.errors import ProfileError

LEAST_EXAMPLES = 25  # of each section that has any
LEAST_SEEN = 10  # examples that a term stands in
PRICE = 5.0  # of a point, in examples told right
STEPS = 200
SHARE = 0.5  # of what items of one line teach: an article has ten times their words, and they are not of its kind
ROUND = 0.05  # points below say nothing that a person would write down

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Example:
    """An item, and the sections that are right for it; ``written`` is what the profile's words give to each section."""

    title: str
    sections: frozenset[str]
    weight: float
    written: Mapping[str, float]


def learn(examples: Sequence[Example], idle: AbstractSet[str] = frozenset()) -> dict[str, dict[str, float]]:
    """Return by section the points of the terms that speak for it, as much in a lead as a word of the profile's 1.

    ``idle`` are words with which no term begins or ends, since they tell nothing. Raises ProfileError when fewer than
    two sections have examples, or one has fewer than LEAST_EXAMPLES.
    """
    counted = Counter(key for example in examples for key in example.sections)
    if len(counted) < 2 or min(counted.values()) < LEAST_EXAMPLES:
        told = ", ".join(f"{count} of {key}" for key, count in sorted(counted.items())) or "none"
        raise ProfileError("examples", f"{told}; {LEAST_EXAMPLES} of each of two sections are needed")
    keys = sorted(counted)
    terms = [_terms(example.title, idle) for example in examples]
    seen = Counter(term for one in terms for term in one)
    vocabulary = {term: place for place, term in enumerate(sorted(t for t, n in seen.items() if n >= LEAST_SEEN))}
    there = _table(terms, vocabulary)
    right = np.array([[key in example.sections for key in keys] for example in examples], dtype=np.float64)
    written = np.array([[example.written.get(key, 0.0) for key in keys] for example in examples])
    weights = _evened(right, np.array([example.weight for example in examples]))
    found, unit = _minimised(there, right, written, weights)
    points = SHARE * found / (beat.IN_HEADLINE * unit)
    names = list(vocabulary)
    return {
        key: {
            names[place]: round(float(points[place, column]), 2) for place in np.flatnonzero(points[:, column] >= ROUND)
        }
        for column, key in enumerate(keys)
    }


def _terms(title: str, idle: AbstractSet[str]) -> frozenset[str]:
    return frozenset(
        term for term in beat.learnable(title, "") if idle.isdisjoint((term.split(" ")[0], term.split(" ")[-1]))
    )


def _table(terms: Sequence[Iterable[str]], vocabulary: Mapping[str, int]) -> Any:
    """Which example has which term of the vocabulary."""
    rows = [sorted(vocabulary[term] for term in one if term in vocabulary) for one in terms]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.fromiter((place for row in rows for place in row), dtype=np.int32, count=int(starts[-1]))
    return sparse.csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(vocabulary)))


def _evened(right: Array, weights: Array) -> Array:
    """The weights, so that all sections weigh the same together, and an example one on the whole."""
    shares = right / right.sum(axis=1, keepdims=True)
    together = (shares * weights[:, None]).sum(axis=0)
    evened = weights * (shares @ (together.mean() / together))
    return np.asarray(evened / evened.mean())


def _minimised(there: Any, right: Array, written: Array, weights: Array) -> tuple[Array, float]:
    """Return each term's points for each section, in nats, and how many a point of the profile's words is.

    A term may have points where it stands more often than on the whole; of an example that two sections may have,
    either is right.
    """
    size, sections = there.shape[1], right.shape[1]
    shares = right / right.sum(axis=1, keepdims=True)
    counts = there.T @ (shares * weights[:, None]) + 1
    counts /= counts.sum(axis=0)
    oftener = counts > (counts.sum(axis=1, keepdims=True) - counts) / (sections - 1)

    def loss(v: Array) -> tuple[float, Array]:
        points, unit = v[:-1].reshape(size, sections), v[-1]
        sums = there @ points + unit * written
        likely = np.exp(sums - sums.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        hit = (likely * right).sum(axis=1)
        missed = (likely - likely * right / hit[:, None]) * weights[:, None]
        gradient = np.append((there.T @ missed + PRICE).ravel(), (missed * written).sum())
        return float(PRICE * points.sum() - weights @ np.log(hit)), gradient

    bounds = [(0.0, None if may else 0.0) for may in oftener.ravel()] + [(1e-2, None)]
    start = np.append(np.zeros(size * sections), 0.3)
    found = optimize.minimize(
        loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": STEPS, "maxfun": 10 * STEPS}
    ).x
    return found[:-1].reshape(size, sections), float(found[-1]) if written.any() else 1 / beat.IN_HEADLINE
