"""Learn a beat's points from examples: what somebody said is on the beat, and what is not.

The outcome is what a person writes into a profile: terms with points, and the sum that is enough. Terms are single
words and pairs; each counts once an article, as in ``core.beat``. Their points come from a logistic regression on
features scaled by how much more often they stand in examples of one side (Wang and Manning 2012, "Baselines and
Bigrams", which found it as good as anything on short texts). What the hand-written profile says counts too, so that
learning adds to it and starts from it. The same examples in the same order give the same points.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from scipy import optimize, sparse

from reveille.core import beat
from reveille.core.errors import ProfileError

MOST_TERMS = 5000  # kept, if nobody asks for fewer: those lose a little (docs/quality.md), more can no longer be read
LEAST_EXAMPLES = 25  # of each side; fewer teach nothing
SEEN_TWICE = 2  # a term of one example alone says nothing of the next
PENALTY = 0.3  # of the squared points, times the root of how much the examples weigh together
FOLDS = 5
AS_GOOD = 0.005
RARE = 0.01  # a category with fewer rows is somebody's heading for one event: on the beat or not, nobody knows
HALF_LIFE = 730.0  # days after which an example counts half: words for the news change

Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Example:
    """An article that somebody judged; ``written`` is the hand-written profile's sum on it."""

    title: str
    text: str
    on: bool
    weight: float = 1.0
    written: float = 0.0


@dataclass(frozen=True)
class Learned:
    """Points for terms and the sum that is enough; ``f1`` is what held-out fifths of the examples gave."""

    points: dict[str, float]
    threshold: float
    f1: float
    examples: int
    on: int


def age_weight(day: date, last: date) -> float:
    """Return how much an example of ``day`` counts beside one of the last day."""
    return float(0.5 ** (max(0, (last - day).days) / HALF_LIFE))


def unclear(categories: Iterable[str], positive: Iterable[str]) -> set[str]:
    """Return the categories that say neither yes nor no: rare ones, but for those named positive."""
    counts = Counter(categories)
    least = RARE * counts.total()
    return {category for category, count in counts.items() if count < least} - set(positive)


def learn(
    examples: Sequence[Example],
    usual: float = 0.0,
    tick: Callable[[], object] = lambda: None,
    most: int = MOST_TERMS,
) -> Learned:
    """Return what the examples teach, ``most`` terms at most; ``usual`` is the sum that was enough until now.

    ``tick`` is called after each of ``FOLDS`` + 1 fits.

    Raises ProfileError when one side has fewer than LEAST_EXAMPLES examples.
    """
    on = np.array([example.on for example in examples], dtype=bool)
    if min(on.sum(), (~on).sum()) < LEAST_EXAMPLES:
        raise ProfileError(
            "examples", f"{on.sum()} on the beat and {(~on).sum()} off it; {LEAST_EXAMPLES} of each are needed"
        )
    terms = [beat.learnable(example.title, example.text) for example in examples]
    weights = np.array([example.weight for example in examples])
    written = np.array([example.written for example in examples])
    held_out = np.empty(len(examples))
    folds = np.arange(len(examples)) % FOLDS
    for fold in range(FOLDS):
        there, away = folds == fold, folds != fold
        fitted = _fit([terms[n] for n in np.flatnonzero(away)], on[away], weights[away], written[away], most)
        held_out[there] = [fitted.sum(terms[n], written[n]) for n in np.flatnonzero(there)]
        tick()
    threshold, f1 = _best_threshold(held_out, on, weights, usual)
    fitted = _fit(terms, on, weights, written, most)
    tick()
    return Learned(fitted.points, round(threshold - fitted.bias, 2), round(f1, 4), len(examples), int(on.sum()))


@dataclass(frozen=True)
class _Fitted:
    points: dict[str, float]
    bias: float

    def sum(self, terms: Iterable[str], written: float) -> float:
        return written + self.bias + sum(self.points.get(term, 0.0) for term in terms)


def _fit(terms: Sequence[frozenset[str]], on: Any, weights: Array, written: Array, most: int) -> _Fitted:
    """Fit the points; where the written sum helps, they are in its unit, and a point of ours is one of its."""
    seen = Counter(term for one in terms for term in one)
    vocabulary = {term: place for place, term in enumerate(sorted(t for t, n in seen.items() if n >= SEEN_TWICE))}
    rows = [[vocabulary[term] for term in one if term in vocabulary] for one in terms]
    starts = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.fromiter((place for row in rows for place in row), dtype=np.int32, count=int(starts[-1]))
    there = sparse.csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(rows), len(vocabulary)))
    side = on.astype(float)
    on_counts, off_counts = there.T @ side + 1, there.T @ (1 - side) + 1
    ratio = np.log((on_counts / on_counts.sum()) / (off_counts / off_counts.sum()))
    scaled = there @ sparse.diags(ratio)
    coefficients, unit, bias = _regress(scaled.tocsr(), 2 * side - 1, weights, written)
    points = coefficients * ratio / unit
    heard = np.sqrt(on_counts + off_counts)
    kept = np.argsort(-np.abs(points) * heard, kind="stable")[:most]
    names = list(vocabulary)
    told = {names[place]: round(float(points[place]), 2) for place in sorted(kept)}
    return _Fitted({term: value for term, value in told.items() if value}, bias / unit)


def _regress(x: Any, sign: Array, weights: Array, written: Array) -> tuple[Array, float, float]:
    """Return the coefficients, the written sum's coefficient (1 where it is of no help), and the bias."""
    found = _minimised(x, sign, weights, written)
    if found[-2] > 0:
        return found[:-2], float(found[-2]), float(found[-1])
    # It is empty, or says the contrary: what is learned has to make up for it, term by term.
    found = _minimised(x, sign, weights, np.zeros(len(written)), written)
    return found[:-2], 1.0, float(found[-1])


def _minimised(x: Any, sign: Array, weights: Array, written: Array, given: Array | float = 0.0) -> Array:
    """Return the coefficients of least loss (terms, written sum) and the bias; ``given`` counts as it is."""
    size = x.shape[1]
    penalty = PENALTY * float(np.sqrt(weights.sum()))

    def loss(v: Array) -> tuple[float, Array]:
        margin = sign * (x @ v[:size] + v[size] * written + v[size + 1] + given)
        wrong = -sign * weights / (1 + np.exp(np.clip(margin, -500, 500)))
        value = weights @ np.logaddexp(0, -margin) + penalty / 2 * (v[:size] @ v[:size])
        gradient = np.concatenate([x.T @ wrong + penalty * v[:size], [wrong @ written, wrong.sum()]])
        return float(value), gradient

    start = np.zeros(size + 2)
    return np.asarray(optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x)


def _best_threshold(sums: Array, on: Any, weights: Array, usual: float) -> tuple[float, float]:
    """Return the sum from which on the weighted F1 is best, and that F1.

    Of sums that are as good but for AS_GOOD, the one nearest to ``usual``: a few examples do not tell them apart.
    """
    order = np.argsort(-sums, kind="stable")
    sums, taken, hits = sums[order], np.cumsum(weights[order]), np.cumsum((weights * on)[order])
    f1 = 2 * hits / (taken + weights @ on)
    enough = np.append((sums[:-1] + sums[1:]) / 2, sums[-1])
    good = np.flatnonzero(f1 >= f1.max() - AS_GOOD)
    best = good[np.argmin(np.abs(enough[good] - usual))]
    return float(enough[best]), float(f1[best])
